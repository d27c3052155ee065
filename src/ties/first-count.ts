/**
 * Counts many acts where none is counted yet. Every table is filled beside the empty one, its indexes are made at once from
 * rows that are all there, and at the end it takes the empty one's place: readers wait for nothing but the exchange, and
 * PostgreSQL, which knows the files to be new, writes no log of what is in them but the files themselves to the disk.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { sumsOf, sumTables } from './sum-queries.ts'

const tables = ['tie_acts', ...sumTables] as const

const asideOf = (name: string) => `${name}_aside`

/** Whether no act is counted. Asked by whoever has the turn with ties. */
export async function isNothingCounted(tx: Db): Promise<boolean> {
  const { rows } = await sql<{ nothing: boolean }>`select not exists (select from tie_acts) as nothing`.execute(tx)
  return rows[0]!.nothing
}

type Index = { name: string; unique: boolean; columns: string; isKey: boolean }

async function indexesOf(tx: Db, table: string): Promise<Index[]> {
  const { rows } = await sql<Index>`
    select class.relname as name, indisunique as unique, indisprimary as "isKey",
      regexp_replace(pg_get_indexdef(indexrelid), '^.*? USING ', 'using ') as columns
    from pg_index join pg_class class on class.oid = indexrelid
    where indrelid = ${table}::regclass order by indisprimary desc, class.relname`.execute(tx)
  return rows
}

async function fillAside(tx: Db, table: string, rows: RawBuilder<unknown>) {
  const aside = sql.table(asideOf(table))
  await sql`create table ${aside} (like ${sql.table(table)} including constraints including generated)`.execute(tx)
  await sql`insert into ${aside} ${rows}`.execute(tx)
  for (const { name, unique, columns, isKey } of await indexesOf(tx, table)) {
    const index = sql.id(asideOf(name))
    await sql`create ${sql.raw(unique ? 'unique' : '')} index ${index} on ${aside} ${sql.raw(columns)}`.execute(tx)
    if (isKey) await sql`alter table ${aside} add constraint ${index} primary key using index ${index}`.execute(tx)
  }
  await sql`analyze ${aside}`.execute(tx)
}

async function takePlace(tx: Db, table: string) {
  const indexes = await indexesOf(tx, table)
  await sql`drop table ${sql.table(table)}`.execute(tx)
  await sql`alter table ${sql.table(asideOf(table))} rename to ${sql.id(table)}`.execute(tx)
  for (const { name } of indexes) await sql`alter index ${sql.id(asideOf(name))} rename to ${sql.id(name)}`.execute(tx)
}

/** `acts`: rows like those of tie_acts. The caller has its turn with ties, and nothing is counted. */
export async function countFromNothing(tx: Db, acts: RawBuilder<unknown>, now: Date) {
  await sql`set local work_mem = '128MB'`.execute(tx)
  await sql`set local maintenance_work_mem = '128MB'`.execute(tx)
  await fillAside(tx, 'tie_acts', sql`select * from (${acts}) as acts order by from_id, to_id, post_id`)
  const sums = sumsOf({ acts: asideOf('tie_acts'), totals: asideOf('tie_totals'), now })
  for (const table of sumTables) await fillAside(tx, table, sums[table])
  for (const table of tables) await takePlace(tx, table)
}
