/**
 * The skeleton of a search for posts: ids, newest first.
 *
 * Posts that everybody may search can be millions, and no index gives the matches of words in order of time. So the
 * newest posts are read first: a frequent word is found often enough among them. Only what is too rare there is looked
 * up in the index of words, and then it has few matches to be sorted. What the viewer had to do with is small: it is
 * gone through.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { type AccountId, maxId, type PostId } from '../platform/ids.ts'
import type { Page } from '../platform/pagination.ts'
import { mark } from './words.ts'

/** `words` in the language of tsquery; `authors` and `notAuthors` are ids. */
export type PostChoice = {
  words: string | undefined
  authors: readonly AccountId[] | undefined
  notAuthors: readonly AccountId[]
}

/** `isMine`: the viewer wrote it or had to do with it. */
export type FoundPost = { id: PostId; isMine: boolean }

/** How many of the newest posts are read before the index of words is asked; reading one takes about a microsecond. */
const windows = [2_000, 16_000]

type Bounds = { within: (column: RawBuilder<unknown>) => RawBuilder<unknown>; inOrder: RawBuilder<unknown> }

function boundsOf({ maxId: below, sinceId, minId }: Page): Bounds {
  return {
    within: (column) => sql`${column} < ${below ?? maxId} and ${column} > ${Math.max(sinceId ?? -1, minId ?? -1)}`,
    inOrder: sql`order by post_id ${sql.raw(minId === undefined ? 'desc' : 'asc')}`,
  }
}

function matches({ words, notAuthors }: PostChoice): RawBuilder<unknown> {
  const hasWords = words === undefined ? sql`true` : sql`words @@ ${words}::tsquery`
  return notAuthors.length === 0 ? hasWords : sql`${hasWords} and author_id <> all(${notAuthors}::bigint[])`
}

async function idsOf(db: Db, query: RawBuilder<{ post_id: PostId }>): Promise<PostId[]> {
  const { rows } = await query.execute(db)
  return rows.map(({ post_id }) => post_id)
}

/** What the index of words knows. With the sum no other index serves. */
export function indexedOpen(choice: PostChoice, page: Page): RawBuilder<{ post_id: PostId }> {
  const { within, inOrder } = boundsOf(page)
  const isOpen = `'${mark('open')}'`
  const words = choice.words === undefined ? isOpen : `${isOpen} & ${choice.words}`
  return sql<{ post_id: PostId }>`
    with matched as materialized (
      select post_id from post_search where ${matches({ ...choice, words })} and ${within(sql`post_id + 0`)})
    select post_id from matched ${inOrder} limit ${page.limit}`
}

/** Allows no plan but that through the index of words, for one transaction. */
export async function onlyThroughIndex(tx: Db) {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(tx)
}

async function selectOpen(db: Db, choice: PostChoice, page: Page): Promise<PostId[]> {
  const { within, inOrder } = boundsOf(page)
  if (choice.authors !== undefined)
    return idsOf(
      db,
      sql`select post_id from post_search
        where author_id = any(${choice.authors}::bigint[]) and open and ${matches(choice)} and ${within(sql`post_id`)}
        ${inOrder} limit ${page.limit}`,
    )
  for (const newest of windows) {
    const { rows } = await sql<{ among: PostId[]; read: number }>`
      select count(*) as read,
        coalesce((array_agg(post_id ${inOrder}) filter (where ${matches(choice)}))[1:${page.limit}::int], '{}') as among
      from (
        select post_id, author_id, words from post_search where open and ${within(sql`post_id`)} ${inOrder} limit ${newest}
      ) as recent`.execute(db)
    const { among, read } = rows[0]!
    if (among.length === page.limit || read < newest || choice.words === undefined) return among
  }
  return db.transaction().execute(async (tx) => {
    await onlyThroughIndex(tx)
    return idsOf(tx, indexedOpen(choice, page))
  })
}

/** Their own posts, and those they favourited, boosted, bookmarked, answered, voted in or are mentioned in. */
export function ownMatches(viewerId: AccountId, choice: PostChoice, page: Page): RawBuilder<{ post_id: PostId }> {
  const { within, inOrder } = boundsOf(page)
  const byThem =
    choice.authors === undefined ? sql`true` : sql`post_search.author_id = any(${choice.authors}::bigint[])`
  const kept = (table: 'favourites' | 'bookmarks' | 'boosts' | 'mentions' | 'poll_votes') =>
    sql`select post_id from ${sql.table(table)} where account_id = ${viewerId} and ${within(sql`post_id`)}`
  const theirs = sql`
    select post_id from post_search where author_id = ${viewerId} and ${byThem} and ${matches(choice)} and ${within(sql`post_id`)}`
  const others = sql`
    select post_search.post_id
    from (
      ${kept('favourites')} union ${kept('bookmarks')} union ${kept('boosts')} union ${kept('mentions')}
      union ${kept('poll_votes')}
      union select in_reply_to_id from posts
        where author_id = ${viewerId} and deleted_at is null and ${within(sql`in_reply_to_id`)}
    ) as acted (post_id)
    join post_search on post_search.post_id = acted.post_id
    where post_search.author_id <> ${viewerId} and ${byThem} and ${matches(choice)}`
  return sql<{ post_id: PostId }>`
    select post_id from (${theirs} union all ${others}) as found (post_id) ${inOrder} limit ${page.limit}`
}

/** The page's ids in its order (with minId oldest first), before any rule. */
export async function selectFoundPosts(
  db: Db,
  viewerId: AccountId,
  choice: PostChoice,
  place: { own: boolean; open: boolean },
  page: Page,
): Promise<FoundPost[]> {
  const [mine, open] = await Promise.all([
    place.own ? idsOf(db, ownMatches(viewerId, choice, page)) : [],
    place.open ? selectOpen(db, choice, page) : [],
  ])
  const isMine = new Set(mine)
  const ids = [...new Set([...mine, ...open])].toSorted((a, b) => (page.minId === undefined ? b - a : a - b))
  return ids.slice(0, page.limit).map((id) => ({ id, isMine: isMine.has(id) }))
}
