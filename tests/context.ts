/** A migrated database with the context that actions and queries are given, without a server around it. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../src/platform/clock.ts'
import type { Context } from '../src/platform/context.ts'
import { createDb, createPool, type Pool } from '../src/platform/db.ts'
import { createIds } from '../src/platform/ids.ts'
import { createLogger } from '../src/platform/log.ts'
import { createFolderStorage } from '../src/platform/storage.ts'
import { createTestDatabase } from './cluster.ts'

/** Stands still until it is told otherwise. */
export type StandingClock = Clock & { set: (time: Date) => void; advance: (ms: number) => void }

export function standingClock(start = new Date('2026-05-10T12:00:00Z')): StandingClock {
  let now = start
  return {
    now: () => now,
    set(time) {
      now = time
    },
    advance(ms) {
      now = new Date(now.getTime() + ms)
    },
  }
}

export type TestContext = {
  ctx: Context
  clock: StandingClock
  pool: Pool
  connectionString: string
  stop: () => Promise<void>
}

export async function createTestContext(): Promise<TestContext> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'twoway-context-'))
  const pool = createPool(database.connectionString, () => {})
  const clock = standingClock()
  const ctx: Context = {
    db: createDb(pool),
    clock,
    newId: createIds(clock, 0, 0).newId,
    log: createLogger('silent'),
    storage: createFolderStorage(join(folder, 'media')),
    emojis: { byName: new Map() },
    origin: 'https://social.example',
    domain: 'social.example',
    committed: () => {},
  }
  return {
    ctx,
    clock,
    pool,
    connectionString: database.connectionString,
    async stop() {
      await pool.end()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
