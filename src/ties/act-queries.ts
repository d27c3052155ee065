/** SQL on tie_acts: which acts the posts, boosts and favourites there are stand for, and which are counted. */
import { type RawBuilder, sql } from 'kysely'
import type { ActType } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { Audience } from './counting.ts'
import { columnOf } from './sum-tables.ts'

export type CountedAct = {
  from: AccountId
  to: AccountId
  post: PostId
  hour: number
  type: ActType
  audience: Audience
  share: number
}

const hourOf = (time: string) => sql`floor(extract(epoch from ${sql.ref(time)}) / 3600)::int`
const isOpen = sql`posts.visibility in ('public', 'unlisted')`

/** `one` blocked `other` before the post was written. */
const blocked = (one: string, other: string) => sql`exists (
  select from blocks where blocker_id = ${sql.ref(one)} and blocked_id = ${sql.ref(other)} and blocks.created_at <= posts.created_at)`

/**
 * What posts and boosts stand for: one act to each person they address. A reply is not also a mention of the same
 * person, nor a quote. `chosen` is a condition on posts. Audiences as they would have been at the time, as far as follows
 * and blocks that stand now tell: the same rule as `mayRead` of posts/visibility.ts, asked for the person addressed. Of a
 * boost the author of the original is told whoever may see it.
 */
export function actsOfPosts(chosen: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select posts.author_id as from_id, named.to_id, posts.id as post_id, ${hourOf('posts.created_at')} as hour,
      (array['reply', 'quote', 'mention', 'boost'])[named.rank] as type,
      case
        when ${blocked('posts.author_id', 'named.to_id')} then 'hidden'
        when ${isOpen} then 'public'
        when posts.boost_of is not null then 'shared'
        when named.is_mentioned and not ${blocked('named.to_id', 'posts.author_id')} then 'shared'
        when posts.visibility = 'private' and exists (
          select from follows where follower_id = named.to_id and followee_id = posts.author_id
            and state = 'accepted' and accepted_at <= posts.created_at) then 'shared'
        else 'hidden'
      end as audience,
      greatest(1, 1000 / (count(*) over (partition by posts.id))::int) as share
    from posts
    cross join lateral (
      select to_id, min(rank) as rank, bool_or(rank = 3) as is_mentioned from (
        select posts.in_reply_to_account_id as to_id, 1 as rank where posts.boost_of is null
        union all
        select quoted.author_id, 2 from posts quoted where quoted.id = posts.quote_of and posts.quote_state = 'accepted'
        union all
        select mentions.account_id, 3 from mentions where mentions.post_id = posts.id
        union all
        select posts.boost_of_author_id, 4 where posts.boost_of is not null) as each_name
      where to_id <> posts.author_id
      group by to_id) as named
    where ${chosen} and posts.deleted_at is null`
}

/** What favourites stand for. `chosen` is a condition on favourites, and on the posts they were given to. */
export function actsOfFavourites(chosen: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select favourites.account_id as from_id, posts.author_id as to_id, posts.id as post_id,
      ${hourOf('favourites.created_at')} as hour, 'favourite' as type,
      case when ${isOpen} then 'public' else 'shared' end as audience, 1000 as share
    from favourites join posts on posts.id = favourites.post_id
    where ${chosen} and posts.deleted_at is null and posts.author_id <> favourites.account_id`
}

const named = sql`from_id as "from", to_id as "to", post_id as post, hour, type, audience, share`

export async function selectActs(db: Db, acts: RawBuilder<unknown>): Promise<CountedAct[]> {
  const { rows } = await sql<CountedAct>`select ${named} from (${acts}) as acts`.execute(db)
  return rows
}

export const actsCountedFor = (chosen: RawBuilder<unknown>) => sql`select * from tie_acts where ${chosen}`

export async function insertActs(tx: Db, acts: readonly CountedAct[]) {
  await sql`
    insert into tie_acts (from_id, to_id, post_id, hour, type, audience, share)
    select * from unnest(
      ${columnOf(acts, ({ from }) => from)}::bigint[], ${columnOf(acts, ({ to }) => to)}::bigint[], ${columnOf(acts, ({ post }) => post)}::bigint[],
      ${columnOf(acts, ({ hour }) => hour)}::int[], ${columnOf(acts, ({ type }) => type)}::text[], ${columnOf(acts, ({ audience }) => audience)}::text[],
      ${columnOf(acts, ({ share }) => share)}::int[])`.execute(tx)
}

export async function deleteActs(tx: Db, acts: readonly CountedAct[]) {
  await sql`
    delete from tie_acts using unnest(
      ${columnOf(acts, ({ from }) => from)}::bigint[], ${columnOf(acts, ({ to }) => to)}::bigint[], ${columnOf(acts, ({ post }) => post)}::bigint[]
    ) as gone (from_id, to_id, post_id)
    where (tie_acts.from_id, tie_acts.to_id, tie_acts.post_id) = (gone.from_id, gone.to_id, gone.post_id)`.execute(tx)
}
