/** The only source of "now". Tests pass one they can set. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The UTC day of a moment, as PostgreSQL writes a date: 2026-11-22. */
export function utcDay(time: Date): string {
  return time.toISOString().slice(0, 10)
}
