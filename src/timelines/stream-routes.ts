/**
 * GET /api/v1/streaming                                   showNoOtherHost
 * GET /api/v1/streaming/health                            streamingHealth
 * GET /api/v1/streaming/user, /user/notification, /direct streamEvents(streaming, 'user') …
 * GET /api/v1/streaming/public, /public/local, /public/remote
 * GET /api/v1/streaming/hashtag, /hashtag/local, /list
 * GET /api/v1/streaming/*                                 unknownStream
 */
import { z } from 'zod'
import { notFound } from '../platform/failure.ts'
import { booleanField, endpoint, type Viewer } from '../platform/http.ts'
import { eventStream, type Streaming } from '../platform/streaming.ts'

/** Clients that ask here for another host of the streams are told that there is none. */
export const showNoOtherHost = endpoint<Viewer | undefined>({}, async () => notFound)

export const streamingHealth = endpoint<Viewer | undefined>({}, async () => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'OK',
}))

export const unknownStream = endpoint<Viewer | undefined>({}, async () => ({
  failure: 'malformed' as const,
  message: 'Unknown channel requested',
}))

const text = z.string().max(500).optional().catch(undefined)
const input = z.object({ tag: text, list: text, only_media: booleanField.catch(false).default(false) })

export const streamEvents = (streaming: Streaming, stream: string) =>
  endpoint<Viewer, z.ZodType, typeof input>(
    { input },
    async ({ viewer, grant, address, input: { only_media, ...asked } }) => {
      if (!grant) return notFound
      const hasMediaVariant = stream.startsWith('public')
      const request = { ...asked, stream: only_media && hasMediaVariant ? `${stream}:media` : stream }
      return eventStream(streaming, { ...grant, viewer }, address, request)
    },
  )
