/** One PostgreSQL cluster for the whole run; every test file gets databases of its own, made from a template. */
import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { access, chmod, chown, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { createDb, createPool } from '../src/platform/db.ts'
import { startEmbedded, stopEmbedded } from '../src/platform/embedded.ts'
import { clusterOf, createCluster, settings, surroundings } from '../src/platform/embedded-cluster.ts'
import { preparePlace } from '../src/platform/embedded-user.ts'
import { knownMigrations, migrate } from '../src/platform/migrate.ts'

const clusterVariable = 'TWOWAY_TEST_CLUSTER'
const silent = () => {}

// Nothing in such a cluster outlives the run. What is killed in tests has a cluster of its own, and benches have one like people's.
const forgetful = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200']

/** For `withTestCluster`: a cluster that waits for no disk. */
export async function launchForgetful(folder: string): Promise<void> {
  const place = await preparePlace(folder, silent, {})
  await createCluster(place, silent)
  const cluster = clusterOf(place.home)
  const socketFolder = await mkdtemp(join(tmpdir(), 'twoway-socket-'))
  if (place.identity) await chown(socketFolder, place.identity.uid, place.identity.gid)
  const logFile = join(place.home, 'postgres.log')
  const log = await open(logFile, 'a')
  const child = spawn(
    join(place.binaries, 'bin/postgres'),
    ['-D', cluster, ...settings(socketFolder), ...forgetful.flatMap((setting) => ['-c', setting])],
    {
      ...surroundings(place.identity),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    },
  )
  await log.close()
  const isRunning = () =>
    access(join(cluster, 'postmaster.pid')).then(
      () => true,
      () => false,
    )
  while (!(await isRunning())) if (child.exitCode !== null) throw new Error(await readFile(logFile, 'utf8'))
}

/**
 * Starts the shared cluster in a temporary folder, tells child processes of it, and removes it afterwards. Unless
 * `launch` has started it, it runs as people's do.
 */
export async function withTestCluster<T>(
  work: (connectionString: string) => Promise<T>,
  launch: (folder: string) => Promise<void> = async () => {},
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'twoway-test-'))
  // As root the database runs as somebody else, who must be able to come here.
  await chmod(folder, 0o755)
  try {
    await launch(folder)
    const { connectionString } = await startEmbedded(folder, silent)
    process.env[clusterVariable] = connectionString
    return await work(connectionString)
  } finally {
    await stopEmbedded(folder)
    await rm(folder, { recursive: true, force: true })
  }
}

function databaseAt(cluster: string, name: string): string {
  const url = new URL(cluster.replace('postgresql:///', 'postgresql://socket/'))
  url.pathname = `/${name}`
  return url.toString().replace('postgresql://socket/', 'postgresql:///')
}

async function withClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function templateName(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of await knownMigrations())
    hash.update(name).update(await readFile(new URL(`../migrations/${name}`, import.meta.url)))
  return `twoway_template_${hash.digest('hex').slice(0, 16)}`
}

export type TestDatabase = { connectionString: string; drop: () => Promise<void> }

/** An empty, migrated database. Needs the shared cluster: run tests through `npm test -- FILE`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const cluster = process.env[clusterVariable]
  if (!cluster)
    throw new Error('There is no test cluster: run the tests with `npm test`, or one file with `npm test -- FILE`.')
  const template = await templateName()
  const name = `test_${randomBytes(6).toString('hex')}`
  await withClient(cluster, async (client) => {
    await client.query(`select pg_advisory_lock(hashtext('twoway template'))`)
    const found = await client.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount === 0) {
      await client.query(`create database ${template}_making`)
      const pool = createPool(databaseAt(cluster, `${template}_making`), silent)
      await migrate(createDb(pool))
      await pool.end()
      await client.query(`alter database ${template}_making rename to ${template}`)
    }
    await client.query(`create database ${name} template ${template} strategy file_copy`)
  })
  return {
    connectionString: databaseAt(cluster, name),
    drop: () =>
      withClient(cluster, async (client) => void (await client.query(`drop database if exists ${name} with (force)`))),
  }
}
