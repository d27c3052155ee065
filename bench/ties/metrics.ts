/** How good a score is: AUC with an interval, average precision, AUC per actor, and whether probabilities are true. */
import { createRandom, drawPoisson } from './random.ts'

/** Examples in columns. `actors` are numbers from 0 up. */
export type Examples = { scores: Float64Array; labels: Uint8Array; actors: Int32Array }

/** Best first. Equal scores stand in a random order, the same in every run. */
export function orderOf(scores: Float64Array, seed: number): Int32Array {
  const random = createRandom(seed)
  const ties = Float64Array.from(scores, random)
  return Int32Array.from(scores, (_, index) => index).sort((a, b) => scores[b]! - scores[a]! || ties[a]! - ties[b]!)
}

/** Examples of one task, best first; equal scores lie between `groups[k]` and `groups[k + 1]`. */
export type Ranked = { labels: Uint8Array; actors: Int32Array; scores: Float64Array; groups: Int32Array }

/** Those of `order` that are asked about. */
export function rankedBy(order: Int32Array, { scores, labels, actors }: Examples, asked: Uint8Array): Ranked {
  const size = asked.reduce((sum, one) => sum + one, 0)
  const ranked = { labels: new Uint8Array(size), actors: new Int32Array(size), scores: new Float64Array(size) }
  const groups: number[] = []
  let at = 0
  for (let place = 0; place < order.length; place++) {
    const index = order[place]!
    if (!asked[index]) continue
    ranked.labels[at] = labels[index]!
    ranked.actors[at] = actors[index]!
    ranked.scores[at] = scores[index]!
    if (at === 0 || ranked.scores[at] !== ranked.scores[at - 1]) groups.push(at)
    at++
  }
  groups.push(size)
  return { ...ranked, groups: Int32Array.from(groups) }
}

/**
 * The chance that a random positive stands above a random negative, equal scores counting half. `weights`: by actor.
 * NaN without a positive or without a negative.
 */
export function aucOf({ labels, actors, groups }: Ranked, weights?: Uint8Array): number {
  let [positives, negatives, inOrder] = [0, 0, 0]
  for (let group = 0; group + 1 < groups.length; group++) {
    let [up, down] = [0, 0]
    for (let at = groups[group]!; at < groups[group + 1]!; at++) {
      const weight = weights ? weights[actors[at]!]! : 1
      if (labels[at]) up += weight
      else down += weight
    }
    inOrder += down * (positives + up / 2)
    positives += up
    negatives += down
  }
  return inOrder / (positives * negatives)
}

/** How often each actor stands in each draw of a bootstrap. */
export function drawActors(people: number, { draws, seed }: { draws: number; seed: number }): Uint8Array[] {
  const random = createRandom(seed)
  return Array.from({ length: draws }, () => {
    const drawn = new Uint8Array(people)
    for (let person = 0; person < people; person++) drawn[person] = drawPoisson(random)
    return drawn
  })
}

/** The 2.5th and 97.5th percentile of the AUC over the draws. */
export function aucInterval(ranked: Ranked, draws: readonly Uint8Array[]): [number, number] {
  const drawn = draws.map((weights) => aucOf(ranked, weights)).filter((auc) => !Number.isNaN(auc))
  drawn.sort((a, b) => a - b)
  return [quantile(drawn, 0.025), quantile(drawn, 0.975)]
}

function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = share * (sorted.length - 1)
  const [low, high] = [Math.floor(at), Math.ceil(at)]
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (at - low)
}

/** Mean over positives of the precision at their place. NaN without positives. */
export function averagePrecision({ labels }: Ranked): number {
  let [found, sum] = [0, 0]
  for (let at = 0; at < labels.length; at++) if (labels[at]) sum += ++found / (at + 1)
  return sum / found
}

/** Mean AUC within one actor's candidates, over actors that have both a positive and a negative one. */
export function egoAuc({ labels, actors, scores }: Ranked): number {
  const people = actors.reduce((most, actor) => Math.max(most, actor + 1), 0)
  const starts = new Int32Array(people + 1)
  for (const actor of actors) starts[actor + 1]!++
  for (let actor = 0; actor < people; actor++) starts[actor + 1]! += starts[actor]!
  const next = starts.slice()
  const places = new Int32Array(actors.length)
  for (let at = 0; at < actors.length; at++) places[next[actors[at]!]!++] = at
  let [sum, egos] = [0, 0]
  for (let actor = 0; actor < people; actor++) {
    let [positives, inOrder, at] = [0, 0, starts[actor]!]
    const end = starts[actor + 1]!
    while (at < end) {
      let [up, down] = [0, 0]
      const score = scores[places[at]!]
      for (; at < end && scores[places[at]!] === score; at++)
        if (labels[places[at]!]) up++
        else down++
      inOrder += down * (positives + up / 2)
      positives += up
    }
    const negatives = end - starts[actor]! - positives
    if (positives === 0 || negatives === 0) continue
    sum += inOrder / (positives * negatives)
    egos++
  }
  return sum / egos
}

/** 1 - the Brier score over that of always saying the base rate: above 0 is better than knowing nothing but that. */
export function brierSkill({ labels, scores }: Ranked): number {
  let [squares, positives] = [0, 0]
  for (let at = 0; at < labels.length; at++) {
    squares += (labels[at]! - scores[at]!) ** 2
    positives += labels[at]!
  }
  const rate = positives / labels.length
  return 1 - squares / labels.length / (rate * (1 - rate))
}

export type Calibration = { ratios: number[]; low: number[]; high: number[] }

/**
 * Predicted over observed in each of the top five deciles of predicted mass: sorted by probability, the most probable
 * first, and cut into ten groups of equal predicted sum, so that each group expects as many positives. An example belongs
 * to the group its middle falls into. Infinity: none observed; NaN: nobody in that group. With the 2.5th and 97.5th
 * percentile of each over the draws, the groups staying as they are.
 */
export function massCalibration({ labels, scores, actors }: Ranked, draws: readonly Uint8Array[]): Calibration {
  const total = scores.reduce((sum, probability) => sum + probability, 0)
  const groups = new Uint8Array(labels.length)
  let before = 0
  for (let at = 0; at < labels.length; at++) {
    groups[at] = Math.min(9, Math.floor((10 * (before + scores[at]! / 2)) / total))
    before += scores[at]!
  }
  const end = groups.findIndex((group) => group > 4)
  const ratiosOf = (weights?: Uint8Array) => {
    const predicted = new Array<number>(5).fill(0)
    const observed = new Array<number>(5).fill(0)
    for (let at = 0; at < (end < 0 ? groups.length : end); at++) {
      const weight = weights ? weights[actors[at]!]! : 1
      predicted[groups[at]!]! += weight * scores[at]!
      observed[groups[at]!]! += weight * labels[at]!
    }
    return predicted.map((sum, group) => sum / observed[group]!)
  }
  const drawn = draws.map(ratiosOf)
  const percentiles = (share: number) =>
    [0, 1, 2, 3, 4].map((group) =>
      quantile(
        drawn.map((ratios) => ratios[group]!).toSorted((a, b) => a - b),
        share,
      ),
    )
  return { ratios: ratiosOf(), low: percentiles(0.025), high: percentiles(0.975) }
}
