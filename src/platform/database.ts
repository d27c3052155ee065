/** The database a process works on: embedded or external, checked, migrated, with a seat and an id lease. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createDb, createPool, type Db, type Pool } from './db.ts'
import { startEmbedded, stopEmbedded } from './embedded.ts'
import type { Logger } from './log.ts'
import { appliedMigrations, knownMigrations, migrate } from './migrate.ts'
import { type Lease, type Seat, takeSeat } from './seat.ts'
import { StartError } from './start-error.ts'

export type DatabaseOptions = {
  dataFolder: string
  databaseUrl: string | undefined
  serviceUser: string | undefined
  /** A server stands alone at its database; tools may stand beside it. */
  isServer: boolean
  log: Logger
  report: (line: string) => void
  /** The database went away and did not come back, or another server took it. */
  onGivenUp: (error: Error) => void
}

export type OpenDatabase = {
  db: Db
  pool: Pool
  connectionString: string
  lease: Lease
  /** Leaves, and stops the embedded database if nobody else uses it. */
  close: () => Promise<void>
}

const oldestMajor = 15
/** How long a lost database may take to come back. */
const patienceMs = 60_000

function explainConnectError(error: unknown, url: string): StartError {
  const { code, message } = error as NodeJS.ErrnoException
  const where = url.replace(/:\/\/[^@/]*@/, '://…@')
  return new StartError(
    `The database at ${where} cannot be used (${code ?? 'no answer'}: ${message}): check DATABASE_URL and that it is running.`,
  )
}

/** Refuses a server that is too old and a database that is not UTF-8. */
async function checkServer(connectionString: string, isExternal: boolean) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    throw isExternal ? explainConnectError(error, connectionString) : error
  }
  try {
    const { rows } = await client.query<{ version: string; encoding: string; name: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding, current_database() as name`,
    )
    const { version, encoding, name } = rows[0]!
    const major = Math.floor(Number(version) / 10_000)
    if (major < oldestMajor)
      throw new StartError(`The database server is PostgreSQL ${major}: Twoway needs ${oldestMajor} or newer.`)
    if (encoding !== 'UTF8')
      throw new StartError(
        `The database ${name} is encoded in ${encoding}: create one with ENCODING 'UTF8' and use that.`,
      )
  } finally {
    await client.end()
  }
}

async function locate(options: DatabaseOptions): Promise<string> {
  if (options.databaseUrl) {
    await checkServer(options.databaseUrl, true)
    return options.databaseUrl
  }
  const { serviceUser } = options
  const folder = join(options.dataFolder, 'postgres')
  const { connectionString } = await startEmbedded(
    folder,
    options.report,
    serviceUser === undefined ? {} : { serviceUser },
  )
  return connectionString
}

async function ensureDataFolder(folder: string) {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be made (${(error as Error).message}): choose another with TWOWAY_DATA.`,
    )
  }
}

/** A database that another process is just stopping is waited for. */
async function sitDown(
  options: DatabaseOptions,
  onLost: (error: Error) => void,
): Promise<{ connectionString: string; seat: Seat }> {
  for (let attempt = 1; ; attempt++) {
    try {
      const connectionString = await locate(options)
      return { connectionString, seat: await takeSeat(connectionString, options.isServer, onLost) }
    } catch (error) {
      const isStopping = /being stopped|shutting down|ECONNREFUSED|ENOENT.*PGSQL/i.test(String(error))
      if (!isStopping || options.databaseUrl || attempt === 20) throw error
      await delay(250)
    }
  }
}

export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { log } = options
  await ensureDataFolder(options.dataFolder)
  let closing = false

  async function comeBack(lost: Error) {
    if (closing) return
    log.error({ err: lost }, 'the database went away; waiting for it')
    const giveUpAt = Date.now() + patienceMs
    for (;;) {
      try {
        const next = await sitDown(options, comeBack)
        await next.seat.takeLease()
        seat = next.seat
        pool.options.connectionString = next.connectionString
        opened.connectionString = next.connectionString
        log.warn('the database is back')
        return
      } catch (error) {
        if (closing) return
        const isTaken = error instanceof StartError && error.message.startsWith('Another Twoway server')
        if (isTaken || Date.now() > giveUpAt) return options.onGivenUp(error as Error)
        await delay(500)
      }
    }
  }

  const first = await sitDown(options, comeBack)
  let seat = first.seat
  const pool = createPool(first.connectionString, (error) =>
    log.warn({ err: error }, 'an idle database connection broke'),
  )
  const db = createDb(pool)
  const stopIfLast = async () => {
    await pool.end()
    if ((await seat.leave()) && !options.databaseUrl) await stopEmbedded(join(options.dataFolder, 'postgres'))
  }
  let lease: Lease
  try {
    await seat.whileMigrating(async () => {
      const missing = (await knownMigrations()).length - (await appliedMigrations(db)).length
      if (missing > 0) options.report('Preparing the database…')
      await migrate(db)
    })
    lease = await seat.takeLease()
  } catch (error) {
    closing = true
    await stopIfLast()
    throw error
  }
  const opened: OpenDatabase = {
    db,
    pool,
    connectionString: first.connectionString,
    lease,
    async close() {
      closing = true
      await stopIfLast()
    },
  }
  return opened
}
