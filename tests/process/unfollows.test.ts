/** A bulk unfollow that waits outlives kill -9 of the server, and is carried out once. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  type Environment,
  freePort,
  postmasterOf,
  query,
  removeDataFolder,
  type ServerProcess,
  startTwoway,
  temporaryFolder,
  until,
} from './server-process.ts'

let folder: string
let env: Environment
let port: number
before(async () => {
  folder = await temporaryFolder('unfollows')
  env = { TWOWAY_DATA: folder, TWOWAY_RATE_LIMIT_FACTOR: '1000', TWOWAY_LOG: 'fatal' }
  port = await freePort()
})
after(() => removeDataFolder(folder))

// biome-ignore lint/suspicious/noExplicitAny: the test reads wire JSON of every shape
async function call({ url }: ServerProcess, method: string, path: string, body?: object, token?: string): Promise<any> {
  const response = await fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  assert.equal(response.status, 200, text)
  return JSON.parse(text)
}

const redirect_uri = 'urn:ietf:wg:oauth:2.0:oob'

async function signUp(server: ServerProcess, names: readonly string[]) {
  const scopes = 'read write follow'
  const app = await call(server, 'POST', '/api/v1/apps', { client_name: 'town', redirect_uris: redirect_uri, scopes })
  const { client_id, client_secret } = app
  const grant = { client_id, client_secret, redirect_uri, scope: scopes, grant_type: 'client_credentials' }
  const { access_token: appToken } = await call(server, 'POST', '/oauth/token', grant)
  const people = []
  for (const username of names) {
    const login = { username, email: `${username}@people.example`, password: 'correct horse battery', agreement: true }
    const { access_token: token } = await call(server, 'POST', '/api/v1/accounts', { ...login, locale: 'en' }, appToken)
    const { id } = await call(server, 'GET', '/api/v1/accounts/verify_credentials', undefined, token)
    people.push({ id, token })
  }
  return people
}

test('kill -9 between asking and the hour', async () => {
  const killed = await startTwoway(port, env)
  const [me, ...others] = await signUp(killed, ['ines', 'theo', 'mara', 'lena'])
  const { token } = me!
  for (const { id } of others) await call(killed, 'POST', `/api/v1/accounts/${id}/follow`, {}, token)
  const account_ids = others.slice(0, 2).map(({ id }) => id)
  const { id } = await call(killed, 'POST', '/api/twoway/v1/unfollows', { account_ids }, token)
  killed.signal('SIGKILL')
  await killed.ended

  const { connectionString } = (await postmasterOf(folder))!
  await query(connectionString, `update jobs set run_at = now() where kind = 'follows.carry_out'`)
  const next = await startTwoway(port, env)
  const states = async () =>
    (await call(next, 'GET', `/api/twoway/v1/acts/${id}`, undefined, token)).people.map(
      ({ state }: { state: string }) => state,
    )
  await until(async () => (await states()).every((state: string) => state === 'done'))
  const left = await call(next, 'GET', `/api/v1/accounts/${me!.id}/following`, undefined, token)
  assert.deepEqual(
    left.map((account: { id: string }) => account.id),
    [others[2]!.id],
  )
  const counted = await query(
    connectionString,
    `select count(*)::int as gone from events where type = 'follow.removed'`,
  )
  assert.deepEqual(counted, [{ gone: 2 }])
  await call(next, 'POST', `/api/twoway/v1/acts/${id}/undo`, {}, token)
  const back = await call(next, 'GET', `/api/v1/accounts/${me!.id}`)
  assert.equal(back.following_count, 3)
  next.signal('SIGTERM')
  assert.equal(await next.ended, 0)
})
