/** Numbers, times and lists as a language writes them. Every catalogue has its own: none depends on where it is read. */

/**
 * `tag`: of the language and, where that makes a difference, of the country (BCP 47). `unitDisplay`: narrow where a single
 * letter after a number is understood, as in 3h.
 */
export function grammarOf(tag: string, unitDisplay: 'narrow' | 'short') {
  const compact = new Intl.NumberFormat(tag, { notation: 'compact', maximumFractionDigits: 1 })
  const plain = new Intl.NumberFormat(tag)
  const plurals = new Intl.PluralRules(tag)
  const together = new Intl.ListFormat(tag, { type: 'conjunction' })
  const wholePercent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 })
  const finePercent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const units = (unit: string) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay })
  const [seconds, minutes, hours, days] = [units('second'), units('minute'), units('hour'), units('day')]
  const left = new Intl.RelativeTimeFormat(tag, { numeric: 'always' })
  const thisYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short' })
  const otherYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric' })
  const wholeDay = new Intl.DateTimeFormat(tag, { dateStyle: 'long' })
  const whole = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeStyle: 'short' })
  const calendarDay = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', timeZone: 'UTC' })
  const calendarDayOfYear = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })

  /** 1234 → 1,234 */
  const fullNumber = (count: number) => plain.format(count)
  /** 3 Mar, and the year where it is another one. */
  const shortDay = (time: Date, now = new Date()) =>
    (time.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(time)

  return {
    fullNumber,
    shortDay,
    /** 1,234 → 1.2K */
    shortNumber: (count: number) => compact.format(count),
    /** counted(3, 'reply', 'replies') → 3 replies */
    counted: (count: number, one: string, other: string) =>
      `${fullNumber(count)} ${plurals.select(count) === 'one' ? one : other}`,
    /** Mara, Theo and Ines */
    joined: (names: readonly string[]) => together.format(names),
    /** 0.124 → 12%, 0.004 → 0.4% */
    percent: (share: number) => (share > 0 && share < 0.01 ? finePercent : wholePercent).format(share),
    /** 3 March 2026 */
    fullDay: (time: Date) => wholeDay.format(time),
    /** 3 March 2026 at 17:04 */
    fullTime: (time: Date) => whole.format(time),
    /** 40s, 5m, 3h, 2d (narrow), then the date. */
    shortTime(time: Date, now = new Date()): string {
      const passed = Math.max(0, (now.getTime() - time.getTime()) / 1_000)
      if (passed < 60) return seconds.format(Math.floor(passed))
      if (passed < 3_600) return minutes.format(Math.floor(passed / 60))
      if (passed < 86_400) return hours.format(Math.floor(passed / 3_600))
      return passed < 7 * 86_400 ? days.format(Math.floor(passed / 86_400)) : shortDay(time, now)
    },
    /** in 3 hours */
    timeLeft(until: Date, now = new Date()): string {
      const away = (until.getTime() - now.getTime()) / 60_000
      if (Math.abs(away) < 60) return left.format(Math.round(away), 'minute')
      if (Math.abs(away) < 48 * 60) return left.format(Math.round(away / 60), 'hour')
      return left.format(Math.round(away / 1_440), 'day')
    },
    /** 2026-11-29 → 29 November, with the year when it is another one. */
    longDay(day: string, now = new Date()): string {
      const date = new Date(day)
      return (date.getUTCFullYear() === now.getUTCFullYear() ? calendarDay : calendarDayOfYear).format(date)
    },
  }
}
