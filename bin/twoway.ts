/** The command line: what there is to say, and which function does it. */
import { createProgram } from '../src/cli/program.ts'
import { StartError } from '../src/platform/start-error.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(`\n${error.message}\n`)
  process.exitCode = 1
}
