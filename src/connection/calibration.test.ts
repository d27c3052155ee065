import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fitCurve, oftener, probabilitiesOf, probabilityOf } from './calibration.ts'

const logistic = (x: number) => 1 / (1 + Math.exp(-x))

/** Every score from -8 to 4, each with `of` examples, of which as many come true as `probability` says; none by chance. */
function happened(probability: (score: number) => number, of: number) {
  const steps = Array.from({ length: 121 }, (_, index) => -8_000 + index * 100)
  const rows = steps.flatMap((score) => {
    const held = Math.round(of * probability(score))
    return Array.from({ length: of }, (_, at) => ({ score, label: at < held ? 1 : 0 }))
  })
  return fitCurve(
    rows.map(({ score }) => score),
    Uint8Array.from(rows, ({ label }) => label),
    new Float32Array(rows.length).fill(1),
  )
}

test('a rare top that holds less than one line promises has a slope of its own', () => {
  // The knee lies where a fifth of those who talked lie above: near 3,300 here.
  const truth = (score: number) => (score < 3_300 ? score / 1000 - 1 : 2.3 + (0.2 * (score - 3_300)) / 1000)
  const curve = happened((score) => logistic(truth(score)), 1_000)
  for (const score of [-6_000, -3_000, 0, 2_000, 3_800])
    assert.ok(Math.abs(logistic(curve(score)) - logistic(truth(score))) < 0.03, `${score}: ${curve(score)}`)
})

test('a top where more score holds less still rises', () => {
  const truth = (score: number) => (score < 3_000 ? score / 1000 - 1 : 2 - (score - 3_000) / 1000)
  const curve = happened((score) => logistic(truth(score)), 1_000)
  assert.ok(curve(4_000) > curve(3_000))
  assert.ok(Math.abs(logistic(curve(-2_000)) - logistic(truth(-2_000))) < 0.02)
})

test('of few examples both slopes are nearly one', () => {
  const curve = happened((score) => (score > 3_500 ? 0 : logistic(score / 1000)), 3)
  const [below, above] = [curve(1_000) - curve(0), curve(4_000) - curve(3_900)]
  assert.ok(Math.abs(below - 10 * above) < 0.6, `${below} below, ${10 * above} above the knee`)
})

test('whatever happened, what is published rises with the score and is a probability', () => {
  const example = fc.record({ score: fc.integer({ min: -12_000, max: 6_000 }), label: fc.constantFrom(0, 1) })
  fc.assert(
    fc.property(fc.array(example, { maxLength: 60 }), (rows) => {
      const curve = fitCurve(
        rows.map(({ score }) => score),
        Uint8Array.from(rows, ({ label }) => label),
        new Float32Array(rows.length).fill(1),
      )
      const { probabilities } = probabilitiesOf(curve)
      for (const [step, probability] of probabilities.entries()) {
        assert.ok(probability >= 0 && probability <= 1)
        assert.ok(step === 0 || probability >= probabilities[step - 1]!)
      }
    }),
  )
})

test('twice the time doubles what is rare and leaves what is certain', () => {
  const once = (score: number) => score / 1000
  const twice = probabilitiesOf(oftener(once, Math.LN2))
  const at = (score: number) => [logistic(once(score)), probabilityOf(twice, score)] as const
  const [rare, rareTwice] = at(-7_000)
  assert.ok(Math.abs(rareTwice / rare - 2) < 0.01)
  const [half, halfTwice] = at(0)
  assert.ok(Math.abs(halfTwice - (1 - (1 - half) ** 2)) < 0.001)
  assert.ok(at(6_000)[1] > 0.999)
})
