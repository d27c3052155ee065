import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { actTypes, isTalk } from '../connection/acts.ts'
import type { AccountId } from '../platform/ids.ts'
import { audiences, type Change, sumUp } from './counting.ts'

const person = fc.integer({ min: 1, max: 4 }).map((id) => (id * 2 ** 45) as AccountId)
const change: fc.Arbitrary<Change> = fc
  .record({
    from: person,
    to: person,
    hour: fc.integer({ min: 500_000, max: 500_060 }),
    type: fc.constantFrom(...actTypes),
    audience: fc.constantFrom(...audiences),
    sign: fc.constantFrom(1, -1),
    thousandths: fc.constantFrom(1000, 500),
  })
  .map(({ sign, thousandths, ...rest }) => ({ ...rest, count: sign, share: sign * thousandths }))

function sumsOf<Row>(rows: readonly Row[], key: (row: Row) => string, amounts: (row: Row) => number[]) {
  const sums = new Map<string, number[]>()
  for (const row of rows) {
    const before = sums.get(key(row)) ?? amounts(row).map(() => 0)
    sums.set(
      key(row),
      before.map((sum, index) => sum + amounts(row)[index]!),
    )
  }
  return Object.fromEntries([...sums].filter(([, all]) => all.some((sum) => sum !== 0)))
}

test('acts are summed by key, in the order of keys, in whichever order they come', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 40 }), (changes) => {
      const { ties, totals, days } = sumUp(changes)
      const open = changes.filter(({ audience }) => audience === 'public')
      const talk = ({ type, count }: Change) => (isTalk(type) ? count : 0)
      const tieKey = (row: Change) => `${row.from} ${row.to} ${row.hour} ${row.type} ${row.audience}`
      const amounts = (row: Change) => [row.count, row.share]
      assert.deepEqual(sumsOf(ties, tieKey, amounts), sumsOf(changes, tieKey, amounts))
      assert.equal(new Set(ties.map(tieKey)).size, ties.length, 'each key once')
      assert.deepEqual(
        sumsOf(
          totals,
          ({ from, to }) => `${from} ${to}`,
          (row) => [row.talk, row.acts],
        ),
        sumsOf(
          open,
          ({ from, to }) => `${from} ${to}`,
          (row) => [talk(row), row.count],
        ),
      )
      const sides = open.flatMap((row) => [
        { account: row.from, hour: row.hour, amounts: [talk(row), row.count, 0, 0] },
        { account: row.to, hour: row.hour, amounts: [0, 0, talk(row), row.count] },
      ])
      assert.deepEqual(
        sumsOf(
          days,
          ({ account, day }) => `${account} ${day}`,
          (row) => [row.talkOut, row.actsOut, row.talkIn, row.actsIn],
        ),
        sumsOf(
          sides,
          ({ account, hour }) => `${account} ${Math.floor(hour / 24)}`,
          (row) => row.amounts,
        ),
      )
      const inOrder = <Row>(rows: readonly Row[], compare: (a: Row, b: Row) => number) =>
        rows.every((row, index) => index === 0 || compare(rows[index - 1]!, row) < 0)
      assert.ok(inOrder(totals, (a, b) => a.from - b.from || a.to - b.to))
      assert.ok(inOrder(days, (a, b) => a.account - b.account || a.day - b.day))
      assert.deepEqual(sumUp(changes.toReversed()), { ties, totals, days })
    }),
  )
})
