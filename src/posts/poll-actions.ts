import type { Context } from '../platform/context.ts'
import { type Failure, failedValidation, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { lockReadable, notAllowed } from './actions.ts'
import { checkChoices } from './poll.ts'
import { countVote, insertVote, selectPolls } from './poll-queries.ts'
import { mayVote } from './visibility.ts'

/** A vote stays as it is; where a poll takes several choices, further ones may follow. `choices`: places of options, from 0. */
export function voteInPoll(
  ctx: Context,
  viewerId: AccountId,
  id: PostId,
  choices: readonly number[],
): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    const post = await lockReadable({ ...ctx, db: tx }, viewerId, id)
    if (isFailure(post)) return post
    const poll = (await selectPolls(tx, [post.id], viewerId)).get(post.id)
    if (!poll) return notFound
    if (post.author.id === viewerId) return failedValidation((words) => words.ownPoll)
    if (!mayVote(post, viewerId)) return notAllowed
    const now = ctx.clock.now()
    const chosen = [...new Set(choices)].toSorted((a, b) => a - b)
    const refusal = checkChoices(poll, chosen, now)
    if (refusal) return refusal
    const vote = await insertVote(tx, { accountId: viewerId, poll, choices: chosen, now })
    if (!vote) return failedValidation((words) => words.votedAlready)
    await countVote(tx, { postId: post.id, choices: chosen, change: 1, voters: vote === 'first' ? 1 : 0 })
    return undefined
  })
}
