/**
 * followAccount  changeFollow    unfollowAccount  removeFollower  authorizeRequest  rejectRequest  acceptWaitingRequests
 * blockAccount   unblockAccount   muteAccount     unmuteAccount     writeNote
 */
import { isDeepStrictEqual } from 'node:util'
import { isHiddenFromAll } from '../accounts/account.ts'
import { findAccount } from '../accounts/queries.ts'
import type { Event } from '../events.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failedValidation, failing, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { acceptRequests } from './bulk-queries.ts'
import { type FollowChoices, type FollowPair, firstState, mostFollows } from './follow.ts'
import { journaled, type Pair } from './journal.ts'
import {
  type AccountState,
  acceptRequest,
  countFollows,
  deleteBlock,
  deleteFollows,
  deleteMute,
  deleteNote,
  findFollow,
  followCounts,
  holdPair,
  insertBlock,
  insertFollow,
  isBlockedEitherWay,
  lockPair,
  type StoredFollow,
  updateFollow,
  upsertMute,
  upsertNote,
} from './queries.ts'

type Done = Promise<Failure | undefined>
export type Emit = (event: Event) => void

export const notAllowed = failing('forbidden', (words) => words.notAllowed)
const notFollowed = failing('not-found', (words) => words.notFollowed)

/** Both accounts, held. A failure when the other one is deleted, or I may no longer act. */
export async function holdBoth(
  tx: Db,
  { me, them }: Pair,
): Promise<{ mine: AccountState; theirs: AccountState } | Failure> {
  const states = await lockPair(tx, me, them)
  const [mine, theirs] = [states.get(me), states.get(them)]
  if (!theirs || theirs.deleted_at) return notFound
  if (!mine || isHiddenFromAll(mine)) return notAllowed
  return { mine, theirs }
}

export async function removeFollows(tx: Db, emit: Emit, pairs: [AccountId, AccountId][]) {
  const removed = await deleteFollows(tx, pairs)
  await countFollows(
    tx,
    removed.filter((follow) => follow.state === 'accepted'),
    -1,
  )
  for (const { follower_id, followee_id } of removed)
    emit({ type: 'follow.removed', origin: 'live', follower: follower_id, followee: followee_id })
  return removed
}

async function accept(tx: Db, emit: Emit, follower: AccountId, followee: AccountId, now: Date): Promise<boolean> {
  if (!(await acceptRequest(tx, follower, followee, now))) return false
  await countFollows(tx, [{ follower_id: follower, followee_id: followee }], 1)
  emit({ type: 'follow.accepted', origin: 'live', follower, followee, requested: true })
  return true
}

/** After the follow has been counted, so that two at once cannot both be the last one allowed. */
export async function isOverTheLimit(tx: Db, me: AccountId, state: 'requested' | 'accepted'): Promise<boolean> {
  const counts = await followCounts(tx, me)
  return counts.following_count + (state === 'requested' ? 1 : 0) > mostFollows(counts.followers_count)
}

export const tooMany = failedValidation((words) => words.followLimit)

async function change(ctx: Context, tx: Db, emit: Emit, follow: StoredFollow, choices: FollowChoices) {
  const { follower_id: follower, followee_id: followee } = follow
  const changed = await journaled(tx, ctx, 'dials', { me: follower, them: followee }, () =>
    updateFollow(tx, follow, choices),
  )
  if (!isDeepStrictEqual(changed, follow)) emit({ type: 'follow.changed', origin: 'live', follower, followee })
}

/** Changes the follow or request there is, and makes none. What `choices` leaves out stays as it was. */
export function changeFollow(ctx: Context, { me, them }: Pair, choices: FollowChoices): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    const follow = await findFollow(tx, me, them)
    if (!follow) return notFollowed
    await change(ctx, tx, emit, follow, choices)
    return undefined
  })
}

/** Follows, asks to, or changes the follow or request there is: what `choices` leaves out stays as it was. */
export function followAccount(ctx: Context, { me, them }: Pair, choices: FollowChoices): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    if (me === them) return notAllowed
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    const { mine, theirs } = held
    if (theirs.suspended_at) return notFound
    if (await isBlockedEitherWay(tx, me, them)) return notAllowed
    const now = ctx.clock.now()
    const state = firstState(mine, theirs)
    const existing = await findFollow(tx, me, them)
    if (existing) {
      await change(ctx, tx, emit, existing, choices)
      if (existing.state === 'requested' && state === 'accepted') await accept(tx, emit, me, them, now)
      return undefined
    }
    const back = await findFollow(tx, them, me)
    const followedBySince = back?.state === 'accepted' ? back.accepted_at : null
    const id = ctx.newId()
    const added = await insertFollow(tx, { id, follower: me, followee: them, state, choices, followedBySince, now })
    if (!added) return undefined
    if (state === 'accepted') await countFollows(tx, [{ follower_id: me, followee_id: them }], 1)
    if (await isOverTheLimit(tx, me, state)) return tooMany
    emit(
      state === 'accepted'
        ? { type: 'follow.accepted', origin: 'live', follower: me, followee: them, requested: false }
        : { type: 'follow.requested', origin: 'live', follower: me, followee: them },
    )
    return undefined
  })
}

/** Also takes a request back. */
export function unfollowAccount(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    await journaled(tx, ctx, 'unfollow', { me, them }, () => removeFollows(tx, emit, [[me, them]]))
    return undefined
  })
}

/** Ends their follow of me; a request is rejected instead. */
export function removeFollower(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    const follow = await findFollow(tx, them, me)
    if (follow?.state === 'accepted') await removeFollows(tx, emit, [[them, me]])
    return undefined
  })
}

export function authorizeRequest(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    if (held.theirs.suspended_at) return notFound
    return (await accept(tx, emit, them, me, ctx.clock.now())) ? undefined : notFound
  })
}

export function rejectRequest(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    const follow = await findFollow(tx, them, me)
    if (follow?.state !== 'requested') return notFound
    await removeFollows(tx, emit, [[them, me]])
    return undefined
  })
}

/**
 * One batch of what happens when somebody unlocks their account: requests are accepted, but for those of people whom
 * moderators limited. Does nothing while the account is locked. True when there may be more: call again.
 */
export async function acceptWaitingRequests(ctx: Context, followee: AccountId, limit = 500): Promise<boolean> {
  const accepted = await write<FollowPair[]>(ctx, async (tx, emit) => {
    const requests = await acceptRequests(tx, followee, ctx.clock.now(), limit)
    await countFollows(tx, requests, 1)
    for (const { follower_id } of requests)
      emit({ type: 'follow.accepted', origin: 'live', follower: follower_id, followee, requested: true })
    return requests
  })
  return !isFailure(accepted) && accepted.length === limit
}

/** Ends follows and requests both ways. */
export function blockAccount(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    if (me === them) return notAllowed
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    await journaled(tx, ctx, 'block', { me, them }, async () => {
      await removeFollows(tx, emit, [
        [me, them],
        [them, me],
      ])
      if (await insertBlock(tx, ctx.newId(), me, them, ctx.clock.now()))
        emit({ type: 'block.created', origin: 'live', blocker: me, blocked: them })
    })
    return undefined
  })
}

export function unblockAccount(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    const held = await holdBoth(tx, { me, them })
    if (isFailure(held)) return held
    if (await journaled(tx, ctx, 'unblock', { me, them }, () => deleteBlock(tx, me, them)))
      emit({ type: 'block.removed', origin: 'live', blocker: me, blocked: them })
    return undefined
  })
}

async function isGone(db: Db, id: AccountId): Promise<boolean> {
  const account = await findAccount(db, id)
  return !account || account.deleted_at !== null
}

/** `durationSeconds` 0: until unmuted. Muting again replaces what was there. */
export function muteAccount(
  ctx: Context,
  { me, them }: Pair,
  { hideNotifications, durationSeconds }: { hideNotifications: boolean; durationSeconds: number },
): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    if (me === them) return notAllowed
    if (await isGone(tx, them)) return notFound
    await holdPair(tx, me, them)
    const now = ctx.clock.now()
    const expiresAt = durationSeconds === 0 ? null : new Date(now.getTime() + durationSeconds * 1000)
    await journaled(tx, ctx, 'mute', { me, them }, () =>
      upsertMute(tx, { id: ctx.newId(), muter: me, muted: them, hideNotifications, expiresAt, now }),
    )
    emit({ type: 'mute.created', origin: 'live', muter: me, muted: them })
    return undefined
  })
}

export function unmuteAccount(ctx: Context, { me, them }: Pair): Done {
  return write<undefined>(ctx, async (tx, emit) => {
    if (await isGone(tx, them)) return notFound
    await holdPair(tx, me, them)
    if (await journaled(tx, ctx, 'unmute', { me, them }, () => deleteMute(tx, me, them)))
      emit({ type: 'mute.removed', origin: 'live', muter: me, muted: them })
    return undefined
  })
}

/** A private note about somebody; an empty one is none. */
export function writeNote(ctx: Context, { me, them }: Pair, comment: string): Done {
  return write<undefined>(ctx, async (tx) => {
    if (await isGone(tx, them)) return notFound
    await holdPair(tx, me, them)
    await journaled(tx, ctx, 'note', { me, them }, async () => {
      if (comment === '') await deleteNote(tx, me, them)
      else await upsertNote(tx, { id: ctx.newId(), owner: me, about: them, comment, now: ctx.clock.now() })
    })
    return undefined
  })
}
