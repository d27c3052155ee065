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
  takeLease: () => Promise<Lease>
  /** Gives the seat back. True when nobody else is at the database: the last one out may stop it. */
  leave: () => Promise<boolean>
}

async function tryLock(client: pg.Client, key: number, shared = false): Promise<boolean> {
  const { rows } = await client.query<{ ok: boolean }>(
    `select pg_try_advisory_lock${shared ? '_shared' : ''}($1, $2) as ok`,
    [space, key],
  )
  return rows[0]!.ok
}

/**
 * Sits down at the database. Throws StartError when a second server would. `onLost` is called once if the connection,
 * and the locks with it, goes away.
 */
export async function takeSeat(
  connectionString: string,
  isServer: boolean,
  onLost: (error: Error) => void,
): Promise<Seat> {
  const client = new pg.Client({
    connectionString,
    application_name: isServer ? 'twoway server' : 'twoway tool',
    keepAlive: true,
  })
  await client.connect()
  let left = false
  let lost = false
  const lose = (error: Error) => {
    if (left || lost) return
    lost = true
    onLost(error)
  }
  client.on('error', lose)
  client.on('end', () => lose(new Error('The connection to the database ended')))
  if (!(await tryLock(client, anyone, true)))
    throw new StartError('The database is being stopped: try again in a moment.')
  if (isServer && !(await tryLock(client, server))) {
    left = true
    await client.end()
    throw new StartError(
      'Another Twoway server is already running on this database: stop it first, or give this one another data folder (TWOWAY_DATA).',
    )
  }

  async function leave(): Promise<boolean> {
    if (left || lost) return false
    left = true
    await client.query('select pg_advisory_unlock_shared($1, $2)', [space, anyone])
    const isLast = await tryLock(client, anyone)
    await client.end()
    return isLast
  }

  async function takeLease(): Promise<Lease> {
    let lease = -1
    for (let candidate = isServer ? 0 : 1; candidate < leaseCount && lease < 0; candidate++)
      if (await tryLock(client, firstLease + candidate)) lease = candidate
    if (lease < 0)
      throw new StartError('Too many Twoway processes use this database at once (16): wait until one ends.')
    const { rows } = await client.query<{ last_id: string }>(
      `select greatest((select last_id from id_leases where lease = $1), (select max(id) from events), 0) as last_id`,
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
  }

  return {
    takeLease,
    leave,
    async whileMigrating(work) {
      await client.query('select pg_advisory_lock($1, $2)', [space, migration])
      try {
        return await work()
      } finally {
        await client.query('select pg_advisory_unlock($1, $2)', [space, migration])
      }
    },
  }
}
