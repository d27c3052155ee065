/** What is done for each kind of job: one bounded batch, which may be run again at any time. */

import { measureBatch } from './audit/audit.ts'
import { forgetAudits } from './audit/forget.ts'
import { deleteStrategy } from './audit/strategy-queries.ts'
import { acceptWaitingRequests } from './follows/actions.ts'
import { carryOutUnfollows } from './follows/waiting.ts'
import { eraseAccountBatch } from './moderation/erase.ts'
import { notifyOfPollEnd } from './notifications/actions.ts'
import { deleteNotificationsAbout } from './notifications/queries.ts'
import type { Job, RunJob } from './platform/jobs.ts'
import { erasePostBatch } from './posts/erase.ts'
import { publishScheduled } from './posts/scheduled.ts'
import { fillSearch, reopenSearch } from './search/indexing.ts'
import { deleteProfile } from './ties/interest-queries.ts'
import { forgetMeetings } from './ties/meetings.ts'
import { countFavourites, countPosts, discountFavouritesOf } from './ties/recount.ts'
import { countLeftBehind } from './ties/staged.ts'
import { forgetSuggestions } from './ties/suggestion-queries.ts'
import { withdrawMessage } from './timelines/conversation-queries.ts'

const notificationsAtOnce = 500
const conversationsAtOnce = 500
const favouritesAtOnce = 500
const meetingsAtOnce = 500
const measuresAtOnce = 500

export const runJob: RunJob = async (ctx, job) => {
  switch (job.kind) {
    case 'post.erase':
      if ((await deleteNotificationsAbout(ctx.db, job.post, notificationsAtOnce)) > 0) return 'more'
      if ((await withdrawMessage(ctx.db, job.post, conversationsAtOnce)) > 0) return 'more'
      if ((await discountFavouritesOf(ctx, job.post, favouritesAtOnce)) > 0) return 'more'
      return erasePostBatch(ctx, job.post)
    case 'post.publish':
      return publishScheduled(ctx, job.account, job.scheduled)
    case 'poll.end':
      return ctx.db.transaction().execute((tx) => notifyOfPollEnd(tx, ctx, job.post))
    case 'account.erase':
      if ((await forgetAudits(ctx.db, job.account, measuresAtOnce)) > 0) return 'more'
      if ((await forgetMeetings(ctx.db, job.account, meetingsAtOnce)) > 0) return 'more'
      if ((await forgetSuggestions(ctx.db, job.account, meetingsAtOnce)) > 0) return 'more'
      await deleteProfile(ctx.db, job.account)
      await deleteStrategy(ctx.db, job.account)
      return eraseAccountBatch(ctx, job.account)
    case 'search.fill':
      return fillSearch(ctx, job.after)
    case 'search.reopen':
      return reopenSearch(ctx, job.account)
    case 'ties.count_posts':
      return countPosts(ctx, job.after)
    case 'ties.count_staged':
      return countLeftBehind(ctx)
    case 'ties.count_favourites':
      return countFavourites(ctx, job)
    case 'audit.measure':
      return measureBatch(ctx, job.account)
    case 'requests.accept':
      return (await acceptWaitingRequests(ctx, job.account)) ? 'more' : 'done'
    case 'follows.carry_out':
      return carryOutUnfollows(ctx, job.account, job.act)
    default:
      return unknownJob(job)
  }
}

function unknownJob(job: never): never {
  throw new Error(`Nobody knows how to do a job of kind ${(job as Job).kind}`)
}
