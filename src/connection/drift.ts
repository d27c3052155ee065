/**
 * Whether what somebody writes about has moved since a follow.
 *
 * The distance between two periods is the Jensen-Shannon divergence (Lin 1991) of their n-grams. Two samples of one and the
 * same stream are apart as well, the shorter the farther; so the distance is compared with that of halves of all texts of
 * both periods, taken alternately in several fixed ways, which is what chance gives (a permutation test with chosen
 * permutations). The value is the logarithm of distance over chance: 693 points are twice as far as chance.
 *
 * Every week speaks with no more posts than the median week, so that one week's event is not a change of interests.
 * A change of language is told as that and not as drift: where both periods hold enough of a common language, only that
 * is compared.
 */
import { dayMs } from './acts.ts'
import { type Evidence, type Result, resultOf } from './result.ts'
import {
  dimensions,
  type Features,
  featuresOf,
  languageOf,
  type TellingWord,
  tellingWords,
  textKey,
  type Writing,
  withWords,
  wordsOf,
} from './words.ts'

export const fewestTexts = 20
const weekMs = 7 * dayMs
/** Below twice of what chance gives, halves of one stream may be that far apart as well. */
const movedFrom = 693
/** Alternations of texts that make halves, by the bits of a text's number. */
const halvings = [1, 2, 4, 3, 5, 6, 7, 8]

export type DriftBand = 'steady' | 'moved' | 'returned' | 'language_switch' | 'unknown'
export type DriftLine = 'distance' | 'chance' | 'language'
export type Drift = Result<DriftBand, DriftLine> & {
  languages: { before: string | undefined; recent: string | undefined }
  /** Words that came and words that went, most telling first. */
  came: TellingWord[]
  went: TellingWord[]
}

export type DriftFacts = {
  /** What they wrote in the 90 days around the follow, and in the 90 days to now, in any order. */
  before: readonly Writing[]
  recent: readonly Writing[]
  /** The 90 days a year before now, where they are known: what comes back every year has not moved. */
  yearAgo?: readonly Writing[] | undefined
}

/** Jensen-Shannon divergence of two counts of n-grams, in bits, 0 to 1. */
export function divergence(a: Features, b: Features): number {
  const [ofA, ofB] = [sumOf(a), sumOf(b)]
  if (ofA === 0 || ofB === 0) return ofA === ofB ? 0 : 1
  let sum = 0
  for (let place = 0; place < dimensions; place++) {
    const [p, q] = [a[place]! / ofA, b[place]! / ofB]
    const middle = (p + q) / 2
    if (p > 0) sum += (p * Math.log2(p / middle)) / 2
    if (q > 0) sum += (q * Math.log2(q / middle)) / 2
  }
  return Math.min(1, Math.max(0, sum))
}

const sumOf = (features: Features) => features.reduce((sum, count) => sum + count, 0)

/** The language of at least six in ten texts, and how many there are of each. */
export function languagesOf(writings: readonly Writing[]): { main: string | undefined; counts: Map<string, number> } {
  const counts = new Map<string, number>()
  for (const writing of writings) {
    const language = languageOf(writing)
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1)
  }
  const [most] = counts
    .entries()
    .toArray()
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return { main: most && most[1] * 10 >= writings.length * 6 ? most[0] : undefined, counts }
}

/** Texts in the order of time, each text once, no week with more posts than the median week. */
export function evenTexts(writings: readonly Writing[]): Writing[] {
  const known = new Set<number>()
  const weeks = new Map<number, Writing[]>()
  for (const writing of withWords(writings).toSorted((a, b) => a.at - b.at || (a.post < b.post ? -1 : 1))) {
    const key = textKey(writing.text)
    if (known.has(key)) continue
    known.add(key)
    const week = Math.floor(writing.at / weekMs)
    weeks.set(week, [...(weeks.get(week) ?? []), writing])
  }
  const sizes = [...weeks.values()].map(({ length }) => length).toSorted((a, b) => a - b)
  const most = weeks.size < 3 ? Number.POSITIVE_INFINITY : Math.max(2, sizes[Math.floor(sizes.length / 2)] ?? 0)
  return [...weeks.values()].flatMap((texts) => {
    const step = Math.max(1, texts.length / most)
    return Array.from({ length: Math.min(texts.length, most) }, (_, index) => texts[Math.floor(index * step)]!)
  })
}

/** The language in which both periods hold most, where it is enough to compare. */
function commonLanguage(before: readonly Writing[], recent: readonly Writing[]): string | undefined {
  const [old, young] = [languagesOf(before).counts, languagesOf(recent).counts]
  const least = (language: string) => Math.min(old.get(language) ?? 0, young.get(language) ?? 0)
  return [...old.keys()]
    .filter((language) => least(language) >= fewestTexts)
    .toSorted((a, b) => least(b) - least(a) || (a < b ? -1 : 1))[0]
}

const texts = (writings: readonly Writing[]) => writings.map(({ text }) => text)

/** As many of both, evenly taken, so that a longer period is not nearer by its length alone. */
function equallyMany(a: readonly Writing[], b: readonly Writing[]): [Writing[], Writing[]] {
  const length = Math.min(a.length, b.length)
  const evenly = (from: readonly Writing[]) =>
    Array.from({ length }, (_, index) => from[Math.floor((index * from.length) / length)]!)
  return [evenly(a), evenly(b)]
}

/** How far apart two periods are, and how far alternate halves of both are on average. */
export function distances(a: readonly Writing[], b: readonly Writing[]): { apart: number; chance: number } {
  const [first, second] = equallyMany(a, b)
  const odd = (bits: number) => bits.toString(2).replaceAll('0', '').length % 2 === 1
  const halves = halvings.map((bits) => {
    const swap = (mine: Writing[], other: Writing[]) =>
      mine.map((writing, at) => (odd(at & bits) ? other[at]! : writing))
    return divergence(featuresOf(texts(swap(first, second))), featuresOf(texts(swap(second, first))))
  })
  const chance = halves.reduce((sum, half) => sum + half, 0) / halves.length
  return { apart: divergence(featuresOf(texts(first)), featuresOf(texts(second))), chance }
}

const line = (what: DriftLine, count: number, points: number): Evidence<DriftLine> => ({
  what,
  count,
  points,
  posts: [],
})

export function driftOf(facts: DriftFacts): Drift {
  const [before, recent] = [evenTexts(facts.before), evenTexts(facts.recent)]
  const languages = { before: languagesOf(before).main, recent: languagesOf(recent).main }
  const untold = (band: DriftBand, unknown: string[], lines: Evidence<DriftLine>[] = []): Drift => ({
    ...resultOf(lines, { band: () => band, confidence: 'low', unknown }),
    languages,
    came: [],
    went: [],
  })
  const little = [facts.recent, facts.before].find((writings) => evenTexts(writings).length < fewestTexts)
  if (little) return untold('unknown', [reasonOfFew(little)])
  if (languages.before && languages.recent && languages.before !== languages.recent)
    return untold('language_switch', ['interests'], [line('language', recent.length, 0)])
  const common = commonLanguage(before, recent)
  if (common === undefined) return untold('unknown', ['common_language'])
  const inCommon = (writings: readonly Writing[]) => writings.filter((writing) => languageOf(writing) === common)
  const [old, young] = [inCommon(before), inCommon(recent)]
  const { apart, chance } = distances(old, young)
  const points = (share: number) => Math.round(1000 * Math.log(Math.max(1e-6, share) / 0.1))
  const result = resultOf<DriftBand, DriftLine>(
    [line('distance', young.length, points(apart)), line('chance', old.length, -points(chance))],
    {
      band: (value) => (value < movedFrom ? 'steady' : comesBack(facts.yearAgo, young, common) ? 'returned' : 'moved'),
      confidence: Math.min(old.length, young.length) >= 60 ? 'high' : 'medium',
    },
  )
  const [wordsBefore, wordsRecent] = [wordsOf(texts(old)), wordsOf(texts(young))]
  return {
    ...result,
    languages,
    came: tellingWords(wordsRecent, wordsBefore, 8),
    went: tellingWords(wordsBefore, wordsRecent, 8),
  }
}

/** As a year ago: no farther from it than chance. */
function comesBack(yearAgo: readonly Writing[] | undefined, recent: readonly Writing[], language: string): boolean {
  const texts = evenTexts(yearAgo ?? []).filter((writing) => languageOf(writing) === language)
  if (texts.length < fewestTexts) return false
  const { apart, chance } = distances(texts, recent)
  return 1000 * Math.log(apart / chance) < movedFrom
}

/** Why there are too few texts. */
export function reasonOfFew(writings: readonly Writing[]): 'pictures' | 'repeated_posts' | 'few_posts' {
  if (writings.length < fewestTexts) return 'few_posts'
  return withWords(writings).length < fewestTexts ? 'pictures' : 'repeated_posts'
}
