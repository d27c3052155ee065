import { sql } from 'kysely'
import type { CopyRows } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'

export type ImportedFollow = {
  id: Id
  followerId: AccountId
  followeeId: AccountId
  createdAt: Date
  followedBySince: Date | undefined
}

/** Accepted follows with the reason `imported`, and their counts. Follows that exist already stay as they are. */
export async function copyFollows(tx: Db, copy: CopyRows, follows: readonly ImportedFollow[]) {
  await sql`create temporary table if not exists imported_follows (like follows including defaults) on commit delete rows`.execute(
    tx,
  )
  await copy(
    'imported_follows' as 'follows',
    ['follower_id', 'followee_id', 'id', 'state', 'reason', 'followed_by_since', 'created_at', 'accepted_at'],
    follows.map((follow) => [
      follow.followerId,
      follow.followeeId,
      follow.id,
      'accepted',
      'imported',
      follow.followedBySince,
      follow.createdAt,
      follow.createdAt,
    ]),
  )
  await sql`
    with added as (
      insert into follows select * from imported_follows order by follower_id, followee_id
      on conflict (follower_id, followee_id) do nothing returning follower_id, followee_id),
    deltas as (
      select account_id, sum(followers)::int as followers, sum(following)::int as following from (
        select followee_id as account_id, 1 as followers, 0 as following from added
        union all select follower_id, 0, 1 from added) as each_end
      group by account_id)
    insert into follow_stats (account_id, followers_count, following_count)
    select account_id, followers, following from deltas order by account_id
    on conflict (account_id) do update set
      followers_count = follow_stats.followers_count + excluded.followers_count,
      following_count = follow_stats.following_count + excluded.following_count`.execute(tx)
}
