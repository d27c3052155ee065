import { type FormEvent, useState } from 'react'
import { api, isApiError } from '../api/client.ts'
import { useOwnAccount } from '../api/queries.ts'
import { Button, ButtonLink } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { toastError } from '../design/toasts.tsx'
import { settings as words } from '../messages/settings.ts'
import { forgetEverything } from '../shell/offline.ts'
import styles from './delete-page.module.css'
import { Actions, Part, SettingsPage } from './parts.tsx'

export default function DeletePage() {
  const own = useOwnAccount()
  const [current, setCurrent] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setIsBusy] = useState(false)
  async function leave(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    try {
      await api('POST', '/api/twoway/v1/account/delete', { body: { current } })
      await forgetEverything()
      location.assign('/')
    } catch (failure) {
      if (isApiError(failure) && failure.details?.current) setError(words.wrongPassword)
      else toastError(failure)
      setIsBusy(false)
    }
  }
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
        <form className={styles.form} onSubmit={leave}>
          <Field
            label={words.yourPassword}
            type="password"
            autoComplete="current-password"
            required
            value={current}
            error={error}
            onChange={({ target }) => setCurrent(target.value)}
          />
          <Actions>
            <Button kind="danger" type="submit" isBusy={isBusy}>
              {words.deleteAccount}
            </Button>
          </Actions>
        </form>
      </Part>
    </SettingsPage>
  )
}
