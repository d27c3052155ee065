/**
 * GET    /api/v1/scheduled_statuses       listScheduled
 * GET    /api/v1/scheduled_statuses/:id   showScheduled
 * PUT    /api/v1/scheduled_statuses/:id   moveScheduledPost
 * DELETE /api/v1/scheduled_statuses/:id   cancel
 */
import { z } from 'zod'
import { isFailure, notFound } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { idSchema } from '../platform/ids.ts'
import { inPageOrder, linkHeader, pageFields, pageOf } from '../platform/pagination.ts'
import { timeField } from './fields.ts'
import { cancelScheduled, reschedulePost } from './scheduled.ts'
import { presentScheduled } from './scheduled-present.ts'
import { findScheduled, selectScheduled } from './scheduled-queries.ts'

const pageInput = z.object(pageFields(20, 40))

export const listScheduled = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput },
  async ({ ctx, viewer, input, url }) => {
    const page = pageOf(input)
    const scheduled = inPageOrder(await selectScheduled(ctx.db, viewer.accountId, page), page)
    return json(
      await Promise.all(scheduled.map((each) => presentScheduled(ctx, each))),
      linkHeader(
        url,
        scheduled.map(({ id }) => id),
      ),
    )
  },
)

const scheduledParams = z.object({ id: idSchema })

export const showScheduled = endpoint<Viewer, typeof scheduledParams>(
  { params: scheduledParams },
  async ({ ctx, viewer, params }) => {
    const scheduled = await findScheduled(ctx.db, viewer.accountId, params.id)
    return scheduled ? json(await presentScheduled(ctx, scheduled)) : notFound
  },
)

const moveInput = z.object({ scheduled_at: timeField })

export const moveScheduledPost = endpoint<Viewer, typeof scheduledParams, typeof moveInput>(
  { params: scheduledParams, input: moveInput },
  async ({ ctx, viewer, params, input }) => {
    const scheduled = await reschedulePost(ctx, viewer.accountId, params.id, input.scheduled_at)
    return isFailure(scheduled) ? scheduled : json(await presentScheduled(ctx, scheduled))
  },
)

export const cancel = endpoint<Viewer, typeof scheduledParams>(
  { params: scheduledParams },
  async ({ ctx, viewer, params }) => (await cancelScheduled(ctx, viewer.accountId, params.id)) ?? json({}),
)
