/**
 * GET  /api/v1/polls/:id         showPoll
 * POST /api/v1/polls/:id/votes   vote
 */
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { type Failure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, type Reply, type Viewer } from '../platform/http.ts'
import { type PostId, postIdSchema } from '../platform/ids.ts'
import type { NewPoll } from './poll.ts'
import { voteInPoll } from './poll-actions.ts'
import { presentPoll } from './poll-present.ts'
import { loadReadable } from './reading.ts'

/** A poll has the id of the post that carries it. */
const pollParams = z.object({ id: postIdSchema })

async function answerPoll(ctx: Context, viewer: Viewer | undefined, id: PostId): Promise<Reply | Failure> {
  const post = await loadReadable(ctx, viewer?.accountId, id)
  if (!post?.poll) return notFound
  const { author_id: authorId } = post.row
  return json(presentPoll(ctx, post.poll, { viewerId: viewer?.accountId, authorId, now: ctx.clock.now() }))
}

export const showPoll = endpoint<Viewer | undefined, typeof pollParams>(
  { params: pollParams },
  async ({ ctx, viewer, params }) => answerPoll(ctx, viewer, params.id),
)

const choice = z.coerce.number('must be the place of an option').int().min(0).max(100)
const voteInput = z.object({ choices: listField(choice, 20).default([]) })

export const vote = endpoint<Viewer, typeof pollParams, typeof voteInput>(
  { params: pollParams, input: voteInput },
  async ({ ctx, viewer, params, input }) =>
    (await voteInPoll(ctx, viewer.accountId, params.id, input.choices)) ?? answerPoll(ctx, viewer, params.id),
)

/** The `poll` of a post that is being written. */
export const pollInput = z
  .object({
    options: listField(z.string('must be text'), 20),
    expires_in: z.coerce.number('must be a number of seconds').int('must be a whole number of seconds'),
    multiple: z.preprocess((value) => value ?? undefined, booleanField.default(false)),
    hide_totals: z.preprocess((value) => value ?? undefined, booleanField.default(false)),
  })
  .transform(
    ({ options, expires_in, multiple, hide_totals }): NewPoll => ({
      options,
      multiple,
      hideTotals: hide_totals,
      openSeconds: expires_in,
    }),
  )
