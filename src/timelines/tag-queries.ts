import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { inPageOrder, type Page, paged } from '../platform/pagination.ts'

/** Tags as they are compared. */
export async function selectFollowedTags(db: Db, viewerId: AccountId): Promise<Set<string>> {
  const rows = await db.selectFrom('followed_tags').select('tag').where('account_id', '=', viewerId).execute()
  return new Set(rows.map(({ tag }) => tag))
}

export type FollowedTag = { cursor: Id; tag: string; name: string }

export async function listFollowedTags(db: Db, viewerId: AccountId, page: Page): Promise<FollowedTag[]> {
  const query = db
    .selectFrom('followed_tags')
    .select(['id as cursor', 'tag', 'name'])
    .where('account_id', '=', viewerId)
  return inPageOrder(await paged(query, 'id', page).execute(), page)
}

/** Others who follow hashtags for the same person wait until the transaction ends, so that the limit holds. */
export async function lockFollowedTags(tx: Db, viewerId: AccountId) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`followed tags: ${viewerId}`}, 0))`.execute(tx)
}

export async function insertFollowedTag(
  tx: Db,
  viewerId: AccountId,
  followed: { id: Id; tag: string; name: string; now: Date },
) {
  const { now, ...columns } = followed
  await tx
    .insertInto('followed_tags')
    .values({ ...columns, account_id: viewerId, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function deleteFollowedTag(db: Db, viewerId: AccountId, tag: string) {
  await db.deleteFrom('followed_tags').where('account_id', '=', viewerId).where('tag', '=', tag).execute()
}

export async function deleteFollowedTags(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('followed_tags').where('account_id', '=', accountId).execute()
}

/** The spelling of a tag in the newest public post that has it. */
export async function findTagName(db: Db, tag: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('post_tags')
    .innerJoin('posts', 'posts.id', 'post_tags.post_id')
    .select('post_tags.name')
    .where('post_tags.tag', '=', tag)
    .where('posts.visibility', '=', 'public')
    .where('posts.deleted_at', 'is', null)
    .orderBy('post_tags.post_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.name
}

/** How often each tag stands in public posts since then, and of how many people, by UTC day. */
export async function countTagUses(
  db: Db,
  tags: readonly string[],
  sinceId: Id,
): Promise<{ tag: string; day: string; uses: number; accounts: number }[]> {
  if (tags.length === 0) return []
  const { rows } = await sql<{ tag: string; day: string; uses: number; accounts: number }>`
    select post_tags.tag, (posts.created_at at time zone 'UTC')::date as day, count(*) as uses,
      count(distinct posts.author_id) as accounts
    from post_tags join posts on posts.id = post_tags.post_id
    where post_tags.tag = any(${tags}::text[]) and post_tags.post_id >= ${sinceId}
      and posts.visibility = 'public' and posts.deleted_at is null
    group by 1, 2`.execute(db)
  return rows
}
