/** The failure list of interest and drift: what must not be mistaken for a change of interests. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mulberry } from '../../tests/burst-worlds.ts'
import { dayMs } from './acts.ts'
import { driftOf } from './drift.ts'
import { type InterestFacts, interestIn, weighInterest } from './interest.ts'
import { featuresOf, languageOf, likeness, plainWords, raritiesOf, textKey, type Writing, wordsOf } from './words.ts'

const common =
  'the a and of to in is it was for on with as at by this that from but not you we they have so if what how'.split(' ')
const german =
  'der die und in den von zu das mit sich des auf ist im dem nicht ein eine als auch es an werden aus er hat'.split(' ')
const topics = {
  garden: 'soil tomato seed garden compost bed harvest rain frost pruning rose hedge lawn beetle spade'.split(' '),
  trains: 'train rail station platform locomotive timetable carriage signal track freight tunnel line express'.split(
    ' ',
  ),
  code: 'compiler type function bug commit branch release test server query index thread cache loop kernel'.split(' '),
  chess: 'pawn bishop rook opening endgame gambit knight board tournament checkmate castling clock queen'.split(' '),
}
type Topic = keyof typeof topics

function writings(seed: number, topic: Topic | Topic[], count: number, fromDay: number, language = 'en'): Writing[] {
  const random = mulberry(seed)
  const one = <Item>(from: readonly Item[]) => from[Math.floor(random() * from.length)]!
  return Array.from({ length: count }, (_, index) => {
    const words = topics[one([topic].flat())]
    const filler = language === 'de' ? german : common
    const text = Array.from({ length: 8 + Math.floor(random() * 10) }, () =>
      random() < 0.6 ? one(filler) : one(words),
    )
    return { post: `${seed}${index}`, at: (fromDay + (index / count) * 90) * dayMs, text: text.join(' '), language }
  })
}

const everyTopic: Topic[] = ['garden', 'trains', 'code', 'chess']
const authors = Array.from({ length: 60 }, (_, index) => writings(500 + index, everyTopic[index % 4]!, 25, 500))
const facts = (change: Partial<InterestFacts> = {}): InterestFacts => ({
  mine: { recent: writings(1, 'garden', 60, 500), before: writings(2, 'garden', 60, 0) },
  theirs: { recent: writings(3, 'garden', 60, 500), before: writings(4, 'garden', 60, 0) },
  others: authors.map((texts) => featuresOf(texts.map(({ text }) => text))),
  usualWords: wordsOf(authors.flat().map(({ text }) => text)),
  delivered: 60,
  reactions: 12,
  reactedPosts: [],
  usualReactions: 100,
  strongTie: false,
  kept: false,
  ...change,
})
const dull = { theirs: { recent: writings(5, 'code', 60, 500), before: writings(6, 'garden', 60, 0) }, reactions: 0 }

test('who writes what I turn to is interesting, and the words say why', () => {
  const { band, words, evidence, value } = interestIn(facts())
  assert.equal(band, 'interesting')
  assert.ok(words.length > 0 && words.every(({ word }) => topics.garden.includes(word)))
  assert.equal(
    evidence.reduce((sum, { points }) => sum + points, 0),
    value,
  )
})

test('uninteresting takes low fit, few reactions and twenty delivered posts; a strong tie and keeping win', () => {
  // Where half the others write of what I turn to.
  const others = facts().others.filter((_, index) => index % 4 < 2)
  const far = { ...dull, others }
  assert.equal(interestIn(facts(far)).band, 'uninteresting')
  assert.equal(interestIn(facts({ ...far, reactions: 9 })).band, 'mixed')
  assert.equal(interestIn(facts({ ...far, delivered: 19 })).band, 'mixed')
  assert.equal(interestIn(facts({ ...far, kept: true })).band, 'mixed')
  const friend = interestIn(facts({ ...far, strongTie: true }))
  assert.equal(friend.band, 'interesting')
  const lines = [...friend.evidence, ...friend.counterEvidence]
  assert.equal(
    lines.reduce((sum, { points }) => sum + points, 0),
    friend.value,
  )
  assert.ok(friend.value >= 1000)
})

test('a fit told from few texts is chance as well, and makes nobody uninteresting', () => {
  const reading = { fit: -650, unknown: [] }
  const acts = { delivered: 60, reactions: 0, reactedPosts: [], usualReactions: 100, strongTie: false, kept: false }
  assert.equal(weighInterest({ ...reading, texts: 26 }, acts).band, 'mixed')
  assert.equal(weighInterest({ ...reading, texts: 200 }, acts).band, 'uninteresting')
  assert.equal(
    weighInterest({ ...reading, texts: 26 }, acts).value,
    weighInterest({ ...reading, texts: 200 }, acts).value,
  )
})

test('it says whether they moved or I did', () => {
  const they = interestIn(facts(dull)).change
  assert.deepEqual([they.band, they.moved], ['apart', 'they'])
  const mine = { recent: writings(7, 'chess', 60, 500), before: writings(8, 'garden', 60, 0) }
  const i = interestIn(facts({ mine })).change
  assert.deepEqual([i.band, i.moved], ['apart', 'i'])
  assert.deepEqual([interestIn(facts()).change.band, interestIn(facts()).change.moved], ['steady', undefined])
})

test('three posts, pictures alone and too few others are unknown', () => {
  const few = interestIn(facts({ theirs: { recent: writings(3, 'garden', 3, 500), before: [] } }))
  assert.deepEqual([few.band, few.unknown], ['unknown', ['few_posts']])
  const pictures = writings(3, 'garden', 60, 500).map((writing) => ({ ...writing, text: 'https://pictures.example/1' }))
  const painter = interestIn(facts({ theirs: { recent: pictures, before: pictures } }))
  assert.deepEqual([painter.band, painter.unknown], ['unknown', ['pictures']])
  assert.equal(interestIn(facts({ others: [] })).band, 'unknown')
  assert.deepEqual(driftOf({ before: pictures, recent: pictures }).unknown, ['pictures'])
})

test('another language is told as that, not as drift', () => {
  const theirs = { recent: writings(9, 'garden', 60, 500, 'de'), before: writings(10, 'garden', 60, 0) }
  const drift = driftOf(theirs)
  assert.deepEqual([drift.band, drift.languages], ['language_switch', { before: 'en', recent: 'de' }])
  assert.equal(interestIn(facts({ theirs })).change.band, 'language_switch')
})

test('who writes in two languages is compared within one', () => {
  const both = (seed: number, day: number) => [
    ...writings(seed, 'garden', 40, day),
    ...writings(seed + 1, 'garden', 40, day, 'de'),
  ]
  assert.equal(driftOf({ before: both(20, 0), recent: both(30, 500) }).band, 'steady')
})

test('a moved interest is drift, with the words that came and went', () => {
  const { band, came, went, value, evidence, counterEvidence } = driftOf(dull.theirs)
  assert.equal(band, 'moved')
  assert.ok(
    came.some(({ word }) => topics.code.includes(word)) && went.some(({ word }) => topics.garden.includes(word)),
  )
  assert.equal(
    [...evidence, ...counterEvidence].reduce((sum, { points }) => sum + points, 0),
    value,
  )
})

test('the same interests, one week of something else and what comes back every year are none', () => {
  for (let seed = 100; seed < 120; seed++) {
    const stream = {
      before: writings(seed, ['garden', 'trains'], 60, 0),
      recent: writings(seed + 50, ['garden', 'trains'], 60, 500),
    }
    assert.notEqual(driftOf(stream).band, 'moved', `seed ${seed}`)
  }
  const cup = writings(40, 'chess', 60, 500).map((writing, index) => ({ ...writing, at: (540 + index / 60) * dayMs }))
  const event = { before: writings(41, 'garden', 60, 0), recent: [...writings(42, 'garden', 60, 500), ...cup] }
  assert.equal(driftOf(event).band, 'steady')
  const season = { before: writings(43, 'garden', 60, 0), recent: writings(44, 'chess', 60, 500) }
  assert.equal(driftOf(season).band, 'moved')
  assert.equal(driftOf({ ...season, yearAgo: writings(45, 'chess', 60, 135) }).band, 'returned')
})

test('one text posted again and again is one text', () => {
  const copied = writings(50, 'code', 1, 500)
  const spam = Array.from({ length: 60 }, (_, index) => ({
    ...copied[0]!,
    post: `${index}`,
    at: (500 + index) * dayMs,
  }))
  assert.deepEqual(driftOf({ before: writings(51, 'garden', 60, 0), recent: spam }).unknown, ['repeated_posts'])
  assert.equal(textKey('Buy NOW! https://a.example/1'), textKey('@you buy now https://b.example/2'))
  assert.notEqual(textKey('buy now'), textKey('buy later'))
})

test('texts of any script are near to their like', () => {
  const same = [
    ['東京の桜が咲きました', '桜が東京で咲いた', '今日は会議が長かった'],
    ['ذهبت إلى السوق اليوم', 'كنت في السوق اليوم', 'المباراة كانت رائعة'],
    ['วันนี้ฝนตกหนักมาก', 'ฝนตกหนักทั้งวัน', 'ชอบกินข้าวผัด'],
    ['Сегодня в саду цвели розы', 'розы в саду', 'поезд опоздал на час'],
  ] as const
  const rarities = raritiesOf(same.flat().map((text) => featuresOf([text])))
  for (const [one, like, unlike] of same) {
    const of = (text: string) => featuresOf([text])
    assert.ok(likeness(of(one), of(like), rarities) > likeness(of(one), of(unlike), rarities) + 0.1, one)
  }
  assert.ok(wordsOf(['東京の桜', '東京の桜が咲いた']).has('東京'))
  assert.equal(languageOf({ post: '1', at: 0, text: 'Сегодня' }), 'script:Cyrillic')
})

test('addresses and mentions are no words, hashtags are', () => {
  assert.equal(plainWords('Hi @mara@town.example, see HTTPS://x.example/y #Roses'), 'hi , see #roses')
  assert.deepEqual([...wordsOf(['#Roses are red 12']).keys()], ['#roses', 'are', 'red'])
})
