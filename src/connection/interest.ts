/**
 * Whether what somebody writes is what I turn to, and which of us has moved since I followed them.
 *
 * Fit: the likeness of their texts to the texts I engaged with, in standard deviations from the likeness of a sample of other
 * authors in the same language to the same texts (a z-score, so 0 is anybody). One standard deviation is 1,000 points.
 * Reactions: my replies, boosts and favourites per post of theirs that was delivered to me, against my usual rate, as a
 * difference of log-odds. What I read is not known here and never asked.
 *
 * Change is fit now less fit then. It is parted exactly between the two of us by going from then to now both ways round, them
 * first and me first, and taking the mean (the Shapley value of a game of two, 1953).
 */
import { fewestTexts, languagesOf, reasonOfFew } from './drift.ts'
import { type Evidence, type Points, type Result, resultOf } from './result.ts'
import { logOdds, shrunkShare } from './statistics.ts'
import {
  type Features,
  featuresOf,
  languageOf,
  likeness,
  raritiesOf,
  type TellingWord,
  tellingWords,
  textKey,
  type WordCounts,
  type Writing,
  withWords,
  wordsOf,
} from './words.ts'

/** Fewer other authors do not say what anybody is like. */
const fewestAuthors = 20
const fewestDelivered = 20
/** Further than anybody, not merely no nearer: docs/decisions/0028. */
const lowFit: Points = -500
/** As many texts as say as much of somebody as is known of anybody before a word of theirs. */
const textsOfAnybody = 20
const highFit: Points = 1000
const lowReactions: Points = -500
const changedFrom: Points = 1000

export type InterestBand = 'interesting' | 'mixed' | 'uninteresting' | 'unknown'
export type InterestLine = 'fit' | 'reactions' | 'strong_tie' | 'kept'
export type ChangeBand = 'closer' | 'steady' | 'apart' | 'language_switch' | 'unknown'
export type ChangeLine = 'they_moved' | 'i_moved'

export type InterestFacts = {
  /** Posts I engaged with or wrote, of anybody but them: in the last 90 days, and in the 90 days around the follow. */
  mine: { recent: readonly Writing[]; before: readonly Writing[] }
  theirs: { recent: readonly Writing[]; before: readonly Writing[] }
  /** n-grams of recent posts of up to 500 other authors in their language. */
  others: readonly Features[]
  /** Words of the same authors: what is usual. */
  usualWords: WordCounts
  /** Posts of theirs put in front of me, and my replies, boosts and favourites to those. */
  delivered: number
  reactions: number
  /** Ids of their posts I reacted to, newest first. */
  reactedPosts: readonly string[]
  /** My reactions per thousand delivered posts of anybody. */
  usualReactions: number
  /** The tie between us is strong or warm. */
  strongTie: boolean
  /** I asked to keep them. */
  kept: boolean
}

export type Change = Result<ChangeBand, ChangeLine> & {
  /** Who moved more, where anyone did. */
  moved: 'they' | 'i' | 'both' | undefined
}

export type Interest = Result<InterestBand, InterestLine> & {
  /** Words they use more than others here, most telling first. */
  words: TellingWord[]
  change: Change
}

const line = <What extends string>(
  what: What,
  count: number,
  points: Points,
  posts: readonly string[] = [],
): Evidence<What> => ({
  what,
  count,
  points,
  posts: posts.slice(0, 5),
})

/** Every text once, in the language most of theirs are in. */
function comparable(writings: readonly Writing[], language: string | undefined): string[] {
  const distinct = new Map<number, string>()
  for (const writing of withWords(writings))
    if (language === undefined || languageOf(writing) === language) distinct.set(textKey(writing.text), writing.text)
  return [...distinct.values()]
}

/** How like `theirs` is to `mine`, in thousandths of standard deviations of the likeness of others, held within ±4,000. */
export function fitOf(mine: Features, theirs: Features, others: readonly Features[], rarities: Float64Array): Points {
  const usual = others.map((features) => likeness(mine, features, rarities))
  const mean = usual.reduce((sum, value) => sum + value, 0) / usual.length
  const variance = usual.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (usual.length - 1)
  const spread = Math.max(0.005, Math.sqrt(variance))
  const deviations = (likeness(mine, theirs, rarities) - mean) / spread
  return Math.round(1000 * Math.min(4, Math.max(-4, deviations)))
}

type Texts = { mine: string[]; theirs: string[] }

/** Why their interests cannot be told; empty: they can. */
function obstaclesTo({ mine, theirs }: Texts, facts: TextFacts): string[] {
  return [
    ...(theirs.length < fewestTexts ? [reasonOfFew(facts.theirs.recent)] : []),
    ...(mine.length < fewestTexts ? ['my_posts'] : []),
    ...(facts.others.length < fewestAuthors ? ['other_authors'] : []),
  ]
}

export type TextFacts = Pick<InterestFacts, 'mine' | 'theirs' | 'others' | 'usualWords'>

/** What texts alone say of it. */
export type TextReading = {
  /** Undefined: `unknown` says why. */
  fit: Points | undefined
  /** How many recent texts of theirs were compared. */
  texts: number
  unknown: string[]
  words: TellingWord[]
  change: Change
}

export function readTexts(facts: TextFacts): TextReading {
  const { others } = facts
  const language = languagesOf(withWords(facts.theirs.recent)).main
  const recent = {
    mine: comparable(facts.mine.recent, language),
    theirs: comparable(facts.theirs.recent, language),
  }
  const unknown = obstaclesTo(recent, facts)
  const rarities = raritiesOf(others)
  const [mine, theirs] = [featuresOf(recent.mine), featuresOf(recent.theirs)]
  return {
    fit: unknown.length > 0 ? undefined : fitOf(mine, theirs, others, rarities),
    texts: recent.theirs.length,
    unknown,
    words: recent.theirs.length < fewestTexts ? [] : tellingWords(wordsOf(recent.theirs), facts.usualWords, 8),
    change: changeOf(facts, { mine, theirs, unknown }, language, rarities),
  }
}

export type ReactionFacts = Omit<InterestFacts, keyof TextFacts>

/** What texts say and what I did about them, weighed together. */
export function weighInterest(
  { fit, texts, unknown }: Pick<TextReading, 'fit' | 'texts' | 'unknown'>,
  { delivered, reactions, reactedPosts, usualReactions, strongTie, kept }: ReactionFacts,
): Result<InterestBand, InterestLine> {
  const usual = Math.min(0.9, Math.max(0.001, usualReactions / 1000))
  const reacted = Math.round(
    1000 * (logOdds(shrunkShare(Math.min(reactions, delivered), delivered, usual)) - logOdds(usual)),
  )
  const lines: Evidence<InterestLine>[] = [
    ...(fit === undefined ? [] : [line('fit', texts, fit)]),
    line('reactions', reactions, delivered === 0 ? 0 : reacted, reactedPosts),
    ...(kept ? [line('kept', 1, 0)] : []),
  ]
  const sum = lines.reduce((total, { points }) => total + points, 0)
  if (strongTie) lines.push(line('strong_tie', 1, Math.max(0, highFit - sum)))
  const band = (value: Points): InterestBand => {
    if (strongTie) return 'interesting'
    if (fit === undefined) return 'unknown'
    const isFar = (fit * texts) / (texts + textsOfAnybody) < lowFit
    if (isFar && reacted <= lowReactions && delivered >= fewestDelivered) return kept ? 'mixed' : 'uninteresting'
    return value >= highFit ? 'interesting' : 'mixed'
  }
  return resultOf<InterestBand, InterestLine>(lines, {
    band,
    confidence: fit === undefined ? 'low' : delivered >= 60 && texts >= 60 ? 'high' : 'medium',
    unknown: [...unknown, ...(delivered < fewestDelivered ? ['delivered'] : [])],
  })
}

export function interestIn(facts: InterestFacts): Interest {
  const reading = readTexts(facts)
  return { ...weighInterest(reading, facts), words: reading.words, change: reading.change }
}

function changeOf(
  { mine, theirs, others }: TextFacts,
  now: { mine: Features; theirs: Features; unknown: string[] },
  language: string | undefined,
  rarities: Float64Array,
): Change {
  const untold = (band: ChangeBand, unknown: string[]): Change => ({
    ...resultOf<ChangeBand, ChangeLine>([], { band: () => band, confidence: 'low', unknown }),
    moved: undefined,
  })
  const languageBefore = languagesOf(withWords(theirs.before)).main
  if (language !== undefined && languageBefore !== undefined && language !== languageBefore)
    return untold('language_switch', ['interests'])
  const before = { mine: comparable(mine.before, language), theirs: comparable(theirs.before, language) }
  const unknown = [
    ...now.unknown,
    ...(before.theirs.length < fewestTexts ? ['their_posts_then'] : []),
    ...(before.mine.length < fewestTexts ? ['my_posts_then'] : []),
  ]
  if (unknown.length > 0) return untold('unknown', unknown)
  const [mineThen, theirsThen] = [featuresOf(before.mine), featuresOf(before.theirs)]
  const fit = (ofMine: Features, ofTheirs: Features) => fitOf(ofMine, ofTheirs, others, rarities)
  const [old, young] = [fit(mineThen, theirsThen), fit(now.mine, now.theirs)]
  const [theyAlone, iAlone] = [fit(mineThen, now.theirs), fit(now.mine, theirsThen)]
  const they = Math.round((theyAlone - old + (young - iAlone)) / 2)
  const i = young - old - they
  const result = resultOf<ChangeBand, ChangeLine>(
    [line('they_moved', before.theirs.length, they), line('i_moved', before.mine.length, i)],
    {
      band: (value) => (value >= changedFrom ? 'closer' : value <= -changedFrom ? 'apart' : 'steady'),
      confidence: 'medium',
    },
  )
  return { ...result, moved: result.band === 'steady' ? undefined : whoMoved(they, i) }
}

function whoMoved(they: Points, i: Points): 'they' | 'i' | 'both' {
  if (Math.abs(they) >= 2 * Math.abs(i)) return 'they'
  return Math.abs(i) >= 2 * Math.abs(they) ? 'i' : 'both'
}
