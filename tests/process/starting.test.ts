/** Starting with nothing set, in awkward places, and what the running server tells whoever looks after it. */
import assert from 'node:assert/strict'
import { chmod, mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createProgram } from '../../src/cli/program.ts'
import {
  databaseRuns,
  freePort,
  postmasterOf,
  removeDataFolder,
  runTwoway,
  type ServerProcess,
  startTwoway,
  temporaryFolder,
} from './server-process.ts'

const isRoot = process.geteuid?.() === 0

let folder: string
before(async () => {
  folder = await temporaryFolder('starting')
})
after(() => rm(folder, { recursive: true, force: true }))

async function stop(server: ServerProcess) {
  server.signal('SIGTERM')
  assert.equal(await server.ended, 0)
}

describe('"start --help"', () => {
  test('names every option and setting, and starts nothing', async () => {
    const data = join(folder, 'untouched')
    const { code, stdout, stderr } = await runTwoway(['start', '--help'], { TWOWAY_DATA: data })
    assert.equal(code, 0)
    assert.equal(stderr, '')
    const start = createProgram().commands.find((command) => command.name() === 'start')!
    const config = await readFile(join(import.meta.dirname, '../../src/config.ts'), 'utf8')
    const names = [
      ...start.options.map(({ long }) => long!),
      ...(config.match(/\b(TWOWAY_[A-Z_]+|DATABASE_URL)\b/g) ?? []),
    ]
    assert.ok(names.includes('--host') && names.includes('DATABASE_URL') && names.length > 12)
    assert.deepEqual(
      names.filter((name) => !stdout.includes(name)),
      [],
    )
    await assert.rejects(readFile(data), { code: 'ENOENT' })
  })
})

describe('a server started with an empty environment', () => {
  let data: string
  let port: number
  let server: ServerProcess
  before(async () => {
    data = join(folder, 'empty')
    port = await freePort()
    server = await startTwoway(port, {}, [], ['--data', data])
  })
  after(() => removeDataFolder(data))

  const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers })

  test('says where it is, in one line, and answers there', async () => {
    const lines = server.stdout().trim().split('\n')
    assert.equal(lines.at(-1), `Twoway is ready: http://localhost:${port}`)
    assert.equal(lines.filter((line) => line.includes('http')).length, 1)
    assert.equal(server.stderr(), '')
    const instance = (await (await get('/api/v2/instance')).json()) as { domain: string }
    assert.equal(instance.domain, `localhost:${port}`)
  })

  test('is healthy', async () => {
    assert.equal((await get('/health')).status, 200)
  })

  test('shows its metrics to this machine, and to nobody behind a proxy', async () => {
    const answer = await get('/metrics')
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type')!, /^text\/plain/)
    const text = await answer.text()
    assert.match(text, /^# TYPE twoway_http_request_seconds histogram$/m)
    assert.match(text, /^twoway_http_request_seconds_count\{method="GET",route="\/health",status="200"\} [1-9]/m)
    assert.match(text, /^twoway_jobs_waiting \d+$/m)
    assert.match(text, /^twoway_open_streams 0$/m)

    const forwarded = await get('/metrics', { 'x-forwarded-for': '127.0.0.1' })
    assert.ok([401, 403, 404].includes(forwarded.status), String(forwarded.status))
    assert.doesNotMatch(await forwarded.text(), /twoway_/)
  })

  test('starts again where it was, with a token that lets others read its metrics', async () => {
    await stop(server)
    server = await startTwoway(port, { TWOWAY_METRICS_TOKEN: 'for-prometheus' }, [], ['--data', data])
    assert.doesNotMatch(server.stdout(), /Creating|Preparing/)
    const metrics = (token: string) =>
      get('/metrics', { 'x-forwarded-for': '198.51.100.1', authorization: `Bearer ${token}` })
    assert.equal((await metrics('for-prometheus')).status, 200)
    assert.notEqual((await metrics('a-guess')).status, 200)
    await stop(server)
  })
})

describe('started by root', { skip: isRoot ? false : 'needs root' }, () => {
  test('below a folder that only root may enter, the database lives where its user can reach it', async () => {
    const closed = join(folder, 'closed')
    await mkdir(closed)
    await chmod(closed, 0o700)
    const env = { TWOWAY_DATA: join(closed, 'data') }
    try {
      const port = await freePort()
      const first = await startTwoway(port, env)
      assert.match(
        first.stdout(),
        /The database lives in \/var\/lib\/twoway\/database-\w+, because the user who runs it/,
      )
      assert.equal((await fetch(`${first.url}/health`)).status, 200)
      await stop(first)
      assert.equal(await databaseRuns(env.TWOWAY_DATA), false)

      const second = await startTwoway(port, env)
      assert.doesNotMatch(second.stdout(), /Creating|lives in/)
      assert.notEqual(await postmasterOf(env.TWOWAY_DATA), undefined)
      await stop(second)
    } finally {
      await removeDataFolder(env.TWOWAY_DATA)
    }
  })
})
