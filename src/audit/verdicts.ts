/**
 * The four questions about somebody I follow, answered from plain values. Pure.
 *
 * 1 reason       why I follow: as I said it, else what came before the follow, else nothing
 * 2 follow_back  only because they follow me: they came first, I followed within 48 hours, and nothing has passed since
 * 3 interest     whether what they write is what I turn to, and who has moved since
 * 4 engaging     whether they talk with people, and with me
 *
 * "Unknown" is an answer. Whom I keep and whom I gave a role is described, and nothing is held against them.
 */
import { type HourCount, hourMs, hourOf, isTalk } from '../connection/acts.ts'
import { type InterestBand, type InterestLine, type TextReading, weighInterest } from '../connection/interest.ts'
import type { Confidence, Result } from '../connection/result.ts'
import { addressed, decayedWeight } from '../connection/signals.ts'
import { type Band, bandOf, type Trend, trendOf } from '../connection/strength.ts'
import type { AuditedFollow } from './follow-queries.ts'
import type { Measure } from './measure-queries.ts'
import type { PersonSummary } from './people-queries.ts'

export const questions = ['reason', 'follow_back', 'interest', 'engaging'] as const
export type Question = (typeof questions)[number]

export const reasonVerdicts = ['stored', 'inferred', 'imported', 'none', 'unknown'] as const
export const followBackVerdicts = ['only_that', 'no', 'unknown'] as const
export const interestVerdicts = ['interesting', 'mixed', 'uninteresting', 'unknown'] as const
export const engagingVerdicts = ['converses', 'mixed', 'broadcasts', 'described', 'unknown'] as const
export type ReasonVerdict = (typeof reasonVerdicts)[number]
export type FollowBackVerdict = (typeof followBackVerdicts)[number]
export type InterestVerdict = (typeof interestVerdicts)[number]
export type EngagingVerdict = (typeof engagingVerdicts)[number]
export const verdictsOf: Record<Question, readonly string[]> = {
  reason: reasonVerdicts,
  follow_back: followBackVerdicts,
  interest: interestVerdicts,
  engaging: engagingVerdicts,
}

export const reasonKinds = [
  'stored',
  'first_interaction',
  'boosted_by',
  'answered_by',
  'followed_back',
  'imported',
] as const
export type ReasonKind = (typeof reasonKinds)[number]

/** A follow-back is a follow within so many hours of theirs. */
export const followBackHours = 48
/** A follow is new for so many days: that nothing has passed yet says nothing. */
export const newForDays = 14

/** What is known of one follow. */
export type FollowFacts = AuditedFollow & {
  /** `in` is undefined where what they do does not reach us. */
  lanes: { out: readonly HourCount[]; in: readonly HourCount[] | undefined }
  /** Posts of theirs that were delivered to me in 90 days. */
  delivered: number
  /** Undefined: not measured yet. */
  measure: Measure | undefined
  person: PersonSummary | undefined
}

/** What is the same for all follows of an audit. */
export type AuditTotals = {
  now: Date
  /** The first hour that is counted. */
  sinceHour: number
  /** Posts of anybody delivered to me in 90 days, and my acts in that time. */
  deliveredAll: number
  reactionsAll: number
  /** My reactions per thousand delivered posts. */
  usualReactions: number
}

type Answered<Verdict extends string> = { verdict: Verdict; confidence: Confidence }

export type Audited = {
  facts: FollowFacts
  reason: Answered<ReasonVerdict> & { kind: ReasonKind | undefined }
  followBack: Answered<FollowBackVerdict>
  interest: Answered<InterestVerdict> & { result: Result<InterestBand, InterestLine> | undefined; reactions: number }
  engaging: Answered<EngagingVerdict>
  withMe: {
    band: Band
    trend: Trend
    wrote: number
    heard: number | undefined
    gave: number
    got: number
    /** Whole hours since 1970. */
    lastOut: number | undefined
    lastIn: number | undefined
    /** Talk of both, decayed: to compare one tie of mine with another. */
    weight: number
  }
  /** What is held against nobody here: I keep them, they have a role, or they say what they are. */
  isSpokenFor: boolean
  isNew: boolean
}

const sumOf = (lane: readonly HourCount[], isCounted: (entry: HourCount) => boolean) =>
  lane.reduce((sum, entry) => sum + (isCounted(entry) ? entry.count : 0), 0)
const talks = ({ type }: HourCount) => isTalk(type)
const attends = ({ type }: HourCount) => !isTalk(type)

/** The last hour in which somebody was addressed, by name among few. */
function lastTalk(lane: readonly HourCount[]): number | undefined {
  let last: number | undefined
  for (const entry of lane) if (addressed(entry) && (last === undefined || entry.hour > last)) last = entry.hour
  return last
}

const tieHalfLifeHours = 30 * 24

function withMeOf({ lanes, isMuted }: FollowFacts, now: number): Audited['withMe'] {
  const received = lanes.in ?? []
  const talkWeight = (lane: readonly HourCount[]) => decayedWeight(lane, now, tieHalfLifeHours, talks)
  return {
    band: isMuted ? 'unknown' : bandOf(lanes, now),
    trend: trendOf(lanes, now),
    wrote: sumOf(lanes.out, talks),
    heard: lanes.in && sumOf(lanes.in, talks),
    gave: sumOf(lanes.out, attends),
    got: sumOf(received, attends),
    lastOut: lastTalk(lanes.out),
    lastIn: lastTalk(received),
    weight: talkWeight(lanes.out) + talkWeight(received),
  }
}

/** Whether I have said why I follow them. */
export const isStated = ({ reason, reasonText }: Pick<AuditedFollow, 'reason' | 'reasonText'>) =>
  (reason !== undefined && reason !== 'imported') || reasonText !== ''

/** Whether they followed first and I did within 48 hours. */
export function isFollowBack({ followedBySince, followedAt }: AuditedFollow): boolean {
  if (!followedBySince) return false
  const waited = followedAt.getTime() - followedBySince.getTime()
  return waited >= 0 && waited <= followBackHours * hourMs
}

function reasonOf(facts: FollowFacts): Audited['reason'] {
  const { measure, reason } = facts
  if (isStated(facts)) return { verdict: 'stored', confidence: 'high', kind: 'stored' }
  if (measure?.firstAct) return { verdict: 'inferred', confidence: 'medium', kind: 'first_interaction' }
  if (measure?.introduction)
    return {
      verdict: 'inferred',
      confidence: 'low',
      kind: measure.introduction.kind === 'boost' ? 'boosted_by' : 'answered_by',
    }
  if (isFollowBack(facts)) return { verdict: 'inferred', confidence: 'medium', kind: 'followed_back' }
  if (reason === 'imported') return { verdict: 'imported', confidence: 'high', kind: 'imported' }
  if (!measure) return { verdict: 'unknown', confidence: 'low', kind: undefined }
  return { verdict: 'none', confidence: 'medium', kind: undefined }
}

/** Acts either way since the hour of the follow, and mine before it. */
export function actsAround({ lanes, followedAt }: FollowFacts) {
  const hour = hourOf(followedAt)
  return {
    mineBefore: sumOf(lanes.out, (entry) => entry.hour < hour),
    mineSince: sumOf(lanes.out, (entry) => entry.hour >= hour),
    theirsSince: lanes.in && sumOf(lanes.in, (entry) => entry.hour >= hour),
  }
}

function followBackOf(facts: FollowFacts, isNew: boolean): Audited['followBack'] {
  if (!isFollowBack(facts)) return { verdict: 'no', confidence: 'high' }
  if (isStated(facts) && facts.reason !== 'follows_me') return { verdict: 'no', confidence: 'high' }
  const { mineBefore, mineSince, theirsSince } = actsAround(facts)
  if (mineBefore + mineSince + (theirsSince ?? 0) > 0) return { verdict: 'no', confidence: 'high' }
  if (theirsSince === undefined || isNew) return { verdict: 'unknown', confidence: 'low' }
  return { verdict: 'only_that', confidence: facts.reason === 'follows_me' ? 'high' : 'medium' }
}

function interestOf(facts: FollowFacts, totals: AuditTotals, band: Band, isSpokenFor: boolean): Audited['interest'] {
  const { measure, delivered, lanes } = facts
  const reactions = sumOf(lanes.out, ({ hour }) => hour >= totals.sinceHour)
  const isOfPictures = facts.person !== undefined && facts.person.pictured * 2 > facts.person.originals
  const untold = { fit: undefined, texts: 0, unknown: [measure ? 'pictures' : 'not_measured_yet'] }
  const reading: Pick<TextReading, 'fit' | 'texts' | 'unknown'> = measure && !isOfPictures ? measure : untold
  const result = weighInterest(reading, {
    delivered,
    reactions,
    reactedPosts: [],
    usualReactions: totals.usualReactions,
    strongTie: band === 'strong' || band === 'warm',
    kept: isSpokenFor,
  })
  return { verdict: result.band, confidence: result.confidence, result, reactions }
}

function engagingOf({ person }: FollowFacts, hasRole: boolean): Audited['engaging'] {
  if (!person || person.band === 'unknown') return { verdict: 'unknown', confidence: 'low' }
  const { confidence } = person
  if (person.band === 'conversational') return { verdict: 'converses', confidence }
  // Who answers those who write is not talking past them, however few they are.
  if (person.band === 'mixed' || person.answers >= 0) return { verdict: 'mixed', confidence }
  return { verdict: hasRole ? 'described' : 'broadcasts', confidence }
}

export function auditOf(facts: FollowFacts, totals: AuditTotals): Audited {
  const now = totals.now.getTime()
  const hasRole = facts.declared !== undefined || facts.roles.length > 0
  const isSpokenFor = hasRole || facts.kept
  const isNew = now - facts.followedAt.getTime() < newForDays * 24 * hourMs
  const withMe = withMeOf(facts, now)
  return {
    facts,
    reason: reasonOf(facts),
    followBack: followBackOf(facts, isNew),
    interest: interestOf(facts, totals, withMe.band, isSpokenFor),
    engaging: engagingOf(facts, hasRole),
    withMe,
    isSpokenFor,
    isNew,
  }
}

export function verdictFor({ reason, followBack, interest, engaging }: Audited, question: Question): string {
  const answers = { reason, follow_back: followBack, interest, engaging }
  return answers[question].verdict
}
