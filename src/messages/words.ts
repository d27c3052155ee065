/** What the server's own pages say, in every language there is. The web app is built with one language's catalogues alone. */
import { settings } from './en/settings.ts'
import type { Locale } from './locale.ts'

const english = { settings }
export type Words = typeof english

const words: Readonly<Record<Locale, Words>> = { en: english }
export const wordsIn = (locale: Locale): Words => words[locale]
