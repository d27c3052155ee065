/** Reads what people write and turn to, and keeps profiles of how authors write. Public and unlisted posts only. */
import { sql } from 'kysely'
import { dimensions, type Features, type WordCounts, type Writing } from '../connection/words.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type Id, type PostId } from '../platform/ids.ts'
import { columnOf } from './sum-tables.ts'

export type Period = { from: Date; until: Date }

type WritingRow = { post: PostId; at: Date; text: string; language: string | null }
const toWriting = ({ post, at, text, language }: WritingRow): Writing => ({
  post: String(post),
  at: at.getTime(),
  text,
  language: language ?? undefined,
})
const writing = sql`posts.id as post, posts.created_at as at, posts.text, posts.language`
const isOpen = sql`posts.boost_of is null and posts.deleted_at is null and posts.visibility in ('public', 'unlisted')`

export type AuthorPeriod = Period & { author: AccountId }

/** Of each author the newest of a period, in the order of `periods`. */
export async function selectWritings(db: Db, periods: readonly AuthorPeriod[], most: number): Promise<Writing[][]> {
  if (periods.length === 0) return []
  const { rows } = await sql<WritingRow & { place: number }>`
    select asked.place::int as place, found.*
    from unnest(
      ${columnOf(periods, ({ author }) => author)}::bigint[], ${columnOf(periods, ({ from }) => firstIdAt(from))}::bigint[],
      ${columnOf(periods, ({ until }) => firstIdAt(until))}::bigint[]
    ) with ordinality as asked (author, first, last, place)
    cross join lateral (
      select ${writing} from posts
      where posts.author_id = asked.author and posts.id >= asked.first and posts.id < asked.last and ${isOpen}
      order by posts.id desc limit ${most}) as found
    order by place, found.post desc`.execute(db)
  const found = periods.map((): Writing[] => [])
  for (const row of rows) found[row.place - 1]!.push(toWriting(row))
  return found
}

/** A post somebody wrote, favourited, boosted or replied to, with when they did. */
export type TurnedTo = { acted: Id; author: AccountId; post: PostId; writing: Writing }

/** What somebody wrote and turned to in each of the periods, up to `most` acts of a kind in each. Periods do not overlap. */
export async function selectTurnedTo(
  db: Db,
  person: AccountId,
  periods: readonly Period[],
  most: number,
): Promise<TurnedTo[]> {
  if (periods.length === 0) return []
  const inPeriod = (id: string) => sql`${sql.ref(id)} >= asked.first and ${sql.ref(id)} < asked.last`
  const own = sql`acted.author_id = ${person} and ${inPeriod('acted.id')} and acted.deleted_at is null
    and acted.visibility in ('public', 'unlisted')`
  const { rows } = await sql<WritingRow & { acted: Id; author: AccountId }>`
    select act.acted, posts.author_id as author, ${writing}
    from unnest(
      ${columnOf(periods, ({ from }) => firstIdAt(from))}::bigint[], ${columnOf(periods, ({ until }) => firstIdAt(until))}::bigint[]
    ) as asked (first, last)
    cross join lateral (
      (select favourites.id as acted, favourites.post_id as post from favourites
        where account_id = ${person} and ${inPeriod('favourites.id')} order by favourites.id desc limit ${most})
      union all
      (select acted.id, coalesce(acted.boost_of, acted.in_reply_to_id, acted.id) from posts acted
        where ${own} order by acted.id desc limit ${most})
      union all
      (select acted.id, acted.id from posts acted
        where ${own} and acted.in_reply_to_id is not null order by acted.id desc limit ${most})) as act
    join posts on posts.id = act.post
    where ${isOpen} order by act.acted desc, posts.id desc`.execute(db)
  return rows.map((row) => ({ acted: row.acted, author: row.author, post: row.post, writing: toWriting(row) }))
}

export type Reactions = {
  delivered: number
  reactions: number
  posts: PostId[]
  deliveredAll: number
  reactionsAll: number
}

/** What was put in front of a viewer since a day, of one author and of anybody, and what the viewer did with it. */
export async function selectReactions(db: Db, viewer: AccountId, author: AccountId, since: Date): Promise<Reactions> {
  const hour = Math.floor(since.getTime() / 3_600_000)
  const { rows } = await sql<Reactions>`
    select
      (select coalesce(sum(count), 0)::int from delivered
        where viewer_id = ${viewer} and author_id = ${author} and day >= ${since}::date) as delivered,
      (select coalesce(sum(count), 0)::int from delivered where viewer_id = ${viewer} and day >= ${since}::date) as "deliveredAll",
      (select count(*)::int from tie_acts where from_id = ${viewer} and to_id = ${author} and hour >= ${hour}) as reactions,
      (select coalesce(sum(count), 0)::int from ties where from_id = ${viewer} and hour >= ${hour}) as "reactionsAll",
      array(select post_id from tie_acts where from_id = ${viewer} and to_id = ${author} and hour >= ${hour}
        order by post_id desc limit 20) as posts`.execute(db)
  return rows[0]!
}

export type Profile = { account: AccountId; language: string; features: Features; words: WordCounts; posts: number }

/** How others in a language write: always the same ones among many. */
export async function selectProfiles(
  db: Db,
  language: string,
  but: AccountId,
  most: number,
): Promise<Pick<Profile, 'account' | 'features' | 'words'>[]> {
  const rows = await db
    .selectFrom('interest_profiles')
    .select(['account_id', 'features', 'words'])
    .where('language', '=', language)
    .where('account_id', '<>', but)
    .orderBy('account_id')
    .limit(most)
    .execute()
  return rows.map(({ account_id, features, words }) => ({
    account: account_id as AccountId,
    features: new Uint16Array(new Uint8Array(features).buffer, 0, dimensions),
    words: new Map(Object.entries(words as Record<string, number>)),
  }))
}

/** Authors with an open post since then: up to `most`, always the same ones among many. */
export async function selectAuthors(db: Db, since: Date, most: number): Promise<AccountId[]> {
  const { rows } = await sql<{ id: AccountId }>`
    select accounts.id from accounts join author_stats on author_stats.account_id = accounts.id
    where author_stats.last_post_at >= ${since} and accounts.suspended_at is null and accounts.deleted_at is null
      and exists (select from posts where author_id = accounts.id and posts.id >= ${firstIdAt(since)} and ${isOpen})
    order by hashint8(accounts.id) limit ${most}`.execute(db)
  return rows.map(({ id }) => id)
}

export async function saveProfiles(db: Db, profiles: readonly Profile[], now: Date) {
  if (profiles.length === 0) return
  await db
    .insertInto('interest_profiles')
    .values(
      profiles.map(({ account, language, features, words, posts }) => ({
        account_id: account,
        language,
        features: Buffer.from(features.buffer, features.byteOffset, features.byteLength),
        words: JSON.stringify(Object.fromEntries(words)),
        posts,
        computed_at: now,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('account_id').doUpdateSet((old) => ({
        language: old.ref('excluded.language'),
        features: old.ref('excluded.features'),
        words: old.ref('excluded.words'),
        posts: old.ref('excluded.posts'),
        computed_at: old.ref('excluded.computed_at'),
      })),
    )
    .execute()
}

export async function newestProfile(db: Db): Promise<Date | undefined> {
  const row = await db
    .selectFrom('interest_profiles')
    .select((at) => at.fn.max('computed_at').as('newest'))
    .executeTakeFirst()
  return row?.newest ?? undefined
}

export async function deleteProfilesBefore(db: Db, time: Date) {
  await db.deleteFrom('interest_profiles').where('computed_at', '<', time).execute()
}

export async function deleteProfile(db: Db, account: AccountId) {
  await db.deleteFrom('interest_profiles').where('account_id', '=', account).execute()
}
