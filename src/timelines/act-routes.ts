/**
 * GET    /api/twoway/v1/acts                listMyActs
 * GET    /api/twoway/v1/acts/:id            showAct
 * POST   /api/twoway/v1/acts/:id/undo       undo
 * POST   /api/twoway/v1/unfollows/review    review
 * GET    /api/twoway/v1/unfollows           listUnfollows
 * POST   /api/twoway/v1/unfollows           askUnfollows
 * DELETE /api/twoway/v1/unfollows/:id       takeBackUnfollows
 * POST   /api/twoway/v1/lists/:id/move      moveMembers
 */
import { z } from 'zod'
import { findAct, listActs, listWaitingActs } from '../follows/act-queries.ts'
import { cancelUnfollows, mostAtOnce, planUnfollows } from '../follows/waiting.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failureSentence, isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, type Reply, type Viewer } from '../platform/http.ts'
import { accountIdSchema, type Id, idSchema } from '../platform/ids.ts'
import { inPageOrder, linkHeader, pageFields, pageOf } from '../platform/pagination.ts'
import { actAnswer, actsAnswer, movedAnswer, nothing, reviewAnswer, undoneAnswer } from './act-answers.ts'
import { presentActs, type WireAct } from './act-present.ts'
import { moveToList } from './list-moves.ts'
import { reviewUnfollows } from './review.ts'
import { undoAct } from './undo.ts'

/** Of each act in a list; `showAct` has them all. */
const mostPeopleListed = 20

const pageInput = z.object(pageFields(20, 40))

export const listMyActs = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput, answer: actsAnswer, about: 'What I did about people in the last 30 days, newest first.' },
  async ({ ctx, viewer, words, input, url }) => {
    const page = pageOf(input)
    const acts = inPageOrder(await listActs(ctx.db, viewer.accountId, page), page)
    return json(
      await presentActs(ctx, words, viewer.accountId, acts, mostPeopleListed),
      linkHeader(
        url,
        acts.map(({ id }) => id),
      ),
    )
  },
)

const actParams = z.object({ id: idSchema })

type ActCall = { ctx: Context; viewer: Viewer; words: Words }

async function wholeAct({ ctx, viewer, words }: ActCall, id: Id): Promise<WireAct | undefined> {
  const act = await findAct(ctx.db, viewer.accountId, id)
  return act && (await presentActs(ctx, words, viewer.accountId, [act], Number.POSITIVE_INFINITY))[0]
}

async function answerAct(call: ActCall, id: Id): Promise<Reply | Failure> {
  const act = await wholeAct(call, id)
  return act ? json(act) : notFound
}

export const showAct = endpoint<Viewer, typeof actParams>(
  { params: actParams, answer: actAnswer, about: 'One act, with everybody it was about.' },
  async (call) => answerAct(call, call.params.id),
)

const someOf = listField(accountIdSchema, mostAtOnce).optional()
const undoInput = z.object({ account_ids: someOf, ask: booleanField.default(false) })

/** For one person a failure is the answer; for several, the answer says what became of each. */
export const undo = endpoint<Viewer, typeof actParams, typeof undoInput>(
  {
    params: actParams,
    input: undoInput,
    answer: undoneAnswer,
    about: 'Puts everything back as it was before, for all or some. Where they have to agree again, `ask` says so.',
  },
  async ({ ctx, viewer, words, params, input }) => {
    const undone = await undoAct(ctx, viewer.accountId, params.id, { others: input.account_ids, mayAsk: input.ask })
    if (isFailure(undone)) return undone
    const [first] = undone
    if (undone.length === 1 && first && 'failure' in first) return first.failure
    return json({
      act: await wholeAct({ ctx, viewer, words }, params.id),
      undone: undone.map((one) => ({
        account_id: String(one.other),
        undone: !('failure' in one),
        missing_lists: 'failure' in one ? 0 : one.missingLists,
        sentence: 'failure' in one ? failureSentence(one.failure, words) : null,
      })),
    })
  },
)

const selection = z.object({ account_ids: listField(accountIdSchema, mostAtOnce) })

export const review = endpoint<Viewer, z.ZodType, typeof selection>(
  { input: selection, answer: reviewAnswer, about: 'What unfollowing each of these people would cost.' },
  async ({ ctx, viewer, words, input }) => json(await reviewUnfollows(ctx, words, viewer.accountId, input.account_ids)),
)

export const listUnfollows = endpoint<Viewer>(
  { answer: actsAnswer, about: 'Bulk unfollows that wait.' },
  async ({ ctx, viewer, words }) => {
    const acts = await listWaitingActs(ctx.db, viewer.accountId)
    return json(await presentActs(ctx, words, viewer.accountId, acts, Number.POSITIVE_INFINITY))
  },
)

export const askUnfollows = endpoint<Viewer, z.ZodType, typeof selection>(
  { input: selection, answer: actAnswer, about: 'Unfollows these people in an hour, unless it is taken back.' },
  async ({ ctx, viewer, words, input }) => {
    const act = await planUnfollows(ctx, viewer.accountId, input.account_ids)
    return isFailure(act) ? act : answerAct({ ctx, viewer, words }, act)
  },
)

const takeBackInput = z.object({ account_ids: someOf })

export const takeBackUnfollows = endpoint<Viewer, typeof actParams, typeof takeBackInput>(
  {
    params: actParams,
    input: takeBackInput,
    answer: nothing,
    about: 'Takes back a bulk unfollow that waits, without a trace.',
  },
  async ({ ctx, viewer, params, input }) =>
    (await cancelUnfollows(ctx, viewer.accountId, params.id, input.account_ids)) ?? json({}),
)

const moveInput = z.object({
  account_ids: listField(accountIdSchema, mostAtOnce),
  leave: listField(idSchema, 50).default([]),
})

/** The act; nothing when everybody stood there already. */
export const moveMembers = endpoint<Viewer, typeof actParams, typeof moveInput>(
  {
    params: actParams,
    input: moveInput,
    answer: movedAnswer,
    about: 'Puts people on this list, and takes them off others, in one act.',
  },
  async ({ ctx, viewer, words, params, input }) => {
    const move = { others: input.account_ids, leave: input.leave }
    const act = await moveToList(ctx, viewer.accountId, params.id, move)
    if (isFailure(act)) return act
    return json({ act: act === undefined ? null : await wholeAct({ ctx, viewer, words }, act) })
  },
)
