import { sql } from 'kysely'
import { type CopyRows, countBy } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'

export type ImportedPost = {
  id: PostId
  authorId: AccountId
  text: string
  html: string
  parentId: PostId | null
  parentAuthorId: AccountId | null
  threadId: PostId
  mentionedIds: readonly AccountId[]
  placeholder: boolean
  createdAt: Date
}
export type ImportedBoost = { id: PostId; boosterId: AccountId; postId: PostId; authorId: AccountId; createdAt: Date }

/** The posts that have an id between two ids, both included, with their authors. */
export async function authorsOfIds(db: Db, from: Id, to: Id): Promise<Map<Id, AccountId>> {
  const rows = await db
    .selectFrom('posts')
    .select(['id', 'author_id'])
    .where('id', '>=', from as PostId)
    .where('id', '<=', to as PostId)
    .execute()
  return new Map(rows.map(({ id, author_id }) => [id, author_id]))
}

const postColumns = [
  'id',
  'author_id',
  'text',
  'html',
  'visibility',
  'in_reply_to_id',
  'in_reply_to_account_id',
  'thread_id',
  'boost_of',
  'boost_of_author_id',
  'origin',
  'placeholder',
  'created_at',
]

/** Public posts and boosts with their mentions and counts. */
export async function copyPosts(
  tx: Db,
  copy: CopyRows,
  posts: readonly ImportedPost[],
  boosts: readonly ImportedBoost[],
) {
  await copy('posts', postColumns, [
    ...posts.map((post) => [
      post.id,
      post.authorId,
      post.text,
      post.html,
      'public',
      post.parentId,
      post.parentAuthorId,
      post.threadId,
      null,
      null,
      'import',
      post.placeholder,
      post.createdAt,
    ]),
    ...boosts.map((boost) => [
      boost.id,
      boost.boosterId,
      '',
      '',
      'public',
      null,
      null,
      boost.id,
      boost.postId,
      boost.authorId,
      'import',
      false,
      boost.createdAt,
    ]),
  ])
  await copy(
    'mentions',
    ['post_id', 'account_id'],
    posts.flatMap((post) => post.mentionedIds.map((account) => [post.id, account])),
  )
  await copy(
    'boosts',
    ['account_id', 'post_id', 'boost_id', 'created_at'],
    boosts.map((boost) => [boost.boosterId, boost.postId, boost.id, boost.createdAt]),
  )
  await addCounts(tx, posts, boosts)
}

/** One summed delta per counter, in key order. */
async function addCounts(tx: Db, posts: readonly ImportedPost[], boosts: readonly ImportedBoost[]) {
  const replies = countBy(posts.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])))
  const boosted = countBy(boosts.map(({ postId }) => postId))
  const counted = [...new Set([...replies.keys(), ...boosted.keys()])].toSorted((a, b) => a - b)
  await sql`
    insert into post_stats (post_id, replies_count, boosts_count)
    select * from unnest(${counted}::bigint[], ${counted.map((id) => replies.get(id) ?? 0)}::int[], ${counted.map((id) => boosted.get(id) ?? 0)}::int[])
    on conflict (post_id) do update set
      replies_count = post_stats.replies_count + excluded.replies_count,
      boosts_count = post_stats.boosts_count + excluded.boosts_count`.execute(tx)
  const acts = [
    ...posts.map(({ authorId, createdAt }) => ({ authorId, createdAt })),
    ...boosts.map(({ boosterId, createdAt }) => ({ authorId: boosterId, createdAt })),
  ]
  const newest = new Map<AccountId, Date>()
  for (const { authorId, createdAt } of acts) if (!(newest.get(authorId)! >= createdAt)) newest.set(authorId, createdAt)
  const written = countBy(acts.map(({ authorId }) => authorId))
  const authors = [...written.keys()].toSorted((a, b) => a - b)
  await sql`
    insert into author_stats (account_id, posts_count, last_post_at)
    select * from unnest(${authors}::bigint[], ${authors.map((id) => written.get(id))}::int[], ${authors.map((id) => newest.get(id))}::timestamptz[])
    on conflict (account_id) do update set
      posts_count = author_stats.posts_count + excluded.posts_count,
      last_post_at = greatest(author_stats.last_post_at, excluded.last_post_at)`.execute(tx)
}
