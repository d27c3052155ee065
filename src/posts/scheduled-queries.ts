import { sql } from 'kysely'
import { z } from 'zod'
import { dayMs } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import type { Draft } from './publish.ts'

export type ScheduledPost = {
  account_id: AccountId
  id: Id
  draft: Draft
  client_id: string | null
  scheduled_at: Date
  problem: string | null
}

/** Drafts are stored as they were handed over, and only here. */
const storedDraft = z.looseObject({ text: z.string(), spoilerText: z.string() })

function revive(row: Omit<ScheduledPost, 'draft'> & { draft: unknown }): ScheduledPost {
  return { ...row, draft: storedDraft.parse(row.draft) as unknown as Draft }
}

const columns = ['account_id', 'id', 'draft', 'client_id', 'scheduled_at', 'problem'] as const

export async function insertScheduled(
  tx: Db,
  { draft, ...row }: Omit<ScheduledPost, 'problem'> & { created_at: Date },
) {
  await tx
    .insertInto('scheduled_posts')
    .values({ ...row, draft: JSON.stringify(draft) })
    .execute()
}

export async function findScheduled(db: Db, accountId: AccountId, id: Id): Promise<ScheduledPost | undefined> {
  const row = await db
    .selectFrom('scheduled_posts')
    .select(columns)
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && revive(row)
}

export async function selectScheduled(db: Db, accountId: AccountId, page: Page): Promise<ScheduledPost[]> {
  const query = db.selectFrom('scheduled_posts').select(columns).where('account_id', '=', accountId)
  return (await paged(query, 'id', page).execute()).map(revive)
}

/** How many wait besides `except`, and how many of them for the same day (UTC). */
export async function countScheduled(
  tx: Db,
  accountId: AccountId,
  at: Date,
  except: Id,
): Promise<{ all: number; thatDay: number }> {
  const day = new Date(Math.floor(at.getTime() / dayMs) * dayMs)
  const nextDay = new Date(day.getTime() + dayMs)
  const { rows } = await sql<{ all: number; thatDay: number }>`
    select count(*)::int as "all",
      (count(*) filter (where scheduled_at >= ${day} and scheduled_at < ${nextDay}))::int as "thatDay"
    from scheduled_posts where account_id = ${accountId} and id <> ${except}`.execute(tx)
  return rows[0]!
}

/** Also forgets why it could not be published before. */
export async function moveScheduled(tx: Db, accountId: AccountId, id: Id, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('scheduled_posts')
    .set({ scheduled_at: at, problem: null })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function deleteScheduled(tx: Db, accountId: AccountId, id: Id): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('scheduled_posts')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** Takes one whose time has come. False when it was taken, moved or cancelled before. */
export async function takeDue(tx: Db, accountId: AccountId, id: Id, now: Date): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('scheduled_posts')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('scheduled_at', '<=', now)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function noteProblem(db: Db, accountId: AccountId, id: Id, now: Date, problem: string) {
  await db
    .updateTable('scheduled_posts')
    .set({ problem })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('scheduled_at', '<=', now)
    .execute()
}
