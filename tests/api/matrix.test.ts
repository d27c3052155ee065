/** Every route of the table with every kind of caller: a new route is covered as soon as it stands there. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { suspendAccount } from '../../src/moderation/actions.ts'
import { type Route, scopes } from '../../src/platform/http.ts'
import { holdsScope } from '../../src/platform/server.ts'
import { createWorld, type Person, rawRequest, type World } from '../world.ts'
import { fillPath, tableOfRoutes } from './table.ts'

describe('every route', () => {
  const routes = tableOfRoutes()
  const api = routes.filter(({ access }) => access.who !== 'page')
  let world: World
  let mara: Person
  let theo: Person
  before(async () => {
    world = await createWorld()
    mara = await world.person('mara')
    theo = await world.person('theo')
  })
  after(() => world.stop())

  const pathFor = (route: Route) => fillPath(route.path, String(theo.id))
  const call = (route: Route, token?: string) =>
    rawRequest(world.url, route.method, pathFor(route), undefined, token ? { authorization: `Bearer ${token}` } : {})

  /** A token of this person that holds one scope only. */
  async function tokenWith(person: Person, scope: string): Promise<string> {
    return world.tokenFor(person, scope)
  }

  test('the table names each method and path once', () => {
    const names = routes.map(({ method, path }) => `${method} ${path}`)
    assert.deepEqual(
      names.filter((name, index) => names.indexOf(name) !== index),
      [],
    )
    assert.ok(api.length > 60)
  })

  test('without a token: 401 where one is needed', async () => {
    for (const route of api.filter(({ access }) => access.who !== 'anyone')) {
      const answer = await call(route)
      assert.equal(answer.status, 401, `${route.method} ${route.path}`)
      assert.equal(typeof answer.body.error, 'string')
    }
  })

  test('with a token that was made up: 401 everywhere', async () => {
    for (const route of api) assert.equal((await call(route, 'made-up')).status, 401, `${route.method} ${route.path}`)
  })

  test('with a token of another scope: 403 everywhere', async () => {
    const tokens = new Map<string, string>()
    for (const route of api) {
      const { scope } = route.access
      if (!scope) continue
      const other = scopes.find((candidate) => !holdsScope([candidate], scope) && candidate.includes(':'))!
      if (!tokens.has(other)) tokens.set(other, await tokenWith(mara, other))
      const answer = await call(route, tokens.get(other))
      assert.equal(answer.status, 403, `${route.method} ${route.path}`)
      assert.equal(answer.body.error, 'This action is outside the authorized scopes')
    }
  })

  test("with an application's own token: 422 where a person is needed", async () => {
    const token = await world.appToken()
    for (const route of api.filter(({ access }) => access.who === 'person')) {
      const answer = await call(route, token)
      assert.equal(answer.status, 422, `${route.method} ${route.path}`)
    }
  })

  test("with a suspended person's token: 401 or 403 everywhere", async () => {
    const nina = await world.person('nina')
    const suspended = await suspendAccount(world.ctx, { target: nina.id })
    assert.ok(!suspended || !('failure' in (suspended as object)))
    for (const route of api)
      assert.ok([401, 403].includes((await call(route, nina.token)).status), `${route.method} ${route.path}`)
  })

  test('pages send strangers to the log-in or show them something', async () => {
    for (const route of routes.filter(({ access, method }) => access.who === 'page' && method === 'GET')) {
      const answer = await call(route)
      assert.ok(answer.status < 500, `${route.path}: ${answer.status}`)
      if (answer.status === 303) assert.ok(answer.headers.get('location')!.startsWith('/'), route.path)
    }
  })

  test('a form that comes from another site is refused', async () => {
    for (const route of routes.filter(({ access, method }) => access.who === 'page' && method !== 'GET')) {
      const answer = await rawRequest(world.url, route.method, pathFor(route), 'a=b', {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://evil.example',
        'sec-fetch-site': 'cross-site',
      })
      assert.equal(answer.status, 403, route.path)
    }
  })
})
