/**
 * The server, the postmaster or both are killed at random moments while people write. What was acknowledged is there
 * afterwards, and has had its effects once. `CRASH_ROUNDS` asks for another number of rounds, `CRASH_SEED` for the
 * moments of an earlier run.
 */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import pg from 'pg'
import { check } from '../../src/cli/check.ts'
import { readConfig } from '../../src/config.ts'
import { withTool } from '../../src/main.ts'
import {
  databaseRuns,
  type Environment,
  freePort,
  killIfAlive,
  postmasterOf,
  removeDataFolder,
  runTwoway,
  type ServerProcess,
  spawnTwoway,
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

const { CRASH_ROUNDS = '20', CRASH_SEED = String(randomInt(2 ** 31)) } = process.env
const rounds = Number(CRASH_ROUNDS)
const seed = Number(CRASH_SEED)
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

/** Kills a server that is just starting, sometimes with the postmaster that it has found or started. */
async function killWhileStarting() {
  const starting = spawnTwoway(['start', '--port', String(port)], env)
  const postmaster = await until(async () => (await databaseRuns(folder)) && (await postmasterOf(folder)))
  starting.signal('SIGKILL')
  if (random.chance(0.5)) killIfAlive(postmaster.pid)
  await starting.ended
}

/** A server that lost its database comes back by itself; a killed one is started again. */
async function comeBack(victim: Victim) {
  if (victim !== 'postmaster') {
    await server.ended
    if (random.chance(0.25)) await killWhileStarting()
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
  const said: string[] = []
  const isWell = await withTool(
    readConfig({}, env),
    () => {},
    ({ ctx }) => check(ctx, { repair: false }, (line) => said.push(line)),
  )
  assert.ok(isWell, said.join('\n'))
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

  test('afterwards "twoway check" finds nothing, and it stops as ever', async () => {
    const { code, stdout } = await runTwoway(['check'], env)
    assert.match(stdout, /^All is well\.$/m)
    assert.equal(code, 0)
    server.signal('SIGTERM')
    assert.equal(await server.ended, 0)
  })
})
