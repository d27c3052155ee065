/** Makes the tables of ties again from posts, boosts and favourites, and says in what they differ. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { actsOfFavourites, actsOfPosts } from './act-queries.ts'
import { takeTurnWithTies } from './counting.ts'

const all = sql`true`
const wantedActs = sql`${actsOfPosts(all)} union all ${actsOfFavourites(all)}`

/** Acts that are counted and should not be, or the other way round, or otherwise. Audiences are only remembered here. */
export const wrongActs = sql`
  select coalesce(wanted.from_id, counted.from_id) as from_id, coalesce(wanted.post_id, counted.post_id) as post_id
  from (${wantedActs}) as wanted
  full join tie_acts counted
    on (counted.from_id, counted.to_id, counted.post_id) = (wanted.from_id, wanted.to_id, wanted.post_id)
  where (wanted.hour, wanted.type, wanted.share) is distinct from (counted.hour, counted.type, counted.share)`

const isTalk = sql`type in ('reply', 'mention', 'quote')`

const truth = {
  ties: sql`
    select from_id, to_id, hour, type, audience, count(*)::int as count, sum(share)::int as share
    from tie_acts group by from_id, to_id, hour, type, audience`,
  tie_totals: sql`
    select from_id, to_id, (count(*) filter (where ${isTalk}))::int as talk, count(*)::int as acts
    from tie_acts where audience = 'public' group by from_id, to_id`,
  tie_people: sql`
    select account_id, sum(addressed_by)::int as addressed_by, sum(answered)::int as answered, sum(talked_to)::int as talked_to,
      sum(acted_on_by)::int as acted_on_by, sum(acted_on)::int as acted_on
    from (
      select forth.from_id as account_id, 0 as addressed_by, (forth.talk > 0 and coalesce(back.talk, 0) > 0)::int as answered,
        (forth.talk > 0)::int as talked_to, 0 as acted_on_by, 1 as acted_on
      from tie_totals forth left join tie_totals back on (back.from_id, back.to_id) = (forth.to_id, forth.from_id)
      union all
      select to_id, (talk > 0)::int, 0, 0, 1, 0 from tie_totals) as each_side
    group by account_id`,
  tie_days: sql`
    select account_id, day, sum(talk_out)::int as talk_out, sum(acts_out)::int as acts_out, sum(talk_in)::int as talk_in,
      sum(acts_in)::int as acts_in
    from (
      select from_id as account_id, hour / 24 as day, ${isTalk}::int as talk_out, 1 as acts_out, 0 as talk_in, 0 as acts_in
      from tie_acts where audience = 'public'
      union all
      select to_id, hour / 24, 0, 0, ${isTalk}::int, 1 from tie_acts where audience = 'public') as each_side
    group by account_id, day`,
} as const satisfies Record<string, RawBuilder<unknown>>

type Sums = keyof typeof truth
const sums = Object.keys(truth) as Sums[]

/** Rows of the sums that are not what the counted acts come to. */
export const wrongSums = sql.join(
  sums.map(
    (table) => sql`
      select 1 from ((${truth[table]} except select * from ${sql.table(table)})
        union all (select * from ${sql.table(table)} except ${truth[table]})) as ${sql.id(`wrong_${table}`)}`,
  ),
  sql` union all `,
)

/** The acts first; audiences of acts that are counted already are kept. */
async function rebuildActs(tx: Db) {
  await sql`
    create temporary table acts_wanted on commit drop as
    select wanted.from_id, wanted.to_id, wanted.post_id, wanted.hour, wanted.type,
      coalesce(counted.audience, wanted.audience) as audience, wanted.share
    from (${wantedActs}) as wanted
    left join tie_acts counted
      on (counted.from_id, counted.to_id, counted.post_id) = (wanted.from_id, wanted.to_id, wanted.post_id)`.execute(tx)
  await sql`delete from tie_acts where true`.execute(tx)
  await sql`insert into tie_acts select * from acts_wanted`.execute(tx)
  await sql`drop table acts_wanted`.execute(tx)
}

export async function rebuildSums(tx: Db) {
  await takeTurnWithTies(tx)
  for (const table of sums) {
    await sql`delete from ${sql.table(table)} where true`.execute(tx)
    await sql`insert into ${sql.table(table)} ${truth[table]}`.execute(tx)
  }
}

/** Everything again, in one transaction. Whoever counts meanwhile waits. */
export async function rebuildTies(tx: Db) {
  await takeTurnWithTies(tx)
  await rebuildActs(tx)
  await rebuildSums(tx)
}
