/** What the values of our own answers look like on the wire: the words in which contracts are written. */
import { z } from 'zod'

export const wireId = z.string().regex(/^\d+$/)
/** ISO 8601, UTC, with milliseconds. */
export const wireMoment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({ format: 'date-time' })
/** UTC. */
export const wireDay = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .meta({ format: 'date' })
export const wireCount = z.int().min(0)
/** From 0 to 1. */
export const wireShare = z.number().min(0).max(1)
/** An entity that Mastodon documents. */
export const mastodonEntity = (name: string) =>
  z.looseObject({ id: wireId }).meta({
    id: name,
    description: `https://docs.joinmastodon.org/entities/${name}/`,
  })
