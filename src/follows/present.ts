import type { Account } from '../accounts/account.ts'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { areBoostsShown, type Volume, volumeOf } from './dials.ts'
import type { FollowReason, Relation } from './follow.ts'

/** Ours, and the viewer's alone: its dials, why, since when, and who came first. Null where the viewer does not follow. */
export interface WireFollowStory {
  volume: Volume
  best_per_day: number
  keep: boolean
  roles: readonly string[]
  reason: FollowReason | null
  reason_text: string
  reason_status_id: string | null
  followed_since: string | null
  followed_by_since: string | null
  first: 'me' | 'them' | null
}

/** Mastodon's Relationship entity, and `twoway`. */
export interface WireRelationship {
  id: string
  following: boolean
  showing_reblogs: boolean
  notifying: boolean
  languages: string[] | null
  followed_by: boolean
  blocking: boolean
  blocked_by: boolean
  muting: boolean
  muting_notifications: boolean
  muting_expires_at: string | null
  requested: boolean
  requested_by: boolean
  domain_blocking: false
  endorsed: false
  note: string
  twoway: WireFollowStory | null
}

export interface WireMutedAccount extends WireAccount {
  mute_expires_at: string | null
}

export interface WireFamiliarFollowers {
  id: string
  accounts: WireAccount[]
}

export function presentRelationship(id: AccountId, relation: Relation): WireRelationship {
  const follows = relation.followState !== undefined
  return {
    id: String(id),
    following: relation.followState === 'accepted',
    showing_reblogs: follows && areBoostsShown(relation),
    notifying: follows && relation.notify,
    languages: relation.languages ?? null,
    followed_by: relation.followedBy,
    blocking: relation.blocking,
    blocked_by: relation.blockedBy,
    muting: relation.muting,
    muting_notifications: relation.mutingNotifications,
    muting_expires_at: relation.muteExpiresAt?.toISOString() ?? null,
    requested: relation.followState === 'requested',
    requested_by: relation.requestedBy,
    domain_blocking: false,
    endorsed: false,
    note: relation.note,
    twoway: follows ? presentFollowStory(relation) : null,
  }
}

function presentFollowStory(relation: Relation): WireFollowStory {
  return {
    volume: volumeOf(relation),
    best_per_day: relation.bestPerDay,
    keep: relation.keep,
    roles: relation.roles,
    reason: relation.reason ?? null,
    reason_text: relation.reasonText,
    reason_status_id: relation.reasonPostId === undefined ? null : String(relation.reasonPostId),
    followed_since: relation.followedSince?.toISOString() ?? null,
    followed_by_since: relation.followedBySince?.toISOString() ?? null,
    first: relation.first ?? null,
  }
}

export function presentMutedAccount(ctx: Context, account: Account, expiresAt: Date | null): WireMutedAccount {
  return { ...presentAccount(ctx, account), mute_expires_at: expiresAt?.toISOString() ?? null }
}
