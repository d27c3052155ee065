/**
 * What people write to find posts: words, "quoted phrases", and operators, each of them with a minus to leave out what
 * it would find. Pure.
 *
 *   from:name  from:me  has:media  has:link  has:poll  is:reply  is:sensitive  language:en
 *   before:2026-05  after:2026-05-01  during:2026-05-03 (UTC)  in:library  in:public
 */
import { mark, marksOfPairs, type Word, wordsToFind } from './words.ts'

/** `library`: one's own posts and those one had to do with. */
export type Place = 'all' | 'library' | 'public'

export type PostQuery = {
  /** What has to hold, each in the language of tsquery. */
  words: string[]
  /** By one of these; handles as written, or 'me'. */
  from: string[]
  notFrom: string[]
  /** From this moment on, and earlier than that. */
  since: Date | undefined
  until: Date | undefined
  place: Place
}

const marks: Record<string, string> = {
  'has:media': mark('media'),
  'has:image': mark('media'),
  'has:link': mark('link'),
  'has:embed': mark('link'),
  'has:poll': mark('poll'),
  'is:reply': mark('reply'),
  'is:sensitive': mark('sensitive'),
}
const places: Record<string, Place> = { 'in:all': 'all', 'in:library': 'library', 'in:public': 'public' }

const mostWords = 100
/** A word of so many letters is also the beginning of others: "photograph" finds "photography". */
const lettersOfBeginning = 5

/** The period a date names: a year, a month or a day, in UTC. */
function periodOf(text: string): { start: Date; end: Date } | undefined {
  const [, year, month, day] = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text)?.map(Number) ?? []
  if (year === undefined) return undefined
  const start = new Date(Date.UTC(year, (month || 1) - 1, day || 1))
  const isThere = (!month || start.getUTCMonth() === month - 1) && (!day || start.getUTCDate() === day)
  if (year < 1970 || !isThere || month === 0 || day === 0) return undefined
  if (day) return { start, end: new Date(Date.UTC(year, month! - 1, day + 1)) }
  return { start, end: month ? new Date(Date.UTC(year, month, 1)) : new Date(Date.UTC(year + 1, 0, 1)) }
}

function quoted({ lexeme }: Word): string {
  return `'${lexeme}'`
}

/** Words that stand together, in the language of tsquery. */
function together(words: readonly Word[]): string {
  return words
    .map((word, index) => {
      const distance = word.position - (words[index - 1]?.position ?? 0)
      return index === 0 ? quoted(word) : ` <${distance}> ${quoted(word)}`
    })
    .join('')
}

function condition(text: string, isPhrase: boolean): string | undefined {
  const words = wordsToFind(text).slice(0, mostWords)
  const [only, ...more] = words
  if (!only) return undefined
  if (more.length > 0) {
    const pairs = marksOfPairs([text]).slice(0, mostWords)
    return `(${[...pairs.map((lexeme) => `'${lexeme}'`), together(words)].join(' & ')})`
  }
  const isBeginning = !isPhrase && [...only.lexeme].length >= lettersOfBeginning
  return isBeginning ? `${quoted(only)}:*` : quoted(only)
}

const terms = /(?<minus>-?)(?:"(?<phrase>[^"]*)"?|(?<word>[^\s"]+))/gu

export function parsePostQuery(text: string): PostQuery {
  const query: PostQuery = { words: [], from: [], notFrom: [], since: undefined, until: undefined, place: 'all' }
  const want = (found: string | undefined, isNot: boolean) => {
    if (found && query.words.length < mostWords) query.words.push(isNot ? `!${found}` : found)
  }
  const narrow = ({ since, until }: { since?: Date; until?: Date }) => {
    if (since && (!query.since || since > query.since)) query.since = since
    if (until && (!query.until || until < query.until)) query.until = until
  }
  for (const { groups } of text.replace(/[“”„«»]/g, '"').matchAll(terms)) {
    const { minus, phrase, word = '' } = groups as { minus: string; phrase?: string; word?: string }
    const isNot = minus !== ''
    if (phrase !== undefined) {
      want(condition(phrase, true), isNot)
      continue
    }
    const operator = word.toLowerCase()
    const [name, value = ''] = [operator.split(':', 1)[0]!, word.slice(word.indexOf(':') + 1)]
    const period = periodOf(value)
    if (Object.hasOwn(marks, operator)) want(quoted({ lexeme: marks[operator]!, position: 0 }), isNot)
    else if (Object.hasOwn(places, operator) && !isNot) query.place = places[operator]!
    else if (name === 'from' && /^@?[\w.@:-]+$/.test(value)) (isNot ? query.notFrom : query.from).push(value)
    else if (name === 'language' && /^[a-z]{2,3}([-_]\w{1,8})*$/i.test(value))
      want(quoted({ lexeme: mark(`language:${languageOf(value)}`), position: 0 }), isNot)
    else if (name === 'before' && period && !isNot) narrow({ until: period.start })
    else if (name === 'after' && period && !isNot) narrow({ since: period.end })
    else if (name === 'during' && period && !isNot) narrow({ since: period.start, until: period.end })
    else want(condition(word, isNot), isNot)
  }
  return query
}

/** `pt-BR` is Portuguese. */
export function languageOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/)[0]!
}

/** Nothing to look for: no words, no author, no time. */
export function isEmptyQuery({ words, from, since, until, place }: PostQuery): boolean {
  return words.length === 0 && from.length === 0 && !since && !until && place === 'all'
}
