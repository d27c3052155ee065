import { type ActType, hourOf } from '../connection/acts.ts'
import type { CopyRows } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { type Audience, type Change, changeCounts, takeTurnWithTies } from './counting.ts'
import { addThrough } from './sum-tables.ts'

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
export async function copyTies(tx: Db, copy: CopyRows, acts: readonly ImportedAct[]) {
  if (acts.length === 0) return
  const counted = acts
    .map(({ from, to, post, at, type, audience, share }) => ({
      from,
      to,
      post,
      hour: hourOf(at),
      type,
      audience,
      share,
      count: 1,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.post - b.post)
  await takeTurnWithTies(tx)
  await copy('tie_acts', ['from_id', 'to_id', 'post_id', 'hour', 'type', 'audience', 'share'], linesOf(counted))
  await changeCounts(tx, counted, addThrough(copy))
}

function* linesOf(acts: readonly (Change & { post: PostId })[]) {
  for (const { from, to, post, hour, type, audience, share } of acts)
    yield [from, to, post, hour, type, audience, share]
}
