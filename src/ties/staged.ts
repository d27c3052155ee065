/** Acts that imports have written down and that are still to be counted: whoever counts anything else counts them first. */
import { sql } from 'kysely'
import { holdStill } from '../platform/check.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type CountedAct, insertActs } from './act-queries.ts'
import { changeCounts, waitForTurnWithTies } from './counting.ts'
import { countFromNothing, isNothingCounted } from './first-count.ts'

const columns = sql`from_id, to_id, post_id, hour, type, audience, share`
const countedAtOnce = 50_000

export async function areActsStaged(tx: Db): Promise<boolean> {
  const { rows } = await sql<{ staged: boolean }>`select exists (select from tie_acts_staged) as staged`.execute(tx)
  return rows[0]!.staged
}

/** Adds to what is counted already, some at a time. */
async function addStaged(tx: Db, now: Date) {
  await sql`declare staged no scroll cursor for
    select from_id as "from", to_id as "to", post_id as post, hour, type, audience, share
    from tie_acts_staged order by ${columns}`.execute(tx)
  while (true) {
    const { rows } = await sql<CountedAct>`fetch ${sql.lit(countedAtOnce)} from staged`.execute(tx)
    if (rows.length === 0) break
    await insertActs(tx, rows)
    await changeCounts(
      tx,
      rows.map((act) => ({ ...act, count: 1 })),
      now,
    )
  }
  await sql`close staged`.execute(tx)
}

/** Nobody stages meanwhile. */
async function countStaged(tx: Db, now: Date) {
  await sql`set local statement_timeout = 0`.execute(tx)
  await holdStill(tx, ['tie_acts_staged'])
  if (await isNothingCounted(tx)) await countFromNothing(tx, sql`select ${columns} from tie_acts_staged`, now)
  else await addStaged(tx, now)
  await sql`delete from tie_acts_staged where true`.execute(tx)
}

/** From here on until the transaction ends nobody else writes to the tables of ties, and everything staged is counted. */
export async function takeTurnWithTies(tx: Db, now: Date) {
  await waitForTurnWithTies(tx)
  if (await areActsStaged(tx)) await countStaged(tx, now)
}

/** Counts what an import has left behind, unless another one has staged more since: that one's job does. */
export async function countLeftBehind(ctx: Context): Promise<'done'> {
  await ctx.db.transaction().execute(async (tx) => {
    const later = await tx
      .selectFrom('jobs')
      .select('id')
      .where('kind', '=', 'ties.count_staged')
      .where('run_at', '>', ctx.clock.now())
      .limit(1)
      .executeTakeFirst()
    if (later) return
    await takeTurnWithTies(tx, ctx.clock.now())
  })
  return 'done'
}
