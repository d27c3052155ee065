/** What the server says, in every language there is. The web app is built with one language's catalogues alone. */
import { server as de } from './de/server.ts'
import { server as en } from './en/server.ts'
import type { Locale } from './locale.ts'

export type Words = typeof en

const words: Readonly<Record<Locale, Words>> = { en, de }
export const wordsIn = (locale: Locale): Words => words[locale]
