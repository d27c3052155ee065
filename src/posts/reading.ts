/** A page of posts: skeleton (ids) → rules → hydrate, reading on until the page is full or the source exhausted. */
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { fillPage, type Page } from '../platform/pagination.ts'
import { type HydratedPost, loadFacts, loadPosts, type Reader } from './hydrate.ts'
import { mayRead, type PostFacts } from './visibility.ts'

export type Rule = (post: PostFacts, viewerId: AccountId | undefined) => boolean

/** `cursor`: the id by which the source is paged. */
export type Entry = { cursor: Id; postId: PostId }

export type PostPage = { posts: HydratedPost[]; cursors: Id[] }

/** Small pages read some rows more at once, for the rules may take most of them out. */
const fewestRows = 20

export function readsEnough(page: Page): Page {
  return { ...page, limit: Math.max(page.limit, fewestRows) }
}

export async function readPostPage(
  reader: Reader,
  viewerId: AccountId | undefined,
  page: Page,
  read: (page: Page) => Promise<Entry[]>,
  rule: Rule,
): Promise<PostPage> {
  const { kept } = await fillPage(
    page,
    (next) => read(readsEnough(next)),
    (entry) => entry.cursor,
    async (entries) => {
      const facts = await loadFacts(
        reader,
        viewerId,
        entries.map((entry) => entry.postId),
      )
      const allowed = new Set(facts.filter((post) => rule(post, viewerId)).map((post) => post.id))
      return entries.filter((entry) => allowed.has(entry.postId))
    },
  )
  const ids = kept.map((entry) => entry.postId)
  return { posts: await loadAllowed(reader, viewerId, ids, rule), cursors: kept.map((entry) => entry.cursor) }
}

/** Ids of posts that are their own cursors. */
export function asEntries(ids: readonly PostId[]): Entry[] {
  return ids.map((id) => ({ cursor: id, postId: id }))
}

/** In the order of `ids`, without those that are gone or not allowed. */
export async function loadAllowed(
  reader: Reader,
  viewerId: AccountId | undefined,
  ids: readonly PostId[],
  rule: Rule = mayRead,
): Promise<HydratedPost[]> {
  const posts = await loadPosts(reader, viewerId, ids)
  return posts.filter((post) => rule(post.facts, viewerId))
}

export async function loadReadable(
  reader: Reader,
  viewerId: AccountId | undefined,
  id: PostId,
): Promise<HydratedPost | undefined> {
  return (await loadAllowed(reader, viewerId, [id]))[0]
}
