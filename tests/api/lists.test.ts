import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { check } from '../../src/cli/check.ts'
import { deleteAccount } from '../../src/moderation/actions.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)
const act = (person: Person, other: Person, verb: string) => person.api('POST', `/api/v1/accounts/${other.id}/${verb}`)
async function withFriends<const Names extends readonly string[]>(
  ...names: Names
): Promise<[Person, ...{ [Key in keyof Names]: Person }]> {
  const me = await someone('me')
  const friends: Person[] = []
  for (const name of names) friends.push(await someone(name))
  for (const friend of friends) await act(me, friend, 'follow')
  return [me, ...friends] as never
}
async function publish(author: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
async function makeList(person: Person, members: Person[] = [], fields: Record<string, unknown> = {}): Promise<string> {
  const answer = await person.api('POST', '/api/v1/lists', { title: 'a list', ...fields })
  assert.equal(answer.status, 200, answer.text)
  if (members.length > 0) assert.equal((await put(person, answer.body.id, ...members)).status, 200)
  return answer.body.id
}
const put = (person: Person, list: string, ...members: Person[]) =>
  person.api('POST', `/api/v1/lists/${list}/accounts`, { account_ids: members.map(({ id }) => String(id)) })
const idsOf = (answer: Answer): string[] => answer.body.map((each: { id: string }) => each.id)
const timeline = async (person: Person, list: string, query = '') =>
  idsOf(await person.api('GET', `/api/v1/timelines/list/${list}${query}`))
const home = async (person: Person, query = '') => idsOf(await person.api('GET', `/api/v1/timelines/home${query}`))
const membersOf = async (person: Person, list: string) =>
  idsOf(await person.api('GET', `/api/v1/lists/${list}/accounts`))

describe('keeping lists', () => {
  test('made, read, changed and removed through a real client', async () => {
    const me = await someone('me')
    const list = await me.client.v1.lists.create({
      title: ' friends ',
      ...{ repliesPolicy: 'followed', exclusive: true },
    })
    assert.deepEqual(list, { id: list.id, title: 'friends', repliesPolicy: 'followed', exclusive: true })
    const changed = await me.client.v1.lists.$select(list.id).update({ title: 'others' })
    assert.deepEqual(changed, { ...list, title: 'others' })
    assert.deepEqual(await me.client.v1.lists.$select(list.id).fetch(), changed)
    assert.deepEqual(await me.client.v1.lists.list(), [changed])
    await me.client.v1.lists.$select(list.id).remove()
    assert.deepEqual(await me.client.v1.lists.list(), [])
    const plain = await me.client.v1.lists.create({ title: 'plain' })
    assert.deepEqual([plain.repliesPolicy, plain.exclusive], ['list', false])
  })

  test('titles, policies and numbers are bounded, whatever races', async () => {
    const me = await someone('me')
    for (const wrong of [{ title: '' }, { title: 'x'.repeat(256) }, { replies_policy: 'all' }, { title: null }])
      assert.equal((await me.api('POST', '/api/v1/lists', { title: 'x', ...wrong })).status, 422)
    await Promise.all(Array.from({ length: 55 }, () => me.api('POST', '/api/v1/lists', { title: 'x' })))
    assert.equal((await me.api('GET', '/api/v1/lists')).body.length, 50)
    const many = Array.from({ length: 501 }, (_, index) => String(index + 1))
    const [first] = (await me.api('GET', '/api/v1/lists')).body
    assert.equal((await me.api('POST', `/api/v1/lists/${first.id}/accounts`, { account_ids: many })).status, 422)
  })

  test('nobody sees the lists of another', async () => {
    const [me, friend] = await withFriends('friend')
    const list = await makeList(me, [friend])
    for (const [method, path] of [
      ['GET', `/api/v1/lists/${list}`],
      ['PUT', `/api/v1/lists/${list}`],
      ['DELETE', `/api/v1/lists/${list}`],
      ['GET', `/api/v1/lists/${list}/accounts`],
      ['GET', `/api/v1/timelines/list/${list}`],
    ] as const)
      assert.equal((await friend.api(method, path)).status, 404, `${method} ${path}`)
    assert.equal((await put(friend, list, me)).status, 404)
    assert.deepEqual((await friend.api('GET', `/api/v1/accounts/${me.id}/lists`)).body, [])
  })
})

describe('members', () => {
  test('only people one follows, all or none, each once', async () => {
    const [me, friend, other] = await withFriends('friend', 'other')
    const stranger = await someone('stranger')
    const list = await makeList(me)
    assert.equal((await put(me, list, friend, stranger)).status, 422)
    assert.deepEqual(await membersOf(me, list), [])
    assert.deepEqual((await put(me, list, friend)).body, {})
    assert.equal((await put(me, list, other, friend)).status, 422)
    assert.deepEqual(await membersOf(me, list), [String(friend.id)])
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/accounts/${friend.id}/lists`)), [list])
    await me.api('DELETE', `/api/v1/lists/${list}/accounts`, { account_ids: [Number(friend.id)] })
    assert.deepEqual(await membersOf(me, list), [])
  })

  test('are paged, newest first, or all at once', async () => {
    const [me, ...friends] = await withFriends('a', 'b', 'c', 'd', 'e')
    const list = await makeList(me)
    for (const friend of friends) await put(me, list, friend)
    const newestFirst = friends.map(({ id }) => String(id)).toReversed()
    const found: string[] = []
    let next: string | undefined = `/api/v1/lists/${list}/accounts?limit=2`
    while (next) {
      const page: Answer = await me.api('GET', next)
      found.push(...idsOf(page))
      next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1]?.replace(world.url, '')
    }
    assert.deepEqual(found, newestFirst)
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/lists/${list}/accounts?limit=0`)), newestFirst)
  })

  test('whoever is no longer followed is no member, also when followed again', async () => {
    const [me, friend] = await withFriends('friend')
    const list = await makeList(me, [friend])
    const post = await publish(friend, 'hello')
    assert.deepEqual(await timeline(me, list), [post])
    await act(me, friend, 'unfollow')
    assert.deepEqual(await membersOf(me, list), [], 'at once')
    assert.deepEqual(await timeline(me, list), [])
    await world.settle()
    await act(me, friend, 'follow')
    assert.deepEqual(await membersOf(me, list), [])
    assert.deepEqual(idsOf(await me.api('GET', `/api/v1/accounts/${friend.id}/lists`)), [])
  })

  test('lists and places on them go with the account', async () => {
    const [me, friend] = await withFriends('friend')
    await act(friend, me, 'follow')
    const mine = await makeList(me, [friend])
    await makeList(friend, [me])
    await deleteAccount(world.ctx, { target: friend.id })
    await world.settle()
    assert.deepEqual(await membersOf(me, mine), [])
    const { db } = world.ctx
    assert.deepEqual(await db.selectFrom('lists').selectAll().where('owner_id', '=', friend.id).execute(), [])
    assert.deepEqual(await db.selectFrom('list_members').selectAll().where('account_id', '=', friend.id).execute(), [])
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })
})

describe('the timeline of a list', () => {
  test('what its members write and boost, as home would show it', async () => {
    const [me, friend, other] = await withFriends('friend', 'other')
    const stranger = await someone('stranger')
    const list = await makeList(me, [friend])
    const subject = await publish(stranger, 'boosted')
    const shown = [
      await publish(friend, 'one'),
      (await friend.api('POST', `/api/v1/statuses/${subject}/reblog`)).body.id,
    ]
    await publish(other, 'not on the list')
    await publish(me, 'mine')
    await publish(friend, 'a message to nobody', { visibility: 'direct' })
    assert.deepEqual(await timeline(me, list), shown.toReversed())
    assert.deepEqual(await timeline(me, list, '?limit=1'), [shown[1]])
    assert.deepEqual(await timeline(me, list, `?max_id=${shown[1]}`), [shown[0]])
    assert.deepEqual(await timeline(me, list, `?min_id=${shown[0]}`), [shown[1]])
    await act(me, stranger, 'mute')
    assert.deepEqual(await timeline(me, list), [shown[0]])
    await act(friend, me, 'block')
    assert.deepEqual(await timeline(me, list), [])
  })

  test('answers to others by the list’s policy', async () => {
    const [me, friend, member, followed] = await withFriends('friend', 'member', 'followed')
    const stranger = await someone('stranger')
    const answers: Record<string, string> = {}
    for (const [name, person] of Object.entries({ me, friend, member, followed, stranger })) {
      const root = await publish(person, 'root')
      answers[name] = await publish(friend, 'an answer', { in_reply_to_id: root })
    }
    const expected = {
      followed: ['me', 'friend', 'member', 'followed'],
      list: ['me', 'friend', 'member'],
      none: ['me', 'friend'],
    }
    for (const [policy, names] of Object.entries(expected)) {
      const list = await makeList(me, [friend, member], { replies_policy: policy })
      const shown = await timeline(me, list)
      assert.deepEqual(
        Object.keys(answers).filter((name) => shown.includes(answers[name]!)),
        names,
        policy,
      )
    }
  })

  test('an exclusive list keeps its members out of home, and gives them back', async () => {
    const [me, friend, other] = await withFriends('friend', 'other')
    const list = await makeList(me, [friend], { exclusive: true })
    const [kept, boosted, open] = [
      await publish(friend, 'kept apart'),
      await publish(other, 'x'),
      await publish(other, 'y'),
    ]
    const boost = (await friend.api('POST', `/api/v1/statuses/${boosted}/reblog`)).body.id
    assert.deepEqual(await home(me), [open, boosted])
    assert.deepEqual(await timeline(me, list), [boost, kept])
    await me.api('PUT', `/api/v1/lists/${list}`, { title: 'a list', exclusive: false })
    assert.ok((await home(me)).includes(kept))
    await me.api('PUT', `/api/v1/lists/${list}`, { exclusive: true })
    await me.api('DELETE', `/api/v1/lists/${list}`)
    assert.ok((await home(me)).includes(kept))
  })
})
