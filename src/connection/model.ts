/** A model of the ties of one place: plain JSON, published as it is. */
import type { ProbabilityTable } from './calibration.ts'
import type { Scorecard } from './scorecard.ts'
import shipped from './shipped-model.json' with { type: 'json' }
import type { Place } from './signals.ts'

export type TieModel = {
  place: Place
  card: Scorecard
  /** That the actor talks to the target within the horizon. */
  probabilities: ProbabilityTable
  horizonDays: number
  /** How many windows of the past taught it, and how many pairs talked in them. */
  learntFrom: { windows: number; positives: number }
}

/**
 * For places that are too young to learn from themselves: points from two public records, CollegeMsg (private messages of
 * a student community) and Higgs (a week of Twitter), each weighing the same, the earlier 70 % of each. Made by
 * `npm run bench -- tie-model FILE FILE`.
 */
export const shippedModel = shipped as unknown as TieModel
