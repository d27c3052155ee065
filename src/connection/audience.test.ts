import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mulberry } from '../../tests/burst-worlds.ts'
import { dayMs } from './acts.ts'
import { activityBand, audienceOf, type ObservedAccount, sampleSizes, signsOf, stratumOf } from './audience.ts'

const now = 1000 * dayMs
const daysAgo = (days: number) => now - days * dayMs

test('bands at their edges', () => {
  const bands = [0, 30, 30.01, 90, 90.01, 180, 180.01].map((days) => activityBand(daysAgo(days), now))
  assert.deepEqual(bands, ['30', '30', '90', '90', '180', '180', 'more'])
  assert.deepEqual(
    [activityBand(undefined, now), activityBand(null, now), activityBand(now + dayMs, now)],
    ['unknown', 'more', '30'],
  )
})

test('everyone is counted: living, engaged, quiet, unobserved', () => {
  const followers = [
    ...Array.from({ length: 12 }, () => ({ lastPublicAct: daysAgo(3) })),
    ...Array.from({ length: 5 }, () => ({ lastPublicAct: daysAgo(3), lastTowardsMe: daysAgo(89) })),
    ...Array.from({ length: 8 }, () => ({ lastPublicAct: daysAgo(91), lastTowardsMe: daysAgo(91) })),
    { lastPublicAct: null },
    { lastPublicAct: undefined },
  ]
  const { raw, numbers, exact } = audienceOf([stratumOf(followers.length, followers, now)])
  assert.deepEqual([raw, exact], [27, true])
  assert.deepEqual(
    Object.entries(numbers!).map(([what, { count, low, high }]) => [what, count, low, high]),
    [
      ['living', 17, 17, 17],
      ['engaged', 5, 5, 5],
      ['quiet', 9, 9, 9],
      ['unobserved', 1, 1, 1],
    ],
  )
  assert.equal(audienceOf([stratumOf(19, followers.slice(0, 19), now)]).numbers, undefined)
})

test('the interval of a sample holds the truth in about 95 of 100 draws, at 1 % and at 60 % living', () => {
  for (const shares of [
    [0.01, 0.01, 0.02],
    [0.6, 0.3, 0.9],
  ]) {
    const random = mulberry(7)
    const sizes = [400_000, 150_000, 50_000]
    const truth = sizes.reduce((sum, size, index) => sum + size * shares[index]!, 0)
    let held = 0
    for (let draw = 0; draw < 300; draw++) {
      const { numbers } = audienceOf(
        sampleSizes(sizes, 3000).map((sampled, index) => {
          let living = 0
          for (let one = 0; one < sampled; one++) if (random() < shares[index]!) living++
          return { size: sizes[index]!, sampled, living, engaged: 0, unobserved: 0 }
        }),
      )
      if (numbers!.living.low <= truth && truth <= numbers!.living.high) held++
    }
    assert.ok(held >= 276, `${held} of 300`)
  }
})

test('an estimate lies in its interval, within what was counted and what is possible', () => {
  const stratum = fc
    .record({
      size: fc.integer({ min: 1, max: 100_000 }),
      sampled: fc.nat(2000),
      living: fc.nat(1000),
      unobserved: fc.nat(1000),
    })
    .map(({ size, sampled, living, unobserved }) => {
      const looked = Math.min(size, sampled)
      const found = Math.floor((looked * living) / 1000)
      return {
        size,
        sampled: looked,
        living: found,
        engaged: 0,
        unobserved: Math.floor(((looked - found) * unobserved) / 1000),
      }
    })
  fc.assert(
    fc.property(fc.array(stratum, { minLength: 1, maxLength: 6 }), (strata) => {
      const { raw, numbers, exact } = audienceOf(strata)
      for (const { count, low, high } of Object.values(numbers ?? {})) {
        assert.ok(0 <= low && low <= count && count <= high && high <= raw)
        if (exact) assert.equal(low, high)
      }
    }),
  )
})

const silent: ObservedAccount = {
  daysHere: 300,
  posts: 0,
  addressing: 0,
  addressedBy: 0,
  boosts: 0,
  favourites: 0,
  followers: 3,
  following: 40,
  repeated: 0,
  arrivedInBurst: 0,
  joinedSameDay: 0,
}
const told = (account: Partial<ObservedAccount>) => {
  const { signs, counterSigns } = signsOf({ ...silent, ...account })
  return { signs: signs.map(({ what }) => what), counterSigns: counterSigns.map(({ what }) => what) }
}

test('a newcomer with three followers has no sign against them', () => {
  assert.deepEqual(told({ daysHere: 2 }), { signs: [], counterSigns: ['newcomer'] })
})

test('signs stand beside counter-signs, and neither is weighed', () => {
  const bought = told({ following: 4000, arrivedInBurst: 412, joinedSameDay: 60 })
  assert.deepEqual(bought.signs, [
    'never_posted',
    'follows_many_followed_by_few',
    'arrived_in_burst',
    'joined_with_others',
  ])
  const viral = told({ posts: 40, addressing: 12, addressedBy: 9, arrivedInBurst: 412 })
  assert.deepEqual(viral, {
    signs: ['arrived_in_burst'],
    counterSigns: ['posts', 'addresses_people', 'addressed_by_people'],
  })
  const { signs, counterSigns } = signsOf({ ...silent, posts: 9 })
  assert.ok([...signs, ...counterSigns].every(({ points }) => points === 0))
})

test('who only reads, who came with a starter pack, and who woke up after years are described, not judged', () => {
  // Reading and logging in are nothing that anybody sees: what is left of a reader is silence, and that is what is said.
  assert.deepEqual(told({}), { signs: ['never_posted'], counterSigns: [] })
  assert.deepEqual(told({ favourites: 3 }), { signs: ['never_posted'], counterSigns: ['favourites'] })
  const starterPack = told({ daysHere: 3, posts: 2, following: 80, arrivedInBurst: 90, joinedSameDay: 30 })
  assert.deepEqual(starterPack.signs, ['arrived_in_burst', 'joined_with_others'])
  assert.deepEqual(starterPack.counterSigns, ['newcomer', 'posts'])
  const hijacked = told({ daysHere: 3_000, posts: 400, repeated: 390, followers: 900 })
  assert.deepEqual(hijacked, { signs: ['never_addresses', 'repeats_posts'], counterSigns: ['posts', 'followed'] })
})

test('bots that mention each other gain a counter-sign, and keep the signs they have', () => {
  const { signs, counterSigns } = told({
    posts: 60,
    addressing: 60,
    addressedBy: 5,
    repeated: 50,
    following: 2_000,
    joinedSameDay: 40,
  })
  assert.deepEqual(signs, ['follows_many_followed_by_few', 'repeats_posts', 'joined_with_others'])
  assert.deepEqual(counterSigns, ['posts', 'addresses_people', 'addressed_by_people'])
})

test('what is not observed is no sign', () => {
  const remote = signsOf({
    ...silent,
    posts: undefined,
    boosts: undefined,
    followers: undefined,
    addressing: undefined,
    following: 9000,
  })
  assert.deepEqual(remote.signs, [])
  assert.deepEqual(remote.unknown, ['posts', 'addressing', 'boosts', 'followers'])
})
