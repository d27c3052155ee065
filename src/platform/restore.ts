/** Loads a backup into an empty database: all of it, or nothing. See backup-file.ts. */
import { createWriteStream } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import {
  damaged,
  type End,
  type Manifest,
  newerBackup,
  parseEntryName,
  readEntries,
  unreadable,
  verifyEntries,
} from './backup-file.ts'
import { copyInStatement, copySettings } from './backup-tables.ts'
import type { Db, Pool } from './db.ts'
import { appliedMigrations, knownMigrations, migrate } from './migrate.ts'
import type { Database } from './schema.ts'
import { StartError } from './start-error.ts'

export type Backup = { file: string; handle: FileHandle; manifest: Manifest; end: End }

/**
 * Opens a backup and reads all of it, to be sure of it before anything else happens; the caller closes `handle`.
 * Throws StartError with a sentence for a file that cannot be restored by this version.
 */
export async function openBackup(file: string): Promise<Backup> {
  const handle = await open(file, 'r').catch((error) => {
    throw unreadable(file, error)
  })
  try {
    const { manifest, end } = await verifyEntries(handle, file)
    const known = await knownMigrations()
    if (manifest.migrations.some((name) => !known.includes(name))) throw newerBackup(file, manifest.twoway)
    return { file, handle, manifest, end }
  } catch (error) {
    await handle.close()
    throw error
  }
}

export type RestoreTarget = { pool: Pool; dataFolder: string }

/**
 * Restores into a database without accounts and posts, whatever its version, and brings it to this code's version; what
 * else Twoway has put there is replaced. Throws StartError with a sentence, changing nothing, when that cannot be done.
 */
export async function restoreBackup(
  { pool, dataFolder }: RestoreTarget,
  backup: Backup,
  report: (line: string) => void,
) {
  const media = await prepareMedia(dataFolder, backup.end)
  const client = await pool.connect()
  try {
    await client.query('begin')
    for (const setting of copySettings) await client.query(setting)
    await client.query("set local lock_timeout = '10s'")
    const db = dbWithin(client)
    await removeEmptyTables(db)
    const last = backup.manifest.migrations.at(-1)
    await migrate(db, last)
    await loadRows(client, backup, { tables: await tablesMadeBy(db, last), staging: media.staging, report })
    await migrate(db)
    await media.putInPlace()
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    await media.remove()
    if (error instanceof pg.DatabaseError)
      throw new StartError(`${backup.file} could not be restored, and nothing was changed: ${error.message}.`, {
        cause: error,
      })
    const { code, syscall } = error as NodeJS.ErrnoException
    if (syscall && code)
      throw new StartError(
        `The media files could not be written to ${dataFolder} (${code}), and nothing was changed: make room there, or choose another data folder.`,
        { cause: error },
      )
    throw error
  }
}

/**
 * Kysely on the connection that holds the open transaction; a transaction begun through it is part of that one.
 */
function dbWithin(client: pg.PoolClient): Db {
  const connection = { query: client.query.bind(client), release: () => {} }
  const dialect = new PostgresDialect({ pool: { connect: async () => connection, end: async () => {} } as never })
  const nothing = async () => {}
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => dialect.createAdapter(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createDriver: () =>
        Object.assign(dialect.createDriver(), {
          beginTransaction: nothing,
          commitTransaction: nothing,
          rollbackTransaction: nothing,
        }),
    },
  })
}

/** Clears away what Twoway makes by itself at a first start, which may be of another version than the backup. */
async function removeEmptyTables(db: Db) {
  if ((await appliedMigrations(db)).length === 0) return
  const { rows } = await sql<{ full: boolean }>`
    select exists (select from accounts) or exists (select from posts) as full`.execute(db)
  if (rows[0]?.full)
    throw new StartError(
      'This database has people or posts already: restore into an empty one, with another data folder (TWOWAY_DATA) or DATABASE_URL.',
    )
  const names = await tablesMadeBy(db)
  await sql`drop table if exists ${sql.join(names.map((name) => sql.table(`public.${name}`)))} cascade`.execute(db)
}

/**
 * The names of the tables that the migrations make, up to `last` where given: another program may have tables of its own
 * in the same database. Found by making them among the temporary ones, and taking that back.
 */
async function tablesMadeBy(db: Db, last?: string): Promise<string[]> {
  await sql`savepoint before_trial`.execute(db)
  await sql`set local search_path = pg_temp`.execute(db)
  await migrate(db, last)
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relnamespace = pg_my_temp_schema() and relkind in ('r', 'p') and not relispartition`.execute(db)
  await sql`rollback to savepoint before_trial`.execute(db)
  return rows.map(({ name }) => name)
}

type Loading = { tables: readonly string[]; staging: string; report: (line: string) => void }

async function loadRows(client: pg.PoolClient, backup: Backup, { tables, staging, report }: Loading) {
  const { manifest, end } = backup
  const statements = new Map<string, string>()
  for (const table of manifest.tables) {
    if (tables.includes(table.name)) statements.set(table.name, copyInStatement(table))
    else report(`${table.name}: left out, it was the table of another program in the same database`)
  }
  const loaded: Record<string, number> = {}
  const all = [...statements.keys()].map((name) => `public.${pg.escapeIdentifier(name)}`).join(', ')
  // A migration may have put rows of its own there; the backup has those too.
  await client.query(`truncate ${all}`)
  for await (const entry of readEntries(backup.handle)) {
    const name = parseEntryName(entry.header.name)
    if (name?.kind === 'media') {
      const path = join(staging, name.path)
      await mkdir(dirname(path), { recursive: true })
      await pipeline(entry, createWriteStream(path, { flags: 'wx', flush: true }))
      continue
    }
    const statement = name && statements.get(name.table)
    if (!statement) {
      entry.resume()
      continue
    }
    const copy = client.query(copyFrom(statement))
    await pipeline(entry, copy)
    const before = loaded[name.table] ?? 0
    loaded[name.table] = before + copy.rowCount
    if (loaded[name.table] === end.rows[name.table])
      report(`${name.table}: ${loaded[name.table]!.toLocaleString('en')}`)
  }
  for (const table of statements.keys()) if ((loaded[table] ?? 0) !== end.rows[table]) throw damaged(backup.file)
  await client.query(`analyze ${all}`)
}

/** Media files are unpacked beside their place and moved there at the end. */
async function prepareMedia(dataFolder: string, { mediaFiles }: End) {
  const place = join(dataFolder, 'media')
  const staging = join(dataFolder, 'media.restoring')
  if (mediaFiles === 0) return { staging, putInPlace: async () => {}, remove: async () => {} }
  const present = await readdir(place).catch(() => [])
  if (present.length > 0) throw new StartError(`${place} has files already: move them away, then restore again.`)
  await rm(staging, { recursive: true, force: true })
  await mkdir(staging, { recursive: true })
  let isInPlace = false
  return {
    staging,
    async putInPlace() {
      await rmdir(place).catch(() => {})
      await rename(staging, place)
      isInPlace = true
    },
    remove: () => rm(isInPlace ? place : staging, { recursive: true, force: true }),
  }
}
