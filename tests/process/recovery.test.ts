/** After kill -9 of any of its processes the server works again by itself, and stays the only one at its database. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import {
  databaseRuns,
  type Environment,
  freePort,
  postmasterOf,
  query,
  removeDataFolder,
  runTwoway,
  type ServerProcess,
  startTwoway,
  temporaryFolder,
  until,
} from './server-process.ts'

let folder: string
let env: Environment
let port: number
before(async () => {
  folder = await temporaryFolder('recovery')
  env = { TWOWAY_DATA: folder, TWOWAY_RATE_LIMIT_FACTOR: '1000', TWOWAY_LOG: 'fatal' }
  port = await freePort()
})
after(() => removeDataFolder(folder))

const start = (more: Environment = {}) => startTwoway(port, { ...env, ...more })

/** Registers an app, which is written to the database. Answers the status and the app's id. */
async function register({ url }: ServerProcess): Promise<{ status: number; id: string }> {
  const answer = await fetch(`${url}/api/v1/apps`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_name: 'kept', redirect_uris: 'urn:ietf:wg:oauth:2.0:oob' }),
  })
  const body = (await answer.json()) as { client_id: string }
  return { status: answer.status, id: body.client_id }
}

async function isKept(id: string): Promise<boolean> {
  const { connectionString } = (await postmasterOf(folder))!
  return (await query(connectionString, 'select 1 from apps where client_id = $1', [id])).length === 1
}

async function stopCleanly(server: ServerProcess) {
  server.signal('SIGTERM')
  assert.equal(await server.ended, 0)
  assert.equal(await databaseRuns(folder), false)
}

async function assertSecondRefused() {
  const second = await runTwoway(['start', '--port', String(await freePort())], {
    ...env,
    TWOWAY_ORIGIN: `http://localhost:${port}`,
  })
  assert.match(second.stderr, /Another Twoway server is already running/)
  assert.equal(second.code, 1)
}

describe('kill -9', () => {
  test('of the server: the next start takes over the running database', async () => {
    const killed = await start()
    const postmaster = await postmasterOf(folder)
    const { id } = await register(killed)
    killed.signal('SIGKILL')
    await killed.ended
    assert.equal(await databaseRuns(folder), true)

    const next = await start()
    assert.match(
      next.stdout(),
      new RegExp(`Using the database that is already running \\(process ${postmaster!.pid}\\)`),
    )
    assert.equal((await postmasterOf(folder))?.pid, postmaster!.pid)
    assert.equal(await isKept(id), true)
    assert.equal((await register(next)).status, 200)
    await stopCleanly(next)
  })

  test('of the server and the postmaster: the next start recovers', async () => {
    const killed = await start()
    const { id } = await register(killed)
    process.kill((await postmasterOf(folder))!.pid, 'SIGKILL')
    killed.signal('SIGKILL')
    await killed.ended

    const next = await start()
    assert.equal(await isKept(id), true)
    assert.equal((await register(next)).status, 200)
    await stopCleanly(next)
  })

  test('of the postmaster: the server starts it again, and answers 503 meanwhile', async () => {
    const server = await start()
    const { id } = await register(server)
    const killed = (await postmasterOf(folder))!.pid
    process.kill(killed, 'SIGKILL')

    const statuses = new Set<number>()
    await until(async () => {
      const { status } = await register(server)
      statuses.add(status)
      return status === 200 && (await postmasterOf(folder))?.pid !== killed
    })
    assert.deepEqual([...statuses].toSorted(), [200, 503])
    assert.equal(await isKept(id), true)
    await assertSecondRefused()
    assert.equal((await register(server)).status, 200)
    await stopCleanly(server)
  })

  test('of the postmaster while the server stops: both are gone afterwards', async () => {
    const server = await start()
    process.kill((await postmasterOf(folder))!.pid, 'SIGKILL')
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
    assert.equal(await databaseRuns(folder), false)
  })

  test('of one backend: the database restarts itself, and the server returns to it', async () => {
    const server = await start()
    const { pid, connectionString } = (await postmasterOf(folder))!
    const [backend] = await query<{ pid: number }>(
      connectionString,
      `select pid from pg_stat_activity where application_name ~ '^twoway server [0-9a-f]+$' limit 1`,
    )
    process.kill(backend!.pid, 'SIGKILL')
    const { id } = await until(async () => {
      const registered = await register(server)
      assert.ok([200, 503].includes(registered.status))
      return registered.status === 200 && registered
    })
    assert.equal((await postmasterOf(folder))?.pid, pid)
    assert.equal(await isKept(id), true)
    await until(seatIsTaken)
    await assertSecondRefused()
    await stopCleanly(server)
  })
})

/** The advisory lock that a server holds. */
const serverLock = `locktype = 'advisory' and classid = ${0x74776f77} and objid = 1`

async function seatIsTaken(): Promise<boolean> {
  const { connectionString } = (await postmasterOf(folder))!
  return (await query(connectionString, `select 1 from pg_locks where ${serverLock} and granted`)).length === 1
}

describe('a server that loses its place at the database', () => {
  const endSeat = `select pg_terminate_backend(pid) from pg_locks where ${serverLock}`

  test('writes nothing more, says so and ends, when another has taken it', async () => {
    const server = await start({ TWOWAY_LOG: 'error' })
    await register(server)
    const { connectionString } = (await postmasterOf(folder))!
    const other = new pg.Client({ connectionString })
    await other.connect()
    await other.query(`${endSeat}; select pg_advisory_lock(${0x74776f77}, 1)`)
    await until(async () => server.stderr().includes('the database went away'))
    const statuses: number[] = []
    await until(async () => {
      const answer = await register(server).catch(() => undefined)
      if (answer) statuses.push(answer.status)
      return !answer
    })
    assert.deepEqual(
      statuses.filter((status) => status !== 503),
      [],
    )
    assert.equal(await server.ended, 1)
    assert.match(server.stderr(), /^Another Twoway server is already running on this database.*\.$/m)
    assert.equal(await databaseRuns(folder), true)
    await other.end()
    await stopCleanly(await start())
  })

  test('takes it again when nobody else has', async () => {
    const server = await start({ TWOWAY_LOG: 'warn' })
    const { connectionString } = (await postmasterOf(folder))!
    await query(connectionString, endSeat)
    await until(async () => server.stderr().includes('the database is back'))
    assert.equal((await register(server)).status, 200)
    assert.equal(await seatIsTaken(), true)
    await assertSecondRefused()
    await stopCleanly(server)
  })

  test('ends what a server before it left running', async () => {
    const killed = await start()
    const { connectionString } = (await postmasterOf(folder))!
    const blocker = new pg.Client({ connectionString })
    await blocker.connect()
    await blocker.query('begin; lock table apps in access exclusive mode')
    const cut = register(killed).catch(() => undefined)
    const waiting = async () =>
      (await blocker.query(`select 1 from pg_locks where relation = 'apps'::regclass and not granted`)).rows.length > 0
    await until(waiting)
    killed.signal('SIGKILL')
    await cut

    const next = await start()
    assert.equal(await waiting(), false)
    await blocker.query('commit')
    await blocker.end()
    assert.equal((await register(next)).status, 200)
    await stopCleanly(next)
  })
})
