/** `npm run demo` as people say it, and what it refuses. */
import assert from 'node:assert/strict'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import {
  type Environment,
  freePort,
  removeDataFolder,
  runTwoway,
  spawnTwoway,
  startTwoway,
  temporaryFolder,
} from './server-process.ts'

let folder: string
before(async () => {
  folder = await temporaryFolder('demo')
})
after(() => rm(folder, { recursive: true, force: true }))

async function refused(args: string[], env: Environment, sentence: RegExp) {
  const { code, stdout, stderr } = await runTwoway([...args, '--port', String(await freePort())], env)
  assert.match(stderr, sentence)
  assert.doesNotMatch(stdout, /Twoway is ready/)
  assert.equal(code, 1)
}

test('it does not start where a server for others would', async () => {
  const data = ['--data', join(folder, 'never')]
  const env = { DATABASE_URL: 'postgresql:///production' }
  await refused(['demo', ...data], env, /for this machine alone: start it without DATABASE_URL/)
  await refused(['demo', ...data, '--host', '0.0.0.0'], {}, /unknown option '--host'/)
  assert.deepEqual(await readdir(folder), [])
})

test('a server’s data folder is never its own', async () => {
  const data = join(folder, 'server')
  const server = await startTwoway(await freePort(), { TWOWAY_DATA: data })
  server.signal('SIGTERM')
  assert.equal(await server.ended, 0)
  await refused(['demo', '--data', data], {}, /belongs to the server http:\/\/localhost:\d+.*give the demo another/)
  await removeDataFolder(data)
})

test('the town is built once, listens here only, comes back as it was, and is no server’s', async () => {
  const data = join(folder, 'town')
  const port = await freePort()
  const open = async () => {
    const demo = spawnTwoway(['demo', '--port', String(port), '--data', data], {
      TWOWAY_DATA: '/never',
      TWOWAY_PORT: '1',
    })
    await demo.said(`Twoway is ready: http://localhost:${port}`)
    return demo
  }
  const countsOf = async (): Promise<number> => {
    const instance = await (await fetch(`http://localhost:${port}/api/v2/instance`)).json()
    return (instance as { usage: { users: { active_month: number } } }).usage.users.active_month
  }
  const first = await open()
  const active = await countsOf()
  assert.ok(active > 100, String(active))
  first.signal('SIGTERM')
  assert.equal(await first.ended, 0)

  const second = await open()
  assert.doesNotMatch(second.stdout(), /Creating the database/)
  assert.equal(await countsOf(), active)
  second.signal('SIGTERM')
  assert.equal(await second.ended, 0)

  await refused(['start', '--data', data], {}, /holds the demo town.*start your own server with another one/)
  await refused(
    ['demo', '--data', data],
    {},
    new RegExp(`lives at http://localhost:${port}: start it with --port ${port}`),
  )
  await removeDataFolder(data)
})
