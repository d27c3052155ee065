/** SQL on tables whose rows are a key and whole numbers that are added up. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'

type Column<Row> = readonly [name: string, type: 'bigint' | 'int' | 'text', value: (row: Row) => number | string]

export type SumTable<Row> = {
  name: 'ties' | 'tie_totals' | 'tie_people' | 'tie_days'
  key: readonly Column<Row>[]
  sums: readonly Column<Row>[]
}

/** An array as PostgreSQL reads it. Numbers and names of our own only: nothing in them needs to be escaped. */
export function columnOf<Row>(rows: readonly Row[], value: (row: Row) => number | string): string {
  return `{${rows.map(value).join(',')}}`
}

const arraysOf = <Row>(columns: readonly Column<Row>[], rows: readonly Row[]): RawBuilder<unknown> =>
  sql.join(columns.map(([, type, value]) => sql`${columnOf(rows, value)}::${sql.raw(type)}[]`))
const namesOf = <Row>(columns: readonly Column<Row>[]) => sql.join(columns.map(([name]) => sql.id(name)))
const keyIn = <Row>({ key }: SumTable<Row>, table: string) => sql.join(key.map(([name]) => sql.id(table, name)))

/** Adds rows in the order of keys, each key once, to what is there. */
export async function addRows<Row>(tx: Db, table: SumTable<Row>, rows: readonly Row[]) {
  const columns = [...table.key, ...table.sums]
  const added = table.sums.map(
    ([name]) => sql`${sql.id(name)} = ${sql.id(table.name, name)} + ${sql.id('excluded', name)}`,
  )
  await sql`
    insert into ${sql.table(table.name)} (${namesOf(columns)}) select * from unnest(${arraysOf(columns, rows)})
    on conflict (${namesOf(table.key)}) do update set ${sql.join(added)}`.execute(tx)
}

/** Of the rows that were changed, those that come to nothing go. */
export async function takeOutEmpty<Row>(tx: Db, table: SumTable<Row>, changed: readonly Row[]) {
  const shrunk = changed.filter((row) => table.sums.some(([, , value]) => Number(value(row)) < 0))
  if (shrunk.length === 0) return
  const isEmpty = table.sums.map(([name]) => sql`${sql.id(table.name, name)} = 0`)
  await sql`
    delete from ${sql.table(table.name)} using unnest(${arraysOf(table.key, shrunk)}) as gone (${namesOf(table.key)})
    where ${sql.join(isEmpty, sql` and `)} and (${keyIn(table, table.name)}) = (${keyIn(table, 'gone')})`.execute(tx)
}
