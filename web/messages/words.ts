/** Numbers and times in the reader's way of writing them. */
const locale = document.documentElement.lang

const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
const plain = new Intl.NumberFormat(locale)
const plurals = new Intl.PluralRules(locale)

/** 1,234 → 1.2K */
export const shortNumber = (count: number) => compact.format(count)
/** 1234 → 1,234 */
export const fullNumber = (count: number) => plain.format(count)

/** counted(3, 'reply', 'replies') → 3 replies */
export function counted(count: number, one: string, other: string): string {
  return `${fullNumber(count)} ${plurals.select(count) === 'one' ? one : other}`
}

const thisYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const otherYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const whole = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short' })

/** 40s, 5m, 3h, 2d, then the date. */
export function shortTime(time: Date, now = new Date()): string {
  const seconds = Math.max(0, (now.getTime() - time.getTime()) / 1_000)
  if (seconds < 60) return `${Math.floor(seconds)}s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`
  if (seconds < 7 * 86_400) return `${Math.floor(seconds / 86_400)}d`
  return shortDay(time, now)
}

const wholeDay = new Intl.DateTimeFormat(locale, { dateStyle: 'long' })

/** 3 March 2026 */
export const fullDay = (time: Date) => wholeDay.format(time)
export const fullTime = (time: Date) => whole.format(time)

/** 3 Mar, and the year where it is another one. */
export const shortDay = (time: Date, now = new Date()) =>
  (time.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(time)

const left = new Intl.RelativeTimeFormat(locale, { numeric: 'always' })

/** in 3 hours */
export function timeLeft(until: Date, now = new Date()): string {
  const minutes = (until.getTime() - now.getTime()) / 60_000
  if (Math.abs(minutes) < 60) return left.format(Math.round(minutes), 'minute')
  if (Math.abs(minutes) < 48 * 60) return left.format(Math.round(minutes / 60), 'hour')
  return left.format(Math.round(minutes / 1_440), 'day')
}

const together = new Intl.ListFormat(locale, { type: 'conjunction' })

/** Mara, Theo and Ines */
export const joined = (names: readonly string[]) => together.format(names)

const wholePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
const finePercent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
/** 0.124 → 12%, 0.004 → 0.4% */
export const percent = (share: number) => (share > 0 && share < 0.01 ? finePercent : wholePercent).format(share)

const dayOf = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone: 'UTC' })
const dayOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })
/** 2026-11-29 → 29 November, with the year when it is another one. */
export function longDay(day: string, now = new Date()): string {
  const date = new Date(day)
  return (date.getUTCFullYear() === now.getUTCFullYear() ? dayOf : dayOfYear).format(date)
}
