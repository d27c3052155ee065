/** `npm run check`: types, lint, format, architecture, and the documents of the API. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const bin = join(import.meta.dirname, '..', 'node_modules')
const steps: [string, string, string[]][] = [
  ['types', join(bin, '.bin/tsc'), ['--noEmit']],
  ['types of the web app', join(bin, '.bin/tsc'), ['--noEmit', '-p', 'web']],
  ['types of its service worker', join(bin, '.bin/tsc'), ['--noEmit', '-p', 'web/service-worker']],
  ['lint and format', join(bin, '.bin/biome'), ['check', '--error-on-warnings', '.']],
  ['architecture', process.execPath, ['--disable-warning=ExperimentalWarning', '--test', 'tests/architecture.test.ts']],
  [
    'documents of the API',
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--test', 'src/cli/routes.test.ts'],
  ],
]
for (const [name, command, args] of steps) {
  console.log(`— ${name}`)
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
