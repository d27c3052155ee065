import { resolve } from 'node:path'
import type { Config } from '../config.ts'
import { withTool } from '../main.ts'
import { writeBackup } from '../platform/backup.ts'

/** Writes everything into `file`, also while the server runs. */
export async function backup(config: Config, file: string, say: (line: string) => void) {
  const path = resolve(file)
  await withTool(config, say, ({ ctx, database }) =>
    writeBackup({ pool: database.pool, dataFolder: config.dataFolder, now: ctx.clock.now() }, path, say),
  )
  say(`Everything is in ${path}. Keep it safe: whoever has it can read what people wrote, also in private.`)
}
