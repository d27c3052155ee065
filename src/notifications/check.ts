import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, countRows, missing, strayRows } from '../platform/check.ts'
import { hourMs } from '../platform/clock.ts'
import type { PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'

/** Deleted posts of which people are still told, although no job is going to take that back. */
const stillAnnounced = (now: Date) => sql<{ id: PostId }>`
  select posts.id from posts
  where posts.deleted_at < ${new Date(now.getTime() - hourMs)}
    and exists (select from notifications where notifications.post_id = posts.id)
    and posts.id not in (select (payload ->> 'post')::bigint from jobs where kind = 'post.erase')`

export const notificationChecks: Check[] = [
  strayRows('stray-notifications', 'notifications to or of people, or of posts, that do not exist', [
    ['notifications', missing('notifications.account_id', 'accounts', 'id')],
    ['notifications', missing('notifications.from_account_id', 'accounts', 'id')],
    ['notifications', sql`notifications.post_id is not null and ${missing('notifications.post_id', 'posts', 'id')}`],
  ]),
  {
    name: 'unerased-notifications',
    sentence: 'deleted posts of which there are still notifications',
    count: (db, now) => countRows(db, stillAnnounced(now)),
    async repair(tx, ctx) {
      const { rows } = await stillAnnounced(ctx.clock.now()).execute(tx)
      for (const { id } of rows) await enqueueJob(tx, ctx, { kind: 'post.erase', post: id })
    },
  },
  unerasedAccounts(
    'unerased-recipients',
    'deleted accounts whose notifications were never erased',
    sql`exists (select from notifications where notifications.account_id = accounts.id)
      or accounts.id in (select from_account_id from notifications)`,
  ),
]
