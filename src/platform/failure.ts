import { failures } from '../messages/en/failures.ts'
import { locales } from '../messages/locale.ts'
import type { Words } from '../messages/words.ts'

/**
 * Expected failures are values of this closed union; surprises throw. `message` is safe to show: a sentence that says
 * what is wrong or what to do next.
 */
export type Failure = {
  failure: 'malformed' | 'unauthorized' | 'forbidden' | 'not-found' | 'conflict' | 'invalid' | 'too-large' | 'too-many'
  message: string
  /** The message in another language, for pages: the API's are English, as its clients expect. */
  say?: (words: Words['failures']) => string
  /** Which field of the input is wrong, and how, where the client can tell a person. */
  details?: Record<string, { error: string; description: string }[]>
}

export const failureStatus = {
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  invalid: 422,
  'too-many': 429,
} as const satisfies Record<Failure['failure'], number>

/** Also the answer for something one may not see: nobody can tell the two apart. */
export const notFound: Failure = { failure: 'not-found', message: 'Record not found' }

export function invalid(message: string, details?: Failure['details']): Failure {
  return details ? { failure: 'invalid', message, details } : { failure: 'invalid', message }
}

/** What also a page may have to tell. */
export function failing(
  failure: Failure['failure'],
  say: NonNullable<Failure['say']>,
  details?: Failure['details'],
): Failure {
  return { failure, message: say(failures), say, ...(details ? { details } : {}) }
}

/** As Mastodon begins such sentences. */
export function failedValidation(say: NonNullable<Failure['say']>): Failure {
  return { failure: 'invalid', message: `Validation failed: ${say(failures)}`, say }
}

/** What only the API's clients meet has English words alone: for others it is said what kind of thing it is. */
export function failureSentence({ failure, message, say }: Failure, words: Words): string {
  if (words.locale === locales[0]) return message
  return say ? say(words.failures) : words.frame.failures[failure].text
}

export function forbidden(message: string): Failure {
  return { failure: 'forbidden', message }
}

export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'failure' in value
}
