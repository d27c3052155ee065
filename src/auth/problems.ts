/** What is wrong with the fields of a form, in a sentence each. */
import type { FormErrors } from '../instance/form.ts'
import type { Words } from '../messages/words.ts'
import type { Failure } from '../platform/failure.ts'

export function problemsInWords({ details = {} }: Failure, { entry, frame }: Words): FormErrors {
  return Object.fromEntries(
    Object.entries(details).map(([name, [problem]]) => [
      name,
      entry.problems[name]?.[problem?.error ?? ''] ?? frame.failures.invalid.text,
    ]),
  )
}
