/** The model that ships: learnt once from records of several places, for servers that are too young to learn from themselves. */
import { fitCurve, probabilitiesOf } from '../../src/connection/calibration.ts'
import { joined, learn, scalesTried, scoresOf, type Window, windowAt } from '../../src/connection/fitting.ts'
import type { PairedHistory } from '../../src/connection/history.ts'
import type { TieModel } from '../../src/connection/model.ts'

/** A day and a month: between the hours of a news event and the seasons of an office. */
const usualScale = scalesTried.findIndex(({ fastHours, slowHours }) => fastHours === 24 && slowHours === 720)
const windowsOfEach = 4

export type Record = { past: PairedHistory; cut: number; horizonMs: number }

/** Every place weighs the same, however many people it has, and none is seen after its cut. */
export function learnShippedModel(records: readonly Record[]): TieModel {
  const places = records.map(({ past, cut, horizonMs }) =>
    Array.from({ length: windowsOfEach }, (_, index) => {
      const until = cut - index * horizonMs
      return windowAt(past, { at: until - horizonMs, until })[usualScale]!
    }),
  )
  const positives = places.map((windows) =>
    windows.reduce((sum, { labels }) => sum + labels.reduce((a, b) => a + b, 0), 0),
  )
  const most = Math.max(...positives)
  const windows = places.flatMap((each, index) => each.map((window) => weighed(window, most / positives[index]!)))
  const all = joined(windows)
  const card = learn(windows)
  return {
    place: { ...windows[0]!.place, usualAnswerRate: meanOf(windows.map(({ place }) => place.usualAnswerRate)) },
    card,
    probabilities: probabilitiesOf(fitCurve(scoresOf(card, all), all.labels, all.weights)),
    horizonDays: 7,
    learntFrom: { windows: windows.length, positives: positives.reduce((a, b) => a + b, 0) },
  }
}

const meanOf = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length

function weighed(window: Window, factor: number): Window {
  return { ...window, weights: window.weights.map((weight) => weight * factor) }
}
