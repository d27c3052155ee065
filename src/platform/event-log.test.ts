import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createTestContext, type TestContext } from '../../tests/context.ts'
import type { Event } from '../events.ts'
import { dayMs } from './clock.ts'
import type { Db } from './db.ts'
import {
  type ApplyEffects,
  adoptTransactionIds,
  appendEvents,
  createEffectsRunner,
  maintainEventPartitions,
  type Occurrence,
  retryParkedEvents,
} from './event-log.ts'
import { type AccountId, firstIdAt, idTime } from './ids.ts'
import { write } from './transaction.ts'

type ApplyToOne = (tx: Db, occurrence: Occurrence) => Promise<void>
const oneByOne =
  (applyToOne: ApplyToOne): ApplyEffects =>
  async (tx, batch, turn) => {
    for (const occurrence of batch) {
      turn(occurrence)
      await applyToOne(tx, occurrence)
    }
  }

/** An event that is told apart by its account number. */
const happening = (account: number): Event => ({
  type: 'account.updated',
  origin: 'live',
  account: account as AccountId,
})

describe('the effects of events', () => {
  let world: TestContext
  before(async () => {
    world = await createTestContext()
    await sql`create table seen (account bigint, event bigint)`.execute(world.ctx.db)
  })
  after(() => world.stop())

  const emit = (...accounts: number[]) =>
    write(world.ctx, async (_tx, emitEvent) => {
      for (const account of accounts) emitEvent(happening(account))
    })
  const noteOne: ApplyToOne = async (tx, { event, id }) => {
    if (event.type === 'account.updated') await sql`insert into seen values (${event.account}, ${id})`.execute(tx)
  }
  const note = oneByOne(noteOne)
  /** What has been seen since the last call, in the order it was written. */
  async function seen(): Promise<number[]> {
    const { rows } = await sql<{ account: number }>`select account from seen order by ctid`.execute(world.ctx.db)
    await sql`truncate seen`.execute(world.ctx.db)
    return rows.map(({ account }) => account)
  }

  /** An open transaction that has appended an event; its ids are older than those of whoever appends later. */
  async function openTransaction(account: number) {
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
    const { promise: appended, resolve: hasAppended } = Promise.withResolvers<void>()
    const committed = world.ctx.db.transaction().execute(async (tx) => {
      await appendEvents(tx, world.ctx, [happening(account)])
      hasAppended()
      await mayCommit
    })
    await appended
    return {
      async commit() {
        commit()
        await committed
      },
    }
  }

  test('an event whose transaction commits late, with a lower id than others, is processed once', async () => {
    const runner = createEffectsRunner(world.ctx, note)
    const slow = await openTransaction(1)
    await emit(2)
    await runner.wake()
    assert.deepEqual(await seen(), [], 'nothing is taken while an older transaction may still add to what is before it')
    await slow.commit()
    await runner.drain()
    assert.deepEqual(await seen(), [1, 2])
    await runner.drain()
    assert.deepEqual(await seen(), [])
  })

  test('commit order decides, not the order of ids', async () => {
    const runner = createEffectsRunner(world.ctx, note)
    const lowId = firstIdAt(world.clock.now()) - 5
    await emit(1)
    await runner.drain()
    await world.ctx.db
      .transaction()
      .execute((tx) => appendEvents(tx, { ...world.ctx, newId: () => lowId as never }, [happening(2)]))
    await runner.drain()
    assert.deepEqual(await seen(), [1, 2])
  })

  test('drain waits for an open transaction elsewhere in the cluster', async () => {
    const runner = createEffectsRunner(world.ctx, note)
    const slow = await openTransaction(1)
    await emit(2)
    const drained = runner.drain()
    await slow.commit()
    await drained
    assert.deepEqual(await seen(), [1, 2])
  })

  test('more events than one batch, and events that come during a run, are all processed in order', async () => {
    let extra = 3
    const runner = createEffectsRunner(
      world.ctx,
      oneByOne(async (tx, occurrence) => {
        await noteOne(tx, occurrence)
        if (extra-- > 0) await emit(1_000 + extra)
      }),
    )
    const accounts = Array.from({ length: 450 }, (_, index) => index + 1)
    await emit(...accounts)
    await runner.drain()
    assert.deepEqual(await seen(), [...accounts, 1_002, 1_001, 1_000])
  })

  test('effects and their done-mark commit together: a failure midway leaves nothing and is tried again', async () => {
    let failuresLeft = 2
    const runner = createEffectsRunner(
      world.ctx,
      oneByOne(async (tx, occurrence) => {
        const { event } = occurrence
        await noteOne(tx, occurrence)
        if (event.type === 'account.updated' && event.account === 3 && failuresLeft-- > 0) throw new Error('not now')
      }),
    )
    await emit(1, 2, 3, 4)
    await runner.drain()
    assert.deepEqual(await seen(), [1, 2, 3, 4])
    assert.equal(failuresLeft, -1)
  })

  test('a batch cut off before its commit is done over by the next process, once', async () => {
    const gone = new Error('the process is gone')
    const dying = createEffectsRunner({ ...world.ctx, db: dyingAtCommit(world.ctx.db, gone) }, note)
    await emit(1, 2)
    await assert.rejects(dying.wake(), gone)
    assert.deepEqual(await seen(), [])
    await createEffectsRunner(world.ctx, note).drain()
    assert.deepEqual(await seen(), [1, 2])
  })

  test('an event that fails five times is parked, the others go on, and a repair runs it again', async () => {
    let attempts = 0
    const failing = oneByOne(async (tx, occurrence) => {
      await noteOne(tx, occurrence)
      if (occurrence.event.type !== 'account.updated' || occurrence.event.account !== 2) return
      attempts++
      throw new Error('never')
    })
    await emit(1, 2, 3)
    await emit(4)
    await createEffectsRunner(world.ctx, failing).drain()
    assert.deepEqual(await seen(), [1, 3, 4])
    assert.equal(attempts, 1 + 5, 'once among the others, five times alone')
    const parked = await world.ctx.db.selectFrom('parked_events').selectAll().execute()
    assert.deepEqual(
      parked.map(({ type, data, error }) => ({ type, data, error })),
      [{ type: 'account.updated', data: { account: 2 }, error: 'Error: never' }],
    )

    assert.equal(await retryParkedEvents(world.ctx, failing), 1)
    assert.deepEqual(await seen(), [], 'a repair that fails leaves nothing')
    const repairs = await Promise.all([retryParkedEvents(world.ctx, note), retryParkedEvents(world.ctx, note)])
    assert.deepEqual(repairs, [0, 0])
    assert.deepEqual(await seen(), [2], 'two repairs at once run it once')
    assert.equal(await retryParkedEvents(world.ctx, note), 0)
  })

  test('when the work for a whole batch fails because of one event, that one is found, parked, and the others go on', async () => {
    const failing: ApplyEffects = async (tx, batch) => {
      for (const occurrence of batch) await noteOne(tx, occurrence)
      if (batch.some(({ event }) => event.type === 'account.updated' && event.account === 3)) throw new Error('never')
    }
    await emit(1, 2, 3)
    await emit(4, 5)
    await createEffectsRunner(world.ctx, failing).drain()
    assert.deepEqual(await seen(), [1, 2, 4, 5])
    const parked = await world.ctx.db.deleteFrom('parked_events').returning('data').execute()
    assert.deepEqual(
      parked.map(({ data }) => data),
      [{ account: 3 }],
    )
  })

  test('after a restore into a cluster whose transaction counter is lower, waiting and new events are processed', async () => {
    await emit(1)
    await createEffectsRunner(world.ctx, note).drain()
    await emit(2)
    await sql`update events set xid = (xid::text::bigint + 1000000000)::text::xid8`.execute(world.ctx.db)
    await sql`update effects_position set xid = (xid::text::bigint + 1000000000)::text::xid8`.execute(world.ctx.db)
    assert.deepEqual(await seen(), [1])
    await adoptTransactionIds(world.ctx.db)
    await emit(3)
    const runner = createEffectsRunner(world.ctx, note)
    await runner.drain()
    assert.deepEqual(await seen(), [2, 3])
    await adoptTransactionIds(world.ctx.db)
    await emit(4)
    await runner.drain()
    assert.deepEqual(await seen(), [4])
  })
})

/** The same database, but the connection breaks when a transaction is about to commit. */
function dyingAtCommit(db: Db, gone: Error): Db {
  const transaction = () => ({
    execute: (work: (tx: Db) => Promise<unknown>) =>
      db.transaction().execute(async (tx) => {
        await work(tx)
        throw gone
      }),
  })
  return new Proxy(db, {
    get: (target, key) => (key === 'transaction' ? transaction : Reflect.get(target, key, target)),
  })
}

describe('the partitions of the event log', () => {
  let world: TestContext
  before(async () => {
    world = await createTestContext()
  })
  after(() => world.stop())

  const accounts: number[] = []
  const note = oneByOne(async (_tx, { event }) => {
    if (event.type === 'account.updated') accounts.push(event.account)
  })
  const emit = (account: number) => write(world.ctx, async (_tx, emitEvent) => emitEvent(happening(account)))
  async function partitions(): Promise<Record<string, number>> {
    const { rows } = await sql<{ name: string; count: number }>`
      select p.inhrelid::regclass::text as name,
        (select count(*)::int from events e where e.tableoid = p.inhrelid) as count
      from pg_inherits p where p.inhparent = 'events'::regclass order by 1`.execute(world.ctx.db)
    return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
  }

  test('days have partitions of their own; none is dropped before its last event is done', async () => {
    const { ctx, clock } = world
    const runner = createEffectsRunner(ctx, note)
    clock.set(new Date('2026-05-10T23:00:00Z'))
    await emit(1)
    assert.deepEqual(await partitions(), { events_other: 1 }, 'an event before the first upkeep has a place too')
    await maintainEventPartitions(ctx)
    assert.deepEqual(
      await partitions(),
      { events_20260511: 0, events_other: 1 },
      'today is in the way: tomorrow is made',
    )

    clock.set(new Date('2026-05-11T10:00:00Z'))
    await maintainEventPartitions(ctx)
    assert.deepEqual(await partitions(), { events_20260511: 0, events_20260512: 0, events_other: 1 })
    clock.set(new Date('2026-05-11T23:59:59.999Z'))
    await emit(2)
    clock.set(new Date('2026-05-12T00:00:00.000Z'))
    await emit(3)
    assert.deepEqual(await partitions(), { events_20260511: 1, events_20260512: 1, events_other: 1 })

    await maintainEventPartitions(ctx)
    assert.deepEqual(
      await partitions(),
      { events_20260511: 1, events_20260512: 1, events_20260513: 0, events_other: 1 },
      'events that wait keep their partition',
    )
    await runner.drain()
    assert.deepEqual(accounts.splice(0), [1, 2, 3])
    await maintainEventPartitions(ctx)
    assert.deepEqual(await partitions(), { events_20260512: 1, events_20260513: 0, events_other: 0 })
  })

  test('an event still uncommitted in a finished day is not lost', async () => {
    const { ctx, clock } = world
    const runner = createEffectsRunner(ctx, note)
    clock.set(new Date('2026-05-12T23:59:59Z'))
    const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
    const { promise: appended, resolve: hasAppended } = Promise.withResolvers<void>()
    const slow = ctx.db.transaction().execute(async (tx) => {
      await appendEvents(tx, ctx, [happening(4)])
      hasAppended()
      await mayCommit
    })
    await appended
    clock.set(new Date('2026-05-13T00:30:00Z'))
    await runner.wake()
    await maintainEventPartitions(ctx)
    assert.ok('events_20260512' in (await partitions()), 'it stays while somebody writes in it')
    commit()
    await slow
    await maintainEventPartitions(ctx)
    assert.ok('events_20260512' in (await partitions()), 'it stays while an event waits in it')
    await runner.drain()
    assert.deepEqual(accounts.splice(0), [4])
    await maintainEventPartitions(ctx)
    assert.ok(!('events_20260512' in (await partitions())))
  })

  test('an event with an id of a day whose partition is gone finds a place and is processed', async () => {
    const { ctx, clock } = world
    const yesterday = firstIdAt(new Date(clock.now().getTime() - dayMs)) + 77
    assert.equal(idTime(yesterday).toISOString().slice(0, 10), '2026-05-12')
    await ctx.db
      .transaction()
      .execute((tx) => appendEvents(tx, { ...ctx, newId: () => yesterday as never }, [happening(5)]))
    await createEffectsRunner(ctx, note).drain()
    assert.deepEqual(accounts.splice(0), [5])
  })
})
