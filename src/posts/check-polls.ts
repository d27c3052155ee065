import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, countRows, holdStill, missing, strayRows } from '../platform/check.ts'

/** The right numbers of those polls whose numbers are wrong. */
const wrongTallies = sql`
  select polls.post_id, truth.tallies, truth.voters_count
  from polls
  join posts on posts.id = polls.post_id and posts.deleted_at is null
  cross join lateral (
    select (select count(*)::int from poll_votes where poll_votes.post_id = polls.post_id) as voters_count,
      (select array_agg((
          select count(*)::int from poll_votes
          where poll_votes.post_id = polls.post_id and place - 1 = any(poll_votes.choices)) order by place)
        from generate_subscripts(polls.options, 1) as place) as tallies) as truth
  where polls.tallies <> truth.tallies or polls.voters_count <> truth.voters_count`

export const pollAndFilterChecks: Check[] = [
  strayRows('stray-votes', 'votes of accounts or in polls, and filters of accounts or on posts, that do not exist', [
    ['poll_votes', missing('poll_votes.account_id', 'accounts', 'id')],
    ['poll_votes', missing('poll_votes.post_id', 'polls', 'post_id')],
    ['filters', missing('filters.account_id', 'accounts', 'id')],
    ['filter_posts', missing('filter_posts.post_id', 'posts', 'id')],
  ]),
  unerasedAccounts(
    'unerased-votes',
    'deleted accounts whose votes and filters were never erased',
    sql`exists (select from poll_votes where poll_votes.account_id = accounts.id)
      or exists (select from filters where filters.account_id = accounts.id)`,
  ),
  {
    name: 'poll-counts',
    sentence: 'polls whose numbers differ from the votes',
    count: (db) => countRows(db, wrongTallies),
    async repair(tx) {
      await holdStill(tx, ['polls', 'poll_votes'])
      await sql`
        update polls set tallies = wrong.tallies, voters_count = wrong.voters_count
        from (${wrongTallies}) as wrong where polls.post_id = wrong.post_id`.execute(tx)
    },
  },
]
