/** What a strategy is held against, of one person, followed or not. Where the audit has an answer, it is the same one. */
import { type Account, handleOf } from '../accounts/account.ts'
import { weeksLooked } from '../connection/two-way.ts'
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { loadInterest } from '../ties/interest.ts'
import { evidenceFor, type PersonRead, readPeople } from '../ties/people.ts'
import { loadTies, type TieView } from '../ties/tie.ts'
import { loadAuditedOf } from './audit.ts'
import { countedSince } from './calendar.ts'
import { loadSummaries } from './people.ts'
import { selectDetails } from './people-queries.ts'
import { selectReactedPosts } from './person-queries.ts'
import type { StrategyFacts } from './strategy.ts'
import { type FollowBackVerdict, isStated } from './verdicts.ts'

const weekMs = 7 * dayMs
const writingDays = 28

function addressingOf({ posts, talk }: PersonRead, now: Date) {
  const addressing = posts.filter(({ addresses }) => addresses)
  const weeks = new Set(addressing.map(({ at }) => Math.floor((now.getTime() - at.getTime()) / weekMs)))
  const of = Math.min(weeksLooked, talk.weeksHere)
  return { weeks: Math.min(weeks.size, of), of, ids: addressing.map(({ id }) => id) }
}

const onlyBack: Record<FollowBackVerdict, boolean | undefined> = { only_that: true, no: false, unknown: undefined }

function talkOf({ last, facts }: TieView, now: Date): StrategyFacts['talk'] {
  if (facts.in === undefined) return undefined
  const newest = [last.me, last.them].filter((talk) => talk !== undefined).toSorted((a, b) => b.at - a.at)
  const [latest] = newest
  return {
    daysAgo: latest && Math.max(0, Math.floor((now.getTime() - latest.at) / dayMs)),
    posts: newest.map(({ post }) => post),
  }
}

/** With the posts of theirs to which I turned. */
async function interestOf(ctx: Context, me: AccountId, account: Account) {
  const audited = await loadAuditedOf(ctx, me, account.id)
  if (audited)
    return {
      audited,
      band: audited.interest.verdict,
      reacted: await selectReactedPosts(ctx.db, me, account.id, countedSince(ctx.clock.now())),
    }
  const { band, evidence, counterEvidence } = (await loadInterest(ctx, me, account)).interest
  const reacted = [...evidence, ...counterEvidence].flatMap(({ posts }) => posts.map((post) => Number(post) as PostId))
  return { audited, band, reacted }
}

/** How they converse as of the beginning of the day, with posts of theirs in exchanges. */
async function twoWayOf(ctx: Context, { id }: Account) {
  const summary = (await loadSummaries(ctx, [id], 1)).get(id)
  const details = await selectDetails(ctx.db, id)
  return { band: summary?.band ?? 'unknown', exchanged: details?.exchanged ?? [] }
}

/** With what I have said of them: that I keep them, and their roles. */
export async function loadStrategyFacts(
  ctx: Context,
  me: AccountId,
  account: Account,
): Promise<{ facts: StrategyFacts; kept: boolean; roles: readonly string[] }> {
  const now = ctx.clock.now()
  const [people, [tie], interest, twoWay] = await Promise.all([
    readPeople(ctx, [account], { now, until: undefined }),
    loadTies(ctx, me, [account]),
    interestOf(ctx, me, account),
    twoWayOf(ctx, account),
  ])
  const read = people.get(account.id)!
  const { relation } = tie!
  const addressing = addressingOf(read, now)
  const since = now.getTime() - writingDays * dayMs
  const written = read.posts.filter(({ at }) => at.getTime() > since)
  const reasonPost = relation.reasonPostId === undefined ? [] : [relation.reasonPostId]
  const [addressed, newest, exchanged, led, turnedTo] = await Promise.all(
    [addressing.ids, written.map(({ id }) => id), twoWay.exchanged, reasonPost, interest.reacted].map((ids) =>
      evidenceFor(ctx, me, ids),
    ),
  )
  const isLocal = account.domain === ''
  const facts: StrategyFacts = {
    name: account.display_name || handleOf(account),
    reason: relation.followState === undefined ? undefined : { isStated: isStated(relation), posts: led! },
    addressing: isLocal ? { weeks: addressing.weeks, of: addressing.of, posts: addressed! } : undefined,
    writing: isLocal
      ? { posts: written.length, days: Math.min(writingDays, read.talk.daysHere ?? 0), newest: newest! }
      : undefined,
    twoWay: { band: twoWay.band, posts: exchanged! },
    talk: talkOf(tie!, now),
    onlyBack: interest.audited && onlyBack[interest.audited.followBack.verdict],
    interest: { band: interest.band, posts: turnedTo! },
  }
  return { facts, kept: relation.keep, roles: relation.roles }
}
