import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Field } from '../design/field.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toast } from '../design/toasts.tsx'
import { GuardedForm } from './guarded-form.tsx'
import { Part, SettingsPage } from './parts.tsx'
import { loginQuery } from './settings-queries.ts'

export default function LoginPage() {
  const { data, error, refetch } = useQuery(loginQuery)
  return (
    <SettingsPage title={words.sections.login.title}>
      {data ? (
        <Email email={data.email} />
      ) : error ? (
        <Failed error={error} retry={refetch} />
      ) : (
        <LoadingList count={2} />
      )}
      {data && <Password email={data.email} />}
    </SettingsPage>
  )
}

function Email({ email }: { email: string }) {
  const [wanted, setWanted] = useState(email)
  return (
    <Part>
      <GuardedForm
        passwordLabel={words.currentForEmail}
        action={words.changeEmail}
        isOpen={wanted !== email}
        send={async (current) => {
          await api('PUT', '/api/twoway/v1/email', { body: { email: wanted, current } })
          toast(words.emailChanged)
          await queryClient.invalidateQueries(loginQuery)
        }}
        before={(problem) => (
          <Field
            label={words.email}
            hint={words.emailHint}
            type="email"
            autoComplete="email"
            required
            value={wanted}
            error={problem}
            onChange={({ target }) => setWanted(target.value)}
          />
        )}
      />
    </Part>
  )
}

function Password({ email }: { email: string }) {
  const [wanted, setWanted] = useState('')
  return (
    <Part title={words.changePassword}>
      <GuardedForm
        passwordLabel={words.currentPassword}
        action={words.changePassword}
        send={async (current) => {
          await api('PUT', '/api/twoway/v1/password', { body: { password: wanted, current } })
          setWanted('')
          toast(words.passwordChanged)
          await queryClient.invalidateQueries({ queryKey: ['settings'] })
        }}
        // For password managers, which keep a password with its name.
        before={() => <input type="email" autoComplete="username" value={email} readOnly hidden />}
        after={(problem) => (
          <Field
            label={words.newPassword}
            hint={words.newPasswordHint}
            type="password"
            autoComplete="new-password"
            required
            value={wanted}
            error={problem}
            onChange={({ target }) => setWanted(target.value)}
          />
        )}
      />
    </Part>
  )
}
