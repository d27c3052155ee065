/** From a score to a probability: a published, monotone table. */
import { binOf } from './scorecard.ts'

/** `probabilities[k]` (0 to 1) belongs to the score `scores[k]`; both rise. Between them the line is straight. */
export type ProbabilityTable = { scores: number[]; probabilities: number[] }

const lowest = -12_000
const highest = 6_000
const stride = 250

/** Log-odds of what happened: `shift + slope * score / 1000`. */
export type Curve = { shift: number; slope: number }

/**
 * The logistic curve that fits what happened best (Platt 1999). Two numbers only: isotonic regression, which has one a step,
 * took chance for truth among the rare pairs at the top of both reference records.
 */
export function fitCurve(scores: ArrayLike<number>, labels: Uint8Array, weights: Float32Array): Curve {
  let [shift, slope] = [0, 1]
  for (let round = 0; round < 30; round++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6]
    for (const [row, label] of labels.entries()) {
      const x = scores[row]! / 1000
      const probability = logistic(shift + slope * x)
      const off = weights[row]! * (label - probability)
      const curvature = weights[row]! * probability * (1 - probability)
      g0 += off
      g1 += off * x
      h00 += curvature
      h01 += curvature * x
      h11 += curvature * x * x
    }
    const determinant = h00 * h11 - h01 * h01
    shift += (h11 * g0 - h01 * g1) / determinant
    slope += (h00 * g1 - h01 * g0) / determinant
  }
  // A place where scores say nothing, or the contrary, keeps the order and the points as they are.
  return slope > 0 && Number.isFinite(shift) ? { shift, slope } : { shift: 0, slope: 1 }
}

/** The curve as a table. */
export function probabilitiesOf({ shift, slope }: Curve): ProbabilityTable {
  const steps = Array.from({ length: (highest - lowest) / stride + 1 }, (_, step) => lowest + step * stride)
  return { scores: steps, probabilities: steps.map((score) => rounded(logistic(shift + (slope * score) / 1000))) }
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x))
const rounded = (probability: number) => Number(probability.toPrecision(4))

/** 0 to 1. */
export function probabilityOf({ scores, probabilities }: ProbabilityTable, score: number): number {
  const above = binOf(scores, score)
  if (above === 0) return probabilities[0]!
  if (above === scores.length) return probabilities.at(-1)!
  const [from, to] = [scores[above - 1]!, scores[above]!]
  const share = (score - from) / (to - from)
  return probabilities[above - 1]! + share * (probabilities[above]! - probabilities[above - 1]!)
}
