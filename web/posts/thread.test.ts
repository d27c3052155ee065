import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { arrange } from './thread.ts'

const answers = (...pairs: [id: string, to: string | null][]) =>
  pairs.map(([id, in_reply_to_id]) => ({ id, in_reply_to_id }))
const drawn = (rows: ReturnType<typeof arrange>) =>
  rows.map(
    ({ id, depth, hasLineAbove, hasLineBelow }) => `${hasLineAbove ? '|' : ''}${id}${hasLineBelow ? '|' : ''} ${depth}`,
  )

test('an exchange stays together, joined by its line', () => {
  const below = answers(['a', 'root'], ['b', 'root'], ['c', 'a'], ['d', 'c'])
  assert.deepEqual(drawn(arrange('root', below)), ['a| 0', '|c| 0', '|d 0', 'b 0'])
})

test('other answers to the same one stand further in, twice at most', () => {
  const below = answers(['a', 'root'], ['b', 'a'], ['c', 'a'], ['d', 'c'], ['e', 'c'], ['f', 'e'], ['g', 'e'])
  assert.deepEqual(drawn(arrange('root', below)), ['a| 0', '|b 0', 'c| 1', '|d 1', 'e| 2', '|f 2', 'g 2'])
})

test('an answer to what is not here hangs on the post itself', () => {
  assert.deepEqual(drawn(arrange('root', answers(['a', 'gone'], ['b', null]))), ['a 0', 'b 0'])
})

test('whatever the shape, every answer stands there once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { maxLength: 40 }), (parents) => {
      const below = parents.map((parent, at) => ({ id: `p${at}`, in_reply_to_id: parent < at ? `p${parent}` : 'root' }))
      const rows = arrange('root', below)
      assert.deepEqual(rows.map(({ id }) => id).toSorted(), below.map(({ id }) => id).toSorted())
      for (const [at, row] of rows.entries()) assert.equal(row.hasLineAbove, rows[at - 1]?.hasLineBelow ?? false)
    }),
  )
})
