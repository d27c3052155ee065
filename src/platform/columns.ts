/**
 * Reads thousands of rows as one row of columns, each an array in JSON. The driver works for each value, the JSON of the
 * runtime for each byte, which is several times less.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * The columns of `select … rest`, in the order of its rows. Types are those of JSON: an id is a number, a moment its ISO
 * text. `rest`: everything from `from` on.
 */
export async function selectColumns<Row extends Record<string, unknown>>(
  db: Db,
  columns: { [Name in keyof Row]: RawBuilder<Row[Name]> },
  rest: RawBuilder<unknown>,
): Promise<{ [Name in keyof Row]: Row[Name][] }> {
  const named = Object.entries<RawBuilder<unknown>>(columns)
  const selected = sql.join(named.map(([name, value]) => sql`${value} as ${sql.ref(name)}`))
  const arrays = sql.join(
    named.map(([name]) => sql`coalesce(json_agg(${sql.ref(`found.${name}`)}), '[]') as ${sql.ref(name)}`),
  )
  const { rows } = await sql<{ [Name in keyof Row]: Row[Name][] }>`
    select ${arrays} from (select ${selected} ${rest}) as found`.execute(db)
  return rows[0]!
}
