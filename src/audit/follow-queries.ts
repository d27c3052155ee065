/** Reads whom I follow, with what an audit needs of each follow. */
import { sql } from 'kysely'
import type { Account } from '../accounts/account.ts'
import { hourOf } from '../connection/acts.ts'
import type { DeclaredRole } from '../connection/two-way.ts'
import { type StoredVolume, type Volume, volumeOf } from '../follows/dials.ts'
import type { FollowReason } from '../follows/follow.ts'
import { selectColumns } from '../platform/columns.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { declaredRole } from '../ties/people.ts'
import { columnOf } from '../ties/sum-tables.ts'

export type AuditedFollow = {
  follow: Id
  account: AccountId
  followedAt: Date
  /** What people are shown: name and handle. */
  name: string
  username: string
  domain: string
  avatarKey: string | null
  /** What they say they are. */
  declared: DeclaredRole | undefined
  reason: FollowReason | undefined
  reasonText: string
  reasonPost: PostId | undefined
  /** Since when they had followed me when I followed them. */
  followedBySince: Date | undefined
  followsMe: boolean
  isMuted: boolean
  volume: Volume
  /** On the keep-list. */
  kept: boolean
  /** What they are to me, in my words. */
  roles: string[]
}

/** Newest follows first. `only`: of these people, where I follow them. */
export async function selectAuditedFollows(
  db: Db,
  me: AccountId,
  now: Date,
  only?: readonly AccountId[],
): Promise<AuditedFollow[]> {
  const chosen = only ? sql`and follows.followee_id = any(${columnOf(only, (id) => id)}::bigint[])` : sql``
  const found = await selectColumns(
    db,
    {
      follow: sql<Id>`follows.id`,
      account: sql<AccountId>`follows.followee_id`,
      followedAt: sql<string>`coalesce(follows.accepted_at, follows.created_at)`,
      name: sql<string>`coalesce(nullif(accounts.display_name, ''), accounts.username)`,
      username: sql<string>`accounts.username`,
      domain: sql<string>`accounts.domain`,
      avatarKey: sql<string | null>`accounts.avatar_key`,
      bot: sql<boolean>`accounts.bot`,
      fields: sql<Account['fields']>`accounts.fields`,
      reason: sql<FollowReason | null>`follows.reason`,
      reasonText: sql<string>`follows.reason_text`,
      reasonPost: sql<PostId | null>`follows.reason_post_id`,
      followedBySince: sql<string | null>`follows.followed_by_since`,
      followsMe: sql<boolean>`theirs.state is not null`,
      isMuted: sql<boolean>`mutes.muter_id is not null`,
      volume: sql<StoredVolume>`follows.volume`,
      showBoosts: sql<boolean>`follows.show_boosts`,
      kept: sql<boolean>`follows.keep`,
      roles: sql<string[]>`follows.roles`,
    },
    sql`
      from follows
      join accounts on accounts.id = follows.followee_id and accounts.suspended_at is null and accounts.deleted_at is null
      left join follows theirs on theirs.follower_id = follows.followee_id and theirs.followee_id = ${me}
        and theirs.state = 'accepted'
      left join mutes on mutes.muter_id = ${me} and mutes.muted_id = follows.followee_id
        and (mutes.expires_at is null or mutes.expires_at > ${now})
      where follows.follower_id = ${me} and follows.state = 'accepted' ${chosen}
      order by follows.id desc`,
  )
  return found.follow.map((follow, row) => ({
    follow,
    account: found.account[row]!,
    followedAt: new Date(found.followedAt[row]!),
    name: found.name[row]!,
    username: found.username[row]!,
    domain: found.domain[row]!,
    avatarKey: found.avatarKey[row]!,
    declared: declaredRole({ bot: found.bot[row]!, fields: found.fields[row]! }),
    reason: found.reason[row] ?? undefined,
    reasonText: found.reasonText[row]!,
    reasonPost: found.reasonPost[row] ?? undefined,
    followedBySince: found.followedBySince[row] ? new Date(found.followedBySince[row]) : undefined,
    followsMe: found.followsMe[row]!,
    isMuted: found.isMuted[row]!,
    volume: volumeOf({ volume: found.volume[row]!, showBoosts: found.showBoosts[row]! }),
    kept: found.kept[row]!,
    roles: found.roles[row]!,
  }))
}

/** My replies, mentions, quotes, boosts and favourites since a moment, to anybody. */
export async function countOwnActs(db: Db, me: AccountId, since: Date): Promise<number> {
  const { rows } = await sql<{ acts: number }>`
    select coalesce(sum(count), 0)::int as acts from ties where from_id = ${me} and hour >= ${hourOf(since)}`.execute(
    db,
  )
  return rows[0]!.acts
}
