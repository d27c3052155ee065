import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, type HourCount, hourMs } from '../connection/acts.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { marksOf, suggestionFor } from './marks.ts'
import { auditOf, type FollowFacts } from './verdicts.ts'

const now = new Date('2030-01-15T18:00:00Z')

/** Somebody I follow, with whom I wrote back and forth every other day until some days ago. */
function friendUntil(daysAgo: number, times = 45): FollowFacts {
  const lane = Array.from(
    { length: times },
    (_, index): HourCount => ({
      hour: Math.floor((now.getTime() - (daysAgo + 2 * index) * dayMs) / hourMs),
      type: 'reply',
      count: 1,
      share: 1000,
    }),
  )
  return {
    follow: 1 as Id,
    account: 2 as AccountId,
    followedAt: new Date(now.getTime() - 400 * dayMs),
    name: 'Frida',
    username: 'frida',
    domain: '',
    avatarKey: null,
    declared: undefined,
    reason: undefined,
    reasonText: '',
    reasonPost: undefined,
    followedBySince: undefined,
    followsMe: true,
    isMuted: false,
    volume: 'everything',
    kept: false,
    roles: [],
    lanes: { out: lane, in: lane },
    delivered: 0,
    measure: undefined,
    person: {
      value: 900,
      band: 'conversational',
      reading: 'converses',
      confidence: 'high',
      answers: 0,
      flow: 4,
      posts: 20,
      originals: 3,
      pictured: 0,
      selfLinks: 0,
      partners: 6,
    },
  }
}

function held(facts: FollowFacts) {
  const audited = auditOf(facts, { now, sinceHour: 0, deliveredAll: 0, reactionsAll: 0, usualReactions: 0 })
  const marks = marksOf(audited, { channel: undefined, tie: 0 }, { now: now.getTime(), following: 40 })
  return { band: audited.withMe.band, marks, suggestion: suggestionFor(audited, marks) }
}

test('a friendship that was strong has gone quiet while its band is still warm', () => {
  const { band, marks, suggestion } = held(friendUntil(70))
  assert.equal(band, 'warm')
  assert.ok(marks.includes('gone_quiet'))
  assert.ok(!marks.includes('quiet_friend'), 'a friend who writes little is one who still writes')
  assert.equal(suggestion, 'say_hello')
})

test('friends who wrote a month ago have not gone quiet, nor have two who never wrote much', () => {
  assert.ok(!held(friendUntil(30)).marks.includes('gone_quiet'))
  assert.ok(held(friendUntil(30)).marks.includes('quiet_friend'))
  assert.ok(!held(friendUntil(70, 2)).marks.includes('gone_quiet'))
})
