/** Throws away what belongs to nothing any more, in bounded batches. */
import { hourMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { folders } from '../platform/storage.ts'
import { type Files, selectUnnamed, takeOfAccount, takeOverdue } from './queries.ts'

const rowsAtOnce = 100
/** A file that nobody names may be about to be named. */
const fewestHours = 24

type Keeper = Pick<Context, 'db' | 'clock' | 'storage'>

const keysOf = (files: readonly Files[]) => files.flatMap(({ key, preview_key }) => [key, preview_key])

/**
 * Pictures of no post whose time is over. Rows go first: a file that outlives a crash in between is named by nobody, so
 * that nobody is shown it, and the sweep finds it.
 */
export async function throwAwayOverdue({ db, clock, storage }: Keeper): Promise<number> {
  let thrownAway = 0
  while (true) {
    const files = await takeOverdue(db, clock.now(), rowsAtOnce)
    await storage.delete(keysOf(files))
    thrownAway += files.length
    if (files.length < rowsAtOnce) return thrownAway
  }
}

/** One batch of erasing the pictures of a deleted account. */
export async function eraseMediaBatch({ db, storage }: Keeper, account: AccountId): Promise<'done' | 'more'> {
  const files = await takeOfAccount(db, account, rowsAtOnce)
  await storage.delete(keysOf(files))
  return files.length < rowsAtOnce ? 'done' : 'more'
}

/** Files in some of the folders that no row names, a day old or more. Returns how many there were. */
export async function sweepFolders({ db, clock, storage }: Keeper, chosen: readonly string[]): Promise<number> {
  const before = new Date(clock.now().getTime() - fewestHours * hourMs)
  let swept = 0
  for (const folder of chosen) {
    const old = (await storage.list(folder)).filter(({ storedAt }) => storedAt < before).map(({ key }) => key)
    for (let at = 0; at < old.length; at += rowsAtOnce) {
      const unnamed = await selectUnnamed(db, old.slice(at, at + rowsAtOnce))
      await storage.delete(unnamed)
      swept += unnamed.length
    }
  }
  return swept
}

const foldersAtOnce = 16

/** To be called every hour: all folders are swept within sixteen calls. */
export function createMediaUpkeep(keeper: Keeper): () => Promise<void> {
  let next = 0
  return async () => {
    await throwAwayOverdue(keeper)
    await sweepFolders(keeper, folders.slice(next, next + foldersAtOnce))
    next = (next + foldersAtOnce) % folders.length
  }
}
