/** Writes everything the server knows into one file, consistent while it goes on running. See backup-file.ts. */
import { once } from 'node:events'
import { createWriteStream, type WriteStream } from 'node:fs'
import { access, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import tar from 'tar-stream'
import {
  backupFormat,
  bytesOf,
  createDigest,
  type End,
  endName,
  type Manifest,
  manifestName,
  rowsName,
} from './backup-file.ts'
import { type BackupTable, copyOutStatement, copySettings, listPartitionedTables, listTables } from './backup-tables.ts'
import type { Pool } from './db.ts'
import { StartError } from './start-error.ts'

const chunkBytes = 4 * 1024 * 1024

export type BackupSource = { pool: Pool; dataFolder: string; now: Date }

/**
 * Writes the backup to `file`, which only its owner may read: it holds password hashes. Throws StartError when the file
 * exists or cannot be written; then nothing is left behind.
 */
export async function writeBackup(source: BackupSource, file: string, report: (line: string) => void): Promise<End> {
  const part = `${file}.part`
  if (await exists(file)) throw new StartError(`${file} exists already: choose another name, or move that file away.`)
  const archive = createArchive(await openPart(part), source.now)
  try {
    const rows = await writeTables(source, archive, report)
    const mediaFiles = await writeMedia(join(source.dataFolder, 'media'), archive)
    if (mediaFiles > 0) report(`media files: ${mediaFiles.toLocaleString('en')}`)
    const end = { rows, mediaFiles, sha256: archive.sha256() }
    await archive.finish(end)
    await rename(part, file)
    await syncFolder(dirname(file))
    return end
  } catch (error) {
    const failure = await archive.abandon()
    await rm(part, { force: true })
    if (!failure) throw error
    throw new StartError(
      `The backup could not be written to ${part} (${failure.code ?? failure.message}): make room there, or choose another place.`,
      { cause: failure },
    )
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

async function openPart(part: string): Promise<WriteStream> {
  const stream = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true })
  try {
    await once(stream, 'open')
    return stream
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(
      code === 'EEXIST'
        ? `${part} exists already: another backup is being written there, or one was cut off. Delete it if none is, then try again.`
        : `${part} cannot be written (${code}): make its folder, or choose another place.`,
      { cause: error },
    )
  }
}

async function syncFolder(folder: string) {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

type Archive = ReturnType<typeof createArchive>

/** A gzip'ed tar that keeps no more in memory than one entry at a time. */
function createArchive(output: WriteStream, mtime: Date) {
  const pack = tar.pack()
  const digest = createDigest()
  let failure: NodeJS.ErrnoException | undefined
  const flow = pipeline(pack, createGzip(), output)
  const settled = flow.catch((error) => {
    failure = error
  })

  async function write(name: string, bytes: Buffer) {
    await new Promise<void>((resolve, reject) => {
      const entry = pack.entry({ name, mode: 0o600, mtime }, bytes, (error) => (error ? reject(error) : resolve()))
      entry.on('error', reject)
    })
  }

  return {
    async add(name: string, bytes: Buffer) {
      digest.startEntry(name, bytes.length)
      digest.addBytes(bytes)
      await write(name, bytes)
    },
    /** `content` must give exactly `size` bytes. */
    async addFile(name: string, size: number, content: AsyncIterable<Buffer>) {
      digest.startEntry(name, size)
      const entry = pack.entry({ name, size, mode: 0o600, mtime })
      const written = once(entry, 'close')
      written.catch(() => {})
      for await (const bytes of content) {
        digest.addBytes(bytes)
        if (!entry.write(bytes)) await once(entry, 'drain')
      }
      entry.end(null)
      await written
    },
    sha256: digest.hex,
    /** The file is on the disk when this returns. */
    async finish(end: End) {
      await write(endName, Buffer.from(JSON.stringify(end)))
      pack.finalize()
      await flow
    },
    /** Stops writing. Answers why it was no longer possible, if it was not. */
    async abandon() {
      pack.destroy()
      await settled
      return failure?.syscall ? failure : undefined
    },
  }
}

async function twowayVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

async function describe(client: pg.ClientBase, tables: BackupTable[], now: Date): Promise<Manifest> {
  const migrations = await client.query<{ name: string }>('select name from schema_migrations order by name')
  const instance = await client.query<{ origin: string }>('select origin from instance')
  return {
    format: backupFormat,
    twoway: await twowayVersion(),
    migrations: migrations.rows.map(({ name }) => name),
    origin: instance.rows[0]?.origin ?? null,
    created_at: now.toISOString(),
    tables,
  }
}

/** The manifest and the rows of every table, all as they were at one moment. */
async function writeTables({ pool, now }: BackupSource, archive: Archive, report: (line: string) => void) {
  const client = await pool.connect()
  const rows: Record<string, number> = {}
  const copy = async (table: BackupTable) => {
    rows[table.name] = await writeRows(client, table, archive)
    if (rows[table.name]! > 0) report(`${table.name}: ${rows[table.name]!.toLocaleString('en')}`)
  }
  try {
    const partitioned = await listPartitionedTables(client)
    await client.query('begin isolation level repeatable read read only')
    for (const setting of copySettings) await client.query(setting)
    // Locked before the snapshot is taken, so that no partition goes meanwhile; and given free as soon as they are
    // copied, because dropping a partition waits for this lock and everybody who writes waits for the drop.
    await client.query('savepoint partitioned_tables')
    for (const name of partitioned)
      await client.query(`lock table public.${pg.escapeIdentifier(name)} in access share mode`)
    const tables = await listTables(client)
    const ordered = [...tables].sort(
      (a, b) => Number(partitioned.includes(b.name)) - Number(partitioned.includes(a.name)),
    )
    await archive.add(manifestName, Buffer.from(JSON.stringify(await describe(client, ordered, now), null, 2)))
    for (const table of ordered.filter(({ name }) => partitioned.includes(name))) await copy(table)
    await client.query('rollback to savepoint partitioned_tables')
    for (const table of ordered.filter(({ name }) => !partitioned.includes(name))) await copy(table)
    await client.query('commit')
    client.release()
    return rows
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function writeRows(client: pg.ClientBase, table: BackupTable, archive: Archive): Promise<number> {
  const copy = client.query(copyTo(copyOutStatement(table)))
  let chunk = 0
  for await (const bytes of inLines(copy)) await archive.add(rowsName(table.name, ++chunk), bytes)
  return copy.rowCount
}

const newline = 10

/** Pieces of about 4 MiB, each cut after a line; COPY writes a newline inside a value as two other characters. */
async function* inLines(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let size = 0
  for await (const part of source) {
    parts.push(part)
    size += part.length
    const cut = size < chunkBytes ? -1 : part.lastIndexOf(newline)
    if (cut < 0) continue
    yield Buffer.concat([...parts.slice(0, -1), part.subarray(0, cut + 1)])
    parts = [part.subarray(cut + 1)]
    size = parts[0]!.length
  }
  if (size > 0) yield Buffer.concat(parts)
}

/** The ordinary files under the folder, if there is one; a file deleted meanwhile is left out. */
async function writeMedia(folder: string, archive: Archive): Promise<number> {
  let count = 0
  for (const path of await filesUnder(folder, '')) {
    const handle = await open(join(folder, path), 'r').catch(ignoreMissing)
    if (!handle) continue
    try {
      const { size } = await handle.stat()
      await archive.addFile(`media/${path}`, size, bytesOf(handle, size))
      count++
    } finally {
      await handle.close()
    }
  }
  return count
}

async function filesUnder(folder: string, path: string): Promise<string[]> {
  const found: string[] = []
  for (const entry of (await readdir(join(folder, path), { withFileTypes: true }).catch(ignoreMissing)) ?? []) {
    const inner = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isDirectory()) found.push(...(await filesUnder(folder, inner)))
    if (entry.isFile()) found.push(inner)
  }
  return found.toSorted()
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}
