/** Doing something about somebody so that it can be undone: what it changed is written down in the same transaction. */

import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { isFailure } from '../platform/failure.ts'
import type { AccountId } from '../platform/ids.ts'
import { deleteActsBefore, insertAct, insertDone, selectHolding } from './act-queries.ts'
import { type ActKind, type Change, changeBetween, undoDays } from './acts.ts'

export type Pair = { me: AccountId; them: AccountId }

/** Nobody else changes what stands between the two meanwhile: call it with the pair held. */
export async function observed<T>(
  tx: Db,
  now: Date,
  { me, them }: Pair,
  work: () => Promise<T>,
): Promise<{ result: T; change: Change | undefined }> {
  const before = await selectHolding(tx, me, them, now)
  const result = await work()
  if (isFailure(result)) return { result, change: undefined }
  return { result, change: changeBetween(before, await selectHolding(tx, me, them, now)) }
}

export async function journaled<T>(
  tx: Db,
  ctx: Pick<Context, 'newId' | 'clock'>,
  kind: ActKind,
  pair: Pair,
  work: () => Promise<T>,
): Promise<T> {
  const now = ctx.clock.now()
  const { result, change } = await observed(tx, now, pair, work)
  if (!change) return result
  const id = ctx.newId()
  await insertAct(tx, { account: pair.me, id, kind, now })
  await insertDone(tx, { account: pair.me, act: id, other: pair.them, now }, change)
  return result
}

const actsAtOnce = 1_000

/** Forgets what can no longer be undone. */
export async function forgetOldActs({ db, clock }: Pick<Context, 'db' | 'clock'>) {
  const before = new Date(clock.now().getTime() - undoDays * dayMs)
  while ((await deleteActsBefore(db, before, actsAtOnce)) === actsAtOnce);
}
