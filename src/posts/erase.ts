import { detachMedia } from '../media/queries.ts'
import type { Context } from '../platform/context.ts'
import { isFailure } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import {
  blankPost,
  deleteBookmarksOf,
  deleteFavouritesOf,
  isDeletedPost,
  markBoostsDeleted,
  type RemovedBoost,
} from './erase-queries.ts'
import { deleteFilterPostsOf } from './filter-queries.ts'
import { deleteVotesIn } from './poll-queries.ts'
import { takeFromAuthors } from './queries.ts'

const rowsAtOnce = 500

/**
 * One batch of erasing a deleted post: its boosts, favourites, bookmarks, then its words and counts. The row stays, for
 * it holds its thread together. Notifications are not its own: their slice removes them.
 */
export async function erasePostBatch(ctx: Context, id: PostId): Promise<'done' | 'more'> {
  const result = await write<'done' | 'more'>(ctx, async (tx, emit) => {
    if (!(await isDeletedPost(tx, id))) return 'done'
    const boosts = await markBoostsDeleted(tx, id, ctx.clock.now(), rowsAtOnce)
    if (boosts.length > 0) {
      await takeFromAuthors(tx, boostsByAuthor(boosts))
      for (const { boostId, boosterId, authorId } of boosts)
        emit({ type: 'boost.removed', boost: boostId, post: id, booster: boosterId, author: authorId, origin: 'live' })
      return 'more'
    }
    if ((await deleteFavouritesOf(tx, id, rowsAtOnce)) > 0) return 'more'
    if ((await deleteBookmarksOf(tx, id, rowsAtOnce)) > 0) return 'more'
    if ((await deleteVotesIn(tx, id, rowsAtOnce)) > 0) return 'more'
    if ((await deleteFilterPostsOf(tx, id, rowsAtOnce)) > 0) return 'more'
    // Authors who delete a post may use its pictures again; of what others delete nothing is kept.
    await detachMedia(tx, id, ctx.clock.now())
    await blankPost(tx, id)
    return 'done'
  })
  if (isFailure(result)) throw new Error(result.message)
  return result
}

function boostsByAuthor(boosts: readonly RemovedBoost[]): Map<AccountId, number> {
  const counts = new Map<AccountId, number>()
  for (const { boosterId } of boosts) counts.set(boosterId, (counts.get(boosterId) ?? 0) + 1)
  return counts
}
