import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { openDatabase } from '../platform/database.ts'
import { createLogger } from '../platform/log.ts'
import { openBackup, restoreBackup } from '../platform/restore.ts'

/** Loads the backup into an empty database. No server may run on it meanwhile, and none can start. */
export async function restore(config: Config, file: string, say: (line: string) => void) {
  say('Checking the backup…')
  const backup = await openBackup(resolve(file))
  try {
    const database = await openDatabase({
      dataFolder: config.dataFolder,
      databaseUrl: config.databaseUrl,
      serviceUser: config.serviceUser,
      isServer: true,
      log: createLogger(config.logLevel),
      report: say,
      onGivenUp: (error) => {
        throw error
      },
    })
    try {
      await restoreBackup({ pool: database.pool, dataFolder: config.dataFolder }, backup, say)
    } finally {
      await database.close()
    }
  } finally {
    await backup.handle.close()
  }
  const { origin, created_at } = backup.manifest
  say(`This server is as it was at ${created_at}.`)
  if (origin) say(`Its address is ${origin}: start it with TWOWAY_ORIGIN=${origin}`)
}
