import { execFileSync, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { chmod, lchown, lstat, mkdir, mkdtemp, open, readFile, rename, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { clusterOf, createCluster, refuseOtherMajor, settings, socketPort, surroundings } from './embedded-cluster.ts'
import { codeOf, findHome, type Place, type PlaceOptions, preparePlace } from './embedded-user.ts'
import { StartError } from './start-error.ts'

export type EmbeddedDatabase = {
  /** For node-postgres, over the Unix socket. */
  connectionString: string
  postmasterPid: number
  /** False when a postmaster that was already running was adopted. */
  startedHere: boolean
}

export type EmbeddedOptions = PlaceOptions

const temporarySocketPrefix = 'twoway-socket-'
const socketLock = `.s.PGSQL.${socketPort}.lock`
const pollMilliseconds = 15
/** For leftovers of a killed postmaster, and for a running one to answer. */
const patienceMilliseconds = 30_000
const shutdownMilliseconds = 60_000
/** While the server repairs its files after a crash, which may take minutes, or shuts down. */
const notReady = 'it is not ready'

/**
 * Starts the cluster in `folder` (created at the first start), or adopts the one already running there. The postmaster
 * is in a session of its own and outlives this process. Throws a StartError for what the operator has to put right.
 */
export async function startEmbedded(
  folder: string,
  report: (line: string) => void,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const place = await preparePlace(folder, report, options)
  await refuseOtherMajor(place)
  const adopted = await adopt(place)
  if (adopted) {
    report(`Using the database that is already running (process ${adopted.postmasterPid}).`)
    return adopted
  }
  await createCluster(place, report)
  return launch(place, report)
}

/** Fast shutdown: ends every connection, writes everything out, and returns once the postmaster is gone. */
export async function stopEmbedded(folder: string): Promise<void> {
  await shutDown(clusterOf(await findHome(folder)))
}

export async function isRunning(folder: string): Promise<boolean> {
  const cluster = clusterOf(await findHome(folder))
  const running = await readPostmasterFile(cluster)
  return running !== undefined && (await isPostmasterOf(running.pid, cluster))
}

async function launch(place: Place, report: (line: string) => void): Promise<EmbeddedDatabase> {
  const giveUpAt = Date.now() + patienceMilliseconds
  let reported = false
  for (;;) {
    const attempt = await tryLaunch(place, report)
    if (typeof attempt !== 'string') return attempt
    // Backends of a postmaster that was killed hold its memory a little longer; or another process starts this cluster.
    const passing = /pre-existing shared memory block|lock file "[^"]*" already exists/.test(attempt)
    if (!passing || Date.now() > giveUpAt) throw new StartError(explain(attempt, place.home))
    if (!reported) report('Waiting for the previous database processes to end.')
    reported = true
    await delay(200)
    const adopted = await adopt(place)
    if (adopted) return adopted
  }
}

/** Answers what PostgreSQL logged, if it ended instead of starting. */
async function tryLaunch(place: Place, report: (line: string) => void): Promise<EmbeddedDatabase | string> {
  const cluster = clusterOf(place.home)
  const socketFolder = await createSocketFolder(place)
  await clearSocket(socketFolder, cluster)
  const log = await openLog(place)
  const logStart = (await log.stat()).size
  const child = spawn(join(place.binaries, 'bin/postgres'), ['-D', cluster, ...settings(socketFolder)], {
    ...surroundings(place.identity),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  let ending: string | undefined
  child.once('error', (error) => {
    ending = `it could not be run (${codeOf(error)}).`
  })
  child.once('exit', (code, signal) => {
    ending = `it ended with ${code ?? signal}.`
  })
  child.unref()
  await log.close()
  const startedAt = Date.now()
  let reported = false
  while (ending === undefined) {
    const running = await readPostmasterFile(cluster)
    const isReady = running?.pid === child.pid && running?.isReady
    const answer = isReady ? await greet(socketFolder, cluster) : notReady
    if (typeof answer !== 'string') return embeddedDatabase(child.pid!, socketFolder, true)
    const waitedMilliseconds = Date.now() - startedAt
    if (answer !== notReady && waitedMilliseconds > patienceMilliseconds) {
      throw new StartError(unresponsive(child.pid, answer, place.home))
    }
    if (!reported && waitedMilliseconds > 2000) {
      reported = true
      report('PostgreSQL is still starting; after a crash it first repairs its files.')
    }
    await delay(pollMilliseconds)
  }
  await removeSocketFolder(socketFolder)
  const logged = (await readFile(logOf(place.home), 'utf8')).slice(logStart)
  return logged.trim() || ending
}

function explain(logged: string, home: string): string {
  const fatal = logged.split('\n').findLast((line) => /FATAL|PANIC/.test(line))
  const reason = (fatal ?? logged).replace(/^.*?(?:FATAL|PANIC): +/, '').replaceAll(/\s+/g, ' ')
  return `PostgreSQL did not start: ${reason.replace(/\.$/, '')}. ${logOf(home)} has the whole story.`
}

/** Adopts the running postmaster, if there is one and it answers; waits for one that is starting or stopping. */
async function adopt(place: Place): Promise<EmbeddedDatabase | undefined> {
  const cluster = clusterOf(place.home)
  const giveUpAt = Date.now() + patienceMilliseconds
  for (;;) {
    const running = await readPostmasterFile(cluster)
    if (!running) return undefined
    // The socket decides before the process table does: the postmaster may run in another container.
    const answer = running.isReady ? await greet(running.socketFolder, cluster) : notReady
    if (typeof answer !== 'string') {
      if (answer.version !== place.version && answer.otherClients === 0) {
        await shutDown(cluster)
        return undefined
      }
      return embeddedDatabase(running.pid, running.socketFolder, false)
    }
    if (!(await isPostmasterOf(running.pid, cluster))) {
      await clearLeftovers(cluster, running)
      return undefined
    }
    if (answer !== notReady && Date.now() > giveUpAt) {
      throw new StartError(unresponsive(running.pid, answer, place.home))
    }
    await delay(pollMilliseconds)
  }
}

function unresponsive(pid: number | undefined, answer: string, home: string): string {
  return `PostgreSQL (process ${pid}) runs but does not answer (${answer}); look into ${logOf(home)}, end that process and start again.`
}

async function shutDown(cluster: string): Promise<void> {
  const running = await readPostmasterFile(cluster)
  if (!running || !(await isPostmasterOf(running.pid, cluster))) return
  const hurryAt = Date.now() + shutdownMilliseconds
  let hurried = false
  signalIfAlive(running.pid, 'SIGINT')
  while (await isPostmasterOf(running.pid, cluster)) {
    if (!hurried && Date.now() > hurryAt) {
      hurried = true
      // Immediate shutdown: loses nothing, the next start repairs the files from the write-ahead log.
      signalIfAlive(running.pid, 'SIGQUIT')
    }
    await delay(pollMilliseconds)
  }
  await removeSocketFolder(running.socketFolder)
}

// ---- the running postmaster

type PostmasterFile = { pid: number; socketFolder: string; isReady: boolean; text: string }

async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  return pid > 0 ? { pid, socketFolder: lines[4] ?? '', isReady: lines[7]?.trim() === 'ready', text } : undefined
}

/** Whether that process is alive and is the postmaster of this cluster; process ids are used again. */
async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'darwin') {
    try {
      const command = execFileSync('/bin/ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
      return command.includes(`postgres -D ${cluster} `)
    } catch {
      return false
    }
  }
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')
  return basename(command[0] ?? '') === 'postgres' && command[2] === cluster
}

/**
 * PostgreSQL clears the lock file of a dead process itself, but respects one whose process id now belongs to somebody
 * else. Without the file, the shared memory it finds through the cluster's inode still keeps two postmasters apart.
 */
async function clearLeftovers(cluster: string, leftover: PostmasterFile): Promise<void> {
  await removeSocketFolder(leftover.socketFolder)
  const file = join(cluster, 'postmaster.pid')
  const unchanged = (await readFile(file, 'utf8').catch(() => '')) === leftover.text
  if (unchanged && existsForUs(leftover.pid)) await rm(file, { force: true })
}

/** The socket has a lock file as well, which PostgreSQL treats alike. */
async function clearSocket(socketFolder: string, cluster: string): Promise<void> {
  const pid = Number((await readFile(join(socketFolder, socketLock), 'utf8').catch(() => '')).split('\n')[0])
  if (pid > 0 && existsForUs(pid) && !(await isPostmasterOf(pid, cluster)))
    await rm(join(socketFolder, socketLock), { force: true })
}

function existsForUs(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function signalIfAlive(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

type Greeting = { cluster: string; version: string; otherClients: number; complete: boolean }

/** Asks the server behind a socket who it is and makes sure our database exists; answers why not, if it is not ours. */
async function greet(socketFolder: string, cluster: string): Promise<Greeting | string> {
  const client = new pg.Client({
    connectionString: connectionString(socketFolder, 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  client.on('error', () => {})
  try {
    const greeting = await ask(client)
    if (typeof greeting === 'string') return greeting
    if (greeting.cluster !== cluster) return `it serves ${greeting.cluster}`
    if (!greeting.complete) await createDatabase(client)
    return greeting
  } finally {
    await client.end()
  }
}

async function ask(client: pg.Client): Promise<Greeting | string> {
  try {
    await client.connect()
    const { rows } = await client.query<Greeting>(`
      select current_setting('data_directory') as cluster,
        current_setting('server_version') as version,
        (select count(*)::int from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()) as "otherClients",
        exists (select from pg_database where datname = 'twoway') as complete`)
    return rows[0]!
  } catch (error) {
    return codeOf(error)
  }
}

async function createDatabase(client: pg.Client): Promise<void> {
  const duplicate = ['42P04', '23505']
  await client.query('create database twoway').catch((error) => {
    if (!duplicate.includes(codeOf(error))) throw error
  })
}

// ---- files beside the cluster

function embeddedDatabase(postmasterPid: number, socketFolder: string, startedHere: boolean): EmbeddedDatabase {
  return { connectionString: connectionString(socketFolder), postmasterPid, startedHere }
}

function connectionString(socketFolder: string, database = 'twoway'): string {
  const parameters = `host=${encodeURIComponent(socketFolder)}&port=${socketPort}&user=twoway&sslmode=disable`
  return `postgresql:///${database}?${parameters}`
}

/** A folder that only the cluster's owner can enter, with a path short enough for a socket. */
async function createSocketFolder(place: Place): Promise<string> {
  const own = join(place.home, 'socket')
  const fits = fitsSocket(own)
  const temporary = place.identity || !fitsSocket(join(tmpdir(), `${temporarySocketPrefix}123456`)) ? '/tmp' : tmpdir()
  const folder = fits ? own : await mkdtemp(join(temporary, temporarySocketPrefix))
  if (fits) await mkdir(folder, { mode: 0o700 }).catch(ignoring('EEXIST'))
  if (!(await lstat(folder)).isDirectory()) throw new StartError(`${folder} is in the way of the database; remove it.`)
  await chmod(folder, 0o700)
  if (place.identity) await lchown(folder, place.identity.uid, place.identity.gid)
  return folder
}

/** macOS takes 103 bytes, Linux 107. */
function fitsSocket(folder: string): boolean {
  return Buffer.byteLength(join(folder, `.s.PGSQL.${socketPort}`)) <= 103
}

/** A crash leaves the temporary one behind. Its name was read from a file, so only what is surely ours goes. */
async function removeSocketFolder(folder: string): Promise<void> {
  if (!basename(folder).startsWith(temporarySocketPrefix)) return
  for (const name of [`.s.PGSQL.${socketPort}`, socketLock]) await rm(join(folder, name), { force: true })
  await rmdir(folder).catch(() => {})
}

function logOf(home: string): string {
  return join(home, 'postgres.log')
}

async function openLog(place: Place) {
  const path = logOf(place.home)
  const size = await lstat(path).then(
    (facts) => facts.size,
    () => 0,
  )
  if (size > 8_000_000) await rename(path, `${path}.old`)
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants
  const log = await open(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, 0o600)
  if (place.identity) await log.chown(place.identity.uid, place.identity.gid)
  return log
}

function ignoring(code: string) {
  return (error: unknown) => {
    if (codeOf(error) !== code) throw error
  }
}
