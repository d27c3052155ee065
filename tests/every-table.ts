/** Rows for every table there is, made from the catalog, so that a table added later is filled without anybody's help. */
import pg from 'pg'
import { listTables } from '../src/platform/backup-tables.ts'

type Column = { name: string; type: string; isNullable: boolean; isKey: boolean; choices: string[] | null }

/** What text formats trip over: separators, escapes, quotes, markers of NULL and of the end, signs of several code units. */
const nasty = 'tab\tline\nreturn\rback\\slash \\N \\. \\t "quoted" \'single\' {a,b} NULL 👩‍👩‍👧 e\u0301 \u2028 \u0001'
const rowsPerTable = 5

function sampleOf({ type, isNullable, isKey, choices }: Column, row: number): unknown {
  if (isNullable && row % 2 === 0) return null
  if (choices) return choices[row % choices.length]
  switch (type) {
    case 'int2':
    case 'int4':
    case 'int8':
      return row
    case 'bool':
      return isKey || row % 2 === 0
    case 'text':
      return isKey ? `${nasty} ${row}` : ['', nasty, '\\N', '\\.', ' '][row % 5]
    case 'bytea':
      return Buffer.from([0, 0xff, 0x5c, 0x09, 0x0a, row])
    case 'jsonb':
      return JSON.stringify({ [nasty]: [nasty, null, row, { deep: '\\' }] })
    case 'tsvector':
      return `'word':${row} 'it''s \\\\ "odd"':2,3`
    case '_text':
      return row % 2 === 0 ? [] : [nasty, null, 'NULL', '', 'a,b', '{}']
    case '_int4':
    case '_int8':
      return row % 2 === 0 ? [] : [1, row, null]
    case 'date':
      return `20${10 + row}-02-28`
    case 'timestamptz':
      return `20${10 + row}-03-31T02:30:00.12345${row}+02:00`
    default:
      throw new Error(`No value is known for a column of type ${type}: add one here`)
  }
}

async function columnsOf(pool: pg.Pool, table: string): Promise<Column[]> {
  const { rows } = await pool.query<Column>(
    `select a.attname as name, t.typname as type, not a.attnotnull as "isNullable",
      exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique and a.attnum = any(i.indkey)) as "isKey",
      (select array_agg(found[1]) from pg_constraint k, regexp_matches(pg_get_constraintdef(k.oid), '''([^'']*)''::text', 'g') found
        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as choices
    from pg_attribute a join pg_type t on t.oid = a.atttypid
    where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  )
  return rows
}

/** Five rows in every table, or one where there can only be one. */
export async function fillEveryTable(pool: pg.Pool) {
  for (const table of await listTables(pool)) {
    const columns = (await columnsOf(pool, table.name)).filter(({ name }) => table.columns.includes(name))
    const isSingle = columns.some(({ name }) => name === 'only_row')
    const names = columns.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
    const places = columns.map((_, index) => `$${index + 1}`).join(', ')
    for (let row = 1; row <= (isSingle ? 1 : rowsPerTable); row++)
      await pool.query(
        `insert into ${pg.escapeIdentifier(table.name)} (${names}) values (${places})`,
        columns.map((column) => sampleOf(column, row)),
      )
  }
}

/** Every row of every table that a backup holds, as text, in order. */
export async function readEveryTable(pool: pg.Pool): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const { name, columns } of await listTables(pool)) {
    const list = columns.map((column) => pg.escapeIdentifier(column)).join(', ')
    const { rows } = await pool.query<{ row: string }>(
      `select each_row::text as row from (select ${list} from ${pg.escapeIdentifier(name)}) each_row order by 1`,
    )
    found[name] = rows.map(({ row }) => row)
  }
  return found
}
