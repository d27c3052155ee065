/**
 * GET    /api/v1/timelines/home                  homeTimeline(delivered)
 * GET    /api/v1/timelines/public                publicTimeline
 * GET    /api/v1/timelines/tag/:hashtag          hashtagTimeline
 * GET    /api/twoway/v1/delivered/settings       showDeliveredSettings
 * PUT    /api/twoway/v1/delivered/settings       changeDeliveredSettings(delivered)
 * GET    /api/twoway/v1/delivered.csv            exportDelivered(delivered)
 * DELETE /api/twoway/v1/delivered                deleteDelivered(delivered)
 */
import { z } from 'zod'
import { loadUser, updatePreferences } from '../auth/queries.ts'
import { csvLine } from '../follows/export.ts'
import { booleanField, endpoint, json, listField, type Viewer } from '../platform/http.ts'
import { pageFields, pageOf } from '../platform/pagination.ts'
import { normalizeHashtag } from '../platform/text.ts'
import { answerPage } from '../posts/list-routes.ts'
import { asEntries, readPostPage } from '../posts/reading.ts'
import { belongsInHashtag, belongsInPublic } from '../posts/visibility.ts'
import type { Delivered } from './delivered.ts'
import { selectDelivered, selectNewestDelivered } from './delivered-queries.ts'
import { readHome } from './home.ts'
import { selectHashtag, selectPublic } from './queries.ts'

const homeInput = z.object(pageFields(20, 40))

export const homeTimeline = (delivered: Delivered) =>
  endpoint<Viewer, z.ZodType, typeof homeInput>({ input: homeInput }, async ({ ctx, viewer, input, url }) => {
    const page = await readHome(ctx, viewer.accountId, pageOf(input))
    delivered.record(
      viewer.accountId,
      page.posts.map(({ row }) => ({ id: row.id, authorId: row.author_id })),
    )
    return answerPage(ctx, viewer, url, page)
  })

// `local` is understood and changes nothing: everybody here is.
const sourceFields = { remote: booleanField.default(false), only_media: booleanField.default(false) }
const publicInput = z.object({ ...pageFields(20, 40), ...sourceFields })

export const publicTimeline = endpoint<Viewer | undefined, z.ZodType, typeof publicInput>(
  { input: publicInput },
  async ({ ctx, viewer, input, url }) => {
    if (input.remote) return json([])
    const page = await readPostPage(
      ctx,
      viewer?.accountId,
      pageOf(input),
      async (next) => asEntries(await selectPublic(ctx.db, next, input.only_media)),
      belongsInPublic,
    )
    return answerPage(ctx, viewer, url, page)
  },
)

const mostTagsOfAKind = 4
/** More than four are left out, as in Mastodon. */
const tagsField = listField(z.string('must be a hashtag').transform(normalizeHashtag), 100)
  .default([])
  .transform((tags) => tags.filter((tag) => tag !== '').slice(0, mostTagsOfAKind))
const hashtagParams = z.object({ hashtag: z.string().transform(normalizeHashtag) })
const hashtagInput = z.object({
  ...pageFields(20, 40),
  ...sourceFields,
  any: tagsField,
  all: tagsField,
  none: tagsField,
})

export const hashtagTimeline = endpoint<Viewer | undefined, typeof hashtagParams, typeof hashtagInput>(
  { params: hashtagParams, input: hashtagInput },
  async ({ ctx, viewer, params, input, url }) => {
    if (input.remote) return json([])
    const choice = {
      any: [...new Set([params.hashtag, ...input.any])],
      all: input.all,
      none: input.none,
      onlyMedia: input.only_media,
    }
    const page = await readPostPage(
      ctx,
      viewer?.accountId,
      pageOf(input),
      async (next) => asEntries(await selectHashtag(ctx.db, choice, next)),
      belongsInHashtag,
    )
    return answerPage(ctx, viewer, url, page)
  },
)

// ---- What home delivered, for the viewer alone

export const showDeliveredSettings = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  const user = await loadUser(ctx.db, viewer.accountId)
  const newest = await selectNewestDelivered(ctx.db, viewer.accountId)
  return json({ record: user?.record_delivered ?? false, newest_post_id: newest === undefined ? null : String(newest) })
})

const settingsInput = z.object({ record: booleanField })

/** Switching it off also deletes what was recorded, and the answer says so. */
export const changeDeliveredSettings = (delivered: Delivered) =>
  endpoint<Viewer, z.ZodType, typeof settingsInput>({ input: settingsInput }, async ({ ctx, viewer, input }) => {
    await updatePreferences(ctx.db, viewer.accountId, { record_delivered: input.record })
    if (!input.record) await delivered.forget(viewer.accountId)
    return json({ record: input.record, deleted: !input.record })
  })

export const exportDelivered = (delivered: Delivered) =>
  endpoint<Viewer>({}, async ({ ctx, viewer }) => {
    await delivered.flush()
    const rows = await selectDelivered(ctx.db, viewer.accountId)
    const lines = rows.map((row) =>
      csvLine([`${row.username}@${row.domain || ctx.domain}`, row.day, String(row.count)]),
    )
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="delivered.csv"',
      },
      body: csvLine(['Account address', 'Day', 'Posts delivered']) + lines.join(''),
    }
  })

export const deleteDelivered = (delivered: Delivered) =>
  endpoint<Viewer>({}, async ({ viewer }) => {
    await delivered.forget(viewer.accountId)
    return json({})
  })
