import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ActType, actTypes, type HourCount, hourMs, type PersonFacts, type TieFacts } from './acts.ts'
import { shippedModel } from './model.ts'
import type { Result } from './result.ts'
import { bandOf, scoreTie } from './strength.ts'

const now = Date.UTC(2026, 0, 15)
const person: PersonFacts = { addressedBy: 12, answered: 8, talkedTo: 10, actedOnBy: 30, actedOn: 20, days: [] }
const daysAgo = (days: number, type: ActType, count = 1, share = 1000 * count): HourCount => ({
  hour: Math.floor(now / hourMs) - days * 24,
  type,
  count,
  share,
})
const between = (out: HourCount[], back: HourCount[] | undefined): TieFacts => ({
  out,
  in: back,
  me: person,
  them: person,
})
const outValue = (facts: TieFacts) => scoreTie(shippedModel, facts, now).out.value

const hourCounts = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 400 }),
    type: fc.constantFrom(...actTypes),
    count: fc.integer({ min: 1, max: 30 }),
  }),
  { maxLength: 20 },
)
const people = fc.record({
  addressedBy: fc.nat(1000),
  answered: fc.nat(1000),
  talkedTo: fc.nat(1000),
  actedOnBy: fc.nat(5000),
  actedOn: fc.nat(5000),
  days: fc.array(
    fc.record({
      day: fc.integer({ min: 20440, max: 20467 }),
      talkOut: fc.nat(50),
      actsOut: fc.nat(50),
      talkIn: fc.nat(50),
      actsIn: fc.nat(50),
    }),
    { maxLength: 10 },
  ),
})
const ties = fc
  .record({ out: hourCounts, back: fc.option(hourCounts, { nil: undefined }), me: people, them: people })
  .map(
    ({ out, back, me, them }): TieFacts => ({
      out: out.map(({ days, type, count }) => daysAgo(days, type, count)),
      in: back?.map(({ days, type, count }) => daysAgo(days, type, count)),
      me: { ...me, answered: Math.min(me.answered, me.addressedBy) },
      them: { ...them, answered: Math.min(them.answered, them.addressedBy) },
    }),
  )

function assertSums(result: Result) {
  const lines = [...result.evidence, ...result.counterEvidence]
  assert.equal(
    lines.reduce((sum, { points }) => sum + points, 0),
    result.value,
  )
  assert.ok(lines.every(({ points }) => Number.isInteger(points)))
  assert.ok(result.evidence.every(({ points }) => points >= 0))
  assert.ok(result.counterEvidence.every(({ points }) => points < 0))
}

test('the lines of any tie sum exactly to its score', () => {
  fc.assert(
    fc.property(ties, (facts) => {
      const { out, in: back } = scoreTie(shippedModel, facts, now)
      assertSums(out)
      if (back) assertSums(back)
      assert.equal(back === undefined, facts.in === undefined)
      assert.ok(out.probability >= 0 && out.probability <= 1000)
    }),
  )
})

test('the order in which acts are listed changes nothing', () => {
  fc.assert(
    fc.property(ties, (facts) => {
      const turned = { ...facts, out: facts.out.toReversed(), in: facts.in?.toReversed() }
      assert.deepEqual(scoreTie(shippedModel, turned, now).band, scoreTie(shippedModel, facts, now).band)
      assert.equal(outValue(turned), outValue(facts))
    }),
  )
})

test('talking more, or longer, never lowers a lane', () => {
  fc.assert(
    fc.property(ties, fc.integer({ min: 1, max: 300 }), (facts, days) => {
      const more = { ...facts, out: [...facts.out, daysAgo(days, 'reply')] }
      const alone = (tie: TieFacts) =>
        scoreTie(shippedModel, tie, now)
          .out.evidence.concat(scoreTie(shippedModel, tie, now).out.counterEvidence)
          .filter(({ what }) => ['talk_recent', 'talk_long', 'talk_days', 'acts_long', 'last_talk'].includes(what))
          .reduce((sum, { points }) => sum + points, 0)
      assert.ok(alone(more) >= alone(facts))
    }),
  )
})

test('twenty people named in one post are not twenty talks', () => {
  const named = between([daysAgo(1, 'mention', 1, 50)], [])
  const addressed = between([daysAgo(1, 'mention', 1, 1000)], [])
  assert.ok(outValue(named) < outValue(addressed))
})

test('two hundred favourites in a minute are not friendship', () => {
  const burst = between([], [daysAgo(1, 'favourite', 200)])
  assert.equal(scoreTie(shippedModel, burst, now).band, 'one-way')
  const friends = between([daysAgo(3, 'reply'), daysAgo(1, 'reply')], [daysAgo(2, 'reply'), daysAgo(1, 'reply')])
  assert.ok(scoreTie(shippedModel, friends, now).in!.value > scoreTie(shippedModel, burst, now).in!.value)
})

test('boosting somebody by the hundred is no friendship either, and no talk', () => {
  const spam = between(
    [],
    Array.from({ length: 60 }, (_, day) => daysAgo(day + 1, 'boost', 20)),
  )
  const tie = scoreTie(shippedModel, spam, now)
  assert.equal(tie.band, 'one-way')
  assert.equal(tie.balance, undefined)
  assert.equal(tie.trend, 'unknown')
  const asked = between([], [daysAgo(3, 'reply'), daysAgo(1, 'reply')])
  assert.ok(scoreTie(shippedModel, asked, now).in!.value > tie.in!.value)
})

test('an act whose clock ran ahead counts as of now', () => {
  const ahead = between([daysAgo(-3, 'reply')], [])
  const justNow = between([daysAgo(0, 'reply')], [])
  assert.equal(outValue(ahead), outValue(justNow))
  assert.equal(scoreTie(shippedModel, ahead, now).trend, 'new')
})

test('an old friendship gone quiet is weak, never one-way, and never as if it had not been', () => {
  const old = between(
    [daysAgo(380, 'reply', 10), daysAgo(350, 'reply', 12)],
    [daysAgo(379, 'reply', 9), daysAgo(351, 'reply', 12)],
  )
  assert.equal(scoreTie(shippedModel, old, now).band, 'weak')
  assert.equal(scoreTie(shippedModel, old, now).trend, 'fading')
  assert.ok(outValue(old) > outValue(between([], [])))
})

test('what cannot be observed is said to be unknown, and is not silence', () => {
  const remote = between([daysAgo(2, 'reply', 3)], undefined)
  const silent = between([daysAgo(2, 'reply', 3)], [])
  const tie = scoreTie(shippedModel, remote, now)
  assert.equal(tie.band, 'unknown')
  assert.equal(tie.in, undefined)
  assert.equal(tie.balance, undefined)
  assert.equal(tie.answers.words, 'unknown')
  assert.deepEqual(tie.out.unknown, ['back'])
  assert.equal(scoreTie(shippedModel, silent, now).band, 'one-way')
})

test('a block ends a tie: nothing is guessed, the reason stands', () => {
  const ended = { ...between([daysAgo(1, 'reply', 5)], [daysAgo(1, 'reply', 5)]), ended: 'block' as const }
  const tie = scoreTie(shippedModel, ended, now)
  assert.equal(tie.ended, 'block')
  assert.equal(tie.out.value, 0)
  assert.equal(tie.out.probability, 0)
  assert.deepEqual(tie.out.evidence, [])
})

test('somebody whom many call and who answers nobody is told as such', () => {
  const silentHub = { ...person, addressedBy: 5000, answered: 3 }
  const answerer = { ...person, addressedBy: 50, answered: 45 }
  const said = [daysAgo(1, 'mention')]
  const hub = scoreTie(shippedModel, { out: said, in: [], me: person, them: silentHub }, now)
  const kind = scoreTie(shippedModel, { out: said, in: [], me: person, them: answerer }, now)
  assert.equal(hub.answers.newcomers, 'rarely')
  assert.equal(kind.answers.newcomers, 'often')
  assert.ok(kind.answers.probability! > hub.answers.probability!)
})

test('bands follow the weaker lane', () => {
  const regular = (type: ActType, days: number[]) => days.map((day) => daysAgo(day, type))
  const often = [1, 3, 5, 8, 11, 13, 15, 18]
  assert.equal(bandOf(between(regular('reply', often), regular('reply', often)), now), 'strong')
  assert.equal(bandOf(between(regular('reply', often), regular('reply', [1, 9])), now), 'warm')
  assert.equal(bandOf(between(regular('reply', often), regular('reply', [40])), now), 'weak')
  assert.equal(bandOf(between(regular('reply', often), []), now), 'one-way')
  assert.equal(bandOf(between(regular('mention', [1]), []), now), 'weak')
  assert.equal(bandOf(between([], []), now), 'unknown')
})
