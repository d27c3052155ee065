/**
 * What people talk about. In a sentence, `{loaf}` is one of the words under `loaf`, `{it}` is what the post before was
 * about, and `{sun|rain}` is one of the two. `things` are what a post can be about; they fit behind "the" and "your".
 */
export type Language = 'en' | 'de' | 'es' | 'ja' | 'fr'

export type Topic = {
  name: string
  language: Language
  hashtags: readonly string[]
  things: readonly string[]
  words: Readonly<Record<string, readonly string[]>>
  says: readonly string[]
  asks: readonly string[]
  /** What somebody who knows says to a question about `{it}`. */
  answers: readonly string[]
  /** What one would like to know about `{it}`. */
  wonders: readonly string[]
  /** Said of a page on the web; its address follows. */
  links: readonly string[]
}
