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

/** Equal for texts with the same letters and digits in the same order: what is posted again and again. Below 2^53. */
export function textKey(text: string): number {
  const letters = plainWords(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '')
  return hash(letters, 0x811c9dc5) * 0x200000 + (hash(letters, 0x9747b28c) >>> 11)
}

/** FNV-1a over UTF-16 units with a final mix, 32 bits. */
function hash(text: string, seed: number): number {
  let value = seed
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

function* gramsOf(text: string): Generator<string> {
  for (const [run] of plainWords(text).matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
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

/** The n-grams of texts; a text that says the same as an earlier one is left out. */
export function featuresOf(texts: Iterable<string>): Features {
  const features = new Uint16Array(dimensions)
  const known = new Set<number>()
  for (const text of texts) {
    const key = textKey(text)
    if (known.has(key)) continue
    known.add(key)
    for (const gram of gramsOf(text)) {
      const place = hash(gram, 0x811c9dc5) % dimensions
      if (features[place]! < 0xffff) features[place]!++
    }
  }
  return features
}

/** How rare each place is among people: ln(1 + people / (1 + people who use it)). */
export function raritiesOf(people: readonly Features[]): Float64Array {
  const users = new Float64Array(dimensions)
  for (const features of people) for (let place = 0; place < dimensions; place++) if (features[place]) users[place]!++
  return users.map((count) => Math.log(1 + people.length / (1 + count)))
}

/** Cosine of two people's n-grams, counts as 1 + ln(count) times the rarity of the place. 0 where one wrote nothing. */
export function likeness(a: Features, b: Features, rarities: Float64Array): number {
  let [product, ofA, ofB] = [0, 0, 0]
  for (let place = 0; place < dimensions; place++) {
    const rarity = rarities[place]!
    const left = a[place] ? (1 + Math.log(a[place]!)) * rarity : 0
    const right = b[place] ? (1 + Math.log(b[place]!)) * rarity : 0
    product += left * right
    ofA += left * left
    ofB += right * right
  }
  return ofA === 0 || ofB === 0 ? 0 : product / Math.sqrt(ofA * ofB)
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
  writings.filter(({ text }) => /[\p{L}\p{N}]/u.test(plainWords(text)))

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

function distinctWords(text: string): Set<string> {
  const plain = plainWords(text)
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
