/** Loads what the rules and the entity of a post need, for many posts in a bounded number of statements. */
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { loadRelations } from '../follows/queries.ts'
import { loadMedia } from '../media/actions.ts'
import type { Attachment } from '../media/attachment.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadFilters } from './filter-queries.ts'
import { type FilterMatch, filteredText, hidingContexts, matchesOf } from './filters.ts'
import type { Poll } from './poll.ts'
import { selectPolls } from './poll-queries.ts'
import type { StoredPost } from './post.ts'
import { type Marks, selectMarks, selectMentions, selectPosts, selectTags } from './queries.ts'
import { noStance, type Party, type PostFacts } from './visibility.ts'

export type HydratedPost = {
  facts: PostFacts
  row: StoredPost
  author: Account
  mentioned: Account[]
  tags: { tag: string; name: string }[]
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

type Loaded = {
  rows: Map<PostId, StoredPost>
  mentions: Map<PostId, AccountId[]>
  tags: Map<PostId, { tag: string; name: string }[]>
  media: Map<PostId, Attachment[]>
  polls: Map<PostId, Poll>
  filtered: Map<PostId, FilterMatch[]>
  facts: Map<PostId, PostFacts>
}

/** The viewer's filters on each post, one load for all of them. A boost falls under what its original falls under. */
async function matchAll(
  { db, clock }: Reader,
  viewerId: AccountId | undefined,
  rows: ReadonlyMap<PostId, StoredPost>,
  polls: ReadonlyMap<PostId, Poll>,
  media: ReadonlyMap<PostId, Attachment[]>,
): Promise<Map<PostId, FilterMatch[]>> {
  if (viewerId === undefined || rows.size === 0) return new Map()
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

async function load(reader: Reader, viewerId: AccountId | undefined, ids: readonly PostId[]): Promise<Loaded> {
  const { db, clock } = reader
  const rows = new Map((await selectPosts(db, ids)).map((row) => [row.id, row]))
  const mentions = new Map<PostId, AccountId[]>()
  const rootsThatAsk = [...rows.values()]
    .filter(({ root_reply_policy }) => root_reply_policy === 'followed' || root_reply_policy === 'mentioned')
    .map(({ thread_id }) => thread_id)
  const talking = [...new Set([...rows.keys(), ...rootsThatAsk])]
  for (const { post_id, account_id } of talking.length > 0 ? await selectMentions(db, talking) : [])
    mentions.set(post_id, [...(mentions.get(post_id) ?? []), account_id])
  const authors = [...rows.values()].flatMap((row) => [row.author_id, row.in_reply_to_account_id, row.root_author_id])
  const people = new Set([...authors, ...[...mentions.values()].flat()])
  people.delete(null)
  const relations =
    viewerId === undefined ? undefined : await loadRelations(db, viewerId, [...people] as AccountId[], clock.now())
  const party = (id: AccountId): Party => ({ id, stance: relations?.get(id) ?? noStance })
  const all = [...rows.keys()]
  const tags = Map.groupBy(all.length > 0 ? await selectTags(db, all) : [], ({ post_id }) => post_id)
  const polls = all.length > 0 ? await selectPolls(db, all, viewerId) : new Map<PostId, Poll>()
  const media = await loadMedia(db, all)
  const filtered = await matchAll(reader, viewerId, rows, polls, media)

  const facts = new Map<PostId, PostFacts>()
  const factsOf = (row: StoredPost): PostFacts | undefined => {
    const known = facts.get(row.id)
    if (known) return known
    const original = row.boost_of === null ? undefined : rows.get(row.boost_of)
    if (row.boost_of !== null && !original) return undefined
    const { root_author_id: rootAuthor, root_reply_policy: rootPolicy, quote_of, quote_state: consent } = row
    const quotedRow = quote_of !== null && consent === 'accepted' ? rows.get(quote_of) : undefined
    const mentionedIn = (id: PostId) => (mentions.get(id) ?? []).map(party)
    const found: PostFacts = {
      id: row.id,
      author: { ...party(row.author_id), isHidden: row.author_is_hidden, isSilenced: row.author_is_silenced },
      visibility: row.visibility,
      isDeleted: row.deleted_at !== null,
      language: row.language,
      tags: (tags.get(row.id) ?? []).map(({ tag }) => tag),
      hiddenIn: hidingContexts(filtered.get(row.id) ?? []),
      replyTo: row.in_reply_to_account_id === null ? undefined : party(row.in_reply_to_account_id),
      mentioned: mentionedIn(row.id),
      replyPolicy: row.reply_policy,
      root:
        rootAuthor === null || rootPolicy === null
          ? undefined
          : { author: party(rootAuthor), replyPolicy: rootPolicy, mentioned: mentionedIn(row.thread_id) },
      quotePolicy: row.quote_policy,
      quote: consent === null ? undefined : { consent, of: quotedRow && factsOf(quotedRow) },
      boosted: original && factsOf(original),
    }
    facts.set(row.id, found)
    return found
  }
  for (const row of rows.values()) factsOf(row)
  return { rows, mentions, tags, media, polls, filtered, facts }
}

/** What the rules need to know, in the order of `ids`, without the posts that are gone. */
export async function loadFacts(
  reader: Reader,
  viewerId: AccountId | undefined,
  ids: readonly PostId[],
): Promise<PostFacts[]> {
  if (ids.length === 0) return []
  const { facts } = await load(reader, viewerId, ids)
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
  const { db } = reader
  const { rows, mentions, tags, media, polls, filtered, facts } = await load(reader, viewerId, ids)
  const all = [...rows.keys()]
  const marks = viewerId === undefined ? undefined : await selectMarks(db, viewerId, all)
  const shown = [...[...rows.values()].map((row) => row.author_id), ...[...mentions.values()].flat()]
  const accounts = await loadAccounts(db, shown)

  const hydrated = new Map<PostId, HydratedPost>()
  const hydrate = (id: PostId): HydratedPost | undefined => {
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
      mentioned: (mentions.get(id) ?? []).flatMap((mentioned) => accounts.get(mentioned) ?? []),
      tags: tags.get(id) ?? [],
      media: media.get(id) ?? [],
      marks: marks?.get(row.boost_of ?? id),
      filtered: filtered.get(id) ?? [],
      poll: polls.get(id),
      boosted: row.boost_of === null ? undefined : hydrate(row.boost_of),
      quoted: known.quote?.of && hydrate(known.quote.of.id),
    }
    hydrated.set(id, post)
    return post
  }
  return ids.flatMap((id) => hydrate(id) ?? [])
}
