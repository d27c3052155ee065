/** Loads what the rules and the entity of a post need, for many posts in a bounded number of statements. */
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { loadRelations } from '../follows/queries.ts'
import { loadMedia } from '../media/actions.ts'
import type { Attachment } from '../media/attachment.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadFilters } from './filter-queries.ts'
import { type FilterMatch, filteredText, hidingContexts, matchesOf } from './filters.ts'
import type { Poll } from './poll.ts'
import { selectPolls } from './poll-queries.ts'
import type { StoredPost } from './post.ts'
import { loadMentioned, type Marks, noMarks, selectMarks, selectPosts } from './queries.ts'
import { noStance, type Party, type PostFacts } from './visibility.ts'

export type HydratedPost = {
  facts: PostFacts
  row: StoredPost
  author: Account
  mentioned: Account[]
  media: Attachment[]
  /** Undefined for a visitor without an account. */
  marks: Marks | undefined
  /** The viewer's filters it falls under; none for a visitor. */
  filtered: readonly FilterMatch[]
  poll: Poll | undefined
  boosted: HydratedPost | undefined
  /** Only where its author agrees. */
  quoted: HydratedPost | undefined
}

/** The database to read, perhaps a transaction, and the time that decides whether a mute is over. */
export type Reader = Pick<Context, 'db' | 'clock'>

/** A person to whom nobody means anything, and who has done nothing with any post. */
export const stranger = 0 as AccountId

/** What a post looks like to everybody, and to the viewer only in their own votes. */
export type Contents = {
  rows: ReadonlyMap<PostId, StoredPost>
  /** Whom the first posts of threads mention whose authors let only some reply. */
  mentionedByRoot: ReadonlyMap<PostId, AccountId[]>
  media: ReadonlyMap<PostId, Attachment[]>
  polls: ReadonlyMap<PostId, Poll>
}

type Loaded = Contents & {
  filtered: ReadonlyMap<PostId, FilterMatch[]>
  facts: ReadonlyMap<PostId, PostFacts>
}

/** The viewer's filters on each post, one load for all of them. A boost falls under what its original falls under. */
async function matchAll(
  { db, clock }: Reader,
  viewerId: AccountId | undefined,
  rows: ReadonlyMap<PostId, StoredPost>,
  polls: ReadonlyMap<PostId, Poll>,
  media: ReadonlyMap<PostId, Attachment[]>,
): Promise<Map<PostId, FilterMatch[]>> {
  if (viewerId === undefined || viewerId === stranger || rows.size === 0) return new Map()
  const filters = await loadFilters(db, viewerId, clock.now())
  const wordsOf = ({ id, spoiler_text, text }: StoredPost) =>
    filteredText([
      spoiler_text,
      text,
      ...(polls.get(id)?.options ?? []),
      ...(media.get(id) ?? []).map(({ description }) => description),
    ])
  return new Map(
    [...rows.values()].map((row) => {
      const subject = (row.boost_of === null ? undefined : rows.get(row.boost_of)) ?? row
      return [row.id, matchesOf(filters, { id: row.id, boostOf: row.boost_of, text: wordsOf(subject) })]
    }),
  )
}

async function loadContents(db: Db, viewerId: AccountId | undefined, ids: readonly PostId[]): Promise<Contents> {
  const rows = await selectPosts(db, ids)
  const rootsThatAsk = rows
    .filter(({ root_reply_policy }) => root_reply_policy === 'followed' || root_reply_policy === 'mentioned')
    .map(({ thread_id }) => thread_id)
  const withPolls = rows.filter(({ has_poll }) => has_poll).map(({ id }) => id)
  return {
    rows: new Map(rows.map((row) => [row.id, row])),
    mentionedByRoot: await loadMentioned(db, rootsThatAsk),
    polls: withPolls.length > 0 ? await selectPolls(db, withPolls, viewerId) : new Map(),
    media: await loadMedia(
      db,
      rows.filter(({ has_media }) => has_media).map(({ id }) => id),
    ),
  }
}

/** Adds what the viewer has to do with the people in it, and the viewer's filters. */
async function loadFor(reader: Reader, viewerId: AccountId | undefined, contents: Contents): Promise<Loaded> {
  const { rows, mentionedByRoot, polls, media } = contents
  const all = [...rows.values()]
  const authors = all.flatMap((row) => [row.author_id, row.in_reply_to_account_id, row.root_author_id])
  const people = new Set([
    ...authors,
    ...all.flatMap((row) => row.mentioned_ids),
    ...[...mentionedByRoot.values()].flat(),
  ])
  people.delete(null)
  people.delete(viewerId ?? null)
  const relations =
    viewerId === undefined || viewerId === stranger
      ? undefined
      : await loadRelations(reader.db, viewerId, [...people] as AccountId[], reader.clock.now())
  const party = (id: AccountId): Party => ({ id, stance: relations?.get(id) ?? noStance })
  const filtered = await matchAll(reader, viewerId, rows, polls, media)

  const facts = new Map<PostId, PostFacts>()
  const factsOf = (row: StoredPost): PostFacts | undefined => {
    const known = facts.get(row.id)
    if (known) return known
    const original = row.boost_of === null ? undefined : rows.get(row.boost_of)
    if (row.boost_of !== null && !original) return undefined
    const { root_author_id: rootAuthor, root_reply_policy: rootPolicy, quote_of, quote_state: consent } = row
    const quotedRow = quote_of !== null && consent === 'accepted' ? rows.get(quote_of) : undefined
    const found: PostFacts = {
      id: row.id,
      author: { ...party(row.author_id), isHidden: row.author_is_hidden, isSilenced: row.author_is_silenced },
      visibility: row.visibility,
      isDeleted: row.deleted_at !== null,
      language: row.language,
      tags: row.tags.map(({ tag }) => tag),
      hiddenIn: hidingContexts(filtered.get(row.id) ?? []),
      replyTo: row.in_reply_to_account_id === null ? undefined : party(row.in_reply_to_account_id),
      mentioned: row.mentioned_ids.map(party),
      replyPolicy: row.reply_policy,
      root:
        rootAuthor === null || rootPolicy === null
          ? undefined
          : {
              author: party(rootAuthor),
              replyPolicy: rootPolicy,
              mentioned: (mentionedByRoot.get(row.thread_id) ?? []).map(party),
            },
      quotePolicy: row.quote_policy,
      quote: consent === null ? undefined : { consent, of: quotedRow && factsOf(quotedRow) },
      boosted: original && factsOf(original),
    }
    facts.set(row.id, found)
    return found
  }
  for (const row of all) factsOf(row)
  return { ...contents, filtered, facts }
}

/** What the rules need to know, in the order of `ids`, without the posts that are gone. */
export async function loadFacts(
  reader: Reader,
  viewerId: AccountId | undefined,
  ids: readonly PostId[],
): Promise<PostFacts[]> {
  if (ids.length === 0) return []
  const { facts } = await loadFor(reader, viewerId, await loadContents(reader.db, viewerId, ids))
  return ids.flatMap((id) => facts.get(id) ?? [])
}

/**
 * Posts with everything their entity shows, in the order of `ids`, without those that are gone. Nothing is hidden
 * here: ask `visibility.ts` with each one's `facts` before showing it.
 */
export async function loadPosts(
  reader: Reader,
  viewerId: AccountId | undefined,
  ids: readonly PostId[],
): Promise<HydratedPost[]> {
  if (ids.length === 0) return []
  const contents = await loadContents(reader.db, viewerId, ids)
  const marksOf = await loadMarks(reader, viewerId, [...contents.rows.keys()])
  return hydrate(reader, viewerId, contents, marksOf, ids)
}

/** A post as its author sees it who has just written it: with nothing but words, and nobody has done anything with it. */
export async function hydrateWritten(reader: Reader, row: StoredPost): Promise<HydratedPost | undefined> {
  const contents = { rows: new Map([[row.id, row]]), mentionedByRoot: new Map(), media: new Map(), polls: new Map() }
  return (await hydrate(reader, row.author_id, contents, () => noMarks, [row.id]))[0]
}

type MarksOf = (id: PostId) => Marks | undefined

async function loadMarks({ db }: Reader, viewerId: AccountId | undefined, ids: readonly PostId[]): Promise<MarksOf> {
  if (viewerId === undefined) return () => undefined
  if (viewerId === stranger) return () => noMarks
  const marks = await selectMarks(db, viewerId, ids)
  return (id) => marks.get(id)
}

async function hydrate(
  reader: Reader,
  viewerId: AccountId | undefined,
  contents: Contents,
  marksOf: MarksOf,
  ids: readonly PostId[],
): Promise<HydratedPost[]> {
  const { rows, media, polls, filtered, facts } = await loadFor(reader, viewerId, contents)
  const shown = [...rows.values()].flatMap((row) => [row.author_id, ...row.mentioned_ids])
  const accounts = await loadAccounts(reader.db, shown)

  const hydrated = new Map<PostId, HydratedPost>()
  const hydrateOne = (id: PostId): HydratedPost | undefined => {
    const done = hydrated.get(id)
    if (done) return done
    const row = rows.get(id)
    const known = facts.get(id)
    const author = row && accounts.get(row.author_id)
    if (!row || !known || !author) return undefined
    const post: HydratedPost = {
      facts: known,
      row,
      author,
      mentioned: row.mentioned_ids.flatMap((mentioned) => accounts.get(mentioned) ?? []),
      media: media.get(id) ?? [],
      marks: marksOf(row.boost_of ?? id),
      filtered: filtered.get(id) ?? [],
      poll: polls.get(id),
      boosted: row.boost_of === null ? undefined : hydrateOne(row.boost_of),
      quoted: known.quote?.of && hydrateOne(known.quote.of.id),
    }
    hydrated.set(id, post)
    return post
  }
  return ids.flatMap((id) => hydrateOne(id) ?? [])
}
