import { sql } from 'kysely'
import { type Check, countRows } from './check.ts'
import { hourMs } from './clock.ts'
import { type ApplyEffects, retryParkedEvents } from './event-log.ts'

/** That what has to follow from events does follow. `apply` is what the server does with an event. */
export function queueChecks(apply: ApplyEffects): Check[] {
  return [
    {
      name: 'parked-events',
      sentence: 'events whose effects failed again and again',
      count: (db) => countRows(db, sql`select 1 from parked_events`),
      async repair(_tx, ctx) {
        await retryParkedEvents(ctx, apply)
      },
      advice: 'the column "error" of parked_events says what stands in the way',
    },
    {
      name: 'waiting-events',
      sentence: 'events that have been waiting for their effects for more than an hour',
      count: (db, now) =>
        countRows(
          db,
          sql`select 1 from events
            where (xid, id) > (select xid, id from effects_position) and created_at < ${new Date(now.getTime() - hourMs)}`,
        ),
      advice: 'start the server, which goes on with them; if it runs, its log says what stands in the way',
    },
    {
      name: 'failed-jobs',
      sentence: 'jobs that failed so often that they were given up',
      count: (db) => countRows(db, sql`select 1 from jobs where gave_up_at is not null`),
      async repair(tx, ctx) {
        await tx
          .updateTable('jobs')
          .set({ gave_up_at: null, attempts: 0, run_at: ctx.clock.now() })
          .where('gave_up_at', 'is not', null)
          .execute()
      },
    },
  ]
}
