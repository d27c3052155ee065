import { minuteMs } from './clock.ts'
import type { Context } from './context.ts'
import type { Db } from './db.ts'
import type { AccountId, Id, PostId } from './ids.ts'

/** Work that follows from an effect and may take long or be tried again. Its handlers stand in src/jobs.ts. */
export type Job =
  | { kind: 'post.erase'; post: PostId }
  | { kind: 'account.erase'; account: AccountId }
  | { kind: 'requests.accept'; account: AccountId }
  | { kind: 'follows.carry_out'; account: AccountId; act: Id }
  | { kind: 'search.fill'; after: PostId }
  | { kind: 'search.reopen'; account: AccountId }
  | { kind: 'poll.end'; post: PostId }
  | { kind: 'post.publish'; account: AccountId; scheduled: Id }
  | { kind: 'ties.count_posts'; after: PostId }
  | { kind: 'ties.count_staged' }
  | { kind: 'audit.measure'; account: AccountId }
  | { kind: 'ties.count_favourites'; post: PostId; after: Id }

/** A handler does one bounded batch and may be run again at any time; 'more' asks to be called for the next batch. */
export type RunJob = (ctx: Context, job: Job) => Promise<'done' | 'more'>

const mostAttempts = 12

/** Doubles from half a minute to some hours: 30 s, 1 min, 2 min … */
export function retryDelayMs(attempts: number): number {
  return 0.5 * minuteMs * 2 ** (attempts - 1)
}

/** Without `runAt`: as soon as may be. */
export async function enqueueJob(
  tx: Db,
  ctx: Pick<Context, 'newId' | 'clock'>,
  { kind, ...payload }: Job,
  runAt?: Date,
) {
  const now = ctx.clock.now()
  await tx
    .insertInto('jobs')
    .values({ id: ctx.newId(), kind, payload: JSON.stringify(payload), run_at: runAt ?? now, created_at: now })
    .execute()
}

type StoredJob = { id: Id; kind: string; payload: unknown; attempts: number }

/**
 * Runs due jobs one batch after another, at least once each. One server works on a database at a time, so a job needs
 * no lock: it leaves the table when it is done, and a job cut off by a crash is still there.
 */
export function createJobRunner(ctx: Context, runJob: RunJob) {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false

  async function fail(job: StoredJob, error: unknown) {
    const attempts = job.attempts + 1
    ctx.log.error({ err: error, job: job.id, kind: job.kind, attempts }, 'a job failed')
    const now = ctx.clock.now()
    await ctx.db
      .updateTable('jobs')
      .set({
        attempts,
        last_error: String(error).slice(0, 2_000),
        run_at: new Date(now.getTime() + retryDelayMs(attempts)),
        gave_up_at: attempts >= mostAttempts ? now : null,
      })
      .where('id', '=', job.id)
      .execute()
  }

  /** A job with more to do goes to the end of the line, so that a long one does not hold up the others. */
  async function goOnLater(job: StoredJob) {
    await ctx.db
      .updateTable('jobs')
      .set({ attempts: 0, last_error: null, run_at: ctx.clock.now() })
      .where('id', '=', job.id)
      .execute()
  }

  async function perform(stored: StoredJob) {
    let outcome: 'done' | 'more'
    try {
      outcome = await runJob(ctx, { kind: stored.kind, ...(stored.payload as object) } as Job)
    } catch (error) {
      return fail(stored, error)
    }
    if (outcome === 'more') return goOnLater(stored)
    await ctx.db.deleteFrom('jobs').where('id', '=', stored.id).execute()
  }

  async function run() {
    try {
      while (!stopped) {
        again = false
        const due = await ctx.db
          .selectFrom('jobs')
          .select(['id', 'kind', 'payload', 'attempts'])
          .where('run_at', '<=', ctx.clock.now())
          .where('gave_up_at', 'is', null)
          .orderBy('run_at')
          .orderBy('id')
          .limit(50)
          .execute()
        for (const job of due) if (!stopped) await perform(job)
        if (due.length === 0 && !again) return
      }
    } finally {
      running = undefined
    }
  }

  function wake(): Promise<void> {
    again = true
    running ??= run()
    return running
  }

  return {
    wake,
    async stop() {
      stopped = true
      await running?.catch(() => undefined)
    },
  }
}
