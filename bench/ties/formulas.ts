/** Baselines without anything learned. */
import type { Directed } from './features.ts'
import { type Fold, reverseOf } from './fold.ts'
import { degreesOf, shrunkAnswerRates } from './graph.ts'

export const formulaNames = ['count', 'recency', 'recip', 'b72'] as const

/** One score by candidate; higher means likelier. */
export function formulaScores(fold: Fold, directed: Directed): Record<(typeof formulaNames)[number], Float64Array> {
  const { from } = fold
  const answerRates = shrunkAnswerRates(degreesOf(fold))
  const { all, talk, lastHours, points72 } = directed
  const score = (of: (candidate: number, reverse: number) => number) =>
    Float64Array.from(from, (_, candidate) => of(candidate, reverseOf(candidate)))
  return {
    /** Acts of any type so far. */
    count: score((candidate) => all[candidate]!),
    /** Minus the hours since the last act either way. */
    recency: score((candidate, reverse) => -Math.min(lastHours[candidate]!, lastHours[reverse]!)),
    /** Talk both ways. */
    recip: score((candidate, reverse) => talk[candidate]! + talk[reverse]!),
    /** o + ra i + sqrt(o i): points each way with a half-life of 72 hours, ra the actor's shrunk answer rate. */
    b72: score((candidate, reverse) => {
      const [out, back] = [points72[candidate]!, points72[reverse]!]
      return out + answerRates[from[candidate]!]! * back + Math.sqrt(out * back)
    }),
  }
}
