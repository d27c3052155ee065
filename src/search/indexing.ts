/** Keeps the index of posts in step with the posts: from effects one by one, from jobs in batches. */
import { minuteMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { fillIndex, isFillWaiting, reopenIndex } from './index-queries.ts'

const postsAtOnce = 500

/** Imports come in many batches: one look at all posts follows them a minute later. */
export async function indexImported(tx: Db, ctx: Pick<Context, 'newId' | 'clock'>) {
  if (await isFillWaiting(tx)) return
  const later = new Date(ctx.clock.now().getTime() + minuteMs)
  await enqueueJob(tx, ctx, { kind: 'search.fill', after: 0 as PostId }, later)
}

/** One batch of indexing posts that are not indexed yet, after the post with the id `after`; the next batch is a job. */
export async function fillSearch(ctx: Context, after: PostId): Promise<'done'> {
  await ctx.db.transaction().execute(async (tx: Db) => {
    const last = await fillIndex(tx, after, postsAtOnce)
    if (last !== undefined) await enqueueJob(tx, ctx, { kind: 'search.fill', after: last })
  })
  return 'done'
}

/** One batch for somebody who may have changed whether everybody can search their posts. */
export async function reopenSearch(ctx: Context, account: AccountId): Promise<'done' | 'more'> {
  const changed = await ctx.db.transaction().execute((tx: Db) => reopenIndex(tx, account, postsAtOnce))
  return changed === postsAtOnce ? 'more' : 'done'
}
