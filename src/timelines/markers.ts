/**
 * How far somebody has read, kept for their apps.
 * GET POST /api/v1/markers   showMarkers saveMarkers
 */
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import { endpoint, json, listField, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { type Marker, selectMarkers, type Timeline, timelines, writeMarker } from './marker-queries.ts'

/** Mastodon's Marker entity. */
export interface WireMarker {
  last_read_id: string
  version: number
  updated_at: string
}

function presentMarkers(markers: readonly Marker[]): Partial<Record<Timeline, WireMarker>> {
  return Object.fromEntries(
    markers.map(({ timeline, last_read_id, version, updated_at }) => [
      timeline,
      { last_read_id, version, updated_at: updated_at.toISOString() },
    ]),
  )
}

/** Names of timelines that have no marker are left out. */
const shownInput = z.object({ timeline: listField(z.string().max(50), 20).default([]) })

export const showMarkers = endpoint<Viewer, z.ZodType, typeof shownInput>(
  { input: shownInput },
  async ({ ctx, viewer, input }) => {
    const wanted = timelines.filter((name) => input.timeline.includes(name))
    return json(presentMarkers(await selectMarkers(ctx.db, viewer.accountId, wanted)))
  },
)

const place = z
  .object({
    last_read_id: z.coerce
      .string()
      .regex(/^\d{1,19}$/, 'must be an id')
      .optional(),
  })
  .nullish()
  .transform((given) => given?.last_read_id)
const savedInput = z.object({ home: place, notifications: place })

const conflict: Failure = { failure: 'conflict', message: 'Conflict during update, please try again' }

/** A conflict when another request changed one of them since it was looked at. */
function saveMarkersOf(
  ctx: Context,
  accountId: AccountId,
  places: readonly [Timeline, string][],
): Promise<Marker[] | Failure> {
  const names = places.map(([timeline]) => timeline)
  return write<Marker[]>(ctx, async (tx) => {
    const before = new Map((await selectMarkers(tx, accountId, names)).map((marker) => [marker.timeline, marker]))
    const now = ctx.clock.now()
    const saved: Marker[] = []
    for (const [timeline, lastReadId] of places) {
      const version = before.get(timeline)?.version
      const marker = await writeMarker(tx, accountId, { timeline, lastReadId, seenVersion: version, now })
      if (!marker) return conflict
      saved.push(marker)
    }
    return saved
  })
}

export const saveMarkers = endpoint<Viewer, z.ZodType, typeof savedInput>(
  { input: savedInput },
  async ({ ctx, viewer, input }) => {
    const places = timelines.flatMap((name): [Timeline, string][] =>
      input[name] === undefined ? [] : [[name, input[name]]],
    )
    const saved = await saveMarkersOf(ctx, viewer.accountId, places)
    return isFailure(saved) ? saved : json(presentMarkers(saved))
  },
)
