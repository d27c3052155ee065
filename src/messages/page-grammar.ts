/** What only the server writes: it does not know where the reader is. */
export function pageGrammarOf(tag: string) {
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const
  const utcDayThisYear = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone: 'UTC' })
  const utcDayOtherYear = new Intl.DateTimeFormat(tag, { ...day, timeZone: 'UTC' })
  const utcLongDay = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const utc = new Intl.DateTimeFormat(tag, { ...day, hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
  const finePercent = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  return {
    /** 3 Mar 2026, where somebody is. */
    dayIn: (time: Date, timeZone: string) => new Intl.DateTimeFormat(tag, { ...day, timeZone }).format(time),
    /** 3 Mar 2026, 17:04 UTC */
    utcTime: (time: Date) => `${utc.format(time)} UTC`,
    /** 3 Mar, and the year where it is another one. */
    utcDay: (time: Date, now: Date) =>
      (time.getUTCFullYear() === now.getUTCFullYear() ? utcDayThisYear : utcDayOtherYear).format(time),
    /** 3 March 2026 */
    utcLongDay: (time: Date) => utcLongDay.format(time),
    /** 0.124 → 12.4% */
    finePercent: (share: number) => finePercent.format(share),
  }
}
