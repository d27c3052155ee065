/** The yardsticks of the Two-Way Benchmark against slow and plain ones, and what its learned baselines can learn. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyBoostedTrees, fitBoostedTrees, usualBoosting } from '../../bench/ties/boosted-trees.ts'
import type { FeatureMatrix } from '../../bench/ties/features.ts'
import { applyLogistic, fitLogistic } from '../../bench/ties/logistic.ts'
import {
  aucInterval,
  aucOf,
  averagePrecision,
  brierSkill,
  drawActors,
  egoAuc,
  massCalibration,
  orderOf,
  type Ranked,
  rankedBy,
} from '../../bench/ties/metrics.ts'
import { createRandom, drawPoisson } from '../../bench/ties/random.ts'
import { solveSymmetric } from '../../src/connection/statistics.ts'

type Example = { score: number; label: number; actor: number }
function rank(examples: readonly Example[], asked = examples.map(() => 1)): Ranked {
  const scores = Float64Array.from(examples, ({ score }) => score)
  const labels = Uint8Array.from(examples, ({ label }) => label)
  const actors = Int32Array.from(examples, ({ actor }) => actor)
  return rankedBy(orderOf(scores, 1), { scores, labels, actors }, Uint8Array.from(asked))
}

const anyExamples = fc.array(
  fc.record({
    score: fc.integer({ min: 0, max: 8 }),
    label: fc.integer({ min: 0, max: 1 }),
    actor: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 60 },
)

/** The share of pairs of a positive and a negative that stand in order, equal ones counting half. */
function plainAuc(examples: readonly Example[], weightOf: (actor: number) => number): number {
  let [inOrder, pairs] = [0, 0]
  for (const positive of examples.filter(({ label }) => label === 1))
    for (const negative of examples.filter(({ label }) => label === 0)) {
      const weight = weightOf(positive.actor) * weightOf(negative.actor)
      pairs += weight
      inOrder += weight * (positive.score > negative.score ? 1 : positive.score === negative.score ? 0.5 : 0)
    }
  return inOrder / pairs
}

const assertNear = (actual: number, expected: number, tolerance = 1e-9) =>
  assert.ok(
    Number.isNaN(expected) ? Number.isNaN(actual) : Math.abs(actual - expected) <= tolerance,
    `${actual} is not ${expected}`,
  )

test('AUC counts pairs in order, also when actors weigh differently', () => {
  fc.assert(
    fc.property(
      anyExamples,
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
      (examples, weights) => {
        const ranked = rank(examples)
        assertNear(
          aucOf(ranked),
          plainAuc(examples, () => 1),
        )
        assertNear(
          aucOf(ranked, Uint8Array.from(weights)),
          plainAuc(examples, (actor) => weights[actor]!),
        )
      },
    ),
  )
})

test('AUC per actor is the mean over those who have both', () => {
  fc.assert(
    fc.property(anyExamples, (examples) => {
      const each = [0, 1, 2, 3, 4]
        .map((actor) =>
          plainAuc(
            examples.filter((example) => example.actor === actor),
            () => 1,
          ),
        )
        .filter((auc) => !Number.isNaN(auc))
      assertNear(egoAuc(rank(examples)), each.reduce((sum, auc) => sum + auc, 0) / each.length)
    }),
  )
})

test('only those asked about are ranked', () => {
  fc.assert(
    fc.property(anyExamples, fc.integer({ min: 1, max: 6 }), (examples, step) => {
      const asked = examples.map((_, index) => (index % step === 0 ? 1 : 0))
      const some = rank(examples, asked)
      assertNear(aucOf(some), aucOf(rank(examples.filter((_, index) => asked[index] === 1))))
    }),
  )
})

test('average precision is the mean precision at each positive', () => {
  const best = [1, 0, 1, 0, 0].map((label, index) => ({ score: 5 - index, label, actor: 0 }))
  assertNear(averagePrecision(rank(best)), (1 + 2 / 3) / 2)
  assertNear(averagePrecision(rank([{ score: 1, label: 0, actor: 0 }])), Number.NaN)
})

test('equal scores stand in a random order that is the same in every run', () => {
  // All positives first in the file: a stable sort would flatter a score that says nothing.
  const examples = Array.from({ length: 2_000 }, (_, index) => ({ score: 0, label: index < 100 ? 1 : 0, actor: 0 }))
  const precision = averagePrecision(rank(examples))
  assert.ok(precision > 0.03 && precision < 0.09, `${precision} is far from the base rate of 0.05`)
  assert.equal(averagePrecision(rank(examples)), precision)
})

test('the interval of actors holds the AUC and narrows with their number', () => {
  const random = createRandom(3)
  const intervalFor = (people: number) => {
    const examples = Array.from({ length: people * 4 }, (_, index) => {
      const label = random() < 0.3 ? 1 : 0
      return { score: random() + label / 2, label, actor: index % people }
    })
    const ranked = rank(examples)
    const [low, high] = aucInterval(ranked, drawActors(people, { draws: 40, seed: 1 }))
    assert.ok(low < aucOf(ranked) && aucOf(ranked) < high)
    return high - low
  }
  assert.ok(intervalFor(1_000) < intervalFor(50) / 2)
})

test('an actor is drawn once on average', () => {
  const random = createRandom(9)
  const drawn = Array.from({ length: 20_000 }, () => drawPoisson(random))
  const mean = drawn.reduce((sum, count) => sum + count, 0) / drawn.length
  assertNear(mean, 1, 0.03)
  assertNear(drawn.filter((count) => count === 0).length / drawn.length, Math.exp(-1), 0.02)
})

/** Ten thousand probabilities, skewed as ties are; labels drawn from `truth` of them. */
function drawnFrom(truth: (probability: number) => number): Ranked {
  const random = createRandom(5)
  return rank(
    Array.from({ length: 40_000 }, (_, actor) => {
      const probability = random() ** 6
      return { score: probability, label: random() < truth(probability) ? 1 : 0, actor }
    }),
  )
}

test('true probabilities have skill and are calibrated; doubled ones are told as doubled', () => {
  const honest = drawnFrom((probability) => probability)
  assert.ok(brierSkill(honest) > 0.3)
  const draws = drawActors(40_000, { draws: 40, seed: 1 })
  const { ratios, low, high } = massCalibration(honest, draws)
  for (const [group, ratio] of ratios.entries()) {
    assertNear(ratio, 1, 0.15)
    assert.ok(low[group]! < ratio && ratio < high[group]!)
  }
  const doubled = massCalibration(
    drawnFrom((probability) => probability / 2),
    draws,
  )
  for (const [group, ratio] of doubled.ratios.entries()) {
    assertNear(ratio, 2, 0.4)
    assert.ok(doubled.low[group]! > 1.25)
  }
})

test('the groups of calibration hold equal predicted mass', () => {
  // Mass 10: the first five groups are the five sure ones, of whom four came true; the other mass is spread thinly.
  const sure = [1, 1, 0, 1, 1].map((label) => ({ score: 1, label, actor: 0 }))
  const thin = Array.from({ length: 50 }, () => ({ score: 0.1, label: 0, actor: 0 }))
  const ratios = massCalibration(rank([...sure, ...thin]), []).ratios.toSorted((a, b) => a - b)
  assert.deepEqual(ratios, [1, 1, 1, 1, Number.POSITIVE_INFINITY])
})

test('saying the base rate has no skill', () => {
  const examples = Array.from({ length: 100 }, (_, index) => ({ score: 0.2, label: index < 20 ? 1 : 0, actor: 0 }))
  assertNear(brierSkill(rank(examples)), 0)
})

/** `rows` of random columns in [-1, 1). */
function randomFeatures(rows: number, width: number): FeatureMatrix {
  const random = createRandom(11)
  return {
    names: Array.from({ length: width }, (_, column) => `column${column}`),
    values: Float32Array.from({ length: rows * width }, () => 2 * random() - 1),
    rows,
  }
}

function learnedAuc(features: FeatureMatrix, labels: Uint8Array, probabilities: Float64Array): number {
  return aucOf(
    rank(Array.from(labels, (label, row) => ({ score: probabilities[row]!, label, actor: row % features.rows }))),
  )
}

test('boosted trees learn what no single column tells, and give true probabilities though they see few negatives', () => {
  const features = randomFeatures(20_000, 4)
  const random = createRandom(12)
  const value = (row: number, column: number) => features.values[row * 4 + column]!
  const truths = Float64Array.from({ length: features.rows }, (_, row) =>
    value(row, 0) > 0 !== value(row, 1) > 0 ? 0.2 : 0.02,
  )
  const labels = Uint8Array.from(truths, (truth) => (random() < truth ? 1 : 0))
  const groups = Int32Array.from(labels, (_, row) => row % 500)
  const options = { ...usualBoosting, columnShare: 1, rowsPerTree: 8_000 }
  const trees = fitBoostedTrees(features, labels, groups, options)
  assert.ok(trees.trees.length > 5)
  const probabilities = applyBoostedTrees(trees, features)
  const meanOf = (truth: number) => {
    const those = probabilities.filter((_, row) => truths[row] === truth)
    return those.reduce((sum, probability) => sum + probability, 0) / those.length
  }
  assertNear(meanOf(0.2), 0.2, 0.04)
  assertNear(meanOf(0.02), 0.02, 0.015)
  assert.ok(learnedAuc(features, labels, probabilities) > 0.75)
  const line = applyLogistic(fitLogistic(features, labels), features)
  assert.ok(learnedAuc(features, labels, line) < 0.6, 'a line cannot tell')
  assert.deepEqual(applyBoostedTrees(fitBoostedTrees(features, labels, groups, options), features), probabilities)
})

test('without a positive, boosted trees and logistic regression say hardly ever', () => {
  const features = randomFeatures(200, 2)
  const labels = new Uint8Array(200)
  const trees = applyBoostedTrees(fitBoostedTrees(features, labels, new Int32Array(200)), features)
  const line = applyLogistic(fitLogistic(features, labels), features)
  for (const probability of [...trees, ...line]) assert.ok(probability < 0.01)
})

test('logistic regression finds the weights the labels were drawn with', () => {
  const features = randomFeatures(20_000, 3)
  const random = createRandom(13)
  const labels = Uint8Array.from({ length: features.rows }, (_, row) => {
    const [a, b] = [features.values[row * 3]!, features.values[row * 3 + 1]!]
    return random() < 1 / (1 + Math.exp(-(-1 + 2 * a - b))) ? 1 : 0
  })
  const { weights, deviations, intercept } = fitLogistic(features, labels)
  const [a, b, none] = weights.map((weight, column) => weight / deviations[column]!)
  assertNear(a!, 2, 0.15)
  assertNear(b!, -1, 0.15)
  assertNear(none!, 0, 0.1)
  assertNear(intercept, -1, 0.1)
})

test('Cholesky solves symmetric systems', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 12, maxLength: 12 }), (numbers) => {
      const root = numbers.slice(0, 9)
      const vector = Float64Array.from(numbers.slice(9))
      const matrix = Float64Array.from({ length: 9 }, (_, cell) => {
        const [row, column] = [Math.floor(cell / 3), cell % 3]
        const product = [0, 1, 2].reduce((sum, at) => sum + root[row * 3 + at]! * root[column * 3 + at]!, 0)
        return product + (row === column ? 1 : 0)
      })
      const solution = solveSymmetric(matrix.slice(), vector)
      for (const row of [0, 1, 2])
        assertNear(
          [0, 1, 2].reduce((sum, column) => sum + matrix[row * 3 + column]! * solution[column]!, 0),
          vector[row]!,
          1e-6,
        )
    }),
  )
})
