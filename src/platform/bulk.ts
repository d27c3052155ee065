import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Event } from '../events.ts'
import type { Context } from './context.ts'
import type { Db, Pool } from './db.ts'
import { appendEvents } from './event-log.ts'
import type { Database } from './schema.ts'

export type CopyValue = string | number | boolean | Date | null | undefined

/** Streams rows into a table through COPY. Undefined is NULL. */
export type CopyRows = (
  table: keyof Database,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
) => Promise<void>

/** How often each key occurs: one summed delta per counter. */
export function countBy<K>(keys: readonly K[]): Map<K, number> {
  const counts = new Map<K, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function copyText(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'string') return value.replace(/[\\\n\r\t]/g, (character) => escapes[character]!)
  return value instanceof Date ? value.toISOString() : String(value)
}

function* copyLines(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += `${row.map(copyText).join('\t')}\n`
    if (chunk.length < 65_536) continue
    yield chunk
    chunk = ''
  }
  if (chunk) yield chunk
}

/** Kysely on one connection that is already checked out, inside its transaction. */
function dbOn(client: pg.PoolClient): Db {
  const connection = { query: client.query.bind(client), release: () => {} }
  const onlyThis = { connect: async () => connection, end: async () => {} }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool: onlyThis as never }) })
}

/** One transaction for an import's batch: rows through COPY, queries, and its events commit together. */
export async function bulkWrite(
  ctx: Context,
  pool: Pool,
  work: (tx: Db, copy: CopyRows, emit: (event: Event) => void) => Promise<void>,
): Promise<void> {
  const client = await pool.connect()
  const events: Event[] = []
  try {
    await client.query('begin')
    await client.query('set local statement_timeout = 0')
    const tx = dbOn(client)
    await work(
      tx,
      async (table, columns, rows) => {
        const names = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
        await pipeline(
          Readable.from(copyLines(rows)),
          client.query(copyFrom(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`)),
        )
      },
      (event) => events.push(event),
    )
    if (events.length > 0) await appendEvents(tx, ctx, events)
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
  if (events.length > 0) ctx.committed(events)
}
