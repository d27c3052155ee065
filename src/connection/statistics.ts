/** Small pieces of statistics that several measurements share. */

/** The 97.5 % point of the normal distribution: the interval that holds 95 %. */
const normalQuantile = 1.959964

/** Log-odds of a share, held within ±4 so that "never" and "always" stay finite: shares of 1.8 % and 98.2 %. */
export function logOdds(share: number): number {
  const inside = Math.min(1 / (1 + Math.exp(-4)), Math.max(1 / (1 + Math.exp(4)), share))
  return Math.log(inside / (1 - inside))
}

/** A share of `total`, held towards `usual` (0..1) until about five have been counted. */
export function shrunkShare(count: number, total: number, usual: number): number {
  return (count + 5 * usual) / (total + 5)
}

/** Shares, 0..1. */
export type Interval = { low: number; high: number }

/** Wilson's score interval (1927) of a share, 95 %. Nothing counted: anything between 0 and 1. */
export function wilsonInterval(count: number, total: number): Interval {
  if (total <= 0) return { low: 0, high: 1 }
  const share = count / total
  const squared = normalQuantile ** 2
  const middle = (share + squared / (2 * total)) / (1 + squared / total)
  const half =
    (normalQuantile * Math.sqrt((share * (1 - share)) / total + squared / (4 * total * total))) / (1 + squared / total)
  return { low: Math.max(0, Math.min(share, middle - half)), high: Math.min(1, Math.max(share, middle + half)) }
}

/**
 * Whole parts of `whole` in proportion to `weights`, which sum to it exactly: what rounding down leaves goes to the largest
 * remainders, the earlier one first among equals (Hare's method). All parts are 0 where all weights are.
 */
export function partsOf(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (sum <= 0) return weights.map(() => 0)
  const exact = weights.map((weight) => (whole * weight) / sum)
  const parts = exact.map(Math.floor)
  const left = whole - parts.reduce((total, part) => total + part, 0)
  const order = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of order.slice(0, left)) parts[index]!++
  return parts
}

/**
 * Interval of a total over strata that were sampled one by one: the normal interval of stratified sampling with the finite
 * population correction (Cochran 1977, section 5), each share's spread taken after adding two of each kind (Agresti and
 * Coull 1998), so that a stratum in which nobody was found still has some. Exact where every stratum was counted whole.
 */
export function stratifiedTotal(strata: readonly { size: number; sampled: number; found: number }[]): {
  count: number
  low: number
  high: number
} {
  let [estimate, variance, least, most] = [0, 0, 0, 0]
  for (const { size, sampled, found } of strata) {
    least += found
    most += size - (sampled - found)
    if (sampled === 0) {
      estimate += size / 2
      variance += (size * size) / 4
      continue
    }
    estimate += (size * found) / sampled
    const share = (found + 2) / (sampled + 4)
    const leftOut = 1 - sampled / size
    if (size > 0) variance += size * size * leftOut * ((share * (1 - share)) / sampled)
  }
  const half = normalQuantile * Math.sqrt(variance)
  const count = Math.round(estimate)
  return {
    count,
    low: Math.min(count, Math.max(least, Math.floor(estimate - half))),
    high: Math.max(count, Math.min(most, Math.ceil(estimate + half))),
  }
}

/** Solves A x = b for a symmetric positive definite A, row by row, by Cholesky's decomposition. A is overwritten. */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * size + column]!
      for (let at = 0; at < column; at++) sum -= matrix[row * size + at]! * matrix[column * size + at]!
      matrix[row * size + column] =
        row === column ? Math.sqrt(Math.max(sum, 1e-12)) : sum / matrix[column * size + column]!
    }
  const solution = vector.slice()
  for (let row = 0; row < size; row++) {
    for (let at = 0; at < row; at++) solution[row]! -= matrix[row * size + at]! * solution[at]!
    solution[row]! /= matrix[row * size + row]!
  }
  for (let row = size - 1; row >= 0; row--) {
    for (let at = row + 1; at < size; at++) solution[row]! -= matrix[at * size + row]! * solution[at]!
    solution[row]! /= matrix[row * size + row]!
  }
  return solution
}

/** A loss at a point with its downhill gradient and its curvature, a symmetric positive definite matrix row by row. */
export type Slope = { loss: number; gradient: Float64Array; curvature: Float64Array }

const newtonRounds = 25
const enough = 1e-6

/** Where a convex loss is least, by Newton's method. A step that would make the loss larger is halved. */
export function minimise(start: Float64Array, slopeAt: (point: Float64Array) => Slope): Float64Array {
  let point = start
  let slope = slopeAt(point)
  for (let round = 0; round < newtonRounds; round++) {
    const step = solveSymmetric(slope.curvature, slope.gradient)
    let share = 1
    let moved = point
    let next = slope
    do {
      moved = point.map((value, index) => value + share * step[index]!)
      next = slopeAt(moved)
      share /= 2
    } while (!(next.loss <= slope.loss) && share > 1 / 64)
    const gain = slope.loss - next.loss
    if (gain > 0) [point, slope] = [moved, next]
    if (!(gain > enough * slope.loss)) break
  }
  return point
}
