/**
 * GET    /api/twoway/v1/ties                  showTies
 * GET    /api/twoway/v1/ties/model            showModel
 * GET    /api/twoway/v1/ties/:account_id      showTie
 * PUT    /api/twoway/v1/ties/:account_id/met  confirmMet
 * DELETE /api/twoway/v1/ties/:account_id/met  withdrawMet
 * What has passed between me and others, told to me alone.
 */
import { z } from 'zod'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, type Reply, type Viewer } from '../platform/http.ts'
import { type AccountId, accountIdSchema } from '../platform/ids.ts'
import { tieAnswer, tieModelAnswer, tiesAnswer } from './answers.ts'
import { cursorToPlace, listTies, type Place, placeToCursor, sortOrders } from './follow-list.ts'
import { confirmMeeting, withdrawMeeting } from './meetings.ts'
import { loadTieModel } from './models.ts'
import { presentBriefTie, presentListedTie, presentModel, presentTie } from './present.ts'
import { findOther, findOthers, loadTie, loadTies } from './tie.ts'

/** No one else's answer, in no cache. */
export const personalHeaders = { 'cache-control': 'private, no-store' }

export const tieParams = z.object({ account_id: accountIdSchema })
const aboutTie = { params: tieParams, answer: tieAnswer }

type TieCall = { ctx: Context; viewer: Viewer; words: Words }

async function answerTie(
  { ctx, viewer, words }: TieCall,
  other: AccountId,
  first: (ctx: Context, me: AccountId, other: AccountId) => Promise<unknown> = async () => {},
): Promise<Reply | Failure> {
  const account = await findOther(ctx, viewer.accountId, other)
  if (isFailure(account)) return account
  await first(ctx, viewer.accountId, other)
  return json(presentTie(words, await loadTie(ctx, viewer.accountId, account), ctx.clock.now()), personalHeaders)
}

export const showTie = endpoint<Viewer, typeof tieParams>(
  { ...aboutTie, about: 'What has passed between me and one account, with the lines and posts it is told from.' },
  async (call) => answerTie(call, call.params.account_id),
)

export const confirmMet = endpoint<Viewer, typeof tieParams>(
  { ...aboutTie, about: 'Says that I have met them in person. It is told when both have said so.' },
  async (call) => answerTie(call, call.params.account_id, confirmMeeting),
)

export const withdrawMet = endpoint<Viewer, typeof tieParams>(
  { ...aboutTie, about: 'Takes back that I have met them.' },
  async (call) => answerTie(call, call.params.account_id, ({ db }, me, other) => withdrawMeeting(db, me, other)),
)

const mostAtOnce = 80
const tiesInput = z.object({
  account_id: listField(accountIdSchema, mostAtOnce).optional(),
  sort: z.enum(sortOrders, `must be one of ${sortOrders.join(', ')}`).default('strength'),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .transform((limit) => Math.min(limit, mostAtOnce))
    .default(40),
  max_id: z
    .string()
    .regex(/^\d{1,40}$/, 'must be what the page before named')
    .optional(),
  /** Without the evidence. */
  brief: booleanField.default(false),
})

function nextPage(url: string, place: Place): string {
  const address = new URL(url)
  address.searchParams.set('max_id', placeToCursor(place))
  return `<${address}>; rel="next"`
}

/** Of everybody I follow; or of those named, in their order, leaving out who cannot be told of. */
export const showTies = endpoint<Viewer, z.ZodType, typeof tiesInput>(
  {
    about:
      'The ties with everybody I follow, page by page, or with the accounts named by account_id[]; posts and mix are told one by one.',
    input: tiesInput,
    answer: tiesAnswer,
  },
  async ({ ctx, viewer, words, input, url }) => {
    const { account_id, sort, limit, max_id, brief } = input
    const now = ctx.clock.now()
    const present = brief ? presentBriefTie : presentListedTie
    if (account_id) {
      const views = await loadTies(ctx, viewer.accountId, await findOthers(ctx, viewer.accountId, account_id))
      return json(
        views.map((view) => present(ctx, words, view, now)),
        personalHeaders,
      )
    }
    const after = max_id === undefined ? undefined : cursorToPlace(max_id)
    const { ties, next } = await listTies(ctx, viewer.accountId, { sort, limit, after })
    return json(
      ties.map((view) => present(ctx, words, view, now)),
      { ...personalHeaders, ...(next ? { link: nextPage(url, next) } : {}) },
    )
  },
)

/** By which every tie on this server is judged. The same for everybody. */
export const showModel = endpoint<Viewer>(
  { about: 'The points of every signal, and the table from scores to probabilities.', answer: tieModelAnswer },
  async ({ ctx, words }) => {
    const { model, fittedAt } = await loadTieModel(ctx.db)
    return json(presentModel(words, model, fittedAt), personalHeaders)
  },
)
