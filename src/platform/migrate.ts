import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import type { Db } from './db.ts'
import { StartError } from './start-error.ts'

const folder = new URL('../../migrations/', import.meta.url)

/** The names of this code's migrations, in order. */
export async function knownMigrations(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).toSorted()
}

export async function appliedMigrations(db: Db): Promise<string[]> {
  const table = await sql<{ found: string | null }>`select to_regclass('schema_migrations')::text as found`.execute(db)
  if (!table.rows[0]?.found) return []
  const rows = await sql<{ name: string }>`select name from schema_migrations order by name`.execute(db)
  return rows.rows.map(({ name }) => name)
}

/**
 * Brings the database to this code's version, up to `last` where given, all in one transaction.
 * Throws StartError, changing nothing, when the database is newer than the code.
 */
export async function migrate(db: Db, last?: string): Promise<string[]> {
  const known = await knownMigrations()
  const applied = await appliedMigrations(db)
  const unknown = applied.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new StartError(
      `This database was written by a newer Twoway (it has ${unknown.join(', ')}): start it with that version or a later one.`,
    )
  const missing = known.filter((name) => !applied.includes(name) && (last === undefined || name <= last))
  if (missing.length === 0) return []
  const texts = await Promise.all(missing.map((name) => readFile(new URL(name, folder), 'utf8')))
  await db.transaction().execute(async (tx) => {
    await sql`create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())`.execute(
      tx,
    )
    for (const [index, name] of missing.entries()) {
      await sql.raw(texts[index]!).execute(tx)
      await sql`insert into schema_migrations (name) values (${name})`.execute(tx)
    }
  })
  return missing
}
