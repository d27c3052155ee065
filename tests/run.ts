/** `npm test [-- FILE…]`: everything in parallel on one shared cluster, then the crash tests on clusters of their own. */
import { spawn } from 'node:child_process'
import { glob } from 'node:fs/promises'
import { withTestCluster } from './cluster.ts'

const usual = ['src/**/*.test.ts', 'web/**/*.test.ts', 'tests/**/*.test.ts']
const crash = ['tests/crash/**/*.test.ts']

async function filesOf(patterns: string[], exclude: string[] = []): Promise<string[]> {
  const excluded = new Set(await Array.fromAsync(glob(exclude)))
  return (await Array.fromAsync(glob(patterns)))
    .filter((file) => !excluded.has(file) && !file.includes('node_modules'))
    .toSorted()
}

function runTests(files: string[], concurrency: number): Promise<number> {
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--test',
    `--test-concurrency=${concurrency}`,
    '--test-timeout=480000',
    '--test-reporter=spec',
    ...files,
  ]
  return new Promise((resolve) => {
    spawn(process.execPath, args, { stdio: 'inherit' }).once('exit', (code) => resolve(code ?? 1))
  })
}

const chosen = process.argv.slice(2)
process.exitCode = await withTestCluster(async () => {
  if (chosen.length > 0) return runTests(chosen, 2)
  const first = await runTests(await filesOf(usual, crash), 2)
  const crashFiles = await filesOf(crash)
  const second = crashFiles.length > 0 ? await runTests(crashFiles, 1) : 0
  return first || second
})
