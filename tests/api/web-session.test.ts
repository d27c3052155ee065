/** What a browser in which somebody has logged in may ask of the API, and what another site's page in it may not. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { suspendAccount } from '../../src/moderation/actions.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'
import { type Listener, openSocket, refusalOf, socketUrl } from './stream-clients.ts'

let world: World
let mara: Person
let cookie: string
before(async () => {
  world = await createWorld()
  await world.person('olga')
  mara = await world.person('mara')
  cookie = await world.logIn('mara')
})
after(() => world.stop())

type Headers = Record<string, string>
const ours = (): Headers => ({ 'twoway-web': '1', origin: world.url })
const asBrowser = (method: string, path: string, headers: Headers, body?: object, ofCookie = cookie): Promise<Answer> =>
  world.api(method, path, body, { cookie: ofCookie, ...headers })
const own = '/api/v1/accounts/verify_credentials'

describe('the web app', () => {
  test('does whatever its person may, without a token', async () => {
    const me = await asBrowser('GET', own, { 'twoway-web': '1', 'sec-fetch-site': 'same-origin' })
    assert.equal(me.body.username, 'mara')
    const posted = await asBrowser('POST', '/api/v1/statuses', ours(), { status: 'from the web app' })
    assert.equal(posted.status, 200, posted.text)
    assert.equal(posted.body.account.id, String(mara.id))
    assert.equal(posted.body.application, null)
    const home = await asBrowser('GET', '/api/v1/timelines/home', ours())
    assert.equal(home.body[0].id, posted.body.id)
    for (const [method, path, body] of [
      ['POST', `/api/v1/statuses/${posted.body.id}/bookmark`, undefined],
      ['GET', '/api/v1/notifications', undefined],
      ['GET', '/api/v2/filters', undefined],
      ['POST', '/api/v1/lists', { title: 'Walks' }],
    ] as const)
      assert.equal((await asBrowser(method, path, ours(), body)).status, 200, path)
  })

  test('is answered with what no cache may keep', async () => {
    const answer = await asBrowser('GET', '/api/v1/timelines/home', ours())
    assert.equal(answer.headers.get('cache-control'), 'private, no-store')
  })

  test('counts as its person for the rate limits', async () => {
    const before = await mara.api('GET', own)
    const next = await asBrowser('GET', own, ours())
    const left = (answer: Answer) => Number(answer.headers.get('x-ratelimit-remaining'))
    assert.equal(left(next), left(before) - 1)
  })

  test('has no say where only an app has one', async () => {
    assert.equal((await asBrowser('GET', '/api/v1/apps/verify_credentials', ours())).status, 404)
    const sent = { username: 'somebody', email: 's@people.example', password: 'somebody-password', agreement: true }
    assert.equal((await asBrowser('POST', '/api/v1/accounts', ours(), { ...sent, locale: 'en' })).status, 403)
  })

  test('a token goes before the cookie, also a wrong one', async () => {
    const theo = await world.person('theo')
    const answer = await asBrowser('GET', own, { ...ours(), authorization: `Bearer ${theo.token}` })
    assert.equal(answer.body.username, 'theo')
    assert.equal((await asBrowser('GET', own, { ...ours(), authorization: 'Bearer wrong' })).status, 401)
  })
})

describe('another site in the same browser', () => {
  const post = (headers: Headers) => asBrowser('POST', '/api/v1/statuses', headers, { status: 'forged' })
  const elsewhere = 'https://evil.example'

  test('cannot act: without the header the cookie is not looked at', async () => {
    for (const headers of [
      {},
      { origin: elsewhere, 'sec-fetch-site': 'cross-site' },
      { origin: world.url },
      { 'sec-fetch-site': 'same-origin' },
    ])
      assert.equal((await post(headers)).status, 401, JSON.stringify(headers))
    const form = await world.api('POST', '/api/v1/statuses', 'status=forged', {
      cookie,
      origin: elsewhere,
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.equal(form.status, 401)
  })

  test('cannot act: the header does not help where the browser names another site, or none', async () => {
    for (const headers of [
      { origin: elsewhere },
      { origin: 'null' },
      { origin: elsewhere, 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ] as Headers[]) {
      const answer = await post({ 'twoway-web': '1', ...headers })
      assert.equal(answer.status, 403, JSON.stringify(headers))
      assert.match(answer.body.error, /another site/)
    }
  })

  test('has left nothing behind', async () => {
    const posts = await mara.api('GET', `/api/v1/accounts/${mara.id}/statuses`)
    assert.doesNotMatch(posts.text, /forged/)
  })

  test('cannot read: what may be read by anyone is read as by a stranger', async () => {
    const hidden = await mara.api('POST', '/api/v1/statuses', { status: 'for followers', visibility: 'private' })
    const path = `/api/v1/statuses/${hidden.body.id}`
    assert.equal((await asBrowser('GET', path, {})).status, 404)
    assert.equal((await asBrowser('GET', path, { origin: elsewhere })).status, 404)
    assert.equal((await asBrowser('GET', path, ours())).status, 200)
  })

  test('is not let through by CORS: it may not send the header, nor read what a cookie opens', async () => {
    const asked = await world.api('OPTIONS', '/api/v1/statuses', undefined, {
      origin: elsewhere,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'twoway-web',
    })
    assert.doesNotMatch(asked.headers.get('access-control-allow-headers') ?? '', /twoway-web/i)
    for (const answer of [asked, await asBrowser('GET', own, ours())])
      assert.equal(answer.headers.get('access-control-allow-credentials'), null)
  })
})

describe('streams of the web app', () => {
  const socket = (headers: Headers): Promise<Listener> => openSocket(world, '?stream=user', [], headers)
  const refused = (headers: Headers) => refusalOf(socketUrl(world, '?stream=user'), headers)

  test('open with the cookie, from our own pages only', async () => {
    const listener = await socket({ cookie, origin: world.url })
    await listener.subscribed()
    const { body } = await mara.api('POST', '/api/v1/statuses', { status: 'live' })
    await listener.settled()
    assert.equal(listener.of('update').at(-1)?.payload.id, body.id)
    listener.close()
    for (const headers of [
      { cookie },
      { cookie, origin: 'https://evil.example' },
      { cookie, origin: 'null' },
      { origin: world.url },
      { cookie: 'twoway_session=wrong', origin: world.url },
    ] as Headers[])
      assert.equal(await refused(headers), 401, JSON.stringify(headers))
  })

  test('end with the session, and only with that one', async () => {
    const [ending, staying] = [await world.logIn('mara'), await world.logIn('mara')]
    const one = await socket({ cookie: ending, origin: world.url })
    const other = await socket({ cookie: staying, origin: world.url })
    await one.subscribed()
    await other.subscribed()
    assert.equal((await world.submit('/auth/sign_out', {}, ending)).status, 303)
    await world.settle()
    assert.equal((await one.closed).code, 1008)
    assert.equal((await asBrowser('GET', own, ours(), undefined, ending)).status, 401)
    assert.equal((await asBrowser('GET', own, ours(), undefined, staying)).status, 200)
    await mara.api('POST', '/api/v1/statuses', { status: 'still here' })
    await other.settled()
    assert.match(other.of('update').at(-1)?.payload.content, /still here/)
    other.close()
  })

  test('a session that has run out opens nothing more, and its stream ends with the next beat', async () => {
    const late = await world.logIn('mara')
    const listener = await socket({ cookie: late, origin: world.url })
    await listener.subscribed()
    world.clock.advance(366 * 86_400_000)
    await world.server.beatStreams()
    assert.equal((await listener.closed).code, 1008)
    assert.equal((await asBrowser('GET', own, ours(), undefined, late)).status, 401)
    assert.equal(await refused({ cookie: late, origin: world.url }), 401)
    world.clock.advance(-366 * 86_400_000)
  })
})

test('a suspended person has neither app nor stream', async () => {
  const nina = await world.person('nina')
  const hers = await world.logIn('nina')
  const listener = await openSocket(world, '?stream=user', [], { cookie: hers, origin: world.url })
  await listener.subscribed()
  await suspendAccount(world.ctx, { target: nina.id })
  await world.settle()
  assert.equal((await listener.closed).code, 1008)
  assert.equal((await asBrowser('GET', own, ours(), undefined, hers)).status, 401)
  const page = await asBrowser('GET', '/', { accept: 'text/html' }, undefined, hers)
  assert.doesNotMatch(page.text, /id="app"/)
})
