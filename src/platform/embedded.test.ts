import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { after, afterEach, before, beforeEach, describe, test } from 'node:test'
import pg from 'pg'
import { isRunning, startEmbedded, stopEmbedded } from './embedded.ts'
import { StartError } from './start-error.ts'

const isRoot = process.geteuid?.() === 0

describe('the embedded database', () => {
  let shared: string
  let systemFolder: string
  let folder: string
  let lines: string[]
  const start = (where = folder) => startEmbedded(where, (line) => lines.push(line), { systemFolder })

  before(async () => {
    shared = await realpath(await mkdtemp(join(tmpdir(), 'twoway-embedded-')))
    await chmod(shared, 0o755)
    systemFolder = join(shared, 'system')
  })
  after(() => rm(shared, { recursive: true, force: true }))
  beforeEach(async () => {
    folder = join(await mkdtemp(join(shared, 'test-')), 'database')
    await chmod(dirname(folder), 0o755)
    lines = []
  })
  afterEach(() => stopEmbedded(folder))

  test('is created at the first start and adopted at the second', async () => {
    const first = await start()
    assert.equal(first.startedHere, true)
    assert.deepEqual(lines, ['Creating the database (first start only).'])
    const facts = await query(
      first.connectionString,
      `select current_database() as database, current_user as user, datlocprovider as provider, datlocale as locale,
        pg_encoding_to_char(encoding) as encoding, current_setting('listen_addresses') as addresses,
        current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit
        from pg_database where datname = current_database()`,
    )
    assert.deepEqual(facts, [
      {
        database: 'twoway',
        user: 'twoway',
        provider: 'b',
        locale: 'C.UTF-8',
        encoding: 'UTF8',
        addresses: '',
        fsync: 'on',
        commit: 'on',
      },
    ])

    const second = await start()
    assert.deepEqual(second, { ...first, startedHere: false })
    assert.equal(lines.at(-1), `Using the database that is already running (process ${first.postmasterPid}).`)
  })

  test('is reachable by its owner alone', async () => {
    await start()
    for (const name of ['cluster', 'socket']) assert.equal((await stat(join(folder, name))).mode & 0o777, 0o700)
  })

  test('leads a process group of its own, which Ctrl-C on our terminal does not reach', async () => {
    const { postmasterPid } = await start()
    assert.equal(process.kill(-postmasterPid, 0), true)
  })

  test('is one when two starts race', async () => {
    const [one, other] = await Promise.all([start(), start()])
    assert.equal(one.postmasterPid, other.postmasterPid)
    assert.deepEqual([one.startedHere, other.startedHere].toSorted(), [false, true])
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('cluster')),
      ['cluster'],
    )
  })

  test('comes back with its data after the postmaster is killed in the middle of a query', async () => {
    const killed = await start()
    await query(killed.connectionString, `create table kept as select 'still here' as word`)
    // Without its postmaster a backend goes on until it has something to say.
    const busy = query(killed.connectionString, 'select count(*) from generate_series(1, 5000000)').catch(() => [])
    process.kill(killed.postmasterPid, 'SIGKILL')

    const revived = await start()
    assert.equal(revived.startedHere, true)
    assert.notEqual(revived.postmasterPid, killed.postmasterPid)
    assert.deepEqual(await query(revived.connectionString, 'select word from kept'), [{ word: 'still here' }])
    await busy
  })

  test('starts although the process id in its lock files now belongs to somebody else', async (context) => {
    const killed = await start()
    const lockFiles = ['cluster/postmaster.pid', 'socket/.s.PGSQL.5432.lock'].map((name) => join(folder, name))
    const { uid, gid } = await stat(join(folder, 'cluster'))
    const leftovers = await Promise.all(lockFiles.map((file) => readFile(file, 'utf8')))
    await stopEmbedded(folder)
    const stranger = spawn('/bin/sh', ['-c', 'read line'], { uid, gid, stdio: ['pipe', 'ignore', 'ignore'] })
    context.after(() => stranger.stdin.end())
    for (const [index, file] of lockFiles.entries()) {
      const leftover = leftovers[index]!.replace(String(killed.postmasterPid), String(stranger.pid))
      await writeFile(file, leftover, { mode: 0o600 })
      await chown(file, uid, gid)
    }

    assert.equal(await isRunning(folder), false)
    const started = await start()
    assert.equal(started.startedHere, true)
    assert.equal(stranger.exitCode, null)
  })

  test('is gone after stopEmbedded, and stopping again is harmless', async () => {
    const { connectionString } = await start()
    const cluster = join(folder, 'cluster')
    assert.equal(await isRunning(folder), true)
    if (process.platform === 'linux') assert.notEqual((await processesIn(cluster)).length, 0)

    await stopEmbedded(folder)
    assert.equal(await isRunning(folder), false)
    assert.deepEqual(await processesIn(cluster), [])
    await assert.rejects(query(connectionString, 'select 1'), { code: 'ENOENT' })
    await stopEmbedded(folder)
  })

  test('made by another major version is refused and left as it was', async () => {
    await start()
    await stopEmbedded(folder)
    const { uid, gid } = await stat(join(folder, 'cluster'))
    await writeFile(join(folder, 'cluster/PG_VERSION'), '17\n')
    const earlier = await snapshot(folder)

    await assert.rejects(
      start(),
      (error) => error instanceof StartError && /PostgreSQL 17.*PostgreSQL 18.*"twoway backup"/.test(error.message),
    )
    assert.deepEqual(await snapshot(folder), earlier)
    assert.equal((await stat(join(folder, 'cluster'))).uid, uid)
    assert.equal((await stat(join(folder, 'cluster'))).gid, gid)
  })

  test('works in a folder with a long and awkward name, through a socket elsewhere', async () => {
    const long = join(folder, `a "quoted", spaced & 50%25 ${'ü'.repeat(60)}`)
    const { connectionString } = await start(long)
    assert.deepEqual(await query(connectionString, 'select 1 as one'), [{ one: 1 }])
    const socketFolder = new URLSearchParams(connectionString.split('?')[1]).get('host') ?? ''
    assert.equal((await stat(socketFolder)).mode & 0o777, 0o700)
    assert.equal((await start(long)).startedHere, false)

    await stopEmbedded(long)
    await assert.rejects(stat(socketFolder), { code: 'ENOENT' })
  })

  test('says what to do when the folder cannot be made', async () => {
    await mkdir(folder)
    await writeFile(join(folder, 'file'), '')
    await assert.rejects(
      start(join(folder, 'file/database')),
      (error) =>
        error instanceof StartError && /cannot write to its database folder.*choose another folder/.test(error.message),
    )
  })

  test('says what PostgreSQL says when it does not start', async () => {
    await start()
    await stopEmbedded(folder)
    await rm(join(folder, 'cluster/global/pg_control'))
    await assert.rejects(
      start(),
      (error) => error instanceof StartError && /did not start.*pg_control.*postgres\.log/.test(error.message),
    )
  })

  describe('started by root', { skip: isRoot ? false : 'needs root' }, () => {
    test('runs as an ordinary user', async () => {
      const { postmasterPid } = await start()
      assert.notEqual((await stat(`/proc/${postmasterPid}`)).uid, 0)
      assert.notEqual((await stat(join(folder, 'cluster'))).uid, 0)
    })

    test('keeps the owner of an existing cluster, whoever else is asked for', async () => {
      await startEmbedded(folder, () => {}, { systemFolder, serviceUser: 'nobody' })
      const { uid } = await stat(join(folder, 'cluster'))
      await stopEmbedded(folder)
      await startEmbedded(folder, () => {}, { systemFolder, serviceUser: 'daemon' })
      assert.equal((await stat(join(folder, 'cluster'))).uid, uid)
    })

    test('lives elsewhere when that user cannot reach the data folder, and is found there again', async () => {
      await mkdir(folder, { mode: 0o700 })
      const first = await start()
      const location = (await readFile(join(folder, 'database-location'), 'utf8')).trim()
      assert.equal(dirname(location), systemFolder)
      assert.equal(lines[0], `The database lives in ${location}, because the user who runs it cannot reach ${folder}.`)
      await query(first.connectionString, `create table kept as select 'still here' as word`)
      assert.equal((await start()).postmasterPid, first.postmasterPid)
      await stopEmbedded(folder)

      lines = []
      const later = await start()
      assert.equal(later.startedHere, true)
      assert.deepEqual(lines, [])
      assert.deepEqual(await query(later.connectionString, 'select word from kept'), [{ word: 'still here' }])
    })

    test('does not follow a location that somebody else wrote', async () => {
      await mkdir(folder)
      await writeFile(join(folder, 'database-location'), `${shared}\n`)
      await chown(join(folder, 'database-location'), 65534, 65534)
      const refused = (error: unknown) => error instanceof StartError && /was not written by root/.test(error.message)
      await assert.rejects(start(), refused)
      await rm(join(folder, 'database-location'))
    })

    test('says which user is missing', async () => {
      await assert.rejects(
        startEmbedded(folder, () => {}, { systemFolder, serviceUser: 'no-such-user' }),
        (error) => error instanceof StartError && /no-such-user is not an ordinary user/.test(error.message),
      )
    })
  })
})

async function query(connectionString: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Every backend works in the cluster's folder. Empty where there is no /proc. */
async function processesIn(cluster: string): Promise<string[]> {
  const names = await readdir('/proc').catch(() => [])
  const folders = await Promise.all(
    names.filter((name) => /^\d+$/.test(name)).map((name) => readlink(`/proc/${name}/cwd`).catch(() => '')),
  )
  return folders.filter((path) => path === cluster)
}

async function snapshot(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async (entry) => {
      const { size, mtimeMs } = await stat(join(entry.parentPath, entry.name))
      return `${basename(entry.parentPath)}/${entry.name} ${size} ${mtimeMs}`
    }),
  )
}
