/** What a strategy is held against, of one person, followed or not. */
import { type Account, handleOf } from '../accounts/account.ts'
import { twoWayScore, weeksLooked } from '../connection/two-way.ts'
import { dayMs, hourMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadInterest } from '../ties/interest.ts'
import { evidenceFor, loadPlaces, type PersonRead, readPeople } from '../ties/people.ts'
import { countTie, loadTies, type TieView } from '../ties/tie.ts'
import type { StrategyFacts } from './strategy.ts'

const weekMs = 7 * dayMs
const writingDays = 28
/** A follow-back is a follow within so many hours of theirs; a follow is new for so many days. */
const followBackHours = 48
const newForDays = 14

function addressingOf({ posts, talk }: PersonRead, now: Date) {
  const addressing = posts.filter(({ addresses }) => addresses)
  const weeks = new Set(addressing.map(({ at }) => Math.floor((now.getTime() - at.getTime()) / weekMs)))
  const of = Math.min(weeksLooked, talk.weeksHere)
  return { weeks: Math.min(weeks.size, of), of, ids: addressing.map(({ id }) => id) }
}

function onlyBack({ relation, facts }: TieView, now: Date): boolean | undefined {
  const { followState, followedSince, followedBySince, reason, reasonText, first } = relation
  if (followState !== 'accepted' || !followedSince) return undefined
  if (first !== 'them' || !followedBySince) return false
  if (followedSince.getTime() - followedBySince.getTime() > followBackHours * hourMs) return false
  const isStated = (reason !== undefined && reason !== 'follows_me' && reason !== 'imported') || reasonText !== ''
  const { wrote, heard, gave, got } = countTie(facts)
  if (isStated || wrote + (heard ?? 0) + gave + got > 0) return false
  if (heard === undefined || now.getTime() - followedSince.getTime() < newForDays * dayMs) return undefined
  return true
}

function talkOf({ last, facts }: TieView, now: Date): StrategyFacts['talk'] {
  if (facts.in === undefined) return undefined
  const newest = [last.me, last.them].filter((talk) => talk !== undefined).toSorted((a, b) => b.at - a.at)
  const [latest] = newest
  return {
    daysAgo: latest && Math.max(0, Math.floor((now.getTime() - latest.at) / dayMs)),
    posts: newest.map(({ post }) => post),
  }
}

/** With what I have said of them: that I keep them, and their roles. */
export async function loadStrategyFacts(
  ctx: Context,
  me: AccountId,
  account: Account,
): Promise<{ facts: StrategyFacts; kept: boolean; roles: readonly string[] }> {
  const now = ctx.clock.now()
  const [people, places, [tie], interest] = await Promise.all([
    readPeople(ctx, [account], { now, until: undefined }),
    loadPlaces(ctx.db, [account.id]),
    loadTies(ctx, me, [account]),
    loadInterest(ctx, me, account),
  ])
  const read = people.get(account.id)!
  const { relation } = tie!
  const score = twoWayScore(read.talk, places(account.id))
  const addressing = addressingOf(read, now)
  const since = now.getTime() - writingDays * dayMs
  const written = read.posts.filter(({ at }) => at.getTime() > since)
  const reasonPost = relation.reasonPostId === undefined ? [] : [relation.reasonPostId]
  const { evidence, counterEvidence, band } = interest.interest
  const reacted = [...evidence, ...counterEvidence].flatMap(({ posts }) => posts.map((post) => Number(post) as PostId))
  const [addressed, newest, exchanged, led, turnedTo] = await Promise.all(
    [addressing.ids, written.map(({ id }) => id), read.exchanged, reasonPost, reacted].map((ids) =>
      evidenceFor(ctx, me, ids),
    ),
  )
  const { reason, reasonText, followState } = relation
  const isLocal = account.domain === ''
  const facts: StrategyFacts = {
    name: account.display_name || handleOf(account),
    reason:
      followState === undefined
        ? undefined
        : { isStated: (reason !== undefined && reason !== 'imported') || reasonText !== '', posts: led! },
    addressing: isLocal ? { weeks: addressing.weeks, of: addressing.of, posts: addressed! } : undefined,
    writing: isLocal
      ? { posts: written.length, days: Math.min(writingDays, read.talk.daysHere ?? 0), newest: newest! }
      : undefined,
    twoWay: { band: score.band, posts: exchanged! },
    talk: talkOf(tie!, now),
    onlyBack: onlyBack(tie!, now),
    interest: { band, posts: turnedTo! },
  }
  return { facts, kept: relation.keep, roles: relation.roles }
}
