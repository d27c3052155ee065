/** Putting people on a list, and taking them off others, in one act that can be undone. */
import { insertAct, insertDone, selectHoldings } from '../follows/act-queries.ts'
import { changeBetween } from '../follows/acts.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failedValidation, notFound } from '../platform/failure.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { countMembers, deleteMembers, findList, insertMembers, lockLists } from './list-queries.ts'
import { listLimits } from './lists.ts'

/**
 * All of them or none: each has to be followed, or asked to be. Whoever is on the list already stays. `leave`: lists they are
 * taken off. Returns the act; undefined when everybody stood where they were to go.
 */
export function moveToList(
  ctx: Context,
  me: AccountId,
  list: Id,
  { others, leave }: { others: readonly AccountId[]; leave: readonly Id[] },
): Promise<Id | undefined | Failure> {
  const people = [...new Set(others)]
  return write<Id | undefined>(ctx, async (tx) => {
    await lockLists(tx, me)
    for (const id of new Set([list, ...leave])) if (!(await findList(tx, me, id))) return notFound
    const now = ctx.clock.now()
    const before = await selectHoldings(tx, me, people, now)
    const members = people.map((account) => ({ id: ctx.newId(), account }))
    const { followed } = await insertMembers(tx, me, list, members)
    if (followed < people.length) return failedValidation((words) => words.listOnlyFollowed)
    if ((await countMembers(tx, me, list)) > listLimits.members)
      return failedValidation((words) => words.listMembers(listLimits.members))
    for (const other of leave) if (other !== list) await deleteMembers(tx, me, other, people)
    const after = await selectHoldings(tx, me, people, now)
    const changes = people.flatMap((other) => {
      const change = changeBetween(before.get(other)!, after.get(other)!)
      return change ? [{ other, change }] : []
    })
    if (changes.length === 0) return undefined
    const act = ctx.newId()
    await insertAct(tx, { account: me, id: act, kind: 'lists', now })
    for (const { other, change } of changes) await insertDone(tx, { account: me, act, other, now }, change)
    return act
  })
}
