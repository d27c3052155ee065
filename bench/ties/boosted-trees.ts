/**
 * Gradient boosted trees for a yes or no, on histograms (Friedman 2001; Chen and Guestrin 2016 for gains and leaf values
 * by gradient and curvature; Ke et al. 2017 for histograms and the subtraction of siblings).
 *
 * Every tree sees all positives and a random part of the negatives, which weigh as many as they stand for, so that the
 * probabilities stay true. How many trees: as many as serve a fifth of the groups (here: actors) best that the trees are
 * not fitted on; then all are fitted again on everything.
 */
import type { FeatureMatrix } from './features.ts'
import { createRandom } from './random.ts'

export type BoostingOptions = {
  trees: number
  depth: number
  learningRate: number
  /** Added to the curvature of every leaf. */
  smoothing: number
  /** Least curvature of a leaf. */
  leastCurvature: number
  /** Rows a tree sees, about; positives come first. */
  rowsPerTree: number
  /** Share of columns a tree sees. */
  columnShare: number
  /** Trees without improvement before it stops. */
  patience: number
  seed: number
}

export const usualBoosting: BoostingOptions = {
  trees: 300,
  depth: 6,
  learningRate: 0.05,
  smoothing: 1,
  leastCurvature: 1,
  rowsPerTree: 100_000,
  columnShare: 0.7,
  patience: 30,
  seed: 1,
}

/** A complete binary tree: children of node n are 2n + 1 and 2n + 2. Left: value below the cut. */
type Tree = { columns: Int16Array; cuts: Uint8Array; values: Float64Array }
export type BoostedTrees = { edges: Float32Array[]; base: number; trees: Tree[] }

const maxBins = 128
const sampleForBins = 50_000
const isLeaf = -1

/** Cuts between bins of one column: by quantile, each value once. */
function edgesOf({ values, names, rows }: FeatureMatrix, column: number): Float32Array {
  const step = Math.max(1, Math.floor(rows / sampleForBins))
  const sample = new Float32Array(Math.ceil(rows / step))
  for (let at = 0; at < sample.length; at++) sample[at] = values[at * step * names.length + column]!
  const distinct = Float32Array.from(new Set(sample)).sort()
  if (distinct.length <= maxBins) return distinct.subarray(1)
  sample.sort()
  const cuts = new Set<number>()
  for (let bin = 1; bin < maxBins; bin++) cuts.add(sample[Math.floor((bin * sample.length) / maxBins)]!)
  return Float32Array.from(cuts).sort()
}

/** How many edges are at or below the value. */
function binOf(edges: Float32Array, value: number): number {
  let [low, high] = [0, edges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (value >= edges[middle]!) low = middle + 1
    else high = middle
  }
  return low
}

/** Row by row. */
function binned({ values, names, rows }: FeatureMatrix, edges: Float32Array[]): Uint8Array {
  const bins = new Uint8Array(rows * names.length)
  for (let at = 0; at < bins.length; at++) bins[at] = binOf(edges[at % names.length]!, values[at]!)
  return bins
}

const probabilityOf = (logit: number) => 1 / (1 + Math.exp(-logit))

/**
 * What the growing of one tree works on: the rows it sees, numbered from 0, with their gradient and curvature. `bins` goes
 * column by column, `rows` bytes each, in the order of `columns`, the only ones the tree may use.
 */
type Material = { rows: number; bins: Uint8Array; gradient: Float64Array; curvature: Float64Array; columns: Int32Array }

/** Gradient and curvature by bin of each column, in turn. */
type Histogram = Float64Array

function histogramOf({ rows, bins, gradient, curvature, columns }: Material, inNode: Int32Array): Histogram {
  const histogram = new Float64Array(columns.length * maxBins * 2)
  const slopes = new Float64Array(inNode.length)
  const bends = new Float64Array(inNode.length)
  for (let at = 0; at < inNode.length; at++) {
    slopes[at] = gradient[inNode[at]!]!
    bends[at] = curvature[inNode[at]!]!
  }
  for (let column = 0; column < columns.length; column++) {
    const [start, offset] = [2 * column * maxBins, column * rows]
    for (let at = 0; at < inNode.length; at++) {
      const cell = start + 2 * bins[offset + inNode[at]!]!
      histogram[cell]! += slopes[at]!
      histogram[cell + 1]! += bends[at]!
    }
  }
  return histogram
}

/** `column` counts within the columns of the material. */
type Split = { column: number; cut: number }

function bestSplit(histogram: Histogram, columns: number, options: BoostingOptions): Split | undefined {
  const { smoothing, leastCurvature } = options
  let [bestColumn, bestCut, bestGain] = [-1, 0, 1e-6]
  for (let column = 0; column < columns; column++) {
    const start = 2 * column * maxBins
    let [total, totalBend, left, leftBend] = [0, 0, 0, 0]
    for (let bin = 0; bin < maxBins; bin++) {
      total += histogram[start + 2 * bin]!
      totalBend += histogram[start + 2 * bin + 1]!
    }
    const whole = (total * total) / (totalBend + smoothing)
    for (let cut = 1; cut < maxBins; cut++) {
      left += histogram[start + 2 * cut - 2]!
      leftBend += histogram[start + 2 * cut - 1]!
      if (leftBend < leastCurvature) continue
      if (totalBend - leftBend < leastCurvature) break
      const right = total - left
      const gain = (left * left) / (leftBend + smoothing) + (right * right) / (totalBend - leftBend + smoothing) - whole
      if (gain > bestGain) [bestColumn, bestCut, bestGain] = [column, cut, gain]
    }
  }
  return bestColumn < 0 ? undefined : { column: bestColumn, cut: bestCut }
}

/** Rows whose bin is below the cut, and the others. */
function divide({ rows, bins }: Material, inNode: Int32Array, { column, cut }: Split): [Int32Array, Int32Array] {
  const low = new Int32Array(inNode.length)
  const high = new Int32Array(inNode.length)
  let lows = 0
  for (let at = 0; at < inNode.length; at++) {
    const row = inNode[at]!
    if (bins[column * rows + row]! < cut) low[lows++] = row
    else high[at - lows] = row
  }
  return [low.slice(0, lows), high.slice(0, inNode.length - lows)]
}

function growTree(material: Material, options: BoostingOptions): Tree {
  const { gradient, curvature, columns } = material
  const nodes = 2 ** (options.depth + 1) - 1
  const tree: Tree = {
    columns: new Int16Array(nodes).fill(isLeaf),
    cuts: new Uint8Array(nodes),
    values: new Float64Array(nodes),
  }
  function grow(node: number, inNode: Int32Array, histogram: Histogram | undefined): void {
    const split = histogram && bestSplit(histogram, columns.length, options)
    if (!histogram || !split) {
      let [slope, bend] = [0, 0]
      for (let at = 0; at < inNode.length; at++) {
        slope += gradient[inNode[at]!]!
        bend += curvature[inNode[at]!]!
      }
      tree.values[node] = (options.learningRate * slope) / (bend + options.smoothing)
      return
    }
    tree.columns[node] = columns[split.column]!
    tree.cuts[node] = split.cut
    const [left, right] = divide(material, inNode, split)
    if (2 * node + 1 >= 2 ** options.depth - 1) {
      grow(2 * node + 1, left, undefined)
      grow(2 * node + 2, right, undefined)
      return
    }
    const isLeftSmaller = left.length < right.length
    const smaller = histogramOf(material, isLeftSmaller ? left : right)
    for (let cell = 0; cell < histogram.length; cell++) histogram[cell]! -= smaller[cell]!
    grow(2 * node + 1, left, isLeftSmaller ? smaller : histogram)
    grow(2 * node + 2, right, isLeftSmaller ? histogram : smaller)
  }
  const all = Int32Array.from({ length: material.rows }, (_, row) => row)
  grow(0, all, histogramOf(material, all))
  return tree
}

/** Adds what a tree says of the rows. */
function addTree({ columns, cuts, values }: Tree, bins: Uint8Array, width: number, logits: Float64Array): void {
  for (let row = 0; row < logits.length; row++) {
    let node = 0
    while (columns[node] !== isLeaf) node = 2 * node + (bins[row * width + columns[node]!]! < cuts[node]! ? 1 : 2)
    logits[row]! += values[node]!
  }
}

/** All rows by bins, row by row. */
type Binned = { bins: Uint8Array; width: number; labels: Uint8Array }

/** The rows a tree sees, with the gradient of the log loss; a negative weighs as many as it stands for. */
function materialOf(
  { bins, width, labels }: Binned,
  logits: Float64Array,
  { seen, columns, share }: { seen: Int32Array; columns: Int32Array; share: number },
): Material {
  const rows = seen.length
  const gradient = new Float64Array(rows)
  const curvature = new Float64Array(rows)
  const some = new Uint8Array(rows * columns.length)
  for (let at = 0; at < rows; at++) {
    const row = seen[at]!
    const weight = labels[row] ? 1 : 1 / share
    const probability = probabilityOf(logits[row]!)
    gradient[at] = weight * (labels[row]! - probability)
    curvature[at] = weight * probability * (1 - probability)
    for (let column = 0; column < columns.length; column++)
      some[column * rows + at] = bins[row * width + columns[column]!]!
  }
  return { rows, bins: some, gradient, curvature, columns }
}

/** Fits on `among` (row numbers); before each tree `more` says from all logits whether another one is wanted. */
function boost(
  binned: Binned,
  among: Int32Array,
  options: BoostingOptions,
  more: (trees: number, logits: Float64Array) => boolean,
): { base: number; trees: Tree[] } {
  const { bins, width, labels } = binned
  const random = createRandom(options.seed)
  let positives = 0
  for (const row of among) positives += labels[row]!
  const negatives = among.length - positives
  const base = Math.log((positives + 0.5) / (negatives + 0.5))
  const share = Math.min(1, Math.max(options.rowsPerTree - positives, options.rowsPerTree / 2) / Math.max(1, negatives))
  const logits = new Float64Array(labels.length).fill(base)
  const trees: Tree[] = []
  while (trees.length < options.trees && positives > 0 && more(trees.length, logits)) {
    const seen = among.filter((row) => labels[row] === 1 || random() < share)
    const columns = Int32Array.from({ length: width }, (_, column) => column).filter(
      () => random() < options.columnShare,
    )
    const tree = growTree(materialOf(binned, logits, { seen, columns, share }), options)
    addTree(tree, bins, width, logits)
    trees.push(tree)
  }
  return { base, trees }
}

function logLoss(logits: Float64Array, labels: Uint8Array, among: Int32Array): number {
  let loss = 0
  for (const row of among) {
    const logit = logits[row]!
    loss += Math.log1p(Math.exp(-Math.abs(logit))) + Math.max(logit, 0) - labels[row]! * logit
  }
  return loss
}

/** How many trees serve those groups best that are left out of the fitting, a fifth of all. */
function treesWanted(binned: Binned, groups: Int32Array, options: BoostingOptions): number {
  const random = createRandom(options.seed + 1)
  const groupCount = groups.reduce((most, group) => Math.max(most, group + 1), 0)
  const isLeftOut = Array.from({ length: groupCount }, () => random() < 0.2)
  const everyRow = Int32Array.from(groups, (_, row) => row)
  const leftOut = everyRow.filter((row) => isLeftOut[groups[row]!])
  const among = everyRow.filter((row) => !isLeftOut[groups[row]!])
  let [best, bestLoss] = [0, Number.POSITIVE_INFINITY]
  boost(binned, among, options, (trees, logits) => {
    const loss = logLoss(logits, binned.labels, leftOut)
    if (loss < bestLoss) [best, bestLoss] = [trees, loss]
    return trees - best < options.patience
  })
  return best
}

/** `groups`: numbers from 0 up; rows of one group are left out together when the number of trees is chosen. */
export function fitBoostedTrees(
  features: FeatureMatrix,
  labels: Uint8Array,
  groups: Int32Array,
  options: BoostingOptions = usualBoosting,
): BoostedTrees {
  const width = features.names.length
  const edges = features.names.map((_, column) => edgesOf(features, column))
  const rows: Binned = { bins: binned(features, edges), width, labels }
  const wanted = treesWanted(rows, groups, options)
  const everyRow = Int32Array.from(labels, (_, row) => row)
  return { edges, ...boost(rows, everyRow, options, (trees) => trees < wanted) }
}

/** Probabilities by row. */
export function applyBoostedTrees({ edges, base, trees }: BoostedTrees, features: FeatureMatrix): Float64Array {
  const bins = binned(features, edges)
  const logits = new Float64Array(features.rows).fill(base)
  for (const tree of trees) addTree(tree, bins, features.names.length, logits)
  return logits.map(probabilityOf)
}
