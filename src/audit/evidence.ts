/** What speaks for each of the four answers about somebody, and what against it, line by line. Pure. */
import { hourMs } from '../connection/acts.ts'
import type { Drift } from '../connection/drift.ts'
import type { Change } from '../connection/interest.ts'
import type { Evidence } from '../connection/result.ts'
import type { TwoWayScore } from '../connection/two-way.ts'
import { named } from '../messages/named.ts'
import type { Words } from '../messages/words.ts'
import type { WireLine } from '../ties/present.ts'
import { type Audited, actsAround, followBackHours, isFollowBack, type Question, verdictFor } from './verdicts.ts'

/** Posts that may be read, newest first, by what they are evidence of. */
export type EvidencePosts = {
  reason: string[]
  firstAct: string[]
  introduction: string[]
  mineSince: string[]
  theirsSince: string[]
  reacted: string[]
  exchanged: string[]
  theirTalk: string[]
}

export type Known = {
  words: Words
  posts: EvidencePosts
  introducer: string | undefined
  change: Change | undefined
  drift: Drift | undefined
  score: TwoWayScore | undefined
}

export type AnswerInFull = {
  question: Question
  evidence: WireLine[]
  counter_evidence: WireLine[]
  unknown: string[]
  unknown_sentence: string | null
}

const mostPosts = 5

/** A line that informs: nothing is added up. */
const line = (what: string, count: number, sentence: string, posts: readonly string[] = []): WireLine => ({
  what,
  count,
  points: 0,
  posts: posts.slice(0, mostPosts),
  sentence,
})

function linesOf<What extends string>(
  lines: readonly Evidence<What>[],
  sentence: (what: What, count: number) => string,
  postsOf: (what: What) => readonly string[] = () => [],
): WireLine[] {
  return lines.map(({ what, count, points }) => ({
    what,
    count,
    points,
    posts: postsOf(what).slice(0, mostPosts),
    sentence: sentence(what, count),
  }))
}

function answer(
  { auditSentences }: Words,
  question: Question,
  evidence: WireLine[],
  counterEvidence: WireLine[],
  unknown: readonly string[],
): AnswerInFull {
  const known = [...new Set(unknown)]
  return {
    question,
    evidence,
    counter_evidence: counterEvidence,
    unknown: known,
    unknown_sentence:
      known.length === 0 ? null : known.map((reason) => auditSentences.unknown[reason] ?? reason).join(' '),
  }
}

function reasonEvidence(audited: Audited, { words, posts, introducer }: Known): AnswerInFull {
  const say = words.auditSentences
  const { reason, facts } = audited
  const kind = reason.kind
  const about: Partial<Record<string, readonly string[]>> = {
    stored: posts.reason,
    first_interaction: posts.firstAct,
    boosted_by: posts.introduction,
    answered_by: posts.introduction,
  }
  const lines = kind ? [line(kind, 1, say.reasonSentence(audited, introducer), about[kind])] : []
  const { mineSince, theirsSince } = actsAround(facts)
  const since = mineSince + (theirsSince ?? 0)
  if (since > 0) lines.push(line('since', since, say.passedSince(since), [...posts.mineSince, ...posts.theirsSince]))
  return answer(words, 'reason', lines, [], reason.verdict === 'unknown' ? ['not_measured_yet'] : [])
}

function followBackEvidence(audited: Audited, { words, posts }: Known): AnswerInFull {
  const say = words.auditSentences
  const { facts, reason } = audited
  const { name, followedAt, followedBySince } = facts
  const { mineBefore, mineSince, theirsSince } = actsAround(facts)
  const evidence: WireLine[] = []
  const counter: WireLine[] = []
  const hours = followedBySince ? Math.round((followedAt.getTime() - followedBySince.getTime()) / hourMs) : undefined
  if (hours === undefined) counter.push(line('came_first', 0, say.cameFirst(name)))
  else if (isFollowBack(facts)) evidence.push(line('followed_back', hours, say.followedBack(name, hours)))
  else counter.push(line('followed_late', hours, say.followedLate(name, followBackHours)))
  if (facts.reason === 'follows_me') evidence.push(line('stated', 1, say.notedFollowsMe, posts.reason))
  else if (reason.kind === 'stored') counter.push(line('other_reason', 1, say.reasonSentence(audited), posts.reason))
  if (mineSince === 0) evidence.push(line('mine_since', 0, say.mineSince(name, 0)))
  else counter.push(line('mine_since', mineSince, say.mineSince(name, mineSince), posts.mineSince))
  if (theirsSince === 0) evidence.push(line('theirs_since', 0, say.theirsSince(name, 0)))
  else if (theirsSince !== undefined)
    counter.push(line('theirs_since', theirsSince, say.theirsSince(name, theirsSince), posts.theirsSince))
  if (mineBefore > 0) counter.push(line('mine_before', mineBefore, say.mineBefore(name, mineBefore), posts.firstAct))
  return answer(words, 'follow_back', evidence, counter, theirsSince === undefined ? ['theirs'] : [])
}

function interestEvidence({ facts, interest }: Audited, { words, posts, change, drift }: Known): AnswerInFull {
  const { auditSentences: say, personSentences } = words
  const { changeLine, driftLine, interestLine } = personSentences
  const { name, delivered } = facts
  const result = interest.result!
  const postsOf = (what: string) => (what === 'reactions' ? posts.reacted : [])
  const sentence = (what: Parameters<typeof interestLine>[0], count: number) => interestLine(what, count, name)
  return answer(
    words,
    'interest',
    [
      ...linesOf(result.evidence, sentence, postsOf),
      line('delivered', delivered, say.reached(name, delivered)),
      ...linesOf(change?.evidence ?? [], (what, count) => say.sinceFollowed(changeLine(what, count, name))),
      ...linesOf(drift?.evidence ?? [], (what, count) => driftLine(what, count, name)),
    ],
    [
      ...linesOf(result.counterEvidence, sentence, postsOf),
      ...linesOf(change?.counterEvidence ?? [], (what, count) => say.sinceFollowed(changeLine(what, count, name))),
      ...linesOf(drift?.counterEvidence ?? [], (what, count) => driftLine(what, count, name)),
    ],
    [...(result.unknown ?? []), ...(change?.unknown ?? []), ...(drift?.unknown ?? [])],
  )
}

function engagingEvidence(audited: Audited, { words, posts, score }: Known): AnswerInFull {
  const { twoWayLine } = words.personSentences
  const { facts, withMe } = audited
  const who = named(facts.name)
  const postsOf = (what: string) => (what === 'exchanges' ? posts.exchanged : [])
  const sentence = (what: Parameters<typeof twoWayLine>[0], count: number) => twoWayLine(what, count, who)
  const passed = withMe.wrote + (withMe.heard ?? 0) + withMe.gave + withMe.got
  const withYou = line('with_me', passed, words.auditSentences.withMeSentence(audited), posts.theirTalk)
  const isAgainst = passed === 0
  return answer(
    words,
    'engaging',
    [...linesOf(score?.evidence ?? [], sentence, postsOf), ...(isAgainst ? [] : [withYou])],
    [...linesOf(score?.counterEvidence ?? [], sentence, postsOf), ...(isAgainst ? [withYou] : [])],
    score ? (score.unknown ?? []) : ['not_measured_yet'],
  )
}

/** The four answers with their lines. A line's points are those of its measure; others inform. */
export function answersInFull(audited: Audited, known: Known) {
  const each = [
    reasonEvidence(audited, known),
    followBackEvidence(audited, known),
    interestEvidence(audited, known),
    engagingEvidence(audited, known),
  ]
  return each.map((one) => ({ ...one, verdict: verdictFor(audited, one.question) }))
}
