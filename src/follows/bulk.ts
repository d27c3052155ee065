import { sql } from 'kysely'
import { type CopyRows, countBy } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import type { FollowReason } from './follow.ts'

export type ImportedFollow = {
  id: Id
  followerId: AccountId
  followeeId: AccountId
  createdAt: Date
  followedBySince: Date | undefined
  /** `imported` unless told; null: the follower never said. */
  reason?: FollowReason | null
  reasonText?: string
  reasonPostId?: PostId | null
}

/**
 * Accepted follows with their reasons and counts. Follows that exist already stay as they are. The followers have no
 * login, or one that nobody uses yet: nobody else writes their follows meanwhile.
 */
export async function copyFollows(tx: Db, copy: CopyRows, follows: readonly ImportedFollow[]) {
  const existing = await tx
    .selectFrom('follows')
    .select(['follower_id', 'followee_id'])
    .where(
      'follower_id',
      '=',
      sql<AccountId>`any(${[...new Set(follows.map(({ followerId }) => followerId))]}::bigint[])`,
    )
    .execute()
  const known = new Set(existing.map((row) => `${row.follower_id} ${row.followee_id}`))
  const added = follows.filter(({ followerId, followeeId }) => !known.has(`${followerId} ${followeeId}`))
  await copy(
    'follows',
    [
      'follower_id',
      'followee_id',
      'id',
      'state',
      'reason',
      'reason_text',
      'reason_post_id',
      'followed_by_since',
      'created_at',
      'accepted_at',
    ],
    added.map((follow) => [
      follow.followerId,
      follow.followeeId,
      follow.id,
      'accepted',
      follow.reason === undefined ? 'imported' : follow.reason,
      follow.reasonText ?? '',
      follow.reasonPostId,
      follow.followedBySince,
      follow.createdAt,
      follow.createdAt,
    ]),
  )
  const followers = countBy(added.map(({ followeeId }) => followeeId))
  const following = countBy(added.map(({ followerId }) => followerId))
  const counted = [...new Set([...followers.keys(), ...following.keys()])].toSorted((a, b) => a - b)
  await sql`
    insert into follow_stats (account_id, followers_count, following_count)
    select * from unnest(${counted}::bigint[], ${counted.map((id) => followers.get(id) ?? 0)}::int[], ${counted.map((id) => following.get(id) ?? 0)}::int[])
    on conflict (account_id) do update set
      followers_count = follow_stats.followers_count + excluded.followers_count,
      following_count = follow_stats.following_count + excluded.following_count`.execute(tx)
}
