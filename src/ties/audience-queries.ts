/** Reads who follows somebody, and what they did in public. Only public and unlisted acts count. */
import { sql } from 'kysely'
import { dayMs } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type Id, idTime, type PostId } from '../platform/ids.ts'
import { numbersIn } from './fact-queries.ts'
import { columnOf } from './sum-tables.ts'

/** Two and a half minutes: the cells in which bursts are looked for. */
export const cellMs = 150_000
/** Ids that can be made in the time of a cell. */
export const idsPerCell = firstIdAt(new Date(idTime(0).getTime() + cellMs))

/** Follows by when they were made: cell 0 is the first of all ids. */
export type FollowCell = { cell: number; count: number }

const isOf = (followee: AccountId) => sql`followee_id = ${followee} and state = 'accepted'`
const cellsPerWeek = (7 * dayMs) / cellMs
const idsPerWeek = idsPerCell * cellsPerWeek
/** As many statements share the weeks, on a processor each where there are as many. */
const shares = 2

/** The follows of a week, two bytes each: the cell of the week they fell into. */
type Week = { week: number; cells: Buffer }

/**
 * Cells that hold follows, the oldest first. Of millions of follows PostgreSQL tells the cell of each, which it does twice
 * as fast as it counts them; here a cell is a place in an array.
 */
export async function selectFollowCells(db: Db, followee: AccountId): Promise<FollowCell[]> {
  const [perCell, perWeek] = [sql.lit(idsPerCell), sql.lit(idsPerWeek)]
  const found = await Promise.all(
    Array.from({ length: shares }, (_, share) =>
      sql<Week>`
        select week, cells
        from (select min(id) / ${perWeek} as first, max(id) / ${perWeek} as last from follows where ${isOf(followee)}) as history
        cross join lateral generate_series(first + ${share}, last, ${shares}) as week
        cross join lateral (
          select string_agg(int2send(((id - week * ${perWeek}) / ${perCell})::int2), '') as cells from follows
          where ${isOf(followee)} and id >= week * ${perWeek} and id < (week + 1) * ${perWeek}) as follows_of_week
        where cells is not null`.execute(db),
    ),
  )
  return found
    .flatMap(({ rows }) => rows)
    .toSorted((a, b) => a.week - b.week)
    .flatMap(cellsOf)
}

function cellsOf({ week, cells }: Week): FollowCell[] {
  const counts = new Uint32Array(cellsPerWeek)
  for (let at = 0; at < cells.length; at += 2) counts[(cells[at]! << 8) | cells[at + 1]!]!++
  const held: FollowCell[] = []
  for (let place = 0; place < cellsPerWeek; place++)
    if (counts[place]! > 0) held.push({ cell: week * cellsPerWeek + place, count: counts[place]! })
  return held
}

/** Every follow whose place in the order of time leaves half of `step` when divided by it: ids, oldest first. */
export async function sampleFollows(
  db: Db,
  followee: AccountId,
  cells: readonly FollowCell[],
  step: number,
): Promise<Id[]> {
  const sampled: { cell: number; first: number }[] = []
  let next = Math.floor(step / 2)
  for (const { cell, count } of cells) {
    if (next < count) {
      sampled.push({ cell, first: next })
      next += step * Math.ceil((count - next) / step)
    }
    next -= count
  }
  const { rows } = await sql<{ ids: string | null }>`
    select array_agg(id order by id)::text as ids
    from unnest(${columnOf(sampled, ({ cell }) => cell * idsPerCell)}::bigint[], ${columnOf(sampled, ({ first }) => first)}::int[])
      as sampled (start, first)
    cross join lateral (
      select id, row_number() over (order by id) - 1 as place from follows
      where ${isOf(followee)} and id >= start and id < start + ${sql.lit(idsPerCell)}) as numbered
    where place >= first and (place - first) % ${step} = 0`.execute(db)
  return numbersIn(rows[0]!.ids ?? '{}') as Id[]
}

export type FollowerRow = {
  follow: Id
  lastPublicAt: Date | null
  lastTowardsMe: Date | null
  observed: boolean
}

/** `follows`: ids of follows of this account; undefined: all of them. Suspended and deleted followers are left out. */
export async function selectFollowers(
  db: Db,
  followee: AccountId,
  sinceHour: number,
  follows?: readonly Id[],
): Promise<FollowerRow[]> {
  const chosen = follows ? sql`and follows.id = any(${columnOf(follows, (id) => id)}::bigint[])` : sql``
  const { rows } = await sql<FollowerRow>`
    with engaged as materialized (
      select from_id, max(hour) as hour from ties
      where to_id = ${followee} and hour >= ${sinceHour} and audience = 'public' group by from_id)
    select follows.id as follow, last_post.created_at as "lastPublicAt",
      to_timestamp(engaged.hour * 3600.0) as "lastTowardsMe", accounts.domain = '' as observed
    from follows
    join accounts on accounts.id = follows.follower_id and accounts.suspended_at is null and accounts.deleted_at is null
    left join engaged on engaged.from_id = follows.follower_id
    left join lateral (
      select posts.created_at from posts
      where posts.author_id = follows.follower_id and posts.deleted_at is null and posts.visibility in ('public', 'unlisted')
      order by posts.id desc limit 1) as last_post on true
    where follows.followee_id = ${followee} and follows.state = 'accepted' ${chosen}`.execute(db)
  return rows
}

/** Which of the follows between two ids, both included, are of somebody who never posted in public. */
export async function countNeverPosted(db: Db, followee: AccountId, from: Id, to: Id): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from follows
    where followee_id = ${followee} and state = 'accepted' and id between ${from} and ${to} and not exists (
      select from posts where posts.author_id = follows.follower_id and posts.visibility in ('public', 'unlisted'))`.execute(
    db,
  )
  return rows[0]!.found
}

export type EngagedFollower = { account: AccountId; hour: number; post: PostId }

/** Followers by when they last did something towards this account in public, the latest first. */
export async function selectEngaged(
  db: Db,
  followee: AccountId,
  {
    sinceHour,
    before,
    limit,
  }: { sinceHour: number; before: { hour: number; account: AccountId } | undefined; limit: number },
): Promise<EngagedFollower[]> {
  const after = before ? sql`having (max(hour), from_id) < (${before.hour}, ${before.account})` : sql``
  const { rows } = await sql<EngagedFollower>`
    select latest.account, latest.hour, act.post_id as post
    from (
      select from_id as account, max(hour) as hour from ties
      where to_id = ${followee} and hour >= ${sinceHour} and audience = 'public' and exists (
        select from follows join accounts on accounts.id = follows.follower_id
        where follows.follower_id = from_id and follows.followee_id = ${followee} and follows.state = 'accepted'
          and accounts.suspended_at is null and accounts.deleted_at is null)
      group by from_id ${after} order by hour desc, from_id desc limit ${limit}) as latest
    cross join lateral (
      select post_id from tie_acts
      where from_id = latest.account and to_id = ${followee} and hour = latest.hour and audience = 'public'
      order by post_id desc limit 1) as act
    order by latest.hour desc, latest.account desc`.execute(db)
  return rows
}

export type ObservedRow = {
  posts: number
  addressing: number
  addressedBy: number
  boosts: number
  favourites: number
  followers: number
  following: number
  followedAt: Id | null
  joinedSameDay: number
}

/** What is seen of one account, and since when it follows me. */
export async function selectObserved(db: Db, account: AccountId, follower: AccountId): Promise<ObservedRow> {
  const open = sql`posts.author_id = ${follower} and posts.deleted_at is null and posts.visibility in ('public', 'unlisted')`
  const { rows } = await sql<ObservedRow>`
    select
      (select count(*)::int from posts where ${open} and boost_of is null) as posts,
      (select count(*)::int from posts where ${open} and boost_of is not null) as boosts,
      (select count(distinct post_id)::int from tie_acts where from_id = ${follower} and audience = 'public'
        and type in ('reply', 'mention', 'quote')) as addressing,
      coalesce((select addressed_by from tie_people where account_id = ${follower}), 0) as "addressedBy",
      (select coalesce(sum(count), 0)::int from ties where from_id = ${follower} and type = 'favourite' and audience = 'public') as favourites,
      coalesce((select followers_count from follow_stats where account_id = ${follower}), 0) as followers,
      coalesce((select following_count from follow_stats where account_id = ${follower}), 0) as following,
      (select id from follows where follower_id = ${follower} and followee_id = ${account} and state = 'accepted') as "followedAt",
      (select count(*)::int from (
        select from accounts joined join accounts me on me.id = ${follower}
        join follows on follows.follower_id = joined.id and follows.followee_id = ${account} and follows.state = 'accepted'
        where joined.id <> me.id and joined.created_at >= date_trunc('day', me.created_at)
          and joined.created_at < date_trunc('day', me.created_at) + interval '1 day' limit 1000) as same_day) as "joinedSameDay"`.execute(
    db,
  )
  return rows[0]!
}
