import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import { useOwnAccount } from '../api/queries.ts'
import { ButtonLink } from '../design/button.tsx'
import { forgetEverything } from '../shell/offline.ts'
import styles from './delete-page.module.css'
import { GuardedForm } from './guarded-form.tsx'
import { Actions, Part, SettingsPage } from './parts.tsx'

export default function DeletePage() {
  const own = useOwnAccount()
  return (
    <SettingsPage title={words.sections.delete.title}>
      <Part title={words.deleteLead}>
        <ul className={styles.facts}>
          {words.deleteFacts(own ? `@${own.acct}` : '').map((fact) => (
            <li key={fact}>{fact}</li>
          ))}
        </ul>
        <Actions>
          <ButtonLink href="/settings/export" icon="save">
            {words.exportFirst}
          </ButtonLink>
        </Actions>
      </Part>
      <Part>
        <GuardedForm
          passwordLabel={words.yourPassword}
          action={words.deleteAccount}
          isDangerous
          send={async (current) => {
            await api('POST', '/api/twoway/v1/account/delete', { body: { current } })
            await forgetEverything()
            location.assign('/')
          }}
        />
      </Part>
    </SettingsPage>
  )
}
