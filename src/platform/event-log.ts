import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Event, Origin } from '../events.ts'
import { dayMs, utcDay } from './clock.ts'
import type { Context } from './context.ts'
import { type Db, sqlState } from './db.ts'
import { firstIdAt, type Id, maxId } from './ids.ts'

const attemptsBeforeParking = 5
const batchSize = 200
/** How long a drain waits before it looks again for a transaction that is still open. */
const lookAgainMs = 5

export async function appendEvents(tx: Db, ctx: Pick<Context, 'newId' | 'clock'>, events: readonly Event[]) {
  const data = events.map(({ type: _type, origin: _origin, ...rest }) => JSON.stringify(rest))
  await sql`
    insert into events (id, type, origin, data, created_at)
    select id, type, origin, data, ${ctx.clock.now()}::timestamptz from unnest(
      ${events.map(() => ctx.newId())}::bigint[], ${events.map(({ type }) => type)}::text[],
      ${events.map(({ origin }) => origin)}::text[], ${data}::jsonb[]
    ) as happened (id, type, origin, data)`.execute(tx)
}

type Position = { xid: string; id: Id }
type StoredEvent = { id: Id; xid: string; type: string; origin: string; data: unknown; created_at: Date }

function revive(stored: StoredEvent): Event {
  return { ...(stored.data as object), type: stored.type, origin: stored.origin as Origin } as Event
}

/** Committed events after the position, in commit order, strictly below the oldest transaction still running. */
async function nextEvents(db: Db, position: Position, limit: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select id, xid::text as xid, type, origin, data, created_at from events
    where (xid, id) > (${position.xid}::xid8, ${position.id}::bigint) and xid < pg_snapshot_xmin(pg_current_snapshot())
    order by events.xid, id limit ${limit}`.execute(db)
  return rows
}

async function lockPosition(tx: Db): Promise<Position> {
  return tx
    .selectFrom('effects_position')
    .select([sql<string>`xid::text`.as('xid'), 'id'])
    .forUpdate()
    .executeTakeFirstOrThrow()
}

async function movePosition(tx: Db, last: StoredEvent) {
  await tx
    .updateTable('effects_position')
    .set({ xid: sql`${last.xid}::xid8`, id: last.id })
    .execute()
}

/** Also true for what waits behind a transaction that is still open. */
async function isBehind(db: Db): Promise<boolean> {
  const found = await sql<{ behind: boolean }>`
    select exists (select from events e, effects_position p where (e.xid, e.id) > (p.xid, p.id)) as behind`.execute(db)
  return found.rows[0]!.behind
}

/**
 * A database that was restored into another cluster carries transaction ids of the former one. When they lie ahead of
 * this cluster's, new events would sort before the position and never be seen: then done events get the lowest id, the
 * waiting ones this transaction's. To be called before the first event is written there.
 */
export async function adoptTransactionIds(db: Db) {
  await db.transaction().execute(async (tx) => {
    const found = await sql<{ ahead: boolean }>`
      select greatest((select xid from effects_position), (select xid from events order by xid desc, id desc limit 1)) >= pg_snapshot_xmax(pg_current_snapshot()) as ahead`.execute(
      tx,
    )
    if (!found.rows[0]!.ahead) return
    await sql`
      update events e set xid = case when (e.xid, e.id) > (p.xid, p.id) then pg_current_xact_id() else '0'::xid8 end
      from effects_position p`.execute(tx)
    await tx.updateTable('effects_position').set({ xid: sql`'0'::xid8`, id: maxId }).execute()
  })
}

export type Occurrence = { event: Event; id: Id; created_at: Date }

/**
 * Writes what follows from these events, which are in commit order. Database writes only, through `tx`: they commit with
 * the done-mark. Names each event to `turn` when it comes to it, and nothing to it while it works for all of them, so
 * that a failure is known to be one event's own.
 */
export type ApplyEffects = (
  tx: Db,
  batch: readonly Occurrence[],
  turn: (of: Occurrence | undefined) => void,
) => Promise<void>

type Failed = {
  /** Undefined when the work for the whole batch failed. */
  event: StoredEvent | undefined
  error: unknown
  /** How many of its batch went well before it. */
  before: number
}

/**
 * Runs effects in commit order, each exactly once: their writes and the moved position are one transaction. An event
 * that fails five times is parked, so that the others go on; `twoway check` reports it and `--repair` runs it again.
 * `deliver` is called with what a transaction has done once it is committed, at most once each; it must not throw.
 */
export function createEffectsRunner(
  ctx: Context,
  apply: ApplyEffects,
  deliver: (events: readonly Event[]) => Promise<void> = async () => {},
) {
  let failing: { id: Id; times: number } | undefined
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let adopted = false

  async function runBatch(limit: number): Promise<{ done: number; failed?: Failed }> {
    let taken: StoredEvent[] = []
    let atTurn: StoredEvent | undefined
    const batch: Occurrence[] = []
    try {
      await ctx.db.transaction().execute(async (tx) => {
        taken = await nextEvents(tx, await lockPosition(tx), limit)
        const last = taken.at(-1)
        if (!last) return
        batch.push(...taken.map((stored) => ({ ...stored, event: revive(stored) })))
        await apply(tx, batch, (occurrence) => {
          atTurn = occurrence && taken[batch.indexOf(occurrence)]
        })
        taken = []
        await movePosition(tx, last)
      })
    } catch (error) {
      // Nothing was taken, or all was done: the database itself failed.
      if (taken.length === 0) throw error
      const event = atTurn ?? (taken.length === 1 ? taken[0] : undefined)
      return { done: 0, failed: { event, error, before: event ? taken.indexOf(event) : 0 } }
    }
    if (batch.length > 0) await deliver(batch.map(({ event }) => event))
    return { done: batch.length }
  }

  async function park(event: StoredEvent, error: unknown) {
    const { id, type, origin, created_at } = event
    await ctx.db.transaction().execute(async (tx) => {
      await lockPosition(tx)
      await tx
        .insertInto('parked_events')
        .values({ id, type, origin, created_at, data: JSON.stringify(event.data), error: String(error) })
        .execute()
      await movePosition(tx, event)
    })
  }

  /** How many events to take next: the ones before the failed one first, so that it stands at the head and fails alone. */
  async function limitAfter({ event, error, before }: Failed): Promise<number> {
    ctx.log.error({ err: error, event: event?.id, type: event?.type }, 'an effect failed')
    if (!event) return 1
    if (before > 0) return before
    failing = { id: event.id, times: failing?.id === event.id ? failing.times + 1 : 1 }
    if (failing.times < attemptsBeforeParking) return 1
    await park(event, error)
    return batchSize
  }

  async function run() {
    try {
      if (!adopted) await adoptTransactionIds(ctx.db)
      adopted = true
      let limit = batchSize
      while (!stopped) {
        again = false
        const { done, failed } = await runBatch(limit)
        if (!failed && limit === batchSize && done < limit && !again) return
        limit = failed ? await limitAfter(failed) : batchSize
      }
    } finally {
      running = undefined
    }
  }

  /** Starts a run if none is under way; the run under way looks once more otherwise. */
  function wake(): Promise<void> {
    again = true
    running ??= run()
    return running
  }

  return {
    wake,
    /** Whether anything committed still waits for its effects. */
    isBehind: () => isBehind(ctx.db),
    /**
     * Runs until every event committed by now has had its effects or is parked. Waits for transactions that are open
     * anywhere in the cluster: what they commit may sort before it.
     */
    async drain() {
      await wake()
      while (!stopped && (await isBehind(ctx.db))) {
        await delay(lookAgainMs)
        await wake()
      }
    },
    async stop() {
      stopped = true
      await running?.catch(() => undefined)
    },
  }
}

/** Runs the effects of parked events again; each that succeeds leaves the list. Returns how many remain. */
export async function retryParkedEvents(ctx: Context, apply: ApplyEffects): Promise<number> {
  const parked = await ctx.db.selectFrom('parked_events').selectAll().orderBy('id').execute()
  let remaining = 0
  for (const event of parked) {
    try {
      await ctx.db.transaction().execute(async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('parked_events')
          .where('id', '=', event.id)
          .executeTakeFirstOrThrow()
        if (numDeletedRows > 0n) await apply(tx, [{ ...event, event: revive({ ...event, xid: '0' }) }], () => {})
      })
    } catch (error) {
      remaining++
      ctx.log.error({ err: error, event: event.id }, 'a parked effect failed again')
    }
  }
  return remaining
}

/** Lock not available; a row of the default partition belongs into the new one. */
const passingStates = ['55P03', '23514']

/**
 * Changing the partitions needs every writer out of the way, and keeps them waiting as long as it waits itself: a
 * second at most, then it is left to the next upkeep.
 */
async function changePartitions(ctx: Context, change: (tx: Db) => Promise<unknown>) {
  try {
    await ctx.db.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = '1s'`.execute(tx)
      await change(tx)
    })
  } catch (error) {
    if (!passingStates.includes(sqlState(error) ?? '')) throw error
    ctx.log.warn({ err: error }, 'the partitions of the event log stay as they are for now')
  }
}

async function makePartition(ctx: Context, day: number) {
  const name = `events_${utcDay(new Date(day)).replaceAll('-', '')}`
  const [from, to] = [firstIdAt(new Date(day)), firstIdAt(new Date(day + dayMs))]
  await changePartitions(ctx, (tx) =>
    sql`create table if not exists ${sql.table(name)} partition of events for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(
      tx,
    ),
  )
}

/** The lock comes before the look: an event still uncommitted in the partition is waited for, not lost with it. */
async function dropPartitionWhenDone(ctx: Context, name: string) {
  await changePartitions(ctx, async (tx) => {
    await sql`lock table events in access exclusive mode`.execute(tx)
    const pending = await sql<{ pending: boolean }>`
      select exists (select from ${sql.table(name)} e, effects_position p where (e.xid, e.id) > (p.xid, p.id)) as pending`.execute(
      tx,
    )
    if (!pending.rows[0]!.pending) await sql`drop table ${sql.table(name)}`.execute(tx)
  })
}

async function finishedPartitions(db: Db, today: number): Promise<string[]> {
  const partitions = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events'::regclass order by name`.execute(
    db,
  )
  return partitions.rows
    .map(({ name }) => name)
    .filter((name) => {
      const day = /^events_(\d{4})(\d\d)(\d\d)$/.exec(name)
      return day !== null && Date.parse(`${day[1]}-${day[2]}-${day[3]}`) < today
    })
}

/**
 * Makes the partitions of today and tomorrow, and drops those of finished days whose events are all done. Events that
 * found no partition of their day stand in the default one; there the done ones of finished days are deleted.
 */
export async function maintainEventPartitions(ctx: Context) {
  const today = Math.floor(ctx.clock.now().getTime() / dayMs) * dayMs
  for (const day of [today, today + dayMs]) await makePartition(ctx, day)
  for (const name of await finishedPartitions(ctx.db, today)) await dropPartitionWhenDone(ctx, name)
  await sql`
    delete from events_other e using effects_position p
    where e.id < ${firstIdAt(new Date(today))} and (e.xid, e.id) <= (p.xid, p.id)`.execute(ctx.db)
}
