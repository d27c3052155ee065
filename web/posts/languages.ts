/** Those that people here write in most, and whatever the browser prefers. */
const languages = [
  ...new Set([
    ...navigator.languages.map((tag) => tag.split('-')[0]!),
    'en',
    'de',
    'fr',
    'es',
    'pt',
    'it',
    'nl',
    'pl',
    'sv',
    'uk',
    'tr',
    'ar',
    'he',
    'fa',
    'hi',
    'zh',
    'ja',
    'ko',
  ]),
]
const names = new Intl.DisplayNames(document.documentElement.lang, { type: 'language' })

/** Tag and name of each, also of `chosen`, where it is none of them. */
export function languageChoices(chosen: string): [string, string][] {
  return [...new Set([chosen, ...languages])].filter((tag) => tag !== '').map((tag) => [tag, names.of(tag) ?? tag])
}
