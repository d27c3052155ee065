/** SQL on `audit_people`: how much people converse, as of the beginning of a day. */
import { sql } from 'kysely'
import type { Confidence } from '../connection/result.ts'
import type { TwoWayBand, TwoWayReading, TwoWayScore } from '../connection/two-way.ts'
import { dayMs, utcDay } from '../platform/clock.ts'
import { selectColumns } from '../platform/columns.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type PostId } from '../platform/ids.ts'
import { columnOf } from '../ties/sum-tables.ts'

/** What a list of people needs to know of each. */
export type PersonSummary = {
  value: number
  band: TwoWayBand
  reading: TwoWayReading
  confidence: Confidence
  /** Points of the line about whom they answer: below 0, fewer of those who write to them than is usual here. */
  answers: number
  /** Posts and boosts of 28 days. */
  flow: number
  /** Own posts of twelve weeks, and how many of them address nobody, hold a picture, and link to their own pages. */
  posts: number
  originals: number
  pictured: number
  selfLinks: number
  /** People with whom talk passed both ways. */
  partners: number
}

export type PersonDetails = { score: TwoWayScore; exchanged: PostId[] }

export type SummaryRow = PersonSummary & PersonDetails & { account: AccountId }

/** Those that are there for that day. */
export async function selectSummaries(
  db: Db,
  accounts: readonly AccountId[],
  day: Date,
): Promise<Map<AccountId, PersonSummary>> {
  if (accounts.length === 0) return new Map()
  const found = await selectColumns(
    db,
    {
      account: sql<AccountId>`account_id`,
      value: sql<number>`value`,
      band: sql<TwoWayBand>`band`,
      reading: sql<TwoWayReading>`reading`,
      confidence: sql<Confidence>`confidence`,
      answers: sql<number>`answers`,
      flow: sql<number>`flow`,
      posts: sql<number>`posts`,
      originals: sql<number>`originals`,
      pictured: sql<number>`pictured`,
      selfLinks: sql<number>`self_links`,
      partners: sql<number>`partners`,
    },
    sql`from audit_people
      where account_id = any(${columnOf(accounts, (id) => id)}::bigint[]) and day = ${utcDay(day)}::date`,
  )
  return new Map(
    found.account.map((account, row) => [
      account,
      {
        value: found.value[row]!,
        band: found.band[row]!,
        reading: found.reading[row]!,
        confidence: found.confidence[row]!,
        answers: found.answers[row]!,
        flow: found.flow[row]!,
        posts: found.posts[row]!,
        originals: found.originals[row]!,
        pictured: found.pictured[row]!,
        selfLinks: found.selfLinks[row]!,
        partners: found.partners[row]!,
      },
    ]),
  )
}

export async function selectDetails(db: Db, account: AccountId): Promise<PersonDetails | undefined> {
  const row = await db
    .selectFrom('audit_people')
    .select(['score', 'exchanged'])
    .where('account_id', '=', account)
    .executeTakeFirst()
  return row && { score: row.score as TwoWayScore, exchanged: row.exchanged as PostId[] }
}

export async function saveSummaries(db: Db, day: Date, summaries: readonly SummaryRow[]) {
  if (summaries.length === 0) return
  await db
    .insertInto('audit_people')
    .values(
      // Two that write the same rows write them in the same order.
      summaries
        .toSorted((a, b) => a.account - b.account)
        .map(({ account, selfLinks, score, exchanged, ...summary }) => ({
          ...summary,
          account_id: account,
          day: utcDay(day),
          self_links: selfLinks,
          score: JSON.stringify(score),
          exchanged,
        })),
    )
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet((old) => ({
        day: old.ref('excluded.day'),
        value: old.ref('excluded.value'),
        band: old.ref('excluded.band'),
        reading: old.ref('excluded.reading'),
        confidence: old.ref('excluded.confidence'),
        answers: old.ref('excluded.answers'),
        flow: old.ref('excluded.flow'),
        posts: old.ref('excluded.posts'),
        originals: old.ref('excluded.originals'),
        pictured: old.ref('excluded.pictured'),
        self_links: old.ref('excluded.self_links'),
        partners: old.ref('excluded.partners'),
        score: old.ref('excluded.score'),
        exchanged: old.ref('excluded.exchanged'),
      })),
    )
    .execute()
}

/** Open posts and boosts of 28 days, for those who have any. */
export async function countFlow(db: Db, accounts: readonly AccountId[], until: Date): Promise<Map<AccountId, number>> {
  const from = new Date(until.getTime() - 28 * dayMs)
  const { rows } = await sql<{ author: AccountId; flow: number }>`
    select author_id as author, count(*)::int as flow from posts
    where author_id = any(${columnOf(accounts, (id) => id)}::bigint[])
      and id >= ${firstIdAt(from)} and id < ${firstIdAt(until)}
      and deleted_at is null and visibility in ('public', 'unlisted')
    group by author_id`.execute(db)
  return new Map(rows.map(({ author, flow }) => [author, flow]))
}

/** Own open posts with a picture since a moment, for those who have any. */
export async function countPictured(
  db: Db,
  accounts: readonly AccountId[],
  { from, until }: { from: Date; until: Date },
): Promise<Map<AccountId, number>> {
  const { rows } = await sql<{ author: AccountId; pictured: number }>`
    select author_id as author, count(*)::int as pictured from posts
    where author_id = any(${columnOf(accounts, (id) => id)}::bigint[])
      and id >= ${firstIdAt(from)} and id < ${firstIdAt(until)}
      and boost_of is null and deleted_at is null and visibility in ('public', 'unlisted')
      and exists (select from media where media.post_id = posts.id)
    group by author_id`.execute(db)
  return new Map(rows.map(({ author, pictured }) => [author, pictured]))
}

/** Somebody follows them, and they are not measured as of that day: the next ones by id. */
export async function selectUnmeasured(db: Db, day: Date, most: number): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select accounts.id from accounts
    join follow_stats on follow_stats.account_id = accounts.id and follow_stats.followers_count > 0
    left join audit_people on audit_people.account_id = accounts.id and audit_people.day = ${utcDay(day)}::date
    where audit_people.account_id is null and accounts.suspended_at is null and accounts.deleted_at is null
    order by accounts.id limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function deleteSummaries(db: Db, accounts: readonly AccountId[]) {
  if (accounts.length === 0) return
  await db
    .deleteFrom('audit_people')
    .where('account_id', '=', sql<AccountId>`any(${columnOf(accounts, (id) => id)}::bigint[])`)
    .execute()
}
