import { type Selectable, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import type { ReportsTable } from '../platform/schema.ts'
import type { ReportCategory } from './report.ts'

export type Report = Omit<Selectable<ReportsTable>, 'category'> & { category: ReportCategory }

export async function insertReport(tx: Db, report: Omit<Report, 'action_taken_at' | 'action_taken_by'>) {
  await tx.insertInto('reports').values(report).execute()
}

export async function loadReports(db: Db, ids: readonly Id[]): Promise<Report[]> {
  if (ids.length === 0) return []
  const rows = await db.selectFrom('reports').selectAll().where('id', '=', sql<Id>`any(${ids}::bigint[])`).execute()
  return rows as Report[]
}

export type LogEntry = {
  id: Id
  moderator: AccountId | undefined
  action: 'suspend' | 'restore' | 'delete'
  target: AccountId
  reason: string
  at: Date
}

export async function insertLogEntry(tx: Db, { id, moderator, action, target, reason, at }: LogEntry) {
  await tx
    .insertInto('moderation_log')
    .values({
      id,
      moderator_id: moderator ?? null,
      action,
      target_id: target,
      detail: JSON.stringify({ reason }),
      created_at: at,
    })
    .execute()
}

/** Those who look after the server, kept from changing until the transaction ends, and who of them can act. */
export async function lockStaff(tx: Db): Promise<{ accountId: AccountId; role: Role; isActive: boolean }[]> {
  await sql`select from users where role <> 'person' order by account_id for update`.execute(tx)
  const { rows } = await sql<{ accountId: AccountId; role: Role; isActive: boolean }>`
    select users.account_id as "accountId", users.role,
      accounts.suspended_at is null and accounts.deleted_at is null as "isActive"
    from users join accounts on accounts.id = users.account_id where users.role <> 'person'`.execute(tx)
  return rows
}
