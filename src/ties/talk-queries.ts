/** Reads the posts in which two people address each other, for a page of people in one statement each. */
import { type RawBuilder, sql } from 'kysely'
import type { Side, Turn } from '../connection/stage.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { columnOf } from './sum-tables.ts'

type TalkRow = {
  other: AccountId
  by: Side
  post: PostId
  at: Date
  thread: PostId
  answered: AccountId | null
}

/** A turn with whom it was between. */
export type Talk = { other: AccountId; turn: Turn; post: PostId }

/** From the one to the other, as far as I may have seen it when it was done. */
const lanes = (me: AccountId, chosen: RawBuilder<unknown>, part: RawBuilder<unknown>) => sql`
  (select 'me' as by, post_id from tie_acts where from_id = ${me} and to_id = pair.other and ${chosen} ${part})
  union all
  (select 'them', post_id from tie_acts
    where from_id = pair.other and to_id = ${me} and audience <> 'hidden' and ${chosen} ${part})`

const isTalk = sql`type in ('reply', 'mention', 'quote')`

/** Replies, mentions and quotes: up to `most` of each lane, the oldest or the newest ones. Whether they may be read today is not asked. */
export async function selectTalk(
  db: Db,
  me: AccountId,
  others: readonly AccountId[],
  which: 'oldest' | 'newest',
  most: number,
): Promise<Talk[]> {
  const order = which === 'oldest' ? sql`asc` : sql`desc`
  const { rows } = await sql<TalkRow>`
    select pair.other, act.by, posts.id as post, posts.created_at as at, posts.thread_id as thread,
      coalesce(posts.in_reply_to_account_id, quoted.author_id) as answered
    from unnest(${columnOf(others, (id) => id)}::bigint[]) as pair (other)
    cross join lateral (${lanes(me, isTalk, sql`order by post_id ${order} limit ${most}`)}) as act
    join posts on posts.id = act.post_id and posts.deleted_at is null
    left join posts quoted on quoted.id = posts.quote_of and posts.quote_state = 'accepted'
    order by posts.id ${order}`.execute(db)
  return rows.map(({ other, by, post, at, thread, answered }) => ({
    other,
    post,
    turn: {
      post: String(post),
      author: by,
      at: at.getTime(),
      thread: String(thread),
      parentAuthor: answered === null ? undefined : answered === me ? 'me' : answered === other ? 'them' : 'other',
    },
  }))
}

export type LaneKind = 'talk' | 'attention'
export type ActPost = { by: Side; kind: LaneKind; post: PostId }

/** The newest posts of each lane: with words of their own, and what was boosted or favourited. Up to `most` of each. */
export async function selectNewestActs(db: Db, me: AccountId, other: AccountId, most: number): Promise<ActPost[]> {
  const newest = sql`order by post_id desc limit ${most}`
  const { rows } = await sql<ActPost>`
    select by, kind, post_id as post from (values (${other}::bigint)) as pair (other)
    cross join lateral (
      select by, 'talk' as kind, post_id from (${lanes(me, isTalk, newest)}) as talk
      union all
      select by, 'attention', post_id from (${lanes(me, sql`not ${isTalk}`, newest)}) as attention) as act
    order by post_id desc`.execute(db)
  return rows
}

/** How many of the newest boosts between the two are of posts with a link. */
export async function countBoostsOfLinks(db: Db, me: AccountId, other: AccountId, most: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*) as found from (values (${other}::bigint)) as pair (other)
    cross join lateral (${lanes(me, sql`type = 'boost'`, sql`order by post_id desc limit ${most}`)}) as act
    join posts boost on boost.id = act.post_id
    join posts original on original.id = boost.boost_of and original.html like '%<a href="%" target="_blank"%'`.execute(
    db,
  )
  return rows[0]!.found
}
