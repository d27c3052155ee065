/** What speaks for each of the four answers about somebody, and what against it, line by line. Pure. */
import { hourMs } from '../connection/acts.ts'
import type { Drift } from '../connection/drift.ts'
import type { Change } from '../connection/interest.ts'
import type { Evidence } from '../connection/result.ts'
import type { TwoWayScore } from '../connection/two-way.ts'
import { locales } from '../messages/locale.ts'
import { named } from '../messages/named.ts'
import { wordsIn } from '../messages/words.ts'
import type { WireLine } from '../ties/present.ts'
import { counted, reasonSentence, withMeSentence } from './sentences.ts'
import { type Audited, actsAround, followBackHours, isFollowBack, type Question, verdictFor } from './verdicts.ts'

const { changeLine, driftLine, interestLine, twoWayLine } = wordsIn(locales[0]).personSentences

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

const unknownWords: Record<string, string> = {
  not_measured_yet: 'What they write has not been read yet.',
  few_posts: 'They have written too little of late.',
  pictures: 'They post pictures, mostly without words.',
  repeated_posts: 'They mostly repeat the same post.',
  my_posts: 'You have turned to too few posts of others for a comparison.',
  other_authors: 'Too few people here write in their language for a comparison.',
  delivered: 'Too few of their posts have been delivered to you.',
  their_posts_then: 'They had written too little when you followed.',
  my_posts_then: 'You had turned to too few posts when you followed.',
  interests: 'Their language has changed, so topics cannot be compared.',
  common_language: 'They write in too many languages to compare.',
  exchanges: 'Whether they answer does not all reach here.',
  partners: 'With whom they talk does not all reach here.',
  regularity: 'How regularly they talk does not all reach here.',
  theirs: 'What they do towards you does not all reach here.',
}

function answer(
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
    unknown_sentence: known.length === 0 ? null : known.map((reason) => unknownWords[reason] ?? reason).join(' '),
  }
}

function reasonEvidence(audited: Audited, { posts, introducer }: Known): AnswerInFull {
  const { reason, facts } = audited
  const kind = reason.kind
  const about: Partial<Record<string, readonly string[]>> = {
    stored: posts.reason,
    first_interaction: posts.firstAct,
    boosted_by: posts.introduction,
    answered_by: posts.introduction,
  }
  const lines = kind ? [line(kind, 1, reasonSentence(audited, introducer), about[kind])] : []
  const { mineSince, theirsSince } = actsAround(facts)
  const since = mineSince + (theirsSince ?? 0)
  if (since > 0)
    lines.push(
      line('since', since, `${counted(since, 'thing has', 'things have')} passed between you since you followed.`, [
        ...posts.mineSince,
        ...posts.theirsSince,
      ]),
    )
  return answer('reason', lines, [], reason.verdict === 'unknown' ? ['not_measured_yet'] : [])
}

function followBackEvidence(audited: Audited, { posts }: Known): AnswerInFull {
  const { facts, reason } = audited
  const { name, followedAt, followedBySince } = facts
  const { mineBefore, mineSince, theirsSince } = actsAround(facts)
  const evidence: WireLine[] = []
  const counter: WireLine[] = []
  const hours = followedBySince ? Math.round((followedAt.getTime() - followedBySince.getTime()) / hourMs) : undefined
  if (hours === undefined) counter.push(line('came_first', 0, `${name} did not follow you when you followed.`))
  else if (isFollowBack(facts))
    evidence.push(
      line('followed_back', hours, `${name} followed first; you did ${counted(hours, 'hour', 'hours')} later.`),
    )
  else
    counter.push(
      line(
        'followed_late',
        hours,
        `${name} had followed you for more than ${followBackHours} hours when you followed.`,
      ),
    )
  if (facts.reason === 'follows_me') evidence.push(line('stated', 1, 'You noted: they follow me.', posts.reason))
  else if (reason.kind === 'stored') counter.push(line('other_reason', 1, reasonSentence(audited), posts.reason))
  if (mineSince === 0) evidence.push(line('mine_since', 0, `You have not turned to ${name} since.`))
  else
    counter.push(
      line(
        'mine_since',
        mineSince,
        `You turned to ${name} ${counted(mineSince, 'time', 'times')} since.`,
        posts.mineSince,
      ),
    )
  if (theirsSince === 0) evidence.push(line('theirs_since', 0, `${name} has not turned to you since.`))
  else if (theirsSince !== undefined)
    counter.push(
      line(
        'theirs_since',
        theirsSince,
        `${name} turned to you ${counted(theirsSince, 'time', 'times')} since.`,
        posts.theirsSince,
      ),
    )
  if (mineBefore > 0)
    counter.push(
      line(
        'mine_before',
        mineBefore,
        `You had turned to ${name} ${counted(mineBefore, 'time', 'times')} before.`,
        posts.firstAct,
      ),
    )
  return answer('follow_back', evidence, counter, theirsSince === undefined ? ['theirs'] : [])
}

function interestEvidence({ facts, interest }: Audited, { posts, change, drift }: Known): AnswerInFull {
  const { name, delivered } = facts
  const result = interest.result!
  const postsOf = (what: string) => (what === 'reactions' ? posts.reacted : [])
  const sentence = (what: Parameters<typeof interestLine>[0], count: number) => interestLine(what, count, name)
  return answer(
    'interest',
    [
      ...linesOf(result.evidence, sentence, postsOf),
      line('delivered', delivered, `${counted(delivered, 'post', 'posts')} of ${name} reached you in 90 days.`),
      ...linesOf(change?.evidence ?? [], (what, count) => `Since you followed: ${changeLine(what, count, name)}`),
      ...linesOf(drift?.evidence ?? [], (what, count) => driftLine(what, count, name)),
    ],
    [
      ...linesOf(result.counterEvidence, sentence, postsOf),
      ...linesOf(
        change?.counterEvidence ?? [],
        (what, count) => `Since you followed: ${changeLine(what, count, name)}`,
      ),
      ...linesOf(drift?.counterEvidence ?? [], (what, count) => driftLine(what, count, name)),
    ],
    [...(result.unknown ?? []), ...(change?.unknown ?? []), ...(drift?.unknown ?? [])],
  )
}

function engagingEvidence(audited: Audited, { posts, score }: Known): AnswerInFull {
  const { facts, withMe } = audited
  const who = named(facts.name)
  const postsOf = (what: string) => (what === 'exchanges' ? posts.exchanged : [])
  const sentence = (what: Parameters<typeof twoWayLine>[0], count: number) => twoWayLine(what, count, who)
  const passed = withMe.wrote + (withMe.heard ?? 0) + withMe.gave + withMe.got
  const withYou = line('with_me', passed, withMeSentence(audited), posts.theirTalk)
  const isAgainst = passed === 0
  return answer(
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
