import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { AccountId } from '../platform/ids.ts'
import { firstState, givenReasons, mostFollows, statDeltas, whoFollowedFirst } from './follow.ts'

const accountId = fc.integer({ min: 1, max: 6 }).map((id) => id as AccountId)
const pairs = fc.array(fc.record({ follower_id: accountId, followee_id: accountId }), { maxLength: 30 })

test('counts change by one sum per account, by ascending account', () => {
  fc.assert(
    fc.property(pairs, fc.constantFrom(1 as const, -1 as const), (follows, change) => {
      const deltas = statDeltas(follows, change)
      const ids = deltas.map((delta) => delta.accountId)
      assert.deepEqual(
        ids,
        [...new Set(ids)].toSorted((a, b) => a - b),
      )
      for (const { accountId: id, followers, following } of deltas) {
        assert.equal(followers, follows.filter((follow) => follow.followee_id === id).length * change || 0)
        assert.equal(following, follows.filter((follow) => follow.follower_id === id).length * change || 0)
      }
      assert.ok(follows.every((follow) => ids.includes(follow.follower_id) && ids.includes(follow.followee_id)))
    }),
  )
})

test('one may follow 7,500 people, and more when a tenth fewer follow back', () => {
  assert.equal(mostFollows(0), 7_500)
  assert.equal(mostFollows(6_818), 7_500)
  assert.equal(mostFollows(10_000), 11_000)
})

test('locked people are asked, and limited people ask', () => {
  assert.equal(firstState({ silenced_at: null }, { locked: false }), 'accepted')
  assert.equal(firstState({ silenced_at: null }, { locked: true }), 'requested')
  assert.equal(firstState({ silenced_at: new Date(0) }, { locked: false }), 'requested')
})

test('nobody followed first until both have', () => {
  assert.equal(whoFollowedFirst(null, false), undefined)
  assert.equal(whoFollowedFirst(null, true), 'me')
  assert.equal(whoFollowedFirst(new Date(0), true), 'them')
  assert.equal(whoFollowedFirst(new Date(0), false), 'them')
})

test('a person cannot say that they imported a follow', () => {
  assert.ok(!(givenReasons as readonly string[]).includes('imported'))
  assert.ok(givenReasons.includes('met'))
})
