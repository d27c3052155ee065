import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { conversationsIn, type Side, stageOf, stages, type Turn } from './stage.ts'

let next = 100
const turn = (author: Side, at: number, parentAuthor?: Turn['parentAuthor'], thread = 'a'): Turn => ({
  post: String(next++),
  author,
  at,
  parentAuthor,
  thread,
})
const stageAfter = (turns: readonly Turn[], rest: Partial<Parameters<typeof stageOf>[0]> = {}) =>
  stageOf({ followedAt: 0, turns, theirsObserved: true, met: {}, ...rest })

test('a follow goes from the rose to having met, each step with its date and post', () => {
  const turns = [turn('me', 10), turn('them', 20, 'me'), turn('me', 30, 'them')]
  const { stage, steps } = stageAfter(turns, { met: { me: 40, them: 50 } })
  assert.equal(stage, 'met')
  assert.deepEqual(steps, [
    { stage: 'rose', at: 0, post: undefined, by: 'me' },
    { stage: 'first_word', at: 10, post: turns[0]!.post, by: 'me' },
    { stage: 'answered', at: 20, post: turns[1]!.post, by: 'them' },
    { stage: 'conversation', at: 30, post: turns[2]!.post, by: 'both' },
    { stage: 'met', at: 50, post: undefined, by: 'both' },
  ])
})

test('without follow and word there is no stage, one side cannot have met alone', () => {
  assert.deepEqual(stageAfter([], { followedAt: undefined, met: { me: 5 } }), {
    stage: 'none',
    steps: [],
    unobserved: [],
  })
  assert.equal(stageAfter([], { met: { them: 5 } }).stage, 'rose')
})

test('where they spoke first, my first word is the answer', () => {
  const theirs = turn('them', 10)
  assert.equal(stageAfter([theirs]).stage, 'rose')
  const mine = turn('me', 20, 'them')
  const { stage, steps } = stageAfter([theirs, mine])
  assert.equal(stage, 'answered')
  assert.deepEqual(steps.at(-1), { stage: 'answered', at: 20, post: mine.post, by: 'me' })
  assert.equal(stageAfter([theirs, mine, turn('them', 30, 'me')]).stage, 'conversation')
})

test('posts under one’s own, other threads and answers to a third person are no turns of a conversation', () => {
  assert.equal(stageAfter([turn('me', 1), turn('me', 2, 'me'), turn('them', 3, 'me')]).stage, 'answered')
  const threads = [turn('me', 1), turn('them', 2, 'me'), turn('me', 3, undefined, 'b')]
  assert.equal(stageAfter(threads).stage, 'answered')
  const crowd = [turn('me', 1), turn('them', 2, 'other'), turn('me', 3, 'other'), turn('them', 4, 'other')]
  assert.equal(stageAfter(crowd).stage, 'answered')
})

test('what cannot be observed is not called missing', () => {
  assert.deepEqual(stageAfter([turn('me', 1)], { theirsObserved: false }).unobserved, [
    'answered',
    'conversation',
    'met',
  ])
  const seen = stageAfter([turn('me', 1), turn('them', 2, 'me')], { theirsObserved: false })
  assert.equal(seen.stage, 'answered')
  assert.deepEqual(seen.unobserved, ['conversation', 'met'])
})

const turnsArbitrary = fc
  .array(
    fc.record({
      author: fc.constantFrom<Side>('me', 'them'),
      at: fc.integer({ min: 0, max: 40 }),
      parentAuthor: fc.constantFrom<Turn['parentAuthor']>('me', 'them', 'other', undefined),
      thread: fc.constantFrom('a', 'b'),
    }),
    { maxLength: 12 },
  )
  .map((turns) => turns.map((one, index) => ({ ...one, post: String(index + 1) })))

test('the order in which posts are told does not matter, and a deleted post never brings a later stage', () => {
  fc.assert(
    fc.property(turnsArbitrary, fc.nat(), (turns, seed) => {
      const whole = stageAfter(turns)
      assert.deepEqual(stageAfter(turns.toReversed()), whole)
      const order = whole.steps.map(({ stage }) => stages.indexOf(stage))
      assert.deepEqual(order, order.toSorted())
      const without = turns.filter((_, index) => index !== seed % Math.max(1, turns.length))
      assert.ok(stages.indexOf(stageAfter(without).stage) <= stages.indexOf(whole.stage))
    }),
    { numRuns: 1000 },
  )
})

test('deleting the third turn takes the conversation back', () => {
  const turns = [turn('me', 1), turn('them', 2, 'me'), turn('me', 3, 'them')]
  assert.equal(conversationsIn(turns).length, 1)
  assert.equal(stageAfter(turns.slice(0, 2)).stage, 'answered')
  assert.equal(stageAfter(turns.slice(0, 1)).stage, 'first_word')
})
