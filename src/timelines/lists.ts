/** Lists of people one follows: a channel of their posts alone, and perhaps quiet for home. */
import type { Context } from '../platform/context.ts'
import { type Failure, failedValidation, invalid, notFound } from '../platform/failure.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import {
  countLists,
  countMembers,
  deleteList,
  deleteMembers,
  findList,
  insertList,
  insertMembers,
  type List,
  type ListChanges,
  lockLists,
  updateList,
} from './list-queries.ts'

export const listLimits = { titleCharacters: 255, lists: 50, membersAtOnce: 500, members: 10_000 } as const

export function createList(
  ctx: Context,
  owner: AccountId,
  { title, repliesPolicy = 'list', exclusive = false }: ListChanges & { title: string },
): Promise<List | Failure> {
  return write<List>(ctx, async (tx) => {
    await lockLists(tx, owner)
    if ((await countLists(tx, owner)) >= listLimits.lists)
      return failedValidation((words) => words.listLimit(listLimits.lists))
    const list: List = { id: ctx.newId(), title, repliesPolicy, exclusive }
    await insertList(tx, owner, list, ctx.clock.now())
    return list
  })
}

export async function changeList(
  ctx: Context,
  owner: AccountId,
  id: Id,
  changes: ListChanges,
): Promise<List | Failure> {
  return write<List>(ctx, async (tx) =>
    (await updateList(tx, owner, id, changes)) ? ((await findList(tx, owner, id)) ?? notFound) : notFound,
  )
}

export async function removeList(ctx: Context, owner: AccountId, id: Id): Promise<Failure | undefined> {
  return (await deleteList(ctx.db, owner, id)) ? undefined : notFound
}

/** All of them or none: each has to be followed, or asked to be, and not be on the list yet. */
export function addMembers(
  ctx: Context,
  owner: AccountId,
  id: Id,
  accounts: readonly AccountId[],
): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    await lockLists(tx, owner)
    if (!(await findList(tx, owner, id))) return notFound
    const members = [...new Set(accounts)].map((account) => ({ id: ctx.newId(), account }))
    const { followed, added } = await insertMembers(tx, owner, id, members)
    if (followed < members.length) return failedValidation((words) => words.listOnlyFollowed)
    if (added < members.length) return invalid('Validation failed: Account has already been taken')
    if ((await countMembers(tx, owner, id)) > listLimits.members)
      return failedValidation((words) => words.listMembers(listLimits.members))
    return undefined
  })
}

export async function removeMembers(
  ctx: Context,
  owner: AccountId,
  id: Id,
  accounts: readonly AccountId[],
): Promise<Failure | undefined> {
  if (!(await findList(ctx.db, owner, id))) return notFound
  await deleteMembers(ctx.db, owner, id, accounts)
  return undefined
}
