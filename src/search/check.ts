import { sql } from 'kysely'
import { type Check, countRows, strayRows } from '../platform/check.ts'
import type { PostId } from '../platform/ids.ts'
import { indexPosts } from './index-queries.ts'

const postsAtOnce = 500

/** Of imports the job tells, which follows some time after; of new posts, the events that are still to be read. */
const unindexed = sql`
  select posts.id from posts
  where boost_of is null and deleted_at is null and origin <> 'import'
    and not exists (select from post_search where post_search.post_id = posts.id)
    and not exists (select from jobs where kind = 'search.fill' and gave_up_at is null)
    and posts.id not in (
      select (events.data->>'post')::bigint from events, effects_position done
      where events.type = 'post.created' and (events.xid, events.id) > (done.xid, done.id))`

export const searchChecks: Check[] = [
  strayRows('stray-search', 'entries of the search index for posts that are gone', [
    [
      'post_search',
      sql`not exists (select from posts where posts.id = post_search.post_id and posts.deleted_at is null)`,
    ],
  ]),
  {
    name: 'missing-search',
    sentence: 'posts that search cannot find',
    count: (db) => countRows(db, unindexed),
    async repair(tx) {
      for (;;) {
        const { rows } = await sql<{ id: PostId }>`${unindexed} limit ${postsAtOnce}`.execute(tx)
        await indexPosts(
          tx,
          rows.map(({ id }) => id),
        )
        if (rows.length < postsAtOnce) return
      }
    },
  },
]
