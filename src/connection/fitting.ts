/**
 * Learning what a place is like from its own past. At earlier moments we ask what was known then and see who talked to whom
 * in the window after it. From that come the time scales, the points and the probabilities. Nothing after `now` is read, and
 * no one's identity is a signal.
 *
 * How many windows teach best differs: a community that lives evenly is learnt from several, one in the middle of an
 * upheaval only from the newest. So both are tried on the windows before the newest, and what foretold that one better is
 * taken. The same comparison chooses the time scales.
 *
 * Points taken from short windows know who is about just now, those from a long look know whom people come back to; where
 * the horizon is longer than a window, a score is the mean of both.
 *
 * Probabilities come from curves of three kinds: how the points fit the four windows, how points that had not seen the newest
 * window foretold it, and how they fit the long look. Where the horizon is longer than a window, more pairs will talk: by
 * a third of what the second half of a window added to its first, for places ebb as well (docs/decisions/0015).
 */
import { dayMs } from './acts.ts'
import { type Examples, fitScorecard, usualBoosting } from './boosting.ts'
import { type Curve, fitCurve, oftener, probabilitiesOf } from './calibration.ts'
import { type PairedHistory, personFactsAt, talkBetween, tiesAt } from './history.ts'
import type { TieModel } from './model.ts'
import { meanCard, type Scorecard, totalPoints } from './scorecard.ts'
import { interactions, type Place, signalNames, signals, type TimeScales, writeSignals } from './signals.ts'

export type FittingOptions = {
  /** Milliseconds since 1970. */
  now: number
  /** How far ahead the probabilities look. */
  horizonMs: number
  /** The model that is used where there is too little to learn from. */
  otherwise: TieModel
}

const windowsTried = [1, 4] as const
const mostWindows = 4
export const scalesTried: readonly TimeScales[] = [
  { fastHours: 6, slowHours: 72 },
  { fastHours: 24, slowHours: 720 },
  { fastHours: 72, slowHours: 720 },
  { fastHours: 168, slowHours: 2160 },
  { fastHours: 720, slowHours: 8760 },
]
/** Below so many pairs that talked again, points say more about chance than about the place; then, probabilities too. */
const leastForPoints = 200
const leastForProbabilities = 30
/** Rows of one window that are learnt from; of more, pairs that did not talk are thinned out evenly and weighed up. */
const mostRows = 40_000

/** What was known of every pair at a moment, and whether they talked in the window after it. */
export type Window = Examples & { place: Place }

/**
 * A place looks at most a tenth of its history ahead. Young places ebb fast: in both of our reference records the talk among
 * people already known fell to a third within such a window, so that a longer look would promise too much.
 */
export function windowOf(
  history: { first: number },
  { now, horizonMs }: Pick<FittingOptions, 'now' | 'horizonMs'>,
): number {
  return Math.min(horizonMs, (now - history.first) / 10)
}

/** The long look: as far as is asked, at most two ninths of the history, so that most of it lies before. */
const longLookOf = ({ first, now, horizonMs }: { first: number; now: number; horizonMs: number }) =>
  Math.min(horizonMs, ((now - first) * 2) / 9)

export function fitTieModel(paired: PairedHistory, options: FittingOptions): TieModel {
  const { now, otherwise } = options
  const first = firstTime(paired, now)
  if (first === undefined) return otherwise
  const length = windowOf({ first }, options)
  const windows = Array.from({ length: mostWindows + 1 }, (_, index) => {
    const until = now - index * length
    return windowAt(paired, { at: until - length, until })
  })
  const positives = positivesIn(windows.slice(0, mostWindows))
  if (positives < leastForProbabilities) return otherwise
  const learnsPoints = positives >= leastForPoints
  const { scale, count, unaware } = learnsPoints
    ? choose(windows)
    : { scale: scaleOf(otherwise), count: mostWindows, unaware: otherwise.card }
  const chosen = windows.slice(0, mostWindows).map((window) => window[scale]!)
  const longLook = (until: number): Window[] => {
    const look = longLookOf({ first, now: until, horizonMs: options.horizonMs })
    return look > length ? windowAt(paired, { at: until - look, until }, [scalesTried[scale]!]) : []
  }
  const withLongLook = (card: Scorecard, look: readonly Window[]): Scorecard =>
    learnsPoints && look.length > 0 ? meanCard(card, learn(look)) : card
  const newestLook = longLook(now)
  const card = withLongLook(learnsPoints ? learn(chosen.slice(0, count)) : otherwise.card, newestLook)
  const fitted = curveOf(card, joined(chosen))
  const foretold = curveOf(withLongLook(unaware, longLook(now - length)), chosen[0]!)
  const growth = growthWithin(paired, { at: now - length, until: now }) * Math.log(options.horizonMs / length)
  const soon = between(fitted, foretold, 1 / 3)
  const grown = oftener(soon, growth / 3)
  const curve = newestLook.length > 0 ? between(grown, curveOf(card, newestLook[0]!), 1 / 5) : grown
  return {
    place: chosen[0]!.place,
    card,
    probabilities: probabilitiesOf(curve),
    horizonDays: options.horizonMs / dayMs,
    learntFrom: { windows: count, positives },
  }
}

const curveOf = (card: Scorecard, examples: Examples): Curve =>
  fitCurve(scoresOf(card, examples), examples.labels, examples.weights)

/** `share` of the other, from 0 to 1. */
const between =
  (one: Curve, other: Curve, share: number): Curve =>
  (score) =>
    (1 - share) * one(score) + share * other(score)

/**
 * By which power of its length a window holds more pairs that talk: from its first half to the whole, 0 (all who talk do so
 * at once) to 1 (twice the time, twice the pairs).
 */
export function growthWithin(paired: PairedHistory, { at, until }: { at: number; until: number }): number {
  const pairsUntil = (end: number) =>
    talkBetween(paired, { now: at, from: at, until: end }).reduce((sum, label) => sum + label, 0)
  const growth = Math.log2((pairsUntil(until) + 1) / (pairsUntil((at + until) / 2) + 1))
  return Math.min(1, growth)
}

const scaleOf = ({ place }: TieModel) =>
  Math.max(
    0,
    scalesTried.findIndex(({ fastHours, slowHours }) => fastHours === place.fastHours && slowHours === place.slowHours),
  )

function firstTime({ history }: PairedHistory, now: number): number | undefined {
  let first = Number.POSITIVE_INFINITY
  for (const time of history.at) if (time < first) first = time
  return first < now ? first : undefined
}

/**
 * The time scales, by their index, and the number of windows that would have foretold the newest window best; with the card
 * that did.
 */
function choose([newest, ...before]: readonly Window[][]): { scale: number; count: number; unaware: Scorecard } {
  let best: { scale: number; count: number; unaware: Scorecard; loss: number } | undefined
  for (const scale of scalesTried.keys())
    for (const count of windowsTried) {
      const card = learn(before.slice(0, count).map((window) => window[scale]!))
      const loss = lossOf(card, newest![scale]!)
      if (!best || loss < best.loss) best = { scale, count, unaware: card, loss }
    }
  return best!
}

export function learn(windows: readonly Window[]): Scorecard {
  const column = (name: string) => signalNames.indexOf(name as (typeof signalNames)[number])
  return fitScorecard(joined(windows), {
    ...usualBoosting,
    directions: signals.map(([, direction]) => direction),
    interactions: interactions.map(([a, b]) => [column(a), column(b)] as const),
  })
}

export function scoresOf(card: Scorecard, { columns, labels }: Examples): Float64Array {
  return Float64Array.from(labels, (_, row) => totalPoints(card, columns, row * signals.length))
}

/** Mean log loss a row. */
function lossOf(card: Scorecard, window: Window): number {
  const scores = scoresOf(card, window)
  let [loss, weight] = [0, 0]
  for (const [row, score] of scores.entries()) {
    const margin = (window.labels[row] ? -score : score) / 1000
    loss += window.weights[row]! * Math.log1p(Math.exp(Math.min(margin, 30)))
    weight += window.weights[row]!
  }
  return loss / weight
}

/** What was known at a moment and came true in the window after it, once for each of `scales`. */
export function windowAt(
  paired: PairedHistory,
  { at, until }: { at: number; until: number },
  scales: readonly TimeScales[] = scalesTried,
): Window[] {
  const usualAnswerRate = usualAnswerRateAt(paired, at)
  const labels = talkBetween(paired, { now: at, from: at, until })
  const positives = labels.reduce((sum, label) => sum + label, 0)
  const keep = Math.min(1, mostRows / Math.max(1, labels.length - positives))
  const rows: number[] = []
  for (const [row, label] of labels.entries())
    if (label === 1 || Math.floor((row + 1) * keep) > Math.floor(row * keep)) rows.push(row)
  const width = signals.length
  const windows = scales.map((each) => ({
    place: { ...each, usualAnswerRate },
    columns: new Float32Array(rows.length * width),
    labels: Uint8Array.from(rows, (row) => labels[row]!),
    weights: Float32Array.from(rows, (row) => (labels[row] ? 1 : 1 / keep)),
  }))
  let [written, row] = [0, -1]
  for (const { facts } of tiesAt(paired, at)) {
    row++
    if (rows[written] !== row) continue
    const directed = { forth: facts.out, back: facts.in, actor: facts.me, target: facts.them }
    for (const { columns, place } of windows) writeSignals(columns, written * width, directed, place, at)
    written++
  }
  return windows
}

/** The share of those who called somebody and heard back, over everybody. */
export function usualAnswerRateAt(paired: PairedHistory, at: number): number {
  let [answered, addressed] = [0, 0]
  for (const person of personFactsAt(paired, at)) {
    answered += person.answered
    addressed += person.addressedBy
  }
  return (answered + 1) / (addressed + 5)
}

const positivesIn = (windows: readonly Window[][]) =>
  windows.reduce((sum, [any]) => sum + any!.labels.reduce((all, label) => all + label, 0), 0)

export function joined(windows: readonly Examples[]): Examples {
  const rows = windows.reduce((sum, { labels }) => sum + labels.length, 0)
  const all = {
    columns: new Float32Array(rows * signals.length),
    labels: new Uint8Array(rows),
    weights: new Float32Array(rows),
  }
  let at = 0
  for (const { columns, labels, weights } of windows) {
    all.columns.set(columns, at * signals.length)
    all.labels.set(labels, at)
    all.weights.set(weights, at)
    at += labels.length
  }
  return all
}
