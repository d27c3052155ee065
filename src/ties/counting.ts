/**
 * Adds to the sums of acts, and takes from them. Sums do not depend on the order in which they were made: what was added
 * once is taken away by adding its negative, and a row that comes to nothing goes.
 */
import { sql } from 'kysely'
import { type ActType, actTypes, dayOf, isTalk } from '../connection/acts.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { addRows, columnOf, type SumTable, takeOutEmpty } from './sum-tables.ts'

/** public: anyone may see the act; shared: the person it goes to may; hidden: not even they. Fixed when it is done. */
export const audiences = ['public', 'shared', 'hidden'] as const
export type Audience = (typeof audiences)[number]

/** `count` acts more, or fewer, of one type from one person to another within an hour; `share` in thousandths. */
export type Change = {
  from: AccountId
  to: AccountId
  hour: number
  type: ActType
  audience: Audience
  count: number
  share: number
}

const hoursOfDay = 24

/** How many days, today included, are told of a person. Earlier ones are neither written nor corrected: nothing reads them. */
export const daysKept = 28
export const firstDayKept = (now: Date) => dayOf(now) - daysKept + 1

/** Whoever writes to the tables of ties goes one after another: distinct people are counted by who was there before. */
export async function waitForTurnWithTies(tx: Db) {
  await sql`select pg_advisory_xact_lock(hashtextextended('ties', 0))`.execute(tx)
}

type Totals = { from: AccountId; to: AccountId; talk: number; acts: number }
type People = {
  account: AccountId
  addressedBy: number
  answered: number
  talkedTo: number
  actedOnBy: number
  actedOn: number
}
type Day = { account: AccountId; day: number; talkOut: number; actsOut: number; talkIn: number; actsIn: number }

/** The places of the changes in the order of `compare`. */
function placesInOrder(length: number, compare: (a: number, b: number) => number): Uint32Array {
  return Uint32Array.from({ length }, (_, place) => place).sort(compare)
}

function sumTies(changes: readonly Change[]) {
  const from = Float64Array.from(changes, (change) => change.from)
  const to = Float64Array.from(changes, (change) => change.to)
  const kind = Int32Array.from(
    changes,
    ({ hour, type, audience }) =>
      (hour * actTypes.length + actTypes.indexOf(type)) * audiences.length + audiences.indexOf(audience),
  )
  const ties: Change[] = []
  const totals: Totals[] = []
  let lastKind = 0
  for (const place of placesInOrder(
    changes.length,
    (a, b) => from[a]! - from[b]! || to[a]! - to[b]! || kind[a]! - kind[b]!,
  )) {
    const change = changes[place]!
    const tie = ties.at(-1)
    if (tie && tie.from === change.from && tie.to === change.to && lastKind === kind[place]) {
      tie.count += change.count
      tie.share += change.share
    } else {
      const { from, to, hour, type, audience, count, share } = change
      ties.push({ from, to, hour, type, audience, count, share })
    }
    lastKind = kind[place]!
    if (change.audience !== 'public') continue
    const talk = isTalk(change.type) ? change.count : 0
    const total = totals.at(-1)
    if (total && total.from === change.from && total.to === change.to) {
      total.talk += talk
      total.acts += change.count
    } else totals.push({ from: change.from, to: change.to, talk, acts: change.count })
  }
  return { ties, totals }
}

/** What the people of public acts did and had done to them, by day: each act is in two rows. */
function sumDays(changes: readonly Change[]): Day[] {
  const open = changes.filter(({ audience }) => audience === 'public')
  const count = open.length
  const account = new Float64Array(2 * count)
  const day = new Int32Array(2 * count)
  for (const [place, { from, to, hour }] of open.entries()) {
    account[place] = from
    account[count + place] = to
    day[place] = day[count + place] = Math.floor(hour / hoursOfDay)
  }
  const days: Day[] = []
  for (const place of placesInOrder(2 * count, (a, b) => account[a]! - account[b]! || day[a]! - day[b]!)) {
    let last = days.at(-1)
    if (!last || last.account !== account[place] || last.day !== day[place]) {
      last = { account: account[place] as AccountId, day: day[place]!, talkOut: 0, actsOut: 0, talkIn: 0, actsIn: 0 }
      days.push(last)
    }
    const change = open[place % count]!
    const talk = isTalk(change.type) ? change.count : 0
    if (place < count) {
      last.talkOut += talk
      last.actsOut += change.count
    } else {
      last.talkIn += talk
      last.actsIn += change.count
    }
  }
  return days
}

/** One delta for each row of each table, in the order of keys; none that comes to nothing. */
export function sumUp(changes: readonly Change[]) {
  const { ties, totals } = sumTies(changes)
  return {
    ties: ties.filter(({ count, share }) => count !== 0 || share !== 0),
    totals: totals.filter(({ acts, talk }) => acts !== 0 || talk !== 0),
    days: sumDays(changes).filter(
      (day) => day.talkOut !== 0 || day.actsOut !== 0 || day.talkIn !== 0 || day.actsIn !== 0,
    ),
  }
}

const tieTable: SumTable<Change> = {
  name: 'ties',
  key: [
    ['from_id', 'bigint', (row) => row.from],
    ['to_id', 'bigint', (row) => row.to],
    ['hour', 'int', (row) => row.hour],
    ['type', 'text', (row) => row.type],
    ['audience', 'text', (row) => row.audience],
  ],
  sums: [
    ['count', 'int', (row) => row.count],
    ['share', 'int', (row) => row.share],
  ],
}
const totalTable: SumTable<Totals> = {
  name: 'tie_totals',
  key: [
    ['from_id', 'bigint', (row) => row.from],
    ['to_id', 'bigint', (row) => row.to],
  ],
  sums: [
    ['talk', 'int', (row) => row.talk],
    ['acts', 'int', (row) => row.acts],
  ],
}
const dayTable: SumTable<Day> = {
  name: 'tie_days',
  key: [
    ['account_id', 'bigint', (row) => row.account],
    ['day', 'int', (row) => row.day],
  ],
  sums: [
    ['talk_out', 'int', (row) => row.talkOut],
    ['acts_out', 'int', (row) => row.actsOut],
    ['talk_in', 'int', (row) => row.talkIn],
    ['acts_in', 'int', (row) => row.actsIn],
  ],
}

const peopleTable: SumTable<People> = {
  name: 'tie_people',
  key: [['account_id', 'bigint', (row) => row.account]],
  sums: [
    ['addressed_by', 'int', (row) => row.addressedBy],
    ['answered', 'int', (row) => row.answered],
    ['talked_to', 'int', (row) => row.talkedTo],
    ['acted_on_by', 'int', (row) => row.actedOnBy],
    ['acted_on', 'int', (row) => row.actedOn],
  ],
}

/**
 * By how much the numbers of distinct people change, asked before the totals of pairs do: a pair counts from its first act
 * to its last. Each row speaks for its `from_id`, and for its `to_id` where the way back does not change too.
 */
async function peopleMoved(tx: Db, totals: readonly Totals[]): Promise<People[]> {
  const delta = sql`unnest(
    ${columnOf(totals, (row) => row.from)}::bigint[], ${columnOf(totals, (row) => row.to)}::bigint[],
    ${columnOf(totals, (row) => row.talk)}::int[], ${columnOf(totals, (row) => row.acts)}::int[])`
  const { rows } = await sql<People>`
    with delta as materialized (select * from ${delta} as delta (from_id, to_id, talk, acts)),
    moved as (
      select delta.from_id, delta.to_id,
        (coalesce(held.acts, 0) + delta.acts > 0)::int - (coalesce(held.acts, 0) > 0)::int as acted,
        (coalesce(held.talk, 0) + delta.talk > 0)::int - (coalesce(held.talk, 0) > 0)::int as talked,
        (coalesce(held.talk, 0) + delta.talk > 0 and coalesce(back.talk, 0) + coalesce(delta_back.talk, 0) > 0)::int
          - (coalesce(held.talk, 0) > 0 and coalesce(back.talk, 0) > 0)::int as answered,
        delta_back.from_id is null as goes_alone
      from delta
      left join tie_totals held on held.from_id = delta.from_id and held.to_id = delta.to_id
      left join tie_totals back on back.from_id = delta.to_id and back.to_id = delta.from_id
      left join delta delta_back on delta_back.from_id = delta.to_id and delta_back.to_id = delta.from_id)
    select account_id as account, sum(addressed_by)::int as "addressedBy", sum(answered)::int as answered,
      sum(talked_to)::int as "talkedTo", sum(acted_on_by)::int as "actedOnBy", sum(acted_on)::int as "actedOn"
    from (
      select from_id as account_id, 0 as addressed_by, answered, talked as talked_to, 0 as acted_on_by, acted as acted_on
      from moved
      union all
      select to_id, talked, case when goes_alone then answered else 0 end, 0, acted, 0 from moved) as each_side
    group by account_id
    having sum(addressed_by) <> 0 or sum(answered) <> 0 or sum(talked_to) <> 0 or sum(acted_on_by) <> 0 or sum(acted_on) <> 0
    order by account_id`.execute(tx)
  return rows
}

/** The caller has its turn with ties. */
export async function changeCounts(tx: Db, changes: readonly Change[], now: Date) {
  const { ties, totals, days } = sumUp(changes)
  const firstDay = firstDayKept(now)
  const people = totals.length > 0 ? await peopleMoved(tx, totals) : []
  const changeTable = async <Row>(table: SumTable<Row>, rows: readonly Row[]) => {
    if (rows.length === 0) return
    await addRows(tx, table, rows)
    await takeOutEmpty(tx, table, rows)
  }
  await changeTable(tieTable, ties)
  await changeTable(totalTable, totals)
  await changeTable(peopleTable, people)
  await changeTable(
    dayTable,
    days.filter(({ day }) => day >= firstDay),
  )
}

/** Days that nobody is told of any more. */
export async function forgetOldDays({ db, clock }: Pick<Context, 'db' | 'clock'>) {
  await db.deleteFrom('tie_days').where('day', '<', firstDayKept(clock.now())).execute()
}
