/** Characters as the server counts them: what a reader sees as one; links count 23, of a mention only the name. */
const graphemes = new Intl.Segmenter()
const link = /https?:\/\/[^\s<>"]+/gi
const mention = /(^|[^\w/])@(\w+)@[\w.-]+\w/g

export function countCharacters(text: string): number {
  const counted = text.replace(link, 'x'.repeat(23)).replace(mention, '$1@$2')
  let count = 0
  for (const _ of graphemes.segment(counted)) count++
  return count
}
