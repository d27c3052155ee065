/** GET /api/v1/notifications/unread_count   unreadCount */
import { z } from 'zod'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { maxId } from '../platform/ids.ts'
import { pageFields } from '../platform/pagination.ts'
import { selectMarkers } from '../timelines/marker-queries.ts'
import { readNotifications } from './reading.ts'
import { filterFields, notificationFilter } from './routes.ts'

const input = z.object({ ...filterFields, limit: pageFields(100, 1_000).limit })

/** How many notifications that are shown came after the marker; not more than `limit`. */
export const unreadCount = endpoint<Viewer, z.ZodType, typeof input>({ input }, async ({ ctx, viewer, input }) => {
  const [marker] = await selectMarkers(ctx.db, viewer.accountId, ['notifications'])
  const sinceId = marker && Math.min(Number(marker.last_read_id), maxId)
  const page = { sinceId, limit: input.limit }
  const unread = await readNotifications(ctx, viewer, notificationFilter(input), page)
  return json({ count: unread.length })
})
