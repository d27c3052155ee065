/**
 * The backup file: one gzip'ed tar. First `manifest.json`, then `tables/NAME/000001.copy` … for every table (rows as
 * PostgreSQL's COPY writes them, cut at line ends), then `media/…`, and last `end.json`, which makes a file that was
 * cut off or changed recognizable.
 */
import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import tar from 'tar-stream'
import { z } from 'zod'
import { StartError } from './start-error.ts'

export const backupFormat = 1
export const manifestName = 'manifest.json'
export const endName = 'end.json'

const manifestSchema = z.object({
  format: z.literal(backupFormat),
  /** The version of Twoway that wrote it. */
  twoway: z.string(),
  migrations: z.array(z.string()).min(1),
  /** Null when the server was never started. */
  origin: z.string().nullable(),
  created_at: z.iso.datetime(),
  /** In an order in which each table comes after those it refers to. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).min(1) })),
})
export type Manifest = z.infer<typeof manifestSchema>

const endSchema = z.object({
  /** Rows by table. */
  rows: z.record(z.string(), z.number()),
  mediaFiles: z.number(),
  /** Over the name, the size and the bytes of every entry before this one. */
  sha256: z.string(),
})
export type End = z.infer<typeof endSchema>

/** What `end.json` holds is computed the same way by who writes and who reads. */
export function createDigest() {
  const hash = createHash('sha256')
  return {
    startEntry: (name: string, size: number) => void hash.update(`${name}\n${size}\n`),
    addBytes: (bytes: Uint8Array) => void hash.update(bytes),
    hex: () => hash.digest('hex'),
  }
}

export function rowsName(table: string, chunk: number): string {
  return `tables/${table}/${String(chunk).padStart(6, '0')}.copy`
}

export type EntryName = { kind: 'rows'; table: string } | { kind: 'media'; path: string }

/** Whether a relative path stays where it is put: no way up, no root, nothing another system reads as a separator. */
function isSafePath(path: string): boolean {
  const parts = path.split('/')
  return !/[\\\0]/.test(path) && parts.every((part) => part !== '' && part !== '.' && part !== '..')
}

/** Undefined for a name that no backup has. */
export function parseEntryName(name: string): EntryName | undefined {
  const rows = /^tables\/([a-z0-9_]+)\/\d{6,}\.copy$/.exec(name)
  if (rows) return { kind: 'rows', table: rows[1]! }
  const path = name.startsWith('media/') ? name.slice('media/'.length) : ''
  return isSafePath(path) ? { kind: 'media', path } : undefined
}

export type BackupEntry = AsyncIterable<Buffer> & Pick<Readable, 'resume'> & { header: tar.Header }

const readBytes = 256 * 1024

/** The file from its beginning, up to `size` bytes. Unlike the handle's own stream it leaves the handle open. */
export async function* bytesOf(handle: FileHandle, size = Number.POSITIVE_INFINITY): AsyncGenerator<Buffer> {
  for (let position = 0; position < size; ) {
    const wanted = Math.min(readBytes, size - position)
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, position)
    if (bytesRead === 0) return
    position += bytesRead
    yield buffer.subarray(0, bytesRead)
  }
}

/** The entries in order. Each has to be read to its end before the next one comes. */
export async function* readEntries(handle: FileHandle): AsyncGenerator<BackupEntry> {
  const extract = tar.extract()
  const flow = pipeline(bytesOf(handle), createGunzip(), extract)
  // An error also ends the entries, and is thrown there.
  flow.catch(() => {})
  for await (const entry of extract) yield entry as unknown as BackupEntry
  await flow
}

const mostJsonBytes = 16 * 1024 * 1024

async function readJson(entry: BackupEntry, onBytes: (bytes: Buffer) => void): Promise<unknown> {
  if (entry.header.size! > mostJsonBytes) throw new SyntaxError(`${entry.header.name} is too large`)
  const parts: Buffer[] = []
  for await (const bytes of entry) {
    onBytes(bytes)
    parts.push(bytes)
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

function parseManifest(file: string, value: unknown): Manifest {
  const format = z.object({ format: z.number(), twoway: z.string() }).parse(value)
  if (format.format > backupFormat) throw newerBackup(file, format.twoway)
  return manifestSchema.parse(value)
}

export function newerBackup(file: string, version: string): StartError {
  return new StartError(
    `${file} was written by a newer Twoway (${version}): restore it with that version or a later one.`,
  )
}

/**
 * Reads the whole file and compares it with what its end says. Throws StartError with a sentence when the file is not
 * a backup, is cut off or changed, holds something a backup does not hold, or is of a newer format.
 */
export async function verifyEntries(handle: FileHandle, file: string): Promise<{ manifest: Manifest; end: End }> {
  const digest = createDigest()
  let manifest: Manifest | undefined
  let end: End | undefined
  let expected = ''
  try {
    for await (const entry of readEntries(handle)) {
      const { name, size, type } = entry.header
      if (type !== 'file' || end) throw strangeEntry(file, name)
      if (name === endName) {
        expected = digest.hex()
        end = endSchema.parse(await readJson(entry, () => {}))
        continue
      }
      digest.startEntry(name, size!)
      if (!manifest) {
        if (name !== manifestName) throw notABackup(file)
        manifest = parseManifest(file, await readJson(entry, digest.addBytes))
        continue
      }
      const parsed = parseEntryName(name)
      if (!parsed || (parsed.kind === 'rows' && !manifest.tables.some((table) => table.name === parsed.table)))
        throw strangeEntry(file, name)
      for await (const bytes of entry) digest.addBytes(bytes)
    }
  } catch (error) {
    if (error instanceof StartError) throw error
    if ((error as NodeJS.ErrnoException).syscall) throw unreadable(file, error)
    throw manifest ? damaged(file, error) : notABackup(file, error)
  }
  if (!manifest) throw notABackup(file)
  if (!end || end.sha256 !== expected) throw damaged(file)
  return { manifest, end }
}

export function damaged(file: string, cause?: unknown): StartError {
  return new StartError(`${file} is cut off or damaged: copy it again from where it was made, or use another backup.`, {
    cause,
  })
}

function notABackup(file: string, cause?: unknown): StartError {
  return new StartError(`${file} is not a backup of Twoway: give the file that "twoway backup" wrote.`, { cause })
}

export function unreadable(file: string, cause: unknown): StartError {
  const { code, message } = cause as NodeJS.ErrnoException
  return new StartError(`${file} cannot be read (${code ?? message}): check the name and who may read it.`, { cause })
}

function strangeEntry(file: string, name: string): StartError {
  return new StartError(
    `${file} holds ${JSON.stringify(name.slice(0, 200))}, which no backup of Twoway does: it was changed, do not use it.`,
  )
}
