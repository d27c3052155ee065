/** Who stands near whom before a cut: degrees, PageRank, shared neighbours. */
import { beforeCut, type Fold, reverseOf } from './fold.ts'

/** By person: where their entries in `neighbours` begin. */
type Adjacency = { starts: Int32Array; neighbours: Int32Array }

/** Ties of people, whichever of the two acted. */
function neighbourhoods({ from, to, paired }: Fold): Adjacency {
  const starts = new Int32Array(paired.history.people + 1)
  for (const person of from) starts[person + 1]!++
  for (let person = 0; person < paired.history.people; person++) starts[person + 1]! += starts[person]!
  const next = starts.slice()
  const neighbours = new Int32Array(from.length)
  for (let candidate = 0; candidate < from.length; candidate++) neighbours[next[from[candidate]!]!++] = to[candidate]!
  return { starts, neighbours }
}

/** By candidate, the same in both directions. */
export type SharedNeighbours = { common: Float64Array; adamicAdar: Float64Array; jaccard: Float64Array }

/** People whom both know (Liben-Nowell and Kleinberg 2003; Adamic and Adar 2003 weigh each by 1 / ln of their degree). */
export function sharedNeighbours(fold: Fold): SharedNeighbours {
  const { starts, neighbours } = neighbourhoods(fold)
  const { from, to, paired } = fold
  const degreeOf = (person: number) => starts[person + 1]! - starts[person]!
  const common = new Float64Array(from.length)
  const adamicAdar = new Float64Array(from.length)
  const jaccard = new Float64Array(from.length)
  // Candidates by their better connected side, so that its neighbours are marked once and the shorter list is walked.
  const isHub = (candidate: number) => {
    const [a, b] = [from[candidate]!, to[candidate]!]
    return degreeOf(a) > degreeOf(b) || (degreeOf(a) === degreeOf(b) && a < b)
  }
  const byHub = Int32Array.from(from, (_, candidate) => candidate)
    .filter(isHub)
    .sort((a, b) => from[a]! - from[b]!)
  const marks = new Int32Array(paired.history.people).fill(-1)
  let marked = -1
  for (const candidate of byHub) {
    const [hub, other] = [from[candidate]!, to[candidate]!]
    if (hub !== marked) {
      for (let at = starts[hub]!; at < starts[hub + 1]!; at++) marks[neighbours[at]!] = hub
      marked = hub
    }
    let [count, weighted] = [0, 0]
    for (let at = starts[other]!; at < starts[other + 1]!; at++) {
      const third = neighbours[at]!
      if (marks[third] !== hub) continue
      count++
      weighted += 1 / Math.log(degreeOf(third))
    }
    for (const each of [candidate, reverseOf(candidate)]) {
      common[each] = count
      adamicAdar[each] = weighted
      jaccard[each] = count / (degreeOf(hub) + degreeOf(other) - count)
    }
  }
  return { common, adamicAdar, jaccard }
}

/** Degrees by person: distinct people. */
export type Degrees = {
  actedOn: Int32Array
  actedOnBy: Int32Array
  talkedTo: Int32Array
  addressedBy: Int32Array
  /** How many of those who talked to them they talked to as well. */
  answered: Int32Array
}

export function degreesOf(fold: Fold): Degrees {
  const { from, to, paired } = fold
  const { talked, acted, actedOnBy } = beforeCut(fold)
  const { people } = paired.history
  const [actedOn, talkedTo, addressedBy, answered] = [0, 0, 0, 0].map(() => new Int32Array(people)) as [
    Int32Array,
    Int32Array,
    Int32Array,
    Int32Array,
  ]
  for (let candidate = 0; candidate < from.length; candidate++) {
    if (acted[candidate]) actedOn[from[candidate]!]!++
    if (!talked[candidate]) continue
    talkedTo[from[candidate]!]!++
    addressedBy[to[candidate]!]!++
    if (talked[reverseOf(candidate)]) answered[from[candidate]!]!++
  }
  return { actedOn, actedOnBy, talkedTo, addressedBy, answered }
}

/** (answered + 5g) / (addressed by + 5), g: the rate of everybody together. */
export function shrunkAnswerRates({ answered, addressedBy }: Degrees): Float64Array {
  const total = addressedBy.reduce((sum, count) => sum + count, 0)
  const usual = total === 0 ? 0 : answered.reduce((sum, count) => sum + count, 0) / total
  return Float64Array.from(answered, (count, person) => (count + 5 * usual) / (addressedBy[person]! + 5))
}

const damping = 0.85
const pageRankRounds = 40

/** PageRank over who acted on whom before the cut, each tie once (Page et al. 1999); the sum over people is 1. */
export function pageRank(fold: Fold): Float64Array {
  const { from, to, paired } = fold
  const { people } = paired.history
  const { acted } = beforeCut(fold)
  const { actedOn } = degreesOf(fold)
  let rank = new Float64Array(people).fill(1 / people)
  for (let round = 0; round < pageRankRounds; round++) {
    const next = new Float64Array(people)
    let dangling = 0
    for (let person = 0; person < people; person++) if (actedOn[person] === 0) dangling += rank[person]!
    for (let candidate = 0; candidate < from.length; candidate++)
      if (acted[candidate]) next[to[candidate]!]! += rank[from[candidate]!]! / actedOn[from[candidate]!]!
    const everyone = (1 - damping + damping * dangling) / people
    rank = next.map((flow) => everyone + damping * flow)
  }
  return rank
}
