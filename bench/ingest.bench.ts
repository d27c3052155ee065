/**
 * How fast acts between people are counted, and how fast ties and audiences are read. `--acts=N` (300,000 unless told),
 * `--audiences=N,N…` (60,000, 600,000 and 6,000,000 followers unless told; 0 for none).
 *
 * memory_per_second: acts summed up in memory, in the batches of an import. durable_per_second: acts counted in a database
 * that keeps what it has committed, indexes and all. ties_5000_ms: what a page of ties by strength asks for, 5,000 follows
 * with thirty acts each and fifteen days of their own; the median of eleven readings. explained_5000_ms: the same with
 * every line of evidence of both lanes. audience_ms: raw, living, engaged, quiet and bursts, by the number of followers.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { actTypes, dayMs, hourMs, hourOf } from '../src/connection/acts.ts'
import { laneScore, scoreTie } from '../src/connection/strength.ts'
import { bulkWrite } from '../src/platform/bulk.ts'
import type { Context } from '../src/platform/context.ts'
import { createDb, createPool, type Pool } from '../src/platform/db.ts'
import { startEmbedded, stopEmbedded } from '../src/platform/embedded.ts'
import { type AccountId, createIds, type PostId } from '../src/platform/ids.ts'
import { migrate } from '../src/platform/migrate.ts'
import { type ImportedAct, stageActs } from '../src/ties/bulk.ts'
import { sumUp } from '../src/ties/counting.ts'
import { loadTieFacts } from '../src/ties/fact-queries.ts'
import { loadTieModel } from '../src/ties/models.ts'
import { takeTurnWithTies } from '../src/ties/staged.ts'
import { measureAudiences } from './audience.ts'
import type { Figures } from './run.ts'
import { createRandom } from './ties/random.ts'

const people = 60_000
const batchSize = 50_000
const follows = 5_000
const readings = 11
const now = new Date('2026-11-01T12:00:00Z')

let posts = 0
const act = (from: number, to: number, at: number, type = 0): ImportedAct => ({
  from: from as AccountId,
  to: to as AccountId,
  post: ++posts as PostId,
  at: new Date(at),
  type: actTypes[type]!,
  share: 1000,
  audience: 'public',
})

/** A history of half a year in which few people are turned to by many. */
function randomActs(count: number): ImportedAct[] {
  const random = createRandom(1)
  const someone = () => 100_000 + Math.floor(random() * people)
  const sought = () => 100_000 + Math.floor(random() ** 3 * people)
  return Array.from({ length: count }, (_, index) => {
    const from = someone()
    const to = sought()
    const at = now.getTime() - 180 * dayMs * (1 - index / count)
    return act(from, to === from ? to + 1 : to, at, Math.floor(random() * actTypes.length))
  })
}

/** Person 1 follows the others up to `follows` + 1. */
function actsOfFollows(): ImportedAct[] {
  const random = createRandom(2)
  const acts: ImportedAct[] = []
  for (let other = 2; other <= follows + 1; other++) {
    for (let turn = 0; turn < 15; turn++) {
      const at = now.getTime() - 1 - random() * 180 * dayMs
      acts.push(act(1, other, at, turn % actTypes.length), act(other, 1, at + hourMs, turn % actTypes.length))
      acts.push(act(other, 100_000 + Math.floor(random() * people), now.getTime() - turn * dayMs))
    }
  }
  return acts
}

function* batchesOf<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += batchSize) yield all.slice(start, start + batchSize)
}

/** As an import does: batch by batch written down, then counted. */
async function load(ctx: Context, pool: Pool, acts: readonly ImportedAct[]): Promise<number> {
  const startedAt = performance.now()
  for (const batch of batchesOf(acts)) await bulkWrite(ctx, pool, (tx, copy) => stageActs(tx, ctx, copy, batch))
  await bulkWrite(ctx, pool, (tx) => takeTurnWithTies(tx, now))
  return acts.length / ((performance.now() - startedAt) / 1_000)
}

function sumInMemory(acts: readonly ImportedAct[]): number {
  const counted = acts.map(({ at, ...rest }) => ({ ...rest, hour: hourOf(at), count: 1 }))
  const startedAt = performance.now()
  let rows = 0
  for (const batch of batchesOf(counted)) rows += sumUp(batch).ties.length
  if (rows === 0) throw new Error('Nothing was summed up')
  return acts.length / ((performance.now() - startedAt) / 1_000)
}

async function median(work: () => Promise<void>): Promise<number> {
  const times: number[] = []
  for (let reading = 0; reading < readings; reading++) {
    const startedAt = performance.now()
    await work()
    times.push(performance.now() - startedAt)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(readings / 2)]!
}

async function readTies({ db }: Pick<Context, 'db'>): Promise<Figures> {
  const them = Array.from({ length: follows }, (_, index) => (index + 2) as AccountId)
  const { model } = await loadTieModel(db)
  const time = now.getTime()
  const read = () => loadTieFacts(db, 1 as AccountId, them, now)
  return {
    read_5000_ms: Math.round(await median(async () => void (await read()))),
    ties_5000_ms: Math.round(
      await median(async () => {
        for (const { out, in: back, me, them: other } of (await read()).values())
          laneScore(model, { forth: out, back, actor: me, target: other }, time)
      }),
    ),
    explained_5000_ms: Math.round(
      await median(async () => {
        for (const facts of (await read()).values()) scoreTie(model, facts, time)
      }),
    ),
  }
}

export async function run(args: string[]): Promise<Figures> {
  const { values } = parseArgs({
    args,
    options: {
      acts: { type: 'string', default: '300000' },
      audiences: { type: 'string', default: '60000,600000,6000000' },
    },
  })
  const count = Number(values.acts)
  const audiences = values.audiences
    .split(',')
    .map(Number)
    .filter((size) => size >= 20)
  const folder = await mkdtemp(join(tmpdir(), 'twoway-bench-'))
  // As root the database runs as somebody else, who must be able to come here.
  await chmod(folder, 0o755)
  try {
    const { connectionString } = await startEmbedded(folder, () => {})
    const pool = createPool(connectionString, () => {}, { statement_timeout: 0 })
    try {
      const clock = { now: () => now }
      const { newId } = createIds(clock, 0, 0)
      const ctx = { db: createDb(pool), clock, newId, committed: () => {} } as unknown as Context
      await migrate(ctx.db)
      const acts = randomActs(count)
      const memory = sumInMemory(acts)
      const durable = await load(ctx, pool, acts)
      await load(ctx, pool, actsOfFollows())
      await pool.query('vacuum analyze')
      return {
        acts: count,
        memory_per_second: Math.round(memory),
        durable_per_second: Math.round(durable),
        ...(await readTies(ctx)),
        ...(audiences.length > 0 ? { audience_ms: await measureAudiences(ctx, pool, audiences, now) } : {}),
      }
    } finally {
      await pool.end()
    }
  } finally {
    await stopEmbedded(folder)
    await rm(folder, { recursive: true, force: true })
  }
}
