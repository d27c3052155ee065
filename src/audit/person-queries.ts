/** Reads the posts behind the answers about one person I follow. */
import { sql } from 'kysely'
import { hourOf } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'

const mostActs = 20

/** The newest posts of theirs that I answered, quoted, boosted or favourited since a moment, each once. */
export async function selectReactedPosts(db: Db, me: AccountId, them: AccountId, since: Date): Promise<PostId[]> {
  const { rows } = await sql<{ post: PostId }>`
    select coalesce(
        case tie_acts.type when 'reply' then posts.in_reply_to_id when 'quote' then posts.quote_of when 'boost' then posts.boost_of end,
        posts.id) as post, max(tie_acts.hour) as hour
    from tie_acts join posts on posts.id = tie_acts.post_id
    where tie_acts.from_id = ${me} and tie_acts.to_id = ${them} and tie_acts.hour >= ${hourOf(since)}
    group by 1 order by hour desc, post desc limit ${mostActs}`.execute(db)
  return rows.map(({ post }) => post)
}

/** What passed since the hour of a follow, newest first: the acts' own posts. */
export async function selectActsSince(
  db: Db,
  me: AccountId,
  them: AccountId,
  followedAt: Date,
): Promise<{ by: 'me' | 'them'; post: PostId }[]> {
  const { rows } = await sql<{ by: 'me' | 'them'; post: PostId }>`
    (select 'me' as by, post_id as post, hour from tie_acts
      where from_id = ${me} and to_id = ${them} and hour >= ${hourOf(followedAt)} order by hour desc, post_id desc limit ${mostActs})
    union all
    (select 'them', post_id, hour from tie_acts
      where from_id = ${them} and to_id = ${me} and audience <> 'hidden' and hour >= ${hourOf(followedAt)}
      order by hour desc, post_id desc limit ${mostActs})
    order by hour desc, post desc`.execute(db)
  return rows.map(({ by, post }) => ({ by, post }))
}

/** My acts towards them since a moment, by UTC day. */
export async function selectReactionDays(
  db: Db,
  me: AccountId,
  them: AccountId,
  since: Date,
): Promise<{ day: number; acts: number }[]> {
  const { rows } = await sql<{ day: number; acts: number }>`
    select hour / 24 as day, sum(count)::int as acts from ties
    where from_id = ${me} and to_id = ${them} and hour >= ${hourOf(since)} group by 1 order by 1`.execute(db)
  return rows
}
