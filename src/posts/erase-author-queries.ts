import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { PostCount, RemovedPost } from './queries.ts'

/** The oldest posts and boosts of an author that are still there, invisible from the commit on. */
export async function markPostsOfAuthorDeleted(
  tx: Db,
  author: AccountId,
  now: Date,
  most: number,
): Promise<RemovedPost[]> {
  const { rows } = await sql<RemovedPost>`
    update posts set deleted_at = ${now}
    from (select id from posts where author_id = ${author} and deleted_at is null order by id limit ${most} for update) as chosen
    where posts.id = chosen.id
    returning posts.id, posts.author_id, posts.visibility, posts.in_reply_to_id, posts.boost_of, posts.boost_of_author_id,
      posts.quote_of, posts.quote_state`.execute(tx)
  return rows.toSorted((a, b) => a.id - b.id)
}

export async function deleteBoosts(tx: Db, account: AccountId, posts: readonly PostId[]) {
  await sql`delete from boosts where account_id = ${account} and post_id = any(${posts}::bigint[])`.execute(tx)
}

/** One less for every time a post is named. Nothing happens to posts that have been erased. */
export async function countDownEach(tx: Db, posts: readonly PostId[], count: PostCount) {
  if (posts.length === 0) return
  const column = sql.ref(count)
  await sql`
    with lost as (select post_id, count(*)::int as times from unnest(${posts}::bigint[]) as named (post_id) group by post_id),
    held as (
      select post_stats.post_id, lost.times from post_stats join lost on lost.post_id = post_stats.post_id
      order by post_stats.post_id for update of post_stats)
    update post_stats set ${column} = post_stats.${column} - held.times
    from held where post_stats.post_id = held.post_id`.execute(tx)
}

/** Some of an account's favourites, taken away; with the authors of the posts. */
export async function takeFavourites(
  tx: Db,
  account: AccountId,
  most: number,
): Promise<{ postId: PostId; authorId: AccountId }[]> {
  const { rows } = await sql<{ postId: PostId; authorId: AccountId }>`
    with gone as (
      delete from favourites where account_id = ${account} and post_id in (
        select post_id from favourites where account_id = ${account} order by post_id limit ${most})
      returning post_id)
    select gone.post_id as "postId", posts.author_id as "authorId"
    from gone join posts on posts.id = gone.post_id order by gone.post_id`.execute(tx)
  return rows
}

/** Bookmarks, pins, muted threads, posts for later and idempotency keys: what nobody else ever saw or counted. Returns how many went. */
export async function deleteUnseenActs(tx: Db, account: AccountId, most: number): Promise<number> {
  const deleteSome = async (table: 'bookmarks' | 'pins' | 'thread_mutes' | 'scheduled_posts' | 'idempotency_keys') => {
    const name = sql.table(table)
    const { numAffectedRows } = await sql`
      delete from ${name} where ctid in (select ctid from ${name} where account_id = ${account} limit ${most})`.execute(
      tx,
    )
    return Number(numAffectedRows)
  }
  for (const table of ['bookmarks', 'pins', 'thread_mutes', 'scheduled_posts', 'idempotency_keys'] as const) {
    const gone = await deleteSome(table)
    if (gone > 0) return gone
  }
  return 0
}

export async function deleteAuthorStats(tx: Db, account: AccountId) {
  await tx.deleteFrom('author_stats').where('account_id', '=', account).execute()
}
