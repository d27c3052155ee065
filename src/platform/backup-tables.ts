/** Which tables and columns a backup holds, read from the catalog so that a future table is never forgotten. */
import pg from 'pg'

export type BackupTable = { name: string; columns: string[] }

/** Left out: true for one database only. The migrations are in the manifest, and a restored log begins anew. */
const leftOutTables = ['schema_migrations', 'effects_position']
/** A transaction's number means nothing in another database: restored events get the one of their restore. */
const leftOutColumns: Record<string, string[]> = { events: ['xid'] }
/** Events whose effects have been written are only history. */
const conditions: Record<string, string> = {
  events: 'where (xid, id) > (select xid, id from effects_position) order by xid, id',
}

/** Makes what COPY writes and reads the same text whatever the settings of either database. */
export const copySettings = [
  'set local statement_timeout = 0',
  'set local idle_in_transaction_session_timeout = 0',
  "set local client_encoding = 'UTF8'",
  "set local datestyle = 'ISO, MDY'",
  "set local intervalstyle = 'postgres'",
  "set local timezone = 'UTC'",
  "set local bytea_output = 'hex'",
  'set local extra_float_digits = 3',
]

type Querying = Pick<pg.ClientBase, 'query'>

/** Ordinary tables and partitioned ones (never their partitions), each after those it refers to. */
export async function listTables(client: Querying): Promise<BackupTable[]> {
  const { rows: columns } = await client.query<{ table: string; column: string }>(`
    select c.relname as table, a.attname as column
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attgenerated = ''
    order by c.relname, a.attnum`)
  const { rows: references } = await client.query<{ from: string; to: string }>(`
    select referring.relname as from, referred.relname as to
    from pg_constraint k join pg_class referring on referring.oid = k.conrelid join pg_class referred on referred.oid = k.confrelid
    where k.contype = 'f' and referring.relnamespace = 'public'::regnamespace and not referring.relispartition`)
  const tables = [...Map.groupBy(columns, ({ table }) => table)]
    .filter(([name]) => !leftOutTables.includes(name))
    .map(([name, ofTable]) => ({
      name,
      columns: ofTable.map(({ column }) => column).filter((column) => !leftOutColumns[name]?.includes(column)),
    }))
  return inOrderOfReference(tables, references)
}

/** Partitioned tables come first: partitions are dropped while the server runs, and a backup must not be in the way. */
export async function listPartitionedTables(client: Querying): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'p' and not relispartition`)
  return rows.map(({ name }) => name)
}

function inOrderOfReference(tables: BackupTable[], references: { from: string; to: string }[]): BackupTable[] {
  const ordered: BackupTable[] = []
  let waiting = tables
  while (waiting.length > 0) {
    const blocked = (name: string) =>
      references.some(({ from, to }) => from === name && waiting.some((table) => table.name === to))
    const ready = waiting.filter(({ name }) => !blocked(name))
    if (ready.length === 0)
      throw new Error(
        `These tables refer to each other in a circle, and cannot be restored in any order: ${waiting.map(({ name }) => name).join(', ')}`,
      )
    ordered.push(...ready)
    waiting = waiting.filter((table) => !ready.includes(table))
  }
  return ordered
}

const columnList = ({ columns }: BackupTable) => columns.map((column) => pg.escapeIdentifier(column)).join(', ')

export function copyOutStatement(table: BackupTable): string {
  const from = `public.${pg.escapeIdentifier(table.name)}`
  return `copy (select ${columnList(table)} from ${from} ${conditions[table.name] ?? ''}) to stdout`
}

export function copyInStatement(table: BackupTable): string {
  return `copy public.${pg.escapeIdentifier(table.name)} (${columnList(table)}) from stdin`
}
