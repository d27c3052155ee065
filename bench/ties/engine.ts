/** The engine as it ships: it learns the place from the past it is given, or takes the shipped model. */
import { probabilityOf } from '../../src/connection/calibration.ts'
import { fitTieModel } from '../../src/connection/fitting.ts'
import { shippedModel } from '../../src/connection/model.ts'
import { laneScore } from '../../src/connection/strength.ts'
import type { Engine } from './ours.ts'

export const engine: Engine = (past, { cut, until }) => {
  const model = fitTieModel(past, { now: cut, horizonMs: until - cut, otherwise: shippedModel })
  return ({ out: forth, in: back, me, them }, now) => {
    const points = laneScore(model, { forth, back, actor: me, target: them }, now)
    const returned = laneScore(model, { forth: back, back: forth, actor: them, target: me }, now)
    const [talk, answer] = [probabilityOf(model.probabilities, points), probabilityOf(model.probabilities, returned)]
    // Two who talk do so together: more often than by chance, less often than whenever the rarer one does.
    return { points, talk, bothWays: Math.min(talk, answer) * Math.sqrt(Math.max(talk, answer)) }
  }
}
