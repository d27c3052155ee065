/**
 * Fits the model of ties to this server once a day, from public acts alone. Learning takes the better part of a minute of
 * one processor: it has a process of its own.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import { actTypes, dayMs, hourMs } from '../connection/acts.ts'
import type { History } from '../connection/history.ts'
import type { TieModel } from '../connection/model.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { loadTieModel, saveTieModel } from './models.ts'
import { columnOf } from './sum-tables.ts'

/** Probabilities are those of talk within a week. */
const horizonMs = 7 * dayMs
/** The newest rows of acts: what is older teaches little, and this many take some hundred megabytes. */
const mostRows = 300_000

export type FittingJob = { history: History; now: number; horizonMs: number }

type Row = { from: AccountId; to: AccountId; hour: number; type: number; count: number; share: number }

/** Public acts, with people as numbers from 0 on: who they are is no signal. */
export async function loadHistory(db: Db): Promise<History> {
  const { rows } = await sql<Row>`
    select from_id as "from", to_id as "to", hour, count, share,
      array_position(${columnOf(actTypes, (type) => type)}::text[], type) - 1 as type
    from ties where audience = 'public' order by hour desc limit ${mostRows}`.execute(db)
  const numbers = new Map<AccountId, number>()
  const numberOf = (account: AccountId): number => {
    const known = numbers.get(account) ?? numbers.size
    numbers.set(account, known)
    return known
  }
  return {
    from: Int32Array.from(rows, (row) => numberOf(row.from)),
    to: Int32Array.from(rows, (row) => numberOf(row.to)),
    at: Float64Array.from(rows, ({ hour }) => hour * hourMs),
    type: Uint8Array.from(rows, ({ type }) => type),
    count: Int32Array.from(rows, ({ count }) => count),
    share: Int32Array.from(rows, ({ share }) => share),
    people: numbers.size,
  }
}

/** Stopping it is no failure: the next day tries again. */
export function createTieFitting(ctx: Context) {
  let triedAt = Number.NEGATIVE_INFINITY
  let running: ChildProcess | undefined

  /** Undefined: there is too little to learn from, or the process ended before it knew. */
  async function learn(job: FittingJob): Promise<TieModel | undefined> {
    const child = fork(new URL('../../bin/fit.ts', import.meta.url), {
      serialization: 'advanced',
      env: {},
      execArgv: ['--disable-warning=ExperimentalWarning', '--max-old-space-size=1024'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    running = child
    child.on('error', () => {})
    const done = new AbortController()
    const { signal } = done
    try {
      const answered = once(child, 'message', { signal }).then(([model]) => (model as TieModel | null) ?? undefined)
      const ended = once(child, 'exit', { signal }).then(() => undefined)
      child.send(job, () => {})
      return await Promise.race([answered, ended])
    } finally {
      done.abort()
      running = undefined
    }
  }

  return {
    /** Does nothing within a day of the last time. */
    async run() {
      const now = ctx.clock.now()
      const { fittedAt } = await loadTieModel(ctx.db)
      if (now.getTime() - Math.max(triedAt, fittedAt?.getTime() ?? triedAt) < dayMs) return
      triedAt = now.getTime()
      const history = await loadHistory(ctx.db)
      if (history.people === 0) return
      const model = await learn({ history, now: now.getTime(), horizonMs })
      if (model) await ctx.db.transaction().execute((tx) => saveTieModel(tx, ctx.newId(), model, now))
    },
    stop() {
      running?.kill('SIGKILL')
    },
  }
}
