import assert from 'node:assert/strict'
import { test } from 'node:test'
import { actTypes, dayMs, hourMs } from './acts.ts'
import { probabilityOf } from './calibration.ts'
import { fitTieModel, growthWithin } from './fitting.ts'
import { type History, pairHistory, tiesAt } from './history.ts'
import { shippedModel } from './model.ts'
import { meanCard, type Scorecard, totalPoints } from './scorecard.ts'
import { laneScore } from './strength.ts'

type Act = { from: number; to: number; at: number; type?: (typeof actTypes)[number] }

function historyOf(people: number, acts: readonly Act[]): History {
  return {
    people,
    from: Int32Array.from(acts, ({ from }) => from),
    to: Int32Array.from(acts, ({ to }) => to),
    at: Float64Array.from(acts, ({ at }) => at),
    type: Uint8Array.from(acts, ({ type }) => actTypes.indexOf(type ?? 'mention')),
    count: new Int32Array(acts.length).fill(1),
    share: new Int32Array(acts.length).fill(1000),
  }
}

/** A seeded generator (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const start = Date.UTC(2026, 0, 1)

/** Friends who write to each other all the time, and strangers who do so once. */
function community(days: number, people = 120): Act[] {
  const random = seeded(7)
  const acts: Act[] = []
  for (let day = 0; day < days; day++)
    for (let person = 0; person < people; person++) {
      const friend = person % 2 === 0 ? person + 1 : person - 1
      const at = () => start + day * dayMs + Math.floor(random() * dayMs)
      if (random() < 0.25) acts.push({ from: person, to: friend, at: at() })
      const stranger = Math.floor(random() * people)
      if (random() < 0.1 && stranger !== person) acts.push({ from: person, to: stranger, at: at() })
    }
  return acts
}

test('a place teaches its own points: friends score above strangers, and what is foretold comes true as often', () => {
  const days = 120
  const paired = pairHistory(historyOf(120, community(days)))
  const now = start + 100 * dayMs
  const model = fitTieModel(paired, { now, horizonMs: 7 * dayMs, otherwise: shippedModel })
  assert.notEqual(model.card, shippedModel.card)
  let [expected, happened] = [0, 0]
  const later = new Set(
    community(days).flatMap(({ from, to, at }) => (at >= now && at < now + 7 * dayMs ? [`${from} ${to}`] : [])),
  )
  const scores = { friends: [] as number[], strangers: [] as number[] }
  for (const { from, to, facts } of tiesAt(paired, now)) {
    const points = laneScore(model, { forth: facts.out, back: facts.in, actor: facts.me, target: facts.them }, now)
    expected += probabilityOf(model.probabilities, points)
    if (later.has(`${from} ${to}`)) happened++
    scores[Math.floor(from / 2) === Math.floor(to / 2) ? 'friends' : 'strangers'].push(points)
  }
  assert.ok(Math.min(...scores.friends) > Math.max(...scores.strangers))
  assert.ok(expected / happened > 0.8 && expected / happened < 1.25, `${expected} foretold, ${happened} happened`)
})

test('growth is 0 where all who talk do so at once, and 1 where twice the time holds twice the pairs', () => {
  const people = 400
  const known = Array.from({ length: people / 2 }, (_, pair) => ({ from: 2 * pair, to: 2 * pair + 1, at: 0 }))
  const later = (atOf: (pair: number) => number) => known.map((one, pair) => ({ ...one, at: atOf(pair) }))
  const growthOf = (acts: { from: number; to: number; at: number }[]) =>
    growthWithin(pairHistory(historyOf(people, acts)), { at: 1 * dayMs, until: 2 * dayMs })
  assert.equal(growthOf([...known, ...later(() => 1.1 * dayMs)]), 0)
  const evenly = growthOf([...known, ...later((pair) => dayMs * (1 + (2 * pair) / people))])
  assert.ok(Math.abs(evenly - 1) < 0.03, `${evenly}`)
})

test('nothing after now is read', () => {
  const acts = community(60)
  const now = start + 40 * dayMs
  const options = { now, horizonMs: 7 * dayMs, otherwise: shippedModel }
  const whole = fitTieModel(pairHistory(historyOf(120, acts)), options)
  const past = fitTieModel(
    pairHistory(
      historyOf(
        120,
        acts.filter(({ at }) => at < now),
      ),
    ),
    options,
  )
  assert.deepEqual(whole, past)
})

test('a place where next to nothing has happened keeps the model that ships', () => {
  const options = { now: start + dayMs, horizonMs: 7 * dayMs, otherwise: shippedModel }
  assert.equal(fitTieModel(pairHistory(historyOf(0, [])), options), shippedModel)
  const few = historyOf(3, [
    { from: 0, to: 1, at: start },
    { from: 1, to: 2, at: start + hourMs },
  ])
  assert.equal(fitTieModel(pairHistory(few), options), shippedModel)
})

test('who a person is changes nothing: renumbered people give the same model', () => {
  const acts = community(60)
  const options = { now: start + 60 * dayMs, horizonMs: 7 * dayMs, otherwise: shippedModel }
  const renamed = acts.map(({ from, to, at }) => ({ from: 119 - from, to: 119 - to, at }))
  const [one, other] = [acts, renamed].map((list) => fitTieModel(pairHistory(historyOf(120, list)), options))
  assert.deepEqual(one!.place, other!.place)
  assert.ok(Math.abs(one!.card.base - other!.card.base) < 5)
})

test('the mean of two cards scores as the mean of both, entry by entry', () => {
  const card = (edges: number[], points: number[], cut: number, base: number): Scorecard => ({
    base,
    tables: [{ signal: 0, edges, points, unobserved: base / 10 }],
    pairs: [
      { signals: [0, 1], edges: [[cut], edges], points: [points, points.map((each) => -each)], unobserved: base / 5 },
    ],
  })
  const one = card([1, 3], [0, 100, 240], 2, -400)
  const other = card([2, 3, 5], [-80, 60, 60, 900], 4, -600)
  const mean = meanCard(one, other)
  for (const first of [-1, 0, 1, 1.5, 2, 3, 4.5, 5, 90, Number.NaN])
    for (const second of [0, 1, 2.5, 5, Number.NaN]) {
      const signals = Float64Array.of(first, second)
      const expected = (totalPoints(one, signals, 0) + totalPoints(other, signals, 0)) / 2
      assert.equal(totalPoints(mean, signals, 0), expected, `${first} ${second}`)
    }
})
