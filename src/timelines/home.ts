/** The home channel from plain SQL: the reference for every faster way of making it. */
import type { AccountId, PostId } from '../platform/ids.ts'
import { fillPage, type Page } from '../platform/pagination.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { loadAllowed, type PostPage, readsEnough } from '../posts/reading.ts'
import { belongsInHome, boostWindow, isRepeatedBoost, type PostFacts } from '../posts/visibility.ts'
import { selectHome } from './queries.ts'

/** What the rules let through, whether or not boosts repeat each other. Newest first, or oldest first with `minId`. */
async function readEntries(
  reader: Reader,
  viewerId: AccountId,
  page: Page,
  keep: (entries: PostFacts[]) => Promise<PostFacts[]>,
): Promise<PostFacts[]> {
  const { kept } = await fillPage<PostId, PostFacts>(
    page,
    (next) => selectHome(reader.db, viewerId, readsEnough(next)),
    (id) => id,
    async (ids) => keep((await loadFacts(reader, viewerId, ids)).filter((post) => belongsInHome(post, viewerId))),
  )
  return kept
}

/** Up to `boostWindow` entries just newer than `id`, newest first. */
function readJustNewer(reader: Reader, viewerId: AccountId, id: PostId): Promise<PostFacts[]> {
  return readEntries(reader, viewerId, { minId: id, limit: boostWindow }, async (entries) => entries)
}

/** `entries`: all there are between two ids, newest first. */
async function withoutRepeatedBoosts(reader: Reader, viewerId: AccountId, entries: PostFacts[]): Promise<PostFacts[]> {
  const newest = entries[0]
  if (!newest || !entries.some((entry) => entry.boosted)) return entries
  const newer = await readJustNewer(reader, viewerId, newest.id)
  const all = [...newer, ...entries]
  return entries.filter((entry, index) => {
    const place = newer.length + index
    return !isRepeatedBoost(entry, all.slice(Math.max(0, place - boostWindow), place))
  })
}

export async function readHome(reader: Reader, viewerId: AccountId, page: Page): Promise<PostPage> {
  const isUpwards = page.minId !== undefined
  const entries = await readEntries(reader, viewerId, page, async (found) => {
    const newestFirst = isUpwards ? found.toReversed() : found
    const kept = await withoutRepeatedBoosts(reader, viewerId, newestFirst)
    return isUpwards ? kept.toReversed() : kept
  })
  const ids = entries.map((entry) => entry.id)
  const posts = await loadAllowed(reader, viewerId, ids, (post) => belongsInHome(post, viewerId))
  return { posts, cursors: ids }
}
