/**
 * Ids are time-ordered and fit a JS safe integer: 41 bits of milliseconds since 2006-01-01, 4 bits of process lease,
 * 8 bits of sequence. On the wire they are decimal strings.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Clock } from './clock.ts'

export type Id = number
export type AccountId = number & { readonly __of: 'account' }
export type PostId = number & { readonly __of: 'post' }

const epochMs = Date.UTC(2006, 0, 1)
const perMillisecond = 2 ** 12
const perLease = 2 ** 8
export const maxId = Number.MAX_SAFE_INTEGER
export const leaseCount = 16

/** Any id of a row, as sent by a client: digits only, within the safe range; in JSON also as a number, as some do. */
export const idSchema = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z
    .string()
    .regex(/^\d{1,16}$/, 'must be an id')
    .transform(Number)
    .refine(Number.isSafeInteger, 'must be an id'),
)
export const accountIdSchema = idSchema.transform((id) => id as AccountId)
export const postIdSchema = idSchema.transform((id) => id as PostId)

/** The moment an id was made, to the millisecond. */
export function idTime(id: Id): Date {
  return new Date(Math.floor(id / perMillisecond) + epochMs)
}

/** The smallest id that could be made at this moment. */
export function firstIdAt(time: Date): Id {
  return Math.max(0, time.getTime() - epochMs) * perMillisecond
}

/**
 * The id of something that happened elsewhere: its own time, the low bits from a hash of its source.
 * `attempt` gives another one when the first is taken.
 */
export function importedId(time: Date, source: string, attempt = 0): Id {
  const low = createHash('sha256').update(`${source}\n${attempt}`).digest().readUInt16BE(0) % perMillisecond
  return firstIdAt(time) + low
}

export type NewId = <T extends Id = Id>() => T

/**
 * Makes ids that only ever grow, even when the clock goes backwards; a full millisecond spills into the next one.
 * `lastId` is the newest id this lease has ever given out.
 */
export function createIds(clock: Clock, lease: number, lastId: Id): { newId: NewId; lastId: () => Id } {
  let lastMs = Math.floor(lastId / perMillisecond)
  let sequence = lastId % perLease
  const newId = <T extends Id>() => {
    const nowMs = clock.now().getTime() - epochMs
    if (nowMs > lastMs) {
      lastMs = nowMs
      sequence = 0
    } else if (++sequence === perLease) {
      lastMs++
      sequence = 0
    }
    return (lastMs * perMillisecond + lease * perLease + sequence) as T
  }
  return { newId, lastId: () => lastMs * perMillisecond + lease * perLease + sequence }
}
