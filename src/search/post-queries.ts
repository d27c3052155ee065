/**
 * The skeleton of a search for posts: ids, newest first.
 *
 * Posts that everybody may search can be millions, and no index gives the matches of words in order of time. So the
 * newest posts are read first: a frequent word is found often enough among them, and they tell how frequent each word is.
 * Only what is too rare there is looked up in the index of words, by its rarest words: they have few matches to be read,
 * while the index would have to go through all that holds a frequent one. What the viewer had to do with is small: it is
 * gone through, as far back as the page reaches.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { type AccountId, maxId, type PostId } from '../platform/ids.ts'
import type { Page } from '../platform/pagination.ts'

/** `words`: conditions in the language of tsquery, all of which hold; `authors` and `notAuthors` are ids. */
export type PostChoice = {
  words: readonly string[]
  authors: readonly AccountId[] | undefined
  notAuthors: readonly AccountId[]
}

/** own: what the viewer wrote or had to do with. open: what everybody may search. */
export type Places = { own: boolean; open: boolean }

/** `isMine`: the viewer wrote it or had to do with it. */
export type FoundPost = { id: PostId; isMine: boolean }

/** How many of the newest posts are read first; reading one takes about a microsecond. */
const firstWindow = 2_000
/** So many are read when it seems that a page is full then; otherwise the index of words is asked. */
const lastWindow = 16_000
/** How many more than seem enough are read then. */
const spare = 1.5
/** Of how many words it is counted how many of the posts hold them. */
const mostWeighed = 8
/** How much more frequent than the rarest word the beginning of others may be to be looked up with it. */
const rareEnough = 4

type Bounds = { within: (column: RawBuilder<unknown>) => RawBuilder<unknown>; inOrder: RawBuilder<unknown> }

function boundsOf({ maxId: below, sinceId, minId }: Page): Bounds {
  return {
    within: (column) => sql`${column} < ${below ?? maxId} and ${column} > ${Math.max(sinceId ?? -1, minId ?? -1)}`,
    inOrder: sql`order by post_id ${sql.raw(minId === undefined ? 'desc' : 'asc')}`,
  }
}

function holds(words: readonly string[]): RawBuilder<unknown> {
  return words.length === 0 ? sql`true` : sql`words @@ ${words.join(' & ')}::tsquery`
}

function matches({ words, notAuthors }: PostChoice): RawBuilder<unknown> {
  return notAuthors.length === 0 ? holds(words) : sql`${holds(words)} and author_id <> all(${notAuthors}::bigint[])`
}

function byThem({ authors }: PostChoice): RawBuilder<unknown> {
  return authors === undefined ? sql`true` : sql`post_search.author_id = any(${authors}::bigint[])`
}

/** Posts of others that the viewer favourited, boosted, bookmarked, answered, voted in or is mentioned in. */
function actedOn(viewerId: AccountId, { within }: Bounds): RawBuilder<unknown> {
  const kept = (table: 'favourites' | 'bookmarks' | 'boosts' | 'mentions' | 'poll_votes') =>
    sql`select post_id from ${sql.table(table)} where account_id = ${viewerId} and ${within(sql`post_id`)}`
  return sql`
    ${kept('favourites')} union ${kept('bookmarks')} union ${kept('boosts')} union ${kept('mentions')}
    union ${kept('poll_votes')}
    union select in_reply_to_id from posts
      where author_id = ${viewerId} and deleted_at is null and ${within(sql`in_reply_to_id`)}`
}

type Search = { viewerId: AccountId; choice: PostChoice; places: Places; page: Page }

/** `weighed`: how many of the posts that were read hold each of these conditions. */
type Reading = { read: number; found: PostId[]; mine: PostId[]; weighed: number[] }

/** Reads all these posts, and answers with those that are sought among them. */
export function lookThrough(
  { viewerId, choice, places, page }: Search,
  posts: RawBuilder<unknown>,
  weigh: readonly string[] = [],
): RawBuilder<Reading> {
  const bounds = boundsOf(page)
  const isMine = places.own ? sql`(author_id = ${viewerId} or post_id in (${actedOn(viewerId, bounds)}))` : sql`false`
  const newest = (condition: RawBuilder<unknown>) => sql`
    coalesce((array_agg(post_id ${bounds.inOrder}) filter (where ${matches(choice)} and ${condition}))[1:${page.limit}::int], '{}')`
  return sql<Reading>`
    select count(*) as read, ${newest(places.open ? sql`(open or ${isMine})` : isMine)} as found, ${newest(isMine)} as mine,
      array[${sql.join(weigh.map((one) => sql`count(*) filter (where ${holds([one])})`))}]::bigint[] as weighed
    from (${posts}) as post_search`
}

async function read(db: Db, query: RawBuilder<Reading>): Promise<Reading> {
  return (await query.execute(db)).rows[0]!
}

/** Of everybody what is open, or all that a few people wrote. */
function newestPosts({ choice: { authors }, page }: Search, most: number): RawBuilder<unknown> {
  const { within, inOrder } = boundsOf(page)
  const newestWhere = (condition: RawBuilder<unknown>) => sql`
    select post_id, author_id, open, words from post_search where ${condition} and ${within(sql`post_id`)} ${inOrder} limit ${most}`
  if (authors === undefined) return newestWhere(sql`open`)
  return sql`
    select theirs.* from unnest(${authors}::bigint[]) as wanted (id), lateral (${newestWhere(sql`author_id = wanted.id`)}) as theirs
    ${inOrder} limit ${most}`
}

/** What the index of words knows. With the sum no other index serves for the order. */
export function indexedPosts(words: readonly string[], choice: PostChoice, page: Page): RawBuilder<unknown> {
  const { within } = boundsOf(page)
  return sql`
    select post_id, author_id, open, words from post_search
    where ${holds(words)} and ${byThem(choice)} and ${within(sql`post_id + 0`)}`
}

/** Allows no plan but that through the index of words, for one transaction. */
export async function onlyThroughIndex(tx: Db) {
  await sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`.execute(tx)
}

/**
 * Those of the words that go through the index: what holds the others too is read and sorted out. The index passes over
 * most of what is in the list of a frequent word, but goes through all that begin with one.
 */
function worthLookingUp(words: readonly string[], counts: readonly number[]): readonly string[] {
  const least = Math.max(1, Math.min(...counts))
  const isBeginning = (word: string) => word.endsWith(':*')
  return words.filter((word, place) => !isBeginning(word) || counts[place]! <= least * rareEnough)
}

async function lookUp(db: Db, search: Search, words: readonly string[]): Promise<Reading> {
  return db.transaction().execute(async (tx) => {
    await onlyThroughIndex(tx)
    return read(tx, lookThrough(search, indexedPosts(words, search.choice, search.page)))
  })
}

/** Their own posts and those they acted on, one by one. */
function ownMatches({ viewerId, choice, page }: Search): RawBuilder<{ post_id: PostId }> {
  const bounds = boundsOf(page)
  const theirs = sql`
    select post_id from post_search
    where author_id = ${viewerId} and ${byThem(choice)} and ${matches(choice)} and ${bounds.within(sql`post_id`)}`
  const others = sql`
    select post_search.post_id
    from (${actedOn(viewerId, bounds)}) as acted (post_id)
    join post_search on post_search.post_id = acted.post_id
    where post_search.author_id <> ${viewerId} and ${byThem(choice)} and ${matches(choice)}`
  return sql<{ post_id: PostId }>`
    select post_id from (${theirs} union all ${others}) as found (post_id) ${bounds.inOrder} limit ${page.limit}`
}

/** What is further away than the last of a full page is not on it. */
function asFarAs(open: readonly PostId[], page: Page): Page {
  const last = open[page.limit - 1]
  if (last === undefined) return page
  if (page.minId !== undefined) return { ...page, maxId: Math.min(page.maxId ?? maxId, last + 1) }
  return { ...page, sinceId: Math.max(page.sinceId ?? -1, last - 1) }
}

function together(found: readonly PostId[], mine: readonly PostId[], page: Page): FoundPost[] {
  const isMine = new Set(mine)
  const ids = [...new Set([...mine, ...found])].toSorted((a, b) => (page.minId === undefined ? b - a : a - b))
  return ids.slice(0, page.limit).map((id) => ({ id, isMine: isMine.has(id) }))
}

async function withOwn(db: Db, search: Search, open: readonly PostId[]): Promise<FoundPost[]> {
  const { places, page } = search
  if (!places.own) return together(open, [], page)
  const { rows } = await ownMatches({ ...search, page: asFarAs(open, page) }).execute(db)
  return together(
    open,
    rows.map(({ post_id }) => post_id),
    page,
  )
}

/** The page's ids in its order (with minId oldest first), before any rule. */
export async function selectFoundPosts(db: Db, search: Search): Promise<FoundPost[]> {
  const { choice, places, page } = search
  // Of what a few people wrote it is asked post by post whether it is open or the viewer's.
  const isByFew = choice.authors !== undefined
  if (!places.open && !isByFew) return withOwn(db, search, [])
  const among = { ...search, places: isByFew ? places : { own: false, open: true } }
  const words = choice.words.filter((condition) => !condition.startsWith('!')).slice(0, mostWeighed)

  let counts: readonly number[] | undefined
  for (let most = firstWindow; ; ) {
    const weigh = counts === undefined && words.length > 1 ? words : []
    const reading = await read(db, lookThrough(among, newestPosts(search, most), weigh))
    const { found, mine } = reading
    if (found.length === page.limit || reading.read < most)
      return isByFew ? together(found, mine, page) : withOwn(db, search, found)
    counts ??= reading.weighed
    const enough = (most * page.limit) / Math.max(found.length, 1)
    if (enough > lastWindow && words.length > 0) {
      const lookedUp = await lookUp(db, search, words.length > 1 ? worthLookingUp(words, counts) : words)
      return together(lookedUp.found, lookedUp.mine, page)
    }
    most = words.length > 0 ? Math.min(lastWindow, Math.ceil(enough * spare)) : Math.ceil(enough * spare)
  }
}
