/** How long a second start takes until the first answer, and what server and database hold while idle. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, glob, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Figures } from './run.ts'

const rounds = 5
const idleMs = 5_000
const launcher = join(import.meta.dirname, '../bin/start.mjs')

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

async function start(folder: string, port: number): Promise<{ child: ChildProcess; seconds: number }> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [launcher, 'start', '--port', String(port)], {
    env: { ...process.env, TWOWAY_DATA: folder, DATABASE_URL: '' },
    stdio: 'ignore',
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    if (answer?.status === 200) return { child, seconds: (performance.now() - startedAt) / 1000 }
    await delay(10)
  }
}

async function stop(child: ChildProcess) {
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function childrenOf(pid: number): Promise<number[]> {
  const found: number[] = []
  for (const entry of await readdir('/proc')) {
    const stat = /^\d+$/.test(entry) ? await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '') : ''
    if (Number(stat.slice(stat.lastIndexOf(')')).split(' ')[2]) === pid) found.push(Number(entry))
  }
  return found
}

async function familyOf(pid: number): Promise<number[]> {
  const children = await childrenOf(pid)
  return [pid, ...(await Promise.all(children.map(familyOf))).flat()]
}

/** Proportional set size, in MB, of these processes together. */
async function pssMb(pids: number[]): Promise<number> {
  let kilobytes = 0
  for (const pid of pids) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0)
  }
  return kilobytes / 1000
}

async function postmasterPid(folder: string): Promise<number> {
  for await (const file of glob('**/postmaster.pid', { cwd: folder }))
    return Number((await readFile(join(folder, file), 'utf8')).split('\n')[0])
  throw new Error('there is no postmaster')
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!
const round = (value: number, digits: number) => Number(value.toFixed(digits))

export async function run(): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'twoway-bench-'))
  // As root the database runs as somebody else, who must be able to come here.
  await chmod(folder, 0o755)
  const port = await freePort()
  const seconds: number[] = []
  const server: number[] = []
  const database: number[] = []
  try {
    await stop((await start(folder, port)).child)
    for (let count = 0; count < rounds; count++) {
      const started = await start(folder, port)
      seconds.push(started.seconds)
      await delay(idleMs)
      server.push(await pssMb(await familyOf(started.child.pid!)))
      database.push(await pssMb(await familyOf(await postmasterPid(folder))))
      await stop(started.child)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return {
    seconds_to_ready: round(median(seconds), 2),
    pss_mb: round(median(server.map((mb, index) => mb + database[index]!)), 0),
    server_pss_mb: round(median(server), 0),
    database_pss_mb: round(median(database), 0),
    rounds,
  }
}
