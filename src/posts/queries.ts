import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import { countsForItsAuthor, type PostTag, type StoredPost, visibilities } from './post.ts'
import type { ThreadEntry } from './thread.ts'

// ---- Posts

/** Posts as they are stored, whatever their state. */
async function selectStored(db: Db, ids: readonly PostId[]): Promise<StoredPost[]> {
  const { rows } = await sql<StoredPost>`
    select posts.*,
      coalesce(post_stats.replies_count, 0) as replies_count,
      coalesce(post_stats.boosts_count, 0) as boosts_count,
      coalesce(post_stats.favourites_count, 0) as favourites_count,
      coalesce(post_stats.quotes_count, 0) as quotes_count,
      root.author_id as root_author_id,
      root.reply_policy as root_reply_policy,
      apps.name as app_name,
      apps.website as app_website,
      array(select account_id from mentions where mentions.post_id = posts.id order by account_id) as mentioned_ids,
      (select coalesce(json_agg(json_build_object('tag', tag, 'name', name) order by tag), '[]')
        from post_tags where post_tags.post_id = posts.id) as tags,
      exists (select from polls where polls.post_id = posts.id) as has_poll,
      exists (select from media where media.post_id = posts.id) as has_media,
      accounts.suspended_at is not null or accounts.deleted_at is not null as author_is_hidden,
      accounts.silenced_at is not null as author_is_silenced
    from posts
    join accounts on accounts.id = posts.author_id
    left join posts root on root.id = posts.thread_id and root.id <> posts.id and root.deleted_at is null
    left join post_stats on post_stats.post_id = posts.id
    left join apps on apps.client_id = posts.client_id
    where posts.id = any(${ids}::bigint[])`.execute(db)
  return rows
}

const quotedInTurn = 2

/**
 * Posts, what they boost, what these quote, and what that quotes in turn, whatever their state. One statement for posts
 * that neither boost nor quote, as most do; at most four.
 */
export async function selectPosts(db: Db, ids: readonly PostId[]): Promise<StoredPost[]> {
  const found = new Map<PostId, StoredPost>()
  async function take(wanted: readonly (PostId | null)[]): Promise<StoredPost[]> {
    const missing = [...new Set(wanted)].filter((id) => id !== null && !found.has(id)) as PostId[]
    for (const row of missing.length > 0 ? await selectStored(db, missing) : []) found.set(row.id, row)
    return wanted.flatMap((id) => (id === null ? [] : (found.get(id) ?? [])))
  }
  const asked = await take(ids)
  let quoting = [...asked, ...(await take(asked.map(({ boost_of }) => boost_of)))]
  for (let depth = 0; depth < quotedInTurn; depth++)
    quoting = await take(quoting.map(({ quote_of, quote_state }) => (quote_state === 'accepted' ? quote_of : null)))
  return [...found.values()]
}

/** Whom these posts mention, by post. */
export async function loadMentioned(db: Db, ids: readonly PostId[]): Promise<Map<PostId, AccountId[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ post_id: PostId; account_ids: AccountId[] }>`
    select post_id, array_agg(account_id order by account_id) as account_ids
    from mentions where post_id = any(${ids}::bigint[]) group by post_id`.execute(db)
  return new Map(rows.map(({ post_id, account_ids }) => [post_id, account_ids]))
}

/** What the viewer has done with a post. */
export type Marks = {
  favourited: boolean
  boosted: boolean
  bookmarked: boolean
  pinned: boolean
  threadMuted: boolean
}

export const noMarks: Marks = {
  favourited: false,
  boosted: false,
  bookmarked: false,
  pinned: false,
  threadMuted: false,
}

export async function selectMarks(db: Db, viewerId: AccountId, ids: readonly PostId[]): Promise<Map<PostId, Marks>> {
  const { rows } = await sql<Marks & { id: PostId }>`
    select posts.id,
      exists (select from favourites where account_id = ${viewerId} and post_id = posts.id) as favourited,
      exists (select from boosts where account_id = ${viewerId} and post_id = posts.id) as boosted,
      exists (select from bookmarks where account_id = ${viewerId} and post_id = posts.id) as bookmarked,
      exists (select from pins where account_id = ${viewerId} and post_id = posts.id) as pinned,
      exists (select from thread_mutes where account_id = ${viewerId} and thread_id = posts.thread_id) as "threadMuted"
    from posts where posts.id = any(${ids}::bigint[])`.execute(db)
  return new Map(rows.map(({ id, ...marks }) => [id, marks]))
}

export type NewPost = Pick<
  StoredPost,
  | 'id'
  | 'author_id'
  | 'text'
  | 'html'
  | 'spoiler_text'
  | 'sensitive'
  | 'visibility'
  | 'language'
  | 'in_reply_to_id'
  | 'in_reply_to_account_id'
  | 'thread_id'
  | 'boost_of'
  | 'boost_of_author_id'
  | 'reply_policy'
  | 'quote_policy'
  | 'quote_of'
  | 'quote_state'
  | 'client_id'
  | 'created_at'
>

const countedVisibilities = visibilities.filter(countsForItsAuthor)

/**
 * Writes those whose authors are not suspended or deleted, and counts them for their authors. Answers with them as posts
 * that answer and name nobody yet.
 */
export async function insertPosts(tx: Db, posts: readonly NewPost[]): Promise<StoredPost[]> {
  const column = <Name extends keyof NewPost>(name: Name, type: string) =>
    sql`${posts.map((post) => post[name])}::${sql.raw(type)}[]`
  const { rows } = await sql<StoredPost>`
    with written as (
      insert into posts (
        id, author_id, text, html, spoiler_text, sensitive, visibility, language, in_reply_to_id, in_reply_to_account_id,
        thread_id, boost_of, boost_of_author_id, reply_policy, quote_policy, quote_of, quote_state, client_id, created_at)
      select given.* from unnest(
        ${column('id', 'bigint')}, ${column('author_id', 'bigint')}, ${column('text', 'text')}, ${column('html', 'text')},
        ${column('spoiler_text', 'text')}, ${column('sensitive', 'boolean')}, ${column('visibility', 'text')},
        ${column('language', 'text')}, ${column('in_reply_to_id', 'bigint')}, ${column('in_reply_to_account_id', 'bigint')},
        ${column('thread_id', 'bigint')}, ${column('boost_of', 'bigint')}, ${column('boost_of_author_id', 'bigint')},
        ${column('reply_policy', 'text')}, ${column('quote_policy', 'text')}, ${column('quote_of', 'bigint')},
        ${column('quote_state', 'text')}, ${column('client_id', 'text')}, ${column('created_at', 'timestamptz')}
      ) as given (id, author_id)
      join accounts on accounts.id = given.author_id and suspended_at is null and deleted_at is null
      returning *),
    counted as (
      insert into author_stats (account_id, posts_count, last_post_at)
      select author_id, count(*), max(created_at) from written where visibility = any(${countedVisibilities}::text[])
      group by author_id order by author_id
      on conflict (account_id) do update set
        posts_count = author_stats.posts_count + excluded.posts_count,
        last_post_at = greatest(author_stats.last_post_at, excluded.last_post_at))
    select written.*, 0 as replies_count, 0 as boosts_count, 0 as favourites_count, 0 as quotes_count,
      null as root_author_id, null as root_reply_policy, apps.name as app_name, apps.website as app_website,
      '{}'::bigint[] as mentioned_ids, '[]'::json as tags, false as has_poll, false as has_media,
      false as author_is_hidden, accounts.silenced_at is not null as author_is_silenced
    from written join accounts on accounts.id = written.author_id left join apps on apps.client_id = written.client_id`.execute(
    tx,
  )
  return rows
}

export async function insertMentions(tx: Db, mentions: readonly { post_id: PostId; account_id: AccountId }[]) {
  if (mentions.length > 0) await tx.insertInto('mentions').values(mentions).execute()
}

export async function insertTags(tx: Db, tags: readonly ({ post_id: PostId } & PostTag)[]) {
  if (tags.length > 0) await tx.insertInto('post_tags').values(tags).execute()
}

/** Keeps a post, and what it boosts, from being deleted until the transaction ends. False when that is too late. */
export async function lockPost(tx: Db, viewerId: AccountId, id: PostId): Promise<boolean> {
  const post = await tx
    .selectFrom('posts')
    .select('boost_of')
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('accounts')
          .select('id')
          .where('id', '=', viewerId)
          .where('suspended_at', 'is', null)
          .where('deleted_at', 'is', null),
      ),
    )
    .forShare()
    .executeTakeFirst()
  return post !== undefined && (post.boost_of === null || (await lockPost(tx, viewerId, post.boost_of)))
}

/** Those of the accounts that are neither suspended nor deleted. */
export async function selectActive(db: Db, ids: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
  const { rows } = await sql<{ id: AccountId }>`
    select id from accounts where id = any(${ids}::bigint[]) and suspended_at is null and deleted_at is null`.execute(
    db,
  )
  return new Set(rows.map(({ id }) => id))
}

/** Lets one of this person's transactions of a kind do its counting after the other. */
export async function takeTurn(tx: Db, kind: 'pins' | 'scheduled posts', accountId: AccountId) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${kind}: ${accountId}`}, 0))`.execute(tx)
}

/**
 * Keeps posts, what they boost, and the first posts of their threads as they are until the transaction ends. In the
 * order of ids, as everybody who holds several of them does.
 */
export async function holdThreads(tx: Db, ids: readonly PostId[]) {
  if (ids.length === 0) return
  await sql`
    select from posts where id in (
      select unnest(array[named.id, original.id, original.thread_id])
      from posts named join posts original on original.id = coalesce(named.boost_of, named.id)
      where named.id = any(${ids}::bigint[]))
    order by id for share`.execute(tx)
}

export async function findThread(db: Db, id: PostId): Promise<PostId | undefined> {
  const row = await db.selectFrom('posts').select('thread_id').where('id', '=', id).executeTakeFirst()
  return row?.thread_id
}

export type RemovedPost = Pick<
  StoredPost,
  'id' | 'author_id' | 'visibility' | 'in_reply_to_id' | 'boost_of' | 'boost_of_author_id' | 'quote_of' | 'quote_state'
>

/** Invisible from the commit on. Undefined when it was not there. */
export async function markDeleted(
  tx: Db,
  id: PostId,
  authorId: AccountId,
  now: Date,
): Promise<RemovedPost | undefined> {
  const row = await tx
    .updateTable('posts')
    .set({ deleted_at: now })
    .where('id', '=', id)
    .where('author_id', '=', authorId)
    .where('deleted_at', 'is', null)
    .returning([
      'id',
      'author_id',
      'visibility',
      'in_reply_to_id',
      'boost_of',
      'boost_of_author_id',
      'quote_of',
      'quote_state',
    ])
    .executeTakeFirst()
  return row as RemovedPost | undefined
}

// ---- Counts. Their rows are locked in this order everywhere: post_stats, then author_stats, each by key.

export type PostCount = 'replies_count' | 'boosts_count' | 'favourites_count' | 'quotes_count'

export async function countUp(tx: Db, id: PostId, count: PostCount) {
  await tx
    .insertInto('post_stats')
    .values({ post_id: id, [count]: 1 })
    .onConflict((conflict) =>
      conflict.column('post_id').doUpdateSet({ [count]: sql`${sql.ref(`post_stats.${count}`)} + 1` }),
    )
    .execute()
}

/** One favourite more for each time a post is named. */
export async function countFavourites(tx: Db, ids: readonly PostId[]) {
  if (ids.length === 0) return
  await sql`
    insert into post_stats (post_id, favourites_count)
    select id, count(*) from unnest(${ids}::bigint[]) as favourited (id) group by id order by id
    on conflict (post_id) do update
      set favourites_count = post_stats.favourites_count + excluded.favourites_count`.execute(tx)
}

/** Nothing happens once the post has been erased. */
export async function countDown(tx: Db, id: PostId, count: PostCount) {
  await tx
    .updateTable('post_stats')
    .set({ [count]: sql`${sql.ref(count)} - 1` })
    .where('post_id', '=', id)
    .execute()
}

/** `removed`: how many posts each author has lost. */
export async function takeFromAuthors(tx: Db, removed: ReadonlyMap<AccountId, number>) {
  for (const [id, posts] of [...removed].toSorted(([a], [b]) => a - b))
    await tx
      .updateTable('author_stats')
      .set({ posts_count: sql`posts_count - ${posts}` })
      .where('account_id', '=', id)
      .execute()
}

// ---- Idempotency keys

export type KeyedPost = { accountId: AccountId; key: string; postId: PostId; now: Date }

/**
 * Takes each key for its post. Answers with the posts that hold the keys, in the order of `wanted`: an earlier one where
 * a key was taken since `oldest` or later. No key may come twice.
 */
export async function takeIdempotencyKeys(tx: Db, wanted: readonly KeyedPost[], oldest: Date): Promise<PostId[]> {
  if (wanted.length === 0) return []
  const { rows } = await sql<{ account_id: AccountId; key: string; post_id: PostId }>`
    insert into idempotency_keys as held (account_id, key, post_id, created_at)
    select * from unnest(
      ${wanted.map(({ accountId }) => accountId)}::bigint[], ${wanted.map(({ key }) => key)}::text[],
      ${wanted.map(({ postId }) => postId)}::bigint[], ${wanted.map(({ now }) => now)}::timestamptz[]
    ) as wanted (account_id, key, post_id, created_at)
    order by account_id, key
    on conflict (account_id, key) do update set
      post_id = case when held.created_at < ${oldest} then excluded.post_id else held.post_id end,
      created_at = case when held.created_at < ${oldest} then excluded.created_at else held.created_at end
    returning account_id, key, post_id`.execute(tx)
  const holders = new Map(rows.map(({ account_id, key, post_id }) => [`${account_id} ${key}`, post_id]))
  return wanted.map(({ accountId, key }) => holders.get(`${accountId} ${key}`)!)
}

export async function deleteOldIdempotencyKeys(tx: Db, oldest: Date, most: number) {
  await sql`
    delete from idempotency_keys where (account_id, key) in (
      select account_id, key from idempotency_keys where created_at < ${oldest} order by created_at limit ${most}
      for update skip locked)`.execute(tx)
}

// ---- Threads

/** The posts of a thread in the order of their ids, deleted ones too: they hold it together. */
export async function selectThread(db: Db, threadId: PostId): Promise<ThreadEntry[]> {
  return db
    .selectFrom('posts')
    .select(['id', 'in_reply_to_id as parentId'])
    .where('thread_id', '=', threadId)
    .where('boost_of', 'is', null)
    .orderBy('id')
    .execute()
}

// ---- Whose posts

export type ProfileFilter = {
  withoutReplies: boolean
  withoutBoosts: boolean
  withMedia: boolean
  tag: string | undefined
}

/** Ids of an author's posts, narrowed to what the viewer may possibly read. */
export async function selectByAuthor(
  db: Db,
  authorId: AccountId,
  viewer: { id: AccountId | undefined; readsPrivate: boolean; readsAll: boolean },
  filter: ProfileFilter,
  page: Page,
): Promise<PostId[]> {
  let query = db.selectFrom('posts').select('id').where('author_id', '=', authorId).where('deleted_at', 'is', null)
  if (!viewer.readsAll) {
    const open = viewer.readsPrivate ? ['public', 'unlisted', 'private'] : ['public', 'unlisted']
    query = query.where((eb) =>
      eb.or([
        eb('visibility', 'in', open),
        sql<boolean>`exists (select from mentions where post_id = posts.id and account_id = ${viewer.id ?? null})`,
      ]),
    )
  }
  if (filter.withoutReplies)
    query = query.where((eb) =>
      eb.or([eb('in_reply_to_account_id', 'is', null), eb('in_reply_to_account_id', '=', authorId)]),
    )
  if (filter.withMedia) query = query.where(sql<boolean>`exists (select from media where media.post_id = posts.id)`)
  if (filter.withoutBoosts || filter.tag !== undefined) query = query.where('boost_of', 'is', null)
  if (filter.tag !== undefined)
    query = query.where(sql<boolean>`exists (select from post_tags where post_id = posts.id and tag = ${filter.tag})`)
  const rows = await paged(query, 'id', page).execute()
  return rows.map(({ id }) => id)
}
