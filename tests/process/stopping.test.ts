/** SIGTERM and Ctrl-C finish the requests in flight, then stop the database. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { holdRequest } from './raw-request.ts'
import {
  asOlderNode,
  databaseLog,
  databaseRuns,
  type Environment,
  freePort,
  postmasterOf,
  removeDataFolder,
  spawnTwoway,
  startTwoway,
  temporaryFolder,
  until,
} from './server-process.ts'

const newApp = JSON.stringify({ client_name: 'in flight', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob' })

let folder: string
let env: Environment
let port: number
before(async () => {
  folder = await temporaryFolder('stopping')
  env = { TWOWAY_DATA: folder }
  port = await freePort()
})
after(() => removeDataFolder(folder))

/** What PostgreSQL has written into its log since this was made. */
async function logFromHere() {
  const { length } = await databaseLog(folder)
  return async () => (await databaseLog(folder)).slice(length)
}

const ways = [
  ['SIGTERM', 'SIGTERM', 'process', []],
  ['SIGTERM, launched by an older Node', 'SIGTERM', 'process', asOlderNode],
  ['Ctrl-C on the process group', 'SIGINT', 'group', []],
  ['Ctrl-C on the process group, launched by an older Node', 'SIGINT', 'group', asOlderNode],
  ['a closed terminal', 'SIGHUP', 'group', []],
] as const

describe('a server that is told to stop', () => {
  for (const [way, signal, target, nodeFlags] of ways) {
    test(`by ${way} answers what is in flight, and the database ends well`, async () => {
      const server = await startTwoway(port, env, [...nodeFlags])
      const logged = await logFromHere()
      const held = await holdRequest(port, '/api/v1/apps', newApp)
      server.signal(signal, target)
      await server.said('Stopping')
      const answer = await held.finish()
      assert.match(answer, /^HTTP\/1\.1 200 /)
      assert.match(answer, /^connection: close\r$/im)
      assert.match(answer, /"client_id":/)
      assert.equal(await server.ended, 0)
      assert.equal(server.stderr(), '')

      assert.equal(await databaseRuns(folder), false)
      assert.equal(await postmasterOf(folder), undefined)
      assert.equal((await logged()).match(/received fast shutdown request/g)?.length, 1)
      assert.match(await logged(), /database system is shut down/)
    })
  }

  test('lets a statement that waits in the database come to its end', async () => {
    const server = await startTwoway(port, env)
    const { connectionString } = (await postmasterOf(folder))!
    const blocker = new pg.Client({ connectionString })
    // The database stops as soon as the request is answered, and may cut this connection off.
    blocker.on('error', () => {})
    await blocker.connect()
    await blocker.query('begin; lock table apps in access exclusive mode')
    const registering = fetch(`${server.url}/api/v1/apps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: newApp,
    })
    await until(async () => {
      const { rows } = await blocker.query(
        `select 1 from pg_locks where relation = 'apps'::regclass and not granted limit 1`,
      )
      return rows.length > 0
    })
    server.signal('SIGTERM')
    await server.said('Stopping')
    assert.equal(await databaseRuns(folder), true)
    await blocker.query('commit')
    assert.equal((await registering).status, 200)
    await blocker.end()
    assert.equal(await server.ended, 0)
    assert.equal(await databaseRuns(folder), false)
  })

  test('leaves a database that needs no recovery', async () => {
    const first = await startTwoway(port, env)
    first.signal('SIGTERM')
    assert.equal(await first.ended, 0)
    const logged = await logFromHere()

    const second = await startTwoway(port, env)
    assert.match(await logged(), /database system was shut down at/)
    assert.doesNotMatch(await logged(), /recovery|not properly shut down/)
    assert.doesNotMatch(second.stdout(), /repair/)
    second.signal('SIGTERM')
    assert.equal(await second.ended, 0)
  })

  test('stops as soon as it has started, when it is told while it starts', async () => {
    const server = spawnTwoway(['start', '--port', String(port)], { ...env, TWOWAY_LOG: 'warn' })
    await until(async () => await postmasterOf(folder))
    server.signal('SIGINT')
    assert.equal(await server.ended, 0)
    assert.doesNotMatch(server.stdout(), /Twoway is ready/)
    assert.equal(server.stderr(), '')
    assert.equal(await databaseRuns(folder), false)
  })
})
