/**
 * A process's seat at the database: one connection of its own that holds advisory locks for as long as the process
 * lives, so that a crash frees them by itself. One server at a time; tools such as the backup may stand beside it.
 */
import pg from 'pg'
import { type Id, leaseCount } from './ids.ts'
import { StartError } from './start-error.ts'

/** The space of Twoway's advisory locks: the letters "twow". */
const space = 0x74776f77
const anyone = 0
const server = 1
const migration = 2
const firstLease = 100

/** The right to make ids with a number of one's own. */
export type Lease = {
  lease: number
  /** The newest id that may already have been given out. */
  lastId: Id
  saveLastId: (id: Id) => Promise<void>
}

export type Seat = {
  /** Runs `work` while nobody else migrates. */
  whileMigrating: <T>(work: () => Promise<T>) => Promise<T>
  /** The lease of that number, or any free one. */
  takeLease: (wanted?: number) => Promise<Lease>
  /** Gives the seat back. When nobody else is at the database, runs `whenLast` before anybody can sit down again. */
  leave: (whenLast: () => Promise<void>) => Promise<void>
}

export type SeatOptions = {
  isServer: boolean
  /** What the connections of this process are called: "twoway server" or "twoway tool" and a number in hexadecimal. */
  connectionName: string
  /** Called once if the connection, and the locks with it, goes away. */
  onLost: (error: Error) => void
}

const taken =
  'Another Twoway server is already running on this database: stop it first, or give this one another data folder (TWOWAY_DATA).'

/** Whether somebody else sits there, so that trying again is of no use. */
export function isTaken(error: unknown): boolean {
  return error instanceof StartError && error.message === taken
}

async function tryLock(client: pg.Client, key: number, shared = false): Promise<boolean> {
  const { rows } = await client.query<{ ok: boolean }>(
    `select pg_try_advisory_lock${shared ? '_shared' : ''}($1, $2) as ok`,
    [space, key],
  )
  return rows[0]!.ok
}

/** Ends other connections of these names and waits until what they were doing is done or undone. */
async function endConnections(client: pg.Client, namePattern: string) {
  await client.query(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity
      where application_name ~ $1 and datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
    [namePattern],
  )
}

async function sitDown(client: pg.Client, { isServer, connectionName }: SeatOptions) {
  // The locks of a machine that dies or loses its network are free again after half a minute.
  await client.query('set tcp_keepalives_idle = 15; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3')
  // A seat that this process has lost may still be held at the other end.
  await endConnections(client, `^${connectionName}`)
  if (!(await tryLock(client, anyone, true)))
    throw new StartError('The database is being stopped: try again in a moment.')
  if (!isServer) return
  if (!(await tryLock(client, server))) throw new StartError(taken)
  // Nothing that a server before us began may be committed from now on.
  await endConnections(client, '^twoway server [0-9a-f]+$')
}

/** Throws StartError when a second server would sit down. */
export async function takeSeat(connectionString: string, options: SeatOptions): Promise<Seat> {
  const { isServer, connectionName, onLost } = options
  const client = new pg.Client({ connectionString, application_name: `${connectionName} seat`, keepAlive: true })
  let state: 'arriving' | 'seated' | 'gone' = 'arriving'
  const lose = (error: Error) => {
    if (state !== 'seated') return
    state = 'gone'
    onLost(error)
  }
  client.on('error', lose)
  client.on('end', () => lose(new Error('The connection to the database ended')))
  await client.connect()
  try {
    await sitDown(client, options)
  } catch (error) {
    await client.end()
    throw error
  }
  state = 'seated'

  async function freeLease(): Promise<number> {
    // The first one is the server's.
    for (let lease = isServer ? 0 : 1; lease < leaseCount; lease++)
      if (await tryLock(client, firstLease + lease)) return lease
    throw new StartError('Too many Twoway processes use this database at once (16): wait until one ends.')
  }

  async function sameLease(lease: number): Promise<number> {
    if (await tryLock(client, firstLease + lease)) return lease
    throw new StartError('Another Twoway process has taken the place of this one at the database: start it again.')
  }

  async function isLast(): Promise<boolean> {
    await client.query('select pg_advisory_unlock_shared($1, $2)', [space, anyone])
    return tryLock(client, anyone)
  }

  return {
    async whileMigrating(work) {
      await client.query('select pg_advisory_lock($1, $2)', [space, migration])
      try {
        return await work()
      } finally {
        await client.query('select pg_advisory_unlock($1, $2)', [space, migration])
      }
    },
    async takeLease(wanted) {
      const lease = wanted === undefined ? await freeLease() : await sameLease(wanted)
      // An event's id may be another lease's and says nothing about ours of its millisecond: that is taken as used up.
      const { rows } = await client.query<{ last_id: string }>(
        `select greatest((select last_id from id_leases where lease = $1), (select max(id) from events), 0) | 255 as last_id`,
        [lease],
      )
      return {
        lease,
        lastId: Number(rows[0]!.last_id),
        async saveLastId(id) {
          await client.query(
            'insert into id_leases (lease, last_id) values ($1, $2) on conflict (lease) do update set last_id = greatest(id_leases.last_id, excluded.last_id)',
            [lease, id],
          )
        },
      }
    },
    async leave(whenLast) {
      if (state === 'gone') return
      state = 'gone'
      // A database that went away at this very moment is not there to be stopped.
      if (await isLast().catch(() => false)) await whenLast()
      await client.end()
    },
  }
}
