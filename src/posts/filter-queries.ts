import { type RawBuilder, sql } from 'kysely'
import { among, type Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { type ActiveFilter, type Filter, type FilterAction, type FilterContext, prepareFilters } from './filters.ts'

type OwnedFilter = Filter & { owner: AccountId }

async function readFilters(db: Db, condition: RawBuilder<unknown>): Promise<OwnedFilter[]> {
  const { rows } = await sql<OwnedFilter>`
    select filters.account_id as owner, filters.id, filters.title, filters.contexts, filters.action,
      filters.expires_at as "expiresAt",
      (select coalesce(json_agg(json_build_object(
          'id', each.id, 'keyword', each.keyword, 'wholeWord', each.whole_word) order by each.id), '[]')
        from filter_keywords each
        where each.account_id = filters.account_id and each.filter_id = filters.id) as keywords,
      (select coalesce(json_agg(json_build_object('id', each.id, 'postId', each.post_id) order by each.id), '[]')
        from filter_posts each
        where each.account_id = filters.account_id and each.filter_id = filters.id) as posts
    from filters where ${condition}
    order by filters.id`.execute(db)
  return rows
}

/** Also those that have run out. */
export function selectFilters(db: Db, accountId: AccountId): Promise<Filter[]> {
  return readFilters(db, sql`filters.account_id = ${accountId}`)
}

export async function findFilter(db: Db, accountId: AccountId, id: Id): Promise<Filter | undefined> {
  return (await readFilters(db, sql`filters.account_id = ${accountId} and filters.id = ${id}`))[0]
}

/** The filter that holds a keyword or, with `posts`, a post, by the id of that entry. */
export async function findFilterHolding(
  db: Db,
  accountId: AccountId,
  entries: 'filter_keywords' | 'filter_posts',
  id: Id,
): Promise<Filter | undefined> {
  const holds = sql`filters.account_id = ${accountId} and filters.id = (
    select filter_id from ${sql.table(entries)} where account_id = ${accountId} and id = ${id})`
  return (await readFilters(db, holds))[0]
}

/** What applies now to those of the viewers who have any filter, ready to be matched. One statement. */
export async function loadFiltersOf(
  db: Db,
  viewers: readonly AccountId[],
  now: Date,
): Promise<ReadonlyMap<AccountId, ActiveFilter[]>> {
  const filters = await readFilters(
    db,
    sql`filters.account_id ${among(viewers)} and (expires_at is null or expires_at > ${now})`,
  )
  return new Map(
    [...Map.groupBy(filters, ({ owner }) => owner)].map(([owner, ofOwner]) => [owner, prepareFilters(ofOwner)]),
  )
}

export async function loadFilters(db: Db, viewerId: AccountId, now: Date): Promise<ActiveFilter[]> {
  return (await loadFiltersOf(db, [viewerId], now)).get(viewerId) ?? []
}

/** Others who change this person's filters wait until the transaction ends, so that the limits hold. */
export async function lockFilters(tx: Db, accountId: AccountId) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`filters: ${accountId}`}, 0))`.execute(tx)
}

export type FilterColumns = { title: string; contexts: FilterContext[]; action: FilterAction; expires_at: Date | null }

export async function insertFilter(
  tx: Db,
  filter: FilterColumns & { account_id: AccountId; id: Id; created_at: Date },
): Promise<void> {
  await tx.insertInto('filters').values(filter).execute()
}

export async function updateFilter(tx: Db, accountId: AccountId, id: Id, columns: Partial<FilterColumns>) {
  if (Object.keys(columns).length === 0) return
  await tx.updateTable('filters').set(columns).where('account_id', '=', accountId).where('id', '=', id).execute()
}

/** With its keywords and posts. False when it was not there. */
export async function deleteFilter(tx: Db, accountId: AccountId, id: Id): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('filters')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function insertKeyword(
  tx: Db,
  accountId: AccountId,
  filterId: Id,
  { id, keyword, wholeWord }: { id: Id; keyword: string; wholeWord: boolean },
) {
  await tx
    .insertInto('filter_keywords')
    .values({ account_id: accountId, filter_id: filterId, id, keyword, whole_word: wholeWord })
    .execute()
}

export async function updateKeyword(
  tx: Db,
  accountId: AccountId,
  id: Id,
  { keyword, wholeWord }: { keyword?: string | undefined; wholeWord?: boolean | undefined },
) {
  if (keyword === undefined && wholeWord === undefined) return
  await tx
    .updateTable('filter_keywords')
    .set({ keyword, whole_word: wholeWord })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .execute()
}

/** False when this filter already names the post. */
export async function insertFilterPost(
  tx: Db,
  accountId: AccountId,
  filterId: Id,
  { id, postId }: { id: Id; postId: PostId },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('filter_posts')
    .values({ account_id: accountId, filter_id: filterId, id, post_id: postId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** One keyword or post of a filter. False when it was not there. */
export async function deleteFilterEntry(
  tx: Db,
  accountId: AccountId,
  entries: 'filter_keywords' | 'filter_posts',
  id: Id,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom(entries)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** One batch of the filters that name a post which is being erased. Returns how many entries went. */
export async function deleteFilterPostsOf(tx: Db, postId: PostId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from filter_posts where (account_id, filter_id, post_id) in (
      select account_id, filter_id, post_id from filter_posts where post_id = ${postId} limit ${most})`.execute(tx)
  return Number(numAffectedRows)
}

export async function deleteFiltersOfAccount(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('filters').where('account_id', '=', accountId).execute()
}
