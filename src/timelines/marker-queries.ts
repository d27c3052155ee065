import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'

export const timelines = ['home', 'notifications'] as const
export type Timeline = (typeof timelines)[number]

export type Marker = { timeline: Timeline; last_read_id: string; version: number; updated_at: Date }

export async function selectMarkers(db: Db, accountId: AccountId, names: readonly Timeline[]): Promise<Marker[]> {
  return db
    .selectFrom('markers')
    .select(['timeline', 'last_read_id', 'version', 'updated_at'])
    .where('account_id', '=', accountId)
    .where(sql<boolean>`timeline = any(${names}::text[])`)
    .orderBy('timeline')
    .$castTo<Marker>()
    .execute()
}

/** `seenVersion`: of the marker that is replaced, undefined for none. Undefined when it is another one by now. */
export async function writeMarker(
  tx: Db,
  accountId: AccountId,
  marker: { timeline: Timeline; lastReadId: string; seenVersion: number | undefined; now: Date },
): Promise<Marker | undefined> {
  const { timeline, lastReadId, seenVersion = 0, now } = marker
  const { rows } = await sql<Marker>`
    insert into markers (account_id, timeline, last_read_id, version, updated_at)
    values (${accountId}, ${timeline}, ${lastReadId}, 1, ${now})
    on conflict (account_id, timeline) do update set
      last_read_id = excluded.last_read_id, version = markers.version + 1, updated_at = excluded.updated_at
    where markers.version = ${seenVersion}
    returning timeline, last_read_id, version, updated_at`.execute(tx)
  return rows[0]
}

export async function deleteMarkers(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('markers').where('account_id', '=', accountId).execute()
}

/** Everybody with a login has read a timeline up to this id. Nobody has a marker for it yet. */
export async function insertMarkersOfAll(tx: Db, timeline: Timeline, lastRead: Id, now: Date) {
  await sql`
    insert into markers (account_id, timeline, last_read_id, version, updated_at)
    select account_id, ${timeline}, ${String(lastRead)}, 1, ${now}::timestamptz from users`.execute(tx)
}
