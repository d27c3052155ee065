import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/**
 * Imports tell nobody of what they bring. Where a whole place was made with everybody in it, its people have been told of
 * what was done towards them since `since`. Nobody has a notification yet, and nobody blocks or mutes anybody.
 */
export async function insertNotificationsSince(tx: Db, since: Date) {
  await sql`
    insert into notifications (account_id, id, type, from_account_id, post_id, created_at)
    select told.account_id, told.id, told.type, told.by, told.post, told.at
    from (
      select mentions.account_id, posts.id, 'mention' as type, posts.author_id as by, posts.id as post, posts.created_at as at
      from posts join mentions on mentions.post_id = posts.id
      where posts.created_at > ${since} and posts.deleted_at is null
      union all
      select posts.author_id, favourites.id, 'favourite', favourites.account_id, posts.id, favourites.created_at
      from favourites join posts on posts.id = favourites.post_id
      where favourites.created_at > ${since}
      union all
      select posts.author_id, boosts.boost_id, 'boost', boosts.account_id, posts.id, boosts.created_at
      from boosts join posts on posts.id = boosts.post_id
      where boosts.created_at > ${since}
      union all
      select followee_id, id, 'follow', follower_id, null, created_at
      from follows
      where created_at > ${since} and state = 'accepted'
    ) as told
    join users on users.account_id = told.account_id
    where told.by <> told.account_id`.execute(tx)
}
