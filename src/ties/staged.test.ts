import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import { actTypes, dayOf, hourOf } from '../connection/acts.ts'
import { bulkWrite } from '../platform/bulk.ts'
import { countRows } from '../platform/check.ts'
import { dayMs, minuteMs } from '../platform/clock.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { type ImportedAct, stageActs } from './bulk.ts'
import { audiences, forgetOldDays } from './counting.ts'
import { areActsStaged, countLeftBehind, takeTurnWithTies } from './staged.ts'
import { wrongSums } from './sum-queries.ts'

let world: TestContext
beforeEach(async () => {
  world = await createTestContext()
})
afterEach(() => world.stop())

const tables = ['tie_acts', 'ties', 'tie_totals', 'tie_people', 'tie_days'] as const

/** Twelve people over two months; the same for the same numbers. */
function someActs(from: number, until: number): ImportedAct[] {
  const now = world.clock.now().getTime()
  return Array.from({ length: until - from }, (_, index) => {
    const act = from + index
    const actor = 1 + ((act * 7) % 12)
    return {
      from: actor as AccountId,
      to: (1 + ((actor + ((act * act) % 11)) % 12)) as AccountId,
      post: (1000 + act) as PostId,
      at: new Date(now - ((act * 13) % 60) * dayMs - (act % 5) * minuteMs),
      type: actTypes[act % 5]!,
      share: act % 3 === 0 ? 500 : 1000,
      audience: audiences[act % 7 === 0 ? 1 : act % 11 === 0 ? 2 : 0]!,
    }
  }).filter(({ from, to }) => from !== to)
}

const stage = (acts: readonly ImportedAct[]) =>
  bulkWrite(world.ctx, world.pool, (tx, copy) => stageActs(tx, world.ctx, copy, acts))
const count = () => world.ctx.db.transaction().execute((tx) => takeTurnWithTies(tx, world.clock.now()))

async function rowsOf(table: string): Promise<string[]> {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(world.ctx.db)
  return rows.map(({ mark, ...row }) => `(${Object.values(row).join(',')})`).toSorted()
}
const allRows = async () =>
  Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rowsOf(table)])))

async function definitions(): Promise<unknown> {
  const { rows } = await sql`
    select tablename, indexdef, (select conname from pg_constraint where conindid = (schemaname || '.' || indexname)::regclass) as key,
      (select array_agg(pg_get_constraintdef(oid) order by conname) from pg_constraint
        where conrelid = (schemaname || '.' || tablename)::regclass) as rules
    from pg_indexes where tablename = any(${[...tables]}) order by indexname`.execute(world.ctx.db)
  return rows
}

const byKey = <T>(rows: readonly T[], key: (row: T) => string) => [...Map.groupBy(rows, key)]

/** The rows of each table as a list of acts comes to them. */
function expected(acts: readonly ImportedAct[]) {
  const open = acts.filter(({ audience }) => audience === 'public')
  const isTalk = ({ type }: ImportedAct) => type === 'reply' || type === 'mention' || type === 'quote'
  const line = (...cells: unknown[]) => `(${cells.join(',')})`
  const distinct = (rows: readonly ImportedAct[], side: 'from' | 'to') => new Set(rows.map((act) => act[side]))
  const people = [...new Set(open.flatMap(({ from, to }) => [from, to]))]
  const today = dayOf(world.clock.now())
  const sides = open.flatMap((act) => [
    { person: act.from, act, out: true },
    { person: act.to, act, out: false },
  ])
  return {
    tie_acts: acts.map(({ from, to, post, at, type, audience, share }) =>
      line(from, to, post, hourOf(at), type, audience, share),
    ),
    ties: byKey(acts, ({ from, to, at, type, audience }) => [from, to, hourOf(at), type, audience].join(',')).map(
      ([key, same]) =>
        line(
          key,
          same.length,
          same.reduce((sum, { share }) => sum + share, 0),
        ),
    ),
    tie_totals: byKey(open, ({ from, to }) => `${from},${to}`).map(([key, same]) =>
      line(key, same.filter(isTalk).length, same.length),
    ),
    tie_people: people.map((person) => {
      const [out, received] = [open.filter(({ from }) => from === person), open.filter(({ to }) => to === person)]
      const [callers, called] = [distinct(received.filter(isTalk), 'from'), distinct(out.filter(isTalk), 'to')]
      const answered = callers.intersection(called)
      return line(
        person,
        callers.size,
        answered.size,
        called.size,
        distinct(received, 'from').size,
        distinct(out, 'to').size,
      )
    }),
    tie_days: byKey(
      sides.filter(({ act }) => dayOf(act.at) > today - 28),
      ({ person, act }) => `${person},${dayOf(act.at)}`,
    ).map(([key, same]) => {
      const [out, received] = [same.filter((one) => one.out), same.filter((one) => !one.out)]
      const talk = (one: typeof same) => one.filter(({ act }) => isTalk(act)).length
      return line(key, talk(out), out.length, talk(received), received.length)
    }),
  }
}
const sorted = (rows: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(rows).map(([table, lines]) => [table, lines.toSorted()]))

describe('acts of an import', () => {
  test('are counted at once where nothing was, and the tables stay what they were', async () => {
    const before = await definitions()
    const acts = someActs(0, 400)
    await stage(acts.slice(0, 150))
    await stage(acts.slice(150))
    assert.deepEqual(await rowsOf('ties'), [])
    await count()
    assert.deepEqual(await allRows(), sorted(expected(acts)))
    assert.deepEqual(await definitions(), before)
    assert.equal(await areActsStaged(world.ctx.db), false)
    assert.equal(await countRows(world.ctx.db, wrongSums(world.clock.now())), 0)
  })

  test('are added to what is counted already', async () => {
    const acts = someActs(0, 400)
    await stage(acts.slice(0, 150))
    await count()
    await stage(acts.slice(150))
    await count()
    await count()
    assert.deepEqual(await allRows(), sorted(expected(acts)))
  })

  test('wait, all of them, when counting is cut off', async () => {
    const acts = someActs(0, 200)
    await stage(acts)
    for (const held of [0, 100]) {
      if (held > 0) {
        await count()
        await stage(someActs(200, 300))
      }
      const before = [await allRows(), await rowsOf('tie_acts_staged')]
      await assert.rejects(
        world.ctx.db.transaction().execute(async (tx) => {
          await takeTurnWithTies(tx, world.clock.now())
          throw new Error('cut off')
        }),
        /cut off/,
      )
      assert.deepEqual([await allRows(), await rowsOf('tie_acts_staged')], before)
    }
    await count()
    assert.deepEqual(await allRows(), sorted(expected(someActs(0, 300))))
  })

  test('that was cut off are counted by the job of its last batch', async () => {
    await stage(someActs(0, 100))
    world.clock.advance(4 * minuteMs)
    await stage(someActs(100, 200))
    world.clock.advance(2 * minuteMs)
    await countLeftBehind(world.ctx)
    assert.ok(await areActsStaged(world.ctx.db), 'the first batch waits for the second')
    world.clock.advance(4 * minuteMs)
    await countLeftBehind(world.ctx)
    assert.equal(await areActsStaged(world.ctx.db), false)
    assert.equal((await rowsOf('tie_acts')).length, [...someActs(0, 200)].length)
    const jobs = await world.ctx.db.selectFrom('jobs').select(['kind', 'run_at']).execute()
    assert.deepEqual(
      jobs.map(({ kind }) => kind),
      ['ties.count_staged', 'ties.count_staged'],
    )
  })

  test('are told of each day for four weeks, and then forgotten', async () => {
    const acts = someActs(0, 400)
    await stage(acts)
    await count()
    world.clock.advance(10 * dayMs)
    assert.equal(await countRows(world.ctx.db, wrongSums(world.clock.now())), 0)
    await forgetOldDays(world.ctx)
    assert.deepEqual((await allRows()).tie_days, sorted(expected(acts)).tie_days)
  })
})
