import type { Event } from '../events.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import { appendEvents } from './event-log.ts'
import { type Failure, isFailure } from './failure.ts'

class Rollback extends Error {
  failure: Failure
  constructor(failure: Failure) {
    super(failure.message)
    this.failure = failure
  }
}

/**
 * One transaction: the state and its events commit together, or, when `work` returns a failure or throws, not at all.
 * The projections have seen the events before this returns.
 */
export async function write<T>(
  ctx: Context,
  work: (tx: Db, emit: (event: Event) => void) => Promise<T | Failure>,
): Promise<T | Failure> {
  const events: Event[] = []
  try {
    const value = await ctx.db.transaction().execute(async (tx) => {
      const result = await work(tx, (event) => events.push(event))
      if (isFailure(result)) throw new Rollback(result)
      if (events.length > 0) await appendEvents(tx, ctx, events)
      return result
    })
    if (events.length > 0) ctx.committed(events)
    return value
  } catch (error) {
    if (error instanceof Rollback) return error.failure
    throw error
  }
}
