import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { deletePoll } from './poll-queries.ts'

export async function isDeletedPost(db: Db, id: PostId): Promise<boolean> {
  const row = await db.selectFrom('posts').select('deleted_at').where('id', '=', id).executeTakeFirst()
  return row !== undefined && row.deleted_at !== null
}

export type RemovedBoost = { boostId: PostId; boosterId: AccountId; authorId: AccountId }

export async function markBoostsDeleted(tx: Db, id: PostId, now: Date, most: number): Promise<RemovedBoost[]> {
  const { rows } = await sql<RemovedBoost>`
    update posts set deleted_at = ${now}
    from (select id from posts where boost_of = ${id} and deleted_at is null order by id limit ${most} for update) as chosen
    where posts.id = chosen.id
    returning posts.id as "boostId", posts.author_id as "boosterId", posts.boost_of_author_id as "authorId"`.execute(tx)
  await sql`
    delete from boosts using unnest(${rows.map((row) => row.boosterId)}::bigint[]) as gone (account_id)
    where boosts.account_id = gone.account_id and boosts.post_id = ${id}`.execute(tx)
  return rows
}

export async function deleteFavouritesOf(tx: Db, id: PostId, most: number): Promise<number> {
  return deleteKeptOf(tx, 'favourites', id, most)
}

export async function deleteBookmarksOf(tx: Db, id: PostId, most: number): Promise<number> {
  return deleteKeptOf(tx, 'bookmarks', id, most)
}

async function deleteKeptOf(tx: Db, table: 'favourites' | 'bookmarks', id: PostId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ${sql.table(table)} where (account_id, post_id) in (
      select account_id, post_id from ${sql.table(table)} where post_id = ${id} order by account_id limit ${most})`.execute(
    tx,
  )
  return Number(numAffectedRows)
}

/** Takes the words, and what hangs on them, out of a deleted post. */
export async function blankPost(tx: Db, id: PostId) {
  await tx.deleteFrom('mentions').where('post_id', '=', id).execute()
  await tx.deleteFrom('post_tags').where('post_id', '=', id).execute()
  await tx.deleteFrom('post_edits').where('post_id', '=', id).execute()
  await tx.deleteFrom('pins').where('post_id', '=', id).execute()
  await deletePoll(tx, id)
  await tx.deleteFrom('post_stats').where('post_id', '=', id).execute()
  await tx
    .updateTable('posts')
    .set({ text: '', html: '', spoiler_text: '', language: null })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .execute()
}
