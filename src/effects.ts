/** What follows from an event, beyond the state it came with: who is told, and which work is queued. */
import type { Event } from './events.ts'
import {
  forgetFollow,
  forgetReaction,
  notifyOfFollow,
  notifyOfPost,
  notifyOfReaction,
  notifyStaff,
} from './notifications/actions.ts'
import type { Context } from './platform/context.ts'
import type { ApplyEffects } from './platform/event-log.ts'
import { enqueueJob } from './platform/jobs.ts'

/**
 * Runs once for each event, in the transaction that marks it done; writes through `tx` only. Telling people is for acts
 * done here or on another server: of what an archive holds nobody is told. Everything else has every origin.
 */
export function applyEffects(ctx: Pick<Context, 'newId' | 'clock'>): ApplyEffects {
  return async (tx, event, at) => {
    const isNews = event.origin !== 'import'
    switch (event.type) {
      case 'account.created':
        if (isNews) await notifyStaff(tx, ctx, { type: 'sign_up', from: event.account }, at)
        return
      // Somebody who is no longer locked lets everybody in who waits; for others the job finds nothing to do.
      case 'account.updated':
        return enqueueJob(tx, ctx, { kind: 'requests.accept', account: event.account })
      case 'account.deleted':
        return enqueueJob(tx, ctx, { kind: 'account.erase', account: event.account })

      case 'follow.requested':
      case 'follow.accepted':
        if (isNews) await notifyOfFollow(tx, ctx, event, at)
        return
      case 'follow.removed':
        return forgetFollow(tx, event)

      case 'post.created':
        if (isNews) await notifyOfPost(tx, ctx, event.post, at)
        return
      case 'post.deleted':
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
      case 'account.approved':
      case 'account.suspended':
      case 'account.restored':
      case 'block.created':
      case 'block.removed':
      case 'mute.created':
      case 'mute.removed':
      case 'posts.imported':
        return
      default:
        return unknownEvent(event)
    }
  }
}

function unknownEvent(event: never): never {
  throw new Error(`No effects are known for ${(event as Event).type}`)
}
