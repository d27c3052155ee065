import { sql } from 'kysely'
import { type Check, countRows, missing, strayRows } from '../platform/check.ts'
import { rebuildSums, rebuildTies, wrongActs } from './rebuild.ts'
import { wrongSums } from './sum-queries.ts'

/**
 * Without what is still to be counted: events that wait, posts that are being erased, what was done before it was counted,
 * imports that are under way.
 */
const wrongForGood = sql`
  select wrong.post_id from (${wrongActs}) as wrong
  where not exists (select from jobs where kind in ('ties.count_posts', 'ties.count_favourites') and gave_up_at is null)
    and wrong.post_id not in (select post_id from tie_acts_staged)
    and wrong.post_id not in (
      select (payload->>'post')::bigint from jobs where kind = 'post.erase' and gave_up_at is null)
    and wrong.post_id not in (
      select coalesce(events.data->>'boost', events.data->>'post')::bigint from events, effects_position done
      where coalesce(events.data->>'boost', events.data->>'post') is not null and (events.xid, events.id) > (done.xid, done.id))`

export const tieChecks: Check[] = [
  {
    name: 'tie-acts',
    sentence: 'acts between people that are not counted, or counted although they are gone',
    count: (db) => countRows(db, wrongForGood),
    repair: (tx, ctx) => rebuildTies(tx, ctx.clock.now()),
  },
  {
    name: 'tie-sums',
    sentence: 'sums of acts between people that are not what the counted acts come to',
    count: (db, now) => countRows(db, wrongSums(now)),
    repair: (tx, ctx) => rebuildSums(tx, ctx.clock.now()),
  },
  strayRows('stray-meetings', 'meetings of people who do not exist', [
    ['meetings', missing('meetings.account_id', 'accounts', 'id')],
    ['meetings', missing('meetings.other_id', 'accounts', 'id')],
  ]),
  strayRows('stray-suggestions', 'suggestions put away of people who do not exist', [
    ['dismissed_suggestions', missing('dismissed_suggestions.dismissed_id', 'accounts', 'id')],
  ]),
]
