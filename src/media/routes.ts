/**
 * POST   /api/v2/media, /api/v1/media  upload
 * GET    /api/v1/media/:id             showMedia
 * PUT    /api/v1/media/:id             editMedia
 * DELETE /api/v1/media/:id             removeMedia
 * GET    /media/:folder/:name          serveFile
 */
import { z } from 'zod'
import { mediaLimits } from '../instance/instance.ts'
import { invalid, isFailure, notFound } from '../platform/failure.ts'
import { endpoint, json, orAbsent, type Viewer } from '../platform/http.ts'
import { idSchema } from '../platform/ids.ts'
import { type Extension, isKey } from '../platform/storage.ts'
import type { FileLimit } from '../platform/upload.ts'
import { changeMedia, discardMedia, uploadMedia } from './actions.ts'
import { descriptionField, focusField } from './attachment.ts'
import { presentMedia } from './present.ts'
import { findMedia, isShown } from './queries.ts'

export const uploadLimit: FileLimit = { maxBytes: mediaLimits.fileBytes }

const uploadInput = z.object({ description: orAbsent(descriptionField), focus: orAbsent(focusField) })

export const upload = endpoint<Viewer, z.ZodType, typeof uploadInput>(
  { input: uploadInput },
  async ({ ctx, viewer, input, files }) => {
    const file = files.get('file')
    if (!file) return invalid("Validation failed: File can't be blank: send a picture in the field file of a form")
    const media = await uploadMedia(ctx, viewer.accountId, file.bytes, input)
    return isFailure(media) ? media : json(presentMedia(ctx, media))
  },
)

const mediaParams = z.object({ id: idSchema })

export const showMedia = endpoint<Viewer, typeof mediaParams>(
  { params: mediaParams },
  async ({ ctx, viewer, params }) => {
    const media = await findMedia(ctx.db, viewer.accountId, params.id)
    return media ? json(presentMedia(ctx, media)) : notFound
  },
)

// Here an empty description takes the words away.
const editInput = z.object({
  description: z.preprocess((value) => (value === null ? '' : value), descriptionField.optional()),
  focus: orAbsent(focusField),
})

export const editMedia = endpoint<Viewer, typeof mediaParams, typeof editInput>(
  { params: mediaParams, input: editInput },
  async ({ ctx, viewer, params, input }) => {
    const media = await changeMedia(ctx, viewer.accountId, params.id, input)
    return isFailure(media) ? media : json(presentMedia(ctx, media))
  },
)

export const removeMedia = endpoint<Viewer, typeof mediaParams>(
  { params: mediaParams },
  async ({ ctx, viewer, params }) => (await discardMedia(ctx, viewer.accountId, params.id)) ?? json({}),
)

// ---- Files

const contentTypes: Record<Extension, string> = {
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
}

const fileParams = z.object({ folder: z.string(), name: z.string() })

/** Whatever is in a file, a browser takes it for a picture that may do nothing. A key's file never changes. */
export const serveFile = endpoint<Viewer | undefined, typeof fileParams>(
  { params: fileParams },
  async ({ ctx, params, headers }) => {
    const key = `${params.folder}/${params.name}`
    if (!isKey(key) || !(await isShown(ctx.db, key, ctx.clock.now()))) return notFound
    const etag = `"${params.name}"`
    const caching = { etag, 'cache-control': 'public, max-age=31536000, immutable' }
    if (headers.get('if-none-match') === etag) return { status: 304, headers: caching, body: null }
    const file = await ctx.storage.get(key)
    if (!file) return notFound
    return {
      status: 200,
      headers: {
        ...caching,
        'content-type': contentTypes[params.name.split('.').at(-1) as Extension],
        'content-length': String(file.size),
        'content-disposition': 'inline',
        'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
        'cross-origin-resource-policy': 'cross-origin',
        'x-content-type-options': 'nosniff',
      },
      body: file.content(),
    }
  },
)
