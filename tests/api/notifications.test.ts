import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { hourMs } from '../../src/platform/clock.ts'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let owner: Person
before(async () => {
  world = await createWorld()
  owner = await world.person('olga')
})
after(() => world.stop())

let cast = 0
/** People nobody has met, so that every test begins with nothing. */
async function people(count: number): Promise<Person[]> {
  const all: Person[] = []
  for (let index = 0; index < count; index++) all.push(await world.person(`person${++cast}`))
  return all
}
async function two(): Promise<[Person, Person]> {
  return (await people(2)) as [Person, Person]
}
async function three(): Promise<[Person, Person, Person]> {
  return (await people(3)) as [Person, Person, Person]
}

async function done(person: Person, method: string, path: string, body?: unknown) {
  const answer = await person.api(method, path, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
async function post(person: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  return (await done(person, 'POST', '/api/v1/statuses', { status, ...more })).id
}
const react = (person: Person, kind: string, id: string) => done(person, 'POST', `/api/v1/statuses/${id}/${kind}`)
const act = (person: Person, kind: string, other: Person, body?: unknown) =>
  done(person, 'POST', `/api/v1/accounts/${other.id}/${kind}`, body)

type Told = { id: string; type: string; group_key: string; account: { id: string }; status?: { id: string } }
async function list(person: Person, query = ''): Promise<Told[]> {
  await world.settle()
  return done(person, 'GET', `/api/v1/notifications${query}`)
}
/** `type sender [post]`, newest first. */
async function told(person: Person, query = ''): Promise<string[]> {
  return (await list(person, query)).map(({ type, account, status }) =>
    [type, account.id, ...(status ? [status.id] : [])].join(' '),
  )
}

test('a real client reads mentions, follows, favourites and boosts', async () => {
  const [mara, ben] = await two()
  const id = await post(mara, 'Herons on the river')
  await ben.client.v1.accounts.$select(String(mara.id)).follow()
  await ben.client.v1.statuses.$select(id).favourite()
  await ben.client.v1.statuses.$select(id).reblog()
  const reply = await ben.client.v1.statuses.create({ status: `@${mara.name} how many?`, inReplyToId: id })
  await world.settle()
  const notifications = await mara.client.v1.notifications.list()
  assert.deepEqual(
    notifications.map(({ type, account, status }) => [type, account.id, status?.id]),
    [
      ['mention', String(ben.id), reply.id],
      ['reblog', String(ben.id), id],
      ['favourite', String(ben.id), id],
      ['follow', String(ben.id), undefined],
    ],
  )
  const [mention] = notifications
  assert.equal(mention?.groupKey, `ungrouped-${mention?.id}`)
  assert.match(mention?.status?.content ?? '', /how many\?/)
  assert.deepEqual(await mara.client.v1.notifications.$select(mention!.id).fetch(), mention)
  assert.deepEqual(await told(ben), [], 'nobody is told of their own acts')
})

test('only who is mentioned is told of a reply', async () => {
  const [mara, ben, ute] = await three()
  const id = await post(mara, 'Hello')
  await post(ben, 'no name in here', { in_reply_to_id: id })
  assert.deepEqual(await told(mara), [])
  const reply = await post(ben, `@${mara.name} @${ute.name} @${ben.name} names in here`, { in_reply_to_id: id })
  assert.deepEqual(await told(mara), [`mention ${ben.id} ${reply}`])
  assert.deepEqual(await told(ute), [`mention ${ben.id} ${reply}`])
  assert.deepEqual(await told(ben), [])
})

test('taking an act back takes its notification away; doing it again tells once', async () => {
  const [mara, ben] = await two()
  const id = await post(mara, 'Hello')
  await react(ben, 'favourite', id)
  await react(ben, 'reblog', id)
  await act(ben, 'follow', mara)
  assert.equal((await told(mara)).length, 3)
  await react(ben, 'unfavourite', id)
  await react(ben, 'unreblog', id)
  await act(ben, 'unfollow', mara)
  assert.deepEqual(await told(mara), [])
  for (const kind of ['favourite', 'unfavourite', 'favourite', 'favourite']) await react(ben, kind, id)
  for (const kind of ['reblog', 'unreblog', 'reblog']) await react(ben, kind, id)
  for (const kind of ['follow', 'unfollow', 'follow', 'follow']) await act(ben, kind, mara)
  assert.deepEqual(await told(mara), [`follow ${ben.id}`, `reblog ${ben.id} ${id}`, `favourite ${ben.id} ${id}`])
})

test('deleting a post takes everything about it away', async () => {
  const [mara, ben] = await two()
  const id = await post(mara, `@${ben.name} look`)
  await react(ben, 'favourite', id)
  await react(ben, 'reblog', id)
  assert.equal((await told(mara)).length, 2)
  assert.equal((await told(ben)).length, 1)
  await done(mara, 'DELETE', `/api/v1/statuses/${id}`)
  const [atOnce] = await Promise.all([done(ben, 'GET', '/api/v1/notifications')])
  assert.deepEqual(atOnce, [], 'invisible before the job has run')
  assert.deepEqual([await told(mara), await told(ben)], [[], []])
  const left = await world.ctx.db
    .selectFrom('notifications')
    .select('id')
    .where('post_id', '=', Number(id) as never)
    .execute()
  assert.deepEqual(left, [])
})

test('a follow request is told, and is replaced by the follow or goes with the request', async () => {
  const [mara, ben, ute] = await three()
  await done(mara, 'PATCH', '/api/v1/accounts/update_credentials', { locked: true })
  await act(ben, 'follow', mara)
  await act(ute, 'follow', mara)
  assert.deepEqual(await told(mara), [`follow_request ${ute.id}`, `follow_request ${ben.id}`])
  await done(mara, 'POST', `/api/v1/follow_requests/${ben.id}/authorize`)
  await done(mara, 'POST', `/api/v1/follow_requests/${ute.id}/reject`)
  assert.deepEqual(await told(mara), [`follow ${ben.id}`])
  assert.deepEqual(await told(ben), [], 'who asked is not told')
  await act(ute, 'follow', mara)
  assert.deepEqual(await told(mara), [`follow_request ${ute.id}`, `follow ${ben.id}`])
  await act(ute, 'unfollow', mara)
  assert.deepEqual(await told(mara), [`follow ${ben.id}`])
})

test('followers who asked for it are told of every new post, once', async () => {
  const [mara, ben, ute] = await three()
  await act(ben, 'follow', mara, { notify: true })
  await act(ute, 'follow', mara)
  const uteSays = await post(ute, 'Hello')
  const posts = [
    await post(mara, 'one'),
    await post(mara, 'two', { visibility: 'private' }),
    await post(mara, `@${ben.name} three`),
  ]
  const thread = await post(mara, 'four', { in_reply_to_id: posts[0] })
  await post(mara, `@${ute.name} an answer`, { in_reply_to_id: uteSays })
  await post(mara, `@${ute.name} a message`, { visibility: 'direct' })
  await react(mara, 'reblog', uteSays)
  assert.deepEqual(await told(ben), [
    `status ${mara.id} ${thread}`,
    `mention ${mara.id} ${posts[2]}`,
    `status ${mara.id} ${posts[1]}`,
    `status ${mara.id} ${posts[0]}`,
  ])
  await act(ben, 'unfollow', mara)
  assert.ok(!(await told(ben)).includes(`status ${mara.id} ${posts[1]}`), 'a private post is for followers')
})

test('a block hides what the other did, before and after; unblocking brings the earlier back', async () => {
  const [mara, ben] = await two()
  const id = await post(mara, 'Hello')
  await react(ben, 'favourite', id)
  const before = await told(mara)
  assert.equal(before.length, 1)
  const [{ id: notification }] = (await list(mara)) as [Told]
  await act(mara, 'block', ben)
  assert.deepEqual(await done(mara, 'GET', '/api/v1/notifications'), [], 'at once')
  const hidden = await mara.api('GET', `/api/v1/notifications/${notification}`)
  const unknown = await mara.api('GET', '/api/v1/notifications/1')
  assert.deepEqual([hidden.status, hidden.body], [404, { error: 'Record not found' }])
  assert.deepEqual([unknown.status, unknown.body], [404, { error: 'Record not found' }])
  await post(ben, `@${mara.name} are you there?`)
  await world.settle()
  await act(mara, 'unblock', ben)
  assert.deepEqual(await told(mara), before, 'what was said during the block stays unheard')
})

test('a mute silences notifications only where it says so, and only while it lasts', async () => {
  const [mara, ben] = await two()
  const first = await post(ben, `@${mara.name} one`)
  await act(mara, 'mute', ben, { notifications: false })
  const second = await post(ben, `@${mara.name} two`)
  assert.deepEqual(await told(mara), [`mention ${ben.id} ${second}`, `mention ${ben.id} ${first}`])
  await act(mara, 'mute', ben, { notifications: true, duration: 3600 })
  await post(ben, `@${mara.name} three`)
  assert.deepEqual(await told(mara), [])
  world.clock.advance(hourMs + 1)
  const fourth = await post(ben, `@${mara.name} four`)
  assert.deepEqual(
    await told(mara),
    [fourth, second, first].map((id) => `mention ${ben.id} ${id}`),
  )
})

test('a muted thread is silent, for mentions and reactions', async () => {
  const [mara, ben] = await two()
  const id = await post(mara, 'Hello')
  await react(mara, 'mute', id)
  await post(ben, `@${mara.name} one`, { in_reply_to_id: id })
  await react(ben, 'favourite', id)
  assert.deepEqual(await told(mara), [])
  await react(mara, 'unmute', id)
  const reply = await post(ben, `@${mara.name} two`, { in_reply_to_id: id })
  assert.deepEqual(await told(mara), [`mention ${ben.id} ${reply}`])
})

test('the owner is told who signed up; others are not', async () => {
  const [mara, ben] = await two()
  assert.deepEqual((await told(owner)).slice(0, 2), [`admin.sign_up ${ben.id}`, `admin.sign_up ${mara.id}`])
  assert.deepEqual(await told(mara), [])
  await world.ctx.db.updateTable('users').set({ role: 'moderator' }).where('account_id', '=', mara.id).execute()
  const [ute] = (await people(1)) as [Person]
  assert.deepEqual(await told(mara), [`admin.sign_up ${ute.id}`])
  await world.ctx.db.updateTable('users').set({ role: 'person' }).where('account_id', '=', mara.id).execute()
  assert.deepEqual(await told(mara), [], 'a former moderator no longer reads them')
})

test('types, senders and pages can be chosen; pages are full although rows are hidden', async () => {
  const [mara, ben, ute] = await three()
  const ids: string[] = []
  for (let index = 0; index < 9; index++) {
    ids.unshift(await post(ben, `@${mara.name} number ${index}`))
    const rude = await post(ute, `@${mara.name} rude ${index}`)
    if (index === 4) await react(ute, 'favourite', await post(mara, `said ${rude}`))
  }
  await act(ben, 'follow', mara)
  assert.equal((await list(mara)).length, 20)
  assert.deepEqual(
    (await list(mara, '?types[]=follow&types[]=favourite')).map(({ type }) => type),
    ['follow', 'favourite'],
  )
  assert.deepEqual(
    (await list(mara, '?exclude_types[]=mention')).map(({ type }) => type),
    ['follow', 'favourite'],
  )
  assert.deepEqual(await list(mara, '?types[]=poll'), [], 'a type we do not have')
  assert.deepEqual(
    (await list(mara, `?account_id=${ute.id}&types[]=favourite`)).map(({ account }) => account.id),
    [String(ute.id)],
  )
  await act(mara, 'block', ute)
  const seen: string[] = []
  let path: string | undefined = '/api/v1/notifications?types[]=mention&limit=4'
  let pages = 0
  while (path) {
    const answer = await mara.api('GET', path)
    assert.equal(answer.status, 200, answer.text)
    seen.push(...answer.body.map((one: Told) => one.status?.id))
    pages += answer.body.length > 0 ? 1 : 0
    if (answer.body.length > 0 && seen.length < ids.length) assert.equal(answer.body.length, 4, 'a full page')
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]?.replace(world.url, '')
  }
  assert.deepEqual(seen, ids)
  assert.equal(pages, 3)
  const oldest = (await list(mara, '?types[]=mention')).at(-1)!
  const newer = await list(mara, `?types[]=mention&limit=2&min_id=${oldest.id}`)
  assert.deepEqual(
    newer.map(({ status }) => status?.id),
    [ids[6], ids[7]],
  )
})

test('notifications are dismissed one by one or all at once, only by whose they are', async () => {
  const [mara, ben] = await two()
  const id = await post(mara, 'Hello')
  await react(ben, 'favourite', id)
  await react(ben, 'reblog', id)
  await act(mara, 'follow', ben)
  const [boost, favourite] = (await list(mara)) as [Told, Told]
  for (const method of ['GET', 'POST'] as const) {
    const path = `/api/v1/notifications/${boost.id}${method === 'POST' ? '/dismiss' : ''}`
    assert.equal((await ben.api(method, path)).status, 404)
  }
  assert.deepEqual(await done(mara, 'POST', `/api/v1/notifications/${boost.id}/dismiss`), {})
  assert.equal((await mara.api('POST', `/api/v1/notifications/${boost.id}/dismiss`)).status, 404)
  assert.deepEqual(
    (await list(mara)).map((one) => one.id),
    [favourite.id],
  )
  assert.deepEqual(await done(mara, 'POST', '/api/v1/notifications/clear'), {})
  assert.deepEqual(await list(mara), [])
  assert.equal((await list(ben)).length, 1)
})

test('wrong input is answered with a sentence', async () => {
  const [mara] = (await people(1)) as [Person]
  const answers = await Promise.all(
    [
      '/api/v1/notifications?limit=none',
      '/api/v1/notifications?max_id=x',
      '/api/v1/notifications?account_id=x',
      '/api/v1/notifications/x',
      '/api/v1/notifications/99999999999999999999',
    ].map((path) => mara.api('GET', path)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [422, 422, 422, 404, 404],
  )
  for (const { body } of answers) assert.equal(typeof body.error, 'string')
  assert.equal((await world.api('GET', '/api/v1/notifications')).status, 401)
})
