/** As of when things are measured, so that they are the same whenever within that time they are measured. */
import { dayMs } from '../connection/acts.ts'

const weekMs = 7 * dayMs
/** The first Monday of 1970, UTC. */
const firstMonday = 4 * dayMs

/** The beginning of the day, UTC. */
export const dayStart = (time: Date) => new Date(Math.floor(time.getTime() / dayMs) * dayMs)

/** The beginning of the week: Monday, UTC. */
export const weekStart = (time: Date) =>
  new Date(firstMonday + Math.floor((time.getTime() - firstMonday) / weekMs) * weekMs)

/** How far back deliveries and reactions are counted. */
export const countedDays = 90
export const countedSince = (now: Date) => new Date(dayStart(now).getTime() - countedDays * dayMs)
