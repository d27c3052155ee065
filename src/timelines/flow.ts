/** How much comes. Pure. */
import { dayMs } from '../platform/clock.ts'

export const windowDays = 28
/** Of fewer days nothing is said. */
const fewestDays = 7

/** `days`: how many were counted, up to `windowDays`. `perDay` is rounded to a tenth. */
export type Flow = { posts: number; days: number; perDay: number }

/** `since`: when there began to be something to count. Undefined: too new to tell. */
export function flowOf(posts: number, since: Date | undefined, now: Date): Flow | undefined {
  if (since === undefined) return undefined
  const days = Math.min(windowDays, (now.getTime() - since.getTime()) / dayMs)
  if (days < fewestDays) return undefined
  return { posts, days: Math.round(days), perDay: Math.round((posts / days) * 10) / 10 }
}
