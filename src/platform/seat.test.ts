import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import pg from 'pg'
import { createTestDatabase, type TestDatabase } from '../../tests/cluster.ts'
import { createIds } from './ids.ts'
import { isTaken, type Seat, takeSeat } from './seat.ts'

describe('seats at the database', () => {
  let database: TestDatabase
  let client: pg.Client
  const seats: Seat[] = []
  let count = 0
  before(async () => {
    database = await createTestDatabase()
    client = new pg.Client({ connectionString: database.connectionString })
    await client.connect()
  })
  after(async () => {
    await client.end()
    await database.drop()
  })
  afterEach(async () => {
    for (const seat of seats.splice(0)) await seat.leave(async () => {})
  })

  async function sit(kind: 'server' | 'tool', onLost: (error: Error) => void = assert.fail): Promise<Seat> {
    const connectionName = `twoway ${kind} ${(count++).toString(16)}`
    const seat = await takeSeat(database.connectionString, { isServer: kind === 'server', connectionName, onLost })
    seats.push(seat)
    return seat
  }
  async function connectionsOf(kind: 'server' | 'tool'): Promise<number> {
    const { rows } = await client.query<{ count: string }>(
      'select count(*) from pg_stat_activity where datname = current_database() and application_name like $1',
      [`twoway ${kind}%`],
    )
    return Number(rows[0]!.count)
  }

  test('there is one for a server, and the second one leaves no connection behind', async () => {
    await sit('server')
    await assert.rejects(sit('server'), isTaken)
    assert.equal(await connectionsOf('server'), 1)
  })

  test('tools stand beside the server, each with a lease of its own', async () => {
    const leases = []
    for (const kind of ['tool', 'server', 'tool'] as const) leases.push((await (await sit(kind)).takeLease()).lease)
    assert.deepEqual(leases, [1, 0, 2])
  })

  test('a lease is given again by its number, unless somebody holds it', async () => {
    const [one, other] = [await sit('tool'), await sit('tool')]
    const { lease } = await one.takeLease()
    await assert.rejects(other.takeLease(lease), /Another Twoway process has taken the place of this one/)
    await one.leave(async () => {})
    assert.equal((await other.takeLease(lease)).lease, lease)
  })

  test('a lease goes on above every id that may have been given out', async () => {
    const perMillisecond = 2 ** 12
    const millisecond = 700_000_000_000 * perMillisecond
    await client.query(
      `insert into events (id, type, origin, data, created_at) values ($1, 'account.updated', 'live', '{}', now())`,
      [millisecond + 3 * 256 + 5],
    )
    const lease = await (await sit('server')).takeLease()
    const backwards = { now: () => new Date(0) }
    assert.equal(createIds(backwards, lease.lease, lease.lastId).newId(), millisecond + perMillisecond)

    await lease.saveLastId(millisecond + 9 * perMillisecond)
    await lease.saveLastId(millisecond + 4 * perMillisecond)
    await seats.pop()!.leave(async () => {})
    const next = await (await sit('server')).takeLease()
    assert.equal(createIds(backwards, next.lease, next.lastId).newId(), millisecond + 10 * perMillisecond)
  })

  test('only the last one out may stop the database, and nobody sits down meanwhile', async () => {
    const [server, tool] = [await sit('server'), await sit('tool')]
    await server.leave(async () => assert.fail('a tool is still there'))
    let isStopped = false
    await tool.leave(async () => {
      await assert.rejects(sit('server'), /The database is being stopped: try again in a moment\./)
      await assert.rejects(sit('tool'), /The database is being stopped/)
      isStopped = true
    })
    assert.equal(isStopped, true)
    await sit('server')
  })

  test('losing one is told once, and there is nothing left to give back', async () => {
    const { promise, resolve } = Promise.withResolvers<Error>()
    let losses = 0
    const seat = await sit('server', (error) => {
      losses++
      resolve(error)
    })
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'twoway server%'`,
    )
    assert.match((await promise).message, /terminat/)
    await seat.leave(async () => assert.fail('it is not ours any more'))
    assert.equal(losses, 1)
  })
})
