import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { deleteCodesOf, deleteTokensOf } from './app-queries.ts'
import { deleteSessionsOf, type LockedLogin, lockLogin } from './queries.ts'

/**
 * Ends every session, token and code of an account at once. For suspension, deletion and a new password. Whoever is
 * being given access at this moment is waited for, and loses it too.
 */
export async function revokeAllAccess(tx: Db, accountId: AccountId): Promise<LockedLogin | undefined> {
  const login = await lockLogin(tx, accountId)
  await deleteSessionsOf(tx, accountId)
  await deleteCodesOf(tx, accountId)
  await deleteTokensOf(tx, accountId)
  return login
}
