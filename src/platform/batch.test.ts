import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { batched } from './batch.ts'
import type { Context } from './context.ts'

type Row = { number: number; key: number; isBad: boolean }

/** A database that takes its time, and refuses whatever has a bad row in it. */
function createDatabase(tick: () => Promise<unknown>) {
  const written: number[] = []
  const sizes: number[] = []
  const keysUnderWay = new Set<number>()
  const write = batched<Row, string>({
    keyOf: ({ key }) => key,
    async write(_ctx, rows) {
      for (const { key } of rows) {
        assert.ok(!keysUnderWay.has(key), 'one key at a time')
        keysUnderWay.add(key)
      }
      await tick()
      for (const { key } of rows) keysUnderWay.delete(key)
      sizes.push(rows.length)
      if (rows.some(({ isBad }) => isBad)) throw new Error(`refused ${rows.map(({ number }) => number)}`)
      written.push(...rows.map(({ number }) => number))
      return rows.map(({ number }) => `outcome ${number}`)
    },
  })
  const ctx = {} as Context
  return { written, sizes, write: (row: Row) => write(ctx, row) }
}

const rowsOf = (given: readonly Omit<Row, 'number'>[]): Row[] => given.map((row, number) => ({ ...row, number }))
const rowsOfMany = (count: number) => rowsOf(Array.from({ length: count }, (_, key) => ({ key, isBad: false })))
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

test('each row has its own outcome, an error is its own, and rows of one key keep their order', async () => {
  const given = fc.array(fc.record({ key: fc.nat(5), isBad: fc.boolean() }))
  await fc.assert(
    fc.asyncProperty(given, fc.array(fc.nat(3)), fc.array(fc.boolean()), async (input, givenDelays, givenPauses) => {
      const [delays, pauses] = [[...givenDelays], [...givenPauses]]
      const rows = rowsOf(input)
      const database = createDatabase(async () => {
        for (let turns = delays.shift() ?? 1; turns > 0; turns--) await nextTurn()
      })
      const asked: Promise<string>[] = []
      for (const row of rows) {
        asked.push(database.write(row))
        asked.at(-1)!.catch(() => undefined)
        if (pauses.shift()) await nextTurn()
      }
      const outcomes = await Promise.allSettled(asked)
      for (const [place, { isBad, number }] of rows.entries()) {
        const outcome = outcomes[place]!
        if (outcome.status === 'fulfilled') assert.equal(outcome.value, `outcome ${number}`)
        else assert.equal(outcome.reason.message, `refused ${number}`)
        assert.equal(outcome.status, isBad ? 'rejected' : 'fulfilled')
      }
      const good = rows.filter(({ isBad }) => !isBad)
      assert.deepEqual(
        database.written.toSorted((a, b) => a - b),
        good.map(({ number }) => number),
        'each once',
      )
      for (const key of new Set(good.map((row) => row.key))) {
        const ofKey = good.filter((row) => row.key === key).map(({ number }) => number)
        assert.deepEqual(
          database.written.filter((number) => ofKey.includes(number)),
          ofKey,
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('what comes together is written together', async () => {
  const { sizes, write } = createDatabase(nextTurn)
  await Promise.all(rowsOfMany(50).map(write))
  assert.deepEqual(sizes, [50])
})

/** A database whose first batch waits. */
function createSlowDatabase() {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  let calls = 0
  const database = createDatabase(async () => {
    begin()
    if (calls++ === 0) await released
  })
  return { ...database, begun, release }
}

test('what comes while a batch is under way goes with the next one', async () => {
  const { sizes, write, begun, release } = createSlowDatabase()
  const [first, ...others] = rowsOfMany(9)
  const asked = [write(first!)]
  await begun
  asked.push(...others.map(write))
  release()
  await Promise.all(asked)
  assert.deepEqual(sizes, [1, 8])
})

test('a batch that takes long holds up nobody else', async () => {
  const { sizes, write, begun, release } = createSlowDatabase()
  const [stuck, ...others] = rowsOfMany(3)
  const asked = write(stuck!)
  await begun
  await Promise.all(others.map(write))
  assert.deepEqual(sizes, [2])
  release()
  await asked
})

test('when the database is away nobody is asked to wait for it again', async () => {
  let calls = 0
  const write = batched<number, number>({
    keyOf: (row) => row,
    async write() {
      calls++
      throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
    },
  })
  const ctx = {} as Context
  const outcomes = await Promise.allSettled([1, 2, 3].map((row) => write(ctx, row)))
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected', 'rejected'],
  )
  assert.equal(calls, 1)
})
