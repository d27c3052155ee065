/** Reads whom I follow, with what an audit needs of each follow. */
import { sql } from 'kysely'
import type { Account } from '../accounts/account.ts'
import { hourOf } from '../connection/acts.ts'
import type { DeclaredRole } from '../connection/two-way.ts'
import { type StoredVolume, type Volume, volumeOf } from '../follows/dials.ts'
import type { FollowReason } from '../follows/follow.ts'
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

type FollowRow = Omit<AuditedFollow, 'declared' | 'reason' | 'reasonPost' | 'followedBySince' | 'volume'> & {
  bot: boolean
  fields: Account['fields']
  volume: StoredVolume
  showBoosts: boolean
  reason: FollowReason | null
  reasonPost: PostId | null
  followedBySince: Date | null
}

/** Newest follows first. `only`: of these people, where I follow them. */
export async function selectAuditedFollows(
  db: Db,
  me: AccountId,
  now: Date,
  only?: readonly AccountId[],
): Promise<AuditedFollow[]> {
  const chosen = only ? sql`and follows.followee_id = any(${columnOf(only, (id) => id)}::bigint[])` : sql``
  const { rows } = await sql<FollowRow>`
    select follows.id as follow, follows.followee_id as account, coalesce(follows.accepted_at, follows.created_at) as "followedAt",
      coalesce(nullif(accounts.display_name, ''), accounts.username) as name, accounts.username, accounts.domain,
      accounts.avatar_key as "avatarKey", accounts.bot, accounts.fields, follows.reason, follows.reason_text as "reasonText", follows.reason_post_id as "reasonPost",
      follows.followed_by_since as "followedBySince", theirs.state is not null as "followsMe",
      mutes.muter_id is not null as "isMuted", follows.volume, follows.show_boosts as "showBoosts", follows.keep as kept,
      follows.roles
    from follows
    join accounts on accounts.id = follows.followee_id and accounts.suspended_at is null and accounts.deleted_at is null
    left join follows theirs on theirs.follower_id = follows.followee_id and theirs.followee_id = ${me}
      and theirs.state = 'accepted'
    left join mutes on mutes.muter_id = ${me} and mutes.muted_id = follows.followee_id
      and (mutes.expires_at is null or mutes.expires_at > ${now})
    where follows.follower_id = ${me} and follows.state = 'accepted' ${chosen}
    order by follows.id desc`.execute(db)
  return rows.map(({ bot, fields, reason, reasonPost, followedBySince, volume, showBoosts, ...row }) => ({
    ...row,
    declared: declaredRole({ bot, fields }),
    volume: volumeOf({ volume, showBoosts }),
    reason: reason ?? undefined,
    reasonPost: reasonPost ?? undefined,
    followedBySince: followedBySince ?? undefined,
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
