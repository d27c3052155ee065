/** What keeps a server from starting is said in one sentence, with an exit code, and nothing is changed. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '../cluster.ts'
import {
  contentsOf,
  databaseRuns,
  type Ended,
  type Environment,
  filesBelow,
  freePort,
  query,
  removeDataFolder,
  runTwoway,
  startTwoway,
  temporaryFolder,
} from './server-process.ts'

/** One sentence on standard error, and nothing but that. */
function assertRefused({ code, stdout, stderr }: Ended, sentence: RegExp) {
  assert.match(stderr, sentence)
  const lines = stderr.trim().split('\n')
  assert.equal(lines.length, 1, stderr)
  assert.match(lines[0]!, /^[A-Z].*\.$/)
  assert.doesNotMatch(stdout, /Twoway is ready/)
  assert.equal(code, 1)
}

let folder: string
let data: string
before(async () => {
  folder = await temporaryFolder('refusals')
  data = join(folder, 'data')
})
after(() => rm(folder, { recursive: true, force: true }))

const start = async (env: Environment, ...flags: string[]) =>
  runTwoway(['start', '--port', String(await freePort()), ...flags], { TWOWAY_DATA: data, ...env })

describe('a server that cannot have what it needs says so', () => {
  const assertUntouched = async () => assert.deepEqual(await filesBelow(folder), [])

  test('a busy port', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    try {
      assertRefused(
        await runTwoway(['start', '--port', String(port)], { TWOWAY_DATA: data }),
        new RegExp(`^\nPort ${port} is taken by another program: stop it, or choose another port`),
      )
    } finally {
      other.close()
    }
    await assertUntouched()
  })

  test('an address of another machine', async () => {
    assertRefused(await start({}, '--host', '192.0.2.1'), /This machine has no address 192\.0\.2\.1/)
    await assertUntouched()
  })

  test('a data folder that cannot be made', async () => {
    assertRefused(await start({ TWOWAY_DATA: '/dev/null/data' }), /The data folder \/dev\/null\/data cannot be made/)
    assertRefused(await start({ TWOWAY_DATA: '/proc/twoway' }), /The data folder \/proc\/twoway cannot be made/)
    await assertUntouched()
  })

  test('a data folder that is a file', async () => {
    const file = join(folder, 'file')
    await writeFile(file, 'kept')
    const earlier = await filesBelow(folder)
    assertRefused(await start({ TWOWAY_DATA: file }), /The data folder .*file cannot be made \(EEXIST\)/)
    assert.deepEqual(await filesBelow(folder), earlier)
    await rm(file)
  })

  test('a database that does not answer', async () => {
    const port = await freePort()
    const password = 'hunter2'
    const refused = await start({ DATABASE_URL: `postgresql://twoway:${password}@127.0.0.1:${port}/social` })
    assertRefused(
      refused,
      new RegExp(`The database social at 127\\.0\\.0\\.1:${port} cannot be used \\(.*ECONNREFUSED`),
    )
    assert.doesNotMatch(refused.stderr, /hunter2/)
    await assertUntouched()
  })

  test('a database address that is none', async () => {
    assertRefused(await start({ DATABASE_URL: 'postgresql://[' }), /DATABASE_URL is not an address like postgresql:/)
    await assertUntouched()
  })

  for (const [env, flags, sentence] of [
    [{ TWOWAY_RATE_LIMIT_FACTOR: 'much' }, [], /TWOWAY_RATE_LIMIT_FACTOR must be a number above 0.* it is much/],
    [{}, ['--port', 'http'], /http is not a port: give a number from 0 to 65535\./],
    [{}, ['--prot', '3000'], /unknown option '--prot'/],
  ] as const) {
    test(`a setting that makes no sense: ${[...Object.entries(env), ...flags].join(' ')}`, async () => {
      const { code, stdout, stderr } = await start(env, ...flags)
      assert.match(stderr.trim().split('\n')[0]!, sentence)
      assert.equal(stdout, '')
      assert.equal(code, 1)
      await assertUntouched()
    })
  }
})

describe('a database that is not ours to use is left as it was', () => {
  let database: TestDatabase
  before(async () => {
    database = await createTestDatabase()
  })
  after(() => database.drop())

  const startOn = (env: Environment = {}) => start({ DATABASE_URL: database.connectionString, ...env })

  async function assertRefusedUnchanged(sentence: RegExp, env?: Environment) {
    const earlier = await contentsOf(database.connectionString)
    assertRefused(await startOn(env), sentence)
    assert.deepEqual(await contentsOf(database.connectionString), earlier)
    assert.deepEqual(await filesBelow(folder), [])
  }

  test('one that belongs to another origin', async () => {
    const port = await freePort()
    const env = { DATABASE_URL: database.connectionString, TWOWAY_ORIGIN: 'https://social.example' }
    const server = await startTwoway(port, env)
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)

    const sentence =
      /belongs to https:\/\/social\.example, not to .*: start it with TWOWAY_ORIGIN=https:\/\/social\.example/
    await assertRefusedUnchanged(sentence, { TWOWAY_ORIGIN: 'https://other.example' })
    await assertRefusedUnchanged(sentence)
  })

  test('one that was written by a newer Twoway', async () => {
    await query(database.connectionString, `insert into schema_migrations (name) values ('9999-from-the-future.sql')`)
    await assertRefusedUnchanged(/written by a newer Twoway \(it has 9999-from-the-future\.sql\): start it with/)
  })

  test('one that is not UTF-8', async () => {
    const name = `latin_${process.pid}`
    await query(
      database.connectionString,
      `create database ${name} encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0`,
    )
    const url = database.connectionString.replace(/postgresql:\/\/\/\w+/, `postgresql:///${name}`)
    try {
      assertRefused(await start({ DATABASE_URL: url }), /encoded in SQL_ASCII: make one with ENCODING 'UTF8'/)
      assert.deepEqual(await contentsOf(url), {})
    } finally {
      await query(database.connectionString, `drop database ${name} with (force)`)
    }
  })
})

describe('an embedded database', () => {
  const env = { TWOWAY_DATA: '', TWOWAY_ORIGIN: 'https://social.example' }
  before(async () => {
    env.TWOWAY_DATA = data
    const server = await startTwoway(await freePort(), env)
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
  })
  after(() => removeDataFolder(data))

  test('is stopped again when the server cannot start with it', async () => {
    const refused = await start({ TWOWAY_ORIGIN: 'https://other.example' })
    assertRefused(refused, /belongs to https:\/\/social\.example/)
    assert.equal(await databaseRuns(data), false)
  })

  test('of another major version is left as it was', async () => {
    const version = join(data, 'postgres/cluster/PG_VERSION')
    const written = await readFile(version)
    await writeFile(version, '17\n')
    const earlier = await filesBelow(data)
    const refused = await start(env)
    assertRefused(refused, /was made by PostgreSQL 17, and this Twoway comes with PostgreSQL 18; run "twoway backup"/)
    assert.deepEqual(await filesBelow(data), earlier)
    await writeFile(version, written)
  })

  test('that another server uses is left to that one, which goes on', async () => {
    const first = await startTwoway(await freePort(), env)
    assertRefused(await start(env), /Another Twoway server is already running on this database: stop it first, or/)
    assert.equal(await databaseRuns(data), true)
    assert.equal((await fetch(`${first.url}/api/v2/instance`)).status, 200)
    first.signal('SIGTERM')
    assert.equal(await first.ended, 0)
    assert.equal(await databaseRuns(data), false)
  })
})
