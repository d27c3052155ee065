import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deleteAccount } from '../../src/moderation/actions.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)
async function publish(author: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
const idsOf = (answer: Answer): string[] => answer.body.map((each: { id: string }) => each.id)
const home = async (person: Person, query = '') => idsOf(await person.api('GET', `/api/v1/timelines/home${query}`))
const follow = (person: Person, tag: string) => person.api('POST', `/api/v1/tags/${encodeURIComponent(tag)}/follow`)
const unfollow = (person: Person, tag: string) => person.api('POST', `/api/v1/tags/${encodeURIComponent(tag)}/unfollow`)

describe('a hashtag', () => {
  test('is followed and unfollowed in any spelling, through a real client', async () => {
    const [me, other] = [await someone('me'), await someone('other')]
    await publish(other, 'about #GreenTea')
    await publish(other, 'again #GreenTea')
    const shown = await me.client.v1.tags.$select('greentea').fetch()
    assert.deepEqual([shown.name, shown.following, shown.url], ['GreenTea', false, `${world.url}/tags/greentea`])
    assert.equal(shown.history?.length, 7)
    assert.deepEqual([shown.history?.[0]?.uses, shown.history?.[0]?.accounts], ['2', '1'])
    assert.equal((await me.client.v1.tags.$select('ＧreenTEA').follow()).following, true)
    await me.client.v1.tags.$select('greentea').follow()
    const followed = await me.client.v1.followedTags.list()
    assert.deepEqual(
      followed.map(({ following, url }) => [following, url]),
      [[true, shown.url]],
    )
    assert.equal((await me.client.v1.tags.$select('GREENTEA').unfollow()).following, false)
    assert.deepEqual(await me.client.v1.followedTags.list(), [])
  })

  test('visitors see it, without whether they follow it; what is none is not found', async () => {
    const shown = await world.api('GET', '/api/v1/tags/unheard')
    assert.deepEqual([shown.status, shown.body.name, 'following' in shown.body], [200, 'unheard', false])
    for (const wrong of ['two words', '123', 'a-b', '%23'])
      assert.equal((await world.api('GET', `/api/v1/tags/${encodeURIComponent(wrong)}`)).status, 404, wrong)
  })

  test('followed ones are paged', async () => {
    const me = await someone('me')
    for (const tag of ['aa', 'bb', 'cc']) await follow(me, tag)
    const first = await me.api('GET', '/api/v1/followed_tags?limit=2')
    const names = (answer: Answer) => answer.body.map(({ name }: { name: string }) => name)
    assert.deepEqual(names(first), ['cc', 'bb'])
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')![1]!.replace(world.url, '')
    assert.deepEqual(names(await me.api('GET', next)), ['aa'])
  })

  test('follows go with the account', async () => {
    const me = await someone('me')
    await follow(me, 'tea')
    await deleteAccount(world.ctx, { target: me.id })
    await world.settle()
    const left = await world.ctx.db.selectFrom('followed_tags').selectAll().where('account_id', '=', me.id).execute()
    assert.deepEqual(left, [])
  })
})

describe('in home', () => {
  test('public posts of strangers, each once, until it is unfollowed', async () => {
    const [me, friend, stranger] = [await someone('me'), await someone('friend'), await someone('stranger')]
    await me.api('POST', `/api/v1/accounts/${friend.id}/follow`)
    const [one, two] = [`one${made}`, `two${made}`]
    for (const tag of [one, two]) await follow(me, tag)
    const both = await publish(stranger, `#${one} #${two}`)
    const byFriend = await publish(friend, `#${one}`)
    const own = await publish(me, `#${two}`)
    for (const visibility of ['unlisted', 'private', 'direct']) await publish(stranger, `#${one}`, { visibility })
    await publish(stranger, 'untagged')
    assert.deepEqual(await home(me), [own, byFriend, both])
    await unfollow(me, one)
    assert.deepEqual(await home(me), [own, byFriend, both])
    await unfollow(me, two)
    assert.deepEqual(await home(me), [own, byFriend])
  })

  test('by the same rules as everything there', async () => {
    const [me, stranger] = [await someone('me'), await someone('stranger')]
    const tag = `tea${made}`
    await follow(me, tag)
    const post = await publish(stranger, `#${tag}`)
    const hides: [string, string][] = [
      ['mute', 'unmute'],
      ['block', 'unblock'],
    ]
    for (const [verb, undo] of hides) {
      await me.api('POST', `/api/v1/accounts/${stranger.id}/${verb}`)
      assert.deepEqual(await home(me), [], verb)
      await me.api('POST', `/api/v1/accounts/${stranger.id}/${undo}`)
      assert.deepEqual(await home(me), [post], undo)
    }
    await stranger.api('POST', `/api/v1/accounts/${me.id}/block`)
    assert.deepEqual(await home(me), [])
    await stranger.api('POST', `/api/v1/accounts/${me.id}/unblock`)
    const filter = { title: 'x', context: ['home'], filter_action: 'hide', keywords_attributes: [{ keyword: tag }] }
    await me.api('POST', '/api/v2/filters', filter)
    assert.deepEqual(await home(me), [])
  })

  test('pages are complete, whichever source a post comes from', async () => {
    const [me, friend, stranger] = [await someone('me'), await someone('friend'), await someone('stranger')]
    await me.api('POST', `/api/v1/accounts/${friend.id}/follow`)
    const tags = [`x${made}`, `y${made}`]
    for (const tag of tags) await follow(me, tag)
    const expected: string[] = []
    for (let index = 0; index < 21; index++) {
      const author = [friend, stranger, me][index % 3]!
      expected.unshift(await publish(author, `${index} #${tags[index % 2]} #${tags[(index + 1) % 2]}`))
    }
    const found: string[] = []
    for (
      let page = await home(me, '?limit=4');
      page.length > 0;
      page = await home(me, `?limit=4&max_id=${found.at(-1)}`)
    )
      found.push(...page)
    assert.deepEqual(found, expected)
    const upwards: string[] = []
    for (let page = await home(me, '?limit=4&min_id=1'); page.length > 0; ) {
      upwards.unshift(...page)
      page = await home(me, `?limit=4&min_id=${upwards[0]}`)
    }
    assert.deepEqual(upwards, expected)
  })
})
