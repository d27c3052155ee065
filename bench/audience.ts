/**
 * How long it takes to tell somebody about their followers, with 60,000, 600,000 and 6,000,000 of them. A third of them has
 * posted in public within half a year, one in a hundred has turned to the person, and a few thousand came within an hour.
 */
import { sql } from 'kysely'
import { findAccount } from '../src/accounts/queries.ts'
import { dayMs, hourMs } from '../src/connection/acts.ts'
import { bulkWrite } from '../src/platform/bulk.ts'
import type { Context } from '../src/platform/context.ts'
import type { Db, Pool } from '../src/platform/db.ts'
import { type AccountId, firstIdAt, type PostId } from '../src/platform/ids.ts'
import { loadAudience } from '../src/ties/audience.ts'
import { stageActs } from '../src/ties/bulk.ts'
import { takeTurnWithTies } from '../src/ties/staged.ts'

/** Followers are the accounts from here on; nobody else in the bench has such a number. */
const firstFollower = 100_000_000
const firstFollowed = 90_000_000
const burst = 4_000
const readings = 3

/** Accounts that can follow, and what they posted. */
async function makePeople(db: Db, count: number, now: Date) {
  // Nobody is looked up by name here.
  await sql`drop index accounts_by_username, accounts_by_display_name`.execute(db)
  const since = new Date(now.getTime() - 1000 * dayMs)
  await sql`insert into accounts (id, username, created_at)
    select ${sql.lit(firstFollower)} + i, 'f' || i, ${since} from generate_series(0, ${sql.lit(count - 1)}) i`.execute(
    db,
  )
  const [from, half] = [firstIdAt(new Date(now.getTime() - 180 * dayMs)), firstIdAt(now)]
  await sql`insert into posts (id, author_id, visibility, thread_id, created_at)
    select id, author, 'public', id, ${now}::timestamptz - (${half}::bigint - id) / 4096 * interval '1 millisecond'
    from (select ${sql.lit(firstFollower)} + i as author,
        ${from}::bigint + (i / 3)::bigint * ((${half}::bigint - ${from}::bigint) / ${sql.lit(Math.ceil(count / 3) + 1)}) as id
      from generate_series(0, ${sql.lit(count - 1)}, 3) i) made`.execute(db)
}

/** The first `count` of them follow somebody, over two years; some of them within an hour. */
async function follow(db: Db, followed: AccountId, count: number, now: Date) {
  const [from, until] = [firstIdAt(new Date(now.getTime() - 730 * dayMs)), firstIdAt(now)]
  const crowd = firstIdAt(new Date(now.getTime() - 100 * dayMs))
  const hour = firstIdAt(new Date(now.getTime() - 100 * dayMs + hourMs)) - crowd
  const step = Math.floor((until - from) / count)
  await sql`insert into accounts (id, username, created_at) values (${followed}, 'followed' || ${followed}::bigint, ${now})`.execute(
    db,
  )
  await sql`insert into follow_stats (account_id, followers_count) values (${followed}, ${count})`.execute(db)
  await sql`insert into follows (follower_id, followee_id, id, state, created_at)
    select ${sql.lit(firstFollower)} + i, ${followed}, case when i < ${sql.lit(burst)}
      then ${crowd}::bigint + ${followed}::bigint % 1000 + i * ${sql.lit(Math.floor(hour / burst))}::bigint
      else ${from}::bigint + ${followed}::bigint % 1000 + i * ${sql.lit(step)}::bigint end, 'accepted', ${now}
    from generate_series(0, ${sql.lit(count - 1)}) i`.execute(db)
}

async function turnTo(ctx: Context, pool: Pool, followed: AccountId, count: number, now: Date) {
  const acts = Array.from({ length: Math.floor(count / 100) }, (_, index) => ({
    from: (firstFollower + index * 100) as AccountId,
    to: followed,
    post: (firstFollower + index) as PostId,
    at: new Date(now.getTime() - (index % 180) * dayMs),
    type: 'reply' as const,
    share: 1000,
    audience: 'public' as const,
  }))
  await bulkWrite(ctx, pool, async (tx, copy) => {
    await stageActs(tx, ctx, copy, acts)
    await takeTurnWithTies(tx, now)
  })
}

/** Milliseconds by number of followers: the median of three readings. */
export async function measureAudiences(
  ctx: Context,
  pool: Pool,
  sizes: readonly number[],
  now: Date,
): Promise<Record<string, number>> {
  await makePeople(ctx.db, Math.max(...sizes), now)
  for (const [index, size] of sizes.entries()) {
    const followed = (firstFollowed + index) as AccountId
    await follow(ctx.db, followed, size, now)
    await turnTo(ctx, pool, followed, size, now)
  }
  await pool.query('vacuum analyze')
  const figures: Record<string, number> = {}
  for (const [index, size] of sizes.entries()) {
    const account = (await findAccount(ctx.db, (firstFollowed + index) as AccountId))!
    const times: number[] = []
    for (let reading = 0; reading < readings; reading++) {
      const startedAt = performance.now()
      const { audience, bursts } = await loadAudience(ctx, account)
      times.push(performance.now() - startedAt)
      if (audience.raw !== size || bursts.length === 0) throw new Error('The audience is not the one that was made')
    }
    figures[size] = Math.round(times.toSorted((a, b) => a - b)[Math.floor(readings / 2)]!)
  }
  return figures
}
