/**
 * GET  /api/v1/notifications, /api/v1/notifications/:id
 * POST /api/v1/notifications/clear, /api/v1/notifications/:id/dismiss
 */
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { notFound } from '../platform/failure.ts'
import { endpoint, json, listField, orAbsent, type Viewer } from '../platform/http.ts'
import { accountIdSchema, type Id, idSchema } from '../platform/ids.ts'
import { linkHeader, pageFields, pageOf } from '../platform/pagination.ts'
import { type NotificationType, notificationTypes } from './notification.ts'
import { presentNotification, typesFromWire, type WireReport } from './present.ts'
import { clearNotifications, deleteNotification, findNotification, type NotificationFilter } from './queries.ts'
import { readNotifications, type ShownNotification, showNotifications } from './reading.ts'

const typeNames = listField(z.string().max(50), 50).optional()
export const filterFields = { types: typeNames, exclude_types: typeNames, account_id: orAbsent(accountIdSchema) }
const listInput = z.object({ ...pageFields(40, 80), ...filterFields })
const notificationParams = z.object({ id: idSchema })

/** Undefined: all types. */
function wantedTypes(only: readonly string[] = [], not: readonly string[] = []): NotificationType[] | undefined {
  if (only.length === 0 && not.length === 0) return undefined
  const excluded = typesFromWire(not)
  return (only.length > 0 ? typesFromWire(only) : notificationTypes).filter((type) => !excluded.includes(type))
}

export function notificationFilter(input: z.output<z.ZodObject<typeof filterFields>>): NotificationFilter {
  return { types: wantedTypes(input.types, input.exclude_types), from: input.account_id }
}

/** The reports that notifications are about; they belong to moderation. */
export type PresentReports = (ctx: Context, ids: readonly Id[]) => Promise<ReadonlyMap<Id, WireReport>>

async function present(
  ctx: Context,
  viewer: Viewer,
  shown: readonly ShownNotification[],
  presentReports: PresentReports,
) {
  const reports = await presentReports(
    ctx,
    shown.flatMap(({ notification }) => notification.report_id ?? []),
  )
  return shown.map((one) => presentNotification(ctx, viewer, one, reports))
}

export const listNotifications = (presentReports: PresentReports) =>
  endpoint<Viewer, z.ZodType, typeof listInput>({ input: listInput }, async ({ ctx, viewer, input, url }) => {
    const shown = await readNotifications(ctx, viewer, notificationFilter(input), pageOf(input))
    return json(
      await present(ctx, viewer, shown, presentReports),
      linkHeader(
        url,
        shown.map(({ notification }) => notification.id),
      ),
    )
  })

export const showNotification = (presentReports: PresentReports) =>
  endpoint<Viewer, typeof notificationParams>({ params: notificationParams }, async ({ ctx, viewer, params }) => {
    const notification = await findNotification(ctx.db, viewer.accountId, params.id)
    const shown = notification ? await showNotifications(ctx, viewer, [notification]) : []
    const [entity] = await present(ctx, viewer, shown, presentReports)
    return entity ? json(entity) : notFound
  })

export const clearAllNotifications = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  await clearNotifications(ctx.db, viewer.accountId)
  return json({})
})

export const dismissNotification = endpoint<Viewer, typeof notificationParams>(
  { params: notificationParams },
  async ({ ctx, viewer, params }) =>
    (await deleteNotification(ctx.db, viewer.accountId, params.id)) ? json({}) : notFound,
)
