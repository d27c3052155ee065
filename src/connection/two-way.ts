/**
 * Whether a person converses or broadcasts.
 *
 * Four parts, each a share, are compared with the share of an ordinary person, as differences of log-odds, weighted and
 * added, so that every part is a line of points:
 *
 *   answers      people they answered, of the people who addressed them                       weight 0.4
 *   exchanges    own posts that are part of an exchange, of all own posts                     weight 0.3
 *   partners     effective number of two-way partners, ln(1+D) / ln(1+150)                    weight 0.3
 *   regularity   weeks of the last twelve in which they were part of an exchange              weight 0.2
 *
 * The first three and their weights are those of a weighted geometric mean R^.4 U^.3 D^.3; shares of few posts or people
 * are held towards the ordinary. D is the exponential of the entropy of the two-way weights (Hill 1973): ten partners of
 * equal weight count as ten, one partner with nine strays as little more than one. It is capped at 150, since nobody keeps
 * up more (Goncalves, Perra and Vespignani 2011: 100 to 200). For the same reason a person who is addressed by 100,000 is
 * not expected to answer more than 150 of them.
 *
 * A fifth line is an interaction: what speaks for conversation is held back where all of it is with very few, so that five
 * accounts which only answer each other do not look like people who talk with many.
 *
 * Broadcast is an accusation, so it is said only where little can be otherwise: the shares of answered callers and of posts in an exchange
 * have to be tiny at the upper ends of their intervals, taken together, and most callers without an answer. Short of that,
 * who has had an exchange is mixed and who has not is unknown.
 *
 * Links to one's own pages and declared roles are said, with 0 points: they are nobody's fault.
 */
import { type Confidence, type Evidence, type Points, type Result, resultOf } from './result.ts'
import { type Interval, logOdds, shrunkShare, wilsonInterval } from './statistics.ts'

export const weeksLooked = 12
/** How many people one person keeps up with at most. */
const capacity = 150
/** Partners from which on an exchange counts in full. */
const enoughPartners = 8
/** Who publishes less neither converses nor broadcasts in public: they may write for followers only. */
const leastPosts = 5
const usualExchanges = 0.2
const usualRegularity = 0.5
const weights = { answers: 0.4, exchanges: 0.3, partners: 0.3, regularity: 0.2 }
const conversationalFrom: Points = 500
const broadcastUpTo: Points = -700
/** Share of callers times share of posts, both at the upper ends of their intervals: none of 60 posts and of six callers. */
const broadcastBelow = 1 / 40

export const declaredRoles = ['news', 'service', 'group', 'bot'] as const
export type DeclaredRole = (typeof declaredRoles)[number]

/** Of an exchange; that address somebody; that link to their own pages; that say what an earlier one said. */
export type PostsKind = 'exchanges' | 'addressing' | 'own_links' | 'repeated_answers'

/** What a person did in public and unlisted posts of the last twelve weeks. `undefined`: cannot be observed, never zero. */
export type PersonTalk = {
  /** Distinct people who replied to, mentioned or quoted them, and how many of those they addressed themself. All time. */
  addressedBy: number
  answered: number
  /** Own posts, without boosts. */
  posts: number
  /** Of those, posts that reply to, mention or quote another person. */
  addressing: number
  /** Of those, posts that answer somebody who addressed them, or that got an answer from somebody they address. */
  exchanges: number | undefined
  /** Of those, posts whose words equal those of an earlier post of theirs (see textKey): one answer given to everyone. */
  repeatedExchanges: number
  /** For each person with talk both ways: thousandths of acts out and in (sums of `share`). Up to the 1,000 largest. */
  partners: readonly { out: number; in: number }[] | undefined
  /** In how many of the last twelve weeks (1..12 of them since they joined) they were part of an exchange. */
  weeksTalked: number | undefined
  weeksHere: number
  /** Whole days since they joined; undefined: unknown. */
  daysHere: number | undefined
  /** Own posts that link to an address of their own profile. */
  selfLinks: number
  role?: DeclaredRole | undefined
  /** Partners who joined within a day of them. */
  partnersOfSameDay?: number | undefined
  /** Ids of posts behind the lines, newest first. */
  linePosts?: Partial<Record<PostsKind, readonly string[]>> | undefined
}

export type Place = {
  /** Share of callers who hear back, of all people here, thousandths. */
  answerRate: number
  /** People here other than this one who have ever posted in public. */
  others: number
}

export type TwoWayBand = 'conversational' | 'mixed' | 'broadcast' | 'unknown'
export type TwoWayLine =
  | 'answers'
  | 'exchanges'
  | 'partners'
  | 'regularity'
  | 'few_partners'
  | 'addressing'
  | 'own_links'
  | 'repeated_answers'
  | 'partners_of_same_day'
  | `role_${DeclaredRole}`

/** What the opening sentence says. */
export type TwoWayReading =
  | 'newcomer'
  | 'lurker'
  | 'too_little'
  | 'converses'
  | 'talks_with_few'
  | 'some_of_both'
  | 'addresses_unanswered'
  | 'broadcasts'

export type TwoWayParts = {
  /** Shares in thousandths. */
  answerRate: number
  answerInterval: Interval
  exchangeShare: number | undefined
  /** Effective number of two-way partners, in tenths. */
  partnerTenths: number | undefined
  weeksTalked: number | undefined
}

export type TwoWayScore = Result<TwoWayBand, TwoWayLine> & { reading: TwoWayReading; parts: TwoWayParts }

/** The exponential of the entropy of what passed both ways; 0 without partners. A pair weighs twice its weaker side. */
export function effectivePartners(partners: readonly { out: number; in: number }[]): number {
  const both = partners.map(({ out, in: back }) => Math.min(out, back)).filter((weight) => weight > 0)
  const sum = both.reduce((total, weight) => total + weight, 0)
  if (sum === 0) return 0
  const entropy = both.reduce((total, weight) => total - (weight / sum) * Math.log(weight / sum), 0)
  return Math.exp(entropy)
}

const line = (
  what: TwoWayLine,
  count: number,
  points: Points,
  posts: readonly string[] = [],
): Evidence<TwoWayLine> => ({
  what,
  count,
  points,
  posts: posts.slice(0, 5),
})

/** Points of a share against the ordinary one. */
const against = (share: number, usual: number, weight: number): Points =>
  Math.round(1000 * weight * (logOdds(share) - logOdds(usual)))

/** How many partners count as enough where only `others` people could be one. */
const enoughAmong = (others: number) => Math.max(1, Math.min(enoughPartners, others / 2))

function partnerPoints(distinct: number, others: number): Points {
  const most = Math.log(1 + Math.max(1, Math.min(capacity, others)))
  const share = Math.min(1, Math.log(1 + distinct) / most)
  return against(share, Math.log(1 + enoughAmong(others)) / most, weights.partners)
}

function describing(talk: PersonTalk): Evidence<TwoWayLine>[] {
  return [
    line('addressing', talk.addressing, 0, talk.linePosts?.addressing),
    line('own_links', talk.selfLinks, 0, talk.linePosts?.own_links),
    line('repeated_answers', talk.repeatedExchanges, 0, talk.linePosts?.repeated_answers),
    line('partners_of_same_day', talk.partnersOfSameDay ?? 0, 0),
    ...(talk.role ? [line(`role_${talk.role}`, 1, 0)] : []),
  ]
}

export function twoWayScore(talk: PersonTalk, place: Place): TwoWayScore {
  const { addressedBy, answered, posts, exchanges, partners, weeksTalked } = talk
  const exchangePosts = talk.linePosts?.exchanges
  const usualRate = Math.min(0.95, Math.max(0.05, place.answerRate / 1000))
  const distinct = partners && effectivePartners(partners)
  const ownExchanges = exchanges === undefined ? undefined : Math.max(0, exchanges - talk.repeatedExchanges)
  const parts: TwoWayParts = {
    answerRate: Math.round(1000 * shrunkShare(answered, addressedBy, usualRate)),
    answerInterval: wilsonInterval(answered, addressedBy),
    exchangeShare:
      ownExchanges === undefined ? undefined : Math.round(1000 * shrunkShare(ownExchanges, posts, usualExchanges)),
    partnerTenths: distinct === undefined ? undefined : Math.round(10 * distinct),
    weeksTalked,
  }
  const unknown = [
    ...(exchanges === undefined ? ['exchanges'] : []),
    ...(partners === undefined ? ['partners'] : []),
    ...(weeksTalked === undefined ? ['regularity'] : []),
  ]
  if (posts < leastPosts || (addressedBy < 5 && posts < 20)) {
    const lines = [
      line('answers', answered, 0, exchangePosts),
      line('exchanges', exchanges ?? 0, 0, exchangePosts),
      ...describing(talk),
    ]
    const result = resultOf(lines, { band: () => 'unknown' as const, confidence: 'low', unknown })
    return { ...result, reading: readingOfLittle(talk), parts }
  }
  const lines = [
    line(
      'answers',
      answered,
      against(
        shrunkShare(Math.min(answered, capacity), Math.min(addressedBy, capacity), usualRate),
        usualRate,
        weights.answers,
      ),
      exchangePosts,
    ),
  ]
  if (ownExchanges !== undefined) {
    const share = shrunkShare(ownExchanges, posts, usualExchanges)
    lines.push(line('exchanges', ownExchanges, against(share, usualExchanges, weights.exchanges), exchangePosts))
  }
  if (weeksTalked !== undefined) {
    const share = (weeksTalked + 2 * usualRegularity) / (Math.max(talk.weeksHere, weeksTalked) + 2)
    lines.push(line('regularity', weeksTalked, against(share, usualRegularity, weights.regularity), exchangePosts))
  }
  if (distinct !== undefined && partners !== undefined) {
    const speaksFor = lines.reduce((sum, { points }) => sum + Math.max(0, points), 0)
    const missing = Math.max(0, 1 - (distinct / enoughAmong(place.others)) ** 2)
    lines.push(line('partners', partners.length, partnerPoints(distinct, place.others), exchangePosts))
    const held = Math.round(speaksFor * missing)
    if (held > 0) lines.push(line('few_partners', partners.length, -held, exchangePosts))
  }
  const result = resultOf([...lines, ...describing(talk)], {
    band: (value) => bandOf(value, talk),
    confidence: confidenceOf(talk),
    unknown,
  })
  return { ...result, reading: readingOf(talk, result, distinct, place), parts }
}

function bandOf(value: Points, talk: PersonTalk): TwoWayBand {
  if (value >= conversationalFrom) return 'conversational'
  if (value > broadcastUpTo) return 'mixed'
  if (isShownToBroadcast(talk)) return 'broadcast'
  return talk.exchanges === undefined || talk.exchanges > 0 ? 'mixed' : 'unknown'
}

function isShownToBroadcast(talk: PersonTalk): boolean {
  const { addressedBy, answered, posts, exchanges } = talk
  if (exchanges === undefined) return false
  const leavesMost = addressedBy > 0 && 2 * answered <= addressedBy
  const atMost = wilsonInterval(exchanges, posts).high * wilsonInterval(answered, addressedBy).high
  return (leavesMost || isUnanswered(talk)) && atMost <= broadcastBelow
}

/** Names many people, hardly any of whom it comes to an exchange with. */
const isUnanswered = ({ addressing, exchanges }: PersonTalk) =>
  exchanges !== undefined && addressing >= 20 && exchanges * 50 < addressing

function confidenceOf({ addressedBy, posts, exchanges, partners }: PersonTalk): Confidence {
  if (exchanges === undefined || partners === undefined) return 'low'
  if (addressedBy >= 20 && posts >= 50) return 'high'
  return addressedBy >= 10 || posts >= 40 ? 'medium' : 'low'
}

function readingOfLittle({ daysHere, posts }: PersonTalk): TwoWayReading {
  if (daysHere !== undefined && daysHere < 30) return 'newcomer'
  return posts < leastPosts ? 'lurker' : 'too_little'
}

function readingOf(
  talk: PersonTalk,
  { band }: Result<TwoWayBand>,
  distinct: number | undefined,
  { others }: Place,
): TwoWayReading {
  if (band === 'conversational') return 'converses'
  if (isUnanswered(talk)) return 'addresses_unanswered'
  if (band === 'broadcast') return 'broadcasts'
  if (band === 'unknown') return 'too_little'
  const withFew = distinct !== undefined && distinct > 0 && distinct < enoughAmong(others)
  return withFew ? 'talks_with_few' : 'some_of_both'
}
