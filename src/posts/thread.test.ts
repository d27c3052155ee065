import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { PostId } from '../platform/ids.ts'
import { ancestorsIn, descendantsIn, type ThreadEntry } from './thread.ts'

const entries = (...pairs: [number, number | null][]): ThreadEntry[] =>
  pairs.map(([id, parentId]) => ({ id: id as PostId, parentId: parentId as PostId | null }))

//  1 ─┬─ 2 ─┬─ 4 ── 6
//     │     └─ 5
//     └─ 3
const thread = entries([1, null], [2, 1], [3, 1], [4, 2], [5, 2], [6, 4])

test('ancestors go from the first post down, the nearest ones if there are too many', () => {
  assert.deepEqual(ancestorsIn(thread, 6 as PostId, 40), [1, 2, 4])
  assert.deepEqual(ancestorsIn(thread, 6 as PostId, 2), [2, 4])
  assert.deepEqual(ancestorsIn(thread, 1 as PostId, 40), [])
})

test('descendants: each answer is followed by the answers to it', () => {
  assert.deepEqual(descendantsIn(thread, 1 as PostId, 60, 20), [2, 4, 6, 5, 3])
  assert.deepEqual(descendantsIn(thread, 2 as PostId, 60, 20), [4, 6, 5])
  assert.deepEqual(descendantsIn(thread, 1 as PostId, 3, 20), [2, 4, 6])
  assert.deepEqual(descendantsIn(thread, 1 as PostId, 60, 1), [2, 3])
})

test('a post whose parent is not in the thread ends it, and a circle does not hang', () => {
  assert.deepEqual(ancestorsIn(entries([5, 4]), 5 as PostId, 40), [4])
  assert.deepEqual(descendantsIn(entries([1, 2], [2, 1]), 1 as PostId, 60, 20), [2])
  assert.deepEqual(ancestorsIn(entries([1, 2], [2, 1]), 1 as PostId, 40).toSorted(), [1, 2])
})

test('somebody is above me exactly when I am below them', () => {
  const anyThread = fc
    .array(fc.nat(), { minLength: 1, maxLength: 40 })
    .map((parents) =>
      entries(
        ...parents.map((parent, index): [number, number | null] => [
          index + 1,
          index === 0 ? null : (parent % index) + 1,
        ]),
      ),
    )
  fc.assert(
    fc.property(anyThread, (found) => {
      const everything = Number.POSITIVE_INFINITY
      for (const { id } of found) {
        const below = descendantsIn(found, id, everything, everything)
        const expected = found.filter((entry) => ancestorsIn(found, entry.id, everything).includes(id))
        assert.deepEqual(
          below.toSorted((a, b) => a - b),
          expected.map((entry) => entry.id),
        )
      }
    }),
    { numRuns: 50 },
  )
})
