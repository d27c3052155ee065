/**
 * How a scorecard is made from examples: by boosting. In every round each signal in turn takes one small step, a cut of its
 * values into a lower and a higher part, so that signals which say the same share the credit; then each pair of signals on
 * what is left. A signal that can only speak for a tie may only step up, one that can only speak against it only down.
 * Deterministic: the same examples give the same card.
 */
import { binOf, type PairTable, type Scorecard } from './scorecard.ts'
import type { Direction } from './signals.ts'

export type Examples = {
  /** Row by row, one column a signal, all observed. */
  columns: Float32Array
  /** 1 where what is predicted happened. */
  labels: Uint8Array
  /** How many rows a row stands for. */
  weights: Float32Array
}

export type BoostingOptions = {
  directions: readonly Direction[]
  /** Indexes of signals. */
  interactions: readonly (readonly [number, number])[]
  rounds: number
  learningRate: number
  /** Added to the curvature of every step: holds back steps with little behind them. */
  smoothing: number
  bins: number
}

export const usualBoosting = { rounds: 30, learningRate: 0.1, smoothing: 20, bins: 24 }

type Binned = { edges: number[]; bin: Uint8Array }
/** A table in log-odds while it grows, laid out row by row. */
type Growing = { bin: Uint8Array; values: Float64Array }

type Slopes = { logits: Float64Array; gradient: Float64Array; curvature: Float64Array }

export function fitScorecard(examples: Examples, options: BoostingOptions): Scorecard {
  const { directions, interactions, rounds } = options
  const base = logOddsOf(examples)
  const rows = examples.labels.length
  const slopes: Slopes = {
    logits: new Float64Array(rows).fill(base),
    gradient: new Float64Array(rows),
    curvature: new Float64Array(rows),
  }
  const binned = directions.map((_, column) => binColumn(examples, directions.length, column, options.bins))
  const tables = binned.map(({ edges, bin }) => ({ bin, values: new Float64Array(edges.length + 1) }))
  for (let round = 0; round < rounds; round++)
    for (const [column, table] of tables.entries())
      step(examples, slopes, table, (sums, curvatures) => splitStep(sums, curvatures, directions[column]!, options))
  const pairs = interactions.map(([a, b]) => crossed(binned[a]!, binned[b]!))
  for (let round = 0; round < rounds / 4; round++)
    for (const { table } of pairs)
      step(examples, slopes, table, (sums, curvatures) => cellStep(sums, curvatures, options))
  return {
    base: Math.round(base * 1000),
    tables: tables.map((table, signal) => ({
      signal,
      edges: binned[signal]!.edges,
      points: Array.from(table.values, inPoints),
      unobserved: inPoints(meanOf(table, examples)),
    })),
    pairs: pairs.map(({ edges, table }, index): PairTable => {
      const across = edges[1].length + 1
      const points = Array.from({ length: edges[0].length + 1 }, (_, line) =>
        Array.from(table.values.subarray(line * across, (line + 1) * across), inPoints),
      )
      return { signals: [...interactions[index]!], edges, points, unobserved: inPoints(meanOf(table, examples)) }
    }),
  }
}

const inPoints = (logOdds: number) => Math.round(logOdds * 1000)

function logOddsOf({ labels, weights }: Examples): number {
  let [positive, all] = [0, 0]
  for (const [row, weight] of weights.entries()) {
    all += weight
    if (labels[row]) positive += weight
  }
  return Math.log((positive + 0.5) / (all - positive + 0.5))
}

function meanOf({ bin, values }: Growing, { weights }: Examples): number {
  let [sum, all] = [0, 0]
  for (const [row, weight] of weights.entries()) {
    sum += weight * values[bin[row]!]!
    all += weight
  }
  return all === 0 ? 0 : sum / all
}

/** Values beyond this, such as "never", have a bin of their own. */
const beyondAll = 1e9

/** Bins that hold about equally many values, half of them of the rare positives. Zero stands alone. */
function binColumn({ columns, labels }: Examples, width: number, column: number, bins: number): Binned {
  const values = Float64Array.from(labels, (_, row) => columns[row * width + column]!)
  const edges = new Set<number>()
  for (const group of [values.filter((_, row) => labels[row] === 1), values]) {
    const sorted = group.filter((value) => value < beyondAll && value !== 0).sort()
    if (sorted.length === 0) continue
    for (let bin = 0; bin < bins / 2; bin++)
      edges.add(Number(sorted[Math.floor((2 * bin * sorted.length) / bins)]!.toPrecision(4)))
  }
  if (values.some((value) => value >= beyondAll)) edges.add(beyondAll)
  const sorted = [...edges].toSorted((a, b) => a - b)
  return { edges: sorted, bin: Uint8Array.from(values, (value) => binOf(sorted, value)) }
}

const mostLines = 8

/** A table over two signals, with coarser bins than theirs: a product of fine ones would hold almost nobody. */
function crossed(first: Binned, second: Binned): { edges: [number[], number[]]; table: Growing } {
  const [a, b] = [coarsened(first), coarsened(second)]
  const across = b.edges.length + 1
  const bin = Uint8Array.from(first.bin, (fine, row) => a.of[fine]! * across + b.of[second.bin[row]!]!)
  return { edges: [a.edges, b.edges], table: { bin, values: new Float64Array((a.edges.length + 1) * across) } }
}

function coarsened({ edges }: Binned): { edges: number[]; of: number[] } {
  const stride = Math.max(1, Math.ceil((edges.length + 1) / mostLines))
  const kept = edges.filter((_, index) => index % stride === 0)
  return { edges: kept, of: [0, ...edges.map((edge) => binOf(kept, edge))] }
}

/** Newton's step for every entry, along the loss of a logistic regression. */
function step(
  { labels, weights }: Examples,
  { logits, gradient, curvature }: Slopes,
  { bin, values }: Growing,
  choose: (sums: Float64Array, curvatures: Float64Array) => Float64Array,
): void {
  const sums = new Float64Array(values.length)
  const curvatures = new Float64Array(values.length)
  for (let row = 0; row < labels.length; row++) {
    const probability = 1 / (1 + Math.exp(-logits[row]!))
    gradient[row] = weights[row]! * (labels[row]! - probability)
    curvature[row] = weights[row]! * probability * (1 - probability)
    sums[bin[row]!]! += gradient[row]!
    curvatures[bin[row]!]! += curvature[row]!
  }
  const change = choose(sums, curvatures)
  for (let entry = 0; entry < values.length; entry++) values[entry]! += change[entry]!
  for (let row = 0; row < labels.length; row++) logits[row]! += change[bin[row]!]!
}

/** The cut with the largest gain among those the direction allows. */
function splitStep(
  sums: Float64Array,
  curvatures: Float64Array,
  direction: Direction,
  { learningRate, smoothing }: BoostingOptions,
): Float64Array {
  const total = sums.reduce((sum, value) => sum + value, 0)
  const totalCurvature = curvatures.reduce((sum, value) => sum + value, 0)
  const change = new Float64Array(sums.length)
  let bestGain = 1e-9
  let [left, leftCurvature] = [0, 0]
  for (let cut = 1; cut < sums.length; cut++) {
    left += sums[cut - 1]!
    leftCurvature += curvatures[cut - 1]!
    const low = left / (leftCurvature + smoothing)
    const high = (total - left) / (totalCurvature - leftCurvature + smoothing)
    const gain = low * left + high * (total - left)
    if (direction * (high - low) < 0 || gain <= bestGain) continue
    bestGain = gain
    change.fill(learningRate * low, 0, cut)
    change.fill(learningRate * high, cut)
  }
  return change
}

function cellStep(
  sums: Float64Array,
  curvatures: Float64Array,
  { learningRate, smoothing }: BoostingOptions,
): Float64Array {
  return sums.map((sum, cell) => (learningRate * sum) / (curvatures[cell]! + 4 * smoothing))
}
