/** Row types originate in the migrations: this reads them back from a migrated database. */
import pg from 'pg'

const typeOf: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  text: 'string',
  bool: 'boolean',
  date: 'string',
  xid8: 'string',
  tsvector: 'string',
  bytea: 'Buffer',
  timestamptz: 'Date',
  _text: 'string[]',
  _int4: 'number[]',
  _int8: 'number[]',
}

const postColumns = /^(post_id|boost_id|boost_of|quote_of|in_reply_to_id|thread_id|reason_post_id|post_ids)$/
const accountColumns =
  /^(.*account_id|author_id|boost_of_author_id|(follow(er|ee)|block(er|ed)|mute(r|d)|owner|about|viewer|reporter|target|moderator|from|to|other)_id|action_taken_by|moved_to)$/

type Column = { table: string; column: string; type: string; nullable: boolean; has_default: boolean; position: number }

function columnType({ table, column, type, nullable, has_default }: Column): string {
  const brand =
    postColumns.test(column) || (table === 'posts' && column === 'id')
      ? 'PostId'
      : accountColumns.test(column) || (table === 'accounts' && column === 'id')
        ? 'AccountId'
        : undefined
  const orNull = nullable ? ' | null' : ''
  if (type === 'jsonb')
    return `ColumnType<unknown, string${nullable ? ' | null' : ''}${has_default ? ' | undefined' : ''}, string>`
  const base = brand && (type === 'int8' || type === '_int8') ? brand + (type === '_int8' ? '[]' : '') : typeOf[type]
  if (!base) throw new Error(`No TypeScript type is known for ${table}.${column} (${type})`)
  return has_default ? `Generated<${base}${orNull}>` : base + orNull
}

const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
const interfaceName = (table: string) => `${table.split('_').map(capitalized).join('')}Table`

/** The text of src/platform/schema.ts for the database at `connectionString`. */
export async function describeSchema(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  const { rows } = await client.query<Column>(`
    select c.relname as table, a.attname as column, t.typname as type, not a.attnotnull as nullable,
      (a.atthasdef or a.attidentity <> '') as has_default, a.attnum as position
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    order by c.relname, a.attnum`)
  await client.end()
  const tables = Map.groupBy(rows, (row) => row.table)
  const lines = [
    '// Written by `npm run schema` from the migrations: change those, then run it again.',
    "import type { ColumnType, Generated } from 'kysely'",
    "import type { AccountId, PostId } from './ids.ts'",
    '',
  ]
  for (const [table, columns] of tables) {
    lines.push(`export interface ${interfaceName(table)} {`)
    for (const column of columns) lines.push(`  ${column.column}: ${columnType(column)}`)
    lines.push('}', '')
  }
  lines.push('export interface Database {')
  for (const table of tables.keys()) lines.push(`  ${table}: ${interfaceName(table)}`)
  lines.push('}', '')
  return lines.join('\n')
}
