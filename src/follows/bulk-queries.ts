/** Many relations of one account at once, in bounded batches. Rows of `follows` are locked by id, as everywhere. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import type { FollowPair } from './follow.ts'
import { countFollows, type RemovedFollow } from './queries.ts'

/** The oldest requests first. Nothing while the account is locked; people whom moderators limited keep waiting. */
export async function acceptRequests(tx: Db, followee: AccountId, now: Date, limit: number): Promise<FollowPair[]> {
  const { rows } = await sql<FollowPair>`
    with waiting as (
      select follows.follower_id, follows.followee_id from follows
      join accounts followee on followee.id = follows.followee_id
        and not followee.locked and followee.suspended_at is null and followee.deleted_at is null
      join accounts follower on follower.id = follows.follower_id
        and follower.silenced_at is null and follower.suspended_at is null and follower.deleted_at is null
      where follows.followee_id = ${followee} and follows.state = 'requested'
      order by follows.id limit ${limit} for update of follows)
    update follows set state = 'accepted', accepted_at = ${now} from waiting
    where follows.follower_id = waiting.follower_id and follows.followee_id = waiting.followee_id
    returning follows.follower_id, follows.followee_id`.execute(tx)
  return rows
}

async function removeFollowsWhere(tx: Db, condition: RawBuilder<unknown>, limit: number): Promise<number> {
  const { rows } = await sql<RemovedFollow>`
    with gone as (select follower_id, followee_id from follows where ${condition} order by id limit ${limit} for update)
    delete from follows using gone
    where follows.follower_id = gone.follower_id and follows.followee_id = gone.followee_id
    returning follows.follower_id, follows.followee_id, follows.state`.execute(tx)
  await countFollows(
    tx,
    rows.filter((row) => row.state === 'accepted'),
    -1,
  )
  return rows.length
}

async function removeRows(
  tx: Db,
  table: 'blocks' | 'mutes' | 'account_notes' | 'acts',
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<number> {
  const name = sql.table(table)
  const result = await sql`
    delete from ${name} where ctid in (select ctid from ${name} where ${condition} limit ${limit} for update)`.execute(
    tx,
  )
  return Number(result.numAffectedRows ?? 0n)
}

/**
 * One batch of erasing what stands between an account, already suspended or deleted, and everybody else: follows both
 * ways with their counts, blocks both ways, its own mutes, notes and journal. Other people's mutes of it and notes about it are
 * theirs and stay. At most `limit` rows. True when there may be more: call again, in a transaction of its own, since
 * rows of `follows` may not be locked after counts.
 */
export async function removeAllRelations(tx: Db, accountId: AccountId, limit: number): Promise<boolean> {
  const steps = [
    () => removeFollowsWhere(tx, sql`follower_id = ${accountId}`, limit),
    () => removeFollowsWhere(tx, sql`followee_id = ${accountId}`, limit),
    () => removeRows(tx, 'blocks', sql`blocker_id = ${accountId}`, limit),
    () => removeRows(tx, 'blocks', sql`blocked_id = ${accountId}`, limit),
    () => removeRows(tx, 'mutes', sql`muter_id = ${accountId}`, limit),
    () => removeRows(tx, 'account_notes', sql`owner_id = ${accountId}`, limit),
    () => removeRows(tx, 'acts', sql`account_id = ${accountId}`, limit),
  ]
  for (const step of steps) if ((await step()) > 0) return true
  await sql`delete from follow_stats where account_id = ${accountId} and followers_count = 0 and following_count = 0`.execute(
    tx,
  )
  return false
}
