/**
 * What the learned baselines see of a candidate, all from before the cut: counts and decayed sums each way, last acts,
 * days, activity, degrees, PageRank, shared neighbours, answer rates. Counts and times are taken as ln(1 + x).
 */
import { actTypes, dayMs, dayOf, hourMs } from '../../src/connection/acts.ts'
import { type Fold, reverseOf, talkFlags } from './fold.ts'
import { degreesOf, pageRank, sharedNeighbours, shrunkAnswerRates } from './graph.ts'

export const halfLivesHours = [6, 24, 72, 168, 720] as const

/** What one direction of a pair holds before the cut, by candidate. */
export type Directed = {
  talk: Float64Array
  all: Float64Array
  replies: Float64Array
  /** One column for each of `halfLivesHours`. */
  decayedTalk: Float64Array[]
  decayedAll: Float64Array[]
  /** Decayed sums of 72 hours where talk counts 1 and everything else 0.3. */
  points72: Float64Array
  /** Hours from the last act to the cut; Infinity without one. */
  lastHours: Float64Array
  /** Distinct days (UTC) with an act. */
  days: Float64Array
}

const boostPoints = 0.3
const replyType = actTypes.indexOf('reply')

export function directedOf({ cut, paired, pairs, from }: Fold): Directed {
  const { history, rows, starts } = paired
  const column = () => new Float64Array(from.length)
  const directed: Directed = {
    talk: column(),
    all: column(),
    replies: column(),
    decayedTalk: halfLivesHours.map(column),
    decayedAll: halfLivesHours.map(column),
    points72: column(),
    lastHours: column().fill(Number.POSITIVE_INFINITY),
    days: column(),
  }
  const lastDay = new Float64Array(from.length).fill(-1)
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index]!
    for (let at = starts[pair]!; at < starts[pair + 1]!; at++) {
      const row = rows[at]!
      const time = history.at[row]!
      if (time >= cut) break
      const candidate = 2 * index + (history.from[row] === from[2 * index] ? 0 : 1)
      const type = history.type[row]!
      const isTalk = talkFlags[type]
      const ageHours = (cut - time) / hourMs
      directed.all[candidate]!++
      if (isTalk) directed.talk[candidate]!++
      if (type === replyType) directed.replies[candidate]!++
      for (const [scale, halfLife] of halfLivesHours.entries()) {
        const left = 2 ** (-ageHours / halfLife)
        directed.decayedAll[scale]![candidate]! += left
        if (isTalk) directed.decayedTalk[scale]![candidate]! += left
        if (halfLife === 72) directed.points72[candidate]! += isTalk ? left : boostPoints * left
      }
      directed.lastHours[candidate] = Math.min(directed.lastHours[candidate]!, ageHours)
      if (lastDay[candidate] === dayOf(time)) continue
      lastDay[candidate] = dayOf(time)
      directed.days[candidate]!++
    }
  }
  return directed
}

/** By person: acts towards others (talk, any) and by others towards them, before the cut and in its last 24 hours. */
function activityOf({ cut, paired: { history } }: Fold) {
  const column = () => new Float64Array(history.people)
  const activity = { talkOut: column(), allOut: column(), lastDayOut: column(), talkIn: column(), lastDayIn: column() }
  for (let row = 0; row < history.from.length; row++) {
    const time = history.at[row]!
    if (time >= cut) continue
    const [actor, target] = [history.from[row]!, history.to[row]!]
    activity.allOut[actor]!++
    if (talkFlags[history.type[row]!]) {
      activity.talkOut[actor]!++
      activity.talkIn[target]!++
    }
    if (time < cut - dayMs) continue
    activity.lastDayOut[actor]!++
    activity.lastDayIn[target]!++
  }
  return activity
}

/** Row by row, `names.length` columns. */
export type FeatureMatrix = { names: string[]; values: Float32Array; rows: number }

export function featuresOf(fold: Fold, directed: Directed): FeatureMatrix {
  const { from, to } = fold
  const degrees = degreesOf(fold)
  const answerRates = shrunkAnswerRates(degrees)
  const activity = activityOf(fold)
  const ranks = pageRank(fold)
  const shared = sharedNeighbours(fold)
  const neverHours = 24 * 3650
  const logged = (value: number) => Math.log1p(value)
  const hours = (value: number) => Math.log1p(Math.min(value, neverHours))
  const columns: Record<string, (candidate: number) => number> = {}
  for (const [side, of] of [
    ['out', (candidate: number) => candidate],
    ['in', reverseOf],
  ] as const) {
    columns[`talk_${side}`] = (candidate) => logged(directed.talk[of(candidate)]!)
    columns[`boosts_${side}`] = (candidate) => logged(directed.all[of(candidate)]! - directed.talk[of(candidate)]!)
    columns[`replies_${side}`] = (candidate) => logged(directed.replies[of(candidate)]!)
    for (const [scale, halfLife] of halfLivesHours.entries()) {
      columns[`talk_${side}_${halfLife}h`] = (candidate) => logged(directed.decayedTalk[scale]![of(candidate)]!)
      columns[`all_${side}_${halfLife}h`] = (candidate) => logged(directed.decayedAll[scale]![of(candidate)]!)
    }
    columns[`last_${side}`] = (candidate) => hours(directed.lastHours[of(candidate)]!)
    columns[`days_${side}`] = (candidate) => logged(directed.days[of(candidate)]!)
  }
  for (const [side, people] of [
    ['actor', from],
    ['target', to],
  ] as const) {
    for (const [name, counts] of Object.entries({ ...activity, ...degrees }))
      columns[`${name}_${side}`] = (candidate) => logged(counts[people[candidate]!]!)
    columns[`answers_${side}`] = (candidate) => answerRates[people[candidate]!]!
  }
  columns.pagerank_target = (candidate) => Math.log(ranks[to[candidate]!]! * ranks.length)
  columns.common_neighbours = (candidate) => logged(shared.common[candidate]!)
  columns.adamic_adar = (candidate) => logged(shared.adamicAdar[candidate]!)
  columns.jaccard = (candidate) => shared.jaccard[candidate]!

  const names = Object.keys(columns)
  const values = new Float32Array(from.length * names.length)
  for (const [column, featureOf] of Object.values(columns).entries())
    for (let row = 0; row < from.length; row++) values[row * names.length + column] = featureOf(row)
  return { names, values, rows: from.length }
}
