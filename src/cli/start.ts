import type { Config } from '../config.ts'
import { type RunningServer, startServer } from '../main.ts'
import { StartError } from '../platform/start-error.ts'
import { withProgress } from './progress.ts'

const sameSignalMs = 1_000

/** Runs the server until SIGTERM, Ctrl-C or the loss of its database; then finishes what is in flight and stops. */
export async function runServer(config: Config): Promise<void> {
  let server: RunningServer | undefined
  let stoppingSince: number | undefined
  let startedUp: () => void = () => {}
  const settled = new Promise<void>((resolve) => {
    startedUp = resolve
  })

  async function stop(exitCode: number) {
    stoppingSince = performance.now()
    await settled
    await server?.stop()
    process.exit(exitCode)
  }
  const onSignal = () => {
    // The terminal's Ctrl-C may arrive twice: from the process group and from whoever started this one.
    if (stoppingSince !== undefined && performance.now() - stoppingSince < sameSignalMs) return
    if (stoppingSince !== undefined) process.exit(130)
    console.log('\nStopping: finishing the requests in flight…')
    void stop(0)
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.on('SIGHUP', onSignal)

  try {
    server = await withProgress((tell) =>
      startServer(config, {
        report: (line) => console.log(line),
        tell,
        onGivenUp: (error) => {
          console.error(
            `\n${error instanceof StartError ? error.message : 'The database went away and did not come back.'}\n`,
          )
          if (stoppingSince === undefined) void stop(1)
        },
      }),
    )
  } finally {
    startedUp()
  }
  if (stoppingSince !== undefined) return
  if (config.demo) console.log(`\nThe demo town is kept in ${config.dataFolder}; delete that folder for a new one.`)
  console.log(`\nTwoway is ready: ${server.url}\n`)
}
