/** Input nobody should send: the right 4xx with a sentence, and nothing stored. */
import assert from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

describe('wrong input', () => {
  let world: World
  let mara: Person
  let theo: Person
  before(async () => {
    world = await createWorld()
    mara = await world.person('mara')
    theo = await world.person('theo')
  })
  after(() => world.stop())

  const postCount = async () =>
    Number((await sql<{ n: string }>`select count(*) as n from posts`.execute(world.ctx.db)).rows[0]!.n)
  const json = { 'content-type': 'application/json' }

  async function refused(status: number, what: string, answer: Answer) {
    assert.equal(answer.status, status, `${what}: ${answer.text}`)
    assert.match(answer.body.error, /\w+ \w+/, what)
  }

  test('a body that cannot be read is told so', async () => {
    const before = await postCount()
    const bodies: [number, string, string][] = [
      [400, '{"status": "hel', 'application/json'],
      [400, '["status"]', 'application/json'],
      [400, '"status"', 'application/json'],
      [400, 'null', 'application/json'],
      [400, 'status=%E0%A4%A', 'application/x-www-form-urlencoded'],
      [400, '--x\r\nbroken', 'multipart/form-data; boundary=y'],
      [400, 'status=hello', 'text/plain'],
      [422, '{"status": "a\\u0000b"}', 'application/json'],
      [422, '{"status": "a\\ud800b"}', 'application/json'],
      [422, 'status=a%00b', 'application/x-www-form-urlencoded'],
      [422, `${'{"a":'.repeat(60)}1${'}'.repeat(60)}`, 'application/json'],
    ]
    for (const [status, body, type] of bodies)
      await refused(status, body, await mara.api('POST', '/api/v1/statuses', body, { 'content-type': type }))
    assert.equal(await postCount(), before)
  })

  test('what there is not is told in JSON to web apps of other sites too; a slash at the end is nothing else', async () => {
    for (const [method, path, accept] of [
      ['GET', '/api/v1/trends/nonsense', 'text/html'],
      ['POST', '/api/v1/instance', '*/*'],
      ['GET', '/.well-known/nonsense', 'application/json'],
    ] as const) {
      const answer = await world.api(method, path, undefined, { accept })
      await refused(404, path, answer)
      assert.equal(answer.headers.get('access-control-allow-origin'), '*', path)
      assert.match(answer.headers.get('access-control-expose-headers')!, /\bLink\b/)
    }
    for (const path of ['/api/v1/instance/', '/api/v1/accounts/verify_credentials/', `/api/v1/accounts/${theo.id}/`])
      assert.equal((await mara.api('GET', path)).status, 200, path)
    assert.equal((await mara.api('POST', '/api/v1/statuses/', { status: 'with a slash' })).status, 200)
    assert.equal((await world.api('GET', '/oauth/authorize/?response_type=code')).status, 400)
  })

  test('what is no request, or has too long a head, is told so', async () => {
    const long = await world.api('GET', `/api/v1/statuses/${'a'.repeat(20_000)}`)
    assert.deepEqual(
      [long.status, long.body],
      [431, { error: 'The address and the headers must be shorter than 16 kB' }],
    )
    const { hostname, port } = new URL(world.url)
    const socket = connect(Number(port), hostname)
    socket.end('HELLO\r\n\r\n')
    const answer = (await socket.toArray()).join('')
    assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n.*\{"error":"This is no HTTP request that can be read"\}$/s)
  })

  test('bytes that are not UTF-8 are told so', async () => {
    const answer = await fetch(`${world.url}/api/v1/statuses`, {
      method: 'POST',
      headers: { ...json, authorization: `Bearer ${mara.token}` },
      body: Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
    })
    assert.equal(answer.status, 400)
  })

  test('more than 1 MB is refused, announced or not, and the connection does not hang', async () => {
    await refused(
      413,
      'announced',
      await mara.api('POST', '/api/v1/statuses', JSON.stringify({ status: 'x'.repeat(1_100_000) }), json),
    )
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const sending = request(
        `${world.url}/api/v1/statuses`,
        { method: 'POST', headers: { ...json, authorization: `Bearer ${mara.token}`, 'transfer-encoding': 'chunked' } },
        (response) => {
          response.resume()
          resolve(response.statusCode)
          sending.destroy()
        },
      )
      sending.on('error', reject)
      sending.write('{"status":"')
      for (let sent = 0; sent < 1_200_000; sent += 100_000) sending.write('x'.repeat(100_000))
      sending.end('"}')
    })
    assert.equal(status, 413)
  })

  test('wrong types, lengths and values name the field', async () => {
    const before = await postCount()
    for (const body of [
      { status: ['a'] },
      { status: { a: 1 } },
      { status: 5, visibility: 'secret' },
      { status: 'x', in_reply_to_id: 'abc' },
      { status: 'x', language: 'x'.repeat(200) },
      { status: 'x', sensitive: 'perhaps' },
      { status: 'x'.repeat(501) },
      { status: '   ' },
      {},
    ])
      await refused(422, JSON.stringify(body).slice(0, 60), await mara.api('POST', '/api/v1/statuses', body))
    assert.equal(await postCount(), before)
  })

  test('cursors and limits that are none are refused in every list', async () => {
    for (const path of [
      'timelines/home',
      'timelines/public',
      'timelines/tag/x',
      'notifications',
      'favourites',
      'bookmarks',
      'blocks',
      'mutes',
      `accounts/${theo.id}/statuses`,
      `accounts/${theo.id}/followers`,
    ])
      for (const query of ['max_id=abc', 'since_id=-1', 'min_id=1;drop', 'limit=0', 'limit=x', 'max_id[]=1&max_id[]=2'])
        await refused(422, `${path}?${query}`, await mara.api('GET', `/api/v1/${path}?${query}`))
  })

  test('SQL and HTML in every field stay text', async () => {
    const nasty = `'); drop table posts; -- <script>alert(1)</script> "><img src=x onerror=alert(1)> %s \\ $1 {{7*7}}`
    const made = await mara.api('POST', '/api/v1/statuses', { status: nasty, spoiler_text: nasty })
    assert.equal(made.status, 200)
    assert.doesNotMatch(made.body.content, /<script|<img/)
    assert.equal((await mara.api('GET', `/api/v1/statuses/${made.body.id}/source`)).body.text, nasty)
    const profile = await mara.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: nasty.slice(0, 30),
      note: nasty,
      fields_attributes: [{ name: '<b>', value: nasty }],
    })
    assert.equal(profile.status, 200, profile.text)
    assert.doesNotMatch(profile.body.note + profile.body.fields[0].value, /<script|<img/)
    assert.equal((await theo.api('GET', `/api/v1/accounts/search?q=${encodeURIComponent(nasty)}`)).status, 200)
    assert.equal((await theo.api('GET', `/api/v2/search?q=${encodeURIComponent(nasty)}`)).status, 200)
    assert.equal((await theo.api('POST', `/api/v1/accounts/${mara.id}/note`, { comment: nasty })).body.note, nasty)
  })

  test('what one may not see is answered exactly as what does not exist', async () => {
    const hidden = (await mara.api('POST', '/api/v1/statuses', { status: 'for nobody else', visibility: 'direct' }))
      .body.id
    const none = String(Number(hidden) + 1)
    const shown = ({ status, text, headers }: Answer) => {
      const kept = [...headers].filter(([name]) => !name.startsWith('x-ratelimit') && name !== 'date')
      return { status, text, headers: kept }
    }
    const acts: [string, string][] = [
      ['GET', ''],
      ['GET', '/context'],
      ['GET', '/source'],
      ['GET', '/favourited_by'],
      ['GET', '/reblogged_by'],
      ['DELETE', ''],
      ...['favourite', 'unfavourite', 'reblog', 'unreblog', 'bookmark', 'unbookmark', 'mute', 'unmute'].map(
        (act): [string, string] => ['POST', `/${act}`],
      ),
    ]
    for (const [method, path] of acts) {
      const answers = await Promise.all([hidden, none].map((id) => theo.api(method, `/api/v1/statuses/${id}${path}`)))
      assert.deepEqual(shown(answers[0]!), shown(answers[1]!), `${method} ${path}`)
      assert.equal(answers[0]!.status, 404)
    }
    const replies = await Promise.all(
      [hidden, none].map((id) => theo.api('POST', '/api/v1/statuses', { status: 'x', in_reply_to_id: id })),
    )
    assert.deepEqual(shown(replies[0]!), shown(replies[1]!))
    assert.deepEqual((await theo.api('GET', `/api/v1/statuses?id[]=${hidden}`)).body, [])
  })

  test("other people's posts stay theirs", async () => {
    const post = (await mara.api('POST', '/api/v1/statuses', { status: 'mine' })).body.id
    await refused(404, 'delete', await theo.api('DELETE', `/api/v1/statuses/${post}`))
    assert.equal((await mara.api('GET', `/api/v1/statuses/${post}`)).status, 200)
  })

  test('a token ends with its revocation, and says so', async () => {
    const token = await world.tokenFor(theo, 'read')
    const own = () =>
      fetch(`${world.url}/api/v1/accounts/verify_credentials`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal((await own()).status, 200)
    await sql`delete from access_tokens where scopes = array['read']`.execute(world.ctx.db)
    const answer = await own()
    assert.equal(answer.status, 401)
    assert.equal(answer.headers.get('www-authenticate'), 'Bearer realm="Twoway", error="invalid_token"')
    assert.deepEqual(await answer.json(), { error: 'The access token is invalid' })
  })
})
