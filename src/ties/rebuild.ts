/** Makes the tables of ties again from posts, boosts and favourites, and says in what they differ. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import { actsOfFavourites, actsOfPosts } from './act-queries.ts'
import { countFromNothing, isNothingCounted } from './first-count.ts'
import { takeTurnWithTies } from './staged.ts'
import { sumsOf, sumTables } from './sum-queries.ts'

const all = sql`true`
const wantedActs = sql`${actsOfPosts(all)} union all ${actsOfFavourites(all)}`

/** Acts that are counted and should not be, or the other way round, or otherwise. Audiences are only remembered here. */
export const wrongActs = sql`
  select coalesce(wanted.from_id, counted.from_id) as from_id, coalesce(wanted.post_id, counted.post_id) as post_id
  from (${wantedActs}) as wanted
  full join tie_acts counted
    on (counted.from_id, counted.to_id, counted.post_id) = (wanted.from_id, wanted.to_id, wanted.post_id)
  where (wanted.hour, wanted.type, wanted.share) is distinct from (counted.hour, counted.type, counted.share)`

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

export async function rebuildSums(tx: Db, now: Date) {
  await takeTurnWithTies(tx, now)
  const sums = sumsOf({ acts: 'tie_acts', totals: 'tie_totals', now })
  for (const table of sumTables) {
    await sql`delete from ${sql.table(table)} where true`.execute(tx)
    await sql`insert into ${sql.table(table)} ${sums[table]}`.execute(tx)
  }
}

/** Everything again, in one transaction. Whoever counts meanwhile waits. */
export async function rebuildTies(tx: Db, now: Date) {
  await takeTurnWithTies(tx, now)
  if (await isNothingCounted(tx)) return countFromNothing(tx, wantedActs, now)
  await rebuildActs(tx)
  await rebuildSums(tx, now)
}
