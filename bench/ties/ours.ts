/** Twoway's own score in the benchmark: fitted on the past alone, then asked about every candidate. */
import type { TieFacts } from '../../src/connection/acts.ts'
import { type History, type PairedHistory, pairHistory, tiesAt } from '../../src/connection/history.ts'
import type { Fold, Window } from './fold.ts'

/** What is answered for one direction of one pair; probabilities from 0 to 1. */
export type Foretold = {
  /** What candidates are ranked by. */
  points: number
  /** That `from` talks to `to` in the label window; never falls as points rise. */
  talk: number
  /** That both talk to each other in it. */
  bothWays?: number
}
/** Learns from the acts before `cut`, the only ones it is given; the answer scores one direction of one pair. */
export type Engine = (past: PairedHistory, window: Window) => (facts: TieFacts, now: number) => Foretold

export type Ours = {
  points: Float64Array
  talk: Float64Array
  /** Missing where the engine does not say it. */
  bothWays: Float64Array | undefined
  /** Scoring alone, facts at hand: the median of three passes. */
  pairsPerSecond: number
  /** Stored for ties, per ordered pair with an act: see `bytesPerRow`; without headers and indexes. */
  bytesPerPair: number
}

/** The acts before a moment. */
export function historyBefore(history: History, now: number): History {
  const kept = Int32Array.from(history.at, (_, row) => row).filter((row) => history.at[row]! < now)
  const ints = (column: Int32Array) => Int32Array.from(kept, (row) => column[row]!)
  return {
    people: history.people,
    from: ints(history.from),
    to: ints(history.to),
    at: Float64Array.from(kept, (row) => history.at[row]!),
    type: Uint8Array.from(kept, (row) => history.type[row]!),
    count: ints(history.count),
    share: ints(history.share),
  }
}

/** The integers of a row of `ties`: two ids of 8 bytes; hour, count and share of 4; type and audience, a few words each, as 2. */
const bytesPerRow = 2 * 8 + 3 * 4 + 2 * 2
/** So many facts are in memory at once. */
const chunk = 20_000
const passes = 3

const medianOf = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!

export function ours(fold: Fold, engine: Engine): Ours {
  const { cut, until, from, to } = fold
  const past = pairHistory(historyBefore(fold.paired.history, cut))
  const score = engine(past, { cut, until })
  const points = new Float64Array(from.length)
  const talk = new Float64Array(from.length)
  const bothWays = new Float64Array(from.length)
  const seconds = new Array<number>(passes).fill(0)
  let [candidate, storedRows, pairsWithActs, saysBothWays] = [0, 0, 0, true]
  let facts: TieFacts[] = []
  const scoreChunk = () => {
    let foretold: Foretold[] = []
    for (let pass = 0; pass < passes; pass++) {
      const startedAt = performance.now()
      foretold = facts.map((each) => score(each, cut))
      seconds[pass]! += (performance.now() - startedAt) / 1000
    }
    for (const answer of foretold) {
      points[candidate] = answer.points
      talk[candidate] = answer.talk
      bothWays[candidate] = answer.bothWays ?? Number.NaN
      if (answer.bothWays === undefined) saysBothWays = false
      candidate++
    }
    facts = []
  }
  for (const tie of tiesAt(past, cut)) {
    const at = candidate + facts.length
    if (tie.from !== from[at] || tie.to !== to[at]) throw new Error('The engine lists other pairs than the benchmark.')
    facts.push(tie.facts)
    storedRows += tie.facts.out.length
    if (tie.facts.out.length > 0) pairsWithActs++
    if (facts.length === chunk) scoreChunk()
  }
  scoreChunk()
  return {
    points,
    talk,
    bothWays: saysBothWays ? bothWays : undefined,
    pairsPerSecond: from.length / medianOf(seconds),
    bytesPerPair: (bytesPerRow * storedRows) / pairsWithActs,
  }
}
