/** Undoing, on this slice's side: what I held about somebody stands there again. Lists are given back by their own slice. */
import { isHiddenFromAll } from '../accounts/account.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failing, isFailure, notFound } from '../platform/failure.ts'
import { lockActPerson, markUndone, selectHolding } from './act-queries.ts'
import { type Emit, holdBoth, isOverTheLimit, notAllowed, removeFollows, tooMany } from './actions.ts'
import { bringsFollowBack, type Change, type Row, stillStands } from './acts.ts'
import { firstState } from './follow.ts'
import type { Pair } from './journal.ts'
import { type AccountState, countFollows, isBlockedEitherWay } from './queries.ts'

export const newerStands = failing('conflict', (words) => words.newerStands)
export const consentNeeded = failing('conflict', (words) => words.consentNeeded)
export const alreadyUndone = failing('conflict', (words) => words.alreadyUndone)

type Both = { mine: AccountState; theirs: AccountState }

async function insertRow(tx: Db, table: 'follows' | 'mutes' | 'blocks' | 'account_notes', row: Row) {
  await tx
    .insertInto(table)
    .values(row as never)
    .execute()
}

/** With its old id, so that it stands where it stood. The other's consent counts from today. */
async function restoreFollow(
  tx: Db,
  emit: Emit,
  { me, them }: Pair,
  { mine, theirs }: Both,
  { row, mayAsk }: { row: Row; mayAsk: boolean },
): Promise<Failure | undefined> {
  const state = firstState(mine, theirs)
  if (state === 'requested' && !mayAsk) return consentNeeded
  const wasAccepted = row.accepted_at !== null
  await insertRow(tx, 'follows', {
    ...row,
    state,
    accepted_at: state === 'requested' ? null : (row.accepted_at ?? row.created_at),
  })
  if (state === 'accepted') await countFollows(tx, [{ follower_id: me, followee_id: them }], 1)
  if (await isOverTheLimit(tx, me, state)) return tooMany
  const event = { origin: 'live', follower: me, followee: them } as const
  if (state === 'requested') emit({ ...event, type: 'follow.requested' })
  else
    emit(wasAccepted ? { ...event, type: 'follow.restored' } : { ...event, type: 'follow.accepted', requested: false })
  return undefined
}

async function restoreRows(tx: Db, emit: Emit, { me, them }: Pair, { before, after }: Change, now: Date) {
  if (after.mute !== undefined) {
    await tx.deleteFrom('mutes').where('muter_id', '=', me).where('muted_id', '=', them).execute()
    const { expires_at: expiresAt = null } = before.mute ?? {}
    const isOver = expiresAt !== null && new Date(String(expiresAt)) <= now
    if (before.mute && !isOver) await insertRow(tx, 'mutes', before.mute)
    const type = before.mute && !isOver ? 'mute.created' : 'mute.removed'
    emit({ type, origin: 'live', muter: me, muted: them })
  }
  if (after.note !== undefined) {
    await tx.deleteFrom('account_notes').where('owner_id', '=', me).where('about_id', '=', them).execute()
    if (before.note) await insertRow(tx, 'account_notes', before.note)
  }
  if (after.block !== undefined) {
    await tx.deleteFrom('blocks').where('blocker_id', '=', me).where('blocked_id', '=', them).execute()
    if (before.block) {
      await removeFollows(tx, emit, [[them, me]])
      await insertRow(tx, 'blocks', before.block)
    }
    emit({ type: before.block ? 'block.created' : 'block.removed', origin: 'live', blocker: me, blocked: them })
  }
}

/**
 * Undoes one act towards one person, as far as this slice holds it, and marks it undone. Refused when something newer stands
 * there, or when they would have to agree again and `mayAsk` is false.
 */
export async function restore(
  tx: Db,
  emit: Emit,
  ctx: Pick<Context, 'clock'>,
  pair: Pair,
  { act, mayAsk, since }: { act: number; mayAsk: boolean; since: Date },
): Promise<Change | Failure> {
  const { me, them } = pair
  const both = await holdBoth(tx, pair)
  if (isFailure(both)) return both
  const person = await lockActPerson(tx, me, act, them)
  if (!person?.before || !person.after || !person.doneAt || person.doneAt < since) return notFound
  if (person.undoneAt) return alreadyUndone
  const change: Change = { before: person.before, after: person.after }
  const now = ctx.clock.now()
  if (!stillStands(change, await selectHolding(tx, me, them, now))) return newerStands
  await restoreRows(tx, emit, pair, change, now)
  if (bringsFollowBack(change)) {
    if (isHiddenFromAll(both.theirs)) return notFound
    if (await isBlockedEitherWay(tx, me, them)) return notAllowed
    const failure = await restoreFollow(tx, emit, pair, both, { row: change.before.follow!, mayAsk })
    if (failure) return failure
  } else if (change.before.follow) {
    await tx
      .updateTable('follows')
      .set(change.before.follow as never)
      .where('follower_id', '=', me)
      .where('followee_id', '=', them)
      .execute()
    emit({ type: 'follow.changed', origin: 'live', follower: me, followee: them })
  }
  await markUndone(tx, me, act, them, now)
  return change
}
