import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { wordsIn } from '../messages/words.ts'
import { type Chosen, evaluateStrategy, ranges, ruleSentence, type StrategyFacts, strategyRules } from './strategy.ts'

const posts = fc.array(fc.constantFrom('1', '2', '3'), { maxLength: 3 })
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const anyFacts: fc.Arbitrary<StrategyFacts> = fc.record({
  name: fc.constant('Mara'),
  reason: optional(fc.record({ isStated: fc.boolean(), posts })),
  addressing: optional(
    fc.record({ weeks: fc.integer({ min: 0, max: 12 }), of: fc.integer({ min: 0, max: 12 }), posts }),
  ),
  writing: optional(fc.record({ posts: fc.nat(500), days: fc.integer({ min: 0, max: 28 }), newest: posts })),
  twoWay: fc.record({ band: fc.constantFrom('conversational', 'mixed', 'broadcast', 'unknown'), posts }),
  talk: optional(fc.record({ daysAgo: optional(fc.nat(400)), posts })),
  onlyBack: optional(fc.boolean()),
  interest: fc.record({ band: fc.constantFrom('interesting', 'mixed', 'uninteresting', 'unknown'), posts }),
})
const anyRules: fc.Arbitrary<Chosen[]> = fc
  .subarray([...strategyRules])
  .map((rules) => rules.map((rule) => ({ rule, value: ranges[rule]?.usual })))

test('every rule is answered with a sentence, in its order, and unknown where nothing is known', () => {
  fc.assert(
    fc.property(anyRules, anyFacts, (rules, facts) => {
      const answers = evaluateStrategy(wordsIn('en'), rules, facts)
      assert.deepEqual(
        answers.map(({ rule }) => rule),
        rules.map(({ rule }) => rule),
      )
      for (const { sentence, verdict } of answers) {
        assert.match(sentence, /^[A-Z].*\.$/)
        assert.ok(['holds', 'fails', 'unknown'].includes(verdict))
      }
      const nothing: StrategyFacts = {
        ...facts,
        reason: undefined,
        addressing: undefined,
        writing: undefined,
        talk: undefined,
        onlyBack: undefined,
        twoWay: { band: 'unknown', posts: [] },
        interest: { band: 'unknown', posts: [] },
      }
      for (const { verdict } of evaluateStrategy(wordsIn('en'), rules, nothing)) assert.equal(verdict, 'unknown')
    }),
  )
})

test('a larger number is kept more easily', () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(100), fc.nat(100), (facts, first, second) => {
      const [less, more] = [Math.min(first, second), Math.max(first, second)]
      for (const rule of ['at_most', 'talked_lately'] as const) {
        const [strict] = evaluateStrategy(wordsIn('en'), [{ rule, value: less }], facts)
        const [mild] = evaluateStrategy(wordsIn('en'), [{ rule, value: more }], facts)
        if (strict!.verdict === 'holds') assert.equal(mild!.verdict, 'holds')
        assert.equal(strict!.verdict === 'unknown', mild!.verdict === 'unknown')
      }
    }),
  )
})

test('rules say what they ask', () => {
  assert.equal(ruleSentence(wordsIn('en'), { rule: 'at_most', value: 1 }), 'At most 1 post a day.')
  assert.equal(ruleSentence(wordsIn('en'), { rule: 'talked_lately', value: 30 }), 'We have talked within 30 days.')
})
