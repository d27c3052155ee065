/** The failure list of the two-way score: whom it must not mistake for whom. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { effectivePartners, type PersonTalk, twoWayScore } from './two-way.ts'

const place = { answerRate: 500, others: 200 }
const equalPartners = (length: number, share = 3000) => Array.from({ length }, () => ({ out: share, in: share }))
const friend: PersonTalk = {
  addressedBy: 30,
  answered: 25,
  posts: 120,
  addressing: 70,
  exchanges: 60,
  repeatedExchanges: 0,
  partners: equalPartners(14),
  weeksTalked: 11,
  weeksHere: 12,
  daysHere: 400,
  selfLinks: 0,
}
const score = (talk: Partial<PersonTalk>, where = place) => twoWayScore({ ...friend, ...talk }, where)
const nobody = { addressedBy: 0, answered: 0, partners: [], weeksTalked: 0, exchanges: 0 }

test('somebody who answers many people in most weeks converses', () => {
  const { band, reading, counterEvidence } = score({})
  assert.equal(band, 'conversational')
  assert.equal(reading, 'converses')
  assert.deepEqual(counterEvidence, [])
})

test('a hub who answers 50 a day of 100,000 converses, one who answers nobody broadcasts', () => {
  const hub = { addressedBy: 100_000, posts: 4200, addressing: 4200, exchanges: 4200, weeksTalked: 12 }
  assert.equal(score({ ...hub, answered: 4000, partners: equalPartners(1000, 1000) }).band, 'conversational')
  const stage = score({
    addressedBy: 100_000,
    answered: 3,
    posts: 900,
    addressing: 10,
    exchanges: 3,
    partners: equalPartners(3),
    weeksTalked: 2,
  })
  assert.equal(stage.band, 'broadcast')
  assert.ok(stage.parts.answerInterval.high < 0.001)
})

test('a newspaper broadcasts; its role and links are said, never punished', () => {
  const paper = { ...nobody, addressedBy: 60, posts: 600, addressing: 0 }
  const plain = score(paper)
  const declared = score({ ...paper, role: 'news', selfLinks: 590 })
  assert.equal(plain.band, 'broadcast')
  assert.equal(plain.reading, 'broadcasts')
  assert.equal(declared.value, plain.value)
  assert.deepEqual(
    declared.evidence
      .filter(({ what }) => what === 'role_news' || what === 'own_links')
      .map(({ count, points }) => [count, points]),
    [
      [590, 0],
      [1, 0],
    ],
  )
})

test('who names thousands and is answered by nobody does not converse', () => {
  const { band, reading } = score({ ...nobody, posts: 5000, addressing: 5000 })
  assert.equal(band, 'broadcast')
  assert.equal(reading, 'addresses_unanswered')
})

test('nobody broadcasts on thin evidence: ordinary people, a photographer, who is hardly ever called', () => {
  const town = { answerRate: 740, others: 110 }
  const few = { partners: equalPartners(2, 1000), weeksTalked: 1 }
  const seldom = { ...few, addressedBy: 10, answered: 5, posts: 73, addressing: 15, exchanges: 4 }
  const photographer = { ...few, addressedBy: 6, answered: 2, posts: 60, addressing: 2, exchanges: 1 }
  for (const talk of [seldom, photographer]) {
    const { band, value, reading } = score(talk, town)
    assert.deepEqual([band, reading], ['mixed', 'talks_with_few'])
    assert.ok(value <= -700)
  }
  const uncalled = score({ ...nobody, posts: 63, addressing: 1 }, town)
  assert.deepEqual([uncalled.band, uncalled.reading], ['unknown', 'too_little'])
  const answering = { ...few, addressedBy: 5, answered: 4, posts: 113, addressing: 13, exchanges: 1 }
  assert.equal(score(answering, town).band, 'mixed')
  const called = { ...nobody, addressedBy: 6, posts: 60, addressing: 1 }
  assert.equal(score(called, town).band, 'broadcast')
  assert.equal(score({ ...called, posts: 40 }, town).band, 'unknown')
  assert.equal(score({ ...called, addressedBy: 12, posts: 40 }, town).band, 'broadcast')
  assert.equal(score({ ...called, addressedBy: 2 }, town).band, 'unknown')
  assert.equal(score({ ...called, exchanges: undefined }, town).band, 'mixed')
})

test('a customer service converses; one answer copied to everyone counts once', () => {
  const service: Partial<PersonTalk> = {
    addressedBy: 80,
    answered: 79,
    posts: 300,
    addressing: 300,
    exchanges: 290,
    role: 'service',
    partners: equalPartners(79, 1000),
  }
  const served = score(service)
  assert.equal(served.band, 'conversational')
  assert.ok(score({ ...service, repeatedExchanges: 285 }).value < served.value - 500)
})

test('five accounts that only answer each other are held back by how few they are', () => {
  const ring = score({
    addressedBy: 4,
    answered: 4,
    posts: 400,
    addressing: 390,
    exchanges: 390,
    partners: equalPartners(4, 90_000),
    weeksTalked: 4,
    weeksHere: 4,
    daysHere: 28,
    partnersOfSameDay: 4,
  })
  assert.notEqual(ring.band, 'conversational')
  assert.equal(ring.reading, 'talks_with_few')
  assert.ok(ring.counterEvidence.some(({ what }) => what === 'few_partners'))
})

test('a newcomer and a lurker are unknown, with no points at all', () => {
  const newcomer = score({ ...nobody, posts: 3, addressing: 2, daysHere: 4, weeksHere: 1 })
  assert.deepEqual([newcomer.band, newcomer.reading, newcomer.value], ['unknown', 'newcomer', 0])
  const lurker = score({ ...nobody, posts: 1, addressing: 0, daysHere: 900 })
  assert.deepEqual([lurker.band, lurker.reading, lurker.value], ['unknown', 'lurker', 0])
  assert.equal(score({ ...nobody, posts: 19, daysHere: 900 }).reading, 'too_little')
  assert.notEqual(score({ ...nobody, posts: 20, exchanges: 1 }).band, 'unknown')
})

test('who writes for followers only is unknown, however many call: a private account does not broadcast', () => {
  const closed = score({ ...nobody, addressedBy: 4, posts: 0, addressing: 0, daysHere: 900 })
  assert.deepEqual([closed.band, closed.value], ['unknown', 0])
  const called = score({ ...nobody, addressedBy: 9, posts: 0, addressing: 0, daysHere: 900 })
  assert.deepEqual([called.band, called.reading], ['unknown', 'lurker'])
})

test('with two and with five people, talking with everybody there is enough', () => {
  assert.equal(
    score({ addressedBy: 1, answered: 1, partners: equalPartners(1) }, { answerRate: 500, others: 1 }).band,
    'conversational',
  )
  assert.equal(
    score({ addressedBy: 4, answered: 4, partners: equalPartners(4) }, { answerRate: 500, others: 4 }).band,
    'conversational',
  )
})

test('what cannot be observed is named and weighs nothing', () => {
  const { unknown, evidence, counterEvidence } = score({ partners: undefined, weeksTalked: undefined })
  assert.deepEqual(unknown, ['partners', 'regularity'])
  const lines: string[] = [...evidence, ...counterEvidence].map(({ what }) => what)
  assert.ok(!lines.includes('partners') && !lines.includes('regularity') && !lines.includes('few_partners'))
})

test('partners count by what passed both ways', () => {
  assert.equal(effectivePartners([]), 0)
  assert.equal(effectivePartners([{ out: 9000, in: 0 }]), 0)
  assert.ok(Math.abs(effectivePartners(equalPartners(10)) - 10) < 1e-9)
  assert.ok(effectivePartners([{ out: 9000, in: 9000 }, ...equalPartners(9, 10)]) < 1.2)
})

const talkArbitrary = fc
  .record({
    addressedBy: fc.nat(3000),
    answeredShare: fc.nat(1000),
    posts: fc.nat(3000),
    exchangeShare: fc.nat(1000),
    partners: fc.array(fc.record({ out: fc.nat(9000), in: fc.nat(9000) }), { maxLength: 40 }),
    weeksTalked: fc.nat(12),
  })
  .map(({ answeredShare, exchangeShare, ...talk }) => ({
    ...friend,
    ...talk,
    answered: Math.floor((talk.addressedBy * answeredShare) / 1000),
    addressing: talk.posts,
    exchanges: Math.floor((talk.posts * exchangeShare) / 1000),
  }))

test('lines sum to the value exactly; more answers never lower it', () => {
  fc.assert(
    fc.property(talkArbitrary, (talk) => {
      const result = twoWayScore(talk, place)
      const lines = [...result.evidence, ...result.counterEvidence]
      assert.equal(
        lines.reduce((sum, { points }) => sum + points, 0),
        result.value,
      )
      assert.ok(lines.every(({ points }) => Number.isInteger(points)))
      if (talk.answered === talk.addressedBy) return
      assert.ok(twoWayScore({ ...talk, answered: talk.answered + 1 }, place).value >= result.value - 1)
    }),
  )
})
