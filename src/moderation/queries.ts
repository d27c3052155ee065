import { type Selectable, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import type { ModerationLogTable, ReportsTable } from '../platform/schema.ts'
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

export const loggedActions = [
  'suspend',
  'restore',
  'limit',
  'unlimit',
  'delete',
  'delete_posts',
  'resolve',
  'reopen',
  'approve',
  'reject',
  'role',
  'add_rule',
  'remove_rule',
] as const
export type LoggedAction = (typeof loggedActions)[number]

export type LogEntry = {
  id: Id
  moderator: AccountId | undefined
  action: LoggedAction
  target: AccountId | undefined
  detail: Record<string, unknown>
  at: Date
}

export async function insertLogEntry(tx: Db, { id, moderator, action, target, detail, at }: LogEntry) {
  await tx
    .insertInto('moderation_log')
    .values({
      id,
      moderator_id: moderator ?? null,
      action,
      target_id: target ?? null,
      detail: JSON.stringify(detail),
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

/** Whether something was changed: `at` null opens a report again. */
export async function setReportResolved(tx: Db, id: Id, at: Date | null, by: AccountId): Promise<Report | undefined> {
  const row = await tx
    .updateTable('reports')
    .set({ action_taken_at: at, action_taken_by: at === null ? null : by })
    .where('id', '=', id)
    .where('action_taken_at', at === null ? 'is not' : 'is', null)
    .returningAll()
    .executeTakeFirst()
  return row as Report | undefined
}

/** Newest first. `target`: about this account, in any state; without: those still open. */
export async function listReports(db: Db, target: AccountId | undefined, page: Page): Promise<Report[]> {
  const query = db.selectFrom('reports').selectAll()
  const narrowed =
    target === undefined ? query.where('action_taken_at', 'is', null) : query.where('target_id', '=', target)
  return (await paged(narrowed, 'id', page).execute()) as Report[]
}

export type LoggedEntry = Omit<Selectable<ModerationLogTable>, 'action' | 'detail'> & {
  action: LoggedAction
  detail: Record<string, unknown>
}

/** Newest first; about one account only where `target` is given. */
export async function listLog(db: Db, target: AccountId | undefined, page: Page): Promise<LoggedEntry[]> {
  const query = db.selectFrom('moderation_log').selectAll()
  const narrowed = target === undefined ? query : query.where('target_id', '=', target)
  return (await paged(narrowed, 'id', page).execute()) as LoggedEntry[]
}

export async function listRecentSignUps(db: Db, limit: number): Promise<{ id: AccountId; email: string }[]> {
  return db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .where('accounts.deleted_at', 'is', null)
    .where('users.approved_at', 'is not', null)
    .select(['users.account_id as id', 'users.email'])
    .orderBy('users.account_id', 'desc')
    .limit(limit)
    .execute()
}
