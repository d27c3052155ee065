import { sql } from 'kysely'
import { type CopyRows, countBy } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { countsForItsAuthor, countsUnderItsParent, type Visibility } from './post.ts'

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
  /** Public unless told. */
  visibility?: Visibility
  /** Unknown unless told. */
  language?: string | null
  spoilerText?: string
  /** Normalized, each once, with the spelling of this post. */
  tags?: readonly { tag: string; name: string }[]
  /** Its author agrees to be quoted. */
  quotedId?: PostId | null
}
export type ImportedBoost = { id: PostId; boosterId: AccountId; postId: PostId; authorId: AccountId; createdAt: Date }

export type ImportedFavourite = { id: Id; accountId: AccountId; postId: PostId; createdAt: Date }

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
  'language',
  'spoiler_text',
  'sensitive',
  'quote_of',
  'quote_state',
]

const visibilityOf = ({ visibility = 'public' }: ImportedPost) => visibility

/** Posts and public boosts with their mentions, hashtags and counts. */
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
      visibilityOf(post),
      post.parentId,
      post.parentAuthorId,
      post.threadId,
      null,
      null,
      'import',
      post.placeholder,
      post.createdAt,
      post.language,
      post.spoilerText ?? '',
      (post.spoilerText ?? '') !== '',
      post.quotedId,
      post.quotedId ? 'accepted' : null,
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
      null,
      '',
      false,
      null,
      null,
    ]),
  ])
  await copy(
    'mentions',
    ['post_id', 'account_id'],
    posts.flatMap((post) => post.mentionedIds.map((account) => [post.id, account])),
  )
  await copy(
    'post_tags',
    ['post_id', 'tag', 'name'],
    posts.flatMap(({ id, tags = [] }) => tags.map(({ tag, name }) => [id, tag, name])),
  )
  await copy(
    'boosts',
    ['account_id', 'post_id', 'boost_id', 'created_at'],
    boosts.map((boost) => [boost.boosterId, boost.postId, boost.id, boost.createdAt]),
  )
  await addCounts(tx, posts, boosts)
}

/** The people and posts exist, and nobody favourites a post twice. */
export async function copyFavourites(tx: Db, copy: CopyRows, favourites: readonly ImportedFavourite[]) {
  await copy(
    'favourites',
    ['account_id', 'post_id', 'id', 'created_at'],
    favourites.map(({ accountId, postId, id, createdAt }) => [accountId, postId, id, createdAt]),
  )
  await addToPosts(tx, { favourites_count: favourites.map(({ postId }) => postId) })
}

type PostCounts = Partial<
  Record<'replies_count' | 'boosts_count' | 'favourites_count' | 'quotes_count', readonly PostId[]>
>

/** The posts that gained one of each kind, as often as they did: one summed delta per counter, in key order. */
async function addToPosts(tx: Db, gained: PostCounts) {
  const counts = {
    replies: countBy(gained.replies_count ?? []),
    boosts: countBy(gained.boosts_count ?? []),
    favourites: countBy(gained.favourites_count ?? []),
    quotes: countBy(gained.quotes_count ?? []),
  }
  const counted = [...new Set(Object.values(counts).flatMap((one) => [...one.keys()]))].toSorted((a, b) => a - b)
  const deltas = (of: ReadonlyMap<PostId, number>) => sql`${counted.map((id) => of.get(id) ?? 0)}::int[]`
  await sql`
    insert into post_stats (post_id, replies_count, boosts_count, favourites_count, quotes_count)
    select * from unnest(${counted}::bigint[], ${deltas(counts.replies)}, ${deltas(counts.boosts)},
      ${deltas(counts.favourites)}, ${deltas(counts.quotes)})
    on conflict (post_id) do update set
      replies_count = post_stats.replies_count + excluded.replies_count,
      boosts_count = post_stats.boosts_count + excluded.boosts_count,
      favourites_count = post_stats.favourites_count + excluded.favourites_count,
      quotes_count = post_stats.quotes_count + excluded.quotes_count`.execute(tx)
}

async function addCounts(tx: Db, posts: readonly ImportedPost[], boosts: readonly ImportedBoost[]) {
  const shown = posts.filter((post) => countsUnderItsParent(visibilityOf(post)))
  await addToPosts(tx, {
    replies_count: shown.flatMap(({ parentId }) => parentId ?? []),
    boosts_count: boosts.map(({ postId }) => postId),
    quotes_count: shown.flatMap(({ quotedId }) => quotedId ?? []),
  })
  const acts = [
    ...posts.filter((post) => countsForItsAuthor(visibilityOf(post))),
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
