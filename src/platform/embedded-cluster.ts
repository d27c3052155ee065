import { spawn } from 'node:child_process'
import { chown, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, type Identity, type Place } from './embedded-user.ts'
import { StartError } from './start-error.ts'

export const socketPort = '5432'

export function clusterOf(home: string): string {
  return join(home, 'cluster')
}

export async function refuseOtherMajor(place: Place): Promise<void> {
  const found = (await readFile(join(clusterOf(place.home), 'PG_VERSION'), 'utf8').catch(() => undefined))?.trim()
  const expected = place.version.split('.')[0]
  if (found === undefined || found === expected) return
  throw new StartError(
    `The database in ${place.home} was made by PostgreSQL ${found}, and this Twoway comes with PostgreSQL ${expected}; run "twoway backup" with the version of Twoway that made it, then restore that backup into a new folder with this one.`,
  )
}

/** Makes the cluster, whole or not at all, unless it is there. */
export async function createCluster(place: Place, report: (line: string) => void): Promise<void> {
  if (await stat(clusterOf(place.home)).catch(() => undefined)) return
  report('Creating the database (first start only).')
  await removeAbandoned(place.home)
  const scratch = await mkdtemp(join(place.home, 'cluster-new-'))
  try {
    if (place.identity) await chown(scratch, place.identity.uid, place.identity.gid)
    let failure = await initialize(place, scratch, 'C.UTF-8')
    // Older C libraries have no C.UTF-8; comparison and case still follow it, through PostgreSQL's own provider.
    if (failure?.includes('invalid locale name')) failure = await initialize(place, scratch, 'C')
    if (failure) throw new StartError(`PostgreSQL could not create its database in ${place.home}: ${failure}`)
    await rename(scratch, clusterOf(place.home))
    const home = await open(place.home, 'r')
    await home.sync().finally(() => home.close())
  } catch (error) {
    await rm(scratch, { recursive: true, force: true })
    // Another process was faster; its cluster is as good as ours.
    if (codeOf(error) !== 'ENOTEMPTY' && codeOf(error) !== 'EEXIST') throw error
  }
}

/** Answers what went wrong, or undefined. */
async function initialize(place: Place, target: string, systemLocale: string): Promise<string | undefined> {
  const switches = [
    `--pgdata=${target}`,
    '--username=twoway',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${systemLocale}`,
    '--auth-local=trust',
    '--auth-host=reject',
    '--no-instructions',
  ]
  const child = spawn(join(place.binaries, 'bin/initdb'), switches, {
    ...surroundings(place.identity),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const ending = await new Promise<string | number | null>((resolve) => {
    child.once('error', (error) => resolve(codeOf(error)))
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  return ending === 0 ? undefined : errors.trim().replaceAll('\n', ' ') || `initdb ended with ${ending}.`
}

/** Clusters that were being made when the machine or the process died, more than an hour ago. */
async function removeAbandoned(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    if (!name.startsWith('cluster-new-')) continue
    const path = join(home, name)
    if ((await stat(path)).mtimeMs < Date.now() - 3_600_000) await rm(path, { recursive: true, force: true })
  }
}

/** PostgreSQL sees none of our environment. The C locale keeps its messages in English, which our code reads. */
export function surroundings(identity: Identity | undefined) {
  const user = identity ? { uid: identity.uid, gid: identity.gid } : {}
  return { ...user, cwd: '/', env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' } }
}

/** For a small machine that does other things as well; every acknowledged commit is on disk. */
export function settings(socketFolder: string): string[] {
  const values: Record<string, string> = {
    cluster_name: 'twoway',
    listen_addresses: '',
    port: socketPort,
    unix_socket_directories: `"${socketFolder.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '50',
    shared_buffers: '64MB',
    huge_pages: 'off',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    effective_cache_size: '512MB',
    random_page_cost: '1.1',
    jit: 'off',
    io_method: 'sync',
    // Memory under /dev/shm is small in containers, and logind removes it when the user logs out.
    dynamic_shared_memory_type: 'mmap',
    max_worker_processes: '4',
    max_parallel_workers: '2',
    autovacuum: 'on',
    autovacuum_max_workers: '2',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Nothing replicates from this cluster, so no process has to stand by for it.
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    wal_buffers: '4MB',
    max_wal_size: '512MB',
    checkpoint_timeout: '15min',
    // A query whose server was killed ends instead of holding its locks.
    client_connection_check_interval: '5s',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // What people wrote stays out of the log.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
  // Plain fsync leaves the data in the drive's cache on macOS.
  if (process.platform === 'darwin') values.wal_sync_method = 'fsync_writethrough'
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
