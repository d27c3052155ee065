/**
 * A history of acts, as columns, and what was known of every pair at a moment of it. The engine learns from the past of a
 * place by asking at earlier moments what came next.
 */
import {
  type ActType,
  actTypes,
  dayOf,
  type HourCount,
  hourMs,
  isTalk,
  type PersonDay,
  type PersonFacts,
  type TieFacts,
} from './acts.ts'

/** Acts in columns of equal length, in any order. People are numbers from 0 up; `type` is an index into `actTypes`. */
export type History = {
  people: number
  from: Int32Array
  to: Int32Array
  /** Milliseconds since 1970, or the start of the hour where only that is known. */
  at: Float64Array
  type: Uint8Array
  /** How many acts the row stands for, and their share in thousandths (see HourCount). */
  count: Int32Array
  share: Int32Array
}

export type PersonPair = { from: number; to: number }

/** The acts of a history grouped by unordered pair, in the order of time within each direction. */
export type PairedHistory = {
  history: History
  /** Rows, grouped by pair, oldest first within a pair. */
  rows: Int32Array
  /** Where each pair's rows begin in `rows`; one more entry marks the end. */
  starts: Int32Array
}

export const personDaysKept = 28

export function pairHistory(history: History): PairedHistory {
  const { from, to, at, people } = history
  const length = from.length
  const rows = new Int32Array(length)
  const keys = new Float64Array(length)
  for (let row = 0; row < length; row++) {
    rows[row] = row
    const [a, b] = [from[row]!, to[row]!]
    keys[row] = a < b ? a * people + b : b * people + a
  }
  rows.sort((a, b) => keys[a]! - keys[b]! || at[a]! - at[b]! || a - b)
  const starts: number[] = []
  for (let index = 0; index < length; index++)
    if (index === 0 || keys[rows[index]!] !== keys[rows[index - 1]!]) starts.push(index)
  starts.push(length)
  return { history, rows, starts: Int32Array.from(starts) }
}

type Counted = { talked: boolean; acted: boolean }

/** What was known of every person at `now`: what lies before it, with the days of the last 28. */
export function personFactsAt({ history, rows, starts }: PairedHistory, now: number): PersonFacts[] {
  const { people, from, to, at, type, count } = history
  const facts = Array.from({ length: people }, () => ({
    addressedBy: 0,
    answered: 0,
    talkedTo: 0,
    actedOnBy: 0,
    actedOn: 0,
    days: [] as PersonDay[],
  }))
  const days: Map<number, PersonDay>[] = []
  const dayOfPerson = (person: number, day: number): PersonDay => {
    const known = days[person] ?? new Map<number, PersonDay>()
    days[person] = known
    let entry = known.get(day)
    if (!entry) {
      entry = { day, talkOut: 0, actsOut: 0, talkIn: 0, actsIn: 0 }
      known.set(day, entry)
    }
    return entry
  }
  const oldestDay = dayOf(now) - personDaysKept + 1
  for (let pair = 0; pair + 1 < starts.length; pair++) {
    const low: Counted = { talked: false, acted: false }
    const high: Counted = { talked: false, acted: false }
    const first = rows[starts[pair]!]!
    const a = Math.min(from[first]!, to[first]!)
    const b = Math.max(from[first]!, to[first]!)
    for (let index = starts[pair]!; index < starts[pair + 1]!; index++) {
      const row = rows[index]!
      if (at[row]! >= now) break
      const talks = isTalk(actTypes[type[row]!]!)
      const lane = from[row] === a ? low : high
      lane.acted = true
      lane.talked ||= talks
      const day = dayOf(at[row]!)
      if (day < oldestDay) continue
      const outDay = dayOfPerson(from[row]!, day)
      const inDay = dayOfPerson(to[row]!, day)
      outDay.actsOut += count[row]!
      inDay.actsIn += count[row]!
      if (!talks) continue
      outDay.talkOut += count[row]!
      inDay.talkIn += count[row]!
    }
    for (const [person, mine, theirs] of [
      [facts[a]!, low, high],
      [facts[b]!, high, low],
    ] as const) {
      if (mine.acted) person.actedOn++
      if (theirs.acted) person.actedOnBy++
      if (mine.talked) person.talkedTo++
      if (theirs.talked) person.addressedBy++
      if (mine.talked && theirs.talked) person.answered++
    }
  }
  for (const [person, known] of days.entries()) if (known) facts[person]!.days = [...known.values()]
  return facts
}

/** The rows of one pair before `now`, as counts by hour and type, from its lower-numbered person and back. */
function hourCounts({ history, rows, starts }: PairedHistory, pair: number, now: number) {
  const { from, to, at, type, count, share } = history
  const first = rows[starts[pair]!]!
  const a = Math.min(from[first]!, to[first]!)
  const b = Math.max(from[first]!, to[first]!)
  const forth: HourCount[] = []
  const back: HourCount[] = []
  for (let index = starts[pair]!; index < starts[pair + 1]!; index++) {
    const row = rows[index]!
    if (at[row]! >= now) break
    addHourCount(from[row] === a ? forth : back, {
      hour: Math.floor(at[row]! / hourMs),
      type: actTypes[type[row]!]!,
      count: count[row]!,
      share: share[row]!,
    })
  }
  return { a, b, forth, back }
}

function addHourCount(counts: HourCount[], added: HourCount): void {
  for (let index = counts.length - 1; index >= 0 && counts[index]!.hour === added.hour; index--) {
    const known = counts[index]!
    if (known.type !== added.type) continue
    known.count += added.count
    known.share += added.share
    return
  }
  counts.push(added)
}

/**
 * Every ordered pair with an act before `now`, and its reverse, with what was known then. The objects are made one by
 * one: only one pair is in memory at a time.
 */
export function* tiesAt(paired: PairedHistory, now: number): Generator<PersonPair & { facts: TieFacts }> {
  const people = personFactsAt(paired, now)
  for (let pair = 0; pair + 1 < paired.starts.length; pair++) {
    if (paired.history.at[paired.rows[paired.starts[pair]!]!]! >= now) continue
    const { a, b, forth, back } = hourCounts(paired, pair, now)
    yield { from: a, to: b, facts: { out: forth, in: back, me: people[a]!, them: people[b]! } }
    yield { from: b, to: a, facts: { out: back, in: forth, me: people[b]!, them: people[a]! } }
  }
}

/** Whether each direction of each pair of `tiesAt`, in its order, talked in [from, until). */
export function talkBetween(
  paired: PairedHistory,
  { now, from, until }: { now: number; from: number; until: number },
): Uint8Array {
  const { history, rows, starts } = paired
  const labels: number[] = []
  for (let pair = 0; pair + 1 < starts.length; pair++) {
    const first = rows[starts[pair]!]!
    if (history.at[first]! >= now) continue
    const a = Math.min(history.from[first]!, history.to[first]!)
    let [forth, back] = [0, 0]
    for (let index = starts[pair]!; index < starts[pair + 1]!; index++) {
      const row = rows[index]!
      const time = history.at[row]!
      if (time < from || time >= until || !isTalk(actTypes[history.type[row]!] as ActType)) continue
      if (history.from[row] === a) forth = 1
      else back = 1
    }
    labels.push(forth, back)
  }
  return Uint8Array.from(labels)
}
