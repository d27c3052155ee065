import { type ActType, hourOf } from '../connection/acts.ts'
import type { CopyRows } from '../platform/bulk.ts'
import { minuteMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import type { Audience } from './counting.ts'

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

/** An import that has not come back by then does not come back. */
const patienceMs = 5 * minuteMs

/**
 * Writes down acts between different people that are not counted yet, each post once for each pair. They are counted
 * together, which is many times faster: by `takeTurnWithTies` (staged.ts) at the end of the import, or, where it is cut off,
 * by the next act on the server or by a job. To be called last in a transaction.
 */
export async function stageActs(
  tx: Db,
  ctx: Pick<Context, 'newId' | 'clock'>,
  copy: CopyRows,
  acts: readonly ImportedAct[],
) {
  if (acts.length === 0) return
  const later = new Date(ctx.clock.now().getTime() + patienceMs)
  await enqueueJob(tx, ctx, { kind: 'ties.count_staged' }, later)
  await copy(
    'tie_acts_staged',
    ['from_id', 'to_id', 'post_id', 'hour', 'type', 'audience', 'share'],
    acts
      .values()
      .map(({ from, to, post, at, type, audience, share }) => [from, to, post, hourOf(at), type, audience, share]),
  )
}
