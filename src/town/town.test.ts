import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { usernameProblem } from '../accounts/username.ts'
import { mostReasonCharacters } from '../follows/follow.ts'
import { profileLimits } from '../instance/instance.ts'
import { countCharacters, parseText } from '../platform/text.ts'
import { maxPostCharacters } from '../posts/post.ts'
import { createTown, type Town, type TownPost, townDays } from './town.ts'

const now = new Date('2026-11-01T18:00:00Z')
const dayMs = 86_400_000
const minuteMs = 60_000

/** Whom a post speaks to: the authors of what it answers and quotes, and whom it names. Counted from the posts alone. */
function addresseesOf(town: Town, post: TownPost): Set<string> {
  const named = parseText(post.text).mentions.map(({ username }) => username)
  const before = [post.parent, post.quoted].flatMap((place) => (place === undefined ? [] : town.posts[place]!.author))
  return new Set([...named, ...before].filter((name) => name !== post.author))
}

function countTalk(town: Town, from: string, to: string, isCounted: (post: TownPost) => boolean = () => true): number {
  return town.posts.filter((post) => post.author === from && isCounted(post) && addresseesOf(town, post).has(to)).length
}
const byAuthor = (town: Town, name: string) => town.posts.filter(({ author }) => author === name)
const share = <T>(all: readonly T[], isCounted: (one: T) => boolean) => all.filter(isCounted).length / all.length

describe('the planted town', () => {
  const { town, truths } = createTown({ seed: 'first', now })

  test('is the same for the same seed and time, and another one for another seed', () => {
    const written = JSON.stringify({ town, truths })
    assert.equal(JSON.stringify(createTown({ seed: 'first', now })), written)
    const other = createTown({ seed: 'second', now })
    assert.notEqual(JSON.stringify(other.town.posts), JSON.stringify(town.posts))
    const later = createTown({ seed: 'first', now: new Date(now.getTime() + dayMs) })
    assert.ok(later.town.posts.at(-1)!.at > now)
  })

  test('everything lies within the six months, in order, and after what it is about', () => {
    const start = now.getTime() - townDays * dayMs
    for (const [place, post] of town.posts.entries()) {
      assert.ok(post.at.getTime() >= start && post.at < now, `${post.at.toISOString()} of post ${place}`)
      if (place > 0) assert.ok(post.at > town.posts[place - 1]!.at)
      for (const before of [post.parent, post.quoted])
        if (before !== undefined) assert.ok(before < place && town.posts[before]!.visibility !== undefined)
    }
    for (const act of [...town.boosts, ...town.favourites]) assert.ok(act.at > town.posts[act.post]!.at && act.at < now)
    for (const { at, why } of town.follows) {
      assert.ok(at < now)
      if (why?.post !== undefined)
        assert.ok(town.posts[why.post]!.at < at, 'the post that led to a follow came before it')
    }
    assert.deepEqual(
      town.follows.map(({ at }) => at.getTime()),
      town.follows.map(({ at }) => at.getTime()).toSorted((a, b) => a - b),
    )
  })

  test('people have joined before they do anything, and only people of the town are named', () => {
    const joined = new Map(town.people.map(({ username, joinedAt }) => [username, joinedAt]))
    assert.equal(joined.size, town.people.length)
    for (const { username } of town.people) assert.equal(usernameProblem(username), undefined, username)
    for (const { author, at, text } of town.posts) {
      assert.ok(joined.get(author)! < at, `${author} posts before joining`)
      for (const { username } of parseText(text).mentions) assert.ok(joined.has(username), text)
    }
    for (const { follower, followee, at } of town.follows) {
      assert.ok(follower !== followee && joined.get(follower)! < at && joined.get(followee)! < at)
    }
  })

  test('every text is within the limits of the server, and every link leads to an example', () => {
    for (const { text } of town.posts) {
      assert.ok(text.trim() === text && text !== '' && !/[{}]|undefined| {2}/.test(text), text)
      assert.ok(countCharacters(text) <= maxPostCharacters, text)
      for (const link of parseText(text).links) assert.match(new URL(link).hostname, /(^|\.)example\.(org|com)$/)
    }
    for (const { displayName, bio, fields } of town.people) {
      assert.ok(countCharacters(displayName) <= profileLimits.displayName && countCharacters(bio) <= profileLimits.note)
      assert.ok(fields.length <= profileLimits.fields && !/[{}]/.test(bio), bio)
    }
    for (const { why } of town.follows) assert.ok((why?.ownWords ?? '').length <= mostReasonCharacters)
  })

  test('nobody favourites or boosts the same post twice, or their own, or boosts what is not for everybody', () => {
    const acts = [
      ...town.favourites.map(({ by, post }) => ({ key: `favourite ${by} ${post}`, by, post })),
      ...town.boosts.map(({ booster, post }) => ({ key: `boost ${booster} ${post}`, by: booster, post })),
    ]
    assert.equal(new Set(acts.map(({ key }) => key)).size, acts.length)
    for (const { by, post } of acts) assert.notEqual(by, town.posts[post]!.author)
    for (const { post } of town.boosts) assert.equal(town.posts[post]!.visibility, 'public')
  })

  test('reads like a town: answers, pictures, quotes, languages, nights', () => {
    const repliesShare = share(town.posts, ({ parent }) => parent !== undefined)
    assert.ok(repliesShare > 0.35 && repliesShare < 0.7, `share of replies ${repliesShare}`)
    assert.ok(town.posts.filter(({ quoted }) => quoted !== undefined).length > 50)
    assert.ok(
      town.posts.some(({ visibility }) => visibility === 'unlisted') &&
        town.posts.some(({ visibility }) => visibility === 'private'),
    )
    for (const language of ['en', 'de', 'es', 'fr', 'ja'])
      assert.ok(share(town.posts, (post) => post.language === language) > 0.005, language)
    assert.ok(share(town.posts, ({ at }) => at.getUTCHours() < 5) < 0.05, 'the town sleeps')
    const pictures = town.posts.flatMap((post) => post.pictures)
    assert.ok(pictures.length > 100 && pictures.every(({ description }) => description.length > 10))
  })

  test('nobody says within two days what was said before, and answers pick up what was asked', () => {
    const last = new Map<string, number>()
    const repeats: string[] = []
    const ordinary = new Set([...truths.ordinary, 'mara', 'noor', 'thea'])
    for (const { author, text, at } of town.posts) {
      if (!ordinary.has(author)) continue
      const words = text.replace(/@\S+ /g, '')
      if (at.getTime() - (last.get(words) ?? 0) < 2 * dayMs) repeats.push(text)
      last.set(words, at.getTime())
    }
    assert.ok(repeats.length / town.posts.length < 0.005, repeats.slice(0, 9).join('\n'))
    const wordsOf = (text: string) => new Set(text.toLowerCase().match(/\p{L}{4,}/gu))
    const pickUp = town.posts.filter(({ author, parent, language, text }) => {
      if (!ordinary.has(author) || parent === undefined || language !== 'en') return false
      return !wordsOf(text.replace(/@\S+ /g, '')).isDisjointFrom(wordsOf(town.posts[parent]!.text))
    })
    const english = town.posts.filter(
      ({ author, parent, language }) => ordinary.has(author) && parent !== undefined && language === 'en',
    )
    assert.ok(pickUp.length / english.length > 0.5, `${pickUp.length} of ${english.length}`)
  })

  test('Mara is lively, follows some, is followed by more, and owes one answer', () => {
    const { resident, openQuestion } = truths
    const following = town.follows.filter(({ follower }) => follower === resident)
    assert.ok(following.length >= 30 && following.length <= 40)
    assert.ok(Math.abs(town.follows.filter(({ followee }) => followee === resident).length - 60) <= 5)
    assert.ok(byAuthor(town, resident).length > 300)
    const question = town.posts[openQuestion.post]!
    assert.ok(
      question.author === openQuestion.by && addresseesOf(town, question).has(resident) && question.text.includes('?'),
    )
    assert.ok(!town.posts.some(({ parent }) => parent === openQuestion.post))
  })

  test('what was planted is there', () => {
    const talk = (from: string, to: string, isCounted?: (post: TownPost) => boolean) =>
      countTalk(town, from, to, isCounted)
    const [one, other] = truths.closeFriends
    assert.ok(talk(one, other) > 40 && talk(other, one) > 40)

    const { friend, of } = truths.quietFriend
    assert.ok(byAuthor(town, friend).filter(({ parent }) => parent === undefined).length < 30)
    assert.ok(talk(friend, of) > 15 && talk(of, friend) > 15)

    assert.equal(
      town.posts.filter((post) => post.author === truths.newspaper && addresseesOf(town, post).size > 0).length,
      0,
    )
    const praise = byAuthor(town, truths.promoter)
    assert.ok(share(praise, ({ text }) => text.includes('https://rex.example.com/')) > 0.9)
    assert.equal(praise.filter(({ parent }) => parent !== undefined).length, 0)

    const questions = town.posts.flatMap((post, place) =>
      addresseesOf(town, post).has(truths.service) && post.author !== truths.service ? place : [],
    )
    const answered = questions.filter((place) =>
      town.posts.some(
        ({ parent, author, at }) =>
          parent === place &&
          author === truths.service &&
          at.getTime() - town.posts[place]!.at.getTime() < 20 * minuteMs,
      ),
    )
    assert.ok(questions.length > 50 && answered.length / questions.length > 0.95)

    const ring = new Set(truths.ring)
    const inRing = town.posts.filter(({ author }) => ring.has(author)).flatMap((post) => [...addresseesOf(town, post)])
    assert.ok(inRing.length > 50 && inRing.every((name) => ring.has(name)))
    const ringDays = new Set(
      town.people
        .filter(({ username }) => ring.has(username))
        .map(({ joinedAt }) => joinedAt.toISOString().slice(0, 10)),
    )
    assert.equal(ringDays.size, 1)

    const newcomer = town.people.find(({ username }) => username === truths.newcomer)!
    assert.ok(now.getTime() - newcomer.joinedAt.getTime() < 7 * dayMs && byAuthor(town, truths.newcomer).length > 0)
    assert.equal(byAuthor(town, truths.lurker).length, 0)
    assert.ok(
      town.favourites.some(({ by }) => by === truths.lurker) &&
        town.follows.filter(({ follower }) => follower === truths.lurker).length >= 20,
    )

    const street = new Set(truths.neighbours)
    assert.ok(town.posts.filter(({ author, text }) => street.has(author) && text.includes('Linden Street')).length > 50)
    for (const { first, back } of truths.followBacks) {
      assert.equal(talk(first, back) + talk(back, first), 0)
      const [came, returned] = [
        [first, back],
        [back, first],
      ].map(([from, to]) => town.follows.find(({ follower, followee }) => follower === from && followee === to)!)
      assert.ok(came!.at < returned!.at && returned!.at.getTime() - came!.at.getTime() < 2 * dayMs)
    }
    const idle = truths.withoutReason
    assert.equal(
      town.follows.find(({ follower, followee }) => follower === idle.follower && followee === idle.followee)!.why,
      undefined,
    )
    const [left, right] = truths.goneQuiet.people
    assert.ok(talk(left, right, ({ at }) => at.getTime() < truths.goneQuiet.at) > 15)
    assert.ok(talk(left, right, ({ at }) => at.getTime() > truths.goneQuiet.at + 3 * dayMs) <= 1)
    const [german, spanish] = truths.bilingual
    for (const person of [german, spanish])
      for (const language of ['de', 'es']) assert.ok(byAuthor(town, person!).some((post) => post.language === language))
    assert.ok(
      share(
        byAuthor(town, truths.photographer).filter(({ parent }) => parent === undefined),
        ({ pictures }) => pictures.length > 0,
      ) > 0.75,
    )
  })

  test('the couple went all the way, from a rose to a morning at the quay', () => {
    const { people, roseAt, metAt } = truths.couple
    const [admired, admirer] = people
    const rose = town.follows.find(({ follower, followee }) => follower === admirer && followee === admired)!
    assert.equal(rose.why?.reason, 'liked_post')
    assert.equal(town.posts[rose.why!.post!]!.author, admired)
    const words = town.posts.filter(
      (post) =>
        people.includes(post.author) && addresseesOf(town, post).has(post.author === admired ? admirer : admired),
    )
    assert.ok(words.every(({ at }) => at.getTime() > roseAt) && words.length >= 12)
    assert.equal(words[0]!.author, admirer)
    assert.ok(
      town.meetings.some((meeting) => meeting.people.join() === people.join() && meeting.at.getTime() === metAt),
    )
  })

  test('two changed: one what they talk about, one in which language', () => {
    const { person, at } = truths.languageChanged
    const isSpanish = (post: TownPost) => post.language === 'es'
    const own = byAuthor(town, person).filter(({ parent, quoted }) => parent === undefined && quoted === undefined)
    assert.ok(
      share(
        own.filter((post) => post.at.getTime() < at),
        isSpanish,
      ) < 0.05,
    )
    assert.ok(
      share(
        own.filter((post) => post.at.getTime() > at),
        isSpanish,
      ) > 0.9,
    )
    const { drifted } = truths
    const isGame = ({ text }: TownPost) => /game|dungeon|chess|cooperative|duel|#TableTop/i.test(text)
    const posts = byAuthor(town, drifted.person).filter(
      ({ parent, quoted }) => parent === undefined && quoted === undefined,
    )
    assert.ok(
      share(
        posts.filter((post) => post.at.getTime() < drifted.at),
        isGame,
      ) < 0.1,
    )
    assert.ok(
      share(
        posts.filter((post) => post.at.getTime() > drifted.at),
        isGame,
      ) > 0.7,
    )
  })

  test('followers were bought: many at once, without a face or a word', () => {
    const { of, followers, from, to } = truths.boughtWave
    assert.ok(followers.length === 120 && to - from < 30 * minuteMs)
    const bought = new Set(followers)
    const arrivals = town.follows.filter(({ follower }) => bought.has(follower))
    assert.ok(
      arrivals.length === 120 &&
        arrivals.every(({ followee, at }) => followee === of && at.getTime() >= from && at.getTime() <= to + 1000),
    )
    assert.ok(
      town.people
        .filter(({ username }) => bought.has(username))
        .every(({ avatar, isResident }) => !avatar && !isResident),
    )
    assert.ok(!town.posts.some(({ author }) => bought.has(author)))
  })
})

test('the weaker it is planted, the less of it shows', () => {
  const towns = [0, 0.5, 1].map((strength) => createTown({ seed: 'faint', now, strength }))
  const isRising = (figures: number[]) =>
    assert.ok(figures[0]! < figures[1]! && figures[1]! < figures[2]!, figures.join(' '))
  isRising(towns.map(({ town, truths }) => countTalk(town, ...truths.closeFriends)))
  isRising(
    towns.map(({ town, truths }) =>
      share(byAuthor(town, truths.promoter), ({ text }) => text.includes('rex.example.com')),
    ),
  )
  isRising(towns.map(({ truths }) => truths.boughtWave.from - truths.boughtWave.to))
  isRising(
    towns.map(({ town, truths }) =>
      share(byAuthor(town, truths.languageChanged.person), ({ language }) => language === 'es'),
    ),
  )
  assert.deepEqual(
    towns.map(({ truths }) => truths.couple.metAt !== undefined),
    [false, true, true],
  )
})

test('a town can be small', () => {
  const { town, truths } = createTown({ seed: 'village', now, people: 80 })
  assert.equal(town.people.length, 80 + truths.boughtWave.followers.length)
  assert.ok(town.posts.length > 1_000)
})
