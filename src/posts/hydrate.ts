/** Loads what the rules and the entity of a post need, for many posts in a bounded number of statements. */
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { loadRelations } from '../follows/queries.ts'
import { loadMedia } from '../media/actions.ts'
import type { Attachment } from '../media/attachment.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadFilters, loadFiltersOf } from './filter-queries.ts'
import { type ActiveFilter, type FilterMatch, filteredText, hidingContexts, matchesOf } from './filters.ts'
import type { Poll } from './poll.ts'
import { selectPolls } from './poll-queries.ts'
import type { StoredPost } from './post.ts'
import { loadMentioned, type Marks, noMarks, selectMarks, selectPosts } from './queries.ts'
import { loadStances } from './stances.ts'
import { noStance, type Party, type PostFacts, type Stance } from './visibility.ts'

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

/** What the viewer has to do with the people in posts, undefined for a visitor and a stranger, and their filters. */
type Known = { relations: ReadonlyMap<AccountId, Stance> | undefined; filters: readonly ActiveFilter[] }

/** The filters on each post. A boost falls under what its original falls under. */
function matchAll(filters: readonly ActiveFilter[], { rows, polls, media }: Contents): Map<PostId, FilterMatch[]> {
  if (filters.length === 0) return new Map()
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

/** Everybody in these posts but the viewer. */
function othersIn({ rows, mentionedByRoot }: Contents, viewerId: AccountId): AccountId[] {
  const all = [...rows.values()]
  const people = new Set([
    ...all.flatMap((row) => [row.author_id, row.in_reply_to_account_id, row.root_author_id, ...row.mentioned_ids]),
    ...[...mentionedByRoot.values()].flat(),
  ])
  people.delete(null)
  people.delete(viewerId)
  return [...people] as AccountId[]
}

async function loadKnown({ db, clock }: Reader, viewerId: AccountId | undefined, contents: Contents): Promise<Known> {
  if (viewerId === undefined || viewerId === stranger) return { relations: undefined, filters: [] }
  const now = clock.now()
  return {
    relations: await loadRelations(db, viewerId, othersIn(contents, viewerId), now),
    filters: contents.rows.size === 0 ? [] : await loadFilters(db, viewerId, now),
  }
}

/** The facts of each post by its row, made when they are asked for; `facts` holds those that have been. */
function factsMaker(
  { rows, mentionedByRoot }: Contents,
  relations: Known['relations'],
  filtered: ReadonlyMap<PostId, FilterMatch[]>,
) {
  const party = (id: AccountId): Party => ({ id, stance: relations?.get(id) ?? noStance })
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
  return { facts, factsOf }
}

function withFacts(contents: Contents, { relations, filters }: Known): Loaded {
  const filtered = matchAll(filters, contents)
  const { facts, factsOf } = factsMaker(contents, relations, filtered)
  for (const row of contents.rows.values()) factsOf(row)
  return { ...contents, filtered, facts }
}

export type Look = { viewerId: AccountId; id: PostId }

/**
 * What the rules need to know of each post for its own viewer, undefined where it is gone; but for filters, which take
 * nobody a right. As many statements as for one.
 */
export async function loadFactsForEach(
  { db, clock }: Reader,
  looks: readonly Look[],
): Promise<(PostFacts | undefined)[]> {
  const contents = await loadContents(db, undefined, [...new Set(looks.map(({ id }) => id))])
  const viewers = [...new Set(looks.map(({ viewerId }) => viewerId))]
  const stances = await loadStances(db, viewers, othersIn(contents, stranger), clock.now())
  const makers = new Map(viewers.map((viewer) => [viewer, factsMaker(contents, stances.get(viewer), new Map())]))
  return looks.map(({ viewerId, id }) => {
    const row = contents.rows.get(id)
    return row && makers.get(viewerId)!.factsOf(row)
  })
}

/** What the rules need to know, in the order of `ids`, without the posts that are gone. */
export async function loadFacts(
  reader: Reader,
  viewerId: AccountId | undefined,
  ids: readonly PostId[],
): Promise<PostFacts[]> {
  if (ids.length === 0) return []
  const contents = await loadContents(reader.db, viewerId, ids)
  const { facts } = withFacts(contents, await loadKnown(reader, viewerId, contents))
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
  const loaded = withFacts(contents, await loadKnown(reader, viewerId, contents))
  return hydrate(loaded, await loadAccounts(reader.db, shownIn(contents)), marksOf, ids)
}

/**
 * Posts as their authors see them who have just written them: with nothing but words, and nobody has done anything with
 * them. Two statements, and one for each that mentions somebody.
 */
export async function hydrateWritten(
  { db, clock }: Reader,
  rows: readonly StoredPost[],
): Promise<Map<PostId, HydratedPost>> {
  const now = clock.now()
  const authors = rows.map(({ author_id }) => author_id)
  const written = rows.map((row): Contents => {
    return { rows: new Map([[row.id, row]]), mentionedByRoot: new Map(), media: new Map(), polls: new Map() }
  })
  const [accounts, filters, relations] = await Promise.all([
    loadAccounts(db, written.flatMap(shownIn)),
    loadFiltersOf(db, authors, now),
    Promise.all(
      written.map((contents, place) => loadRelations(db, authors[place]!, othersIn(contents, authors[place]!), now)),
    ),
  ])
  return new Map(
    written.flatMap((contents, place) => {
      const known = { relations: relations[place], filters: filters.get(authors[place]!) ?? [] }
      return hydrate(withFacts(contents, known), accounts, () => noMarks, [rows[place]!.id]).map(
        (post): [PostId, HydratedPost] => [post.row.id, post],
      )
    }),
  )
}

type MarksOf = (id: PostId) => Marks | undefined

async function loadMarks({ db }: Reader, viewerId: AccountId | undefined, ids: readonly PostId[]): Promise<MarksOf> {
  if (viewerId === undefined) return () => undefined
  if (viewerId === stranger) return () => noMarks
  const marks = await selectMarks(db, viewerId, ids)
  return (id) => marks.get(id)
}

/** Whose entities a post shows. */
function shownIn({ rows }: Contents): AccountId[] {
  return [...rows.values()].flatMap((row) => [row.author_id, ...row.mentioned_ids])
}

function hydrate(
  { rows, media, polls, filtered, facts }: Loaded,
  accounts: ReadonlyMap<AccountId, Account>,
  marksOf: MarksOf,
  ids: readonly PostId[],
): HydratedPost[] {
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
