import assert from 'node:assert/strict'
import { test } from 'node:test'
import { burstFreeWorld, falseAlarmsIn, mulberry } from '../../tests/burst-worlds.ts'
import { dayMs, hourMs } from './acts.ts'
import { burstsIn, falseAlarmBudget } from './bursts.ts'

test('of 1,000 histories without bursts at most one in a hundred is told to have one', () => {
  const { worlds, alarmed } = falseAlarmsIn(1000, 40)
  assert.equal(worlds, 1000)
  assert.ok(alarmed <= worlds * falseAlarmBudget, `${alarmed} of ${worlds}`)
})

test('fifty and more within an hour are found where they were planted, with their number', () => {
  let exact = 0
  const planted = 60
  for (let seed = 1; seed <= planted; seed++) {
    const random = mulberry(seed)
    const world = burstFreeWorld(seed, 6)
    const size = 50 + Math.floor(random() * 400)
    const start = world.times[0]! + (0.1 + 0.8 * random()) * (world.until - world.times[0]!)
    const burst = Array.from({ length: size }, () => start + random() * hourMs)
    const times = [...world.times, ...burst].toSorted((a, b) => a - b)
    const planted = new Set(burst)
    const posted = times.map((time) => (planted.has(time) ? 0 : 1))
    const found = burstsIn({ times, posted, until: world.until })
    assert.equal(found.length, 1, `seed ${seed}: ${JSON.stringify(found)}`)
    const [{ from, to, count, neverPosted, expected }] = found as [(typeof found)[number]]
    assert.ok(from >= start - hourMs / 2 && to <= start + 1.5 * hourMs)
    assert.ok(expected < size / 2)
    if (Math.abs(count - size) <= size * 0.05 && Math.abs(neverPosted! - size) <= size * 0.05) exact++
  }
  assert.ok(exact >= planted * 0.95, `${exact} of ${planted}`)
})

const everyHour = (days: number) => Array.from({ length: days * 24 }, (_, hour) => hour * hourMs)

test('two bursts of one evening are two', () => {
  const burst = (start: number) => Array.from({ length: 80 }, (_, index) => start + index * 10_000)
  const [first, second] = [20 * dayMs + 18 * hourMs, 20 * dayMs + 23 * hourMs]
  const times = [...everyHour(40), ...burst(first), ...burst(second)].toSorted((a, b) => a - b)
  const found = burstsIn({ times, until: 40 * dayMs })
  assert.deepEqual(
    found.map(({ from, count }) => [Math.round((from - first) / hourMs), Math.round(count / 10)]),
    [
      [0, 8],
      [5, 8],
    ],
  )
})

test('who came in a wave of people who post is told apart from who never did', () => {
  const wave = Array.from({ length: 200 }, (_, index) => 30 * dayMs + index * 60_000)
  const times = [...everyHour(60), ...wave].toSorted((a, b) => a - b)
  const living = burstsIn({ times, posted: times.map(() => 1), until: 60 * dayMs })
  assert.equal(living.length, 1)
  assert.equal(living[0]!.neverPosted, 0)
  assert.equal(burstsIn({ times, until: 60 * dayMs })[0]!.neverPosted, undefined)
})

test('few follows are no burst, none at all neither', () => {
  assert.deepEqual(burstsIn({ times: [], until: dayMs }), [])
  assert.deepEqual(burstsIn({ times: [1, 2, 3, 4, 5, 6, 7, 8, 9], until: dayMs }), [])
  assert.deepEqual(burstsIn({ times: everyHour(30), until: 30 * dayMs }), [])
})
