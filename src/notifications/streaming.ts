import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import type { Id } from '../platform/ids.ts'
import { presentNotification } from './present.ts'
import { selectNotificationsById } from './queries.ts'
import { showNotifications } from './reading.ts'
import type { PresentReports } from './routes.ts'

/** Of these notifications those that the viewer is shown, oldest first, each as JSON. */
export const streamedNotifications =
  (ctx: Context, presentReports: PresentReports) =>
  async (viewer: Viewer, ids: readonly Id[]): Promise<string[]> => {
    const found = await selectNotificationsById(ctx.db, viewer.accountId, ids)
    const shown = await showNotifications(ctx, viewer, found)
    const reports = await presentReports(
      ctx,
      shown.flatMap(({ notification }) => notification.report_id ?? []),
    )
    return shown.map((one) => JSON.stringify(presentNotification(ctx, viewer, one, reports)))
  }
