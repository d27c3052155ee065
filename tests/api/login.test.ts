/** One's own login over the API of the web app: what a cookie may and no token. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorld, type Person, type World } from '../world.ts'
import { tableOfRoutes } from './table.ts'

describe('one’s own login', () => {
  let world: World
  let mara: Person
  before(async () => {
    world = await createWorld()
    await world.person('olga')
    mara = await world.person('mara')
  })
  after(() => world.stop())

  const ask = (cookie: string, method: string, path: string, body?: object) =>
    world.api(method, path, body, { cookie, 'twoway-web': '1', origin: world.url, 'user-agent': 'Firefox/150.0 Linux' })
  const cookieOf = (headers: Headers) => headers.getSetCookie()[0]!.split(';')[0]!

  test('no token comes near it, whatever its scopes', async () => {
    for (const { method, path } of tableOfRoutes().filter(({ access }) => access.who === 'browser')) {
      const body = method === 'GET' ? undefined : { current: 'mara-password-1', password: 'x' }
      const answer = await mara.api(method, path.replace(':id', '1'), body)
      assert.equal(answer.status, 403, `${method} ${path}`)
      assert.match(answer.body.error, /in a browser/)
    }
    assert.equal((await mara.api('GET', '/api/v1/accounts/verify_credentials')).status, 200)
  })

  test('other devices and apps are named and ended', async () => {
    const [here, there] = [await world.logIn('mara'), await world.logIn('mara')]
    const sessions = (await ask(here, 'GET', '/api/twoway/v1/sessions')).body
    assert.deepEqual(
      sessions.map(({ current }: { current: boolean }) => current),
      [false, true],
    )
    assert.equal((await ask(here, 'DELETE', `/api/twoway/v1/sessions/${sessions[0].id}`)).status, 200)
    assert.equal((await ask(there, 'GET', '/api/twoway/v1/login')).status, 401)
    assert.equal((await ask(here, 'DELETE', `/api/twoway/v1/sessions/${sessions[0].id}`)).status, 404)
    const olgas = await world.logIn('olga')
    assert.equal((await ask(olgas, 'DELETE', `/api/twoway/v1/sessions/${sessions[1].id}`)).status, 404)

    const token = await world.tokenFor(mara, 'read')
    const apps = (await ask(here, 'GET', '/api/twoway/v1/authorized_apps')).body
    assert.deepEqual(
      apps.map(({ name }: { name: string }) => name),
      ['world'],
    )
    assert.equal((await ask(olgas, 'DELETE', '/api/twoway/v1/authorized_apps/1')).status, 404)
    assert.equal((await ask(here, 'DELETE', `/api/twoway/v1/authorized_apps/${apps[0].id}`)).status, 200)
    const withToken = await world.api('GET', '/api/v1/timelines/home', undefined, { authorization: `Bearer ${token}` })
    assert.equal(withToken.status, 401)
    assert.deepEqual((await ask(here, 'GET', '/api/twoway/v1/authorized_apps')).body, [])
  })

  test('the e-mail address changes with the password, and counts at once', async () => {
    const here = await world.logIn('mara')
    const change = (current: string, email: string) => ask(here, 'PUT', '/api/twoway/v1/email', { current, email })
    assert.equal((await change('wrong', 'new@people.example')).status, 422)
    assert.match((await change('mara-password-1', 'nonsense')).body.error, /is none/)
    assert.match((await change('mara-password-1', 'OLGA@people.example')).body.error, /already taken/)
    assert.equal((await change('mara-password-1', 'new@people.example')).status, 200)
    assert.equal((await change('mara-password-1', 'New@people.example')).status, 200, 'the same in capitals')
    assert.equal((await ask(here, 'GET', '/api/twoway/v1/login')).body.email, 'New@people.example')
    const logIn = (name: string) => world.submit('/auth/sign_in', { name, password: 'mara-password-1' })
    assert.equal((await logIn('new@people.example')).status, 303)
    assert.equal((await logIn('mara@people.example')).status, 401)
  })

  test('a new password ends all other access, and this browser goes on', async () => {
    const [here, there] = [await world.logIn('mara'), await world.logIn('mara')]
    const change = (current: string, password: string) =>
      ask(here, 'PUT', '/api/twoway/v1/password', { current, password })
    assert.equal((await change('wrong', 'another horse entirely')).status, 422)
    const changed = await change('mara-password-1', 'another horse entirely')
    assert.equal(changed.status, 200)
    const now = cookieOf(changed.headers)
    assert.equal((await ask(there, 'GET', '/api/twoway/v1/login')).status, 401)
    assert.equal((await ask(now, 'GET', '/api/twoway/v1/login')).status, 200)
    const back = await ask(now, 'PUT', '/api/twoway/v1/password', {
      current: 'another horse entirely',
      password: 'mara-password-1',
    })
    assert.equal(back.status, 200)
  })

  test('an account is deleted with its password only, and is gone at once for good', async () => {
    const here = await world.logIn('mara')
    const remove = (cookie: string, current: string) =>
      ask(cookie, 'POST', '/api/twoway/v1/account/delete', { current })
    assert.equal((await remove(here, 'wrong')).status, 422)
    assert.equal((await world.api('GET', '/@mara')).status, 200)
    assert.match((await remove(await world.logIn('olga'), 'olga-password-1')).body.error, /only owner of this server/)
    assert.equal((await remove(here, 'mara-password-1')).status, 200)
    assert.equal((await world.api('GET', '/@mara')).status, 404)
    assert.equal((await ask(here, 'GET', '/api/twoway/v1/login')).status, 401)
    assert.equal((await world.submit('/auth/sign_in', { name: 'mara', password: 'mara-password-1' })).status, 401)
    await world.settle()
    const again = await world.api('GET', `/api/v1/accounts/${mara.id}`)
    assert.equal(again.status, 404)
  })

  test('the same on a page without JavaScript', async () => {
    await world.person('theo')
    const cookie = await world.logIn('theo')
    const page = await world.api('GET', '/settings/delete', undefined, { cookie })
    assert.match(page.text, /Nobody can bring it back/)
    const wrong = await world.submit('/settings/delete', { current: 'wrong' }, cookie)
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /That is not your password/)
    assert.equal((await world.submit('/settings/delete', { current: 'theo-password-1' }, cookie)).status, 303)
    assert.equal((await world.api('GET', '/@theo')).status, 404)
  })
})
