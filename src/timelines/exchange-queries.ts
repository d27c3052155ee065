import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'

/** Whose exchanges a viewer's channel holds: their own and those of whom they follow and have not silenced for themselves. */
export async function selectTalkers(db: Db, viewerId: AccountId, now: Date): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select ${viewerId}::bigint as id
    union all
    select followee_id from follows where follower_id = ${viewerId} and state = 'accepted'
      and not exists (select from mutes where muter_id = ${viewerId} and muted_id = followee_id
        and (expires_at is null or expires_at > ${now}))
      and not exists (
        select from list_members join lists on lists.owner_id = list_members.owner_id and lists.id = list_members.list_id
        where list_members.account_id = follows.followee_id and list_members.owner_id = ${viewerId} and lists.exclusive)`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Of each talker so many answers are looked at in one statement. */
const answersEach = 20
/** So many turns come out of it at most. */
export const mostTurns = 200

export type TurnRow = { id: PostId; thread_id: PostId }
export type TurnWindow = {
  turns: TurnRow[]
  /** There are no others from here up to where the window began; 0: nor further down. */
  completeDownTo: Id
}

/**
 * The newest answers of talkers to talkers below an id. The most talkative one's twentieth answer ends the window: so
 * what it costs does not depend on how many answers there are, nor on whom they go to.
 */
export function turnsBelow(
  talkers: readonly AccountId[],
  viewerId: AccountId,
  below: Id,
): RawBuilder<{ id: PostId | null; thread_id: PostId; complete: Id }> {
  return sql`
    with answer as (
      select talker.id as talker, entry.id, entry.thread_id, entry.answered
      from unnest(${talkers}::bigint[]) as talker (id)
      cross join lateral (
        select id, thread_id, in_reply_to_account_id as answered from posts
        where author_id = talker.id and in_reply_to_account_id <> author_id and deleted_at is null
          and visibility <> 'direct' and id < ${below}
        order by id desc limit ${answersEach}) as entry
    ), complete as (
      select coalesce(max(last), 0) as down_to
      from (select min(id) as last from answer group by talker having count(*) = ${answersEach}) as each
    )
    select turn.id, turn.thread_id, complete.down_to as complete
    from complete left join lateral (
      select id, thread_id from answer
      where id >= complete.down_to and answered = any(${talkers}::bigint[])
        and not exists (select from thread_mutes where account_id = ${viewerId} and thread_id = answer.thread_id)
      order by id desc limit ${mostTurns}) as turn on true
    order by turn.id desc`
}

export async function selectTurns(
  db: Db,
  talkers: readonly AccountId[],
  viewerId: AccountId,
  below: Id,
): Promise<TurnWindow> {
  const { rows } = await turnsBelow(talkers, viewerId, below).execute(db)
  const turns = rows.flatMap(({ id, thread_id }) => (id === null ? [] : [{ id, thread_id }]))
  return { turns, completeDownTo: turns.length === mostTurns ? turns.at(-1)!.id : (rows[0]?.complete ?? 0) }
}

/** Of one thread the newest turns that are looked at. */
const turnsOfThread = 16

/** The newest answers among talkers in each thread, with the posts that they answer. */
export async function selectTalkIn(
  db: Db,
  threads: readonly PostId[],
  talkers: readonly AccountId[],
): Promise<Map<PostId, PostId[]>> {
  const { rows } = await sql<{ thread: PostId; id: PostId; parent: PostId }>`
    select thread.id as thread, turn.id, turn.parent
    from unnest(${threads}::bigint[]) as thread (id)
    cross join lateral (
      select id, in_reply_to_id as parent from posts
      where thread_id = thread.id and boost_of is null and deleted_at is null and visibility <> 'direct'
        and author_id = any(${talkers}::bigint[]) and in_reply_to_account_id = any(${talkers}::bigint[])
        and in_reply_to_account_id <> author_id
      order by id desc limit ${turnsOfThread}) as turn`.execute(db)
  const found = new Map<PostId, Set<PostId>>()
  for (const { thread, id, parent } of rows) found.set(thread, (found.get(thread) ?? new Set()).add(id).add(parent))
  return new Map([...found].map(([thread, ids]) => [thread, [...ids]]))
}

/** From each post up to the first of its thread, at most `most` steps; the nearest first, beginning with itself. */
export async function selectWaysUp(db: Db, ids: readonly PostId[], most: number): Promise<Map<PostId, PostId[]>> {
  const { rows } = await sql<{ start: PostId; id: PostId }>`
    with recursive way as (
      select id as start, id, in_reply_to_id, 0 as step from posts where id = any(${ids}::bigint[])
      union all
      select way.start, posts.id, posts.in_reply_to_id, way.step + 1
      from way join posts on posts.id = way.in_reply_to_id
      where way.step < ${most}
    )
    select start, id from way order by start, step`.execute(db)
  const ways = new Map<PostId, PostId[]>()
  for (const { start, id } of rows) ways.set(start, [...(ways.get(start) ?? []), id])
  return ways
}
