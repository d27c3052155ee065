/**
 * How long an audit of many follows takes: everything loaded, judged, and told as the overview tells it. `ms_600` and
 * `ms_5000`: people and pairs are measured, the median of nine. `ms_5000_cold`: the first audit somebody ever asks for, on
 * fresh connections: people are measured (the server does that ahead, every day), no pair is; fifty are read while one
 * waits, a job reads the rest. `measure_pair_ms`: what each takes. `--posts=N`: posts of each in 90 days (40 unless told).
 */
import { sql } from 'kysely'
import { loadAudit, measureBatch } from '../src/audit/audit.ts'
import { loadOverview } from '../src/audit/overview.ts'
import { measureEverybody } from '../src/audit/people.ts'
import { wordsIn } from '../src/messages/words.ts'
import { dayMs } from '../src/platform/clock.ts'
import type { Context } from '../src/platform/context.ts'
import { createDb, createPool, type Db, type Pool } from '../src/platform/db.ts'
import { type AccountId, createIds, firstIdAt } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import { createFolderStorage } from '../src/platform/storage.ts'
import { rebuildTies } from '../src/ties/rebuild.ts'
import { createTestDatabase, withTestCluster } from '../tests/cluster.ts'
import type { Figures } from './run.ts'

const now = new Date('2030-01-15T18:00:00Z')
const firstPerson = 1_000
const people = 5_000
const readings = 9
/** The viewer with so many follows has that number. */
const viewers = [600, people] as const

const words = 'bread river light train harbour winter garden letter music stone winds paper bridge morning salt boat'

/** People who post, follow and answer each other; two viewers who follow 600 and 5,000 of them, and read their channel. */
async function fill(db: Db, pool: Pool, posts: number) {
  const from = firstIdAt(new Date(now.getTime() - 90 * dayMs))
  const span = firstIdAt(now) - from
  await sql`insert into accounts (id, username, created_at)
    select id, 'p' || id, '2028-01-01' from (
      select unnest(${[...viewers]}::bigint[]) as id union
      select ${sql.lit(firstPerson)} + i from generate_series(0, ${sql.lit(people - 1)}) i) made`.execute(db)
  await sql`insert into users (account_id, email, password_hash, created_at)
    select unnest(${[...viewers]}::bigint[]), 'viewer@bench.example', '', '2028-01-01'`.execute(db)
  // Each third post answers one of the person before.
  await sql`
    insert into posts (id, author_id, text, html, visibility, language, thread_id, in_reply_to_id, in_reply_to_account_id, created_at)
    select id, author, text, '<p>' || text || '</p>', 'public', 'en', id, case when post % 3 = 0 and place > 0 then id - 1 end,
      case when post % 3 = 0 and place > 0 then author - 1 end, ${now}::timestamptz
    from (select ${sql.lit(firstPerson)} + place as author, place, post,
        ${from}::bigint + post * (${span}::bigint / ${posts}) + place as id,
        (string_to_array(${words}, ' '))[1 + (place + post) % 16] || ' ' || (string_to_array(${words}, ' '))[1 + (place * 7 + post * 3) % 16]
          || ' and the ' || (string_to_array(${words}, ' '))[1 + (place * post) % 16] || ' of day ' || post as text
      from generate_series(0, ${sql.lit(people - 1)}) place, generate_series(0, ${sql.lit(posts - 1)}) post) made`.execute(
    db,
  )
  for (const viewer of viewers) {
    await sql`insert into follows (follower_id, followee_id, id, state, created_at, accepted_at)
      select ${viewer}::bigint, ${sql.lit(firstPerson)} + i, ${firstIdAt(new Date('2029-06-01'))}::bigint + i * 1000 + ${viewer}::bigint,
        'accepted', '2029-06-01', '2029-06-01' from generate_series(0, ${viewer}::int - 1) i`.execute(db)
    await sql`insert into delivered (viewer_id, author_id, day, count)
      select ${viewer}::bigint, ${sql.lit(firstPerson)} + i, ${now}::date - day, 1
      from generate_series(0, ${viewer}::int - 1) i, generate_series(0, 80, 4) day`.execute(db)
    // Talk with 150 of them, and a favourite for every tenth.
    await sql`insert into posts (id, author_id, text, html, visibility, language, thread_id, in_reply_to_id, in_reply_to_account_id, created_at)
      select id, ${viewer}::bigint, 'yes, the ' || i, '', 'public', 'en', id, null, ${sql.lit(firstPerson)} + i % 150, ${now}::timestamptz
      from (select i, ${from}::bigint + i * (${span}::bigint / 1500) + 10000 + ${viewer}::bigint as id from generate_series(0, 1499) i) made`.execute(
      db,
    )
  }
  await sql`insert into follow_stats (account_id, followers_count)
    select followee_id, count(*) from follows group by 1`.execute(db)
  await sql`insert into author_stats (account_id, posts_count, last_post_at)
    select author_id, count(*), ${now}::timestamptz from posts group by 1`.execute(db)
  await db.transaction().execute((tx) => rebuildTies(tx, now))
  await pool.query('vacuum analyze')
}

function contextOf(db: Db): Context {
  const clock = { now: () => now }
  return {
    db,
    clock,
    newId: createIds(clock, 1, 0).newId,
    log: createLogger('silent'),
    emojis: { byName: new Map() },
    origin: 'https://social.example',
    domain: 'social.example',
    storage: createFolderStorage('/nowhere'),
    committed: () => {},
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function audit(ctx: Context, viewer: number) {
  const me = viewer as AccountId
  const found = await loadAudit(ctx, me)
  const { following } = await loadOverview(ctx, wordsIn('en'), me, found)
  if (following !== viewer) throw new Error(`${following} follows were audited instead of ${viewer}`)
}

async function median(ctx: Context, viewer: number): Promise<number> {
  const times: number[] = []
  for (let reading = 0; reading < readings; reading++) times.push(await timed(() => audit(ctx, viewer)))
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(readings / 2)]!)
}

/** On connections of its own, as after a start. */
async function freshly<T>(connectionString: string, work: (ctx: Context, pool: Pool) => Promise<T>): Promise<T> {
  const pool = createPool(connectionString, () => {}, { statement_timeout: 0 })
  try {
    return await work(contextOf(createDb(pool)), pool)
  } finally {
    await pool.end()
  }
}

export async function run(args: string[]): Promise<Figures> {
  const posts = Number(/^--posts=(\d+)$/.exec(args.find((arg) => arg.startsWith('--posts=')) ?? '')?.[1] ?? 40)
  return withTestCluster(async () => {
    const { connectionString, drop } = await createTestDatabase()
    try {
      const people_s = await freshly(connectionString, async (ctx, pool) => {
        await fill(ctx.db, pool, posts)
        return timed(() => measureEverybody(ctx))
      })
      const cold = await freshly(connectionString, (ctx) => timed(() => audit(ctx, people)))
      return await freshly(connectionString, async (ctx) => {
        const pairs = await timed(async () => {
          for (const viewer of viewers) while ((await measureBatch(ctx, viewer as AccountId)) === 'more');
        })
        return {
          people,
          posts_each: posts,
          ms_600: await median(ctx, 600),
          ms_5000: await median(ctx, people),
          ms_5000_cold: Math.round(cold),
          measure_person_ms: Number((people_s / people).toFixed(1)),
          measure_pair_ms: Number((pairs / (600 + people)).toFixed(1)),
        }
      })
    } finally {
      await drop()
    }
  })
}
