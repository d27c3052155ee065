/**
 * What somebody writes about, as numbers that can be compared, in any language and without a dictionary.
 *
 * A text becomes counts of character n-grams, hashed into a fixed number of places (the hashing trick, Weinberger et al.
 * 2009; character n-grams for text of any language, Cavnar and Trenkle 1994). Scripts that put no spaces between words give
 * pairs of characters, all others give the word and its runs of four characters. Words in clear are found by the
 * segmentation of Unicode (UAX 29).
 */
export type Writing = {
  post: string
  /** Milliseconds since 1970. */
  at: number
  /** Plain text. Empty for a picture without words. */
  text: string
  /** ISO 639 code; undefined: not known. */
  language?: string | undefined
}

export const dimensions = 2048
/** Counts of hashed n-grams. */
export type Features = Uint16Array

/** Writing whose words are not set apart by spaces. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Devanagari',
  'Thai',
  'Hangul',
  'Hiragana',
  'Katakana',
  'Han',
] as const
const ofScript = scripts.map((script) => ({ script, pattern: new RegExp(`\\p{Script=${script}}`, 'gu') }))

/** Without addresses and mentions, in lower case and in one spelling of each character. Hashtags stay. */
export function plainWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/https?:\/\/\S+|www\.\S+/giu, ' ')
    .replace(/(^|[^\p{L}\p{N}_])[@＠][\p{L}\p{N}_.-]+(@[\p{L}\p{N}_.-]+)?/gu, '$1 ')
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .trim()
}

/** What is read off a text: each is made when it is first asked for. */
type ReadText = { plain: string; key?: number; hasWords?: boolean; places?: Uint16Array; words?: ReadonlySet<string> }

/** Texts read lately: who compares many people meets the same ones over and over. It changes no answer. */
const lately = new Map<string, ReadText>()
const mostLately = 20_000

function read(text: string): ReadText {
  const known = lately.get(text)
  if (known) return known
  if (lately.size >= mostLately) lately.clear()
  const fresh: ReadText = { plain: plainWords(text) }
  lately.set(text, fresh)
  return fresh
}

/** Equal for texts with the same letters and digits in the same order: what is posted again and again. Below 2^53. */
export function textKey(text: string): number {
  const known = read(text)
  known.key ??= keyOf(known.plain)
  return known.key
}

function keyOf(plain: string): number {
  const letters = plain.replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  return hash(letters, 0x811c9dc5) * 0x200000 + (hash(letters, 0x9747b28c) >>> 11)
}

/** FNV-1a over UTF-16 units with a final mix, 32 bits. */
function hash(text: string, seed: number): number {
  let value = seed
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

function* gramsOf(plain: string): Generator<string> {
  for (const [run] of plain.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const characters = [...run]
    if (unspaced.test(run)) {
      if (characters.length === 1) yield run
      for (let index = 0; index + 2 <= characters.length; index++) yield characters.slice(index, index + 2).join('')
      continue
    }
    yield ` ${run} `
    for (let index = 0; index + 4 <= characters.length; index++) yield characters.slice(index, index + 4).join('')
  }
}

/** Where the n-grams of a text fall. */
function placesOf(text: string): Uint16Array {
  const known = read(text)
  known.places ??= Uint16Array.from(gramsOf(known.plain), (gram) => hash(gram, 0x811c9dc5) % dimensions)
  return known.places
}

/** The n-grams of texts; a text that says the same as an earlier one is left out. */
export function featuresOf(texts: Iterable<string>): Features {
  const features = new Uint16Array(dimensions)
  const known = new Set<number>()
  for (const text of texts) {
    const key = textKey(text)
    if (known.has(key)) continue
    known.add(key)
    for (const place of placesOf(text)) if (features[place]! < 0xffff) features[place]!++
  }
  return features
}

const raritiesKnown = new WeakMap<readonly Features[], Float64Array>()

/** How rare each place is among people: ln(1 + people / (1 + people who use it)). */
export function raritiesOf(people: readonly Features[]): Float64Array {
  const known = raritiesKnown.get(people)
  if (known) return known
  const users = new Float64Array(dimensions)
  for (const features of people) for (let place = 0; place < dimensions; place++) if (features[place]) users[place]!++
  const rarities = users.map((count) => Math.log(1 + people.length / (1 + count)))
  raritiesKnown.set(people, rarities)
  return rarities
}

type Weighted = { rarities: Float64Array; weights: Float64Array; squares: number }
const weightedKnown = new WeakMap<Features, Weighted>()

/** Counts as 1 + ln(count) times the rarity of the place. */
function weightedBy(features: Features, rarities: Float64Array): Weighted {
  const known = weightedKnown.get(features)
  if (known?.rarities === rarities) return known
  const weights = new Float64Array(dimensions)
  let squares = 0
  for (let place = 0; place < dimensions; place++) {
    const weight = features[place] ? (1 + Math.log(features[place]!)) * rarities[place]! : 0
    weights[place] = weight
    squares += weight * weight
  }
  const weighted = { rarities, weights, squares }
  weightedKnown.set(features, weighted)
  return weighted
}

/** Cosine of two people's n-grams, see `weightedBy`. 0 where one wrote nothing. */
export function likeness(a: Features, b: Features, rarities: Float64Array): number {
  const [left, right] = [weightedBy(a, rarities), weightedBy(b, rarities)]
  if (left.squares === 0 || right.squares === 0) return 0
  const [ofA, ofB] = [left.weights, right.weights]
  let product = 0
  for (let place = 0; place < dimensions; place++) product += ofA[place]! * ofB[place]!
  return product / Math.sqrt(left.squares * right.squares)
}

/** The language of a writing: as declared, else the script most of its letters are of, else undefined. */
export function languageOf({ text, language }: Writing): string | undefined {
  if (language) return language.toLowerCase().split('-')[0]!
  const plain = plainWords(text)
  let [most, found] = [0, undefined as string | undefined]
  for (const { script, pattern } of ofScript) {
    const letters = plain.match(pattern)?.length ?? 0
    if (letters > most) [most, found] = [letters, `script:${script}`]
  }
  return found
}

/** Writings with words in them. */
export const withWords = <Item extends Writing>(writings: readonly Item[]): Item[] =>
  writings.filter(({ text }) => {
    const known = read(text)
    known.hasWords ??= /[\p{L}\p{N}]/u.test(known.plain)
    return known.hasWords
  })

export type WordCounts = Map<string, number>

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

/** In how many texts each word stands; hashtags with their sign. Single letters, numbers and repeated texts are left out. */
export function wordsOf(texts: Iterable<string>): WordCounts {
  const counts: WordCounts = new Map()
  const known = new Set<number>()
  for (const text of texts) {
    const key = textKey(text)
    if (known.has(key)) continue
    known.add(key)
    for (const word of distinctWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

function distinctWords(text: string): ReadonlySet<string> {
  const known = read(text)
  known.words ??= segmented(known.plain)
  return known.words
}

function segmented(plain: string): Set<string> {
  const words = new Set<string>()
  const tags = plain.match(/[#＃][\p{L}\p{M}\p{N}_]+/gu) ?? []
  for (const tag of tags) words.add(`#${tag.slice(1)}`)
  const untagged = plain.replace(/[#＃][\p{L}\p{M}\p{N}_]+/gu, ' ')
  for (const { segment, isWordLike } of segmenter.segment(untagged))
    if (isWordLike && [...segment].length > 1 && /\p{L}/u.test(segment)) words.add(segment)
  return words
}

/** `weight`: thousandths of a standard deviation by which the word is more frequent than usual. */
export type TellingWord = { word: string; count: number; weight: number }

/**
 * The words that set `mine` apart from `usual`, most telling first: log-odds with an informative Dirichlet prior, in standard
 * deviations (Monroe, Colaresi and Quinn 2008, "Fightin' Words"). Words of a single post are left out, and those within
 * 1.64 standard deviations of the usual.
 */
export function tellingWords(mine: WordCounts, usual: WordCounts, limit: number): TellingWord[] {
  const total = (counts: WordCounts) => counts.values().reduce((sum, count) => sum + count, 0)
  const [all, allUsual] = [total(mine), total(usual)]
  const priorSize = 100
  const found: TellingWord[] = []
  for (const [word, count] of mine) {
    if (count < 2) continue
    const countUsual = usual.get(word) ?? 0
    const prior = Math.max(0.01, (priorSize * (count + countUsual)) / (all + allUsual))
    const odds = (inside: number, of: number) =>
      Math.log((inside + prior) / Math.max(0.5, of + priorSize - inside - prior))
    const spread = Math.sqrt(1 / (count + prior) + 1 / (countUsual + prior))
    const weight = Math.round((1000 * (odds(count, all) - odds(countUsual, allUsual))) / spread)
    if (weight >= 1640) found.push({ word, count, weight })
  }
  return found
    .toSorted((a, b) => b.weight - a.weight || b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, limit)
}
