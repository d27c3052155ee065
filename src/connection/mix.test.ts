import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mixOfPerson, mixOfTie } from './mix.ts'

test('a chain of three turns is discourse, other words are chatter', () => {
  const turns = [
    { post: '1', author: 'me', at: 1, thread: 'a' },
    { post: '2', author: 'them', at: 2, parentAuthor: 'me', thread: 'a' },
    { post: '3', author: 'me', at: 3, parentAuthor: 'them', thread: 'a' },
    { post: '4', author: 'me', at: 4, thread: 'b' },
  ] as const
  const { counts, shares } = mixOfTie({ favourites: 2, boosts: 2, boostsOfLinks: 1, turns, met: true })
  assert.deepEqual(counts, { encouragement: 2, discourse: 3, shared_information: 1, highlights: 1, chatter: 1 })
  assert.deepEqual(shares, {
    encouragement: 250,
    discourse: 375,
    shared_information: 125,
    highlights: 125,
    chatter: 125,
  })
})

test('shares sum to 1,000 exactly, and to nothing where nothing has passed', () => {
  const count = fc.nat({ max: 1_000_000 })
  fc.assert(
    fc.property(
      fc.record({ favourites: count, boosts: count, boostedLinkPosts: count, talk: count, turns: count }),
      (facts) => {
        const { shares, counts } = mixOfPerson({ ...facts, met: false })
        const total = Object.values(counts).reduce((sum, value) => sum + value, 0)
        const sum = Object.values(shares).reduce((all, value) => all + value, 0)
        assert.equal(sum, total === 0 ? 0 : 1000)
        assert.ok(Object.values(shares).every((share) => Number.isInteger(share) && share >= 0))
      },
    ),
  )
})
