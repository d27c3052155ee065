/** Generated garbage at every route: never a 5xx, never a hang, nothing stored half. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { check } from '../../src/cli/check.ts'
import type { Route } from '../../src/platform/http.ts'
import { createWorld, type Person, rawRequest, type World } from '../world.ts'
import { fillPath, tableOfRoutes } from './table.ts'

const nastyStrings = [
  '',
  ' ',
  '0',
  '-1',
  '1e9',
  '9007199254740993',
  '99999999999999999999999',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  "'; drop table posts; --",
  '%00',
  '\u0000',
  '\ud800',
  '\u202e',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%',
  '%E0%A4%A',
  'a'.repeat(10_000),
  '𝕏'.repeat(600),
  '@'.repeat(400),
  'http://'.repeat(200),
  '\n\r\t',
  '__proto__',
  'constructor',
]

const nasty = fc.oneof(fc.constantFrom(...nastyStrings), fc.string({ unit: 'binary', maxLength: 40 }))
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    nasty,
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(nasty, tie('any'), { maxKeys: 3 }),
  ),
})).any
const fieldNames = [
  'status',
  'id',
  'id[]',
  'ids',
  'limit',
  'max_id',
  'since_id',
  'min_id',
  'q',
  'acct',
  'comment',
  'duration',
  'reason',
  'reason_text',
  'reason_status_id',
  'visibility',
  'in_reply_to_id',
  'spoiler_text',
  'sensitive',
  'language',
  'languages',
  'notify',
  'reblogs',
  'types',
  'exclude_types',
  'display_name',
  'note',
  'fields_attributes',
  'source',
  'username',
  'email',
  'password',
  'client_name',
  'redirect_uris',
  'redirect_uri',
  'scopes',
  'scope',
  'grant_type',
  'code',
  'client_id',
  'client_secret',
  'code_verifier',
  'token',
  'account_id',
  'status_ids',
  'offset',
  'any',
  'all',
  'none',
  'record',
  'category',
  'rule_ids',
  'notifications',
  'agreement',
  'locale',
  'return_to',
  'poll',
  'choices',
  'title',
  'context',
  'filter_action',
  'expires_in',
  'keywords_attributes',
  'keyword',
  'whole_word',
  'phrase',
  'status_id',
  'account_ids',
  'replies_policy',
  'exclusive',
  'timeline',
  'home',
  'state',
]
const input = fc.dictionary(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...fieldNames) }, { weight: 1, arbitrary: nasty }),
  value,
  { maxKeys: 6 },
)

const shape = fc.record({
  id: fc.oneof(fc.constant('self'), fc.constant('post'), nasty),
  query: input,
  body: fc.oneof(
    { weight: 6, arbitrary: input.map((body) => JSON.stringify(body)) },
    { weight: 1, arbitrary: fc.constantFrom('{', '[]', 'null', '"x"', '{"a":'.repeat(50)) },
  ),
  type: fc.constantFrom(
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/plain',
    'application/json; charset=utf-16',
  ),
})

function encode(text: string): string {
  return [...text].map((character) => (character.isWellFormed() ? encodeURIComponent(character) : '%ED%A0%80')).join('')
}

describe('garbage', () => {
  let world: World
  let mara: Person
  let post: string
  before(async () => {
    world = await createWorld()
    mara = await world.person('mara')
    await world.person('theo')
    post = (await mara.api('POST', '/api/v1/statuses', { status: 'hello' })).body.id
  })
  after(() => world.stop())

  async function throwAt(
    route: Route,
    { id, query, body, type }: { id: string; query: Record<string, unknown>; body: string; type: string },
  ) {
    const chosen = id === 'self' ? String(mara.id) : id === 'post' ? post : id
    const path = fillPath(route.path, encode(chosen) || '0')
    const search = Object.entries(query)
      .map(([name, each]) => `${encode(name)}=${encode(typeof each === 'string' ? each : JSON.stringify(each))}`)
      .join('&')
      .slice(0, 6_000)
    const answer = await rawRequest(
      world.url,
      route.method,
      `${path}?${search}`,
      route.method === 'GET' ? undefined : body,
      {
        authorization: `Bearer ${mara.token}`,
        'content-type': type,
        'idempotency-key': encode(id).slice(0, 50),
        origin: world.url,
      },
    )
    assert.ok(answer.status < 500, `${route.method} ${path}?${search} ${body} → ${answer.status} ${answer.text}`)
    if (answer.status >= 400 && route.access.who !== 'page' && answer.status !== 406)
      assert.equal(typeof answer.body?.error, 'string', `${route.method} ${route.path} ${answer.status} ${answer.text}`)
    if (answer.status === 401 && route.access.who !== 'page')
      mara = await world.person(`mara_${world.ctx.newId().toString(36)}`)
  }

  for (const route of tableOfRoutes())
    test(`${route.method} ${route.path}`, async () => {
      await fc.assert(
        fc.asyncProperty(shape, (thrown) => throwAt(route, thrown)),
        { numRuns: 15 },
      )
    })

  test('nothing was stored half', async () => {
    await world.settle()
    const found: string[] = []
    assert.ok(await check(world.ctx, { repair: false }, (line) => found.push(line)), found.join('\n'))
  })
})
