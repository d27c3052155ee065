import assert from 'node:assert/strict'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { after, afterEach, before, describe, test } from 'node:test'
import { createGunzip, createGzip, gzipSync } from 'node:zlib'
import tar from 'tar-stream'
import { createTestDatabase, type TestDatabase } from '../../tests/cluster.ts'
import { fillEveryTable, readEveryTable } from '../../tests/every-table.ts'
import { writeBackup } from './backup.ts'
import { createDigest, type End, endName, type Manifest, manifestName } from './backup-file.ts'
import { createPool, type Pool } from './db.ts'
import { openBackup, restoreBackup } from './restore.ts'

const now = new Date('2026-11-22T10:00:00.000Z')
const silent = () => {}

type Place = { pool: Pool; dataFolder: string }

let folder: string
const opened: { pool: Pool; database: TestDatabase }[] = []

async function createPlace(): Promise<Place> {
  const database = await createTestDatabase()
  const pool = createPool(database.connectionString, silent)
  opened.push({ pool, database })
  return { pool, dataFolder: await mkdtemp(join(folder, 'data-')) }
}

async function restoreInto(place: Place, file: string) {
  const backup = await openBackup(file)
  try {
    await restoreBackup(place, backup, silent)
  } finally {
    await backup.handle.close()
  }
}

let names = 0
async function backUp(place: Place): Promise<string> {
  const file = join(folder, `backup-${++names}.tar.gz`)
  await writeBackup({ ...place, now }, file, silent)
  return file
}

type Entry = { name: string; content: Buffer; type?: 'symlink'; linkname?: string }

async function readTar(file: string): Promise<Entry[]> {
  const extract = tar.extract()
  const flow = pipeline(createReadStream(file), createGunzip(), extract)
  const entries: Entry[] = []
  for await (const entry of extract)
    entries.push({ name: entry.header.name, content: await buffer(entry as unknown as AsyncIterable<Buffer>) })
  await flow
  return entries
}

async function writeTar(entries: Entry[]): Promise<string> {
  const file = join(folder, `crafted-${++names}.tar.gz`)
  const pack = tar.pack()
  for (const { content, ...header } of entries) pack.entry({ ...header, mtime: now }, content)
  pack.finalize()
  await pipeline(pack, createGzip(), createWriteStream(file))
  return file
}

/** The entries with an end that fits them, as somebody would write it who means harm. */
async function craft(entries: Entry[], changeEnd: (end: End) => End = (end) => end): Promise<string> {
  const end = JSON.parse(entries.at(-1)!.content.toString()) as End
  const rest = entries.slice(0, -1)
  const digest = createDigest()
  for (const { name, content } of rest) {
    digest.startEntry(name, content.length)
    digest.addBytes(content)
  }
  const mediaFiles = rest.filter(({ name }) => !/^(tables\/|manifest)/.test(name)).length
  const content = Buffer.from(JSON.stringify(changeEnd({ ...end, mediaFiles, sha256: digest.hex() })))
  return writeTar([...rest, { name: endName, content }])
}

function withManifest(entries: Entry[], change: (manifest: Manifest) => object): Entry[] {
  return entries.map((entry) =>
    entry.name === manifestName
      ? { ...entry, content: Buffer.from(JSON.stringify(change(JSON.parse(entry.content.toString())))) }
      : entry,
  )
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'twoway-backup-'))
})
afterEach(async () => {
  for (const { pool, database } of opened.splice(0)) {
    await pool.end()
    await database.drop()
  }
})
after(() => rm(folder, { recursive: true, force: true }))

describe('a backup', () => {
  test('restores every row of every table, whatever is written in it', async () => {
    const [from, to] = [await createPlace(), await createPlace()]
    await fillEveryTable(from.pool)
    await from.pool.query(
      `update effects_position set (xid, id) = (select xid, id from events order by xid, id offset 2 limit 1)`,
    )
    const written = await readEveryTable(from.pool)
    const pending = await from.pool.query('select id from events order by xid, id offset 3')

    await restoreInto(to, await backUp(from))

    const { events: _, ...others } = written
    const { events, ...restored } = await readEveryTable(to.pool)
    assert.deepEqual(restored, others)
    assert.equal(Object.values(restored).filter((rows) => rows.length === 0).length, 0)
    assert.equal(pending.rowCount, 2)
    assert.deepEqual(
      (await to.pool.query('select id from events order by xid, id')).rows,
      pending.rows,
      'only the events that had no effects yet',
    )
    assert.equal(
      events!.every((row) => written.events!.includes(row)),
      true,
    )
    const waiting = await to.pool.query(
      'select id from events where (xid, id) > (select xid, id from effects_position) and xid < pg_snapshot_xmin(pg_current_snapshot())',
    )
    assert.equal(waiting.rowCount, 2, 'and they wait for their effects again')
  })

  test('has nothing in the schema that it would leave out', async () => {
    const { pool } = await createPlace()
    const { rows } = await pool.query(`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind not in ('r', 'p', 'i', 'I')
      union all select relname from pg_class where relnamespace = 'public'::regnamespace and relpersistence <> 'p'`)
    assert.deepEqual(rows, [])
  })

  test('cuts large tables into chunks at line ends', async () => {
    const [from, to] = [await createPlace(), await createPlace()]
    await from.pool.query(`
      insert into posts (id, author_id, visibility, thread_id, created_at, text)
      select n, 1, 'public', n, now(), repeat(E'a line\\nwith \\\\ 🪢 and \\t', 20) || n from generate_series(1, 20000) n`)
    const file = await backUp(from)
    const chunks = (await readTar(file)).filter(({ name }) => name.startsWith('tables/posts/'))
    assert.ok(chunks.length > 2)
    assert.deepEqual(chunks[1]?.name, 'tables/posts/000002.copy')
    for (const { content } of chunks) assert.equal(content.at(-1), 10)
    await restoreInto(to, file)
    const sum = 'select count(*), md5(string_agg(text, $1 order by id)) from posts'
    assert.deepEqual((await to.pool.query(sum, ['|'])).rows, (await from.pool.query(sum, ['|'])).rows)
  })

  test('holds one moment while people go on writing, and stands in nobody\u2019s way', async () => {
    const [from, to] = [await createPlace(), await createPlace()]
    const signUp = async (pool: Pool, id: number) => {
      const client = await pool.connect()
      await client.query('begin')
      await client.query(`insert into accounts (id, username, created_at) values ($1, 'p' || $1::bigint, now())`, [id])
      await client.query(
        `insert into users (account_id, email, password_hash, created_at) values ($1, '', '', now())`,
        [id],
      )
      await client.query('commit')
      client.release()
    }
    for (let id = 1; id <= 20; id++) await signUp(from.pool, id)
    await from.pool.query('create table events_20060101 partition of events for values from (0) to (100)')

    // The backup stops in front of a table that comes after accounts and before users.
    const gate = await from.pool.connect()
    await gate.query('begin')
    await gate.query('lock table reports in access exclusive mode')
    const backup = backUp(from)
    const waiting = `select from pg_locks where relation = 'reports'::regclass and not granted`
    while ((await from.pool.query(waiting)).rowCount === 0);
    for (let id = 21; id <= 60; id++) await signUp(from.pool, id)
    await gate.query(`set local lock_timeout = '20s'`)
    await gate.query('drop table events_20060101')
    await gate.query('commit')
    gate.release()

    await restoreInto(to, await backup)
    const counts = await to.pool.query(
      'select (select count(*) from accounts) as accounts, (select count(*) from users) as users',
    )
    assert.deepEqual(counts.rows, [{ accounts: 20, users: 20 }])
  })

  test('brings the media files along', async () => {
    const [from, to] = [await createPlace(), await createPlace()]
    const media = join(from.dataFolder, 'media')
    const deep = `${'a'.repeat(90)}/${'b'.repeat(90)}`
    await mkdir(join(media, deep), { recursive: true })
    const large = Buffer.alloc(300_000, 'picture')
    await writeFile(join(media, 'picture.webp'), large)
    await writeFile(join(media, 'empty'), '')
    await writeFile(join(media, deep, 'naïve 🪢.png'), 'small')
    await symlink('/etc/passwd', join(media, 'link'))
    const file = await backUp(from)
    await restoreInto(to, file)
    const restored = join(to.dataFolder, 'media')
    assert.deepEqual(await readFile(join(restored, 'picture.webp')), large)
    assert.equal(await readFile(join(restored, 'empty'), 'utf8'), '')
    assert.equal(await readFile(join(restored, deep, 'naïve 🪢.png'), 'utf8'), 'small')
    assert.deepEqual((await readdir(restored)).toSorted(), ['a'.repeat(90), 'empty', 'picture.webp'])
    assert.deepEqual(await readdir(to.dataFolder), ['media'])

    await to.pool.query('truncate accounts, posts cascade')
    await assert.rejects(restoreInto(to, file), { name: 'StartError', message: /has files already/ })
  })

  test('is readable by its owner only, and overwrites nothing', async () => {
    const place = await createPlace()
    const file = await backUp(place)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const bytes = await readFile(file)
    await assert.rejects(writeBackup({ ...place, now }, file, silent), {
      name: 'StartError',
      message: /exists already/,
    })
    assert.deepEqual(await readFile(file), bytes)
    const missing = join(folder, 'no-such-folder', 'backup')
    await assert.rejects(writeBackup({ ...place, now }, missing, silent), {
      name: 'StartError',
      message: /make its folder/,
    })
  })

  test('leaves nothing behind when it fails', async () => {
    const place = await createPlace()
    await place.pool.query('drop table effects_position')
    const file = join(folder, 'failing')
    await assert.rejects(writeBackup({ ...place, now }, file, silent), /effects_position/)
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('failing')),
      [],
    )
  })
})

describe('restoring', () => {
  async function smallBackup(): Promise<string> {
    const from = await createPlace()
    await from.pool.query('create table of_another_program as select 2 as kept')
    await from.pool.query(
      `insert into instance (origin, handle_domain, title, created_at) values ('https://a.example', 'a.example', 'A', now())`,
    )
    await from.pool.query(
      `insert into accounts (id, username, created_at) values (1, 'mara', now()), (2, 'ilja', now())`,
    )
    return backUp(from)
  }

  /** Before any database is touched. */
  function assertNotOpened(file: string, message: RegExp) {
    return assert.rejects(openBackup(file), { name: 'StartError', message })
  }

  async function assertRefused(file: string, message: RegExp) {
    const to = await createPlace()
    const empty = await readEveryTable(to.pool)
    await assert.rejects(restoreInto(to, file), { name: 'StartError', message })
    assert.deepEqual(await readEveryTable(to.pool), empty)
    assert.deepEqual(await readdir(to.dataFolder), [])
  }

  test('tells the address that the server had', async () => {
    const backup = await openBackup(await smallBackup())
    await backup.handle.close()
    assert.equal(backup.manifest.origin, 'https://a.example')
    assert.equal(backup.manifest.created_at, now.toISOString())
  })

  test('works in a database where there is nothing, and in one where a server has started', async () => {
    const file = await smallBackup()
    const [bare, started] = [await createPlace(), await createPlace()]
    await bare.pool.query('drop schema public cascade')
    await bare.pool.query('create schema public')
    await started.pool.query(
      `insert into instance (origin, handle_domain, title, created_at) values ('http://b', 'b', 'B', now())`,
    )
    await started.pool.query('create table of_another_program as select 1 as kept')
    for (const to of [bare, started]) {
      await restoreInto(to, file)
      assert.deepEqual((await to.pool.query('select origin from instance')).rows, [{ origin: 'https://a.example' }])
      assert.deepEqual((await to.pool.query('select username from accounts order by id')).rows, [
        { username: 'mara' },
        { username: 'ilja' },
      ])
    }
    assert.deepEqual((await started.pool.query('select kept from of_another_program')).rows, [{ kept: 1 }])
  })

  test('is refused where somebody is already', async () => {
    const file = await smallBackup()
    const to = await createPlace()
    await to.pool.query(`insert into accounts (id, username, created_at) values (9, 'resident', now())`)
    const full = await readEveryTable(to.pool)
    await assert.rejects(restoreInto(to, file), { name: 'StartError', message: /has people or posts already/ })
    assert.deepEqual(await readEveryTable(to.pool), full)
  })

  test('refuses a file that is cut off anywhere', async () => {
    const file = await smallBackup()
    const { size } = await stat(file)
    for (const share of [0.3, 0.6, 0.9, 0.999]) {
      const cut = join(folder, `cut-${++names}`)
      await writeFile(cut, await readFile(file))
      await truncate(cut, Math.floor(size * share))
      await assertNotOpened(cut, /cut off or damaged|not a backup/)
    }
    const entries = await readTar(file)
    await assertNotOpened(await writeTar(entries.slice(0, -1)), /cut off or damaged/)
    await assertNotOpened(await writeTar(entries.toSpliced(2, 1)), /cut off or damaged/)
  })

  test('refuses a file in which one byte is another', async () => {
    const file = await smallBackup()
    const entries = await readTar(file)
    const changed = entries.find(({ name }) => name.startsWith('tables/accounts/'))!
    changed.content[changed.content.indexOf('mara')] = 'M'.charCodeAt(0)
    await assertNotOpened(await writeTar(entries), /cut off or damaged/)
    const bytes = await readFile(file)
    bytes[Math.floor(bytes.length / 2)]! ^= 0x10
    const flipped = join(folder, `flipped-${++names}`)
    await writeFile(flipped, bytes)
    await assertNotOpened(flipped, /cut off or damaged|not a backup/)
  })

  test('refuses what is no backup', async () => {
    const text = join(folder, 'text')
    await writeFile(text, 'hello')
    await assertNotOpened(text, /is not a backup of Twoway/)
    const gzip = join(folder, 'gzip')
    await writeFile(gzip, gzipSync('hello'))
    await assertNotOpened(gzip, /is not a backup of Twoway/)
    await assertNotOpened(
      await writeTar([{ name: 'other.txt', content: Buffer.from('x') }]),
      /is not a backup of Twoway/,
    )
    await assertNotOpened(join(folder, 'missing'), /cannot be read \(ENOENT\)/)
    await assertNotOpened(folder, /cannot be read \(EISDIR\)/)
  })

  test('refuses names that lead out of the media folder, and anything but files', async () => {
    const entries = await readTar(await smallBackup())
    const insert = (entry: Entry) => craft(entries.toSpliced(-1, 0, entry))
    const content = Buffer.from('evil')
    for (const name of [
      'media/../../evil',
      'media/..',
      '/media/evil',
      'media//evil',
      'media/a\\..\\evil',
      '../evil',
      'evil',
      'media/./evil',
    ])
      await assertNotOpened(await insert({ name, content }), /it was changed, do not use it/)
    const link: Entry = { name: 'media/link', content: Buffer.alloc(0), type: 'symlink', linkname: '/etc' }
    await assertNotOpened(await insert(link), /it was changed, do not use it/)
    await assertNotOpened(
      await insert({ name: 'tables/pg_authid/000001.copy', content }),
      /it was changed, do not use it/,
    )
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name === 'evil'),
      [],
    )

    const to = await createPlace()
    await restoreInto(to, await insert({ name: 'media/good/file', content }))
    assert.equal(await readFile(join(to.dataFolder, 'media/good/file'), 'utf8'), 'evil')
  })

  test('refuses a backup of a newer version', async () => {
    const entries = await readTar(await smallBackup())
    const newer = /was written by a newer Twoway \(9\.0\.0\)/
    await assertNotOpened(
      await craft(withManifest(entries, () => ({ format: 2, twoway: '9.0.0', other: true }))),
      newer,
    )
    const later = withManifest(entries, (manifest) => ({
      ...manifest,
      twoway: '9.0.0',
      migrations: [...manifest.migrations, '9999-later.sql'],
    }))
    await assertNotOpened(await craft(later), newer)
  })

  test('changes nothing when the rows do not fit', async () => {
    const entries = await readTar(await smallBackup())
    const media = { name: 'media/file', content: Buffer.from('x') }
    const fewer = await craft(entries.toSpliced(-1, 0, media), (end) => ({
      ...end,
      rows: { ...end.rows, accounts: 3 },
    }))
    await assertRefused(fewer, /cut off or damaged/)
    const odd = entries.map((entry) =>
      entry.name.startsWith('tables/accounts/') ? { ...entry, content: Buffer.from('not\ta row\n') } : entry,
    )
    await assertRefused(await craft(odd), /nothing was changed: invalid input syntax for type bigint/)
  })
})
