import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import type { Account } from './account.ts'

function selectAccounts(db: Db) {
  return db
    .selectFrom('accounts')
    .leftJoin('follow_stats', 'follow_stats.account_id', 'accounts.id')
    .leftJoin('author_stats', 'author_stats.account_id', 'accounts.id')
    .selectAll('accounts')
    .select([
      sql<number>`coalesce(follow_stats.followers_count, 0)`.as('followers_count'),
      sql<number>`coalesce(follow_stats.following_count, 0)`.as('following_count'),
      sql<number>`coalesce(author_stats.posts_count, 0)`.as('posts_count'),
      'author_stats.last_post_at',
    ])
}

/** Whatever their state: the caller decides whether a suspended or deleted account may be shown. */
export async function loadAccounts(db: Db, ids: readonly AccountId[]): Promise<Map<AccountId, Account>> {
  if (ids.length === 0) return new Map()
  const rows = await selectAccounts(db)
    .where('accounts.id', '=', sql<AccountId>`any(${[...new Set(ids)]}::bigint[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

export async function findAccount(db: Db, id: AccountId): Promise<Account | undefined> {
  return (await loadAccounts(db, [id])).get(id)
}

export type Handle = { username: string; domain: string }

/** Handles without regard to case. */
export async function findAccountsByHandles(db: Db, handles: readonly Handle[]): Promise<Account[]> {
  if (handles.length === 0) return []
  return selectAccounts(db)
    .innerJoin('account_handles', 'account_handles.account_id', 'accounts.id')
    .where(
      sql<boolean>`(account_handles.username_lower, account_handles.domain) in (select * from unnest(
        ${handles.map((handle) => handle.username.toLowerCase())}::text[], ${handles.map((handle) => handle.domain.toLowerCase())}::text[]))`,
    )
    .execute()
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
