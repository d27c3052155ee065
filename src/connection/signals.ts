/**
 * What the strength of a tie is judged by: signals of one direction, from an actor to a target, each a number that can be
 * said in a sentence. Decay is applied here, at the moment of reading, with the two time scales of the place.
 *
 * The set follows what predicted later talk in published work and in our own measurements: recent talk each way and how
 * long ago it was (Gilbert and Karahalios 2009), whether the actor answers people at all and how many others want the
 * actor's attention (docs/decisions/0015), the actor's own activity (Kwak et al. 2012).
 */
import { dayMs, type HourCount, hourMs, isTalk, type PersonFacts } from './acts.ts'

/** Half-lives in hours. */
export type TimeScales = { fastHours: number; slowHours: number }

/** What a place is like: its time scales, and which share of those who call somebody hear back (0 to 1). */
export type Place = TimeScales & { usualAnswerRate: number }

/** From the actor's side. `undefined`: cannot be observed, carried as such. */
export type DirectedFacts = {
  forth: readonly HourCount[] | undefined
  back: readonly HourCount[] | undefined
  actor: PersonFacts
  target: PersonFacts
}

/** +1: more of it never lowers a score; -1: never raises it; 0: either. */
export type Direction = 1 | -1 | 0

/** Every signal in the order of its column, and which way it may speak. */
export const signals = [
  /** Talk from actor to target, decayed fast and slowly; on how many days. */
  ['talk_recent', 1],
  ['talk_long', 1],
  ['talk_days', 1],
  /** The same from target to actor. */
  ['back_recent', 1],
  ['back_long', 1],
  /** All acts from actor to target; boosts and favourites from target to actor. */
  ['acts_long', 1],
  ['attention_back', 0],
  /** Half-lives since the last talk each way. */
  ['last_talk', -1],
  ['last_back', -1],
  /** Share of people who call the actor that hear back. */
  ['answer_rate', 1],
  /** Talk of the actor in 28 days; all acts lately; which part of them is talk. */
  ['activity', 1],
  ['recent_activity', 1],
  ['talkative', 0],
  /** Calls to the actor lately; people who act on the actor, alone and against people the actor acts on. */
  ['called', 0],
  ['reach', 0],
  ['standing', 0],
  /** People who act on the target, who call the target; calls to the target lately; the target's own talk. */
  ['popularity', 0],
  ['target_callers', 0],
  ['target_called', 0],
  ['target_activity', 0],
] as const satisfies readonly (readonly [string, Direction])[]

export type SignalName = (typeof signals)[number][0]
export const signalNames: readonly SignalName[] = signals.map(([name]) => name)

/** Pairs of signals that say more together than apart, each a line of evidence of its own. */
export const interactions: readonly (readonly [SignalName, SignalName])[] = [
  ['talk_long', 'back_long'],
  ['back_long', 'answer_rate'],
  ['last_talk', 'last_back'],
  ['talk_long', 'recent_activity'],
  ['standing', 'recent_activity'],
  ['standing', 'answer_rate'],
  ['standing', 'activity'],
  ['acts_long', 'popularity'],
]

/** A post that names n people weighs 1/n; an hour's acts of one type count as log2(1+n): a hundred at once are one gesture. */
const weightOf = ({ share }: HourCount) => Math.log2(1 + share / 1000)

/** From the middle of the hour, never negative. */
export const hoursSince = ({ hour }: HourCount, now: number) => Math.max(0, now / hourMs - hour - 0.5)

/** The decayed weight of acts of one lane. */
export function decayedWeight(
  counts: readonly HourCount[],
  now: number,
  halfLifeHours: number,
  matches: (count: HourCount) => boolean,
): number {
  let sum = 0
  for (const entry of counts)
    if (matches(entry)) sum += weightOf(entry) * 2 ** (-hoursSince(entry, now) / halfLifeHours)
  return sum
}

/** Infinity where nothing matches. */
export function hoursSinceLast(
  counts: readonly HourCount[],
  now: number,
  matches: (count: HourCount) => boolean,
): number {
  let last = Number.POSITIVE_INFINITY
  for (const entry of counts) if (matches(entry)) last = Math.min(last, hoursSince(entry, now))
  return last
}

export const anyAct = () => true
export const talk = ({ type }: HourCount) => isTalk(type)
/** Talk to four people at most: a name in a long list is not being spoken to. */
export const addressed = ({ type, count, share }: HourCount) => isTalk(type) && share >= 250 * count
export const attention = ({ type }: HourCount) => !isTalk(type)

/** The share of those who call somebody that hear back, held towards `usual` until some five people have called. */
export const shrunkAnswerRate = ({ addressedBy, answered }: PersonFacts, usual: number) =>
  (answered + 5 * usual) / (addressedBy + 5)

type DayField = 'talkOut' | 'actsOut' | 'talkIn' | 'actsIn'

export const sumOfDays = ({ days }: PersonFacts, field: DayField) => days.reduce((sum, day) => sum + day[field], 0)

/** Days are counted from their middle; a half-life of less than a day says nothing here. */
function decayedDays({ days }: PersonFacts, field: DayField, now: number, { fastHours }: TimeScales): number {
  const halfLifeHours = Math.max(24, fastHours)
  let sum = 0
  for (const entry of days) {
    const ageHours = Math.max(0, (now - (entry.day + 0.5) * dayMs) / hourMs)
    sum += entry[field] * 2 ** (-ageHours / halfLifeHours)
  }
  return sum
}

/** Writes the signals into `into` from `offset`, in the order of `signalNames`; NaN where they cannot be observed. */
export function writeSignals(
  into: Float64Array | Float32Array,
  offset: number,
  { forth, back, actor, target }: DirectedFacts,
  place: Place,
  now: number,
): void {
  const { fastHours, slowHours } = place
  const talkOut = sumOfDays(actor, 'talkOut')
  const values: Record<SignalName, number | undefined> = {
    talk_recent: forth && decayedWeight(forth, now, fastHours, talk),
    talk_long: forth && decayedWeight(forth, now, slowHours, talk),
    talk_days: forth && new Set(forth.filter(addressed).map(({ hour }) => Math.floor(hour / 24))).size,
    back_recent: back && decayedWeight(back, now, fastHours, talk),
    back_long: back && decayedWeight(back, now, slowHours, talk),
    acts_long: forth && decayedWeight(forth, now, slowHours, anyAct),
    attention_back: back && decayedWeight(back, now, slowHours, attention),
    last_talk: forth && hoursSinceLast(forth, now, addressed) / fastHours,
    last_back: back && hoursSinceLast(back, now, addressed) / fastHours,
    answer_rate: shrunkAnswerRate(actor, place.usualAnswerRate),
    activity: talkOut,
    recent_activity: decayedDays(actor, 'actsOut', now, place),
    talkative: talkOut / (1 + sumOfDays(actor, 'actsOut')),
    called: decayedDays(actor, 'talkIn', now, place),
    reach: actor.actedOnBy,
    standing: actor.actedOnBy / (1 + actor.actedOn),
    popularity: target.actedOnBy,
    target_callers: target.addressedBy,
    target_called: decayedDays(target, 'talkIn', now, place),
    target_activity: decayedDays(target, 'talkOut', now, place),
  }
  let column = offset
  for (const name of signalNames) into[column++] = values[name] ?? Number.NaN
}
