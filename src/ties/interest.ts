/** Whether what somebody writes is what I turn to, and which of us has moved since I followed them. */
import type { Account } from '../accounts/account.ts'
import { dayMs } from '../connection/acts.ts'
import { type Drift, driftOf, languagesOf } from '../connection/drift.ts'
import { type Interest, interestIn } from '../connection/interest.ts'
import { bandOf } from '../connection/strength.ts'
import { featuresOf, type WordCounts, withWords, wordsOf } from '../connection/words.ts'
import { loadRelations } from '../follows/queries.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
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
} from './interest-queries.ts'

const lookedDays = 90
const yearDays = 365
const mostWritings = 300
const mostOthers = 200

export type InterestView = {
  account: Account
  interest: Interest
  drift: Drift | undefined
  followedAt: Date | undefined
}

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

export async function loadInterest(reader: Reader, me: AccountId, account: Account): Promise<InterestView> {
  const { db } = reader
  const now = reader.clock.now()
  const them = account.id
  const relation = (await loadRelations(db, me, [them], now)).get(them)!
  const followedAt = relation.followState === 'accepted' ? relation.followedSince : undefined
  const recent = daysBefore(now, lookedDays)
  const then = followedAt && around(followedAt)
  const lastYear = { from: daysFrom(now, -yearDays - lookedDays), until: daysFrom(now, -yearDays) }
  const [theirs, theirsThen, theirsYearAgo, mine, mineThen, reacted, facts] = await Promise.all([
    selectWritings(db, them, recent, mostWritings),
    then ? selectWritings(db, them, then, mostWritings) : [],
    selectWritings(db, them, lastYear, mostWritings),
    selectTurnedTo(db, me, them, recent, mostWritings),
    then ? selectTurnedTo(db, me, them, then, mostWritings) : [],
    selectReactions(db, me, them, recent.from),
    loadTieFacts(db, me, [them], now),
  ])
  const language = languagesOf(withWords(theirs)).main
  const others = language === undefined ? [] : await selectProfiles(db, language, [me, them], mostOthers)
  const band = bandOf(facts.get(them)!, now.getTime())
  return {
    account,
    followedAt,
    drift: then && driftOf({ before: theirsThen, recent: theirs, yearAgo: theirsYearAgo }),
    interest: interestIn({
      mine: { recent: mine, before: mineThen },
      theirs: { recent: theirs, before: theirsThen },
      others: others.map(({ features }) => features),
      usualWords: sumOfWords(others),
      delivered: reacted.delivered,
      reactions: reacted.reactions,
      reactedPosts: reacted.posts.map(String),
      usualReactions: reacted.deliveredAll === 0 ? 0 : (1000 * reacted.reactionsAll) / reacted.deliveredAll,
      strongTie: band === 'strong' || band === 'warm',
      kept: false,
    }),
  }
}

const mostAuthors = 2_000
const authorsAtOnce = 20
const postsOfAnAuthor = 60
const fewestPosts = 5
const mostWords = 300

async function profileOf(ctx: Pick<Context, 'db'>, account: AccountId, period: Period): Promise<Profile | undefined> {
  const writings = withWords(await selectWritings(ctx.db, account, period, postsOfAnAuthor))
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
    const profiles: Profile[] = []
    for (const author of authors.slice(at, at + authorsAtOnce)) {
      const profile = await profileOf(ctx, author, period)
      if (profile) profiles.push(profile)
    }
    await saveProfiles(ctx.db, profiles, now)
  }
  await deleteProfilesBefore(ctx.db, now)
}
