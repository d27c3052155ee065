/** What has to hold between the rows of a database, how to see that it does not, and how to mend it. */
import { type RawBuilder, sql } from 'kysely'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import type { Database } from './schema.ts'

export type Check = {
  name: string
  /** What is counted, in the plural: "follows of accounts that do not exist". */
  sentence: string
  /** How many there are, in one statement, so that a server may go on writing meanwhile. 0: all is well. */
  count: (db: Db, now: Date) => Promise<number>
  /** Mends what `count` finds, in a transaction of its own. Absent where somebody has to look: `advice` says how. */
  repair?: (tx: Db, ctx: Context) => Promise<void>
  advice?: string
}

export async function countRows(db: Db, query: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ found: number }>`select count(*) as found from (${query}) as each_row`.execute(db)
  return rows[0]!.found
}

/** A table and the condition under which one of its rows should not be there. */
export type Stray = [table: keyof Database, condition: RawBuilder<unknown>]

/** Rows that refer to something that is not there: they mean nothing any more, and mending deletes them. */
export function strayRows(name: string, sentence: string, strays: readonly Stray[]): Check {
  return {
    name,
    sentence,
    count: (db) =>
      countRows(
        db,
        sql.join(
          strays.map(([table, condition]) => sql`select 1 from ${sql.table(table)} where ${condition}`),
          sql` union all `,
        ),
      ),
    async repair(tx) {
      for (const [table, condition] of strays) await sql`delete from ${sql.table(table)} where ${condition}`.execute(tx)
    },
  }
}

/** The condition that no row of a table has this value. `value` names the column with its table. */
export function missing(value: string, table: keyof Database, column: string): RawBuilder<unknown> {
  return sql`not exists (select from ${sql.table(table)} present where present.${sql.ref(column)} = ${sql.ref(value)})`
}

/** Keeps everybody else from writing to the tables until the transaction ends, so that what is counted stays true. */
export async function holdStill(tx: Db, tables: readonly (keyof Database)[]) {
  await sql`lock table ${sql.join(tables.map((table) => sql.table(table)))} in share row exclusive mode`.execute(tx)
}
