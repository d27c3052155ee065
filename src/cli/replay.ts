import { type ReplayOptions, replay as replayFile } from '../import/replay.ts'
import type { Context } from '../platform/context.ts'
import type { OpenDatabase } from '../platform/database.ts'
import { withProgress } from './progress.ts'

/** Loads the file with a progress bar, and prints what became of its lines. */
export async function replay(
  ctx: Context,
  { pool }: Pick<OpenDatabase, 'pool'>,
  file: string,
  options: ReplayOptions,
  say: (line: string) => void,
) {
  const startedAt = performance.now()
  const counts = await withProgress((tell) => {
    tell('Reading', 0)
    return replayFile(ctx, pool, file, options, tell)
  })
  const seconds = (performance.now() - startedAt) / 1000
  const write = (count: number) => count.toLocaleString('en')
  say(`${write(counts.interactions)} interactions among ${write(counts.accounts)} people, in ${seconds.toFixed(1)} s:`)
  say(`  ${write(counts.mentions)} posts that mention somebody`)
  say(
    `  ${write(counts.replies)} replies (${write(counts.doubled)} of them listed a second time as a mention: one act)`,
  )
  say(
    `  ${write(counts.boosts)} boosts (${write(counts.repeated)} more name a post the same person had boosted already)`,
  )
  say(`  ${write(counts.placeholders)} placeholders for posts whose text is not in the source`)
  if (options.inferFollows) say(`  ${write(counts.follows)} follows, from the first act on`)
}
