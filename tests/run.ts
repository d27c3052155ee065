/** `npm test [-- FILE…]`: every file in a process of its own, on one shared cluster. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmod, glob, mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import chromium from '@sparticuz/chromium'
import { launchForgetful, withTestCluster } from './cluster.ts'

/** What takes longest begins first, so that the end is made of short ones. */
const folders = ['tests/crash', 'tests/browser', 'tests/process', 'tests/api', 'src', 'tests', 'web']

/** Within a folder, too, the larger files are the longer tests. */
async function everyFile(): Promise<string[]> {
  const found = new Set<string>()
  for (const folder of folders) {
    const files = await Array.fromAsync(glob(`${folder}/**/*.test.ts`))
    const sized = await Promise.all(files.map(async (file) => ({ file, size: (await stat(file)).size })))
    for (const { file } of sized.toSorted((a, b) => b.size - a.size)) found.add(file)
  }
  return [...found]
}

async function runTests(files: string[], signal: AbortSignal): Promise<number> {
  const results = run({
    files,
    // They wait for browsers, servers and the database: two more than there are processors keep those busy. Eight are
    // as many as the cluster has connections for.
    concurrency: Math.min(availableParallelism() + 2, 8),
    timeout: 480_000,
    execArgv: ['--disable-warning=ExperimentalWarning', `--import=${import.meta.resolve('./untracked.ts')}`],
    signal,
  })
  let code = 0
  results.on('test:fail', ({ todo }) => {
    if (todo === undefined || todo === false) code = 1
  })
  results.compose(new spec()).pipe(process.stdout)
  await once(results, 'close')
  return code
}

/**
 * Databases and browsers come and go in thousands of small files: the run keeps its temporary files in memory, where there
 * is enough of it and programs may run. What an ext4 without a journal takes to find free inodes is a tenth of the run.
 */
async function withTemporaryFolder<T>(work: () => Promise<T>): Promise<T> {
  const enough = 4 * 2 ** 30
  const memory = await statfs('/dev/shm').catch(() => undefined)
  if (!memory || memory.bavail * memory.bsize < enough || process.availableMemory() < 2 * enough) return work()
  const folder = await mkdtemp('/dev/shm/twoway-tests-')
  try {
    // As root the database runs as somebody else, who must be able to come here.
    await chmod(folder, 0o755)
    const program = join(folder, 'program')
    await writeFile(program, '#!/bin/sh\n', { mode: 0o700 })
    if (spawnSync(program).status === 0) process.env.TMPDIR = folder
    return await work()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())
const chosen = process.argv.slice(2)
// Unpacked where the next run finds it, too, and before several tests do it at once.
process.env.CHROMIUM ??= await chromium.executablePath()
process.exitCode = await withTemporaryFolder(() =>
  withTestCluster(
    async () => runTests(chosen.length > 0 ? chosen : await everyFile(), stopping.signal),
    launchForgetful,
  ),
)
