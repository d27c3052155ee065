import { sql } from 'kysely'
import type { CopyRows } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'

export type ImportedAccount = { id: AccountId; username: string; createdAt: Date }

/** Who among these local usernames exists already, and where they came from. */
export async function findImportedHandles(
  db: Db,
  usernames: readonly string[],
): Promise<Map<string, { id: AccountId; origin: string }>> {
  const rows = await db
    .selectFrom('account_handles')
    .innerJoin('accounts', 'accounts.id', 'account_handles.account_id')
    .select(['username_lower', 'accounts.id', 'accounts.origin'])
    .where('account_handles.domain', '=', '')
    .where('username_lower', '=', sql<string>`any(${usernames.map((name) => name.toLowerCase())}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.username_lower, { id: row.id, origin: row.origin }]))
}

export async function accountIdsSince(db: Db, from: Id): Promise<Set<Id>> {
  const rows = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '>=', from as AccountId)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** Accounts without a login; the caller has made sure that their handles and ids are free. */
export async function copyAccounts(copy: CopyRows, accounts: readonly ImportedAccount[]) {
  await copy(
    'account_handles',
    ['username_lower', 'domain', 'account_id'],
    accounts.map(({ id, username }) => [username.toLowerCase(), '', id]),
  )
  await copy(
    'accounts',
    ['id', 'username', 'origin', 'created_at'],
    accounts.map(({ id, username, createdAt }) => [id, username, 'import', createdAt]),
  )
}
