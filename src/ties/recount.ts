/**
 * Keeps the acts that are counted in step with the posts, boosts and favourites there are. What is counted for a post is
 * compared with what it stands for now, and the difference is added: so it does not matter how often, in which order, or
 * how late after the fact a post is looked at, and what goes is exactly what came.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import {
  actsCountedFor,
  actsOfFavourites,
  actsOfPosts,
  type CountedAct,
  deleteActs,
  insertActs,
  selectActs,
} from './act-queries.ts'
import { type Change, changeCounts } from './counting.ts'
import { takeTurnWithTies } from './staged.ts'
import { columnOf } from './sum-tables.ts'

export type Touched = { posts: readonly PostId[]; favourites: readonly { by: AccountId; post: PostId }[] }

const keyOf = ({ from, to, post }: CountedAct) => `${from} ${to} ${post}`
const changeOf = ({ from, to, hour, type, audience, share }: CountedAct, sign: 1 | -1): Change => ({
  from,
  to,
  hour,
  type,
  audience,
  count: sign,
  share: sign * share,
})

/** What has to go and to come so that `counted` becomes `wanted`. The audience of an act stays as it was when it was done. */
export function difference(counted: readonly CountedAct[], wanted: readonly CountedAct[]) {
  const known = new Map(counted.map((act) => [keyOf(act), act]))
  const gone = new Map(known)
  const come: CountedAct[] = []
  for (const act of wanted) {
    const before = known.get(keyOf(act))
    const isSame = before && before.type === act.type && before.share === act.share && before.hour === act.hour
    if (isSame) gone.delete(keyOf(act))
    else come.push(before ? { ...act, audience: before.audience } : act)
  }
  return { gone: [...gone.values()], come }
}

type Replacement = { gone: readonly CountedAct[]; come: readonly CountedAct[] }

async function replaceActs(tx: Db, { gone, come }: Replacement, now: Date) {
  if (gone.length > 0) await deleteActs(tx, gone)
  if (come.length > 0) await insertActs(tx, come)
  await changeCounts(tx, [...gone.map((act) => changeOf(act, -1)), ...come.map((act) => changeOf(act, 1))], now)
}

/** In one transaction with whatever made it necessary, last: nobody else counts until it ends. Answers the acts that went and came. */
export async function recount(tx: Db, now: Date, { posts, favourites }: Touched): Promise<readonly CountedAct[]> {
  if (posts.length === 0 && favourites.length === 0) return []
  await takeTurnWithTies(tx, now)
  const postIds = sql`any(${columnOf(posts, (id) => id)}::bigint[])`
  const given = sql`select * from unnest(
    ${columnOf(favourites, ({ by }) => by)}::bigint[], ${columnOf(favourites, ({ post }) => post)}::bigint[])`
  const wanted: RawBuilder<unknown>[] = []
  const counted: RawBuilder<unknown>[] = []
  if (posts.length > 0) {
    wanted.push(actsOfPosts(sql`posts.id = ${postIds}`))
    counted.push(actsCountedFor(sql`post_id = ${postIds} and type <> 'favourite'`))
  }
  if (favourites.length > 0) {
    wanted.push(actsOfFavourites(sql`(favourites.account_id, favourites.post_id) in (${given})`))
    counted.push(actsCountedFor(sql`(from_id, post_id) in (${given}) and type = 'favourite'`))
  }
  const all = (parts: readonly RawBuilder<unknown>[]) => selectActs(tx, sql.join(parts, sql` union all `))
  const changed = difference(await all(counted), await all(wanted))
  await replaceActs(tx, changed, now)
  return [...changed.gone, ...changed.come]
}

/** Takes up to `most` of the favourites a deleted post had been given out of the counts. Answers how many there were. */
export async function discountFavouritesOf(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  post: PostId,
  most: number,
): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const now = clock.now()
    await takeTurnWithTies(tx, now)
    const isDeleted = sql`exists (select from posts where posts.id = tie_acts.post_id and deleted_at is not null)`
    const gone = await selectActs(
      tx,
      actsCountedFor(sql`post_id = ${post} and type = 'favourite' and ${isDeleted} limit ${most}`),
    )
    await replaceActs(tx, { gone, come: [] }, now)
    return gone.length
  })
}

const countedAtOnce = 1_000

/** One batch of counting posts that were written before they were counted, after the one with the id `after`. */
export async function countPosts(ctx: Context, after: PostId): Promise<'done'> {
  await ctx.db.transaction().execute(async (tx) => {
    const rows = await tx
      .selectFrom('posts')
      .select('id')
      .where('id', '>', after)
      .orderBy('id')
      .limit(countedAtOnce)
      .execute()
    const last = rows.at(-1)
    if (!last) return
    await enqueueJob(tx, ctx, { kind: 'ties.count_posts', after: last.id })
    await recount(tx, ctx.clock.now(), { posts: rows.map(({ id }) => id), favourites: [] })
  })
  return 'done'
}

/** The same for favourites, in the order of the posts they were given to and of their own ids. */
export async function countFavourites(ctx: Context, { post, after }: { post: PostId; after: Id }): Promise<'done'> {
  await ctx.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ by: AccountId; post: PostId; id: Id }>`
      select account_id as by, post_id as post, id from favourites where (post_id, id) > (${post}, ${after})
      order by post_id, id limit ${countedAtOnce}`.execute(tx)
    const last = rows.at(-1)
    if (!last) return
    await enqueueJob(tx, ctx, { kind: 'ties.count_favourites', post: last.post, after: last.id })
    await recount(tx, ctx.clock.now(), { posts: [], favourites: rows })
  })
  return 'done'
}
