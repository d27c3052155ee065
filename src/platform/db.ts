import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

/** A connection pool or a transaction: queries take either. */
export type Db = Kysely<Database>

// Ids are safe integers, counts are small: both are numbers. A date (not a timestamp) stays the text it is.
const arrayOfInt8 = 1016
const typeParsers = new Map<number, (text: string) => unknown>([
  [arrayOfInt8, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number))],
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.DATE, (text) => text],
])
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && typeParsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text')) as never,
}

export type Pool = pg.Pool

const usesBeforePreparing = 5
const mostPrepared = 400
const mostCounted = 5_000

/**
 * The name under which a statement is prepared, once it has come often enough. Planning costs most statements here more
 * than running them. Statements whose text depends on their input seldom come again, and do not pile up.
 */
function createStatementNames(): (text: string) => string | undefined {
  const uses = new Map<string, number>()
  const names = new Map<string, string>()
  return (text) => {
    const name = names.get(text)
    if (name !== undefined || names.size >= mostPrepared) return name
    const times = (uses.get(text) ?? 0) + 1
    if (uses.size >= mostCounted) uses.clear()
    uses.set(text, times)
    if (times < usesBeforePreparing) return undefined
    uses.delete(text)
    names.set(text, `twoway_${names.size + 1}`)
    return names.get(text)
  }
}

function prepareWhatRepeats(client: pg.PoolClient, nameOf: (text: string) => string | undefined) {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const preparing = (first: unknown, values: unknown, ...rest: unknown[]) => {
    const name = typeof first === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(first) : undefined
    return name === undefined ? query(first, values, ...rest) : query({ name, text: first, values }, ...rest)
  }
  client.query = preparing as typeof client.query
}

/** `onIdleError` hears of connections that broke while unused; the pool replaces them by itself. */
export function createPool(
  connectionString: string,
  onIdleError: (error: Error) => void,
  options: pg.PoolConfig = {},
): Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 16,
    types,
    connectionTimeoutMillis: 10_000,
    statement_timeout: 30_000,
    application_name: 'twoway',
    ...options,
  })
  pool.on('error', onIdleError)
  // In use, between two queries, nobody else listens, and an error that nobody hears ends the process. The query after it fails.
  const nameOf = createStatementNames()
  pool.on('connect', (client) => {
    client.on('error', () => {})
    prepareWhatRepeats(client, nameOf)
  })
  return pool
}

export function createDb(pool: Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * `in` any number of ids. They are unnested, for a list is planned entry by entry, which takes 30 ms for 2,000; and they
 * are sent as text.
 */
export function among(ids: readonly number[]): RawBuilder<unknown> {
  return sql`in (select unnest(${`{${ids.join(',')}}`}::bigint[]))`
}

/** The SQLSTATE of a database error, or undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

/** Connection exceptions; no connection left; the server shuts down, has crashed or is not up yet. */
const awayStates = /^(08...|53300|57P0[1235])$/
const awayCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
]
const awayMessages =
  /^Connection terminated|is not queryable$|when trying to connect$|^timeout expired$|connection to the database is lost$/

/** Whether a query failed because the database was out of reach: tried again in a moment, it may go well. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return awayStates.test(error.code ?? '')
  if (!(error instanceof Error)) return false
  const { code, syscall, message } = error as NodeJS.ErrnoException
  // A Unix socket that is not there.
  if (code === 'ENOENT') return syscall === 'connect'
  return awayCodes.includes(code ?? '') || awayMessages.test(message)
}

export const uniqueViolation = '23505'
