/**
 * How strong the tie between me and somebody is, each way, with the lines that add up to it. A lane's score is the log-odds
 * that its actor talks to the other within the model's horizon; its points come from the place's scorecard. The band is not
 * the score: it says in one word what has passed, on a scale that is the same in every place.
 */
import { type HourCount, hourMs, isTalk, type TieFacts } from './acts.ts'
import { probabilityOf } from './calibration.ts'
import type { TieModel } from './model.ts'
import { type Confidence, type Evidence, type Result, resultOf } from './result.ts'
import { pairPointsIn, pointsIn, totalPoints } from './scorecard.ts'
import {
  addressed,
  anyAct,
  type DirectedFacts,
  decayedWeight,
  hoursSinceLast,
  interactions,
  type SignalName,
  shrunkAnswerRate,
  signalNames,
  sumOfDays,
  talk,
  writeSignals,
} from './signals.ts'

export const bands = ['strong', 'warm', 'weak', 'one-way', 'unknown'] as const
export type Band = (typeof bands)[number]
export type Trend = 'rising' | 'steady' | 'fading' | 'new' | 'unknown'
export type Frequency = 'often' | 'sometimes' | 'rarely' | 'unknown'

/** What a line of evidence is about: where everybody starts, a signal, or two signals together. */
export type TieLine = 'start' | SignalName | `${SignalName}+${SignalName}`

export type LaneScore = Result<Band, TieLine> & {
  /** Thousandths: that its actor talks to the other within the model's horizon. */
  probability: number
}

export type TieScore = {
  out: LaneScore
  /** Undefined: what they do cannot be observed from here. */
  in: LaneScore | undefined
  band: Band
  /** Thousandths: 1000 where both talk equally, 0 where one does; undefined before anybody talked. */
  balance: number | undefined
  trend: Trend
  answers: {
    /** Thousandths: that they talk to me within the horizon; undefined where they cannot be observed. */
    probability: number | undefined
    words: Frequency
    /** Whether they answer those who call them, over everybody: thousandths, and the counts behind it. */
    rate: number
    newcomers: Frequency
    addressedBy: number
    answered: number
  }
  ended: TieFacts['ended']
}

/** Bands and trends are about people, not about the place: their half-lives are the same everywhere. */
const bandHalfLifeHours = 30 * 24
const trendFastHours = 14 * 24
const trendSlowHours = 84 * 24
const newWithinHours = 14 * 24
/** Decayed talk in the weaker lane: from here on strong, warm. */
const strongFrom = 4
const warmFrom = 1

export function scoreTie(model: TieModel, facts: TieFacts, now: number): TieScore {
  const { out, in: back, me, them, ended } = facts
  const band = ended ? 'unknown' : bandOf(facts, now)
  const forward: DirectedFacts = { forth: out, back, actor: me, target: them }
  const backward: DirectedFacts = { forth: back, back: out, actor: them, target: me }
  const incoming = back && laneOf(model, backward, { band, ended, now })
  const rate = shrunkAnswerRate(them, model.place.usualAnswerRate)
  return {
    out: laneOf(model, forward, { band, ended, now }),
    in: incoming,
    band,
    balance: balanceOf(facts, now),
    trend: trendOf(facts, now),
    answers: {
      probability: incoming?.probability,
      words: incoming && !ended ? frequencyOf(incoming.probability / 1000) : 'unknown',
      rate: Math.round(rate * 1000),
      newcomers: them.addressedBy < 5 ? 'unknown' : frequencyOf(rate),
      addressedBy: them.addressedBy,
      answered: them.answered,
    },
    ended,
  }
}

/** Half of the time or more is often, a fifth or more sometimes. */
export function frequencyOf(share: number): Frequency {
  if (share >= 0.5) return 'often'
  return share >= 0.2 ? 'sometimes' : 'rarely'
}

const columns = new Float64Array(signalNames.length)

/** The score of one direction alone, in thousandths: what a whole page of ties is sorted by. */
export function laneScore(model: TieModel, facts: DirectedFacts, now: number): number {
  writeSignals(columns, 0, facts, model.place, now)
  return totalPoints(model.card, columns, 0)
}

type LaneOptions = { band: Band; ended: TieFacts['ended']; now: number }

function laneOf(model: TieModel, facts: DirectedFacts, { band, ended, now }: LaneOptions): LaneScore {
  // Who ended a tie is owed no guess about it.
  if (ended) return { ...resultOf<Band, TieLine>([], { band: () => band, confidence: 'high' }), probability: 0 }
  writeSignals(columns, 0, facts, model.place, now)
  const { base, tables, pairs } = model.card
  const lines: Evidence<TieLine>[] = [
    { what: 'start', count: 0, points: base, posts: [] },
    ...tables.map((table): Evidence<TieLine> => {
      const what = signalNames[table.signal]!
      return { what, count: countOf(what, facts, now), points: pointsIn(table, columns[table.signal]!), posts: [] }
    }),
    ...pairs.map((table, index): Evidence<TieLine> => {
      const [a, b] = interactions[index]!
      const [first, second] = table.signals
      return { what: `${a}+${b}`, count: 0, points: pairPointsIn(table, columns[first]!, columns[second]!), posts: [] }
    }),
  ]
  const unknown = [...(facts.forth ? [] : ['forth']), ...(facts.back ? [] : ['back'])]
  const result = resultOf(lines, { band: () => band, confidence: confidenceOf(facts), unknown })
  return { ...result, probability: Math.round(probabilityOf(model.probabilities, result.value) * 1000) }
}

/** What the sentence of a line counts: acts, people, days or hours. */
function countOf(what: SignalName, { forth, back, actor, target }: DirectedFacts, now: number): number {
  switch (what) {
    case 'talk_recent':
    case 'talk_long':
      return countActs(forth, talk)
    case 'talk_days':
      return new Set(forth?.filter(addressed).map(({ hour }) => Math.floor(hour / 24))).size
    case 'back_recent':
    case 'back_long':
    case 'share_of_calls':
      return countActs(back, talk)
    case 'acts_long':
      return countActs(forth, anyAct)
    case 'attention':
      return countActs(forth, ({ type }) => !isTalk(type))
    case 'attention_back':
      return countActs(back, ({ type }) => !isTalk(type))
    case 'last_talk':
      return wholeHours(hoursSinceLast(forth ?? [], now, addressed))
    case 'last_back':
      return wholeHours(hoursSinceLast(back ?? [], now, addressed))
    case 'answer_rate':
      return actor.answered
    case 'activity':
    case 'talkative':
      return sumOfDays(actor, 'talkOut')
    case 'recent_activity':
      return sumOfDays(actor, 'actsOut')
    case 'called':
      return sumOfDays(actor, 'talkIn')
    case 'reach':
    case 'standing':
      return actor.actedOnBy
    case 'popularity':
      return target.actedOnBy
    case 'target_callers':
      return target.addressedBy
    case 'target_called':
      return sumOfDays(target, 'talkIn')
    case 'target_activity':
      return sumOfDays(target, 'talkOut')
  }
}

const wholeHours = (hours: number) => (Number.isFinite(hours) ? Math.round(hours) : 0)

function countActs(counts: readonly HourCount[] | undefined, matches: (count: HourCount) => boolean): number {
  return (counts ?? []).reduce((sum, entry) => sum + (matches(entry) ? entry.count : 0), 0)
}

function confidenceOf({ forth, back }: DirectedFacts): Confidence {
  const acts = countActs(forth, anyAct) + countActs(back, anyAct)
  if (acts >= 20) return 'high'
  return acts >= 5 ? 'medium' : 'low'
}

/** What has passed each way; `in` undefined: it cannot be observed. */
export type Lanes = { out: readonly HourCount[]; in: readonly HourCount[] | undefined }

/**
 * Strong and warm are held by the weaker lane. An old friendship that has gone quiet is weak, never one-way: what once
 * passed both ways stays so. One word that nobody has answered yet is not one-way either.
 */
export function bandOf({ out, in: back }: Lanes, now: number): Band {
  const [said, heard] = [countActs(out, talk), back === undefined ? undefined : countActs(back, talk)]
  if (heard === undefined) return 'unknown'
  if (said > 0 && heard > 0) {
    const weaker = Math.min(
      decayedWeight(out, now, bandHalfLifeHours, talk),
      decayedWeight(back!, now, bandHalfLifeHours, talk),
    )
    if (weaker >= strongFrom) return 'strong'
    return weaker >= warmFrom ? 'warm' : 'weak'
  }
  const [lane, other] = [countActs(out, anyAct), countActs(back, anyAct)]
  if (lane === 0 && other === 0) return 'unknown'
  if (lane > 0 && other > 0) return 'weak'
  return lane + other >= 2 ? 'one-way' : 'weak'
}

function balanceOf({ out, in: back }: Lanes, now: number): number | undefined {
  if (back === undefined) return undefined
  const forth = decayedWeight(out, now, bandHalfLifeHours, talk)
  const returned = decayedWeight(back, now, bandHalfLifeHours, talk)
  if (forth + returned === 0) return undefined
  return Math.round((2000 * Math.min(forth, returned)) / (forth + returned))
}

/** Talk a day of late against talk a day over the months, both ways together. */
export function trendOf({ out, in: back }: Lanes, now: number): Trend {
  const both = [...out, ...(back ?? [])].filter(talk)
  if (both.length === 0) return 'unknown'
  const oldest = both.reduce((hour, entry) => Math.min(hour, entry.hour), Number.POSITIVE_INFINITY)
  if (now / hourMs - oldest <= newWithinHours) return 'new'
  const late = decayedWeight(both, now, trendFastHours, anyAct) / trendFastHours
  const usual = decayedWeight(both, now, trendSlowHours, anyAct) / trendSlowHours
  if (late > 1.5 * usual) return 'rising'
  return late < 0.4 * usual ? 'fading' : 'steady'
}
