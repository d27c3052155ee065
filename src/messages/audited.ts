/** What the sentences of an audit are told from: the part of src/audit/verdicts.ts that they speak of. */
export type AuditedInWords = {
  facts: {
    name: string
    followedAt: Date
    followedBySince: Date | undefined
    followsMe: boolean
    reason: GivenReason | 'imported' | undefined
    reasonText: string
    delivered: number
    measure:
      | {
          firstAct: { by: 'me' | 'them' } | undefined
          drift: string | undefined
          change: string | undefined
          moved: string | undefined
        }
      | undefined
    person: { partners: number; selfLinks: number; posts: number; reading: string } | undefined
    declared: 'news' | 'service' | 'group' | 'bot' | undefined
    roles: readonly string[]
  }
  reason: { verdict: string; kind: ReasonKind | undefined }
  followBack: { verdict: string }
  interest: { verdict: 'interesting' | 'mixed' | 'uninteresting' | 'unknown'; reactions: number }
  engaging: { verdict: 'converses' | 'mixed' | 'broadcasts' | 'described' | 'unknown' }
  withMe: { wrote: number; heard: number | undefined; gave: number; got: number }
  isNew: boolean
}

export type GivenReason = 'liked_post' | 'other_side' | 'lives_near' | 'know_someday' | 'follows_me' | 'met' | 'other'
export type ReasonKind = 'stored' | 'first_interaction' | 'boosted_by' | 'answered_by' | 'followed_back' | 'imported'
export type Question = 'reason' | 'follow_back' | 'interest' | 'engaging'

/** Whether I followed back, and how much has passed between us since. */
export type AroundFollow = { isFollowBack: boolean; actsSince: number }

/** Whole hours between their follow and mine. */
export const hoursWaited = ({ followedAt, followedBySince }: AuditedInWords['facts']): number =>
  Math.round((followedAt.getTime() - (followedBySince ?? followedAt).getTime()) / 3_600_000)
