/** What somebody who is logged in may do only with the password once more. changePassword is in actions.ts. */
import type { Context } from '../platform/context.ts'
import { type Failure, failing, invalid, isFailure } from '../platform/failure.ts'
import type { AccountId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { verifyPassword } from './password.ts'
import { loadUser, setEmail } from './queries.ts'
import { concerns, listSignUpRules } from './sign-up-rules.ts'
import { isEmail } from './user.ts'

/** Undefined: it is right. */
export async function confirmPassword(
  ctx: Context,
  accountId: AccountId,
  password: string,
): Promise<Failure | undefined> {
  const login = await loadUser(ctx.db, accountId)
  const matches = await verifyPassword(password, login?.password_hash)
  if (isFailure(matches)) return matches
  if (matches && login) return undefined
  return failing('invalid', (words) => words.wrongPassword, {
    current: [{ error: 'ERR_INVALID', description: 'is not right' }],
  })
}

function emailRefused(error: string, description: string): Failure {
  return invalid(`The e-mail address ${description}`, { email: [{ error, description }] })
}

/** The new address counts for logging in from the next time on. */
export async function changeEmail(
  ctx: Context,
  accountId: AccountId,
  { current, email }: { current: string; email: string },
): Promise<Failure | undefined> {
  if (!isEmail(email)) return emailRefused('ERR_INVALID', 'is none: write one like mara@example.org')
  const wrong = await confirmPassword(ctx, accountId, current)
  if (wrong) return wrong
  const rules = (await listSignUpRules(ctx.db)).filter(({ kind }) => kind === 'email')
  if (rules.some((rule) => concerns(rule, { username: '', email, address: '' })))
    return emailRefused('ERR_BLOCKED', 'is not allowed here')
  return write<undefined>(ctx, async (tx) =>
    (await setEmail(tx, accountId, email)) ? undefined : emailRefused('ERR_TAKEN', 'is already taken'),
  )
}
