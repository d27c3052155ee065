import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createIds, firstIdAt, idSchema, idTime, importedId, maxId } from './ids.ts'

const start = Date.UTC(2026, 4, 10)
/** Steps of a clock that may stand still, jump ahead, or be set back. */
const steps = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -5_000, max: 5_000 })), { maxLength: 400 })

test('ids only ever grow, are unique and safe, also when the clock goes backwards', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 15 }), (moves, lease) => {
      let now = start
      const { newId } = createIds({ now: () => new Date(now) }, lease, 0)
      let last = 0
      for (const move of moves) {
        now += move
        const id = newId()
        assert.ok(id > last && Number.isSafeInteger(id))
        last = id
      }
    }),
  )
})

test('an id carries its millisecond and does not lie in the future', () => {
  let now = start
  const { newId } = createIds({ now: () => new Date(now) }, 3, 0)
  for (let count = 0; count < 1_000; count++) {
    now += 7
    assert.equal(idTime(newId()).getTime(), now)
  }
})

test('a full millisecond spills into the next one', () => {
  const { newId } = createIds({ now: () => new Date(start) }, 0, 0)
  const times = Array.from({ length: 257 }, () => idTime(newId()).getTime())
  assert.ok(times.slice(0, 256).every((time) => time === start))
  assert.equal(times[256], start + 1)
})

test('a process that comes after another one goes on above its last id', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 600 }), (lease, count) => {
      const clock = { now: () => new Date(start) }
      const first = createIds(clock, lease, 0)
      for (let made = 0; made < count; made++) first.newId()
      const second = createIds({ now: () => new Date(start - 60_000) }, lease, first.lastId())
      assert.ok(second.newId() > first.lastId())
    }),
  )
})

test('processes with leases of their own never make the same id', () => {
  const clock = { now: () => new Date(start) }
  const made = Array.from({ length: 16 }, (_, lease) => createIds(clock, lease, 0)).flatMap(({ newId }) =>
    Array.from({ length: 256 }, () => newId()),
  )
  assert.equal(new Set(made).size, made.length)
})

test('an imported id has its own time, is the same at every run, and another one at each attempt', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2006-03-21'), max: new Date('2070-01-01'), noInvalidDate: true }),
      fc.string(),
      (time, source) => {
        const id = importedId(time, source)
        assert.equal(id, importedId(time, source))
        assert.equal(idTime(id).getTime(), time.getTime())
        assert.ok(id >= firstIdAt(time) && id < firstIdAt(new Date(time.getTime() + 1)) && id <= maxId)
        assert.ok(new Set(Array.from({ length: 20 }, (_, attempt) => importedId(time, source, attempt))).size > 10)
      },
    ),
  )
})

test('what a client sends as an id is digits within the safe range', () => {
  for (const text of ['0', '123', String(maxId)]) assert.equal(idSchema.parse(text), Number(text))
  for (const text of ['', '-1', '1.5', '1e3', ' 1', '٣', '9007199254740993', 'abc', '1'.repeat(17)])
    assert.equal(idSchema.safeParse(text).success, false, text)
})
