/** Undoing what I did about people: each of them by itself, all that an act changed or nothing. */
import { selectActPeople } from '../follows/act-queries.ts'
import { bringsFollowBack, listsToMend, undoDays } from '../follows/acts.ts'
import { findFollow } from '../follows/queries.ts'
import { alreadyUndone, newerStands, restore } from '../follows/restoring.ts'
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { deleteMembers, lockLists, restoreMembers } from './list-queries.ts'

/** `missingLists`: how many lists are no longer there. */
export type Undone = { other: AccountId; missingLists: number } | { other: AccountId; failure: Failure }

function undoOne(
  ctx: Context,
  { me, them }: { me: AccountId; them: AccountId },
  act: Id,
  mayAsk: boolean,
): Promise<number | Failure> {
  const since = new Date(ctx.clock.now().getTime() - undoDays * dayMs)
  return write<number>(ctx, async (tx, emit) => {
    const change = await restore(tx, emit, ctx, { me, them }, { act, mayAsk, since })
    if (isFailure(change)) return change
    const { back, away } = listsToMend(change)
    if (back.length + away.length === 0) return 0
    await lockLists(tx, me)
    for (const { list_id } of away) await deleteMembers(tx, me, list_id, [them])
    if (!bringsFollowBack(change) && back.length > 0 && !(await findFollow(tx, me, them))) return newerStands
    return restoreMembers(tx, me, them, back)
  })
}

/** `others` undefined: everybody for whom it was done and not undone yet. */
export async function undoAct(
  ctx: Context,
  me: AccountId,
  act: Id,
  { others, mayAsk }: { others: readonly AccountId[] | undefined; mayAsk: boolean },
): Promise<Undone[] | Failure> {
  const people = await selectActPeople(ctx.db, me, [act])
  const chosen = people.filter(
    ({ other, after, undoneAt }) => after !== null && (others ? others.includes(other) : undoneAt === null),
  )
  if (chosen.length === 0) return people.some(({ undoneAt }) => undoneAt !== null) ? alreadyUndone : notFound
  const outcomes: Undone[] = []
  for (const { other } of chosen) {
    const outcome = await undoOne(ctx, { me, them: other }, act, mayAsk)
    outcomes.push(isFailure(outcome) ? { other, failure: outcome } : { other, missingLists: outcome })
  }
  return outcomes
}
