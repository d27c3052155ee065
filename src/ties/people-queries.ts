/** Reads what one person does in public and unlisted posts: the same for everybody who asks. */
import { sql } from 'kysely'
import { hourOf } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type PostId } from '../platform/ids.ts'
import { columnOf } from './sum-tables.ts'

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

/** `until`: nothing later counts, not even an answer to something earlier; undefined: all there is. */
export type Span = { from: Date; until: Date | undefined }

const idsOf = (persons: readonly AccountId[]) => sql`unnest(${columnOf(persons, (id) => id)}::bigint[]) as person (id)`
const isBefore = (column: string, { until }: Span) =>
  until ? sql`${sql.ref(column)} < ${firstIdAt(until)}` : sql`true`
const isWithin = ({ from, until }: Span) =>
  until ? sql`hour >= ${hourOf(from)} and hour < ${hourOf(until)}` : sql`hour >= ${hourOf(from)}`

/** Newest first. Everybody asked for has an entry. */
export async function selectOwnPosts(
  db: Db,
  persons: readonly AccountId[],
  span: Span,
): Promise<Map<AccountId, OwnPost[]>> {
  const { rows } = await sql<OwnPost & { author: AccountId }>`
    select own.author_id as author, own.id, own.created_at as at, own.text, own.html,
      exists (select from tie_acts where post_id = own.id and from_id = own.author_id and ${isTalk}) as addresses,
      exists (select from tie_acts where post_id = own.in_reply_to_id and to_id = own.author_id and ${isTalk})
        and exists (select from tie_acts where post_id = own.id and from_id = own.author_id and ${isTalk})
        or exists (
          select from posts answer
          join tie_acts on tie_acts.post_id = own.id and tie_acts.from_id = own.author_id
            and tie_acts.to_id = answer.author_id and ${isTalk}
          where answer.in_reply_to_id = own.id and answer.author_id <> own.author_id and ${isOpen('answer')}
            and ${isBefore('answer.id', span)}) as exchanged,
      own.html like '%<a href="%" target="_blank"%'
        and exists (select from boosts where boosts.post_id = own.id and boosts.account_id <> own.author_id
          and ${isBefore('boosts.boost_id', span)}) as "boostedLink"
    from ${idsOf(persons)}
    cross join lateral (
      select id, author_id, created_at, text, html, in_reply_to_id from posts
      where posts.author_id = person.id and posts.id >= ${firstIdAt(span.from)} and ${isBefore('posts.id', span)}
        and posts.boost_of is null and ${isOpen('posts')}
      order by posts.id desc limit ${mostPosts}) as own
    order by own.id desc`.execute(db)
  const found = new Map<AccountId, OwnPost[]>(persons.map((id) => [id, []]))
  for (const { author, ...post } of rows) found.get(author)!.push(post)
  return found
}

export type Partner = { other: AccountId; out: number; in: number; joinedAt: Date }

/** With whom talk has passed both ways: thousandths each way, the largest first. Everybody asked for has an entry. */
export async function selectPartners(
  db: Db,
  persons: readonly AccountId[],
  span: Span,
): Promise<Map<AccountId, Partner[]>> {
  const { rows } = await sql<Partner & { person: AccountId }>`
    select person.id as person, forth.other, forth.share as "out", back.share as "in", accounts.created_at as "joinedAt"
    from ${idsOf(persons)}
    cross join lateral (
      select to_id as other, sum(share)::int as share from ties
      where from_id = person.id and ${isWithin(span)} and ${isTalk} group by to_id) as forth
    cross join lateral (
      select sum(share)::int as share from ties
      where from_id = forth.other and to_id = person.id and ${isWithin(span)} and ${isTalk}) as back
    join accounts on accounts.id = forth.other
    where back.share is not null
    order by person.id, least(forth.share, back.share) desc, forth.other`.execute(db)
  const found = new Map<AccountId, Partner[]>(persons.map((id) => [id, []]))
  for (const { person, ...partner } of rows) {
    const partners = found.get(person)!
    if (partners.length < mostPartners) partners.push(partner)
  }
  return found
}

export type Callers = { addressedBy: number; answered: number }

/** How many distinct people ever wrote to each of them before a moment, and how many of those they had written to. */
export async function countCallers(
  db: Db,
  persons: readonly AccountId[],
  until: Date,
): Promise<(person: AccountId) => Callers> {
  const { rows } = await sql<Callers & { person: AccountId }>`
    select person.id as person, count(*)::int as "addressedBy",
      count(*) filter (where exists (
        select from ties where from_id = person.id and to_id = caller.id and hour < ${hourOf(until)} and ${isTalk}))::int as answered
    from ${idsOf(persons)}
    cross join lateral (
      select distinct from_id as id from ties where to_id = person.id and hour < ${hourOf(until)} and ${isTalk}) as caller
    group by person.id`.execute(db)
  const found = new Map(rows.map((row) => [row.person, row]))
  return (person) => found.get(person) ?? { addressedBy: 0, answered: 0 }
}

/** Public favourites and boosts of others' posts since an hour. */
export async function countAttention(db: Db, person: AccountId, sinceHour: number) {
  const { rows } = await sql<{ favourites: number; boosts: number }>`
    select coalesce(sum(count) filter (where type = 'favourite'), 0)::int as favourites,
      coalesce(sum(count) filter (where type = 'boost'), 0)::int as boosts
    from ties where from_id = ${person} and hour >= ${sinceHour} and audience = 'public'`.execute(db)
  return rows[0]!
}

/** For each of these people, others who have had to do with anybody in public, counted up to `most`. */
export async function countOthers(
  db: Db,
  persons: readonly AccountId[],
  most: number,
): Promise<(person: AccountId) => number> {
  const isActive = sql`(acted_on > 0 or addressed_by > 0)`
  const { rows } = await sql<{ active: number; among: AccountId[] }>`
    select (select count(*)::int from (select from tie_people where ${isActive} limit ${most + 1}) as counted) as active,
      array(select account_id from tie_people
        where account_id = any(${columnOf(persons, (id) => id)}::bigint[]) and ${isActive}) as among`.execute(db)
  const { active, among } = rows[0]!
  const counted = new Set(among)
  return (person) => Math.min(most, active - (counted.has(person) ? 1 : 0))
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
