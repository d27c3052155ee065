/** Posts written now for later. A job publishes each; the post and the end of the schedule commit together. */
import { createHash } from 'node:crypto'
import { keptUntil, reserveMedia } from '../media/actions.ts'
import { keepUntil } from '../media/queries.ts'
import { dayMs, minuteMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { write } from '../platform/transaction.ts'
import type { Writer } from './actions.ts'
import { checkDraft, createPost, type Draft, lockSurroundings } from './publish.ts'
import { takeIdempotencyKeys, takeTurn } from './queries.ts'
import {
  countScheduled,
  deleteScheduled,
  findScheduled,
  insertScheduled,
  moveScheduled,
  noteProblem,
  type ScheduledPost,
  takeDue,
} from './scheduled-queries.ts'

export const scheduleLimits = { inAll: 300, aDay: 25, soonestMs: 5 * minuteMs, latest: new Date('9999-12-31') } as const

const tooSoon = invalid(
  'Validation failed: Scheduled at The scheduled date must be in the future, by 5 minutes or more',
)
const tooLate = invalid('Validation failed: Scheduled at The scheduled date must lie before the year 10000')

/** Whether the person may have one more at that time, besides `except`. Others of theirs wait for the answer. */
async function checkTime(
  tx: Db,
  ctx: Context,
  accountId: AccountId,
  at: Date,
  except: Id,
): Promise<Failure | undefined> {
  const now = ctx.clock.now().getTime()
  if (at.getTime() < now + scheduleLimits.soonestMs) return tooSoon
  if (at > scheduleLimits.latest) return tooLate
  await takeTurn(tx, 'scheduled posts', accountId)
  const { all, thatDay } = await countScheduled(tx, accountId, at, except)
  if (all >= scheduleLimits.inAll)
    return invalid(`Validation failed: You have exceeded the limit of ${scheduleLimits.inAll} scheduled posts`)
  if (thatDay >= scheduleLimits.aDay)
    return invalid(
      `Validation failed: You have exceeded the limit of ${scheduleLimits.aDay} scheduled posts for that day`,
    )
}

/** A repeated idempotency key gives what was scheduled with it within the last day. */
export async function schedulePost(
  ctx: Context,
  { accountId, clientId }: Writer,
  draft: Draft,
  at: Date,
  idempotencyKey?: string,
): Promise<ScheduledPost | Failure> {
  const checked = checkDraft(draft)
  if (isFailure(checked)) return checked
  const { words, poll, mediaIds } = checked
  const id = ctx.newId()
  const now = ctx.clock.now()
  const scheduled = await write<Id>(ctx, async (tx) => {
    if (idempotencyKey !== undefined) {
      const key = createHash('sha256').update(`scheduled\n${idempotencyKey}`).digest('hex')
      const oldest = new Date(now.getTime() - dayMs)
      const [holder] = await takeIdempotencyKeys(tx, [{ accountId, key, postId: id as PostId, now }], oldest)
      if (holder !== undefined && holder !== id) return holder
    }
    const surroundings = await lockSurroundings({ ...ctx, db: tx }, accountId, draft)
    if (isFailure(surroundings)) return surroundings
    const refusal = await checkTime(tx, ctx, accountId, at, id)
    if (refusal) return refusal
    const unattachable = await reserveMedia(tx, { accountId, mediaIds, until: at, now })
    if (unattachable) return unattachable
    await insertScheduled(tx, {
      account_id: accountId,
      id,
      draft: { ...draft, ...words, poll },
      client_id: clientId ?? null,
      scheduled_at: at,
      created_at: now,
    })
    await enqueueJob(tx, ctx, { kind: 'post.publish', account: accountId, scheduled: id }, at)
    return id
  })
  return isFailure(scheduled) ? scheduled : ((await findScheduled(ctx.db, accountId, scheduled)) ?? notFound)
}

export async function reschedulePost(
  ctx: Context,
  accountId: AccountId,
  id: Id,
  at: Date,
): Promise<ScheduledPost | Failure> {
  const moved = await write<Id>(ctx, async (tx) => {
    const found = await findScheduled(tx, accountId, id)
    if (!found) return notFound
    const refusal = await checkTime(tx, ctx, accountId, at, id)
    if (refusal) return refusal
    if (!(await moveScheduled(tx, accountId, id, at))) return notFound
    await keepUntil(tx, accountId, found.draft.mediaIds ?? [], keptUntil(at))
    // The job for the former time finds that it is not time yet, or nothing at all.
    await enqueueJob(tx, ctx, { kind: 'post.publish', account: accountId, scheduled: id }, at)
    return id
  })
  return isFailure(moved) ? moved : ((await findScheduled(ctx.db, accountId, id)) ?? notFound)
}

export async function cancelScheduled(ctx: Context, accountId: AccountId, id: Id): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    const found = await findScheduled(tx, accountId, id)
    if (!found || !(await deleteScheduled(tx, accountId, id))) return notFound
    await keepUntil(tx, accountId, found.draft.mediaIds ?? [], keptUntil(ctx.clock.now()))
    return undefined
  })
}

/** May be run again at any time. What can no longer be published as it is stays, with the reason. */
export async function publishScheduled(ctx: Context, accountId: AccountId, id: Id): Promise<'done'> {
  const found = await findScheduled(ctx.db, accountId, id)
  const now = ctx.clock.now()
  if (!found || found.problem !== null || found.scheduled_at > now) return 'done'
  const writer = { accountId, clientId: found.client_id ?? undefined }
  const post = await createPost(ctx, writer, found.draft, undefined, async (tx) =>
    (await takeDue(tx, accountId, id, now)) ? undefined : notFound,
  )
  if (isFailure(post)) await noteProblem(ctx.db, accountId, id, now, post.message)
  return 'done'
}
