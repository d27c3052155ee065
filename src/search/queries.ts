import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'

/**
 * Hashtags that begin with `prefix` and stand in a public post that can be read; the very tag first, then the most
 * used. Tags of hidden posts are nowhere to be found.
 */
export async function selectHashtags(
  db: Db,
  prefix: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<{ tag: string; name: string }[]> {
  const { rows } = await sql<{ tag: string; name: string }>`
    select post_tags.tag, min(post_tags.name) as name
    from post_tags
    join posts on posts.id = post_tags.post_id and posts.visibility = 'public' and posts.deleted_at is null
    join accounts on accounts.id = posts.author_id and accounts.suspended_at is null and accounts.deleted_at is null
      and accounts.silenced_at is null
    where post_tags.tag like ${`${prefix.replace(/[\\%_]/g, '\\$&')}%`}
    group by post_tags.tag
    order by post_tags.tag <> ${prefix}, count(distinct posts.author_id) desc, post_tags.tag
    limit ${limit} offset ${offset}`.execute(db)
  return rows
}
