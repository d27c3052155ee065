/**
 * The server, the postmaster or both are killed at random moments while people write. What was acknowledged is there
 * afterwards, and has had its effects once. `CRASH_ROUNDS` asks for another number of rounds, `CRASH_SEED` for the
 * moments of an earlier run.
 */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import {
  type Environment,
  freePort,
  postmasterOf,
  removeDataFolder,
  runTwoway,
  type ServerProcess,
  startTwoway,
  temporaryFolder,
  until,
} from '../process/server-process.ts'
import { createLedger, createRandom, type Ledger } from './ledger.ts'
import {
  assertAcknowledgedIsThere,
  assertCounts,
  assertEffectsHappenedOnce,
  assertServerAnswers,
  effectsAreDone,
} from './verify.ts'
import { type Api, askAgain, connectApi, createPerson, startWriting } from './writers.ts'

const rounds = Number(process.env['CRASH_ROUNDS'] ?? 20)
const seed = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31))
const random = createRandom(seed)
const victims = ['server', 'postmaster', 'both'] as const
type Victim = (typeof victims)[number]

let folder: string
let port: number
let env: Environment
let server: ServerProcess
let api: Api
let ledger: Ledger
let isBroken = false
before(async () => {
  folder = await temporaryFolder('crash')
  port = await freePort()
  env = { TWOWAY_DATA: folder, TWOWAY_RATE_LIMIT_FACTOR: '100000', TWOWAY_LOG: 'fatal' }
  server = await startTwoway(port, env)
  api = await connectApi(server.url)
  const people = []
  for (let index = 0; index < 6; index++) people.push(await createPerson(api, index))
  ledger = createLedger(people)
})
after(() => removeDataFolder(folder))

/** Writes until so many acts are acknowledged, kills at that very moment, and waits until every writer has noticed. */
async function writeUntilKilled(round: number, victim: Victim) {
  const postmaster = (await postmasterOf(folder))!.pid
  const moment = random.between(5, 80)
  let keys = 0
  const acts = { api, ledger, random, newKey: () => `r${round}k${keys++}` }
  await startWriting(acts, (count) => {
    if (count !== moment) return
    if (victim !== 'postmaster') server.signal('SIGKILL')
    if (victim !== 'server') process.kill(postmaster, 'SIGKILL')
  }).stopped
}

/** A server that lost its database comes back by itself; a killed one is started again. */
async function comeBack(victim: Victim) {
  if (victim !== 'postmaster') {
    await server.ended
    server = await startTwoway(port, env)
  }
  await until(async () => (await fetch(`${server.url}/health`)).status === 200)
}

async function verify(since: number) {
  const client = new pg.Client({ connectionString: (await postmasterOf(folder))!.connectionString })
  await client.connect()
  try {
    await assertAcknowledgedIsThere(client, ledger)
    await askAgain(api, ledger)
    await assertAcknowledgedIsThere(client, ledger)
    await effectsAreDone(client)
    await assertEffectsHappenedOnce(client, ledger)
    await assertCounts(client)
  } finally {
    await client.end()
  }
  await assertServerAnswers(api, ledger, since)
  const check = await runTwoway(['check'], env)
  assert.equal(check.code, 0, check.stdout + check.stderr)
}

describe(`crashes under write load (seed ${seed})`, () => {
  for (let round = 1; round <= rounds; round++) {
    const victim = random.pick(victims)
    test(`round ${round}: kill -9 of ${victim === 'both' ? 'server and postmaster' : `the ${victim}`}`, async () => {
      assert.ok(!isBroken, 'an earlier round failed')
      isBroken = true
      const since = ledger.posts.length
      await writeUntilKilled(round, victim)
      await comeBack(victim)
      await verify(since)
      assert.equal(server.stderr(), '')
      isBroken = false
    })
  }

  test('afterwards it stops as ever', async () => {
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
  })
})
