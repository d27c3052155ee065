import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { deleteAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { dayMs, hourMs } from '../../src/platform/clock.ts'
import { profileAuthors } from '../../src/ties/interest.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)
async function publish(author: Person, status: string, more: object = {}): Promise<{ id: string }> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const reply = (author: Person, to: { id: string }, status: string, more: object = {}) =>
  publish(author, status, { in_reply_to_id: to.id, ...more })
const follow = (follower: Person, followee: Person) => follower.api('POST', `/api/v1/accounts/${followee.id}/follow`)
async function ask(viewer: Person, path: string): Promise<Answer['body']> {
  await world.settle()
  const answer = await viewer.api('GET', `/api/twoway/v1/${path}`)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.headers.get('cache-control'), 'private, no-store')
  return answer.body
}
const scoreOf = (viewer: Person, other: Person) => ask(viewer, `people/${other.id}/two_way`)
const lineOf = (result: Answer['body'], what: string) =>
  [...result.evidence, ...result.counter_evidence].find((each: { what: string }) => each.what === what)

/** A day passes, and each of them answers the one before. */
async function talk(people: readonly Person[], rounds: number) {
  for (let round = 0; round < rounds; round++) {
    world.clock.advance(dayMs)
    let last = await publish(people[0]!, `What do you think of day ${round}, @${people[1]!.name}?`)
    for (const person of [...people.slice(1), people[0]!])
      last = await reply(person, last, `I think ${round} ${person.name}`)
  }
}

describe('the two-way score of a person', () => {
  test('a newcomer is unknown, not silent', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    const score = await scoreOf(mara, theo)
    assert.equal(score.band, 'unknown')
    assert.equal(score.reading, 'newcomer')
    assert.equal(score.value, 0)
    assert.match(score.sentence, /too early to say/)
  })

  test('people who answer each other talk; one who only posts broadcasts; both with the posts it is told from', async () => {
    const people = []
    for (const name of ['ada', 'bo', 'cy', 'di', 'ed', 'flo']) people.push(await someone(name))
    const herald = await someone('herald')
    await talk(people, 12)
    for (let post = 0; post < 25; post++) await publish(herald, `Bulletin number ${post}`)
    const [ada] = people
    const uncalled = await scoreOf(ada!, herald)
    assert.deepEqual([uncalled.band, uncalled.reading], ['unknown', 'too_little'], 'nobody was left without an answer')
    for (const person of people) await publish(person, `@${herald.name} who told you?`)
    for (let post = 25; post < 70; post++) await publish(herald, `Bulletin number ${post}`)
    const talker = await scoreOf(herald, ada!)
    const broadcaster = await scoreOf(ada!, herald)
    assert.equal(broadcaster.band, 'broadcast')
    assert.equal(broadcaster.reading, 'broadcasts')
    assert.notEqual(talker.band, 'broadcast')
    assert.ok(talker.value > broadcaster.value)
    assert.equal(lineOf(talker, 'exchanges').posts.length, 5)
    for (const post of lineOf(talker, 'exchanges').posts) {
      const shown = await herald.api('GET', `/api/v1/statuses/${post}`)
      assert.equal(shown.body.account.id, String(ada!.id))
    }
    assert.deepEqual({ ...(await scoreOf(people[1]!, ada!)) }, talker, 'the same for everybody who asks')
  })

  test('a news account that says so is described, and every line of it opens into posts', async () => {
    const [news, reader] = [await someone('news'), await someone('reader')]
    const said = await news.api('PATCH', '/api/v1/accounts/update_credentials', {
      fields_attributes: [
        { name: 'Role', value: 'News' },
        { name: 'Site', value: 'https://paper.org' },
      ],
    })
    assert.equal(said.status, 200, said.text)
    for (let post = 0; post < 21; post++) await publish(news, `Item ${post}: https://paper.org/${post}`)
    for (let post = 0; post < 3; post++) {
      const question = await publish(reader, `@${news.name} question ${post}`)
      await reply(news, question, `@${reader.name} thank you for asking`)
    }
    const score = await scoreOf(reader, news)
    assert.equal(lineOf(score, 'role_news').points, 0)
    const counts = Object.fromEntries(
      ['own_links', 'addressing', 'repeated_answers', 'exchanges', 'answers', 'regularity', 'partners'].map((what) => {
        const { count, posts } = lineOf(score, what)
        return [what, [count, posts.length]]
      }),
    )
    assert.deepEqual(counts, {
      own_links: [21, 5],
      addressing: [3, 3],
      repeated_answers: [2, 2],
      exchanges: [1, 3],
      answers: [1, 3],
      regularity: [1, 3],
      partners: [1, 3],
    })
    for (const { posts } of [...score.evidence, ...score.counter_evidence])
      for (const post of posts) {
        const shown = await reader.api('GET', `/api/v1/statuses/${post}`)
        assert.equal(shown.body.account.id, String(news.id))
      }
  })

  test('adding followers-only and direct posts changes nothing that anybody is told', async () => {
    const [asker, subject, friend] = [await someone('asker'), await someone('subject'), await someone('friend')]
    await follow(friend, subject)
    await talk([subject, friend], 6)
    const before = await scoreOf(asker, subject)
    const interest = await ask(asker, `people/${subject.id}/interest`)
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom('private', 'direct')), { minLength: 1, maxLength: 4 }),
        async (acts) => {
          for (const [mine, visibility] of acts) {
            const [one, other] = mine ? [subject, friend] : [friend, subject]
            const post = await publish(one, `@${other.name} between us ${Math.random()}`, { visibility })
            await reply(other, post, `@${one.name} yes`, { visibility })
          }
          assert.deepEqual(await scoreOf(asker, subject), before)
          assert.deepEqual(await ask(asker, `people/${subject.id}/interest`), interest)
        },
      ),
      { numRuns: 4 },
    )
  })

  test('of somebody suspended, or nobody, nothing is told; it needs a scope of its own', async () => {
    const [mara, gone] = [await someone('mara'), await someone('gone')]
    await suspendAccount(world.ctx, { target: gone.id })
    assert.equal((await mara.api('GET', `/api/twoway/v1/people/${gone.id}/two_way`)).status, 404)
    const missing = await mara.api('GET', '/api/twoway/v1/people/1/two_way')
    assert.equal(missing.status, 404)
    assert.equal((await mara.api('GET', '/api/twoway/v1/people/x/two_way')).status, 404)
    const token = await world.tokenFor(mara, 'read:accounts')
    const narrow = await world.api('GET', `/api/twoway/v1/people/${gone.id}/two_way`, undefined, {
      authorization: `Bearer ${token}`,
    })
    assert.equal(narrow.status, 403)
    assert.equal((await world.api('GET', `/api/twoway/v1/people/${gone.id}/two_way`)).status, 401)
  })

  test('a person asks about themself as about others, in the second person; interest in oneself makes no sense', async () => {
    const mara = await someone('mara')
    const score = await scoreOf(mara, mara)
    assert.match(score.sentence, /^You have/)
    assert.equal(score.mix.met, false)
    assert.equal((await mara.api('GET', `/api/twoway/v1/people/${mara.id}/interest`)).status, 422)
  })
})

describe('an audience', () => {
  test('below twenty it tells no numbers; from twenty on, who lives and who turned to me in public', async () => {
    const star = await someone('star')
    const fans: Person[] = []
    for (let fan = 0; fan < 20; fan++) fans.push(await someone('fan'))
    for (const fan of fans.slice(0, 19)) await follow(fan, star)
    const few = await ask(star, 'audience')
    assert.deepEqual([few.raw, few.living, few.engaged, few.quiet], [19, null, null, null])
    await follow(fans[19]!, star)
    await publish(fans[0]!, 'hello everybody')
    await publish(fans[1]!, `hello @${star.name}`)
    await publish(fans[2]!, 'only for those who follow me', { visibility: 'private' })
    await publish(fans[3]!, `@${star.name} between us`, { visibility: 'direct' })
    const audience = await ask(star, 'audience')
    assert.equal(audience.raw, 20)
    assert.equal(audience.exact, true)
    assert.deepEqual(audience.living, { count: 2, low: 2, high: 2 })
    assert.deepEqual(audience.engaged, { count: 1, low: 1, high: 1 })
    assert.deepEqual(audience.quiet, { count: 18, low: 18, high: 18 })
    const engaged = await ask(star, 'audience/engaged')
    assert.deepEqual(
      engaged.map(({ account }: { account: { id: string } }) => account.id),
      [String(fans[1]!.id)],
    )
    assert.ok(engaged[0].post_id)
    assert.equal((await ask(fans[0]!, 'audience')).raw, 0)
  })

  test('pages of those who turned to me go to the end, each once', async () => {
    const star = await someone('star')
    const fans: Person[] = []
    for (let fan = 0; fan < 7; fan++) {
      fans.push(await someone('fan'))
      await follow(fans[fan]!, star)
      await publish(fans[fan]!, `hello @${star.name}`)
      if (fan % 2 === 1) world.clock.advance(hourMs)
    }
    await world.settle()
    const found: string[] = []
    let path: string | undefined = '/api/twoway/v1/audience/engaged?limit=3'
    while (path) {
      const page: Answer = await star.api('GET', path)
      found.push(...page.body.map(({ account }: { account: { id: string } }) => account.id))
      const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]
      path = next?.slice(new URL(next).origin.length)
    }
    assert.equal(found.length, 7)
    assert.deepEqual(new Set(found), new Set(fans.map(({ id }) => String(id))))
  })

  test('signs stand beside counter-signs, and nobody is added up', async () => {
    const [star, fan] = [await someone('star'), await someone('fan')]
    await follow(fan, star)
    await publish(fan, `hello @${star.name}`)
    const signs = await ask(star, `people/${fan.id}/signs`)
    assert.deepEqual(signs.signs, [])
    assert.deepEqual(
      signs.counter_signs.map(({ what }: { what: string }) => what),
      ['newcomer', 'posts', 'addresses_people'],
    )
    assert.ok(signs.counter_signs.every(({ points }: { points: number }) => points === 0))
  })
})

describe('interest', () => {
  const topics = {
    bread: ['sourdough', 'rye', 'crumb', 'oven', 'flour', 'crust', 'yeast', 'loaf', 'starter', 'proofing'],
    trains: [
      'locomotive',
      'platform',
      'timetable',
      'carriage',
      'sleeper',
      'junction',
      'signal',
      'conductor',
      'rails',
      'station',
    ],
  }
  const about = (topic: keyof typeof topics, number: number) => {
    const words = topics[topic]
    const at = (step: number) => words[(number * step + step) % words.length]
    return `Today the ${at(1)} and the ${at(3)} made me think of ${at(7)} again, number ${number}`
  }

  test('somebody who writes of what I turn to is closer than somebody who does not; too little is unknown', async () => {
    const [me, baker, driver] = [await someone('me'), await someone('baker'), await someone('driver')]
    assert.equal((await ask(me, `people/${baker.id}/interest`)).band, 'unknown')
    await follow(me, baker)
    await follow(me, driver)
    for (let author = 0; author < 24; author++) {
      const other = await someone('author')
      for (let post = 0; post < 6; post++)
        await publish(other, `${about(author % 2 ? 'bread' : 'trains', author + post)} and more of it`, {
          language: 'en',
        })
    }
    for (let post = 0; post < 22; post++) {
      await publish(me, about('bread', 40 + post), { language: 'en' })
      await publish(baker, about('bread', 70 + post), { language: 'en' })
      await publish(driver, about('trains', 70 + post), { language: 'en' })
    }
    await world.settle()
    await profileAuthors(world.ctx)
    const [bread, trains] = [
      await ask(me, `people/${baker.id}/interest`),
      await ask(me, `people/${driver.id}/interest`),
    ]
    assert.ok(lineOf(bread, 'fit').points > lineOf(trains, 'fit').points, JSON.stringify([bread, trains]))
    assert.equal(bread.followed_at !== null, true)
    assert.ok(bread.unknown.includes('delivered'))
    assert.equal(bread.change.band, 'steady')
    assert.ok(bread.words.some(({ word }: { word: string }) => topics.bread.includes(word)))
  })

  test('profiles go with the account', async () => {
    const author = await someone('author')
    for (let post = 0; post < 6; post++) await publish(author, about('bread', post), { language: 'en' })
    world.clock.advance(2 * dayMs)
    await profileAuthors(world.ctx)
    const stored = () =>
      world.ctx.db.selectFrom('interest_profiles').select('account_id').where('account_id', '=', author.id).execute()
    assert.equal((await stored()).length, 1)
    await deleteAccount(world.ctx, { target: author.id })
    await world.settle()
    assert.deepEqual(await stored(), [])
  })
})
