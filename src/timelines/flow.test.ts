import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wordsIn } from '../messages/words.ts'
import { dayMs } from '../platform/clock.ts'
import { flowOf } from './flow.ts'

const { costSentence } = wordsIn('en').unfollowing

const now = new Date('2026-03-01T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * dayMs)
const flow = (posts: number, days = 28) => flowOf(posts, daysAgo(days), now)

test('of less than a week nothing is said', () => {
  assert.equal(flow(100, 6.9), undefined)
  assert.equal(flowOf(3, undefined, now), undefined)
  assert.equal(costSentence({ theirs: undefined, channel: flow(99) }), 'Too new to tell how much would come.')
})

test('what is counted is spread over the days there were, four weeks at most', () => {
  assert.deepEqual(flow(252), { posts: 252, days: 28, perDay: 9 })
  assert.deepEqual(flow(30, 10), { posts: 30, days: 10, perDay: 3 })
  assert.deepEqual(flow(252, 400), { posts: 252, days: 28, perDay: 9 })
})

test('a number is said in the unit in which one can picture it', () => {
  const words = [0, 1, 4, 8, 27, 28, 252].map((posts) => costSentence({ theirs: flow(posts), channel: undefined }))
  assert.deepEqual(words, [
    'No post in the last 28 days.',
    'About 1 post a week.',
    'About 1 post a week.',
    'About 2 posts a week.',
    'About 1 post a day.',
    'About 1 post a day.',
    'About 9 posts a day.',
  ])
})

test('the price stands beside what there is already', () => {
  assert.equal(costSentence({ theirs: flow(252), channel: flow(3_360) }), 'About 9 posts a day; your channel has 120.')
  assert.equal(
    costSentence({ theirs: flow(8), channel: flow(8) }),
    'About 2 posts a week; your channel has about 2 posts a week.',
  )
  assert.equal(
    costSentence({ theirs: flow(8), channel: flow(924) }),
    'About 2 posts a week; your channel has about 33 posts a day.',
  )
  assert.equal(costSentence({ theirs: flow(252), channel: flow(0) }), 'About 9 posts a day.')
})
