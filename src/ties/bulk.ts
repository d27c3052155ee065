import { type ActType, hourOf } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { insertActs } from './act-queries.ts'
import { type Audience, changeCounts, takeTurnWithTies } from './counting.ts'

/** `post`: the reply, mention, quote or boost itself; of a favourite, the post it was given to. `share` in thousandths. */
export type ImportedAct = {
  from: AccountId
  to: AccountId
  post: PostId
  at: Date
  type: ActType
  share: number
  audience: Audience
}

/**
 * Acts between different people that are not counted yet, each post once for each pair. To be called last in an import's
 * transaction: nobody else writes to the tables of ties from here until it ends.
 */
export async function copyTies(tx: Db, acts: readonly ImportedAct[]) {
  if (acts.length === 0) return
  const counted = acts.map(({ at, ...act }) => ({ ...act, hour: hourOf(at) }))
  await takeTurnWithTies(tx)
  await insertActs(tx, counted)
  await changeCounts(
    tx,
    counted.map((act) => ({ ...act, count: 1 })),
  )
}
