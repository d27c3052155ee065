import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cornerOf, type Frame, layOut, type Place, within } from './map-layout.ts'
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

const stripOf = ({ two_way, interest }: MapPerson, frame: Frame) =>
  two_way === null
    ? interest === null
      ? frame.bothUnknown!
      : frame.talkUnknown!
    : interest === null
      ? frame.interestUnknown!
      : frame.field

test('everybody stands on the map, the unknown in their strips, and the same people stand the same way', () => {
  fc.assert(
    fc.property(people, fc.integer({ min: 240, max: 700 }), (all, width) => {
      const { frame, places } = layOut(all, width)
      assert.deepEqual(places, layOut(all, width).places)
      for (const [index, { x, y, r, id }] of places.entries()) {
        assert.equal(id, all[index]!.account_id)
        const strip = stripOf(all[index]!, frame)
        const where = `${x} ${y} ${r} in ${JSON.stringify(strip)}`
        assert.ok(r > 0 && x - r >= strip.x - 1e-6 && x + r <= strip.x + strip.width + 1e-6, where)
        assert.ok(y - r >= strip.y - 1e-6 && y + r <= strip.y + strip.height + 1e-6 && y + r <= frame.height, where)
      }
    }),
  )
})

/** How much of the smaller of two marks the other covers at worst, from 0 to 1. */
function worstCover(places: readonly Place[]): number {
  let worst = 0
  for (const [index, a] of places.entries())
    for (const b of places.slice(index + 1))
      worst = Math.max(worst, (a.r + b.r - Math.hypot(b.x - a.x, b.y - a.y)) / (2 * Math.min(a.r, b.r)))
  return worst
}

for (const count of [20, 200, 1_000])
  for (const width of [288, 568])
    test(`${count} people in ${width} pixels can be told from each other, wherever they crowd`, () => {
      const one = (index: number, two_way: number | null, interest: number | null) =>
        ({ account_id: String(index), two_way, interest, delivered: (index * 37) % 100 }) as MapPerson
      const crowds: Record<string, (index: number) => MapPerson> = {
        'much alike': (index) => one(index, 600 + ((index * 7_919) % 900), 500 + ((index * 104_729) % 700)),
        'who are unknown': (index) => one(index, null, null),
        mixed: (index) =>
          one(index, index % 3 ? (index * 7_919) % 2_000 : null, index % 4 ? (index * 104_729) % 3_000 : null),
      }
      for (const [crowd, make] of Object.entries(crowds)) {
        const cover = worstCover(
          layOut(
            Array.from({ length: count }, (_, index) => make(index)),
            width,
          ).places,
        )
        assert.ok(cover < 0.5, `${crowd}: ${cover}`)
      }
    })

test('who talks more stands further to the right, who is closer further up, who posts more is larger', () => {
  const one = (account_id: string, two_way: number, interest: number, delivered: number): MapPerson =>
    ({ account_id, two_way, interest, delivered }) as MapPerson
  const [a, b] = layOut([one('1', -2_000, 1_500, 10), one('2', 2_000, -1_500, 90)], 500).places
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
