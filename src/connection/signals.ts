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
  /** Boosts and favourites from actor to target; which part of all late calls to the actor comes from the target. */
  ['attention', 1],
  ['share_of_calls', 1],
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
const weightOf = ({ share }: HourCount) => (share === 1000 ? 1 : Math.log2(1 + share / 1000))

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

/** The share of those who call somebody that hear back, held towards `usual` until some five people have called. */
export const shrunkAnswerRate = ({ addressedBy, answered }: PersonFacts, usual: number) =>
  (answered + 5 * usual) / (addressedBy + 5)

type DayField = 'talkOut' | 'actsOut' | 'talkIn' | 'actsIn'

export const sumOfDays = ({ days }: PersonFacts, field: DayField) => days.reduce((sum, day) => sum + day[field], 0)

/** What a lane says, in one pass: these are read for thousands of ties at once. */
function sumsOfLane(counts: readonly HourCount[], now: number, { fastHours, slowHours }: TimeScales) {
  const addressedDays = new Set<number>()
  const daysHours = halfLifeOfDays({ fastHours })
  let [recent, recentByDays, long, acts, attention, last, lastDay] = [0, 0, 0, 0, 0, Number.POSITIVE_INFINITY, -1]
  for (const entry of counts) {
    const hours = hoursSince(entry, now)
    const weight = weightOf(entry)
    const slow = weight * 2 ** (-hours / slowHours)
    acts += slow
    if (!isTalk(entry.type)) {
      attention += slow
      continue
    }
    long += slow
    const fast = weight * 2 ** (-hours / fastHours)
    recent += fast
    recentByDays += daysHours === fastHours ? fast : weight * 2 ** (-hours / daysHours)
    if (!addressed(entry)) continue
    last = Math.min(last, hours)
    const day = Math.floor(entry.hour / 24)
    if (day !== lastDay) addressedDays.add(day)
    lastDay = day
  }
  return { recent, recentByDays, long, acts, attention, lastTalk: last / fastHours, days: addressedDays.size }
}

/** Of what is counted by days: less than a day says nothing there. */
const halfLifeOfDays = ({ fastHours }: Pick<TimeScales, 'fastHours'>) => Math.max(24, fastHours)

/** A person's days in one pass, each from its middle. */
function sumsOfPerson({ days }: PersonFacts, now: number, scales: TimeScales) {
  const halfLifeHours = halfLifeOfDays(scales)
  let [talk, acts, recentTalk, recentActs, recentCalls] = [0, 0, 0, 0, 0]
  for (const { day, talkOut, actsOut, talkIn } of days) {
    talk += talkOut
    acts += actsOut
    const ageHours = Math.max(0, (now - (day + 0.5) * dayMs) / hourMs)
    const decay = 2 ** (-ageHours / halfLifeHours)
    recentTalk += talkOut * decay
    recentActs += actsOut * decay
    recentCalls += talkIn * decay
  }
  return { talk, acts, recentTalk, recentActs, recentCalls }
}

/** Writes the signals into `into` from `offset`, in the order of `signalNames`; NaN where they cannot be observed. */
export function writeSignals(
  into: Float64Array | Float32Array,
  offset: number,
  { forth, back, actor, target }: DirectedFacts,
  place: Place,
  now: number,
): void {
  const out = forth && sumsOfLane(forth, now, place)
  const received = back && sumsOfLane(back, now, place)
  const mine = sumsOfPerson(actor, now, place)
  const theirs = sumsOfPerson(target, now, place)
  const values: Record<SignalName, number | undefined> = {
    talk_recent: out?.recent,
    talk_long: out?.long,
    talk_days: out?.days,
    back_recent: received?.recent,
    back_long: received?.long,
    acts_long: out?.acts,
    attention_back: received?.attention,
    last_talk: out?.lastTalk,
    last_back: received?.lastTalk,
    answer_rate: shrunkAnswerRate(actor, place.usualAnswerRate),
    activity: mine.talk,
    recent_activity: mine.recentActs,
    talkative: mine.talk / (1 + mine.acts),
    called: mine.recentCalls,
    reach: actor.actedOnBy,
    standing: actor.actedOnBy / (1 + actor.actedOn),
    popularity: target.actedOnBy,
    target_callers: target.addressedBy,
    target_called: theirs.recentCalls,
    target_activity: theirs.recentTalk,
    attention: out?.attention,
    share_of_calls: received && received.recentByDays / (0.5 + mine.recentCalls),
  }
  let column = offset
  for (const name of signalNames) into[column++] = values[name] ?? Number.NaN
}
