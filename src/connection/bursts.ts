/**
 * Bursts of follows: many within a short time, against what was usual at that time of day around then.
 *
 * A scan statistic (Kulldorff 1997, Poisson model, here in time only and against a local baseline). Windows of six lengths,
 * from five minutes to three days, slide over the whole history by half their length. The c arrivals of a window are
 * compared with the k arrivals of the m windows at the same time of day within a fortnight before and after it: daily
 * rhythm is in both, and slow growth cancels out between before and after. If the rate is the same in all of them, c given
 * c + k is binomial with share q = 1/(m + 1). The log-likelihood ratio
 *
 *   c ln(c / (n q)) + k ln(k / (n (1 - q))),  n = c + k
 *
 * bounds its tail, P(at least c) <= exp(-ratio) (Chernoff 1952), so a window is told when the ratio is at least
 * ln(windows / budget). By Bonferroni's inequality the chance that any window of a history without bursts is told is then
 * below the budget, however the windows overlap. Weekends, holidays and news make rates uneven beyond the time of day;
 * therefore a burst is also at least twice what was usual, and at least ten.
 *
 * From the window with the largest ratio down: the burst is the run of arrivals that is likeliest at the rate of the window
 * rather than at the usual rate, found in one pass (the run of the largest sum, Bentley 1984; each arrival counts one, each
 * gap costs its length times (r - u) / ln(r / u) for the rates r and u). Windows that touch a burst already found are done.
 *
 * A burst says when and how many, not why: a post that went around brings one as well. Hence `neverPosted`.
 */
import { dayMs, hourMs } from './acts.ts'

/** The chance that a history without bursts is told to have one. */
export const falseAlarmBudget = 0.01
export const smallestBurst = 10
const smallestRise = 2
const comparedDays = 14

const minuteMs = 60_000
/** Half of the shortest window; divides a day. */
const cellMs = 2.5 * minuteMs
const cellsPerDay = dayMs / cellMs
export const windowLengthsMs = [5 * minuteMs, 15 * minuteMs, hourMs, 4 * hourMs, dayMs, 3 * dayMs] as const

export type FollowTimes = {
  /** Milliseconds since 1970, ascending. */
  times: ArrayLike<number>
  /** 1 where that follower ever posted or boosted in public, 0 where never; in the order of `times`. Left out: not observed. */
  posted?: ArrayLike<number> | undefined
  /** The end of what is known, at least the last of `times`. */
  until: number
}

export type Burst = {
  /** First and last arrival. */
  from: number
  to: number
  count: number
  /** Arrivals that were usual for this time, to a tenth. */
  expected: number
  /** How many of `count` never posted in public; undefined: not observed. */
  neverPosted: number | undefined
}

/** Arrivals before each cell border, so that those of any window are one subtraction. */
type Arrivals = { start: number; before: Int32Array; cells: number }

function countArrivals({ times, until }: FollowTimes): Arrivals {
  const start = Math.floor(times[0]! / cellMs) * cellMs
  const cells = Math.floor((Math.max(until, times[times.length - 1]!) - start) / cellMs) + 1
  const before = new Int32Array(cells + 1)
  for (let index = 0; index < times.length; index++) before[Math.floor((times[index]! - start) / cellMs) + 1]!++
  for (let cell = 0; cell < cells; cell++) before[cell + 1]! += before[cell]!
  return { start, before, cells }
}

type Comparison = { compared: number; windows: number }

/** Arrivals in the windows at the same time of day around the one of `length` cells from `first`, none of them overlapping. */
function compare({ before, cells }: Arrivals, first: number, length: number): Comparison {
  const stride = Math.ceil(length / cellsPerDay)
  let [compared, windows] = [0, 0]
  for (let days = stride; days <= comparedDays; days += stride) {
    const earlier = first - days * cellsPerDay
    const later = first + days * cellsPerDay
    if (earlier >= 0) {
      compared += before[earlier + length]! - before[earlier]!
      windows++
    }
    if (later + length <= cells) {
      compared += before[later + length]! - before[later]!
      windows++
    }
  }
  return { compared, windows }
}

function likelihoodRatio(count: number, { compared, windows }: Comparison): number {
  const all = count + compared
  const share = 1 / (windows + 1)
  const rest = compared === 0 ? 0 : compared * Math.log(compared / (all * (1 - share)))
  return count * Math.log(count / (all * share)) + rest
}

/** Arrivals that were usual in `length` cells from `first`; half a one is added, so that it is never zero. */
function usualArrivals(arrivals: Arrivals, first: number, length: number): number {
  const { compared, windows } = compare(arrivals, first, length)
  if (windows > 0) return (compared + 0.5) / windows
  return (arrivals.before[arrivals.cells]! * length) / arrivals.cells
}

type Told = { first: number; end: number; ratio: number }

/** The windows that are told, in cells, the largest ratio first. */
function windowsTold(arrivals: Arrivals, budget: number): Told[] {
  const { before, cells } = arrivals
  const lengths = windowLengthsMs.map((length) => length / cellMs).filter((length) => length <= cells)
  const windows = lengths.reduce((sum, length) => sum + Math.floor((cells - length) / (length / 2)) + 1, 0)
  const threshold = Math.log(windows / budget)
  const told: Told[] = []
  for (const length of lengths)
    for (let first = 0; first + length <= cells; first += length / 2) {
      const count = before[first + length]! - before[first]!
      if (count < smallestBurst) continue
      const comparison = compare(arrivals, first, length)
      if (comparison.windows === 0 || count * comparison.windows < smallestRise * comparison.compared) continue
      const ratio = likelihoodRatio(count, comparison)
      if (ratio >= threshold) told.push({ first, end: first + length, ratio })
    }
  return told.toSorted((a, b) => b.ratio - a.ratio || a.first - b.first || a.end - b.end)
}

/** The run [from, end) of arrivals among [low, high) with the largest sum of one each less `costPerMs` for every gap. */
function likeliestRun(times: ArrayLike<number>, low: number, high: number, costPerMs: number): Run {
  let [from, sum, bestSum] = [low, 0, 0]
  let best = { from: low, end: low }
  for (let index = low; index < high; index++) {
    const gap = index > from ? costPerMs * (times[index]! - times[index - 1]!) : 0
    if (sum - gap <= 0) [from, sum] = [index, 0]
    else sum -= gap
    sum++
    if (sum <= bestSum) continue
    bestSum = sum
    best = { from, end: index + 1 }
  }
  return best
}

function firstAtOrAfter(times: ArrayLike<number>, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Arrivals [from, end), by their place in `times`. */
type Run = { from: number; end: number }

/** The burst behind a window, looked for up to its length on either side, but not in bursts already found. */
function runBehind({ first, end }: Told, arrivals: Arrivals, times: ArrayLike<number>, found: readonly Run[]): Run {
  const { start, before } = arrivals
  const length = end - first
  const usualPerCell = usualArrivals(arrivals, first, length) / length
  const perCell = (before[end]! - before[first]!) / length
  const cost = (perCell - usualPerCell) / Math.log(perCell / usualPerCell) / cellMs
  const earlier = found.filter((run) => run.end <= before[first]!).map((run) => run.end)
  const later = found.filter((run) => run.from >= before[end]!).map((run) => run.from)
  const low = firstAtOrAfter(times, start + (first - length) * cellMs)
  const high = firstAtOrAfter(times, start + (end + length) * cellMs)
  return likeliestRun(times, Math.max(low, ...earlier), Math.min(high, ...later), cost)
}

/** Bursts, oldest first. Linear in the number of follows and in the length of the history. */
export function burstsIn(follows: FollowTimes, budget: number = falseAlarmBudget): Burst[] {
  const { times, posted } = follows
  if (times.length < smallestBurst) return []
  const arrivals = countArrivals(follows)
  const { before, cells, start } = arrivals
  const found: Run[] = []
  const bursts: Burst[] = []
  for (const window of windowsTold(arrivals, budget)) {
    if (found.some(({ from, end }) => from < before[window.end]! && end > before[window.first]!)) continue
    const run = runBehind(window, arrivals, times, found)
    const count = run.end - run.from
    if (count < smallestBurst) continue
    const [from, to] = [times[run.from]!, times[run.end - 1]!]
    const cell = Math.floor((from - start) / cellMs)
    const length = Math.min(cells - cell, Math.floor((to - start) / cellMs) - cell + 1)
    const expected = usualArrivals(arrivals, cell, length)
    if (count < smallestRise * expected) continue
    found.push(run)
    let silent = 0
    for (let index = run.from; posted && index < run.end; index++) if (!posted[index]) silent++
    bursts.push({ from, to, count, expected: Math.round(expected * 10) / 10, neverPosted: posted ? silent : undefined })
  }
  return bursts.toSorted((a, b) => a.from - b.from)
}
