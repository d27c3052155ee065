/**
 * A scorecard: every signal has a table of points, a score is the sum of one entry of each table. It is an additive model
 * (Hastie and Tibshirani 1990; boosted tables and chosen interactions after Lou, Caruana, Gehrke and Hooker 2013, "Accurate
 * intelligible models with pairwise interactions"), so that every point of a score has a line of its own.
 */
import type { Points } from './result.ts'

/**
 * `edges` rise; entry k is for edges[k-1] <= value < edges[k]. `unobserved` is the mean of the table over the people it was
 * made from: what is not known speaks neither for nor against.
 */
export type PointsTable = { signal: number; edges: number[]; points: Points[]; unobserved: Points }

/** Points beyond those of its two signals. `points[i][j]`: i by the first signal, j by the second. */
export type PairTable = {
  signals: [number, number]
  edges: [number[], number[]]
  points: Points[][]
  unobserved: Points
}

export type Scorecard = { base: Points; tables: PointsTable[]; pairs: PairTable[] }

/** How many edges are at or below the value. */
export function binOf(edges: readonly number[], value: number): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= edges[middle]!) low = middle + 1
    else high = middle
  }
  return low
}

export function pointsIn({ edges, points, unobserved }: PointsTable, value: number): Points {
  return Number.isNaN(value) ? unobserved : points[binOf(edges, value)]!
}

export function pairPointsIn({ edges, points, unobserved }: PairTable, first: number, second: number): Points {
  if (Number.isNaN(first) || Number.isNaN(second)) return unobserved
  return points[binOf(edges[0], first)]![binOf(edges[1], second)]!
}

/** The score of the signals that begin at `offset`. */
export function totalPoints(card: Scorecard, signals: Float32Array | Float64Array, offset: number): Points {
  let total = card.base
  for (const table of card.tables) total += pointsIn(table, signals[offset + table.signal]!)
  for (const table of card.pairs)
    total += pairPointsIn(table, signals[offset + table.signals[0]]!, signals[offset + table.signals[1]]!)
  return total
}

/**
 * The mean of two cards over the same signals, as one card: each of its entries is the mean of the two entries that hold
 * there, so that a score by it is the mean of both scores but for the rounding of entries.
 */
export function meanCard(one: Scorecard, other: Scorecard): Scorecard {
  return {
    base: meanPoints(one.base, other.base),
    tables: one.tables.map((table, index) => {
      const second = other.tables[index]!
      const edges = edgesOfBoth(table.edges, second.edges)
      const points = startsOf(edges).map((value) => meanPoints(pointsIn(table, value), pointsIn(second, value)))
      return { signal: table.signal, edges, points, unobserved: meanPoints(table.unobserved, second.unobserved) }
    }),
    pairs: one.pairs.map((table, index) => {
      const second = other.pairs[index]!
      const edges: [number[], number[]] = [
        edgesOfBoth(table.edges[0], second.edges[0]),
        edgesOfBoth(table.edges[1], second.edges[1]),
      ]
      const points = startsOf(edges[0]).map((first) =>
        startsOf(edges[1]).map((next) =>
          meanPoints(pairPointsIn(table, first, next), pairPointsIn(second, first, next)),
        ),
      )
      return { signals: table.signals, edges, points, unobserved: meanPoints(table.unobserved, second.unobserved) }
    }),
  }
}

const meanPoints = (one: Points, other: Points): Points => Math.round((one + other) / 2)

const edgesOfBoth = (one: readonly number[], other: readonly number[]) =>
  [...new Set([...one, ...other])].toSorted((a, b) => a - b)

/** A value in each entry between these edges. */
const startsOf = (edges: readonly number[]) => [Number.NEGATIVE_INFINITY, ...edges]
