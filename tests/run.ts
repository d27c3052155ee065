/** `npm test [-- FILE…]`: every file in a process of its own, on one shared cluster. */
import { once } from 'node:events'
import { glob, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
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
    // They wait for browsers, servers and the database: one more than there are processors keeps those busy. Eight are
    // as many as the cluster has connections for.
    concurrency: Math.min(availableParallelism() + 1, 8),
    timeout: 480_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
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

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort())
const chosen = process.argv.slice(2)
process.exitCode = await withTestCluster(
  async () => runTests(chosen.length > 0 ? chosen : await everyFile(), stopping.signal),
  launchForgetful,
)
