/** Reads what one person does in public and unlisted posts: the same for everybody who asks. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'

/** Posts of one person that are looked at, the newest. */
const mostPosts = 2_000
const mostPartners = 1_000

export type OwnPost = {
  id: PostId
  at: Date
  text: string
  html: string
  /** They address somebody in it. */
  addresses: boolean
  /** It answers somebody who had addressed them, or somebody they address has answered it. */
  exchanged: boolean
  /** It has a link, and somebody else boosted it. */
  boostedLink: boolean
}

const isOpen = (table: string) =>
  sql`${sql.ref(`${table}.visibility`)} in ('public', 'unlisted') and ${sql.ref(`${table}.deleted_at`)} is null`
const isTalk = sql`type in ('reply', 'mention', 'quote') and audience = 'public'`

/** Newest first. */
export async function selectOwnPosts(db: Db, person: AccountId, since: PostId): Promise<OwnPost[]> {
  const { rows } = await sql<OwnPost>`
    select posts.id, posts.created_at as at, posts.text, posts.html,
      exists (select from tie_acts where post_id = posts.id and from_id = ${person} and ${isTalk}) as addresses,
      exists (select from tie_acts where post_id = posts.in_reply_to_id and to_id = ${person} and ${isTalk})
        and exists (select from tie_acts where post_id = posts.id and from_id = ${person} and ${isTalk})
        or exists (
          select from posts answer
          join tie_acts on tie_acts.post_id = posts.id and tie_acts.from_id = ${person} and tie_acts.to_id = answer.author_id
            and ${isTalk}
          where answer.in_reply_to_id = posts.id and answer.author_id <> ${person} and ${isOpen('answer')}) as exchanged,
      posts.html like '%<a href="%" target="_blank"%'
        and exists (select from boosts where boosts.post_id = posts.id and boosts.account_id <> ${person}) as "boostedLink"
    from posts
    where posts.author_id = ${person} and posts.id >= ${since} and posts.boost_of is null and ${isOpen('posts')}
    order by posts.id desc limit ${mostPosts}`.execute(db)
  return rows
}

export type Partner = { other: AccountId; out: number; in: number; joinedAt: Date }

/** With whom talk has passed both ways since an hour: thousandths each way, the largest first. */
export async function selectPartners(db: Db, person: AccountId, sinceHour: number): Promise<Partner[]> {
  const { rows } = await sql<Partner>`
    select forth.other, forth.share as "out", back.share as "in", accounts.created_at as "joinedAt"
    from (
      select to_id as other, sum(share)::int as share from ties
      where from_id = ${person} and hour >= ${sinceHour} and ${isTalk} group by to_id) as forth
    join (
      select from_id as other, sum(share)::int as share from ties
      where to_id = ${person} and hour >= ${sinceHour} and ${isTalk} group by from_id) as back on back.other = forth.other
    join accounts on accounts.id = forth.other
    order by least(forth.share, back.share) desc, forth.other limit ${mostPartners}`.execute(db)
  return rows
}

/** Public favourites and boosts of others' posts since an hour. */
export async function countAttention(db: Db, person: AccountId, sinceHour: number) {
  const { rows } = await sql<{ favourites: number; boosts: number }>`
    select coalesce(sum(count) filter (where type = 'favourite'), 0)::int as favourites,
      coalesce(sum(count) filter (where type = 'boost'), 0)::int as boosts
    from ties where from_id = ${person} and hour >= ${sinceHour} and audience = 'public'`.execute(db)
  return rows[0]!
}

/** Others who have had to do with anybody in public, counted up to `most`. */
export async function countOthers(db: Db, person: AccountId, most: number): Promise<number> {
  const { rows } = await sql<{ found: number }>`
    select count(*)::int as found from (
      select from tie_people where account_id <> ${person} and (acted_on > 0 or addressed_by > 0) limit ${most}) as others`.execute(
    db,
  )
  return rows[0]!.found
}

export type OpenTurn = {
  other: AccountId
  by: 'me' | 'them'
  post: PostId
  at: Date
  thread: PostId
  answered: AccountId | null
}

/** The newest public talk of a person with anybody, both ways, up to `most` each way. */
export async function selectOpenTurns(db: Db, person: AccountId, sinceHour: number, most: number): Promise<OpenTurn[]> {
  const { rows } = await sql<OpenTurn>`
    select act.other, act.by, posts.id as post, posts.created_at as at, posts.thread_id as thread,
      posts.in_reply_to_account_id as answered
    from (
      (select to_id as other, 'me' as by, post_id from tie_acts
        where from_id = ${person} and hour >= ${sinceHour} and ${isTalk} order by post_id desc limit ${most})
      union all
      (select from_id, 'them', post_id from tie_acts
        where to_id = ${person} and hour >= ${sinceHour} and ${isTalk} order by post_id desc limit ${most})) as act
    join posts on posts.id = act.post_id and posts.deleted_at is null
    order by posts.id`.execute(db)
  return rows
}
