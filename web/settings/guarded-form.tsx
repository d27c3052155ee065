/** A form that asks for one's password before it does anything, and says which field was wrong. */
import { type FormEvent, type ReactNode, useState } from 'react'
import { settings as words } from '#messages/settings.ts'
import { isApiError } from '../api/client.ts'
import { Button } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { toastError } from '../design/toasts.tsx'
import { Actions, Form } from './parts.tsx'

type GuardedFormProps = {
  /** What the password is asked for, above its box. */
  passwordLabel: string
  action: string
  isDangerous?: boolean
  /** Nothing is asked while there is nothing to do. */
  isOpen?: boolean
  send: (current: string) => Promise<void>
  /** What stands above the password, and below it; told what was wrong with what they hold. */
  before?: (problem: string | undefined) => ReactNode
  after?: (problem: string | undefined) => ReactNode
}

type Problems = { current?: string; wanted?: string }

/** Whatever concerns no field is told beside the page. */
function problemsOf(failure: unknown): Problems {
  if (!isApiError(failure) || !failure.details) {
    toastError(failure)
    return {}
  }
  return failure.details.current ? { current: words.wrongPassword } : { wanted: failure.message }
}

export function GuardedForm(props: GuardedFormProps) {
  const { passwordLabel, action, isDangerous = false, isOpen = true, send, before, after } = props
  const [current, setCurrent] = useState('')
  const [problems, setProblems] = useState<Problems>({})
  const [isBusy, setIsBusy] = useState(false)
  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!isOpen) return
    setIsBusy(true)
    try {
      await send(current)
      setProblems({})
      setCurrent('')
    } catch (failure) {
      setProblems(problemsOf(failure))
    }
    setIsBusy(false)
  }
  return (
    <Form onSubmit={submit}>
      {before?.(problems.wanted)}
      {isOpen && (
        <Field
          label={passwordLabel}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          error={problems.current}
          onChange={({ target }) => setCurrent(target.value)}
        />
      )}
      {after?.(problems.wanted)}
      {isOpen && (
        <Actions>
          <Button kind={isDangerous ? 'danger' : 'main'} type="submit" isBusy={isBusy}>
            {action}
          </Button>
        </Actions>
      )}
    </Form>
  )
}
