/**
 * How text becomes what can be searched, the same way for posts and for what is looked for.
 *
 * A word is a run of letters and digits, compared without regard to case, width and accents. Scripts that put no spaces
 * between words, and Hangul, whose particles cling to words, are taken character by character and pair by pair, as
 * search engines do for Chinese and Japanese: whatever is looked for is found wherever it stands, without a dictionary.
 * Trigrams would do the same for longer words only: most Chinese words have two characters.
 */

import { crc32 } from 'node:zlib'

/** `lexeme` is what is compared; neighbours have neighbouring positions. */
export type Word = { lexeme: string; position: number }

const spaceless = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー`
const runs = new RegExp(
  String.raw`(?<characters>[${spaceless}]+)|(?<word>(?:(?![${spaceless}])[\p{L}\p{M}\p{N}])+)|\p{Extended_Pictographic}`,
  'gu',
)
const mostLetters = 60
/** PostgreSQL tells positions up to 16383 apart. */
const mostWords = 10_000
/** Words of two texts are no neighbours. */
const gap = 10

/** Full-width letters equal plain ones, capitals small ones, accented letters of alphabets bare ones. */
export function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]|[\ufe00-\ufe0f]|\u200d/g, '')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .normalize('NFC')
}

type Run = { kind: 'word' | 'characters'; characters: string[]; text: string; position: number }

function readRuns(text: string): Run[] {
  let position = 0
  return Array.from(fold(text).matchAll(runs), ([found, characters]) => {
    const run: Run = characters
      ? { kind: 'characters', characters: [...characters], text: found, position }
      : { kind: 'word', characters: [], text: [...found].slice(0, mostLetters).join(''), position }
    position += characters ? run.characters.length : 1
    return run
  })
}

function pairsOf(run: Run): Word[] {
  return run.characters
    .slice(1)
    .map((second, index) => ({ lexeme: run.characters[index]! + second, position: run.position + index }))
}

/** Everything by which these texts can be found. */
export function wordsOf(texts: readonly string[]): Word[] {
  let offset = 0
  return texts
    .flatMap((text) => {
      const words = readRuns(text).flatMap((run) =>
        run.kind === 'word'
          ? [{ lexeme: run.text, position: run.position }]
          : [...run.characters.map((lexeme, index) => ({ lexeme, position: run.position + index })), ...pairsOf(run)],
      )
      const placed = words.map(({ lexeme, position }) => ({ lexeme, position: position + offset }))
      offset = (placed.at(-1)?.position ?? offset) + gap
      return placed
    })
    .filter(({ position }) => position < mostWords)
}

/** What a text must have in this order to be found: the words, and of longer runs of characters the pairs. */
export function wordsToFind(text: string): Word[] {
  return readRuns(text).flatMap((run) => {
    if (run.kind === 'word') return [{ lexeme: run.text, position: run.position }]
    return run.characters.length === 1 ? [{ lexeme: run.characters[0]!, position: run.position }] : pairsOf(run)
  })
}

/** What is true of a post, as one more word of it. No text has a word with this sign. */
export function mark(name: string): string {
  return `§${name.replace(/[^a-z0-9:-]/gi, '')}`
}

/** So few that each is in many posts: then a post takes a byte or two in the list of each, and the index grows little. */
const pairMarks = 16_384

/**
 * Marks for words that stand next to each other, one of a fixed number for each two. An index of words knows that a post
 * has both, and every such post has to be read to see whether they are neighbours; with the mark few are left to read.
 */
export function marksOfPairs(texts: readonly string[]): string[] {
  const marks = texts.flatMap((text) => {
    const runs = readRuns(text)
    return runs.flatMap((run, place) => {
      const before = runs[place - 1]
      if (before?.kind !== 'word' || run.kind !== 'word') return []
      return `§:${(crc32(`${before.text} ${run.text}`) % pairMarks).toString(36)}`
    })
  })
  return [...new Set(marks)]
}

/** In the language of tsvector. */
export function vectorOf(words: readonly Word[], marks: readonly string[]): string {
  const positions = new Map<string, number[]>()
  for (const { lexeme, position } of words) {
    const places = positions.get(lexeme)
    if (places) places.push(position + 1)
    else positions.set(lexeme, [position + 1])
  }
  return [
    ...marks.map((name) => `'${name}'`),
    ...[...positions].map(([lexeme, places]) => `'${lexeme}':${places.slice(0, 250).join(',')}`),
  ].join(' ')
}
