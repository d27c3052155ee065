/**
 * How many posts the home channel put in front of each viewer, by author and UTC day: every post of every page that was
 * answered counts once; a boost counts for its booster. Counted in memory, written out by `flush`.
 */
import { dayMs, utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import {
  addDelivered,
  type DeliveredCount,
  deleteDelivered,
  deleteDeliveredBefore,
  raiseNewestDelivered,
} from './delivered-queries.ts'

export type Delivered = {
  record: (viewerId: AccountId, entries: readonly { id: PostId; authorId: AccountId }[]) => void
  /** Writes out what was counted since the last time; on failure it stays counted. */
  flush: () => Promise<void>
  /** Deletes what is older than 180 days. */
  prune: () => Promise<void>
  /** Deletes everything that was recorded for a viewer. */
  forget: (viewerId: AccountId) => Promise<void>
}

const keptMs = 180 * dayMs
const rowsAtOnce = 5_000

export function createDelivered(ctx: Pick<Context, 'db' | 'clock'>): Delivered {
  const counts = new Map<AccountId, Map<string, DeliveredCount>>()
  const newest = new Map<AccountId, PostId>()
  // Writing and forgetting take turns, so that nothing comes back after it was forgotten.
  let lastTurn: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastTurn.then(work)
    lastTurn = turn.catch(() => undefined)
    return turn
  }

  function add(added: DeliveredCount) {
    const ofViewer = counts.get(added.viewerId) ?? new Map<string, DeliveredCount>()
    counts.set(added.viewerId, ofViewer)
    const key = `${added.day} ${added.authorId}`
    ofViewer.set(key, { ...added, count: (ofViewer.get(key)?.count ?? 0) + added.count })
  }

  function raise(viewerId: AccountId, postId: PostId) {
    newest.set(viewerId, Math.max(newest.get(viewerId) ?? 0, postId) as PostId)
  }

  async function writeOut(taken: DeliveredCount[], takenNewest: [AccountId, PostId][]) {
    await ctx.db.transaction().execute(async (tx) => {
      for (let start = 0; start < taken.length; start += rowsAtOnce)
        await addDelivered(tx, taken.slice(start, start + rowsAtOnce))
      for (let start = 0; start < takenNewest.length; start += rowsAtOnce)
        await raiseNewestDelivered(
          tx,
          takenNewest.slice(start, start + rowsAtOnce).map(([viewerId, postId]) => ({ viewerId, postId })),
        )
    })
  }

  return {
    record(viewerId, entries) {
      const day = utcDay(ctx.clock.now())
      for (const { id, authorId } of entries) {
        add({ viewerId, authorId, day, count: 1 })
        raise(viewerId, id)
      }
    },

    flush: () =>
      inTurn(async () => {
        const taken = [...counts.values()].flatMap((ofViewer) => [...ofViewer.values()])
        const takenNewest = [...newest]
        counts.clear()
        newest.clear()
        try {
          await writeOut(taken, takenNewest)
        } catch (error) {
          for (const count of taken) add(count)
          for (const [viewerId, postId] of takenNewest) raise(viewerId, postId)
          throw error
        }
      }),

    prune: () =>
      inTurn(async () => {
        const oldest = utcDay(new Date(ctx.clock.now().getTime() - keptMs))
        while ((await deleteDeliveredBefore(ctx.db, oldest, rowsAtOnce)) === rowsAtOnce);
      }),

    forget(viewerId) {
      const drop = () => {
        counts.delete(viewerId)
        newest.delete(viewerId)
      }
      drop()
      return inTurn(async () => {
        drop()
        await ctx.db.transaction().execute((tx) => deleteDelivered(tx, viewerId))
      })
    },
  }
}
