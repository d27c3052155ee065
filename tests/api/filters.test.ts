import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { deleteAccount } from '../../src/moderation/actions.ts'
import type { Id, PostId } from '../../src/platform/ids.ts'
import { type Filter, type FilterKeyword, matchesOf, matchFilters, prepareFilters } from '../../src/posts/filters.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)
async function pair(): Promise<[Person, Person]> {
  const [me, friend] = [await someone('me'), await someone('friend')]
  await me.api('POST', `/api/v1/accounts/${friend.id}/follow`)
  return [me, friend]
}
async function publish(author: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
async function addFilter(person: Person, fields: Record<string, unknown> = {}) {
  const answer = await person.api('POST', '/api/v2/filters', { title: 'a filter', context: ['home'], ...fields })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const word = (keyword: string, whole_word = false) => [{ keyword, whole_word }]
const idsOf = (answer: Answer): string[] => answer.body.map((each: { id: string }) => each.id)

describe('matching', () => {
  const filterOf = (...keywords: [string, boolean][]): Filter => ({
    id: 1,
    title: '',
    contexts: ['home'],
    action: 'hide',
    expiresAt: null,
    keywords: keywords.map(([keyword, wholeWord], index): FilterKeyword => ({ id: index as Id, keyword, wholeWord })),
    posts: [],
  })
  const matches = (keyword: string, wholeWord: boolean, text: string) =>
    matchesOf(prepareFilters([filterOf([keyword, wholeWord])]), { id: 9 as PostId, boostOf: null, text }).length > 0

  test('whole words end at boundaries, but only where the keyword has word characters', () => {
    const cases: [keyword: string, wholeWord: boolean, text: string, expected: boolean][] = [
      ['cat', false, 'concatenate', true],
      ['cat', true, 'concatenate', false],
      ['cat', true, 'concatenate the CAT!', true],
      ['cat', true, '#cat', true],
      ['cat', true, 'cat_', false],
      ['#cat', true, 'a#cats', false],
      ['#cat', true, 'a#cat', true],
      ['cat!', true, 'cat!s', true],
      ['.*', true, 'anything', false],
      ['.*', false, 'a.*b', true],
      ['über', true, 'ÜBER uns', true],
      ['über', true, 'darüber', false],
      ['é', true, 'café', false],
      ['猫', true, '黒猫', false],
      ['🐈', true, 'a🐈b', true],
      ['two words', true, 'these two  words', false],
      ['cafe\u0301', false, 'a CAFÉ', true],
    ]
    for (const [keyword, wholeWord, text, expected] of cases)
      assert.equal(matches(keyword, wholeWord, text), expected, `${keyword} in ${text}`)
  })

  test('like a regular expression with escaped words would, on any text', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '_', '.', ' ', 'É', '🐈', '(', '\\'), maxLength: 12 })
    fc.assert(
      fc.property(
        text,
        text.filter((each) => each.trim() !== ''),
        fc.boolean(),
        (haystack, keyword, wholeWord) => {
          const isWord = (character: string | undefined) => /^[\p{L}\p{M}\p{N}\p{Pc}]$/u.test(character ?? '')
          const characters = [...keyword]
          const boundary = (needed: boolean, side: string) => (wholeWord && needed ? side : '')
          const expected = new RegExp(
            boundary(isWord(characters[0]), '(?<![\\p{L}\\p{M}\\p{N}\\p{Pc}])') +
              keyword.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') +
              boundary(isWord(characters.at(-1)), '(?![\\p{L}\\p{M}\\p{N}\\p{Pc}])'),
            'iu',
          )
          assert.equal(matches(keyword, wholeWord, haystack), expected.test(haystack))
        },
      ),
      { numRuns: 500 },
    )
  })

  test('for a stream: by context, without what has run out', () => {
    const now = new Date(2026, 0, 1)
    const hides = { ...filterOf(['cat', false]), contexts: ['home' as const] }
    const over = { ...filterOf(['cat', false]), id: 2, expiresAt: now }
    const post = { id: 9 as PostId, boostOf: null, text: 'a cat' }
    const found = matchFilters(prepareFilters([hides, over]), 'home', post, now)
    assert.deepEqual([found.isHidden, found.matches.map(({ filter }) => filter.id)], [true, [1]])
    assert.equal(matchFilters(prepareFilters([hides]), 'public', post, now).isHidden, false)
  })
})

describe('keeping filters', () => {
  test('made, read, changed and removed through a real client', async () => {
    const me = await someone('me')
    const filter = await me.client.v2.filters.create({
      title: 'cats',
      context: ['home', 'public'],
      filterAction: 'hide',
      expiresIn: 3_600,
      keywordsAttributes: [{ keyword: 'cat', wholeWord: true }, { keyword: 'kitten' }],
    })
    assert.deepEqual([filter.title, filter.context, filter.filterAction], ['cats', ['home', 'public'], 'hide'])
    assert.deepEqual(
      filter.keywords.map(({ keyword, wholeWord }) => [keyword, wholeWord]),
      [
        ['cat', true],
        ['kitten', true],
      ],
    )
    assert.deepEqual(await me.client.v2.filters.$select(filter.id).fetch(), filter)
    const changed = await me.client.v2.filters.$select(filter.id).update({
      title: 'dogs',
      keywordsAttributes: [
        { id: filter.keywords[0]!.id, keyword: 'dog' },
        { id: filter.keywords[1]!.id, _destroy: true },
        { keyword: 'puppy', wholeWord: false },
      ],
    })
    assert.deepEqual(
      [changed.title, changed.filterAction, changed.expiresAt, changed.keywords.map(({ keyword }) => keyword)],
      ['dogs', 'hide', filter.expiresAt, ['dog', 'puppy']],
    )
    await me.api('PUT', `/api/v2/filters/${filter.id}`, { expires_in: '' })
    const [only, ...others] = await me.client.v2.filters.list()
    assert.deepEqual([only?.id, only?.expiresAt, others], [filter.id, null, []])
    await me.client.v2.filters.$select(filter.id).remove()
    assert.deepEqual(await me.client.v2.filters.list(), [])
  })

  test('keywords and posts one by one', async () => {
    const [me, friend] = await pair()
    const { id } = await addFilter(me)
    const added = await me.api('POST', `/api/v2/filters/${id}/keywords`, { keyword: 'cat', whole_word: 'false' })
    assert.deepEqual({ ...added.body, id: '' }, { id: '', keyword: 'cat', whole_word: false })
    const path = `/api/v2/filters/keywords/${added.body.id}`
    assert.equal((await me.api('PUT', path, { keyword: 'dog' })).body.keyword, 'dog')
    assert.equal((await me.api('GET', path)).body.keyword, 'dog')
    assert.deepEqual(idsOf(await me.api('GET', `/api/v2/filters/${id}/keywords`)), [added.body.id])
    assert.deepEqual((await me.api('DELETE', path)).body, {})
    assert.equal((await me.api('GET', path)).status, 404)

    const post = await publish(friend, 'hello')
    const named = await me.api('POST', `/api/v2/filters/${id}/statuses`, { status_id: post })
    assert.deepEqual({ ...named.body, id: '' }, { id: '', status_id: post })
    assert.equal((await me.api('POST', `/api/v2/filters/${id}/statuses`, { status_id: post })).status, 422)
    assert.deepEqual((await me.api('GET', `/api/v2/filters/${id}`)).body.statuses, [named.body])
    assert.deepEqual((await me.api('GET', `/api/v2/filters/statuses/${named.body.id}`)).body, named.body)
    assert.equal((await me.api('DELETE', `/api/v2/filters/statuses/${named.body.id}`)).status, 200)
    assert.deepEqual((await me.api('GET', `/api/v2/filters/${id}/statuses`)).body, [])
  })

  test('as a form, each keyword in two fields', async () => {
    const me = await someone('me')
    const form =
      'title=x&context[]=home&context[]=thread&keywords_attributes[][keyword]=a&keywords_attributes[][whole_word]=true' +
      '&keywords_attributes[][keyword]=b&keywords_attributes[][whole_word]=false'
    const answer = await me.api('POST', '/api/v2/filters', form, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.equal(answer.status, 200, answer.text)
    assert.deepEqual(
      answer.body.keywords.map((each: { keyword: string; whole_word: boolean }) => [each.keyword, each.whole_word]),
      [
        ['a', true],
        ['b', false],
      ],
    )
  })

  test('nobody else’s, and not without a title or context', async () => {
    const [me, other] = await pair()
    const { id } = await addFilter(me, { keywords_attributes: word('cat') })
    const [keyword] = (await me.api('GET', `/api/v2/filters/${id}/keywords`)).body
    for (const [method, path] of [
      ['GET', `/api/v2/filters/${id}`],
      ['PUT', `/api/v2/filters/${id}`],
      ['DELETE', `/api/v2/filters/${id}`],
      ['GET', `/api/v2/filters/keywords/${keyword.id}`],
      ['DELETE', `/api/v2/filters/keywords/${keyword.id}`],
      ['GET', `/api/v1/filters/${keyword.id}`],
    ] as const)
      assert.equal((await other.api(method, path)).status, 404, `${method} ${path}`)
    for (const wrong of [
      { title: '' },
      { title: 'x'.repeat(256) },
      { context: [] },
      { context: ['elsewhere'] },
      { filter_action: 'explode' },
      { expires_in: -1 },
      { keywords_attributes: word('x'.repeat(513)) },
      { keywords_attributes: word('') },
      { keywords_attributes: Array.from({ length: 101 }, (_, index) => ({ keyword: `k${index}` })) },
    ]) {
      const answer = await me.api('POST', '/api/v2/filters', { title: 't', context: ['home'], ...wrong })
      assert.equal(answer.status, 422, JSON.stringify(wrong).slice(0, 80))
    }
    assert.equal((await me.client.v2.filters.list()).length, 1, 'nothing was kept of those refused')
  })

  test('the first version of filters shows each keyword by itself', async () => {
    const me = await someone('me')
    const made = await me.api('POST', '/api/v1/filters', { phrase: 'cat', context: ['home'], irreversible: true })
    assert.deepEqual(
      { ...made.body, id: '' },
      { id: '', phrase: 'cat', context: ['home'], whole_word: true, expires_at: null, irreversible: true },
    )
    const path = `/api/v1/filters/${made.body.id}`
    const changed = await me.api('PUT', path, { phrase: 'dog', context: ['public'], whole_word: false })
    assert.deepEqual([changed.body.phrase, changed.body.context, changed.body.whole_word], ['dog', ['public'], false])
    assert.deepEqual((await me.api('GET', '/api/v1/filters')).body, [changed.body])
    const [filter] = (await me.api('GET', '/api/v2/filters')).body
    assert.deepEqual([filter.filter_action, filter.keywords[0].id], ['hide', made.body.id])
    await me.api('POST', `/api/v2/filters/${filter.id}/keywords`, { keyword: 'puppy' })
    assert.equal((await me.api('PUT', path, { context: ['home'] })).status, 422)
    await me.api('DELETE', path)
    assert.equal((await me.api('GET', '/api/v1/filters')).body.length, 1)
  })

  test('they go with the account', async () => {
    const me = await someone('me')
    await addFilter(me, { keywords_attributes: word('cat') })
    await deleteAccount(world.ctx, { target: me.id })
    await world.settle()
    for (const table of ['filters', 'filter_keywords'] as const)
      assert.deepEqual(await world.ctx.db.selectFrom(table).selectAll().where('account_id', '=', me.id).execute(), [])
  })
})

describe('what filters do', () => {
  test('warn: the post says which filter it falls under, also inside a boost', async () => {
    const [me, friend] = await pair()
    const stranger = await someone('stranger')
    const filter = await addFilter(me, { context: ['thread'], keywords_attributes: word('cat') })
    const subject = await publish(stranger, 'a CAT')
    const boost = (await friend.api('POST', `/api/v1/statuses/${subject}/reblog`)).body.id
    const shown = await me.api('GET', '/api/v1/timelines/home')
    assert.deepEqual(idsOf(shown), [boost])
    const expected = [
      {
        filter: { id: filter.id, title: 'a filter', context: ['thread'], expires_at: null, filter_action: 'warn' },
        keyword_matches: ['cat'],
        status_matches: null,
      },
    ]
    assert.deepEqual(shown.body[0].filtered, expected)
    assert.deepEqual(shown.body[0].reblog.filtered, expected)
    assert.deepEqual((await friend.api('GET', `/api/v1/statuses/${subject}`)).body.filtered, [])
    assert.ok(!('filtered' in (await world.api('GET', `/api/v1/statuses/${subject}`)).body))
  })

  test('they look at the content warning and at the options of a poll', async () => {
    const [me, friend] = await pair()
    await addFilter(me, { filter_action: 'hide', keywords_attributes: word('cat') })
    await publish(friend, 'hidden', { spoiler_text: 'about a cat' })
    await publish(friend, 'hidden', { poll: { options: ['cat', 'dog'], expires_in: 600 } })
    const shown = await publish(friend, 'a dog')
    assert.deepEqual(idsOf(await me.api('GET', '/api/v1/timelines/home')), [shown])
  })

  test('a post can be named itself, and its boosts fall under it too', async () => {
    const [me, friend] = await pair()
    const stranger = await someone('stranger')
    const { id } = await addFilter(me, { filter_action: 'hide' })
    const subject = await publish(stranger, 'enough of this')
    const boost = (await friend.api('POST', `/api/v1/statuses/${subject}/reblog`)).body.id
    await me.api('POST', `/api/v2/filters/${id}/statuses`, { status_id: boost })
    assert.deepEqual(idsOf(await me.api('GET', '/api/v1/timelines/home')), [])
    const [result] = (await me.api('GET', `/api/v1/statuses/${subject}`)).body.filtered
    assert.deepEqual([result.keyword_matches, result.status_matches], [null, [subject]])
  })

  test('hide: each context by itself, and never what one wrote oneself', async () => {
    const contexts = ['home', 'public', 'thread', 'account', 'notifications'] as const
    for (const context of contexts) {
      const [me, friend] = await pair()
      const root = await publish(me, 'root without the word')
      const post = await publish(friend, `@${me.name} a cat #topic${made}`, { in_reply_to_id: root })
      const open = await publish(friend, `cat #topic${made}`)
      const own = await publish(me, `my cat #topic${made}`)
      await world.settle()
      const places = {
        home: async () => idsOf(await me.api('GET', '/api/v1/timelines/home')),
        public: async () => idsOf(await me.api('GET', '/api/v1/timelines/public')),
        thread: async () =>
          idsOf({
            ...(await me.api('GET', `/api/v1/statuses/${root}/context`)),
            body: (await me.api('GET', `/api/v1/statuses/${root}/context`)).body.descendants,
          }),
        account: async () => idsOf(await me.api('GET', `/api/v1/accounts/${friend.id}/statuses`)),
        notifications: async () =>
          (await me.api('GET', '/api/v1/notifications?types[]=mention')).body.map(
            (news: { status: { id: string } }) => news.status.id,
          ),
      }
      await addFilter(me, { context: [context], filter_action: 'hide', keywords_attributes: word('cat', true) })
      for (const place of contexts) {
        const wanted = place === 'public' ? open : post
        assert.equal((await places[place]()).includes(wanted), place !== context, `${context} in ${place}`)
      }
      const tagged = idsOf(await me.api('GET', `/api/v1/timelines/tag/topic${made}`))
      assert.deepEqual([tagged.includes(open), tagged.includes(own)], [context !== 'public', true])
      assert.ok((await places.home()).includes(own))
      assert.equal((await me.api('GET', `/api/v1/statuses/${post}`)).status, 200, 'whoever opens it sees it')
    }
  })

  test('until it runs out', async () => {
    const [me, friend] = await pair()
    await addFilter(me, { filter_action: 'hide', expires_in: 600, keywords_attributes: word('cat') })
    const post = await publish(friend, 'cat')
    assert.deepEqual(idsOf(await me.api('GET', '/api/v1/timelines/home')), [])
    world.clock.advance(601_000)
    const shown = await me.api('GET', '/api/v1/timelines/home')
    assert.deepEqual([idsOf(shown), shown.body[0].filtered], [[post], []])
    assert.equal((await me.api('GET', '/api/v2/filters')).body.length, 1)
  })

  test('pages stay full where much is hidden', async () => {
    const [me, friend] = await pair()
    await addFilter(me, { filter_action: 'hide', keywords_attributes: word('cat') })
    const shown: string[] = []
    for (let index = 0; index < 24; index++) {
      if (index % 8 === 0) shown.unshift(await publish(friend, `dog ${index}`))
      else await publish(friend, `cat ${index}`)
    }
    const first = await me.api('GET', '/api/v1/timelines/home?limit=2')
    assert.deepEqual(idsOf(first), shown.slice(0, 2))
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/timelines/home?limit=2&max_id=${shown[1]}`)), shown.slice(2))
  })
})
