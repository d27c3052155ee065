/**
 * In which language somebody is addressed. A language is added here; the compiler then names every catalogue that lacks
 * it. CONTRIBUTING.md says how.
 */

/** Those there are words in, the usual one first. */
export const locales = ['en', 'de'] as const
export type Locale = (typeof locales)[number]

/** As those who speak it call it. */
export const localeNames: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch' }

/** `de-AT;q=0.8, en` → the tags, most wanted first (RFC 9110, 12.5.4). What cannot be read is left out. */
export function acceptedLanguages(header: string): string[] {
  return header
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const quality = parameters.map((one) => /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(one)?.[1]).find(Boolean)
      return { tag: tag.trim(), quality: Number(quality ?? 1) }
    })
    .filter(({ tag, quality }) => /^[a-z]{1,8}(?:-[a-z0-9]{1,8})*$/i.test(tag) && quality > 0)
    .toSorted((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

/** The one there are words in, also `de` where `de-AT` is wanted. */
function knownLocale<L extends string>(tag: string, known: readonly L[]): L | undefined {
  const wanted = tag.toLowerCase()
  return (
    known.find((locale) => locale.toLowerCase() === wanted) ??
    known.find((locale) => locale.split('-')[0] === wanted.split('-')[0])
  )
}

/** The first that there are words in; otherwise the usual one. */
export function chooseLocale<L extends string>(wanted: readonly string[], known: readonly [L, ...L[]]): L {
  for (const tag of wanted) {
    const found = knownLocale(tag, known)
    if (found) return found
  }
  return known[0]
}

/** What somebody has chosen, where there are words in it: empty when their browser says. */
export const chosenLocale = (ownLocale: string): Locale | '' => knownLocale(ownLocale, locales) ?? ''

/** Every request brings a header, and there are few different ones. */
const ofHeader = new Map<string, Locale>()
const mostHeaders = 500

function localeOfHeader(header: string): Locale {
  const known = ofHeader.get(header)
  if (known) return known
  const found = chooseLocale(acceptedLanguages(header), locales)
  if (ofHeader.size >= mostHeaders) ofHeader.clear()
  if (header.length <= 200) ofHeader.set(header, found)
  return found
}

/** What a person has chosen goes before what their browser says. */
export function localeFor(ownLocale: string | undefined, acceptLanguage: string | null): Locale {
  return chosenLocale(ownLocale ?? '') || localeOfHeader(acceptLanguage ?? '')
}

const writtenFromTheRight = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi'])

export function directionOf(locale: string): 'ltr' | 'rtl' {
  return writtenFromTheRight.has(locale.split('-')[0]!.toLowerCase()) ? 'rtl' : 'ltr'
}
