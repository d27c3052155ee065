/** How much people converse, as of the beginning of the day: kept, so that an audit of thousands need not read their posts. */
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { dayMs, hourOf } from '../connection/acts.ts'
import { twoWayScore, weeksLooked } from '../connection/two-way.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type PostId } from '../platform/ids.ts'
import { loadPlaces, readPeople } from '../ties/people.ts'
import { dayStart } from './calendar.ts'
import {
  countFlow,
  countPictured,
  deleteSummaries,
  type PersonSummary,
  type SummaryRow,
  saveSummaries,
  selectSummaries,
  selectUnmeasured,
} from './people-queries.ts'

type Measuring = Pick<Context, 'db' | 'clock' | 'origin'>

const atOnce = 100
/** Of a long row of posts in exchanges, how many are kept to show. */
const mostExchanged = 20

async function summarise(ctx: Measuring, accounts: readonly Account[], day: Date): Promise<SummaryRow[]> {
  const ids = accounts.map(({ id }) => id)
  const weeks = { from: new Date(day.getTime() - weeksLooked * 7 * dayMs), until: day }
  const [read, flow, pictured, places] = await Promise.all([
    readPeople(ctx, accounts, { now: day, until: day }),
    countFlow(ctx.db, ids, day),
    countPictured(ctx.db, ids, weeks),
    loadPlaces(ctx.db, ids),
  ])
  return accounts.map((account) => {
    const { talk, posts, exchanged } = read.get(account.id)!
    const score = twoWayScore(talk, places(account.id))
    return {
      account: account.id,
      value: score.value,
      band: score.band,
      reading: score.reading,
      confidence: score.confidence,
      answers: [...score.evidence, ...score.counterEvidence].find(({ what }) => what === 'answers')?.points ?? 0,
      flow: flow.get(account.id) ?? 0,
      posts: posts.length,
      originals: posts.length - talk.addressing,
      pictured: pictured.get(account.id) ?? 0,
      selfLinks: talk.selfLinks,
      partners: talk.partners?.length ?? 0,
      score,
      exchanged: exchanged.slice(0, mostExchanged),
    }
  })
}

async function measurePeople(ctx: Measuring, ids: readonly AccountId[], day: Date): Promise<SummaryRow[]> {
  const accounts = [...(await loadAccounts(ctx.db, ids)).values()]
  const summaries = await summarise(ctx, accounts, day)
  await saveSummaries(ctx.db, day, summaries)
  return summaries
}

/** Of each of these people; up to `most` are measured for it, the others are left out. */
export async function loadSummaries(
  ctx: Measuring,
  ids: readonly AccountId[],
  most: number,
): Promise<Map<AccountId, PersonSummary>> {
  const day = dayStart(ctx.clock.now())
  const found = await selectSummaries(ctx.db, ids, day)
  const missing = ids.filter((id) => !found.has(id)).slice(0, most)
  for (let at = 0; at < missing.length; at += atOnce)
    for (const summary of await measurePeople(ctx, missing.slice(at, at + atOnce), day))
      found.set(summary.account, summary)
  return found
}

/** An import brings posts and acts of long ago. */
export const forgetEverybody = (tx: Db) => tx.deleteFrom('audit_people').execute()

/** What somebody says of themself is part of what is measured: which pages are theirs, and what they are. */
export const forgetPerson = (tx: Db, account: AccountId) => deleteSummaries(tx, [account])

/** What was measured of people whose acts or posts of before today have changed: it is measured again when it is asked for. */
export async function forgetMeasured(
  tx: Db,
  now: Date,
  changed: {
    acts: readonly { from: AccountId; to: AccountId; hour: number }[]
    posts: readonly { post: PostId; author: AccountId }[]
  },
) {
  const today = dayStart(now)
  const [firstHour, firstId] = [hourOf(today), firstIdAt(today)]
  const people = [
    ...changed.acts.filter(({ hour }) => hour < firstHour).flatMap(({ from, to }) => [from, to]),
    ...changed.posts.filter(({ post }) => post < firstId).map(({ author }) => author),
  ]
  await deleteSummaries(tx, [...new Set(people)])
}

/** Everybody whom somebody follows, once a day, a few at a time. */
export async function measureEverybody(ctx: Measuring) {
  const day = dayStart(ctx.clock.now())
  for (;;) {
    const ids = await selectUnmeasured(ctx.db, day, atOnce)
    if (ids.length === 0) return
    await measurePeople(ctx, ids, day)
  }
}
