/** A whole server as a process of its own, started through the launcher as people start it. */
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { isRunning, stopEmbedded } from '../../src/platform/embedded.ts'
import { findHome } from '../../src/platform/embedded-user.ts'

export const launcher = join(import.meta.dirname, '../../bin/start.mjs')

/** Hides what newer versions of Node can do, so that the launcher starts a child as it does on older ones. */
export const asOlderNode = ['--import', 'data:text/javascript,delete process.execve']

export type Environment = Record<string, string>

export type Spawned = {
  pid: number
  stdout: () => string
  stderr: () => string
  /** Waits until standard output contains this; throws if the process ends without having said it. */
  said: (text: string) => Promise<void>
  /** Sends a signal to the process, or to all of its process group, as a terminal does. */
  signal: (name: NodeJS.Signals, target?: 'process' | 'group') => void
  /** Its exit code or signal. */
  ended: Promise<number | NodeJS.Signals>
}

/** The process groups of what was started here and has not ended. */
const running = new Set<number>()

/** Ends whatever a failed test has left behind. */
function killAll() {
  for (const pid of running) killIfAlive(-pid)
}

/** Runs the launcher with nothing in its environment but `env`, in a process group of its own. */
export function spawnTwoway(args: string[], env: Environment = {}, nodeFlags: string[] = []): Spawned {
  const child = spawn(process.execPath, [...nodeFlags, launcher, ...args], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals)
  const pid = child.pid!
  let isOver = false
  running.add(pid)
  void ended.then(() => {
    isOver = true
    running.delete(pid)
  })
  return {
    pid,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    async said(text) {
      while (!stdout.includes(text)) {
        if (isOver) throw new Error(`Twoway ended without saying "${text}". It said:\n${stdout}${stderr}`)
        await Promise.race([once(child.stdout, 'data'), ended])
      }
    },
    signal(name, target = 'process') {
      process.kill(target === 'group' ? -pid : pid, name)
    },
  }
}

export type Ended = { code: number | NodeJS.Signals; stdout: string; stderr: string }

/** Runs one command to its end. */
export async function runTwoway(args: string[], env: Environment = {}): Promise<Ended> {
  const { ended, stdout, stderr } = spawnTwoway(args, env)
  return { code: await ended, stdout: stdout(), stderr: stderr() }
}

export type ServerProcess = Spawned & { url: string }

/** Starts the server and waits until it says that it is ready. */
export async function startTwoway(
  port: number,
  env: Environment,
  nodeFlags: string[] = [],
  flags: string[] = [],
): Promise<ServerProcess> {
  const server = spawnTwoway(['start', '--port', String(port), ...flags], env, nodeFlags)
  await server.said('Twoway is ready')
  return { ...server, url: `http://127.0.0.1:${port}` }
}

/** A free port that no outgoing connection is given meanwhile. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000)
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await Promise.race([
      once(probe, 'listening').then(() => true),
      once(probe, 'error').then(() => false),
    ])
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}

// ---- folders

/** A temporary folder that the user who runs the database can pass through. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `twoway-${name}-`)))
  await chmod(folder, 0o755)
  return folder
}

/** Ends every process that was started here and the embedded database of this folder, and removes the folder. */
export async function removeDataFolder(folder: string): Promise<void> {
  killAll()
  const home = await findHome(join(folder, 'postgres'))
  await stopEmbedded(join(folder, 'postgres'))
  await rm(home, { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}

/** Every file below a folder with its size and time of change. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const lines = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name)
    const { size, mtimeMs } = await stat(path)
    return entry.isFile() ? `${path} ${size} ${mtimeMs}` : path
  })
  return (await Promise.all(lines)).toSorted()
}

// ---- the embedded database, seen from outside

type Postmaster = { pid: number; connectionString: string }

/** The postmaster as its own file tells; undefined when there is no such file, or nothing in it yet. */
export async function postmasterOf(dataFolder: string): Promise<Postmaster | undefined> {
  const home = await findHome(join(dataFolder, 'postgres'))
  const text = await readFile(join(home, 'cluster/postmaster.pid'), 'utf8').catch(() => '')
  if (!text) return undefined
  const lines = text.split('\n')
  const host = encodeURIComponent(lines[4] ?? '')
  return { pid: Number(lines[0]), connectionString: `postgresql:///twoway?host=${host}&user=twoway` }
}

export function databaseRuns(dataFolder: string): Promise<boolean> {
  return isRunning(join(dataFolder, 'postgres'))
}

export async function databaseLog(dataFolder: string): Promise<string> {
  return readFile(join(await findHome(join(dataFolder, 'postgres')), 'postgres.log'), 'utf8')
}

export async function query<Row extends pg.QueryResultRow>(
  connectionString: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** A digest of every table's rows, for comparing before and after. */
export async function contentsOf(connectionString: string): Promise<Record<string, string>> {
  const tables = await query<{ name: string }>(
    connectionString,
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') order by 1`,
  )
  const contents: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await query<{ digest: string }>(
      connectionString,
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest from ${name} t`,
    )
    contents[name] = row!.digest
  }
  return contents
}

export function killIfAlive(pid: number) {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

// ---- waiting

/** Looks again and again until the answer is there; the test's own timeout ends a wait in vain. */
export async function until<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const found = await look()
    if (found) return found
    await delay(10)
  }
}
