/** The demo town: without a password one is whoever one likes, and no real server has any of it. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { check } from '../../src/cli/check.ts'
import { residents } from '../../src/demo/residents.ts'
import { wordsIn } from '../../src/messages/words.ts'
import { type Answer, createWorld, type World } from '../world.ts'

const cookieOf = ({ headers }: Answer) => headers.getSetCookie()[0]?.split(';')[0] ?? ''

describe('a demo town', () => {
  let world: World
  before(async () => {
    world = await createWorld({ demo: { people: 90, withPictures: false } })
  })
  after(() => world.stop())

  const own = async (cookie: string) =>
    (await world.api('GET', '/api/v1/accounts/verify_credentials', undefined, { cookie, 'twoway-web': '1' })).body
  const enter = () => world.api('GET', '/', undefined, { accept: 'text/html' })

  test('opens through the first resident’s eyes, without a word of log-in', async () => {
    const entered = await enter()
    assert.equal(entered.status, 303)
    assert.equal((await own(cookieOf(entered))).username, 'mara')
    const page = await world.api('GET', '/', undefined, { accept: 'text/html', cookie: cookieOf(entered) })
    assert.match(page.text, /<aside class="demo-bar".*you are <strong>Mara<\/strong>/s)
  })

  test('every resident on the list lives there, and one becomes them by a click; the former session ends', async () => {
    let cookie = cookieOf(await enter())
    for (const { username } of residents) {
      const switched = await world.submit('/demo/switch', { resident: username }, cookie)
      assert.equal(switched.status, 303, username)
      assert.equal((await own(cookieOf(switched))).username, username)
      assert.notEqual((await own(cookie)).username, 'mara')
      cookie = cookieOf(switched)
    }
    const { text } = await world.api('GET', '/demo', undefined, { cookie })
    for (const { username } of residents) {
      const why = wordsIn('en').demo.residents[username]?.why
      assert.ok(why && text.includes(why), username)
    }
    assert.equal(text.match(/name="resident"/g)?.length, residents.length - 1)
  })

  test('whoever opens it finds no page of theirs empty', async () => {
    const cookie = cookieOf(await enter())
    for (const path of ['lists', 'bookmarks', 'favourites', 'conversations', 'scheduled_statuses', 'notifications']) {
      const { body } = await world.api('GET', `/api/v1/${path}`, undefined, { cookie, 'twoway-web': '1' })
      assert.ok(body.length > 0, path)
    }
  })

  test('nobody else can be become', async () => {
    for (const resident of ['', 'nobody', '../mara', 'mara@elsewhere.example'])
      assert.equal((await world.submit('/demo/switch', { resident })).status, 404)
  })

  test('as a stranger one sees the front door, and stays one', async () => {
    const left = await world.submit('/demo/leave', {}, cookieOf(await enter()))
    assert.equal(left.headers.get('location'), '/?plain')
    const door = await world.api('GET', '/?plain', undefined, { accept: 'text/html' })
    assert.equal(door.status, 200)
    assert.deepEqual(door.headers.getSetCookie(), [])
    assert.match(door.text, /you are a stranger/)
  })

  test('another site cannot switch, nor enter under a name of its own', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const origin of ['https://elsewhere.example', 'null', `http://127.0.0.1:${new URL(world.url).port}`]) {
      const foreign = await world.api('POST', '/demo/switch', 'resident=noor', { ...form, origin })
      assert.equal(foreign.status, 403)
      assert.deepEqual(foreign.headers.getSetCookie(), [])
    }
    const rebound = await fetch(world.url.replace('localhost', '127.0.0.1'), { redirect: 'manual' })
    assert.equal(rebound.status, 200)
    assert.deepEqual(rebound.headers.getSetCookie(), [])
  })

  test('residents have been told of what was done towards them lately, and have read most of it', async () => {
    const headers = { cookie: cookieOf(await enter()), 'twoway-web': '1' }
    const ask = async (path: string) =>
      (await world.api('GET', `/api/v1/notifications${path}`, undefined, headers)).body
    const told: { type: string; created_at: string; account: { username: string } }[] = await ask('?limit=80')
    assert.deepEqual([...new Set(told.map(({ type }) => type))].toSorted(), [
      'favourite',
      'follow',
      'mention',
      'reblog',
    ])
    const times = told.map(({ created_at }) => Date.parse(created_at))
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    )
    for (const { account } of told) assert.notEqual(account.username, 'mara')
    assert.ok((await ask('/unread_count?limit=1000')).count < told.length / 2)
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })

  test('one writes and follows as anywhere', async () => {
    const headers = { cookie: cookieOf(await enter()), 'twoway-web': '1', 'sec-fetch-site': 'same-origin' }
    const said = await world.api('POST', '/api/v1/statuses', { status: 'hello town' }, headers)
    assert.equal(said.status, 200, said.text)
    const otis = await world.api('GET', '/api/v1/accounts/lookup?acct=otis', undefined, headers)
    const followed = await world.api('POST', `/api/v1/accounts/${otis.body.id}/follow`, { reason: 'other' }, headers)
    assert.equal(followed.body.following, true)
    const home = await world.api('GET', '/api/v1/timelines/home?limit=1', undefined, headers)
    assert.equal(home.body[0].id, said.body.id)
  })
})

describe('a real server', () => {
  test('has nothing of it', async () => {
    const world = await createWorld()
    await world.person('mara')
    for (const [method, path] of [
      ['GET', '/demo'],
      ['POST', '/demo/switch'],
      ['POST', '/demo/leave'],
    ] as const) {
      const answer = method === 'GET' ? await world.api('GET', path) : await world.submit(path, { resident: 'mara' })
      assert.equal(answer.status, 404, path)
      assert.deepEqual(answer.headers.getSetCookie(), [])
    }
    const front = await world.api('GET', '/', undefined, { accept: 'text/html' })
    assert.equal(front.status, 200)
    assert.doesNotMatch(front.text, /demo-bar|demo\.css/)
    const asset = await world.api('GET', '/', undefined, { cookie: 'twoway_demo_session=x' })
    assert.deepEqual(asset.headers.getSetCookie(), [])
    await world.stop()
  })
})
