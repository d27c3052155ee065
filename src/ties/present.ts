/** Ties as the API tells them. Times are ISO, probabilities and balance 0 to 1, points and lanes thousandths. */
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { dayMs, hourMs, isTalk, type TieFacts } from '../connection/acts.ts'
import type { TieModel } from '../connection/model.ts'
import type { Evidence } from '../connection/result.ts'
import { signalNames } from '../connection/signals.ts'
import type { Side, StageAnswer } from '../connection/stage.ts'
import type { LaneScore, TieLine } from '../connection/strength.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { countTie, type EvidencePosts, type LastTalk, type TieView, type WholeTie } from './tie.ts'

export type WireLine = { what: string; count: number; points: number; posts: string[]; sentence: string }
export type WireLane = {
  value: number
  band: string
  probability: number
  evidence: WireLine[]
  counter_evidence: WireLine[]
  confidence: string
  unknown: string[]
  sentence: string
}

const noPosts: EvidencePosts = { me: { talk: [], attention: [] }, them: { talk: [], attention: [] } }

/** The posts behind a line of the lane whose actor is `actor`. Lines about a person, not the pair, have none. */
function postsOf(what: TieLine, actor: Side, posts: EvidencePosts): string[] {
  const other = actor === 'me' ? 'them' : 'me'
  switch (what) {
    case 'talk_recent':
    case 'talk_long':
    case 'talk_days':
      return posts[actor].talk
    case 'back_recent':
    case 'back_long':
    case 'share_of_calls':
      return posts[other].talk
    case 'acts_long':
      return posts[actor].talk.length > 0 ? posts[actor].talk : posts[actor].attention
    case 'attention':
      return posts[actor].attention
    case 'attention_back':
      return posts[other].attention
    case 'last_talk':
      return posts[actor].talk.slice(0, 1)
    case 'last_back':
      return posts[other].talk.slice(0, 1)
    default:
      return []
  }
}

type Names = { them: string }
type LaneSurroundings = {
  words: Words
  names: Names
  posts: EvidencePosts
  horizonDays: number
  spoke: { forth: boolean; back: boolean }
}

function presentLane(
  lane: LaneScore,
  side: 'out' | 'in',
  { words, names, posts, horizonDays, spoke }: LaneSurroundings,
): WireLane {
  const line = ({ what, count, points }: Evidence<TieLine>): WireLine => ({
    what,
    count,
    points,
    posts: postsOf(what, side === 'out' ? 'me' : 'them', posts),
    sentence: words.tieSentences.lineSentence({ what, count }, { ...names, lane: side, spoke }),
  })
  return {
    value: lane.value,
    band: lane.band,
    probability: lane.probability / 1000,
    evidence: lane.evidence.map(line),
    counter_evidence: lane.counterEvidence.map(line),
    confidence: lane.confidence,
    unknown: lane.unknown ?? [],
    sentence: words.tieSentences.laneSentence(lane.probability, side, names, horizonDays),
  }
}

const weeksShown = 26
const weekMs = 7 * dayMs
/** The first Monday of 1970, UTC. */
const firstMonday = 4 * dayMs

/** Thousandths a week; boosts and favourites of one hour count as one act. */
function weeklyShares(lane: TieFacts['out'], start: number): number[] {
  const weeks = new Array<number>(weeksShown).fill(0)
  for (const { hour, type, share } of lane) {
    const week = Math.floor((hour * hourMs - start) / weekMs)
    if (week >= 0 && week < weeksShown) weeks[week]! += isTalk(type) ? share : Math.min(share, 1000)
  }
  return weeks
}

function presentLanes({ out, in: received }: TieFacts, now: Date) {
  const thisWeek = firstMonday + Math.floor((now.getTime() - firstMonday) / weekMs) * weekMs
  const start = thisWeek - (weeksShown - 1) * weekMs
  return {
    weeks: Array.from({ length: weeksShown }, (_, week) => new Date(start + week * weekMs).toISOString().slice(0, 10)),
    out: weeklyShares(out, start),
    in: received ? weeklyShares(received, start) : null,
  }
}

function presentStage(words: Words, { stage, steps, unobserved }: StageAnswer, names: Names) {
  return {
    stage,
    steps: steps.map((step) => ({
      stage: step.stage,
      at: new Date(step.at).toISOString(),
      post_id: step.post ?? null,
      by: step.by,
      observed: true,
      sentence: words.tieSentences.stageSentence(step.stage, step.by, names),
    })),
    unobserved,
  }
}

const presentLast = (last: LastTalk | undefined) =>
  last ? { at: new Date(last.at).toISOString(), post_id: last.post } : null

const inOne = (thousandths: number | undefined) => (thousandths === undefined ? null : thousandths / 1000)

function presentView(words: Words, view: TieView, now: Date, posts: EvidencePosts) {
  const { account, relation, facts, score, horizonDays, meeting } = view
  const names = { them: account.display_name || account.username }
  const { answers } = score
  const counts = countTie(facts)
  const [iSpoke, theySpoke] = [counts.wrote > 0, (counts.heard ?? 0) > 0]
  const around = { words, names, posts, horizonDays }
  return {
    account_id: String(account.id),
    following: relation.followState === 'accepted',
    followed_by: relation.followedBy,
    band: score.band,
    sentence: words.tieSentences.tieSentence(score, counts, names),
    out: presentLane(score.out, 'out', { ...around, spoke: { forth: iSpoke, back: theySpoke } }),
    in: score.in ? presentLane(score.in, 'in', { ...around, spoke: { forth: theySpoke, back: iSpoke } }) : null,
    balance: inOne(score.balance),
    trend: score.trend,
    last_out: presentLast(view.last.me),
    last_in: presentLast(view.last.them),
    started_by: view.startedBy ?? null,
    answers: {
      words: answers.words,
      probability: inOne(answers.probability),
      newcomers: answers.newcomers,
      rate: answers.rate / 1000,
      addressed_by: answers.addressedBy,
      answered: answers.answered,
      sentence: words.tieSentences.answersSentence(answers, names),
    },
    lane: presentLanes(facts, now),
    stage: presentStage(words, view.stage, names),
    met: { confirmed: meeting.confirmedByMe, since: meeting.metAt?.toISOString() ?? null },
    ended: score.ended ?? null,
  }
}

export type WireTie = ReturnType<typeof presentView>
export type WireTieWithAccount = WireTie & { account: WireAccount }

/** One of a page: without posts and mix. */
export function presentListedTie(ctx: Context, words: Words, view: TieView, now: Date): WireTieWithAccount {
  return { account: presentAccount(ctx, view.account), ...presentView(words, view, now, noPosts) }
}

/** A lane without the lines that add up to it: a fifth of the bytes, for a page of people. */
const briefLane = ({ value, band, probability, sentence }: WireLane) => ({ value, band, probability, sentence })

export function presentBriefTie(ctx: Context, words: Words, view: TieView, now: Date) {
  const tie = presentListedTie(ctx, words, view, now)
  return { ...tie, out: briefLane(tie.out), in: tie.in && briefLane(tie.in) }
}
export type WireBriefTie = ReturnType<typeof presentBriefTie>

export function presentTie(words: Words, { view, posts, mix }: WholeTie, now: Date) {
  return {
    ...presentView(words, view, now, posts),
    mix: { ...mix.shares, met: mix.met, counts: mix.counts },
  }
}

export type WireWholeTie = ReturnType<typeof presentTie>

/** What the model weighs, and how a score becomes a probability. */
export function presentModel({ tieSentences }: Words, model: TieModel, fittedAt: Date | undefined) {
  const { place, card, probabilities, horizonDays, learntFrom } = model
  return {
    fitted_at: fittedAt?.toISOString() ?? null,
    learnt_from: learntFrom,
    horizon_days: horizonDays,
    place: {
      fast_hours: place.fastHours,
      slow_hours: place.slowHours,
      usual_answer_rate: place.usualAnswerRate,
    },
    start: card.base,
    signals: card.tables.map(({ signal, edges, points, unobserved }) => {
      const name = signalNames[signal]!
      return { what: name, sentence: tieSentences.signalInWords(name), edges, points, unobserved }
    }),
    pairs: card.pairs.map(({ signals: [first, second], edges, points }) => ({
      what: [signalNames[first]!, signalNames[second]!],
      edges,
      points,
    })),
    probabilities: probabilities.scores.map((score, index) => ({
      score,
      probability: probabilities.probabilities[index]!,
    })),
  }
}
