/** What is worth a look in an audit, and what one might do about it: say hello or turn down, never prune. Pure. */
import { dayMs, hourMs } from '../connection/acts.ts'
import type { Audited } from './verdicts.ts'

/** In the order in which they are told; the weight sorts the list by what is worth a look. */
const markWeights = {
  waiting: 6,
  follow_back_only: 5,
  uninteresting: 5,
  promotes: 4,
  takes_much: 4,
  moved_away: 3,
  language_changed: 3,
  broadcasts: 2,
  gone_quiet: 2,
  no_reason: 2,
  i_moved: 1,
  quiet_friend: 1,
  new: 0,
} as const
export type Mark = keyof typeof markWeights
export const marks = Object.keys(markWeights) as Mark[]

/** How much of my channel somebody takes, 0 to 1; undefined: neither deliveries nor posts to tell it from. */
export type Shares = { channel: number | undefined; tie: number }

const fewestDelivered = 20
const muchOfChannel = 0.05
/** So many times an equal part. */
const muchMoreThanOthers = 3
const fewLinks = 5
const quietOriginals = 12
const talkedBefore = 6
const quietForDays = 60
const waitingForDays = 30

const hoursAgo = (hour: number, now: number) => now / hourMs - hour

/** Somebody has written to me, and I have not written back since. */
export function isWaiting({ withMe: { lastIn, lastOut }, facts }: Audited, now: number): boolean {
  if (lastIn === undefined || facts.isMuted) return false
  return lastIn > (lastOut ?? -1) && hoursAgo(lastIn, now) <= (waitingForDays * dayMs) / hourMs
}

function hasGoneQuiet({ withMe }: Audited, now: number): boolean {
  const { wrote, heard, lastIn, lastOut } = withMe
  if (wrote === 0 || !heard || wrote + heard < talkedBefore) return false
  return hoursAgo(Math.max(lastIn ?? 0, lastOut ?? 0), now) > (quietForDays * dayMs) / hourMs
}

export function marksOf(
  audited: Audited,
  { channel }: Shares,
  { now, following }: { now: number; following: number },
): Mark[] {
  const { facts, reason, followBack, interest, engaging, withMe, isSpokenFor, isNew } = audited
  const { person, measure } = facts
  const areClose = withMe.band === 'strong' || withMe.band === 'warm'
  const isOpen = !isSpokenFor && !areClose
  const takesMuch =
    channel !== undefined &&
    facts.delivered >= fewestDelivered &&
    channel >= Math.max(muchOfChannel, muchMoreThanOthers / following)
  const links = person?.selfLinks ?? 0
  const goneQuiet = hasGoneQuiet(audited, now)
  const holds: Record<Mark, boolean> = {
    waiting: isWaiting(audited, now),
    follow_back_only: isOpen && followBack.verdict === 'only_that',
    uninteresting: isOpen && interest.verdict === 'uninteresting',
    promotes: isOpen && person?.band === 'broadcast' && links >= fewLinks && links * 4 >= (person?.posts ?? 0),
    takes_much: isOpen && takesMuch,
    moved_away: !isSpokenFor && measure?.drift === 'moved' && measure.moved !== 'i',
    language_changed: !isSpokenFor && measure?.drift === 'language_switch',
    broadcasts: isOpen && engaging.verdict === 'broadcasts',
    // Of friends, too: what was strong stays warm for months.
    gone_quiet: goneQuiet,
    no_reason: !isSpokenFor && !isNew && reason.verdict === 'none',
    i_moved: isOpen && measure?.change === 'apart' && measure.moved === 'i',
    quiet_friend: areClose && !goneQuiet && person !== undefined && person.originals <= quietOriginals,
    new: isNew,
  }
  return marks.filter((mark) => holds[mark])
}

/** Larger for what is more worth a look. Nobody who is kept comes up. */
export function attentionOf({ isSpokenFor }: Audited, held: readonly Mark[]): number {
  if (isSpokenFor) return held.includes('waiting') ? 1 : 0
  return held.reduce((sum, mark) => sum + markWeights[mark], 0)
}

export type SuggestionKind = 'answer' | 'say_hello' | 'turn_down' | 'add_reason' | 'nothing'

/** One thing to do; about whom I keep nothing is suggested but to answer. */
export function suggestionFor({ isSpokenFor, withMe, facts }: Audited, held: readonly Mark[]): SuggestionKind {
  const has = (...wanted: Mark[]) => wanted.some((mark) => held.includes(mark))
  if (has('waiting')) return 'answer'
  if (isSpokenFor) return 'nothing'
  if (has('uninteresting', 'promotes', 'takes_much', 'broadcasts'))
    return facts.volume === 'everything' ? 'turn_down' : 'nothing'
  const hasTalked = withMe.wrote > 0
  if (has('gone_quiet', 'follow_back_only', 'moved_away', 'language_changed', 'i_moved', 'quiet_friend'))
    return 'say_hello'
  if (!hasTalked && has('new', 'no_reason')) return 'say_hello'
  if (has('no_reason')) return 'add_reason'
  return hasTalked || withMe.band === 'strong' || withMe.band === 'warm' ? 'nothing' : 'say_hello'
}
