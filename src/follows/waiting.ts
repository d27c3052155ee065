/**
 * Unfollowing many at once waits an hour, in which it can be taken back without a trace.
 * planUnfollows  cancelUnfollows  carryOutUnfollows (job)
 */
import { hourMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failedValidation, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { write } from '../platform/transaction.ts'
import {
  countWaiting,
  deleteWaiting,
  findAct,
  insertAct,
  insertDone,
  insertWaiting,
  lockActPerson,
  selectHoldings,
  selectWaiting,
} from './act-queries.ts'
import { holdBoth, removeFollows } from './actions.ts'
import { observed } from './journal.ts'
import { findFollow } from './queries.ts'

export const waitMs = hourMs
/** In one selection, and in all that wait. */
export const mostAtOnce = 500
const mostWaiting = 1_000
const peopleAtOnce = 50

/** All of them have to be followed now. Returns the act. */
export function planUnfollows(ctx: Context, me: AccountId, others: readonly AccountId[]): Promise<Id | Failure> {
  return write<Id>(ctx, async (tx) => {
    const people = [...new Set(others)]
    const now = ctx.clock.now()
    const holdings = await selectHoldings(tx, me, people, now)
    const followed = people.filter((other) => holdings.get(other)?.follow)
    if (people.length === 0 || followed.length < people.length)
      return failedValidation((words) => words.unfollowOnlyFollowed)
    const id = ctx.newId()
    const dueAt = new Date(now.getTime() + waitMs)
    await insertAct(tx, { account: me, id, kind: 'bulk_unfollow', dueAt, now })
    await insertWaiting(tx, me, id, people)
    if ((await countWaiting(tx, me)) > mostWaiting)
      return invalid(
        `Validation failed: At most ${mostWaiting} people can wait to be unfollowed: let the others come first`,
      )
    await enqueueJob(tx, ctx, { kind: 'follows.carry_out', account: me, act: id }, dueAt)
    return id
  })
}

/** Those who still wait, or some of them, are followed as if nothing had been asked. `others` undefined: all. */
export function cancelUnfollows(
  ctx: Context,
  me: AccountId,
  act: Id,
  others: readonly AccountId[] | undefined,
): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => ((await deleteWaiting(tx, me, act, others)) > 0 ? undefined : notFound))
}

/** Each in a transaction of its own. Whom I have decided to keep meanwhile, or no longer follow, is passed over. */
export async function carryOutUnfollows(ctx: Context, me: AccountId, act: Id): Promise<'done' | 'more'> {
  const waiting = await selectWaiting(ctx.db, me, act, peopleAtOnce)
  for (const them of waiting) await carryOut(ctx, { me, them }, act)
  return waiting.length === peopleAtOnce ? 'more' : 'done'
}

async function carryOut(ctx: Context, { me, them }: { me: AccountId; them: AccountId }, act: Id) {
  const outcome = await write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (!(await findAct(tx, me, act))) return undefined
    const person = await lockActPerson(tx, me, act, them)
    if (!person || person.doneAt) return undefined
    const now = ctx.clock.now()
    const follow = await findFollow(tx, me, them)
    const isPassedOver = isFailure(held) || !follow || follow.keep
    const done = isPassedOver
      ? undefined
      : await observed(tx, now, { me, them }, () => removeFollows(tx, emit, [[me, them]]))
    await insertDone(tx, { account: me, act, other: them, now }, done?.change)
    return undefined
  })
  if (isFailure(outcome)) throw new Error(outcome.message)
}
