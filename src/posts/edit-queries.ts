import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import type { PostTag, StoredPost } from './post.ts'
import { insertMentions, insertTags } from './queries.ts'

export type OwnPost = Pick<
  StoredPost,
  | 'id'
  | 'text'
  | 'html'
  | 'spoiler_text'
  | 'sensitive'
  | 'language'
  | 'visibility'
  | 'reply_policy'
  | 'quote_policy'
  | 'created_at'
  | 'edited_at'
>

/** One of somebody's own posts, kept from any other change until the transaction ends. Boosts have no words. */
export async function lockOwnPost(tx: Db, authorId: AccountId, id: PostId): Promise<OwnPost | undefined> {
  const row = await tx
    .selectFrom('posts')
    .select([
      'id',
      'text',
      'html',
      'spoiler_text',
      'sensitive',
      'language',
      'visibility',
      'reply_policy',
      'quote_policy',
      'created_at',
      'edited_at',
    ])
    .where('id', '=', id)
    .where('author_id', '=', authorId)
    .where('boost_of', 'is', null)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  return row as OwnPost | undefined
}

export async function updatePolicies(
  tx: Db,
  id: PostId,
  policies: Partial<Pick<StoredPost, 'reply_policy' | 'quote_policy'>>,
) {
  if (Object.keys(policies).length > 0) await tx.updateTable('posts').set(policies).where('id', '=', id).execute()
}

/** What a post said from `created_at` on, until it was edited. */
export type Version = Pick<StoredPost, 'text' | 'html' | 'spoiler_text' | 'sensitive' | 'language' | 'created_at'> & {
  media_ids: Id[]
  poll_options: string[] | null
}

export async function insertVersion(tx: Db, postId: PostId, id: Id, version: Version) {
  const { text, html, spoiler_text, sensitive, language, media_ids, poll_options, created_at } = version
  await tx
    .insertInto('post_edits')
    .values({ post_id: postId, id, text, html, spoiler_text, sensitive, language, media_ids, poll_options, created_at })
    .execute()
}

export async function countVersions(tx: Db, postId: PostId): Promise<number> {
  const row = await tx
    .selectFrom('post_edits')
    .select(({ fn }) => fn.countAll<number>().as('versions'))
    .where('post_id', '=', postId)
    .executeTakeFirstOrThrow()
  return row.versions
}

/** The former versions, the first one first. */
export async function selectVersions(db: Db, postId: PostId): Promise<Version[]> {
  const rows = await db
    .selectFrom('post_edits')
    .select(['text', 'html', 'spoiler_text', 'sensitive', 'language', 'media_ids', 'poll_options', 'created_at'])
    .where('post_id', '=', postId)
    .orderBy('id')
    .execute()
  // The driver gives the entries of arrays as text.
  return rows.map((row) => ({ ...row, media_ids: row.media_ids.map(Number) }))
}

export async function updateWords(
  tx: Db,
  id: PostId,
  words: Pick<StoredPost, 'text' | 'html' | 'spoiler_text' | 'sensitive' | 'language'> & { edited_at: Date },
) {
  await tx.updateTable('posts').set(words).where('id', '=', id).execute()
}

/** Returns who was not mentioned before. */
export async function replaceMentions(tx: Db, id: PostId, accountIds: readonly AccountId[]): Promise<AccountId[]> {
  const kept = await tx.selectFrom('mentions').select('account_id').where('post_id', '=', id).execute()
  const before = new Set(kept.map(({ account_id }) => account_id))
  await sql`
    delete from mentions where post_id = ${id} and account_id <> all(${accountIds}::bigint[])`.execute(tx)
  const added = accountIds.filter((account) => !before.has(account))
  await insertMentions(
    tx,
    added.map((account_id) => ({ post_id: id, account_id })),
  )
  return added
}

export async function replaceTags(tx: Db, id: PostId, tags: readonly PostTag[]) {
  await tx.deleteFrom('post_tags').where('post_id', '=', id).execute()
  await insertTags(
    tx,
    tags.map((tag) => ({ post_id: id, ...tag })),
  )
}
