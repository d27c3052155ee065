import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, countRows, missing, strayRows } from '../platform/check.ts'
import { hourMs } from '../platform/clock.ts'
import type { PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'

/** Messages deleted more than an hour ago that a conversation still ends with, although no job is going to erase them. */
const stillNewest = (now: Date) => sql<{ id: PostId }>`
  select distinct posts.id from conversations join posts on posts.id = conversations.post_id
  where posts.deleted_at < ${new Date(now.getTime() - hourMs)}
    and posts.id not in (select (payload ->> 'post')::bigint from jobs where kind = 'post.erase')`

export const timelineChecks: Check[] = [
  strayRows('stray-channels', 'lists, markers, followed hashtags and conversations of or about what does not exist', [
    ['lists', missing('lists.owner_id', 'accounts', 'id')],
    ['list_members', missing('list_members.account_id', 'accounts', 'id')],
    ['markers', missing('markers.account_id', 'accounts', 'id')],
    ['followed_tags', missing('followed_tags.account_id', 'accounts', 'id')],
    ['conversations', missing('conversations.account_id', 'accounts', 'id')],
    ['conversations', missing('conversations.post_id', 'posts', 'id')],
  ]),
  unerasedAccounts(
    'unerased-channels',
    'deleted accounts whose lists, markers, followed hashtags and conversations were never erased',
    sql`exists (select from lists where lists.owner_id = accounts.id)
      or exists (select from list_members where list_members.account_id = accounts.id)
      or exists (select from markers where markers.account_id = accounts.id)
      or exists (select from followed_tags where followed_tags.account_id = accounts.id)
      or exists (select from conversations where conversations.account_id = accounts.id)`,
  ),
  {
    name: 'withdrawn-messages',
    sentence: 'deleted messages that conversations still end with',
    count: (db, now) => countRows(db, stillNewest(now)),
    async repair(tx, ctx) {
      const { rows } = await stillNewest(ctx.clock.now()).execute(tx)
      for (const { id } of rows) await enqueueJob(tx, ctx, { kind: 'post.erase', post: id })
    },
  },
]
