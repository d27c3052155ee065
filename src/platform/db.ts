import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Database } from './schema.ts'

/** A connection pool or a transaction: queries take either. */
export type Db = Kysely<Database>

// Ids are safe integers, counts are small: both are numbers. A date (not a timestamp) stays the text it is.
const typeParsers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.INT8, Number],
  [pg.types.builtins.DATE, (text) => text],
])
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && typeParsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text')) as never,
}

export type Pool = pg.Pool

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
  return pool
}

export function createDb(pool: Pool): Db {
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}

/** The SQLSTATE of a database error, or undefined for any other. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined
}

export const uniqueViolation = '23505'
