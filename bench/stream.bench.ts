/**
 * How long a post takes until it is in the open streams of the author's followers, and what a stream costs in memory.
 * 2,000 people hold one WebSocket each and follow 10 of 200 authors, so a post goes to 100 streams. The lag counts from
 * sending the post to its arrival in each stream. `--streams=N --rate=N --seconds=N` change the size.
 *
 * The clients, the server and PostgreSQL share the machine: what each of them takes of the processors for a post says how
 * many posts a second it can bear, whatever else runs on it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { WebSocket } from 'ws'
import { hashSecret } from '../src/auth/secrets.ts'
import { createDb, createPool } from '../src/platform/db.ts'
import { startEmbedded, stopEmbedded } from '../src/platform/embedded.ts'
import { migrate } from '../src/platform/migrate.ts'
import type { Figures } from './run.ts'

const authors = 200
const followsEach = 10
const port = 39_417
const launcher = join(import.meta.dirname, '../bin/start.mjs')

const tokenOf = (person: number) => `bench-token-of-person-${person}`

/** Person n has the id n; the first of them are the authors, who hold no stream. */
async function fill(pool: Pool, people: number) {
  const numbers = Array.from({ length: people }, (_, index) => index + 1)
  await pool.query(
    `insert into accounts (id, username, created_at) select n, 'person' || n, now() from generate_series(1, $1) n`,
    [people],
  )
  await pool.query(
    `insert into account_handles (username_lower, domain, account_id) select username, '', id from accounts`,
  )
  await pool.query(
    `insert into users (account_id, email, password_hash, role, approved_at, created_at)
     select id, username || '@people.example', '', case id when 1 then 'owner' else 'person' end, now(), now() from accounts`,
  )
  await pool.query(`insert into user_emails (email_lower, account_id) select email, account_id from users`)
  await pool.query(
    `insert into apps (client_id, id, secret_hash, name, redirect_uris, scopes, created_at)
     values ('bench', 1, '', 'bench', '{}', '{read,write}', now())`,
  )
  await pool.query(
    `insert into access_tokens (token_hash, id, client_id, account_id, scopes, created_at)
     select token.hash, token.id, 'bench', token.id, '{read,write}', now()
     from unnest($1::text[], $2::bigint[]) as token (hash, id)`,
    [numbers.map((person) => hashSecret(tokenOf(person))), numbers],
  )
  await pool.query(
    `insert into follows (follower_id, followee_id, id, state, created_at, accepted_at)
     select person, 1 + (person * 7 + step * 19) % $2, person * 100 + step, 'accepted', now(), now()
     from generate_series($2 + 1, $1) person, generate_series(1, $3) step`,
    [people, authors, followsEach],
  )
  await pool.query('analyze')
}

async function startServer(connectionString: string, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [launcher, 'start', '--port', String(port)], {
    env: {
      ...process.env,
      DATABASE_URL: connectionString,
      TWOWAY_DATA: folder,
      TWOWAY_RATE_LIMIT_FACTOR: '100000',
      // So that the streams seem to come from many addresses.
      TWOWAY_TRUSTED_PROXIES: '127.0.0.1',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/health`).catch(() => undefined)
    if (answer?.status === 200) return child
    await delay(50)
  }
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return children.trim().split(' ').filter(Boolean).map(Number)
}

/** The launcher may run the server as a child of its own. */
async function serverPid(launched: number): Promise<number> {
  return (await childrenOf(launched))[0] ?? launched
}

async function residentKb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0)
}

/** Seconds of processor time of this program so far. */
function ownProcessorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}

/** Seconds of processor time so far. */
async function processorSeconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14)
  return (Number(user) + Number(system)) / 100
}

async function openStream(person: number, onPost: (number: number) => void): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/v1/streaming?stream=user`, [tokenOf(person)], {
    headers: { 'x-forwarded-for': `10.0.${person % 50}.1` },
  })
  socket.on('message', (data: Buffer) => {
    const number = /post number (\d+)/.exec(data.toString())?.[1]
    if (number !== undefined) onPost(Number(number))
  })
  await once(socket, 'open')
  return socket
}

async function post(number: number) {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/statuses`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf(1 + (number % authors))}`, 'content-type': 'application/json' },
    body: JSON.stringify({ status: `post number ${number}` }),
  })
  if (answer.status !== 200) throw new Error(`a post was answered with ${answer.status} ${await answer.text()}`)
  await answer.text()
}

type Size = { streams: number; rate: number; seconds: number }

type Pids = { server: number; postmaster: number }

async function spent({ server, postmaster }: Pids) {
  const backends = await Promise.all([postmaster, ...(await childrenOf(postmaster))].map(processorSeconds))
  return {
    server: await processorSeconds(server),
    database: backends.reduce((sum, seconds) => sum + seconds, 0),
    clients: ownProcessorSeconds(),
  }
}

async function measure(pids: Pids, { streams, rate, seconds }: Size): Promise<Figures> {
  const sentAt = new Map<number, number>()
  const lags: number[] = []
  const onPost = (number: number) => lags.push(performance.now() - (sentAt.get(number) ?? Number.NaN))
  const before = await residentKb(pids.server)
  const sockets: WebSocket[] = []
  for (let first = 0; first < streams; first += 20)
    sockets.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(20, streams - first) }, (_, index) =>
          openStream(authors + 1 + first + index, onPost),
        ),
      )),
    )
  await delay(2_000)
  const perStream = ((await residentKb(pids.server)) - before) / streams

  // The first second warms up.
  const posts: Promise<void>[] = []
  const startedAt = performance.now()
  const spentBefore = await spent(pids)
  for (let number = 0; number < rate * (seconds + 1); number++) {
    await delay(Math.max(0, startedAt + (number * 1_000) / rate - performance.now()))
    if (number === rate) lags.length = 0
    sentAt.set(number, performance.now())
    posts.push(post(number))
  }
  await Promise.all(posts)
  const took = performance.now() - startedAt
  for (let waited = 0, known = -1; known !== lags.length && waited < 20; waited++) {
    known = lags.length
    await delay(3_000)
  }
  const spentAfter = await spent(pids)
  const perPost = (of: keyof typeof spentAfter) =>
    Number((((spentAfter[of] - spentBefore[of]) * 1_000) / (rate * (seconds + 1))).toFixed(1))
  for (const socket of sockets) socket.terminate()
  const sorted = lags.toSorted((a, b) => a - b)
  const quantile = (share: number) => Math.round(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN)
  return {
    lag_p50_ms: quantile(0.5),
    lag_p99_ms: quantile(0.99),
    lag_max_ms: quantile(1),
    server_processor_ms_per_post: perPost('server'),
    database_processor_ms_per_post: perPost('database'),
    clients_processor_ms_per_post: perPost('clients'),
    kb_per_stream: Math.round(perStream),
    streams,
    posts_per_second: Math.round((rate * (seconds + 1) * 1_000) / took),
    streams_per_post: Math.round(lags.length / (rate * seconds)),
  }
}

function numberIn(args: readonly string[], name: string, otherwise: number): number {
  const found = args.map((arg) => new RegExp(`^--${name}=(\\d+)$`).exec(arg)?.[1]).find(Boolean)
  return Number(found ?? otherwise)
}

export async function run(args: string[]): Promise<Figures> {
  const size = {
    streams: numberIn(args, 'streams', 2_000),
    rate: numberIn(args, 'rate', 100),
    seconds: numberIn(args, 'seconds', 20),
  }
  const folder = await mkdtemp(join(tmpdir(), 'twoway-bench-'))
  // As root the database runs as somebody else, who must be able to come here.
  await chmod(folder, 0o755)
  try {
    const { connectionString, postmasterPid: postmaster } = await startEmbedded(folder, () => {})
    const pool = createPool(connectionString, () => {}, { statement_timeout: 0 })
    await migrate(createDb(pool))
    await fill(pool, authors + size.streams)
    await pool.end()
    const server = await startServer(connectionString, folder)
    try {
      return await measure({ server: await serverPid(server.pid!), postmaster }, size)
    } finally {
      server.kill('SIGTERM')
      await once(server, 'exit')
    }
  } finally {
    await stopEmbedded(folder)
    await rm(folder, { recursive: true, force: true })
  }
}
