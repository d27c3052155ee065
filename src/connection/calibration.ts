/** From a score to a probability: a published, monotone table. */
import { binOf } from './scorecard.ts'
import { minimise, type Slope } from './statistics.ts'

/** `probabilities[k]` (0 to 1) belongs to the score `scores[k]`; both rise. Between them the line is straight. */
export type ProbabilityTable = { scores: number[]; probabilities: number[] }

const lowest = -12_000
const highest = 6_000
const stride = 250

/** From a score to the log-odds of what it foretells. */
export type Curve = (score: number) => number

/** Below the knee lie the scores of this share of those who talked. */
const kneeShare = 0.8
/** How firmly both slopes are held to one: at first so that they differ by some .2 where little tells them apart, until both rise. */
const firmnesses = [20, 200, 2_000, 20_000]

/**
 * Two lines that meet at a knee, fitted to what happened by penalised likelihood: the logistic curve (Platt 1999) with a
 * slope of its own for the rare top, where one line promises too much (docs/decisions/0015). Isotonic regression, which has a number
 * for every step, takes chance for truth up there.
 */
export function fitCurve(scores: ArrayLike<number>, labels: Uint8Array, weights: Float32Array): Curve {
  const knee = kneeOf(scores, labels)
  const curve =
    ([shift, below, above]: Float64Array): Curve =>
    (score) =>
      shift! + ((score - knee) / 1000) * (score < knee ? below! : above!)
  for (const firmness of firmnesses) {
    // Scores are log-odds already.
    const start = Float64Array.of(knee / 1000, 1, 1)
    const line = minimise(start, (at) => slopeAt(at, { scores, labels, weights, knee, firmness }))
    if (line[1]! > 0 && line[2]! > 0) return curve(line)
  }
  // A place where scores say nothing, or the contrary, keeps the order and the points as they are.
  return (score) => score / 1000
}

type Happened = { scores: ArrayLike<number>; labels: Uint8Array; weights: Float32Array; knee: number; firmness: number }

/** Summed log loss with the penalty, at the value at the knee, the slope below and the slope above. */
function slopeAt([shift, below, above]: Float64Array, { scores, labels, weights, knee, firmness }: Happened): Slope {
  const apart = firmness * (below! - above!)
  let loss = (apart * (below! - above!)) / 2
  const gradient = Float64Array.of(0, -apart, apart)
  const curvature = Float64Array.of(1e-6, 0, 0, 0, firmness + 1e-6, -firmness, 0, -firmness, firmness + 1e-6)
  for (const [row, label] of labels.entries()) {
    const distance = (scores[row]! - knee) / 1000
    const side = distance < 0 ? 1 : 2
    const logOdds = shift! + distance * (side === 1 ? below! : above!)
    const probability = logistic(logOdds)
    loss += weights[row]! * (Math.log1p(Math.exp(-Math.abs(logOdds))) + Math.max(logOdds, 0) - label * logOdds)
    const off = weights[row]! * (label - probability)
    const weight = weights[row]! * probability * (1 - probability)
    gradient[0]! += off
    gradient[side]! += off * distance
    curvature[0]! += weight
    curvature[3 * side]! += weight * distance
    curvature[4 * side]! += weight * distance * distance
  }
  return { loss, gradient, curvature }
}

function kneeOf(scores: ArrayLike<number>, labels: Uint8Array): number {
  const ofThose = Float64Array.from(scores)
    .filter((_, row) => labels[row] === 1)
    .sort()
  return ofThose[Math.floor(kneeShare * ofThose.length)] ?? 0
}

/** The same over a longer time: whatever rate a probability stands for, `logFactor` (natural log) times as often. */
export const oftener =
  (curve: Curve, logFactor: number): Curve =>
  (score) =>
    Math.log(Math.expm1(Math.exp(logFactor) * Math.log1p(Math.exp(curve(score)))))

/** The curve as a table. */
export function probabilitiesOf(curve: Curve): ProbabilityTable {
  const steps = Array.from({ length: (highest - lowest) / stride + 1 }, (_, step) => lowest + step * stride)
  return { scores: steps, probabilities: steps.map((score) => rounded(logistic(curve(score)))) }
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
