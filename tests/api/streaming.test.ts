/** What streams carry and to whom, through masto's client, raw WebSockets, and Server-Sent Events read by hand. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createStreamingAPIClient } from 'masto'
import { resetPassword } from '../../src/auth/actions.ts'
import { deleteAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { type Listener, listen, openEvents, openSocket, refusalOf, socketUrl } from './stream-clients.ts'

let world: World
let open: { close: () => void }[] = []
let mara: Person
let theo: Person
let nina: Person
let counter = 0

before(async () => {
  world = await createWorld()
  await world.person('olga')
})
after(async () => {
  for (const one of open) one.close()
  await world.stop()
})
beforeEach(async () => {
  for (const one of open) one.close()
  open = []
  counter++
  mara = await world.person(`mara${counter}`)
  theo = await world.person(`theo${counter}`)
  nina = await world.person(`nina${counter}`)
})

async function socketOf(person: { token: string }, ...streams: object[]): Promise<Listener> {
  // What was done before is not for this stream.
  await world.settle()
  const listener = await listen(world, person.token, streams)
  open.push(listener)
  return listener
}

async function does(person: Person, method: string, path: string, body?: object) {
  const answer = await person.api(method, path, body)
  assert.equal(answer.status, 200, `${method} ${path} ${answer.text}`)
  return answer.body
}
const say = (person: Person, status: string, more: object = {}): Promise<{ id: string }> =>
  does(person, 'POST', '/api/v1/statuses', { status, ...more })
const follow = (follower: Person, followee: Person) => does(follower, 'POST', `/api/v1/accounts/${followee.id}/follow`)
const updates = (listener: Listener) => listener.of('update').map(({ payload }) => payload.id as string)

describe('what a stream carries', () => {
  test('user: posts of oneself and of people one follows, each as it is read by request', async () => {
    await follow(theo, mara)
    await follow(mara, theo)
    const theos = await socketOf(theo, { stream: 'user' })
    const comes = async ({ id }: { id: string }) => {
      await theos.settled()
      const { stream, payload } = theos.of('update').at(-1)!
      assert.deepEqual([stream, payload], [['user'], await does(theo, 'GET', `/api/v1/statuses/${id}`)])
    }
    await comes(await say(mara, 'hello'))
    const own = await say(theo, 'mine')
    await comes(own)
    await say(nina, 'nobody follows me')
    await comes(await say(mara, `@${theo.name} yes`, { in_reply_to_id: own.id }))
    await comes(await say(mara, 'which?', { poll: { options: ['this', 'that'], expires_in: 3600 } }))
    await comes(await does(mara, 'POST', `/api/v1/statuses/${own.id}/reblog`))
    assert.equal(theos.received.filter(({ event }) => event === 'update').length, 5)
  })

  test('a post comes as it is for each of those who get it', async () => {
    await follow(theo, mara)
    await follow(nina, mara)
    const original = await say(nina, 'boosted soon')
    await does(theo, 'POST', `/api/v1/statuses/${original.id}/favourite`)
    const theos = await socketOf(theo, { stream: 'user' })
    const ninas = await socketOf(nina, { stream: 'user' })
    const boost = await does(mara, 'POST', `/api/v1/statuses/${original.id}/reblog`)
    await theos.settled()
    await ninas.settled()
    assert.deepEqual([updates(theos), updates(ninas)], [[boost.id], [boost.id]])
    const shown = [theos, ninas].map((one) => one.of('update')[0]!.payload.reblog)
    assert.deepEqual(
      shown.map(({ favourited }) => favourited),
      [true, false],
    )
    assert.deepEqual(
      shown.map((post) => 'pinned' in post),
      [false, true],
      'what only its author is told',
    )
  })

  test('public: everyone’s public posts, by people here and elsewhere', async () => {
    const names = ['public', 'public:local', 'public:remote', 'public:media']
    const theos = await socketOf(theo, ...names.map((stream) => ({ stream })))
    const said = await say(mara, 'to all')
    await say(mara, 'not in lists', { visibility: 'unlisted' })
    await say(mara, 'to followers', { visibility: 'private' })
    await say(mara, `@${theo.name} to you`, { visibility: 'direct' })
    await say(mara, `@${theo.name} an answer`, { in_reply_to_id: (await say(theo, 'question')).id })
    await theos.settled()
    const expected = [['public'], ['public:local']].map((stream) => ({ stream, id: said.id }))
    const came = theos.of('update').filter(({ payload }) => payload.account.id === String(mara.id))
    assert.deepEqual(
      came.map(({ stream, payload }) => ({ stream, id: payload.id })),
      expected,
    )
  })

  test('hashtag: public posts with it, under the name the client gave', async () => {
    const theos = await socketOf(
      theo,
      { stream: 'hashtag', tag: 'Kayaks' },
      { stream: 'hashtag:local', tag: 'kayaks' },
      { stream: 'hashtag', tag: 'boats' },
    )
    const said = await say(mara, 'I like #kAYAKS')
    await say(mara, 'quietly #kayaks', { visibility: 'unlisted' })
    await theos.settled()
    assert.deepEqual(
      theos.of('update').map(({ stream, payload }) => [...stream, payload.id]),
      [
        ['hashtag', 'Kayaks', said.id],
        ['hashtag:local', 'kayaks', said.id],
      ],
    )
  })

  test('user:notification and user: what one is told; only once it is committed', async () => {
    const theos = await socketOf(theo, { stream: 'user:notification' }, { stream: 'user' })
    const said = await say(theo, 'like me')
    await does(mara, 'POST', `/api/v1/statuses/${said.id}/favourite`)
    await follow(nina, theo)
    await theos.settled()
    const told = theos.of('notification')
    assert.deepEqual(
      told.map(({ stream, payload }) => [stream[0], payload.type]),
      ['favourite', 'follow'].flatMap((type) => [
        ['user', type],
        ['user:notification', type],
      ]),
    )
    const list = await does(theo, 'GET', '/api/v1/notifications')
    assert.deepEqual(
      told.filter(({ stream }) => stream[0] === 'user').map(({ payload }) => payload.id),
      list.map(({ id }: { id: string }) => id).toReversed(),
    )
  })

  test('deletions reach those who could read the post, and nobody else', async () => {
    await follow(theo, mara)
    const [theos, ninas] = [await socketOf(theo, { stream: 'user' }), await socketOf(nina, { stream: 'public' })]
    const open = await say(mara, 'open')
    const closed = await say(mara, 'closed', { visibility: 'private' })
    const message = await say(mara, `@${nina.name} psst`, { visibility: 'direct' })
    for (const { id } of [open, closed, message]) await does(mara, 'DELETE', `/api/v1/statuses/${id}`)
    await theos.settled()
    await ninas.settled()
    assert.deepEqual(
      theos.of('delete').map(({ payload }) => payload),
      [open.id, closed.id],
    )
    assert.deepEqual(
      ninas.of('delete').map(({ payload }) => payload),
      [open.id],
    )
  })

  test('list: what home would have of its members', async () => {
    for (const person of [mara, nina]) await follow(theo, person)
    const list = await does(theo, 'POST', '/api/v1/lists', { title: 'close', exclusive: true })
    await does(theo, 'POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [String(mara.id)] })
    const theos = await socketOf(theo, { stream: 'list', list: list.id }, { stream: 'user' })
    const ofMember = await say(mara, 'hello')
    const ofOther = await say(nina, 'hello too')
    await theos.settled()
    assert.deepEqual(
      theos.of('update').map(({ stream, payload }) => [...stream, payload.id]),
      [
        ['list', list.id, ofMember.id],
        ['user', ofOther.id],
      ],
    )
    const ninas = await socketOf(nina)
    ninas.say({ type: 'subscribe', stream: 'list', list: list.id })
    await ninas.subscribed()
    assert.deepEqual(ninas.failures, [{ error: 'Not authorized to stream this list', status: 404 }])
  })

  test('direct: conversations, to those who take part', async () => {
    const streams = await Promise.all([mara, theo, nina].map((person) => socketOf(person, { stream: 'direct' })))
    const message = await say(mara, `@${theo.name} a word?`, { visibility: 'direct' })
    for (const stream of streams) await stream.settled()
    assert.deepEqual(
      streams.map(({ received }) =>
        received.map(({ stream, event, payload }) => [...stream, event, payload.unread, payload.last_status.id]),
      ),
      [[['direct', 'conversation', false, message.id]], [['direct', 'conversation', true, message.id]], []],
    )
    assert.deepEqual(streams[1]!.received[0]!.payload, (await does(theo, 'GET', '/api/v1/conversations'))[0])
  })

  test('user: public posts with a hashtag one follows', async () => {
    await does(theo, 'POST', '/api/v1/tags/canoes/follow')
    const theos = await socketOf(theo, { stream: 'user' })
    const said = await say(mara, 'about #canoes')
    await say(mara, 'about #cars')
    await theos.settled()
    assert.deepEqual(updates(theos), [said.id])
  })

  test('an edited post comes anew as status.update', async () => {
    await follow(theo, mara)
    const said = await say(mara, 'frist')
    await world.settle()
    const theos = await socketOf(theo, { stream: 'user' })
    await does(mara, 'PUT', `/api/v1/statuses/${said.id}`, { status: 'first' })
    await theos.settled()
    assert.deepEqual(
      theos.received.map(({ event, payload }) => [event, payload.content]),
      [['status.update', '<p>first</p>']],
    )
  })

  test('changed filters are said to the person’s own streams', async () => {
    const [theos, ninas] = [await socketOf(theo, { stream: 'user' }), await socketOf(nina, { stream: 'user' })]
    await does(theo, 'POST', '/api/v2/filters', { title: 'x', context: ['home'] })
    await theos.settled()
    await ninas.settled()
    assert.deepEqual(theos.received, [{ stream: ['user'], event: 'filters_changed', payload: undefined }])
    assert.deepEqual(ninas.received, [])
  })

  test('what was subscribed to twice comes once; what was unsubscribed from no more', async () => {
    const theos = await socketOf(theo, { stream: 'public' }, { stream: 'public' }, { stream: 'user' })
    const first = await say(theo, 'one')
    await theos.settled()
    assert.deepEqual(updates(theos), [first.id, first.id], 'once for each of the two streams')
    theos.say({ type: 'unsubscribe', stream: 'public' })
    await theos.echo()
    const second = await say(theo, 'two')
    await theos.settled()
    assert.deepEqual(updates(theos), [first.id, first.id, second.id])
  })
})

describe('how a stream is opened', () => {
  test('masto’s client gets what it subscribes to', async () => {
    const client = createStreamingAPIClient({
      streamingApiUrl: `${world.url.replace('http', 'ws')}`,
      accessToken: theo.token,
    })
    open.push({ close: () => client.close() })
    const events = client.hashtag.subscribe({ tag: 'masto' }).values()
    const next = events.next()
    // The subscription is in place once a post comes through; until then there is nothing to wait for but posts.
    let said: { id: string }[] = []
    let isHere = false
    const first = next.then((result) => {
      isHere = true
      return result.value
    })
    while (!isHere) {
      said = [...said, await say(mara, '#masto')]
      await world.settle()
    }
    const event = await first
    assert.equal(event?.event, 'update')
    assert.ok(said.some(({ id }) => id === (event?.payload as { id: string }).id))
  })

  test('the token comes in the header, the query or the protocol', async () => {
    const ways = [
      await openSocket(world, '?stream=user', [], { authorization: `Bearer ${theo.token}` }),
      await openSocket(world, `/?stream=user&access_token=${theo.token}`),
      await openSocket(world, '?stream=user', [theo.token]),
    ]
    open.push(...ways)
    for (const socket of ways) await socket.subscribed()
    const said = await say(theo, 'hello')
    for (const socket of ways) {
      await socket.settled()
      assert.deepEqual(updates(socket), [said.id])
    }
  })

  test('without a token of a person nothing is opened', async () => {
    const withToken = (token: string) => refusalOf(socketUrl(world, `?access_token=${token}`))
    assert.equal(await refusalOf(socketUrl(world)), 401)
    assert.equal(await withToken('made-up'), 401)
    assert.equal(await withToken(await world.appToken()), 401)
    assert.equal(await refusalOf(`${socketUrl(world)}/elsewhere`), 400)
    assert.equal((await theo.api('GET', '/api/v1/streaming')).status, 404)
    assert.equal((await world.api('GET', '/api/v1/streaming/health')).text, 'OK')
    assert.equal((await world.api('GET', '/api/v1/streaming/nonsense')).status, 400)
  })

  test('each stream needs its scope, and a failure says so', async () => {
    const statuses = await socketOf({ token: await world.tokenFor(theo, 'read:statuses') }, { stream: 'user' })
    const notifications = await socketOf({ token: await world.tokenFor(theo, 'read:notifications') })
    statuses.say({ type: 'subscribe', stream: 'user:notification' })
    notifications.say({ type: 'subscribe', stream: 'user' })
    notifications.say({ type: 'subscribe', stream: 'public' })
    notifications.say({ type: 'subscribe', stream: 'user:notification' })
    const said = await say(theo, 'hello')
    await does(mara, 'POST', `/api/v1/statuses/${said.id}/favourite`)
    await statuses.settled()
    await notifications.settled()
    const missing = { error: 'Access token does not have the required scopes', status: 401 }
    assert.deepEqual([statuses.failures, notifications.failures], [[missing], [missing, missing]])
    assert.deepEqual(
      [statuses, notifications].map(({ received }) => received.map(({ event }) => event)),
      [['update'], ['notification']],
    )
  })

  test('what is not understood is refused or passed over, and the stream goes on', async () => {
    const theos = await socketOf(theo)
    for (const message of ['{', '[]', 'null', '{"type":"subscribe"}', '{"type":"dance","stream":"user"}'])
      theos.say(message)
    theos.say({ type: 'subscribe', stream: 'hashtag' })
    theos.say({ type: 'subscribe', stream: 'list', list: '1' })
    theos.say({ type: 'subscribe', stream: 'constructor' })
    while (theos.failures.length < 3) await theos.echo()
    theos.say({ type: 'unsubscribe', stream: 'public' })
    theos.say({ type: 'subscribe', stream: 'user' })
    await theos.subscribed()
    assert.deepEqual(
      theos.failures.map(({ error, status }) => `${status} ${error}`),
      ['400 Missing tag name parameter', '404 Not authorized to stream this list', '400 Unknown stream type'],
    )
    const said = await say(theo, 'hello')
    await theos.settled()
    assert.deepEqual(updates(theos), [said.id])
  })

  test('a huge message ends the stream', async () => {
    const theos = await socketOf(theo)
    theos.say({ type: 'subscribe', stream: 'x'.repeat(2_000) })
    assert.equal((await theos.closed).code, 1009)
  })

  test('streams and subscriptions are counted', async () => {
    const theos = await socketOf(theo, ...Array.from({ length: 50 }, (_, i) => ({ stream: 'hashtag', tag: `t${i}` })))
    theos.say({ type: 'subscribe', stream: 'user' })
    while (theos.failures.length === 0) await theos.echo()
    assert.deepEqual(theos.failures, [{ error: 'A stream takes up to 50 subscriptions', status: 429 }])
    const rest = await Promise.all(Array.from({ length: 19 }, () => socketOf(theo)))
    assert.equal(await refusalOf(socketUrl(world, `?access_token=${theo.token}`)), 429)
    rest[0]!.close()
    await rest[0]!.closed
    await socketOf(mara)
  })
})

describe('Server-Sent Events', () => {
  test('each address carries its own stream', async () => {
    await follow(theo, mara)
    const paths = ['user', 'public', 'public/local', 'hashtag?tag=sse', 'hashtag/local?tag=SSE']
    const streams = await Promise.all(paths.map((path) => openEvents(world, `/${path}`, theo.token)))
    const silent = await Promise.all(
      ['public/remote', 'public?only_media=true', 'user/notification', 'direct', 'hashtag?tag=other'].map((path) =>
        openEvents(world, `/${path}`, theo.token),
      ),
    )
    open.push(...streams, ...silent)
    const said = await say(mara, 'events #sse')
    for (const stream of streams) {
      const { event, data } = await stream.next()
      assert.deepEqual([event, JSON.parse(data).id], ['update', said.id])
    }
    await world.settle()
    await world.server.beatStreams()
    for (const stream of silent) assert.deepEqual(await stream.comment(), ':thump')
  })

  test('notifications, deletions and filter changes', async () => {
    const all = await openEvents(world, '/user?access_token=', theo.token, 'query')
    const told = await openEvents(world, '/user/notification', theo.token)
    open.push(all, told)
    const said = await say(theo, 'hello')
    await does(mara, 'POST', `/api/v1/statuses/${said.id}/favourite`)
    await world.settle()
    await does(theo, 'DELETE', `/api/v1/statuses/${said.id}`)
    await does(theo, 'POST', '/api/v2/filters', { title: 'x', context: ['home'] })
    assert.equal((await told.next()).event, 'notification')
    const events = [await all.next(), await all.next(), await all.next(), await all.next()]
    assert.deepEqual(
      events.map(({ event }) => event),
      ['update', 'notification', 'delete', 'filters_changed'],
    )
    assert.deepEqual([events[2]!.data, events[3]!.data], [said.id, 'undefined'])
  })

  test('scopes and parameters are checked', async () => {
    const narrow = { authorization: `Bearer ${await world.tokenFor(theo, 'read:notifications')}` }
    const status = async (path: string, headers?: Record<string, string>) =>
      (await theo.api('GET', `/api/v1/streaming/${path}`, undefined, headers)).status
    assert.equal(await status('user', narrow), 403)
    assert.equal(await status('public', narrow), 403)
    assert.equal(await status('user/notification', narrow), 200)
    assert.equal(await status('hashtag'), 400)
    assert.equal(await status('list?list=1'), 404)
  })
})

describe('who is kept out', () => {
  test('two people who differ only in a block, a mute or a filter', async () => {
    const differences: Record<string, (person: Person) => Promise<unknown>> = {
      block: (person) => does(person, 'POST', `/api/v1/accounts/${nina.id}/block`),
      'being blocked': (person) => does(nina, 'POST', `/api/v1/accounts/${person.id}/block`),
      mute: (person) => does(person, 'POST', `/api/v1/accounts/${nina.id}/mute`),
      'no boosts': (person) => does(person, 'POST', `/api/v1/accounts/${mara.id}/follow`, { reblogs: false }),
      filter: (person) =>
        does(person, 'POST', '/api/v2/filters', {
          title: 'no cats',
          context: ['home', 'public'],
          filter_action: 'hide',
          keywords_attributes: [{ keyword: 'cats', whole_word: true }],
        }),
    }
    const plain = await world.person(`plain${counter}`)
    await follow(plain, mara)
    const everyone = await socketOf(plain, { stream: 'user' }, { stream: 'public' })
    const others = new Map<string, Listener>()
    let number = 0
    for (const [name, differ] of Object.entries(differences)) {
      const person = await world.person(`other${counter}_${number++}`)
      await follow(person, mara)
      // The stream is open before the two begin to differ.
      const listener = await socketOf(person, { stream: 'user' }, { stream: 'public' })
      await differ(person)
      await listener.settled()
      listener.received.length = 0
      others.set(name, listener)
    }
    const cats = await say(nina, 'I have cats')
    const boost = await does(mara, 'POST', `/api/v1/statuses/${cats.id}/reblog`)
    const own = await say(mara, 'good morning')
    const seen = async (listener: Listener) => {
      await listener.settled()
      return listener.of('update').map(({ stream, payload }) => `${stream} ${payload.id}`)
    }
    const both = [`user ${own.id}`, `public ${own.id}`]
    assert.deepEqual(await seen(everyone), [`public ${cats.id}`, `user ${boost.id}`, ...both])
    for (const name of ['block', 'being blocked', 'mute', 'filter'])
      assert.deepEqual(await seen(others.get(name)!), both, name)
    assert.deepEqual(await seen(others.get('no boosts')!), [`public ${cats.id}`, ...both])
  })

  test('a filter that only warns leaves the post, with its matches', async () => {
    await follow(theo, mara)
    await does(theo, 'POST', '/api/v2/filters', {
      title: 'careful',
      context: ['home'],
      filter_action: 'warn',
      keywords_attributes: [{ keyword: 'spiders', whole_word: true }],
    })
    const theos = await socketOf(theo, { stream: 'user' })
    await say(mara, 'look, spiders')
    await theos.settled()
    assert.deepEqual(
      theos
        .of('update')
        .map(({ payload }) => payload.filtered.map((one: { filter: { title: string } }) => one.filter.title)),
      [['careful']],
    )
  })

  test('followers by request get nothing before they are let in, and nothing after they are let go', async () => {
    await does(mara, 'PATCH', '/api/v1/accounts/update_credentials', { locked: true })
    const theos = await socketOf(theo, { stream: 'user' })
    await follow(theo, mara)
    await say(mara, 'closed', { visibility: 'private' })
    await world.settle()
    await does(mara, 'POST', `/api/v1/follow_requests/${theo.id}/authorize`)
    const between = await say(mara, 'between us', { visibility: 'private' })
    await world.settle()
    await does(mara, 'POST', `/api/v1/accounts/${theo.id}/remove_from_followers`)
    await say(mara, 'closed again', { visibility: 'private' })
    await theos.settled()
    assert.deepEqual(updates(theos), [between.id])
  })
})

describe('when a stream ends', () => {
  const revoke: Record<string, (person: Person) => Promise<unknown>> = {
    'a suspension': (person) => suspendAccount(world.ctx, { target: person.id }),
    'a deletion': (person) => deleteAccount(world.ctx, { target: person.id }),
    'a new password': (person) => resetPassword(world.ctx, person.name),
    'the end of an app’s access': async (person) => {
      const cookie = await world.logIn(person.name)
      const page = await world.api('GET', '/settings', undefined, { cookie })
      const id = /\/settings\/apps\/(\d+)\/revoke/.exec(page.text)![1]
      assert.equal((await world.submit(`/settings/apps/${id}/revoke`, {}, cookie)).status, 303)
    },
  }
  for (const [what, end] of Object.entries(revoke))
    test(`${what} closes it at once`, async () => {
      const [theos, maras] = [await socketOf(theo, { stream: 'user' }), await socketOf(mara, { stream: 'user' })]
      const events = await openEvents(world, '/user', theo.token)
      await end(theo)
      assert.deepEqual(await theos.closed, { code: 1008, reason: 'The access token is invalid' })
      await events.ended()
      const said = await say(mara, 'still here')
      await maras.settled()
      assert.deepEqual(updates(maras), [said.id])
    })

  test('a revoked token closes what was opened with it, and only that', async () => {
    const token = await world.tokenFor(theo, 'read')
    const [one, other] = [await socketOf({ token }, { stream: 'user' }), await socketOf(theo, { stream: 'user' })]
    await world.revoke(token)
    assert.equal((await one.closed).code, 1008)
    const said = await say(theo, 'hello')
    await other.settled()
    assert.deepEqual([updates(one), updates(other)], [[], [said.id]])
  })

  test('a token that another process took away is noticed at the next heartbeat', async () => {
    const theos = await socketOf(theo, { stream: 'user' })
    await world.ctx.db.deleteFrom('access_tokens').where('account_id', '=', theo.id).execute()
    await world.server.beatStreams()
    assert.equal((await theos.closed).code, 1008)
  })

  test('a client that shows no sign of life between two heartbeats is dropped', async () => {
    const silent = await openSocket(world, '?stream=user', [theo.token], {}, { autoPong: false })
    await world.server.beatStreams()
    await world.server.beatStreams()
    assert.equal((await silent.closed).code, 1006)
    const lively = await socketOf(theo, { stream: 'user' })
    await world.server.beatStreams()
    await lively.echo()
    await world.server.beatStreams()
    await lively.echo()
    assert.deepEqual(lively.failures, [])
  })

  test('the server says goodbye before it stops', async () => {
    const other = await createWorld()
    const person = await other.person('mara')
    const socket = await listen(other, person.token, [{ stream: 'user' }])
    const events = await openEvents(other, '/user', person.token)
    const stopped = other.stop()
    assert.deepEqual(await socket.closed, { code: 1001, reason: 'This server is stopping' })
    await events.ended()
    await stopped
  })
})
