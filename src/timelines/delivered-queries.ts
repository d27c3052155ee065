import { sql } from 'kysely'
import { utcDay } from '../platform/clock.ts'
import { selectColumns } from '../platform/columns.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'

export type DeliveredCount = { viewerId: AccountId; authorId: AccountId; day: string; count: number }

/** Adds counts of people who still let them be recorded. */
export async function addDelivered(tx: Db, counts: readonly DeliveredCount[]) {
  await sql`
    insert into delivered (viewer_id, author_id, day, count)
    select added.viewer_id, added.author_id, added.day, added.count
    from unnest(
      ${counts.map(({ viewerId }) => viewerId)}::bigint[], ${counts.map(({ authorId }) => authorId)}::bigint[],
      ${counts.map(({ day }) => day)}::date[], ${counts.map(({ count }) => count)}::int[]
    ) as added (viewer_id, author_id, day, count)
    join users on users.account_id = added.viewer_id and users.record_delivered
    order by added.viewer_id, added.author_id, added.day
    on conflict (viewer_id, author_id, day) do update set count = delivered.count + excluded.count`.execute(tx)
}

export async function raiseNewestDelivered(tx: Db, newest: readonly { viewerId: AccountId; postId: PostId }[]) {
  await sql`
    insert into delivered_newest (viewer_id, post_id)
    select raised.viewer_id, raised.post_id
    from unnest(
      ${newest.map(({ viewerId }) => viewerId)}::bigint[], ${newest.map(({ postId }) => postId)}::bigint[]
    ) as raised (viewer_id, post_id)
    join users on users.account_id = raised.viewer_id and users.record_delivered
    order by raised.viewer_id
    on conflict (viewer_id) do update set post_id = greatest(delivered_newest.post_id, excluded.post_id)`.execute(tx)
}

export async function deleteDelivered(tx: Db, viewerId: AccountId) {
  await tx.deleteFrom('delivered').where('viewer_id', '=', viewerId).execute()
  await tx.deleteFrom('delivered_newest').where('viewer_id', '=', viewerId).execute()
}

/** Deletes up to `most` counts of days before `day`; returns how many. */
export async function deleteDeliveredBefore(tx: Db, day: string, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from delivered where (viewer_id, author_id, day) in (
      select viewer_id, author_id, day from delivered where day < ${day}::date limit ${most})`.execute(tx)
  return Number(numAffectedRows)
}

export type DeliveredRow = { username: string; domain: string; day: string; count: number }

export async function selectDelivered(db: Db, viewerId: AccountId): Promise<DeliveredRow[]> {
  return db
    .selectFrom('delivered')
    .innerJoin('accounts', 'accounts.id', 'delivered.author_id')
    .select(['accounts.username', 'accounts.domain', 'delivered.day', 'delivered.count'])
    .where('delivered.viewer_id', '=', viewerId)
    .orderBy('delivered.day')
    .orderBy('accounts.username')
    .orderBy('accounts.domain')
    .execute()
}

export async function selectNewestDelivered(db: Db, viewerId: AccountId): Promise<PostId | undefined> {
  const row = await db
    .selectFrom('delivered_newest')
    .select('post_id')
    .where('viewer_id', '=', viewerId)
    .executeTakeFirst()
  return row?.post_id
}

/** How many posts of each author were put in front of a viewer since a day. */
export async function sumDelivered(db: Db, viewerId: AccountId, since: Date): Promise<Map<AccountId, number>> {
  const found = await selectColumns(
    db,
    { author: sql<AccountId>`author_id`, count: sql<number>`sum(count)::int` },
    sql`from delivered where viewer_id = ${viewerId} and day >= ${utcDay(since)}::date group by author_id`,
  )
  return new Map(found.author.map((author, row) => [author, found.count[row]!]))
}

export type DeliveredDay = { day: string; count: number }

/** Of one author, by day. */
export async function selectDeliveredDays(
  db: Db,
  viewerId: AccountId,
  authorId: AccountId,
  since: Date,
): Promise<DeliveredDay[]> {
  const { rows } = await sql<DeliveredDay>`
    select day::text as day, count from delivered
    where viewer_id = ${viewerId} and author_id = ${authorId} and day >= ${utcDay(since)}::date order by day`.execute(
    db,
  )
  return rows
}
