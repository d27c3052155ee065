import type { Event } from '../events.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { isFailure } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import {
  countDownEach,
  deleteAuthorStats,
  deleteBoosts,
  deleteUnseenActs,
  markPostsOfAuthorDeleted,
  takeFavourites,
} from './erase-author-queries.ts'
import { deleteFiltersOfAccount } from './filter-queries.ts'
import { takeVotesOf } from './poll-queries.ts'
import { countsForItsAuthor, countsUnderItsParent } from './post.ts'
import { type RemovedPost, takeFromAuthors } from './queries.ts'

const rowsAtOnce = 200

/** The event of a post or boost that has just been marked deleted. */
export function removalOf({ id, author_id, boost_of, boost_of_author_id }: RemovedPost): Event {
  if (boost_of === null || boost_of_author_id === null)
    return { type: 'post.deleted', post: id, author: author_id, origin: 'live' }
  return {
    type: 'boost.removed',
    boost: id,
    post: boost_of,
    booster: author_id,
    author: boost_of_author_id,
    origin: 'live',
  }
}

async function countPostsOut(tx: Db, account: AccountId, removed: readonly RemovedPost[]) {
  const counted = removed.filter(({ visibility }) => countsUnderItsParent(visibility))
  const parents = counted.flatMap(({ boost_of, in_reply_to_id }) => (boost_of === null ? (in_reply_to_id ?? []) : []))
  await countDownEach(tx, parents, 'replies_count')
  await countDownEach(
    tx,
    counted.flatMap(({ boost_of }) => boost_of ?? []),
    'boosts_count',
  )
  const quoted = counted.flatMap(({ quote_of, quote_state }) => (quote_state === 'accepted' ? (quote_of ?? []) : []))
  await countDownEach(tx, quoted, 'quotes_count')
  const ofAuthor = removed.filter(({ visibility }) => countsForItsAuthor(visibility)).length
  await takeFromAuthors(tx, new Map([[account, ofAuthor]]))
}

/**
 * One batch of erasing what a deleted account did with posts: its own posts and boosts are deleted as if it had done so
 * itself (a job each erases them), then its favourites, bookmarks and muted threads. The counts of others stay right.
 */
export async function eraseAuthorBatch(ctx: Context, account: AccountId): Promise<'done' | 'more'> {
  const result = await write<'done' | 'more'>(ctx, async (tx, emit) => {
    const removed = await markPostsOfAuthorDeleted(tx, account, ctx.clock.now(), rowsAtOnce)
    if (removed.length > 0) {
      const boosted: PostId[] = removed.flatMap(({ boost_of }) => boost_of ?? [])
      await deleteBoosts(tx, account, boosted)
      await countPostsOut(tx, account, removed)
      for (const post of removed) emit(removalOf(post))
      return 'more'
    }
    const favourites = await takeFavourites(tx, account, rowsAtOnce)
    if (favourites.length > 0) {
      const posts = favourites.map(({ postId }) => postId)
      await countDownEach(tx, posts, 'favourites_count')
      for (const { postId, authorId } of favourites)
        emit({ type: 'favourite.removed', post: postId, by: account, author: authorId, origin: 'live' })
      return 'more'
    }
    if ((await takeVotesOf(tx, account, rowsAtOnce)) > 0) return 'more'
    if ((await deleteUnseenActs(tx, account, rowsAtOnce)) > 0) return 'more'
    await deleteFiltersOfAccount(tx, account)
    await deleteAuthorStats(tx, account)
    return 'done'
  })
  if (isFailure(result)) throw new Error(result.message)
  return result
}
