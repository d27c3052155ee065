/** The audit of everybody I follow, as it stands now, for me alone. */
import { sql } from 'kysely'
import { loadUser } from '../auth/queries.ts'
import { hourOf } from '../connection/acts.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { loadLanes } from '../ties/fact-queries.ts'
import { usualReactions } from '../ties/interest.ts'
import { sumDelivered } from '../timelines/delivered-queries.ts'
import { countedSince, dayStart } from './calendar.ts'
import { countOwnActs, selectAuditedFollows } from './follow-queries.ts'
import { attentionOf, type Mark, marksOf, type Shares, type SuggestionKind, suggestionFor } from './marks.ts'
import { selectMeasures } from './measure-queries.ts'
import { type MeasuredFollow, measureFollows } from './measuring.ts'
import { loadSummaries } from './people.ts'
import { type Audited, type AuditTotals, auditOf, type FollowFacts } from './verdicts.ts'

export type Entry = {
  audited: Audited
  shares: Shares
  marks: Mark[]
  attention: number
  suggestion: SuggestionKind
}

export type Audit = {
  totals: AuditTotals
  /** The beginning of the day: as of when people are measured. */
  day: Date
  /** Newest follows first. */
  entries: Entry[]
  /** Undefined: everybody is measured. */
  measuring: { done: number; of: number } | undefined
  /** Whether what my channel delivers is recorded, and whether anything has been. */
  isRecorded: boolean
}

/** Measured while the answer waits; the rest is left to a job. */
const mostPairsAtOnce = 50
const mostPeopleAtOnce = 200

/** Parts of a channel: as delivered, or where nothing was, as much as each posts. */
function channelParts(
  follows: readonly FollowFacts[],
  deliveredAll: number,
): (follow: FollowFacts) => number | undefined {
  if (deliveredAll > 0) return ({ delivered }) => delivered / deliveredAll
  const flow = follows.reduce((sum, { person }) => sum + (person?.flow ?? 0), 0)
  return ({ person }) => (flow === 0 ? undefined : (person?.flow ?? 0) / flow)
}

type Loading = Pick<Context, 'db' | 'clock' | 'newId' | 'origin'>

/** `only`: one person, where I follow them. */
async function loadFacts(ctx: Loading, me: AccountId, only?: AccountId) {
  const { db } = ctx
  const now = ctx.clock.now()
  const chosen = only === undefined ? undefined : [only]
  const follows = await selectAuditedFollows(db, me, now, chosen)
  const ids = follows.map(({ account }) => account)
  const since = countedSince(now)
  const [lanes, delivered, reactionsAll, measures, people] = await Promise.all([
    loadLanes(db, me, ids),
    sumDelivered(db, me, since),
    countOwnActs(db, me, since),
    selectMeasures(db, me, chosen),
    loadSummaries(ctx, ids, mostPeopleAtOnce),
  ])
  const pairs = follows.map(
    ({ follow, account, followedAt }): MeasuredFollow => ({ follow, followee: account, followedAt }),
  )
  const pairsLeft = await measureFollows(ctx, me, { follows: pairs, measures, most: mostPairsAtOnce })
  const facts = follows.map((follow): FollowFacts => {
    const known = measures.get(follow.account)
    const passed = lanes(follow.account)
    return Object.assign(follow, {
      lanes: { out: passed.out, in: follow.domain === '' ? passed.in : undefined },
      delivered: delivered.get(follow.account) ?? 0,
      measure: known?.follow === follow.follow ? known : undefined,
      person: people.get(follow.account),
    })
  })
  const deliveredAll = delivered.values().reduce((sum, count) => sum + count, 0)
  const totals: AuditTotals = {
    now,
    sinceHour: hourOf(since),
    deliveredAll,
    reactionsAll,
    usualReactions: usualReactions({ deliveredAll, reactionsAll }),
  }
  return { facts, totals, left: Math.max(pairsLeft, ids.length - people.size) }
}

export async function loadAudit(ctx: Loading, me: AccountId): Promise<Audit> {
  const [{ facts, totals, left }, user] = await Promise.all([loadFacts(ctx, me), loadUser(ctx.db, me)])
  if (left > 0) await measureLater(ctx, me)
  return {
    totals,
    day: dayStart(totals.now),
    entries: entriesOf(facts, totals),
    measuring: left > 0 ? { done: facts.length - left, of: facts.length } : undefined,
    isRecorded: user?.record_delivered ?? false,
  }
}

/** The four answers about one person; undefined: I do not follow them. */
export async function loadAuditedOf(ctx: Loading, me: AccountId, them: AccountId): Promise<Audited | undefined> {
  const { facts, totals } = await loadFacts(ctx, me, them)
  return facts[0] && auditOf(facts[0], totals)
}

function entriesOf(facts: readonly FollowFacts[], totals: AuditTotals): Entry[] {
  const channel = channelParts(facts, totals.deliveredAll)
  const all = facts.map((each) => auditOf(each, totals))
  const weight = all.reduce((sum, { withMe }) => sum + withMe.weight, 0)
  const around = { now: totals.now.getTime(), following: facts.length }
  return all.map((audited) => {
    const shares = { channel: channel(audited.facts), tie: weight === 0 ? 0 : audited.withMe.weight / weight }
    const held = marksOf(audited, shares, around)
    return {
      audited,
      shares,
      marks: held,
      attention: attentionOf(audited, held),
      suggestion: suggestionFor(audited, held),
    }
  })
}

async function isUnderWay(db: Db, account: AccountId): Promise<boolean> {
  const { rows } = await sql`
    select from jobs where kind = 'audit.measure' and gave_up_at is null and payload ->> 'account' = ${String(account)}
    limit 1`.execute(db)
  return rows.length > 0
}

async function measureLater(ctx: Pick<Context, 'db' | 'clock' | 'newId'>, account: AccountId) {
  if (!(await isUnderWay(ctx.db, account))) await enqueueJob(ctx.db, ctx, { kind: 'audit.measure', account })
}

/** One batch of what an audit has left for later. */
export async function measureBatch(
  ctx: Pick<Context, 'db' | 'clock' | 'origin'>,
  me: AccountId,
): Promise<'done' | 'more'> {
  const follows = await selectAuditedFollows(ctx.db, me, ctx.clock.now())
  const ids = follows.map(({ account }) => account)
  const people = await loadSummaries(ctx, ids, mostPeopleAtOnce)
  const measures = await selectMeasures(ctx.db, me)
  const pairs = follows.map(({ follow, account, followedAt }) => ({ follow, followee: account, followedAt }))
  const left = await measureFollows(ctx, me, { follows: pairs, measures, most: mostPairsAtOnce })
  return left > 0 || people.size < ids.length ? 'more' : 'done'
}
