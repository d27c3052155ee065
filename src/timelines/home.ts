/** The home channel, and lists, from plain SQL: the reference for every faster way of making them. */
import { loadUser } from '../auth/queries.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { fillPage, type Page } from '../platform/pagination.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { loadAllowed, type PostPage, readsEnough } from '../posts/reading.ts'
import {
  belongsInHome,
  belongsInList,
  boostWindow,
  type HomeChoices,
  isRepeatedBoost,
  type PostFacts,
} from '../posts/visibility.ts'
import { withoutTheRest } from './best.ts'
import { type List, selectExclusive, selectMembers } from './list-queries.ts'
import { selectHome, selectList } from './queries.ts'
import { selectFollowedTags } from './tag-queries.ts'

/** What one viewer's channel takes its entries from, which of them belong in it, and of these the ones the volumes leave. */
type Channel = {
  viewerId: AccountId
  select: (page: Page) => Promise<PostId[]>
  belongs: (post: PostFacts) => boolean
  narrow: (entries: PostFacts[]) => Promise<PostFacts[]>
}

/** What the rules let through, whether or not boosts repeat each other. Newest first, or oldest first with `minId`. */
async function readEntries(
  reader: Reader,
  { viewerId, select, belongs, narrow }: Channel,
  page: Page,
  keep: (entries: PostFacts[]) => Promise<PostFacts[]>,
): Promise<PostFacts[]> {
  const { kept } = await fillPage<PostId, PostFacts>(
    page,
    (next) => select(readsEnough(next)),
    (id) => id,
    async (ids) => keep(await narrow((await loadFacts(reader, viewerId, ids)).filter(belongs))),
  )
  return kept
}

/** Up to `boostWindow` entries just newer than `id`, newest first. */
function readJustNewer(reader: Reader, channel: Channel, id: PostId): Promise<PostFacts[]> {
  return readEntries(reader, channel, { minId: id, limit: boostWindow }, async (entries) => entries)
}

/** `entries`: all there are between two ids, newest first. */
async function withoutRepeatedBoosts(reader: Reader, channel: Channel, entries: PostFacts[]): Promise<PostFacts[]> {
  const newest = entries[0]
  if (!newest || !entries.some((entry) => entry.boosted)) return entries
  const newer = await readJustNewer(reader, channel, newest.id)
  const all = [...newer, ...entries]
  return entries.filter((entry, index) => {
    const place = newer.length + index
    return !isRepeatedBoost(entry, all.slice(Math.max(0, place - boostWindow), place))
  })
}

async function readChannel(reader: Reader, channel: Channel, page: Page): Promise<PostPage> {
  const isUpwards = page.minId !== undefined
  const entries = await readEntries(reader, channel, page, async (found) => {
    const newestFirst = isUpwards ? found.toReversed() : found
    const kept = await withoutRepeatedBoosts(reader, channel, newestFirst)
    return isUpwards ? kept.toReversed() : kept
  })
  const ids = entries.map((entry) => entry.id)
  return { posts: await loadAllowed(reader, channel.viewerId, ids, channel.belongs), cursors: ids }
}

export async function homeChoices(db: Db, viewerId: AccountId): Promise<HomeChoices> {
  const [exclusive, tags, user] = await Promise.all([
    selectExclusive(db, viewerId),
    selectFollowedTags(db, viewerId),
    loadUser(db, viewerId),
  ])
  return { exclusive, tags, answersToStrangers: user?.answers_to_strangers ?? false }
}

export async function readHome(reader: Reader, viewerId: AccountId, page: Page): Promise<PostPage> {
  const choices = await homeChoices(reader.db, viewerId)
  const channel: Channel = {
    viewerId,
    select: (next) => selectHome(reader.db, viewerId, next),
    belongs: (post) => belongsInHome(post, viewerId, choices),
    narrow: (entries) => withoutTheRest(reader, viewerId, choices, entries),
  }
  return readChannel(reader, channel, page)
}

export async function readList(
  reader: Reader,
  viewerId: AccountId,
  { id, repliesPolicy }: List,
  page: Page,
): Promise<PostPage> {
  const members = new Set((await selectMembers(reader.db, viewerId, id, undefined)).map(({ accountId }) => accountId))
  const select = (next: Page) => selectList(reader.db, viewerId, id, next)
  const belongs = (post: PostFacts) => belongsInList(post, viewerId, { members, repliesPolicy })
  return readChannel(reader, { viewerId, select, belongs, narrow: async (entries) => entries }, page)
}
