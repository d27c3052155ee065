/** Text in columns of a terminal. Pure. */

/** Strangers' words: no control characters on a terminal, and none that turn the line around. */
export const plain = (text: string) => text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')

const characters = new Intl.Segmenter()
const isWide =
  /\p{Emoji_Presentation}|\ufe0f|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\uff01-\uff60]/u
const isNothing = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

/** Columns that one character takes: none, one or two. */
const columnsOf = (character: string) => (isNothing.test(character) ? 0 : isWide.test(character) ? 2 : 1)
const split = (text: string) => Array.from(characters.segment(text), ({ segment }) => segment)
export const widthOf = (text: string) => split(text).reduce((sum, character) => sum + columnsOf(character), 0)

/** Exactly so wide: filled up with spaces, or cut. */
export function fit(text: string, width: number): string {
  const whole = plain(text)
  const missing = width - widthOf(whole)
  if (missing >= 0) return whole + ' '.repeat(missing)
  let kept = ''
  let left = width - 1
  for (const character of split(whole)) {
    left -= columnsOf(character)
    if (left < 0) break
    kept += character
  }
  return `${kept}…${' '.repeat(width - 1 - widthOf(kept))}`
}

/** In eighths of a column; what is more than nothing shows. */
export function bar(share: number, width: number): string {
  const eighths = share <= 0 ? 0 : Math.max(1, Math.round(Math.min(1, share) * width * 8))
  const part = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8]!
  const filled = '█'.repeat(Math.floor(eighths / 8)) + part
  return filled + ' '.repeat(width - filled.length)
}

export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of plain(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && widthOf(last) + 1 + widthOf(word) <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
