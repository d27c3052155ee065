/** What follows from an event, beyond the state it came with: who is told, and which work is queued. */
import { deleteMeasure } from './audit/measure-queries.ts'
import { noteMilestone } from './audit/milestones.ts'
import { forgetEverybody, forgetMeasured, forgetPerson } from './audit/people.ts'
import type { Event } from './events.ts'
import {
  forgetFollow,
  forgetReaction,
  loadBells,
  notifyOfEdit,
  notifyOfFollow,
  notifyOfPost,
  notifyOfReaction,
  notifyStaff,
} from './notifications/actions.ts'
import type { Bells } from './notifications/queries.ts'
import type { Context } from './platform/context.ts'
import type { Db } from './platform/db.ts'
import type { ApplyEffects, Occurrence } from './platform/event-log.ts'
import type { AccountId, PostId } from './platform/ids.ts'
import { enqueueJob } from './platform/jobs.ts'
import { addressesSomebody, loadPostNews, type PostNews } from './posts/news.ts'
import { indexPosts, removeFromIndex } from './search/index-queries.ts'
import { indexImported } from './search/indexing.ts'
import { recount, type Touched } from './ties/recount.ts'
import { noteMessage } from './timelines/conversations.ts'
import { forgetMember } from './timelines/list-queries.ts'

/** The posts whose words may be new. */
function writtenIn(batch: readonly Occurrence[]): PostId[] {
  return batch.flatMap(({ event }) => (event.type === 'post.created' || event.type === 'post.edited' ? event.post : []))
}

/** Posts that say something else now, or nothing any more. */
function changedIn(batch: readonly Occurrence[]): { post: PostId; author: AccountId }[] {
  return batch.flatMap(({ event }) =>
    event.type === 'post.deleted' || event.type === 'post.edited' ? [{ post: event.post, author: event.author }] : [],
  )
}

/** The posts, boosts and favourites that may have come, changed or gone. A new post that addresses nobody is no act. */
function actsIn(batch: readonly Occurrence[], known: ReadonlyMap<PostId, PostNews>): Touched {
  const posts: PostId[] = []
  const favourites: { by: AccountId; post: PostId }[] = []
  for (const { event } of batch)
    switch (event.type) {
      case 'post.created':
        if (addressesSomebody(known.get(event.post))) posts.push(event.post)
        break
      case 'post.edited':
      case 'post.deleted':
      case 'quote.revoked':
        posts.push(event.post)
        break
      case 'boost.created':
      case 'boost.removed':
        posts.push(event.boost)
        break
      case 'favourite.created':
      case 'favourite.removed':
        favourites.push(event)
    }
  return { posts, favourites }
}

/**
 * Runs once for each event, in the transaction that marks it done; writes through `tx` only. What many events of a batch
 * need is loaded once for all of them, and what needs no order is written once at the end.
 */
export function applyEffects(ctx: Pick<Context, 'newId' | 'clock' | 'told'>): ApplyEffects {
  return async (tx, batch, turn) => {
    const written = writtenIn(batch)
    const posts = await loadPostNews(tx, written)
    const known = { posts, bells: await loadBells(tx, posts.values()) }
    for (const occurrence of batch) {
      turn(occurrence)
      await applyToOne(ctx, tx, occurrence, known)
    }
    turn(undefined)
    if (written.length > 0) await indexPosts(tx, written)
    const acts = await recount(tx, ctx.clock.now(), actsIn(batch, posts))
    await forgetMeasured(tx, ctx.clock.now(), { acts, posts: changedIn(batch) })
  }
}

type Known = { posts: ReadonlyMap<PostId, PostNews>; bells: Bells }

/**
 * Telling people is for acts done here or on another server: of what an archive holds nobody is told. Everything else
 * has every origin.
 */
async function applyToOne(
  ctx: Pick<Context, 'newId' | 'clock' | 'told'>,
  tx: Db,
  at: Occurrence,
  { posts, bells }: Known,
): Promise<void> {
  const { event } = at
  const isNews = event.origin !== 'import'
  switch (event.type) {
    case 'account.created':
      if (isNews) await notifyStaff(tx, ctx, { type: 'sign_up', from: event.account }, at)
      return
    // Somebody who is no longer locked lets everybody in who waits; for others the job finds nothing to do.
    case 'account.updated':
      await forgetPerson(tx, event.account)
      await enqueueJob(tx, ctx, { kind: 'requests.accept', account: event.account })
      return enqueueJob(tx, ctx, { kind: 'search.reopen', account: event.account })
    case 'account.deleted':
      return enqueueJob(tx, ctx, { kind: 'account.erase', account: event.account })

    case 'follow.requested':
    case 'follow.accepted':
      if (isNews) await notifyOfFollow(tx, ctx, event, at)
      return noteMilestone(tx, event.followee, ctx.clock.now())
    case 'follow.removed':
      await forgetMember(tx, event.follower, event.followee)
      await deleteMeasure(tx, event.follower, event.followee)
      return forgetFollow(tx, event)

    case 'post.created': {
      const news = isNews && posts.get(event.post)
      if (!news) return
      await notifyOfPost(tx, ctx, news, bells, at)
      return noteMessage(tx, ctx, news)
    }
    case 'post.edited': {
      const news = isNews && posts.get(event.post)
      if (!news) return
      await notifyOfEdit(tx, ctx, news, event, at)
      return noteMessage(tx, ctx, news)
    }
    case 'posts.imported':
      await forgetEverybody(tx)
      return indexImported(tx, ctx)
    case 'post.deleted':
      await removeFromIndex(tx, event.post)
      return enqueueJob(tx, ctx, { kind: 'post.erase', post: event.post })
    case 'boost.created':
      if (isNews) await notifyOfReaction(tx, ctx, { ...event, type: 'boost', by: event.booster }, at)
      return
    case 'boost.removed':
      return forgetReaction(tx, { ...event, type: 'boost', by: event.booster })
    case 'favourite.created':
      if (isNews) await notifyOfReaction(tx, ctx, { ...event, type: 'favourite' }, at)
      return
    case 'favourite.removed':
      return forgetReaction(tx, { ...event, type: 'favourite' })

    case 'report.created':
      if (isNews) await notifyStaff(tx, ctx, { type: 'report', from: event.reporter, report: event.report }, at)
      return

    // Nothing beyond their own state: what is hidden by them is hidden when it is read.
    case 'follow.restored':
    case 'follow.changed':
    case 'account.approved':
    case 'account.suspended':
    case 'account.restored':
    case 'block.created':
    case 'block.removed':
    case 'mute.created':
    case 'mute.removed':
    case 'access.revoked':
    case 'filters.changed':
    case 'emojis.changed':
    case 'quote.revoked':
      return
    default:
      return unknownEvent(event)
  }
}

function unknownEvent(event: never): never {
  throw new Error(`No effects are known for ${(event as Event).type}`)
}
