import type { AccountId, PostId } from '../platform/ids.ts'
import type { DialChanges, Dials } from './dials.ts'

/** Why I follow somebody. Private to the follower; absent means unknown. */
export const followReasons = [
  'liked_post',
  'other_side',
  'lives_near',
  'know_someday',
  'follows_me',
  'met',
  'imported',
  'other',
] as const
export type FollowReason = (typeof followReasons)[number]

/** The reasons a person may give; `imported` is said by imports only. */
export const givenReasons = followReasons.filter((reason) => reason !== 'imported')

export const mostReasonCharacters = 500
export const mostNoteCharacters = 2_000

/** What a follower sets on a follow. Undefined: as it is, or the default; null: unknown again, all languages again. */
export type FollowChoices = DialChanges & {
  notify?: boolean | undefined
  languages?: string[] | null | undefined
  reason?: FollowReason | null | undefined
  reasonText?: string | undefined
  reasonPostId?: PostId | null | undefined
}

/** How many people one may follow: 7,500, or a tenth more than one's followers, as Mastodon has it. */
export function mostFollows(followersCount: number): number {
  return Math.max(7_500, Math.floor(followersCount * 1.1))
}

/** Locked people decide themselves; those whom moderators limited ask everybody. */
export function firstState(
  follower: { silenced_at: Date | null },
  followee: { locked: boolean },
): 'requested' | 'accepted' {
  return followee.locked || follower.silenced_at ? 'requested' : 'accepted'
}

/** What stands between a viewer and another account, seen from the viewer. */
export type Relation = Dials & {
  followState: 'requested' | 'accepted' | undefined
  notify: boolean
  languages: string[] | undefined
  reason: FollowReason | undefined
  reasonText: string
  reasonPostId: PostId | undefined
  /** When the follow was accepted. */
  followedSince: Date | undefined
  followedBy: boolean
  /** Since when they had followed the viewer when the viewer followed them; failing that, since when they do now. */
  followedBySince: Date | undefined
  /** Who of the two followed first. Undefined until both have. */
  first: 'me' | 'them' | undefined
  requestedBy: boolean
  blocking: boolean
  blockedBy: boolean
  /** Also false once a timed mute has run out. */
  muting: boolean
  mutingNotifications: boolean
  muteExpiresAt: Date | undefined
  note: string
}

export type Relations = ReadonlyMap<AccountId, Relation>

/** Of a viewer who follows: `wasFollowedSince` is what the follow recorded when it was made. */
export function whoFollowedFirst(wasFollowedSince: Date | null, isFollowedNow: boolean): Relation['first'] {
  if (wasFollowedSince) return 'them'
  return isFollowedNow ? 'me' : undefined
}

export type FollowPair = { follower_id: AccountId; followee_id: AccountId }
export type StatDelta = { accountId: AccountId; followers: number; following: number }

/**
 * What follows that came (1) or went (-1) change in the counts: one sum per account, by ascending account. Counters are
 * always written in this order, so that two transactions can never wait for each other.
 */
export function statDeltas(follows: readonly FollowPair[], change: 1 | -1): StatDelta[] {
  const deltas = new Map<AccountId, StatDelta>()
  const deltaOf = (accountId: AccountId) => {
    const delta = deltas.get(accountId) ?? { accountId, followers: 0, following: 0 }
    deltas.set(accountId, delta)
    return delta
  }
  for (const { follower_id, followee_id } of follows) {
    deltaOf(follower_id).following += change
    deltaOf(followee_id).followers += change
  }
  return [...deltas.values()].toSorted((a, b) => a.accountId - b.accountId)
}
