import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import type { Account } from './account.ts'

async function selectAccounts(db: Db, condition: RawBuilder<unknown>): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select accounts.*,
      coalesce(follow_stats.followers_count, 0) as followers_count,
      coalesce(follow_stats.following_count, 0) as following_count,
      coalesce(author_stats.posts_count, 0) as posts_count,
      author_stats.last_post_at
    from accounts
    left join follow_stats on follow_stats.account_id = accounts.id
    left join author_stats on author_stats.account_id = accounts.id
    where ${condition}`.execute(db)
  return rows
}

/** Whatever their state: the caller decides whether a suspended or deleted account may be shown. */
export async function loadAccounts(db: Db, ids: readonly AccountId[]): Promise<Map<AccountId, Account>> {
  if (ids.length === 0) return new Map()
  const rows = await selectAccounts(db, sql`accounts.id = any(${[...new Set(ids)]}::bigint[])`)
  return new Map(rows.map((row) => [row.id, row]))
}

export async function findAccount(db: Db, id: AccountId): Promise<Account | undefined> {
  return (await loadAccounts(db, [id])).get(id)
}

export type Handle = { username: string; domain: string }

/** Handles without regard to case. */
export async function findAccountsByHandles(db: Db, handles: readonly Handle[]): Promise<Account[]> {
  if (handles.length === 0) return []
  return selectAccounts(
    db,
    sql`accounts.id in (
      select account_id from account_handles where (username_lower, domain) in (select * from unnest(
        ${handles.map((handle) => handle.username.toLowerCase())}::text[], ${handles.map((handle) => handle.domain.toLowerCase())}::text[])))`,
  )
}

export async function findAccountByHandle(db: Db, username: string, domain = ''): Promise<Account | undefined> {
  return (await findAccountsByHandles(db, [{ username, domain }]))[0]
}

export type NewAccount = {
  id: AccountId
  username: string
  displayName?: string
  origin?: 'live' | 'import'
  createdAt: Date
}

/** False when somebody has the handle already. */
export async function insertAccount(tx: Db, account: NewAccount): Promise<boolean> {
  const handle = await tx
    .insertInto('account_handles')
    .values({ username_lower: account.username.toLowerCase(), domain: '', account_id: account.id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (handle.numInsertedOrUpdatedRows === 0n) return false
  await tx
    .insertInto('accounts')
    .values({
      id: account.id,
      username: account.username,
      display_name: account.displayName ?? '',
      origin: account.origin ?? 'live',
      created_at: account.createdAt,
    })
    .execute()
  return true
}
