/** Logistic regression on standardised columns with an L2 penalty, by Newton's method. */
import { minimise, type Slope } from '../../src/connection/statistics.ts'
import type { FeatureMatrix } from './features.ts'

export type LogisticModel = { means: Float64Array; deviations: Float64Array; weights: Float64Array; intercept: number }

const probabilityOf = (logit: number) => 1 / (1 + Math.exp(-logit))

function spreadOf({ values, rows, names }: FeatureMatrix): { means: Float64Array; deviations: Float64Array } {
  const width = names.length
  const means = new Float64Array(width)
  const deviations = new Float64Array(width)
  for (let at = 0; at < values.length; at++) means[at % width]! += values[at]! / rows
  for (let at = 0; at < values.length; at++) deviations[at % width]! += (values[at]! - means[at % width]!) ** 2 / rows
  return { means, deviations: deviations.map((variance) => (variance > 1e-12 ? Math.sqrt(variance) : 1)) }
}

/** Summed log loss with the penalty, its downhill gradient and its curvature at `weights`, the last of which is the intercept. */
function slopeAt(weights: Float64Array, penalties: Float64Array, standard: Float32Array, labels: Uint8Array): Slope {
  const size = weights.length
  const gradient = new Float64Array(size)
  const curvature = new Float64Array(size * size)
  let loss = 0
  for (let row = 0, offset = 0; row < labels.length; row++, offset += size) {
    let logit = 0
    for (let column = 0; column < size; column++) logit += weights[column]! * standard[offset + column]!
    const probability = probabilityOf(logit)
    loss += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - labels[row]! * logit
    const residual = labels[row]! - probability
    const weight = probability * (1 - probability)
    for (let column = 0; column < size; column++) {
      const value = standard[offset + column]!
      gradient[column]! += residual * value
      const scaled = weight * value
      for (let at = 0; at <= column; at++) curvature[column * size + at]! += scaled * standard[offset + at]!
    }
  }
  for (let column = 0; column < size; column++) {
    loss += (penalties[column]! * weights[column]! ** 2) / 2
    gradient[column]! -= penalties[column]! * weights[column]!
    curvature[column * size + column]! += penalties[column]!
  }
  return { loss, gradient, curvature }
}

/** Standardised columns and a last one of ones. */
function standardised(
  { values, rows, names }: FeatureMatrix,
  means: Float64Array,
  deviations: Float64Array,
): Float32Array {
  const width = names.length
  const standard = new Float32Array(rows * (width + 1)).fill(1)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      standard[row * (width + 1) + column] = (values[row * width + column]! - means[column]!) / deviations[column]!
  return standard
}

/**
 * Minimises the summed log loss + penalty/2 times the squared weights; the intercept is held only by a thousandth of that.
 */
export function fitLogistic(features: FeatureMatrix, labels: Uint8Array, penalty = 1): LogisticModel {
  const { rows, names } = features
  const width = names.length
  const { means, deviations } = spreadOf(features)
  const standard = standardised(features, means, deviations)
  const penalties = new Float64Array(width + 1).fill(penalty)
  penalties[width] = penalty / 1000
  const start = new Float64Array(width + 1)
  const positives = labels.reduce((sum, label) => sum + label, 0)
  start[width] = Math.log((positives + 0.5) / (rows - positives + 0.5))
  const weights = minimise(start, (at) => slopeAt(at, penalties, standard, labels))
  return { means, deviations, weights: weights.subarray(0, width), intercept: weights[width]! }
}

/** Probabilities by row. */
export function applyLogistic(model: LogisticModel, { values, rows, names }: FeatureMatrix): Float64Array {
  const width = names.length
  const probabilities = new Float64Array(rows)
  for (let row = 0; row < rows; row++) {
    let logit = model.intercept
    for (let column = 0; column < width; column++)
      logit +=
        (model.weights[column]! * (values[row * width + column]! - model.means[column]!)) / model.deviations[column]!
    probabilities[row] = probabilityOf(logit)
  }
  return probabilities
}
