/** SQL on `audit_snapshots`: the answers of audits as somebody remembers them. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'

/** Followee → one letter for each question. */
export type Answers = Record<string, string>
export type Snapshot = { id: Id; day: string; createdAt: Date; following: number; delivered: number; answers: Answers }
export type NewSnapshot = Omit<Snapshot, 'createdAt'> & { now: Date }

/** As many are kept, the newest. */
const mostKept = 120

/** The second one of a day takes the place of the first, with its id. */
export async function saveSnapshot(db: Db, account: AccountId, snapshot: NewSnapshot): Promise<Snapshot> {
  const { id, day, following, delivered, answers, now } = snapshot
  const row = await db
    .insertInto('audit_snapshots')
    .values({ account_id: account, id, day, following, delivered, answers: JSON.stringify(answers), created_at: now })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'day']).doUpdateSet((old) => ({
        following: old.ref('excluded.following'),
        delivered: old.ref('excluded.delivered'),
        answers: old.ref('excluded.answers'),
        created_at: old.ref('excluded.created_at'),
      })),
    )
    .returning(['id'])
    .executeTakeFirstOrThrow()
  await sql`
    delete from audit_snapshots where account_id = ${account} and id not in (
      select id from audit_snapshots where account_id = ${account} order by day desc limit ${mostKept})`.execute(db)
  return { id: row.id, day, createdAt: now, following, delivered, answers }
}

const columns = sql`id, day::text as day, created_at as "createdAt", following, delivered, answers`

/** Newest first. */
export async function selectSnapshots(db: Db, account: AccountId): Promise<Snapshot[]> {
  const { rows } = await sql<Snapshot>`
    select ${columns} from audit_snapshots where account_id = ${account} order by day desc`.execute(db)
  return rows
}

export async function findSnapshot(db: Db, account: AccountId, id: Id): Promise<Snapshot | undefined> {
  const { rows } = await sql<Snapshot>`
    select ${columns} from audit_snapshots where account_id = ${account} and id = ${id}`.execute(db)
  return rows[0]
}

/** The newest of a day before this one. */
export async function findSnapshotBefore(db: Db, account: AccountId, day: string): Promise<Snapshot | undefined> {
  const { rows } = await sql<Snapshot>`
    select ${columns} from audit_snapshots where account_id = ${account} and day < ${day}::date
    order by day desc limit 1`.execute(db)
  return rows[0]
}

/** Of one person, in each of my snapshots that knows them, oldest first. */
export async function selectAnswersOf(
  db: Db,
  account: AccountId,
  followee: AccountId,
): Promise<{ day: string; letters: string }[]> {
  const { rows } = await sql<{ day: string; letters: string }>`
    select day::text as day, answers ->> ${String(followee)} as letters from audit_snapshots
    where account_id = ${account} and answers ? ${String(followee)} order by audit_snapshots.day`.execute(db)
  return rows
}

/** False when there is none. */
export async function deleteSnapshot(db: Db, account: AccountId, id: Id): Promise<boolean> {
  const result = await db
    .deleteFrom('audit_snapshots')
    .where('account_id', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

export async function deleteSnapshots(db: Db, account: AccountId) {
  await db.deleteFrom('audit_snapshots').where('account_id', '=', account).execute()
}
