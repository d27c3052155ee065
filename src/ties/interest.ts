/** Whether what somebody writes is what I turn to, and which of us has moved since I followed them. */
import type { Account } from '../accounts/account.ts'
import { dayMs } from '../connection/acts.ts'
import { type Drift, driftOf, languagesOf } from '../connection/drift.ts'
import { type Interest, readTexts, type TextReading, weighInterest } from '../connection/interest.ts'
import { bandOf } from '../connection/strength.ts'
import {
  type Features,
  featuresOf,
  type TellingWord,
  tellingWords,
  type WordCounts,
  type Writing,
  withWords,
  wordsOf,
} from '../connection/words.ts'
import { loadRelations } from '../follows/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type PostId } from '../platform/ids.ts'
import type { Reader } from '../posts/hydrate.ts'
import { loadTieFacts } from './fact-queries.ts'
import {
  deleteProfilesBefore,
  newestProfile,
  type Period,
  type Profile,
  saveProfiles,
  selectAuthors,
  selectProfiles,
  selectReactions,
  selectTurnedTo,
  selectWritings,
  type TurnedTo,
} from './interest-queries.ts'

const lookedDays = 90
const yearDays = 365
const mostWritings = 300
const mostOthers = 200
/** Of a kind, in periods that may be longer than one. */
const mostActs = 5_000

export type InterestView = {
  account: Account
  interest: Interest
  drift: Drift | undefined
  followedAt: Date | undefined
}

const isNotEmpty = ({ from, until }: Period) => from < until
const daysFrom = (time: Date, days: number) => new Date(time.getTime() + days * dayMs)
const daysBefore = (now: Date, days: number): Period => ({ from: daysFrom(now, -days), until: now })
/** As many days around a follow; where half of them are still to come, those before and since. */
const around = (time: Date): Period => ({
  from: daysFrom(time, -lookedDays / 2),
  until: daysFrom(time, lookedDays / 2),
})

function sumOfWords(profiles: readonly { words: WordCounts }[]): WordCounts {
  const sum: WordCounts = new Map()
  for (const { words } of profiles) for (const [word, count] of words) sum.set(word, (sum.get(word) ?? 0) + count)
  return sum
}

/** Somebody, and since when I follow them. */
export type Followed = { account: AccountId; followedAt: Date | undefined }
export type TextsRead = { reading: TextReading; drift: Drift | undefined }

/** The same time, once: periods that touch are one. */
function merged(periods: readonly Period[]): Period[] {
  const found: Period[] = []
  for (const { from, until } of periods.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    const last = found.at(-1)
    if (last && from <= last.until) last.until = new Date(Math.max(last.until.getTime(), until.getTime()))
    else found.push({ from, until })
  }
  return found
}

/** What I turned to in a period, but for posts of one person: the newest posts, each once. */
function turnedToIn(acts: readonly TurnedTo[], { from, until }: Period, but: AccountId): Writing[] {
  const [first, last] = [firstIdAt(from), firstIdAt(until)]
  const found = new Map<PostId, Writing>()
  for (const { acted, author, post, writing } of acts)
    if (acted >= first && acted < last && author !== but) found.set(post, writing)
  const newest = [...found.keys()].toSorted((a, b) => b - a).slice(0, 2 * mostWritings)
  return newest.map((post) => found.get(post)!)
}

/** Others to compare with, of a language; the same list for everybody who is not on it. */
function createComparing(db: Db, me: AccountId) {
  type Others = { features: Features[]; words: WordCounts }
  const othersOf = (profiles: readonly Pick<Profile, 'features' | 'words'>[]): Others => ({
    features: profiles.map(({ features }) => features),
    words: sumOfWords(profiles),
  })
  const known = new Map<string, Promise<{ profiles: Awaited<ReturnType<typeof selectProfiles>>; usual: Others }>>()
  const load = async (language: string) => {
    const profiles = await selectProfiles(db, language, me, mostOthers + 1)
    return { profiles, usual: othersOf(profiles.slice(0, mostOthers)) }
  }
  return async (language: string | undefined, them: AccountId): Promise<Others> => {
    if (language === undefined) return { features: [], words: new Map() }
    const loading = known.get(language) ?? load(language)
    known.set(language, loading)
    const { profiles, usual } = await loading
    if (!profiles.slice(0, mostOthers).some(({ account }) => account === them)) return usual
    return othersOf(profiles.filter(({ account }) => account !== them))
  }
}

/** The words I use more than others in my language do; none where there is nobody to compare with. */
export async function loadOwnWords(db: Db, me: AccountId, at: Date, most: number): Promise<TellingWord[]> {
  const [writings = []] = await selectWritings(db, [{ ...daysBefore(at, lookedDays), author: me }], mostWritings)
  const { words } = await createComparing(db, me)(languagesOf(withWords(writings)).main, me)
  return words.size === 0 ? [] : tellingWords(wordsOf(writings.map(({ text }) => text)), words, most)
}

/** What texts say of each of them, as it was at a moment. Everybody asked for has an entry. */
export async function readInterests(
  db: Db,
  me: AccountId,
  followed: readonly Followed[],
  at: Date,
): Promise<Map<AccountId, TextsRead>> {
  const recent = daysBefore(at, lookedDays)
  const lastYear = { from: daysFrom(at, -yearDays - lookedDays), until: daysFrom(at, -yearDays) }
  const periods = followed.map(({ account, followedAt }) => {
    const early = followedAt ? around(followedAt) : { from: at, until: at }
    return {
      account,
      followedAt,
      early: { from: early.from, until: new Date(Math.min(early.until.getTime(), at.getTime())) },
    }
  })
  const asked = periods.flatMap(({ account, early }) =>
    [recent, early, lastYear].map((one) => ({ ...one, author: account })),
  )
  const [written, acts] = await Promise.all([
    selectWritings(db, asked, mostWritings),
    selectTurnedTo(db, me, merged([recent, ...periods.map(({ early }) => early)].filter(isNotEmpty)), mostActs),
  ])
  const compare = createComparing(db, me)
  const read = new Map<AccountId, TextsRead>()
  for (const [place, { account, followedAt, early }] of periods.entries()) {
    const [theirs, theirsThen, theirsYearAgo] = written.slice(3 * place, 3 * place + 3) as [
      Writing[],
      Writing[],
      Writing[],
    ]
    const others = await compare(languagesOf(withWords(theirs)).main, account)
    const reading = readTexts({
      mine: { recent: turnedToIn(acts, recent, account), before: followedAt ? turnedToIn(acts, early, account) : [] },
      theirs: { recent: theirs, before: theirsThen },
      others: others.features,
      usualWords: others.words,
    })
    const drift = followedAt && driftOf({ before: theirsThen, recent: theirs, yearAgo: theirsYearAgo })
    read.set(account, { reading, drift })
  }
  return read
}

export async function loadInterest(reader: Reader, me: AccountId, account: Account): Promise<InterestView> {
  const { db } = reader
  const now = reader.clock.now()
  const relation = (await loadRelations(db, me, [account.id], now)).get(account.id)!
  const followedAt = relation.followState === 'accepted' ? relation.followedSince : undefined
  const [texts, reacted, facts] = await Promise.all([
    readInterests(db, me, [{ account: account.id, followedAt }], now),
    selectReactions(db, me, account.id, daysBefore(now, lookedDays).from),
    loadTieFacts(db, me, [account.id], now),
  ])
  const { reading, drift } = texts.get(account.id)!
  const band = bandOf(facts.get(account.id)!, now.getTime())
  const weighed = weighInterest(reading, {
    delivered: reacted.delivered,
    reactions: reacted.reactions,
    reactedPosts: reacted.posts.map(String),
    usualReactions: usualReactions(reacted),
    strongTie: band === 'strong' || band === 'warm',
    kept: false,
  })
  return { account, followedAt, drift, interest: { ...weighed, words: reading.words, change: reading.change } }
}

/** My reactions per thousand posts delivered to me, of anybody. */
export const usualReactions = ({ deliveredAll, reactionsAll }: { deliveredAll: number; reactionsAll: number }) =>
  deliveredAll === 0 ? 0 : (1000 * reactionsAll) / deliveredAll

const mostAuthors = 2_000
const authorsAtOnce = 20
const postsOfAnAuthor = 60
const fewestPosts = 5
const mostWords = 300

function profileOf(account: AccountId, written: readonly Writing[]): Profile | undefined {
  const writings = withWords(written)
  const language = languagesOf(writings).main
  if (language === undefined || writings.length < fewestPosts) return undefined
  const texts = writings.map(({ text }) => text)
  const words = [...wordsOf(texts)].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, mostWords)
  return { account, language, features: featuresOf(texts), words: new Map(words), posts: writings.length }
}

/** Once a day; a few authors at a time, so that the server goes on answering. */
export async function profileAuthors(ctx: Pick<Context, 'db' | 'clock'>) {
  const now = ctx.clock.now()
  const newest = await newestProfile(ctx.db)
  if (newest && now.getTime() - newest.getTime() < dayMs) return
  const period = daysBefore(now, lookedDays)
  const authors = await selectAuthors(ctx.db, period.from, mostAuthors)
  for (let at = 0; at < authors.length; at += authorsAtOnce) {
    const some = authors.slice(at, at + authorsAtOnce)
    const written = await selectWritings(
      ctx.db,
      some.map((author) => ({ ...period, author })),
      postsOfAnAuthor,
    )
    const profiles = some.flatMap((author, place) => profileOf(author, written[place]!) ?? [])
    await saveProfiles(ctx.db, profiles, now)
  }
  await deleteProfilesBefore(ctx.db, now)
}
