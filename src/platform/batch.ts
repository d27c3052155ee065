/**
 * Hot writes, several in one statement and one commit. What comes within about a millisecond goes together, and so does
 * what comes while others are under way: the more comes, the less each costs.
 */
import type { Context } from './context.ts'
import { isDatabaseAway } from './db.ts'

const gatherMs = 1
const mostRows = 200
/** A batch that takes longer waits for a lock, perhaps: it does not hold up the others, of which so many go beside it. */
const patienceMs = 20
const mostUnderWay = 4

export type HotWrite<Row, Outcome> = {
  /** Rows of one key keep the order in which they came, and never share a statement. */
  keyOf: (row: Row) => number | string
  /** Writes every row or, when it throws, none. Answers with the outcome of each, in their order. */
  write: (ctx: Context, rows: readonly Row[]) => Promise<readonly Outcome[]>
}

type Waiting<Row, Outcome> = {
  row: Row
  key: number | string
  resolve: (outcome: Outcome) => void
  reject: (error: unknown) => void
}

function createQueue<Row, Outcome>(write: (rows: readonly Row[]) => Promise<readonly Outcome[]>) {
  let waiting: Waiting<Row, Outcome>[] = []
  const busy = new Set<number | string>()
  let underWay = 0
  let isGathering = false
  let isAwaiting = false

  function take(): Waiting<Row, Outcome>[] {
    const taken: Waiting<Row, Outcome>[] = []
    waiting = waiting.filter((one) => {
      if (taken.length === mostRows || busy.has(one.key)) return true
      busy.add(one.key)
      taken.push(one)
      return false
    })
    return taken
  }

  /** A batch that failed is written row by row, so that an error reaches nobody but whom it concerns. */
  async function perform(batch: readonly Waiting<Row, Outcome>[]): Promise<void> {
    try {
      const outcomes = await write(batch.map(({ row }) => row))
      for (const [place, { resolve }] of batch.entries()) resolve(outcomes[place]!)
    } catch (error) {
      if (batch.length > 1 && !isDatabaseAway(error)) for (const one of batch) await perform([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  function start() {
    const batch = underWay < mostUnderWay ? take() : []
    if (batch.length === 0) return
    underWay++
    isAwaiting = true
    const goOn = () => {
      isAwaiting = false
      start()
    }
    const patience = setTimeout(goOn, patienceMs)
    void perform(batch).then(() => {
      clearTimeout(patience)
      underWay--
      for (const { key } of batch) busy.delete(key)
      goOn()
    })
  }

  return (row: Row, key: number | string) =>
    new Promise<Outcome>((resolve, reject) => {
      waiting.push({ row, key, resolve, reject })
      if (isGathering || isAwaiting) return
      isGathering = true
      setTimeout(() => {
        isGathering = false
        start()
      }, gatherMs)
    })
}

/** Writes a row together with others of the same context. */
export function batched<Row, Outcome>({
  keyOf,
  write,
}: HotWrite<Row, Outcome>): (ctx: Context, row: Row) => Promise<Outcome> {
  const queues = new WeakMap<Context, (row: Row, key: number | string) => Promise<Outcome>>()
  return (ctx, row) => {
    const enqueue = queues.get(ctx) ?? createQueue<Row, Outcome>((rows) => write(ctx, rows))
    queues.set(ctx, enqueue)
    return enqueue(row, keyOf(row))
  }
}
