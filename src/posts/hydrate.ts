/** Loads what the rules and the entity of a post need, for many posts in a bounded number of statements. */
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { loadRelations } from '../follows/queries.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { StoredPost } from './post.ts'
import { type Marks, selectMarks, selectMentions, selectPosts, selectTags } from './queries.ts'
import { noStance, type Party, type PostFacts } from './visibility.ts'

export type HydratedPost = {
  facts: PostFacts
  row: StoredPost
  author: Account
  mentioned: Account[]
  tags: { tag: string; name: string }[]
  /** Undefined for a visitor without an account. */
  marks: Marks | undefined
  boosted: HydratedPost | undefined
}

/** The database to read, perhaps a transaction, and the time that decides whether a mute is over. */
export type Reader = Pick<Context, 'db' | 'clock'>

type Loaded = { rows: Map<PostId, StoredPost>; mentions: Map<PostId, AccountId[]>; facts: Map<PostId, PostFacts> }

async function load({ db, clock }: Reader, viewerId: AccountId | undefined, ids: readonly PostId[]): Promise<Loaded> {
  const rows = new Map((await selectPosts(db, ids)).map((row) => [row.id, row]))
  const mentions = new Map<PostId, AccountId[]>()
  for (const { post_id, account_id } of rows.size > 0 ? await selectMentions(db, [...rows.keys()]) : [])
    mentions.set(post_id, [...(mentions.get(post_id) ?? []), account_id])
  const authors = [...rows.values()].flatMap((row) => [row.author_id, row.in_reply_to_account_id])
  const people = new Set([...authors, ...[...mentions.values()].flat()])
  people.delete(null)
  const relations =
    viewerId === undefined ? undefined : await loadRelations(db, viewerId, [...people] as AccountId[], clock.now())
  const party = (id: AccountId): Party => ({ id, stance: relations?.get(id) ?? noStance })

  const factsOf = (row: StoredPost): PostFacts | undefined => {
    const original = row.boost_of === null ? undefined : rows.get(row.boost_of)
    if (row.boost_of !== null && !original) return undefined
    return {
      id: row.id,
      author: { ...party(row.author_id), isHidden: row.author_is_hidden, isSilenced: row.author_is_silenced },
      visibility: row.visibility,
      isDeleted: row.deleted_at !== null,
      language: row.language,
      replyTo: row.in_reply_to_account_id === null ? undefined : party(row.in_reply_to_account_id),
      mentioned: (mentions.get(row.id) ?? []).map(party),
      boosted: original && factsOf(original),
    }
  }
  const facts = new Map<PostId, PostFacts>()
  for (const row of rows.values()) {
    const known = factsOf(row)
    if (known) facts.set(row.id, known)
  }
  return { rows, mentions, facts }
}

/** What the rules need to know, in the order of `ids`, without the posts that are gone. Three statements. */
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
  const { rows, mentions, facts } = await load(reader, viewerId, ids)
  const all = [...rows.keys()]
  const tags = Map.groupBy(await selectTags(db, all), ({ post_id }) => post_id)
  const marks = viewerId === undefined ? undefined : await selectMarks(db, viewerId, all)
  const shown = [...[...rows.values()].map((row) => row.author_id), ...[...mentions.values()].flat()]
  const accounts = await loadAccounts(db, shown)

  const hydrate = (id: PostId): HydratedPost | undefined => {
    const row = rows.get(id)
    const known = facts.get(id)
    const author = row && accounts.get(row.author_id)
    if (!row || !known || !author) return undefined
    return {
      facts: known,
      row,
      author,
      mentioned: (mentions.get(id) ?? []).flatMap((mentioned) => accounts.get(mentioned) ?? []),
      tags: tags.get(id) ?? [],
      marks: marks?.get(row.boost_of ?? id),
      boosted: row.boost_of === null ? undefined : hydrate(row.boost_of),
    }
  }
  return ids.flatMap((id) => hydrate(id) ?? [])
}
