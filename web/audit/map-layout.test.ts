import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cornerOf, layOut, mapSize, within } from './map-layout.ts'
import type { MapPerson } from './types.ts'

const points = fc.option(fc.integer({ min: -20_000, max: 20_000 }))
const people = fc
  .array(fc.record({ two_way: points, interest: points, delivered: fc.nat(5_000) }), { maxLength: 60 })
  .map((all) =>
    all.map(
      (one, index): MapPerson => ({
        ...one,
        account_id: String(index + 1),
        acct: `p${index}`,
        name: '',
        avatar: '',
        posts_per_day: null,
        band: 'weak',
        marks: [],
        kept: false,
        roles: [],
        share: null,
      }),
    ),
  )

test('everybody stands on the map, the unknown in their gutters, and the same people stand the same way', () => {
  fc.assert(
    fc.property(people, (all) => {
      const places = layOut(all)
      assert.deepEqual(places, layOut(all))
      for (const [index, { x, y, r }] of places.entries()) {
        const { two_way, interest } = all[index]!
        assert.ok(x >= 0 && x <= mapSize && y >= 0 && y <= mapSize && r > 0, `${x} ${y} ${r}`)
        assert.equal(x < 70, two_way === null)
        assert.equal(y > mapSize - 70, interest === null)
      }
    }),
  )
})

test('who talks more stands further to the right, who is closer further up, who posts more is larger', () => {
  const one = (account_id: string, two_way: number, interest: number, delivered: number): MapPerson =>
    ({ account_id, two_way, interest, delivered }) as MapPerson
  const [a, b] = layOut([one('1', -2_000, 1_500, 10), one('2', 2_000, -1_500, 90)])
  assert.ok(a!.x < b!.x && a!.y < b!.y && a!.r < b!.r)
})

test('a rectangle finds whom it holds, whichever way it is drawn', () => {
  const places = [
    { id: '1', x: 100, y: 100, r: 9 },
    { id: '2', x: 200, y: 220, r: 9 },
  ]
  assert.deepEqual(
    within(places, [
      { x: 150, y: 150 },
      { x: 50, y: 50 },
    ]),
    ['1'],
  )
  assert.deepEqual(
    within(places, [
      { x: 0, y: 300 },
      { x: 300, y: 0 },
    ]),
    ['1', '2'],
  )
})

test('corners', () => {
  const at = (two_way: number | null, interest: number | null) => cornerOf({ two_way, interest } as MapPerson)
  assert.deepEqual(
    [at(10, 10), at(10, -10), at(-10, 10), at(-10, -10), at(null, 10), at(10, null)],
    ['talk_near', 'talk_far', 'cast_near', 'cast_far', 'unknown', 'unknown'],
  )
})
