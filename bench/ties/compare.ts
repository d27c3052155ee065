/** All scores side by side on all tasks of one file. */
import { dayMs } from '../../src/connection/acts.ts'
import { pairHistory } from '../../src/connection/history.ts'
import { applyBoostedTrees, fitBoostedTrees } from './boosted-trees.ts'
import { directedOf, featuresOf } from './features.ts'
import { type Fold, foldAt, type Task, tasksOf, type Window } from './fold.ts'
import { formulaNames, formulaScores } from './formulas.ts'
import type { Interactions } from './interactions.ts'
import { applyLogistic, fitLogistic } from './logistic.ts'
import {
  aucInterval,
  aucOf,
  averagePrecision,
  brierSkill,
  drawActors,
  egoAuc,
  massCalibration,
  orderOf,
  rankedBy,
} from './metrics.ts'
import { type Engine, ours } from './ours.ts'

/** `cutDays` from the first act, or the share of acts that lie before the cut. */
export type Split = { cutDays: number | undefined; cutFraction: number; labelDays: number | undefined }

/** null: cannot be told, for want of positives or negatives. */
export type Measured = {
  auc: number | null
  auc_low: number | null
  auc_high: number | null
  ap: number | null
  ego_auc: number | null
  /** Probabilities only. */
  brier_skill?: number | null
  calibration?: (number | null)[]
  calibration_low?: (number | null)[]
  calibration_high?: (number | null)[]
}
export type TaskFigures = { candidates: number; positives: number; scores: Partial<Record<ScoreName, Measured>> }
export type Comparison = {
  people: number
  rows: number
  self_acts: number
  repeated_replies: number
  cut_days: number
  label_days: number
  tasks: Record<string, TaskFigures>
  pairs_per_second?: number
  bytes_per_pair?: number
}

const bootstrap = { draws: 40, seed: 4 }
const tieSeed = 5

/** The label window is a fifth of the observed time unless told. */
export function windowOf({ history: { at } }: Interactions, { cutDays, cutFraction, labelDays }: Split): Window {
  const first = at[0]!
  const last = at.at(-1)!
  if (first === last) throw new Error('All acts of the file lie at one moment: there is no before and after.')
  const cut =
    cutDays === undefined ? at[Math.min(at.length - 1, Math.floor(cutFraction * at.length))]! : first + cutDays * dayMs
  if (cut <= first || cut > last)
    throw new Error('No acts lie on one side of the cut. Choose another --cut-days or --cut-fraction.')
  return { cut, until: cut + (labelDays === undefined ? (last - first) / 5 : labelDays * dayMs) }
}

/** What is fitted, is fitted on labels before the cut: as long a window, but no more than two ninths of the time there is. */
export function earlierWindow({ cut, until }: Window, first: number): Window {
  return { cut: cut - Math.min(until - cut, ((cut - first) * 2) / 9), until: cut }
}

const rounded = (value: number) => (Number.isFinite(value) ? Number(value.toFixed(4)) : null)

/** By candidate; `probabilities` never fall as `values` rise. */
type Score = { values: Float64Array; probabilities?: Float64Array }

export const scoreNames = ['count', 'recency', 'recip', 'b72', 'lr', 'gbdt', 'ours'] as const
export type ScoreName = (typeof scoreNames)[number]

function formulas(fold: Fold, wanted: readonly ScoreName[]): [ScoreName, Score][] {
  const all = formulaScores(fold, directedOf(fold))
  return formulaNames.filter((name) => wanted.includes(name)).map((name) => [name, { values: all[name] }])
}

const ofProbabilities = (probabilities: Float64Array): Score => ({ values: probabilities, probabilities })

/** Fitted on the earlier fold. */
function learned(fold: Fold, earlier: Fold, wanted: readonly ScoreName[]): [ScoreName, Score][] {
  if (!wanted.includes('lr') && !wanted.includes('gbdt')) return []
  const past = featuresOf(earlier, directedOf(earlier))
  const now = featuresOf(fold, directedOf(fold))
  const scores: [ScoreName, Score][] = []
  if (wanted.includes('lr')) scores.push(['lr', ofProbabilities(applyLogistic(fitLogistic(past, earlier.talks), now))])
  if (wanted.includes('gbdt')) {
    const trees = fitBoostedTrees(past, earlier.talks, earlier.from)
    scores.push(['gbdt', ofProbabilities(applyBoostedTrees(trees, now))])
  }
  return scores
}

/** A probability of T1's label says nothing exact of T6's, which is asked of what foretells both. */
function scoreFor(task: string, score: Score, bothWays: Float64Array | undefined): Score {
  if (task !== 'T6') return score
  return bothWays ? ofProbabilities(bothWays) : { values: score.values }
}

function measure(
  order: Int32Array,
  { values, probabilities }: Score,
  { asked, labels }: Task,
  { actors, draws }: { actors: Int32Array; draws: readonly Uint8Array[] },
): Measured {
  const ranked = rankedBy(order, { scores: values, labels, actors }, asked)
  const [low, high] = aucInterval(ranked, draws)
  const figures = {
    auc: rounded(aucOf(ranked)),
    auc_low: rounded(low),
    auc_high: rounded(high),
    ap: rounded(averagePrecision(ranked)),
    ego_auc: rounded(egoAuc(ranked)),
  }
  if (!probabilities) return figures
  const probable = rankedBy(order, { scores: probabilities, labels, actors }, asked)
  const calibration = massCalibration(probable, draws)
  return {
    ...figures,
    brier_skill: rounded(brierSkill(probable)),
    calibration: calibration.ratios.map(rounded),
    calibration_low: calibration.low.map(rounded),
    calibration_high: calibration.high.map(rounded),
  }
}

/** The scores in `wanted`; "ours" only where there is an engine. */
export function compare(
  interactions: Interactions,
  window: Window,
  wanted: readonly ScoreName[] = scoreNames,
  engine?: Engine,
): Comparison {
  const { history, rows, selfActs, repeatedReplies } = interactions
  const paired = pairHistory(history)
  const fold = foldAt(paired, window)
  const mine = engine && wanted.includes('ours') ? ours(fold, engine) : undefined
  const scores: [ScoreName, Score][] = [
    ...formulas(fold, wanted),
    ...learned(fold, foldAt(paired, earlierWindow(window, history.at[0]!)), wanted),
  ]
  if (mine) scores.push(['ours', { values: mine.points, probabilities: mine.talk }])
  const tasks = tasksOf(fold)
  const figures = Object.fromEntries(
    Object.entries(tasks).map(([name, task]): [string, TaskFigures] => [name, { ...sizeOf(task), scores: {} }]),
  )
  const actors = { actors: fold.from, draws: drawActors(history.people, bootstrap) }
  for (const [name, score] of scores) {
    let [ordered, order] = [score.values, orderOf(score.values, tieSeed)]
    for (const [task, asked] of Object.entries(tasks)) {
      const asks = scoreFor(task, score, name === 'ours' ? mine?.bothWays : undefined)
      if (asks.values !== ordered) [ordered, order] = [asks.values, orderOf(asks.values, tieSeed)]
      figures[task]!.scores[name] = measure(order, asks, asked, actors)
    }
  }
  return {
    people: history.people,
    rows,
    self_acts: selfActs,
    repeated_replies: repeatedReplies,
    cut_days: Number(((window.cut - history.at[0]!) / dayMs).toFixed(2)),
    label_days: Number(((window.until - window.cut) / dayMs).toFixed(2)),
    tasks: figures,
    ...(mine
      ? { pairs_per_second: Math.round(mine.pairsPerSecond), bytes_per_pair: rounded(mine.bytesPerPair) ?? 0 }
      : {}),
  }
}

function sizeOf({ asked, labels }: Task): { candidates: number; positives: number } {
  let [candidates, positives] = [0, 0]
  for (let candidate = 0; candidate < asked.length; candidate++) {
    candidates += asked[candidate]!
    positives += asked[candidate]! & labels[candidate]!
  }
  return { candidates, positives }
}
