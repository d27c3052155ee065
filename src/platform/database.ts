/** The database a process works on: embedded or external, checked, migrated, with a seat and an id lease. */
import { randomBytes } from 'node:crypto'
import { mkdir, stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { createDb, createPool, type Db, type Pool } from './db.ts'
import { startEmbedded, stopEmbedded } from './embedded.ts'
import type { Logger } from './log.ts'
import { appliedMigrations, knownMigrations, migrate } from './migrate.ts'
import { isTaken, type Lease, type Seat, type SeatOptions, takeSeat } from './seat.ts'
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

function clientFor(connectionString: string): pg.Client {
  try {
    return new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 })
  } catch {
    throw new StartError(
      'DATABASE_URL is not an address like postgresql://user:password@host:5432/database: correct it.',
    )
  }
}

/** Refuses a server that is away or too old, and a database that is not UTF-8. */
async function checkExternal(connectionString: string) {
  const client = clientFor(connectionString)
  try {
    await client.connect()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new StartError(
      `The database ${client.database} at ${client.host}:${client.port} cannot be used (${message || code}): check DATABASE_URL, and that the database is running.`,
      { cause: error },
    )
  }
  try {
    const { rows } = await client.query<{ version: string; encoding: string }>(
      `select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`,
    )
    const { version, encoding } = rows[0]!
    const major = Math.floor(Number(version) / 10_000)
    if (major < oldestMajor)
      throw new StartError(
        `The database server is PostgreSQL ${major}, and Twoway needs ${oldestMajor} or newer: give DATABASE_URL another one.`,
      )
    if (encoding !== 'UTF8')
      throw new StartError(
        `The database ${client.database} is encoded in ${encoding}: make one with ENCODING 'UTF8', and name that in DATABASE_URL.`,
      )
  } finally {
    await client.end()
  }
}

async function locate(options: DatabaseOptions): Promise<string> {
  if (options.databaseUrl) {
    await checkExternal(options.databaseUrl)
    return options.databaseUrl
  }
  const { serviceUser } = options
  await ensureDataFolder(options.dataFolder)
  const folder = join(options.dataFolder, 'postgres')
  const { connectionString } = await startEmbedded(
    folder,
    options.report,
    serviceUser === undefined ? {} : { serviceUser },
  )
  return connectionString
}

/** Node's own recursive `mkdir` never returns where the file system itself says ENOENT, as /proc does. */
async function makeFolder(folder: string) {
  const isFolder = () =>
    stat(folder).then(
      (facts) => facts.isDirectory(),
      () => false,
    )
  if (await isFolder()) return
  if (dirname(folder) !== folder) await makeFolder(dirname(folder))
  await mkdir(folder).catch(async (error) => {
    if (!(await isFolder())) throw error
  })
}

async function ensureDataFolder(folder: string) {
  try {
    await makeFolder(folder)
  } catch (error) {
    throw new StartError(
      `The data folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code}): choose another with TWOWAY_DATA.`,
      { cause: error },
    )
  }
}

/** A database that another process is just stopping is waited for. */
async function sitDown(
  options: DatabaseOptions,
  seatOptions: SeatOptions,
): Promise<{ connectionString: string; seat: Seat }> {
  for (let attempt = 1; ; attempt++) {
    try {
      const connectionString = await locate(options)
      return { connectionString, seat: await takeSeat(connectionString, seatOptions) }
    } catch (error) {
      const isStopping = /being stopped|shutting down|ECONNREFUSED|ENOENT.*PGSQL/i.test(String(error))
      if (!isStopping || options.databaseUrl || attempt === 20) throw error
      await delay(250)
    }
  }
}

/**
 * Connections of this process work only while its seat is held: without it, another server may be at the database.
 * `close` breaks the ones there are and refuses new ones.
 */
function createGate() {
  const sockets = new Set<Socket>()
  let isOpen = true
  return {
    connectionOptions: {
      stream() {
        const socket = new Socket()
        sockets.add(socket)
        return socket.once('close', () => sockets.delete(socket))
      },
      async onConnect() {
        if (!isOpen) throw new Error('The connection to the database is lost')
      },
    },
    open() {
      isOpen = true
    },
    close() {
      isOpen = false
      for (const socket of sockets) socket.destroy()
    },
  }
}

export async function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  const { log } = options
  const connectionName = `twoway ${options.isServer ? 'server' : 'tool'} ${randomBytes(6).toString('hex')}`
  const seatOptions = { isServer: options.isServer, connectionName, onLost }
  const gate = createGate()
  let closing = false
  let comingBack: Promise<void> | undefined

  function onLost(error: Error) {
    gate.close()
    if (closing || comingBack) return
    log.error({ err: error }, 'the database went away; waiting for it')
    comingBack = comeBack().finally(() => {
      comingBack = undefined
    })
  }

  async function sitDownAgain() {
    const next = await sitDown(options, seatOptions)
    seat = next.seat
    pool.options.connectionString = next.connectionString
    if (opened) {
      opened.lease = await seat.takeLease(opened.lease.lease)
      opened.connectionString = next.connectionString
    }
    gate.open()
    log.warn('the database is back')
  }

  async function comeBack() {
    const giveUpAt = performance.now() + patienceMs
    while (!closing) {
      try {
        return await sitDownAgain()
      } catch (error) {
        if (isTaken(error) || performance.now() > giveUpAt) return options.onGivenUp(error as Error)
        await delay(500)
      }
    }
  }

  const first = await sitDown(options, seatOptions)
  let seat = first.seat
  const pool = createPool(
    first.connectionString,
    (error) => log.warn({ err: error }, 'an idle database connection broke'),
    { application_name: connectionName, ...gate.connectionOptions },
  )
  const db = createDb(pool)
  let opened: OpenDatabase | undefined

  async function close() {
    closing = true
    await comingBack
    await pool.end()
    await seat.leave(async () => {
      if (!options.databaseUrl) await stopEmbedded(join(options.dataFolder, 'postgres'))
    })
  }

  try {
    await seat.whileMigrating(async () => {
      const missing = (await knownMigrations()).length - (await appliedMigrations(db)).length
      if (missing > 0) options.report('Preparing the database…')
      await migrate(db)
    })
    const lease = await seat.takeLease()
    opened = { db, pool, connectionString: first.connectionString, lease, close }
    return opened
  } catch (error) {
    await close()
    throw error
  }
}
