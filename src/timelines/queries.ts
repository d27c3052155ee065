import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { type AccountId, type Id, maxId, type PostId } from '../platform/ids.ts'
import type { Page } from '../platform/pagination.ts'
import type { DayEntry } from '../posts/visibility.ts'

/** The page's part of an index that ends in a post's id: `within` its bounds, in its `order`, `inOrder` up to its limit. */
function keyset(column: RawBuilder<unknown>, { maxId: below, sinceId, minId, limit }: Page) {
  const order = sql`order by ${column} ${sql.raw(minId === undefined ? 'desc' : 'asc')}`
  return {
    order,
    within: sql`${column} < ${below ?? maxId} and ${column} > ${Math.max(sinceId ?? 0, minId ?? 0)}`,
    inOrder: sql`${order} limit ${limit}`,
  }
}

/** Of one author's posts those that the viewer may find in a channel. Messages to others can be many: they are left out. */
const openTo = (viewerId: AccountId) => sql`
  (posts.visibility <> 'direct' or posts.author_id = ${viewerId}
    or exists (select from mentions where post_id = posts.id and account_id = ${viewerId}))`

/**
 * What the viewer and those they follow wrote and boosted, and public posts with hashtags they follow: from each source
 * as many as the page may need, then the nearest of all, each once. Members of exclusive lists and whom the viewer wants
 * quiet are no source.
 */
export function homeEntries(viewerId: AccountId, page: Page): RawBuilder<{ id: PostId }> {
  const { within, inOrder } = keyset(sql`posts.id`, page)
  const merged = keyset(sql`entry.id`, page)
  const tagged = keyset(sql`post_tags.post_id`, page)
  return sql<{ id: PostId }>`
    select entry.id
    from (
      select entry.id
      from (
        select ${viewerId}::bigint as id
        union all select followee_id from follows where follower_id = ${viewerId} and state = 'accepted' and volume <> 'quiet'
          and not exists (
            select from list_members join lists on lists.owner_id = list_members.owner_id and lists.id = list_members.list_id
            where list_members.account_id = follows.followee_id and list_members.owner_id = ${viewerId} and lists.exclusive)
      ) as author
      cross join lateral (
        select posts.id from posts
        where posts.author_id = author.id and posts.deleted_at is null and ${within} and ${openTo(viewerId)}
        ${inOrder}) as entry
      union
      select entry.id
      from followed_tags
      cross join lateral (
        select posts.id from post_tags join posts on posts.id = post_tags.post_id
        where post_tags.tag = followed_tags.tag and ${tagged.within}
          and posts.visibility = 'public' and posts.deleted_at is null
        ${tagged.inOrder}) as entry
      where followed_tags.account_id = ${viewerId}) as entry
    ${merged.inOrder}`
}

/** What the members of a list wrote and boosted. */
export function listEntries(viewerId: AccountId, list: Id, page: Page): RawBuilder<{ id: PostId }> {
  const { within, inOrder } = keyset(sql`posts.id`, page)
  return sql<{ id: PostId }>`
    select entry.id
    from list_members
    cross join lateral (
      select posts.id from posts
      where posts.author_id = list_members.account_id and posts.deleted_at is null and ${within} and ${openTo(viewerId)}
      ${inOrder}) as entry
    where list_members.owner_id = ${viewerId} and list_members.list_id = ${list}
    ${keyset(sql`entry.id`, page).inOrder}`
}

export async function selectList(db: Db, viewerId: AccountId, list: Id, page: Page): Promise<PostId[]> {
  const { rows } = await listEntries(viewerId, list, page).execute(db)
  return rows.map((row) => row.id)
}

export async function selectHome(db: Db, viewerId: AccountId, page: Page): Promise<PostId[]> {
  const { rows } = await homeEntries(viewerId, page).execute(db)
  return rows.map((row) => row.id)
}

/** Everything that stands in the channel's way on these days: what each author wrote and boosted, as far as the viewer may find it. */
export async function selectDayEntries(
  db: Db,
  viewerId: AccountId,
  days: readonly { author: AccountId; first: Id; end: Id }[],
): Promise<(DayEntry & { day: Id })[]> {
  const { rows } = await sql<DayEntry & { day: Id }>`
    select day.first as day, entry.*
    from unnest(
      ${days.map(({ author }) => author)}::bigint[], ${days.map(({ first }) => first)}::bigint[],
      ${days.map(({ end }) => end)}::bigint[]) as day (author_id, first, beyond)
    cross join lateral (
      select posts.id, posts.author_id as author, posts.boost_of is not null as "isBoost",
        posts.in_reply_to_account_id as "replyTo",
        posts.in_reply_to_account_id is not distinct from ${viewerId}::bigint
          or exists (select from mentions where post_id = posts.id and account_id = ${viewerId}) as "isForViewer"
      from posts
      where posts.author_id = day.author_id and posts.id >= day.first and posts.id < day.beyond
        and posts.deleted_at is null and ${openTo(viewerId)}) as entry`.execute(db)
  return rows
}

/** How many posts each author has for followers only, counted up to `most`. */
export async function selectPrivateCounts(
  db: Db,
  authors: readonly AccountId[],
  most: number,
): Promise<Map<AccountId, number>> {
  const { rows } = await sql<{ author: AccountId; posts: number }>`
    select author.id as author, count(*)::int as posts
    from unnest(${authors}::bigint[]) as author (id)
    cross join lateral (
      select from posts where posts.author_id = author.id and posts.visibility = 'private' and posts.deleted_at is null
      limit ${most}) as found
    group by author.id`.execute(db)
  return new Map(rows.map(({ author, posts }) => [author, posts]))
}

/** What one author wrote and boosted. */
export async function selectFrom(db: Db, viewerId: AccountId, author: AccountId, page: Page): Promise<PostId[]> {
  const { within, inOrder } = keyset(sql`posts.id`, page)
  const { rows } = await sql<{ id: PostId }>`
    select posts.id from posts
    where posts.author_id = ${author} and posts.deleted_at is null and ${within} and ${openTo(viewerId)}
    ${inOrder}`.execute(db)
  return rows.map((row) => row.id)
}

const withMedia = (onlyMedia: boolean) =>
  onlyMedia ? sql`and exists (select from media where media.post_id = posts.id)` : sql``

/** With pictures only: from the pictures there are, for they may be few among very many posts. */
export function publicEntries(page: Page, onlyMedia = false): RawBuilder<{ id: PostId }> {
  const { within, inOrder } = keyset(sql`posts.id`, page)
  const pictured = keyset(sql`post_id`, page)
  const from = onlyMedia
    ? sql`(
        select distinct post_id from media where post_id is not null and ${pictured.within}
        ${pictured.order}) as pictured
      join posts on posts.id = pictured.post_id`
    : sql`posts`
  return sql<{ id: PostId }>`
    select posts.id from ${from}
    where visibility = 'public' and boost_of is null and deleted_at is null
      and (in_reply_to_account_id is null or in_reply_to_account_id = author_id) and ${within}
    ${inOrder}`
}

export async function selectPublic(db: Db, page: Page, onlyMedia = false): Promise<PostId[]> {
  const { rows } = await publicEntries(page, onlyMedia).execute(db)
  return rows.map((row) => row.id)
}

/** Tags as they are compared. A post has at least one of `any`, all of `all`, none of `none`. */
export type TagChoice = {
  any: readonly string[]
  all: readonly string[]
  none: readonly string[]
  onlyMedia?: boolean
}

export function hashtagEntries(
  { any, all, none, onlyMedia = false }: TagChoice,
  page: Page,
): RawBuilder<{ id: PostId }> {
  const { within, inOrder } = keyset(sql`post_tags.post_id`, page)
  const merged = keyset(sql`entry.id`, page)
  // Counted rather than asked for by `exists`, so that the tags of one post are looked up, not all there are.
  const tagsAmong = (tags: readonly string[]) =>
    sql`(select count(*) from post_tags other where other.post_id = posts.id and other.tag = any(${tags}::text[]))`
  return sql<{ id: PostId }>`
    select distinct entry.id
    from unnest(${any}::text[]) as chosen (tag)
    cross join lateral (
      select posts.id from post_tags
      join posts on posts.id = post_tags.post_id
      where post_tags.tag = chosen.tag and ${within} and posts.visibility = 'public' and posts.deleted_at is null
        and ${tagsAmong(all)} = ${new Set(all).size} and ${tagsAmong(none)} = 0
        ${withMedia(onlyMedia)}
      ${inOrder}) as entry
    ${merged.inOrder}`
}

export async function selectHashtag(db: Db, choice: TagChoice, page: Page): Promise<PostId[]> {
  const { rows } = await hashtagEntries(choice, page).execute(db)
  return rows.map((row) => row.id)
}
