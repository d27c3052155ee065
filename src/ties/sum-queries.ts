/** What the sums of acts have to be, told in SQL from the acts alone. */
import { type RawBuilder, sql } from 'kysely'
import { firstDayKept } from './counting.ts'

const isTalk = sql`type in ('reply', 'mention', 'quote')`

/** Tables of acts and of totals to read from, and from which day on days are kept. */
export type SumSource = { acts: string; totals: string; now: Date }

/** The columns that are not made from others, in their order. */
const columnsOf = {
  ties: 'from_id, to_id, hour, type, audience, count, share',
  tie_totals: 'from_id, to_id, talk, acts',
  tie_people: 'account_id, addressed_by, answered, talked_to, acted_on_by, acted_on',
  tie_days: 'account_id, day, talk_out, acts_out, talk_in, acts_in',
}
export type SumTableName = keyof typeof columnsOf
/** In the order in which one can be made from another. */
export const sumTables = Object.keys(columnsOf) as SumTableName[]

/** The rows of each table of sums, in the order of its key. */
export function sumsOf({ acts, totals, now }: SumSource): Record<SumTableName, RawBuilder<unknown>> {
  const isRecent = sql`audience = 'public' and hour >= ${sql.lit(24 * firstDayKept(now))}`
  return {
    ties: sql`
      select from_id, to_id, hour, type, audience, count(*)::int as count, sum(share)::int as share
      from ${sql.table(acts)} group by from_id, to_id, hour, type, audience order by from_id, to_id, hour, type, audience`,
    tie_totals: sql`
      select from_id, to_id, (count(*) filter (where ${isTalk}))::int as talk, count(*)::int as acts
      from ${sql.table(acts)} where audience = 'public' group by from_id, to_id order by from_id, to_id`,
    tie_people: sql`
      select account_id, sum(addressed_by)::int as addressed_by, sum(answered)::int as answered, sum(talked_to)::int as talked_to,
        sum(acted_on_by)::int as acted_on_by, sum(acted_on)::int as acted_on
      from (
        select forth.from_id as account_id, 0 as addressed_by, (forth.talk > 0 and coalesce(back.talk, 0) > 0)::int as answered,
          (forth.talk > 0)::int as talked_to, 0 as acted_on_by, 1 as acted_on
        from ${sql.table(totals)} forth
        left join ${sql.table(totals)} back on (back.from_id, back.to_id) = (forth.to_id, forth.from_id)
        union all
        select to_id, (talk > 0)::int, 0, 0, 1, 0 from ${sql.table(totals)}) as each_side
      group by account_id order by account_id`,
    tie_days: sql`
      select account_id, day, sum(talk_out)::int as talk_out, sum(acts_out)::int as acts_out, sum(talk_in)::int as talk_in,
        sum(acts_in)::int as acts_in
      from (
        select from_id as account_id, hour / 24 as day, ${isTalk}::int as talk_out, 1 as acts_out, 0 as talk_in, 0 as acts_in
        from ${sql.table(acts)} where ${isRecent}
        union all
        select to_id, hour / 24, 0, 0, ${isTalk}::int, 1 from ${sql.table(acts)} where ${isRecent}) as each_side
      group by account_id, day order by account_id, day`,
  }
}

/** Rows of the sums that are not what the counted acts come to. Days that are told no more may still be there. */
export function wrongSums(now: Date): RawBuilder<unknown> {
  const wanted = sumsOf({ acts: 'tie_acts', totals: 'tie_totals', now })
  return sql.join(
    sumTables.map((table) => {
      const kept = sql`select ${sql.raw(columnsOf[table])} from ${sql.table(table)}
        ${table === 'tie_days' ? sql`where day >= ${sql.lit(firstDayKept(now))}` : sql``}`
      return sql`
        select 1 from (((${wanted[table]}) except ${kept}) union all (${kept} except (${wanted[table]}))) as ${sql.id(`wrong_${table}`)}`
    }),
    sql` union all `,
  )
}
