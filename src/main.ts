/** Composition root: config → database → slices → start, stop. Importing any other file opens nothing. */
import { join } from 'node:path'
import { measureEverybody } from './audit/people.ts'
import { selectStanding } from './auth/app-queries.ts'
import { authenticateSession, authenticateToken } from './auth/authenticate.ts'
import type { Config } from './config.ts'
import { applyEffects } from './effects.ts'
import { forgetOldActs } from './follows/journal.ts'
import { deleteExpiredMutes } from './follows/queries.ts'
import { ensureInstance } from './instance/actions.ts'
import { loadEmojis } from './instance/emoji-queries.ts'
import { failurePage } from './instance/layout.ts'
import { findInstance } from './instance/queries.ts'
import { loadWebApp } from './instance/web-app.ts'
import { runJob } from './jobs.ts'
import { createMediaUpkeep } from './media/upkeep.ts'
import { presentReports } from './moderation/present.ts'
import { streamedNotifications } from './notifications/streaming.ts'
import { type Clock, hourMs, minuteMs, systemClock } from './platform/clock.ts'
import type { Context } from './platform/context.ts'
import { type OpenDatabase, openDatabase } from './platform/database.ts'
import { createEffectsRunner, maintainEventPartitions } from './platform/event-log.ts'
import { createIds } from './platform/ids.ts'
import { createJobRunner } from './platform/jobs.ts'
import { createLogger, type Logger } from './platform/log.ts'
import { createMetrics } from './platform/metrics.ts'
import { paced } from './platform/pace.ts'
import { createRateLimits } from './platform/rate-limits.ts'
import { createApp, listen } from './platform/server.ts'
import { createFolderStorage } from './platform/storage.ts'
import { createStreaming } from './platform/streaming.ts'
import { createSockets } from './platform/streaming-socket.ts'
import { accountsLosingAccess, applyProjections } from './projections.ts'
import { createRoutes } from './routes.ts'
import { forgetOldDays } from './ties/counting.ts'
import { createTieFitting } from './ties/fitting.ts'
import { profileAuthors } from './ties/interest.ts'
import { createDelivered } from './timelines/delivered.ts'
import { createStreams } from './timelines/streams.ts'
import type { LoadStep } from './town/load.ts'

/** Under load effects work for all that came within this time: much of what they do is done once for a batch. */
const effectsPaceMs = 50

export type Report = (line: string) => void

type Opening = { config: Config; clock: Clock; log: Logger; report: Report }

function openFor(opening: Opening, isServer: boolean, onGivenUp: (error: Error) => void): Promise<OpenDatabase> {
  const { dataFolder, databaseUrl, serviceUser } = opening.config
  return openDatabase({ ...opening, dataFolder, databaseUrl, serviceUser, isServer, onGivenUp })
}

function contextOf(opening: Opening, database: OpenDatabase, origin: string, committed: Context['committed']) {
  const ids = createIds(opening.clock, database.lease.lease, database.lease.lastId)
  const ctx: Context = {
    db: database.db,
    clock: opening.clock,
    newId: ids.newId,
    log: opening.log,
    storage: createFolderStorage(join(opening.config.dataFolder, 'media')),
    emojis: { byName: new Map() },
    origin,
    domain: new URL(origin).host,
    committed,
  }
  return { ctx, saveLastId: () => database.lease.saveLastId(ids.lastId()) }
}

/** Never overlaps with itself; a failure is logged and tried again at the next turn. */
function every(ms: number, log: Logger, what: string, work: () => Promise<unknown>): () => Promise<void> {
  let current: Promise<void> | undefined
  const timer = setInterval(() => {
    current ??= work()
      .then(() => undefined)
      .catch((error) => log.error({ err: error }, `${what} failed`))
      .finally(() => {
        current = undefined
      })
  }, ms)
  return async () => {
    clearInterval(timer)
    await current
  }
}

export type RunningServer = {
  url: string
  ctx: Context
  pool: OpenDatabase['pool']
  /** Waits until every effect of what has been committed, and every due job, is done. */
  settle: () => Promise<void>
  /** Writes the delivered counts out now. */
  flushDelivered: () => Promise<void>
  /** What every stream is sent, and checked for, from time to time. */
  beatStreams: () => Promise<void>
  stop: () => Promise<void>
}

/**
 * Starts the server: takes the port, then the database, then serves. Throws StartError with one sentence for whoever
 * runs it, leaving nothing behind. `onGivenUp` is called when the database is lost for good.
 */
export async function startServer(
  config: Config,
  {
    clock = systemClock,
    report = () => {},
    tell = () => {},
    onGivenUp = () => {},
  }: { clock?: Clock; report?: Report; tell?: LoadStep; onGivenUp?: (error: Error) => void } = {},
): Promise<RunningServer> {
  const log = createLogger(config.logLevel)
  const opening = { config, clock, log, report }
  const listening = await listen(config.host, config.port)
  let database: OpenDatabase | undefined
  try {
    database = await openFor(opening, true, onGivenUp)
    const origin = config.origin ?? `http://localhost:${listening.port}`
    const { ctx, saveLastId } = contextOf(opening, database, origin, (events) => {
      project(events)
      wake()
    })
    const readEmojis = async () => {
      ctx.emojis.byName = await loadEmojis(ctx.db)
    }
    await readEmojis()
    const delivered = createDelivered(ctx)
    const keepMedia = createMediaUpkeep(ctx)
    const fitting = createTieFitting(ctx)
    const streams = createStreams(ctx, { notifications: streamedNotifications(ctx, presentReports) })
    const streaming = createStreaming(ctx, (ids) => selectStanding(ctx.db, ids, clock.now()), streams.channels)
    const project = applyProjections({ delivered, streaming, streams })
    const toldByEffects = streams.collect()
    const effects = createEffectsRunner(ctx, applyEffects({ ...ctx, told: toldByEffects.told }), async (events) => {
      if (events.some(({ type }) => type === 'emojis.changed'))
        await readEmojis().catch((error) => log.error({ err: error }, 'the emojis stay as they were'))
      await streams.deliver(events, toldByEffects.take())
      await streaming
        .check(accountsLosingAccess(events))
        .catch((error) => log.error({ err: error }, 'streams stay open'))
    })
    const toldByJobs = streams.collect()
    const jobs = createJobRunner({ ...ctx, told: toldByJobs.told }, runJob)
    const runJobs = () => jobs.wake().then(() => streams.deliver([], toldByJobs.take()))
    const runEffectsThenJobs = () => effects.wake().then(runJobs)
    const wake = paced(effectsPaceMs, () => {
      runEffectsThenJobs().catch((error) => log.error({ err: error }, 'effects failed'))
    })

    await ensureInstance(ctx, { isDemo: config.demo !== undefined })
    await maintainEventPartitions(ctx)
    if (config.demo) {
      // A real server never reads how a town is made up and drawn.
      const { openTown } = await import('./demo/town.ts')
      ctx.demo = await openTown(ctx, database.pool, config.demo, tell)
    }
    const metrics = createMetrics(() => ctx.db, streaming.count)
    const authenticate = (token: string) => authenticateToken(ctx, token)
    const authenticateBrowser = (cookie: string) => authenticateSession(ctx, cookie)
    const rateLimits = createRateLimits(config.limits, clock)
    const webApp = await loadWebApp(config.webFolder)
    const app = createApp({
      ctx,
      routes: createRoutes({
        delivered,
        streaming,
        metrics,
        metricsToken: config.metricsToken,
        webApp,
        isDemo: config.demo !== undefined,
      }),
      authenticateToken: authenticate,
      authenticateSession: authenticateBrowser,
      failurePage: (failure, viewer, words) => failurePage(ctx, failure, viewer, words),
      rateLimits,
      metrics,
      trustedProxies: config.trustedProxies,
    })
    listening.handle(app.fetch)
    const { trustedProxies } = config
    listening.handleSockets(
      createSockets({
        ctx,
        streaming,
        authenticateToken: authenticate,
        authenticateSession: authenticateBrowser,
        rateLimits,
        trustedProxies,
      }),
    )
    const timers = [
      every(1_000, log, 'effects', runEffectsThenJobs),
      every(streaming.limits.heartbeatMs, log, 'the heartbeat of streams', streaming.beat),
      every(10_000, log, 'saving the last id', saveLastId),
      every(minuteMs, log, 'writing delivered counts', delivered.flush),
      every(hourMs, log, 'daily upkeep', async () => {
        await maintainEventPartitions(ctx)
        await delivered.prune()
        await keepMedia()
        await deleteExpiredMutes(ctx.db, ctx.clock.now())
        await forgetOldActs(ctx)
        await forgetOldDays(ctx)
      }),
      every(hourMs, log, 'fitting the model of ties', fitting.run),
      every(hourMs, log, 'profiling how authors write', () => profileAuthors(ctx)),
      every(hourMs, log, 'measuring how much people converse', () => measureEverybody(ctx)),
    ]
    const { close, pool } = database
    return {
      url: config.origin ?? `http://localhost:${listening.port}`,
      ctx,
      pool,
      // A job's own events have effects too.
      async settle() {
        do {
          await effects.drain()
          await runJobs()
        } while (await effects.isBehind())
      },
      flushDelivered: delivered.flush,
      beatStreams: streaming.beat,
      async stop() {
        await streaming.stop()
        await listening.stop()
        fitting.stop()
        await Promise.all(timers.map((stopTimer) => stopTimer()))
        await effects.stop()
        await jobs.stop()
        await delivered.flush().catch((error) => log.error({ err: error }, 'delivered counts were not written'))
        await saveLastId().catch((error) => log.error({ err: error }, 'the last id was not written'))
        await close()
      },
    }
  } catch (error) {
    await listening.stop()
    await database?.close()
    throw error
  }
}

export type Tool = { ctx: Context; database: OpenDatabase }

/**
 * Runs a command-line tool at the database, beside the server or without it. What it writes has its effects when the
 * server looks next: within a second, or at the next start.
 */
export async function withTool<T>(config: Config, report: Report, work: (tool: Tool) => Promise<T>): Promise<T> {
  const opening = { config, clock: systemClock, log: createLogger(config.logLevel), report }
  // Without its database every query of the tool fails, which ends it.
  const database = await openFor(opening, false, () => {})
  try {
    const instance = await findInstance(database.db)
    const origin = instance?.origin ?? config.origin ?? `http://localhost:${config.port}`
    const { ctx, saveLastId } = contextOf(opening, database, origin, () => {})
    const result = await work({ ctx, database })
    await saveLastId()
    return result
  } finally {
    await database.close()
  }
}
