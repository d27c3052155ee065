/** Posts that stand first on their author's profile. */
import { postLimits } from '../instance/instance.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failedValidation, invalid, isFailure } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { lockReadable } from './actions.ts'
import { deletePin, insertPin, selectPinned } from './pin-queries.ts'
import { takeTurn } from './queries.ts'

/** Pinning twice is pinning once. */
export async function pinPost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    await takeTurn(tx, 'pins', viewerId)
    const post = await lockReadable({ ...ctx, db: tx }, viewerId, id)
    if (isFailure(post)) return post
    if (post.id !== id) return invalid('Validation failed: A boost cannot be pinned')
    if (post.author.id !== viewerId) return invalid("Validation failed: Someone else's post cannot be pinned")
    if (post.visibility === 'direct') return failedValidation((words) => words.pinDirect)
    const pinned = await selectPinned(tx, viewerId)
    if (pinned.includes(id)) return undefined
    if (pinned.length >= postLimits.pins) return failedValidation((words) => words.pinLimit)
    await insertPin(tx, { accountId: viewerId, postId: id, id: ctx.newId(), now: ctx.clock.now() })
  })
}

export async function unpinPost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    await deletePin(tx, viewerId, id)
  })
}
