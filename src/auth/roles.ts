import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failing } from '../platform/failure.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { findLoginByUsername, lockLogin } from './queries.ts'

export const roles = ['owner', 'moderator', 'person'] as const satisfies readonly Role[]

/**
 * Never takes the last owner away: then nobody could give the role back here. `also` writes into the same transaction;
 * its failure undoes both.
 */
export async function changeRole(
  ctx: Context,
  username: string,
  role: Role,
  also: (tx: Db, accountId: AccountId) => Promise<Failure | undefined> = async () => undefined,
): Promise<Role | Failure> {
  const login = await findLoginByUsername(ctx.db, username)
  if (!login) return failing('not-found', (words) => words.nobodyCalled(username))
  return write(ctx, async (tx) => {
    await lockLogin(tx, login.account_id)
    const owners = await tx.selectFrom('users').select('account_id').where('role', '=', 'owner').forUpdate().execute()
    if (role !== 'owner' && owners.length === 1 && owners[0]!.account_id === login.account_id)
      return failing('forbidden', (words) => words.onlyOwnerRole(username))
    await tx.updateTable('users').set({ role }).where('account_id', '=', login.account_id).execute()
    return (await also(tx, login.account_id)) ?? role
  })
}
