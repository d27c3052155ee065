import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'

// ---- What people do with posts. Each answers whether anything changed.

export type Kept = { accountId: AccountId; postId: PostId; id: Id }

/** Answers with the ids of those that were not there before. */
export async function insertFavourites(tx: Db, favourites: readonly Kept[], now: Date): Promise<ReadonlySet<Id>> {
  if (favourites.length === 0) return new Set()
  const { rows } = await sql<{ id: Id }>`
    insert into favourites (account_id, post_id, id, created_at)
    select account_id, post_id, id, ${now}::timestamptz from unnest(
      ${favourites.map(({ accountId }) => accountId)}::bigint[], ${favourites.map(({ postId }) => postId)}::bigint[],
      ${favourites.map(({ id }) => id)}::bigint[]
    ) as given (account_id, post_id, id)
    order by account_id, post_id, id
    on conflict do nothing returning id`.execute(tx)
  return new Set(rows.map(({ id }) => id))
}

export async function insertBookmark(tx: Db, { accountId, postId, id }: Kept, now: Date): Promise<void> {
  await tx
    .insertInto('bookmarks')
    .values({ account_id: accountId, post_id: postId, id, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteKept(
  tx: Db,
  table: 'favourites' | 'bookmarks',
  accountId: AccountId,
  postId: PostId,
): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom(table)
    .where('account_id', '=', accountId)
    .where('post_id', '=', postId)
    .executeTakeFirstOrThrow()
  return numDeletedRows === 1n
}

/** Notes the boost and returns its id, or that of the one this person made before. */
export async function takeBoost(
  tx: Db,
  { accountId, postId, boostId, now }: { accountId: AccountId; postId: PostId; boostId: PostId; now: Date },
): Promise<PostId> {
  const row = await tx
    .insertInto('boosts')
    .values({ account_id: accountId, post_id: postId, boost_id: boostId, created_at: now })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'post_id']).doUpdateSet({ boost_id: sql`boosts.boost_id` }),
    )
    .returning('boost_id')
    .executeTakeFirstOrThrow()
  return row.boost_id
}

export async function findBoost(db: Db, accountId: AccountId, postId: PostId): Promise<PostId | undefined> {
  const row = await db
    .selectFrom('boosts')
    .select('boost_id')
    .where('account_id', '=', accountId)
    .where('post_id', '=', postId)
    .executeTakeFirst()
  return row?.boost_id
}

export async function deleteBoost(tx: Db, accountId: AccountId, postId: PostId) {
  await tx.deleteFrom('boosts').where('account_id', '=', accountId).where('post_id', '=', postId).execute()
}

export async function muteThread(tx: Db, accountId: AccountId, postId: PostId, now: Date) {
  await tx
    .insertInto('thread_mutes')
    .columns(['account_id', 'thread_id', 'created_at'])
    .expression((eb) =>
      eb
        .selectFrom('posts')
        .select([
          sql<AccountId>`${accountId}::bigint`.as('account_id'),
          'thread_id',
          sql<Date>`${now}::timestamptz`.as('created_at'),
        ])
        .where('id', '=', postId),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function unmuteThread(tx: Db, accountId: AccountId, postId: PostId) {
  await tx
    .deleteFrom('thread_mutes')
    .where('account_id', '=', accountId)
    .where('thread_id', '=', (eb) => eb.selectFrom('posts').select('thread_id').where('id', '=', postId))
    .execute()
}

// ---- Lists of them

export type Act = { cursor: Id; postId: PostId }
export type Actor = { cursor: Id; accountId: AccountId }

export async function selectKept(
  db: Db,
  kind: 'favourites' | 'bookmarks',
  accountId: AccountId,
  page: Page,
): Promise<Act[]> {
  const query = db.selectFrom(kind).select(['id', 'post_id']).where('account_id', '=', accountId)
  const rows = await paged(query, 'id', page).execute()
  return rows.map(({ id, post_id }) => ({ cursor: id, postId: post_id }))
}

export async function selectFavouriters(db: Db, postId: PostId, page: Page): Promise<Actor[]> {
  const query = db.selectFrom('favourites').select(['id', 'account_id']).where('post_id', '=', postId)
  const rows = await paged(query, 'id', page).execute()
  return rows.map(({ id, account_id }) => ({ cursor: id, accountId: account_id }))
}

/** Who boosted openly. */
export async function selectBoosters(db: Db, postId: PostId, page: Page): Promise<Actor[]> {
  const query = db
    .selectFrom('boosts')
    .innerJoin('posts', 'posts.id', 'boosts.boost_id')
    .select(['boosts.boost_id', 'boosts.account_id'])
    .where('boosts.post_id', '=', postId)
    .where('posts.visibility', 'in', ['public', 'unlisted'])
    .where('posts.deleted_at', 'is', null)
  const rows = await paged(query, 'boosts.boost_id', page).execute()
  return rows.map(({ boost_id, account_id }) => ({ cursor: boost_id, accountId: account_id }))
}
