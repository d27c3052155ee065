/**
 * Adds to the sums of acts, and takes from them. Sums do not depend on the order in which they were made: what was added
 * once is taken away by adding its negative, and a row that comes to nothing goes.
 */
import { sql } from 'kysely'
import { type ActType, isTalk } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'

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

/** Whoever writes to the tables of ties goes one after another: distinct people are counted by who was there before. */
export async function takeTurnWithTies(tx: Db) {
  await sql`select pg_advisory_xact_lock(hashtextextended('ties', 0))`.execute(tx)
}

type Totals = { from: AccountId; to: AccountId; talk: number; acts: number }
type Day = { account: AccountId; day: number; talkOut: number; actsOut: number; talkIn: number; actsIn: number }

/** An array as PostgreSQL reads it. Numbers and names of our own only: nothing in them needs to be escaped. */
export function columnOf<Row>(rows: readonly Row[], value: (row: Row) => number | string): string {
  return `{${rows.map(value).join(',')}}`
}

function addTo<Row extends object>(rows: Map<string, Row>, key: string, added: Row, fields: readonly (keyof Row)[]) {
  const known = rows.get(key)
  if (!known) rows.set(key, { ...added })
  else for (const field of fields) (known[field] as number) += added[field] as number
}

function inOrder(a: { from: number; to: number }, b: { from: number; to: number }) {
  return a.from - b.from || a.to - b.to
}

/** One delta for each row of each table, in the order of keys. */
export function sumUp(changes: readonly Change[]) {
  const ties = new Map<string, Change>()
  const totals = new Map<string, Totals>()
  const days = new Map<string, Day>()
  for (const change of changes) {
    const { from, to, hour, type, audience, count } = change
    addTo(ties, `${from} ${to} ${hour} ${type} ${audience}`, change, ['count', 'share'])
    if (audience !== 'public') continue
    const talk = isTalk(type) ? count : 0
    addTo(totals, `${from} ${to}`, { from, to, talk, acts: count }, ['talk', 'acts'])
    const day = Math.floor(hour / hoursOfDay)
    const fields = ['talkOut', 'actsOut', 'talkIn', 'actsIn'] as const
    addTo(days, `${from} ${day}`, { account: from, day, talkOut: talk, actsOut: count, talkIn: 0, actsIn: 0 }, fields)
    addTo(days, `${to} ${day}`, { account: to, day, talkOut: 0, actsOut: 0, talkIn: talk, actsIn: count }, fields)
  }
  return {
    ties: [...ties.values()]
      .filter(({ count, share }) => count !== 0 || share !== 0)
      .toSorted((a, b) => inOrder(a, b) || a.hour - b.hour),
    totals: [...totals.values()].filter(({ acts, talk }) => acts !== 0 || talk !== 0).toSorted(inOrder),
    days: [...days.values()]
      .filter((day) => day.talkOut !== 0 || day.actsOut !== 0 || day.talkIn !== 0 || day.actsIn !== 0)
      .toSorted((a, b) => a.account - b.account || a.day - b.day),
  }
}

async function changeTies(tx: Db, rows: readonly Change[]) {
  const keys = sql`
    ${columnOf(rows, (row) => row.from)}::bigint[], ${columnOf(rows, (row) => row.to)}::bigint[],
    ${columnOf(rows, (row) => row.hour)}::int[], ${columnOf(rows, (row) => row.type)}::text[],
    ${columnOf(rows, (row) => row.audience)}::text[]`
  await sql`
    insert into ties (from_id, to_id, hour, type, audience, count, share)
    select * from unnest(${keys}, ${columnOf(rows, (row) => row.count)}::int[], ${columnOf(rows, (row) => row.share)}::int[])
    on conflict (from_id, to_id, hour, type, audience) do update set
      count = ties.count + excluded.count, share = ties.share + excluded.share`.execute(tx)
  if (rows.every(({ count }) => count > 0)) return
  await sql`
    delete from ties using unnest(${keys}) as gone (from_id, to_id, hour, type, audience)
    where ties.count = 0 and (ties.from_id, ties.to_id, ties.hour, ties.type, ties.audience)
      = (gone.from_id, gone.to_id, gone.hour, gone.type, gone.audience)`.execute(tx)
}

/**
 * The totals of pairs, and with them how many distinct people each person has to do with: a pair counts from its first
 * act to its last. Each row speaks for its `from_id`, and for its `to_id` where the way back does not change too.
 */
async function changeTotals(tx: Db, rows: readonly Totals[]) {
  const delta = sql`unnest(
    ${columnOf(rows, (row) => row.from)}::bigint[], ${columnOf(rows, (row) => row.to)}::bigint[],
    ${columnOf(rows, (row) => row.talk)}::int[], ${columnOf(rows, (row) => row.acts)}::int[])`
  await sql`
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
      left join delta delta_back on delta_back.from_id = delta.to_id and delta_back.to_id = delta.from_id),
    changed as (
      insert into tie_totals (from_id, to_id, talk, acts) select from_id, to_id, talk, acts from delta
      on conflict (from_id, to_id) do update set
        talk = tie_totals.talk + excluded.talk, acts = tie_totals.acts + excluded.acts)
    insert into tie_people (account_id, addressed_by, answered, talked_to, acted_on_by, acted_on)
    select account_id, sum(addressed_by), sum(answered), sum(talked_to), sum(acted_on_by), sum(acted_on) from (
      select from_id as account_id, 0 as addressed_by, answered, talked as talked_to, 0 as acted_on_by, acted as acted_on
      from moved
      union all
      select to_id, talked, case when goes_alone then answered else 0 end, 0, acted, 0 from moved) as each_side
    group by account_id
    having sum(addressed_by) <> 0 or sum(answered) <> 0 or sum(talked_to) <> 0 or sum(acted_on_by) <> 0 or sum(acted_on) <> 0
    order by account_id
    on conflict (account_id) do update set
      addressed_by = tie_people.addressed_by + excluded.addressed_by,
      answered = tie_people.answered + excluded.answered,
      talked_to = tie_people.talked_to + excluded.talked_to,
      acted_on_by = tie_people.acted_on_by + excluded.acted_on_by,
      acted_on = tie_people.acted_on + excluded.acted_on`.execute(tx)
  const shrinking = rows.filter(({ acts }) => acts < 0)
  if (shrinking.length === 0) return
  const people = [...new Set(shrinking.flatMap(({ from, to }) => [from, to]))]
  await sql`
    delete from tie_totals using unnest(
      ${columnOf(shrinking, (row) => row.from)}::bigint[], ${columnOf(shrinking, (row) => row.to)}::bigint[]) as gone (from_id, to_id)
    where tie_totals.acts = 0 and (tie_totals.from_id, tie_totals.to_id) = (gone.from_id, gone.to_id)`.execute(tx)
  await sql`
    delete from tie_people where account_id = any(${columnOf(people, (id) => id)}::bigint[])
      and acted_on = 0 and acted_on_by = 0`.execute(tx)
}

async function changeDays(tx: Db, rows: readonly Day[]) {
  const keys = sql`${columnOf(rows, (row) => row.account)}::bigint[], ${columnOf(rows, (row) => row.day)}::int[]`
  await sql`
    insert into tie_days (account_id, day, talk_out, acts_out, talk_in, acts_in)
    select * from unnest(${keys}, ${columnOf(rows, (row) => row.talkOut)}::int[], ${columnOf(rows, (row) => row.actsOut)}::int[],
      ${columnOf(rows, (row) => row.talkIn)}::int[], ${columnOf(rows, (row) => row.actsIn)}::int[])
    on conflict (account_id, day) do update set
      talk_out = tie_days.talk_out + excluded.talk_out, acts_out = tie_days.acts_out + excluded.acts_out,
      talk_in = tie_days.talk_in + excluded.talk_in, acts_in = tie_days.acts_in + excluded.acts_in`.execute(tx)
  if (rows.every(({ actsOut, actsIn }) => actsOut >= 0 && actsIn >= 0)) return
  await sql`
    delete from tie_days using unnest(${keys}) as gone (account_id, day)
    where tie_days.acts_out = 0 and tie_days.acts_in = 0
      and (tie_days.account_id, tie_days.day) = (gone.account_id, gone.day)`.execute(tx)
}

/** The caller has its turn with ties. */
export async function changeCounts(tx: Db, changes: readonly Change[]) {
  const { ties, totals, days } = sumUp(changes)
  if (ties.length > 0) await changeTies(tx, ties)
  if (totals.length > 0) await changeTotals(tx, totals)
  if (days.length > 0) await changeDays(tx, days)
}
