/**
 * GET    /api/twoway/v1/ties                  showTies
 * GET    /api/twoway/v1/ties/model            showModel
 * GET    /api/twoway/v1/ties/:account_id      showTie
 * PUT    /api/twoway/v1/ties/:account_id/met  confirmMet
 * DELETE /api/twoway/v1/ties/:account_id/met  withdrawMet
 * What has passed between me and others, told to me alone.
 */
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import { endpoint, json, type Reply, type Viewer } from '../platform/http.ts'
import { type AccountId, accountIdSchema } from '../platform/ids.ts'
import { cursorToPlace, listTies, type Place, placeToCursor, sortOrders } from './follow-list.ts'
import { confirmMeeting, withdrawMeeting } from './meetings.ts'
import { loadTieModel } from './models.ts'
import { presentListedTie, presentModel, presentTie } from './present.ts'
import { findOther, loadTie } from './tie.ts'

/** No one else's answer, in no cache. */
export const personalHeaders = { 'cache-control': 'private, no-store' }

export const tieParams = z.object({ account_id: accountIdSchema })

async function answerTie(
  ctx: Context,
  viewer: Viewer,
  other: AccountId,
  first: (ctx: Context, me: AccountId, other: AccountId) => Promise<unknown> = async () => {},
): Promise<Reply | Failure> {
  const account = await findOther(ctx, viewer.accountId, other)
  if (isFailure(account)) return account
  await first(ctx, viewer.accountId, other)
  return json(presentTie(await loadTie(ctx, viewer.accountId, account), ctx.clock.now()), personalHeaders)
}

export const showTie = endpoint<Viewer, typeof tieParams>({ params: tieParams }, async ({ ctx, viewer, params }) =>
  answerTie(ctx, viewer, params.account_id),
)

export const confirmMet = endpoint<Viewer, typeof tieParams>({ params: tieParams }, async ({ ctx, viewer, params }) =>
  answerTie(ctx, viewer, params.account_id, confirmMeeting),
)

export const withdrawMet = endpoint<Viewer, typeof tieParams>({ params: tieParams }, async ({ ctx, viewer, params }) =>
  answerTie(ctx, viewer, params.account_id, ({ db }, me, other) => withdrawMeeting(db, me, other)),
)

const tiesInput = z.object({
  sort: z.enum(sortOrders, `must be one of ${sortOrders.join(', ')}`).default('strength'),
  limit: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .transform((limit) => Math.min(limit, 80))
    .default(40),
  max_id: z
    .string()
    .regex(/^\d{1,40}$/, 'must be what the page before named')
    .optional(),
})

function nextPage(url: string, place: Place): string {
  const address = new URL(url)
  address.searchParams.set('max_id', placeToCursor(place))
  return `<${address}>; rel="next"`
}

/** Of everybody I follow. */
export const showTies = endpoint<Viewer, z.ZodType, typeof tiesInput>(
  { input: tiesInput },
  async ({ ctx, viewer, input, url }) => {
    const { sort, limit, max_id } = input
    const after = max_id === undefined ? undefined : cursorToPlace(max_id)
    const { ties, next } = await listTies(ctx, viewer.accountId, { sort, limit, after })
    const now = ctx.clock.now()
    return json(
      ties.map((view) => presentListedTie(ctx, view, now)),
      { ...personalHeaders, ...(next ? { link: nextPage(url, next) } : {}) },
    )
  },
)

/** By which every tie on this server is judged. The same for everybody. */
export const showModel = endpoint<Viewer>({}, async ({ ctx }) => {
  const { model, fittedAt } = await loadTieModel(ctx.db)
  return json(presentModel(model, fittedAt), personalHeaders)
})
