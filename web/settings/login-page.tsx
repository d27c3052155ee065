import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, isApiError } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { settings as words } from '../messages/settings.ts'
import { Actions, Part, SettingsPage } from './parts.tsx'
import styles from './profile-page.module.css'
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

/** What is wrong with which of the fields; anything else is told beside the page. */
function problemsOf(failure: unknown): Record<string, string> {
  if (!isApiError(failure) || !failure.details) {
    toastError(failure)
    return {}
  }
  if (failure.details.current) return { current: words.wrongPassword }
  return { wanted: failure.message }
}

function Email({ email }: { email: string }) {
  const [wanted, setWanted] = useState(email)
  const [current, setCurrent] = useState('')
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [isBusy, setIsBusy] = useState(false)
  async function change(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    try {
      await api('PUT', '/api/twoway/v1/email', { body: { email: wanted, current } })
      setProblems({})
      setCurrent('')
      toast(words.emailChanged)
      await queryClient.invalidateQueries(loginQuery)
    } catch (failure) {
      setProblems(problemsOf(failure))
    }
    setIsBusy(false)
  }
  return (
    <Part>
      <form className={styles.form} onSubmit={change}>
        <Field
          label={words.email}
          hint={words.emailHint}
          type="email"
          autoComplete="email"
          required
          value={wanted}
          error={problems.wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        {wanted !== email && (
          <>
            <Field
              label={words.currentForEmail}
              type="password"
              autoComplete="current-password"
              required
              value={current}
              error={problems.current}
              onChange={({ target }) => setCurrent(target.value)}
            />
            <Actions>
              <Button kind="main" type="submit" isBusy={isBusy}>
                {words.changeEmail}
              </Button>
            </Actions>
          </>
        )}
      </form>
    </Part>
  )
}

function Password({ email }: { email: string }) {
  const [wanted, setWanted] = useState('')
  const [current, setCurrent] = useState('')
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [isBusy, setIsBusy] = useState(false)
  async function change(event: FormEvent) {
    event.preventDefault()
    setIsBusy(true)
    try {
      await api('PUT', '/api/twoway/v1/password', { body: { password: wanted, current } })
      setProblems({})
      setCurrent('')
      setWanted('')
      toast(words.passwordChanged)
      await queryClient.invalidateQueries({ queryKey: ['settings'] })
    } catch (failure) {
      setProblems(problemsOf(failure))
    }
    setIsBusy(false)
  }
  return (
    <Part title={words.changePassword}>
      <form className={styles.form} onSubmit={change}>
        {/* For password managers, which keep a password with its name. */}
        <input type="email" autoComplete="username" value={email} readOnly hidden />
        <Field
          label={words.currentPassword}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          error={problems.current}
          onChange={({ target }) => setCurrent(target.value)}
        />
        <Field
          label={words.newPassword}
          hint={words.newPasswordHint}
          type="password"
          autoComplete="new-password"
          required
          value={wanted}
          error={problems.wanted}
          onChange={({ target }) => setWanted(target.value)}
        />
        <Actions>
          <Button kind="main" type="submit" isBusy={isBusy}>
            {words.changePassword}
          </Button>
        </Actions>
      </form>
    </Part>
  )
}
