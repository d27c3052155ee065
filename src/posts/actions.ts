import { keptUntil } from '../media/actions.ts'
import { detachMedia } from '../media/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failing, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { type HydratedPost, type Look, loadFacts, loadFactsForEach, loadPosts, type Reader } from './hydrate.ts'
import { deletePin } from './pin-queries.ts'
import { countsForItsAuthor, countsUnderItsParent } from './post.ts'
import {
  countDown,
  type countUp,
  holdThreads,
  lockPost,
  markDeleted,
  type PostCount,
  type RemovedPost,
  selectActive,
  takeFromAuthors,
} from './queries.ts'
import { deleteBoost } from './reaction-queries.ts'
import { mayRead, type PostFacts } from './visibility.ts'

export type Writer = { accountId: AccountId; clientId: string | undefined }

/** Also the answer to anything that only some may do with a post they can read. */
export const notAllowed = failing('forbidden', (words) => words.notAllowed)

/**
 * A post as an active person may read it, kept from being deleted until the transaction ends. A boost leads to what it
 * boosts.
 */
export async function lockReadable(tx: Reader, viewerId: AccountId, id: PostId): Promise<PostFacts | Failure> {
  if (!(await lockPost(tx.db, viewerId, id))) return notFound
  const [post] = await loadFacts(tx, viewerId, [id])
  if (!post || !mayRead(post, viewerId)) return notFound
  return post.boosted ?? post
}

/** The same for many people, each with a post. */
export async function lockReadableForEach(tx: Reader, looks: readonly Look[]): Promise<(PostFacts | Failure)[]> {
  await holdThreads(
    tx.db,
    looks.map(({ id }) => id),
  )
  const active = await selectActive(
    tx.db,
    looks.map(({ viewerId }) => viewerId),
  )
  const found = await loadFactsForEach(tx, looks)
  return looks.map(({ viewerId }, place) => {
    const post = found[place]
    if (!post || !active.has(viewerId) || !mayRead(post, viewerId)) return notFound
    return post.boosted ?? post
  })
}

/** In the order of ids, in which all rows of counts are locked. */
export async function countUnder(
  tx: Db,
  change: typeof countUp,
  counts: readonly [id: PostId | null | undefined, count: PostCount][],
) {
  for (const [id, count] of counts.toSorted(([a], [b]) => (a ?? 0) - (b ?? 0))) if (id) await change(tx, id, count)
}

/** Takes a post that has just been marked deleted out of the counts. */
export async function countOut(tx: Db, removed: RemovedPost) {
  const { boost_of: boosted, in_reply_to_id: parent } = removed
  if (boosted !== null) await deleteBoost(tx, removed.author_id, boosted)
  await deletePin(tx, removed.author_id, removed.id)
  if (countsUnderItsParent(removed.visibility))
    await countUnder(tx, countDown, [
      [boosted ?? parent, boosted === null ? 'replies_count' : 'boosts_count'],
      [removed.quote_state === 'accepted' ? removed.quote_of : null, 'quotes_count'],
    ])
  if (countsForItsAuthor(removed.visibility)) await takeFromAuthors(tx, new Map([[removed.author_id, 1]]))
}

/**
 * Deletes one of one's own posts or boosts: invisible at once, erased by a job. Returns it as it was. Its pictures can be
 * posted again for a day, unless they are to go at once.
 */
export async function deletePost(
  ctx: Context,
  viewerId: AccountId,
  id: PostId,
  { withMedia = false }: { withMedia?: boolean } = {},
): Promise<HydratedPost | Failure> {
  return write<HydratedPost>(ctx, async (tx, emit) => {
    const [post] = await loadPosts({ ...ctx, db: tx }, viewerId, [id])
    const now = ctx.clock.now()
    const removed = await markDeleted(tx, id, viewerId, now)
    if (!post || !removed) return notFound
    await detachMedia(tx, id, withMedia ? now : keptUntil(now))
    await countOut(tx, removed)
    const { author_id: author, boost_of, boost_of_author_id } = removed
    if (boost_of !== null && boost_of_author_id !== null)
      emit({
        type: 'boost.removed',
        boost: id,
        post: boost_of,
        booster: author,
        author: boost_of_author_id,
        origin: 'live',
      })
    else emit({ type: 'post.deleted', post: id, author, origin: 'live' })
    return post
  })
}
