import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, countRows, holdStill, missing, strayRows } from '../platform/check.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'

/** The right numbers of those accounts whose numbers are wrong. */
const wrongCounts = sql`
  with truth as (
    select account_id, sum(followers)::int as followers, sum(following)::int as following from (
      select followee_id as account_id, 1 as followers, 0 as following from follows
      where state = 'accepted' and exists (select from accounts where accounts.id = follows.follower_id)
      union all
      select follower_id, 0, 1 from follows
      where state = 'accepted' and exists (select from accounts where accounts.id = follows.followee_id)) as each_end
    group by account_id)
  select accounts.id as account_id, coalesce(truth.followers, 0) as followers_count, coalesce(truth.following, 0) as following_count
  from accounts
  left join truth on truth.account_id = accounts.id
  left join follow_stats stats on stats.account_id = accounts.id
  where accounts.deleted_at is null
    and (coalesce(truth.followers, 0), coalesce(truth.following, 0))
      <> (coalesce(stats.followers_count, 0), coalesce(stats.following_count, 0))`

const forgottenUnfollows = sql<{ account: AccountId; act: Id; due_at: Date }>`
  select acts.account_id as account, acts.id as act, acts.due_at from acts
  where acts.due_at is not null
    and exists (select from act_people where act_people.account_id = acts.account_id and act_id = acts.id and done_at is null)
    and not exists (select from jobs where kind = 'follows.carry_out' and (payload ->> 'act')::bigint = acts.id)`

export const followChecks: Check[] = [
  strayRows('stray-relations', 'follows, blocks, mutes, notes and journals of or about accounts that do not exist', [
    ['follows', missing('follows.follower_id', 'accounts', 'id')],
    ['follows', missing('follows.followee_id', 'accounts', 'id')],
    ['blocks', missing('blocks.blocker_id', 'accounts', 'id')],
    ['blocks', missing('blocks.blocked_id', 'accounts', 'id')],
    ['mutes', missing('mutes.muter_id', 'accounts', 'id')],
    ['mutes', missing('mutes.muted_id', 'accounts', 'id')],
    ['account_notes', missing('account_notes.owner_id', 'accounts', 'id')],
    ['account_notes', missing('account_notes.about_id', 'accounts', 'id')],
    ['follow_stats', missing('follow_stats.account_id', 'accounts', 'id')],
    ['act_people', missing('act_people.other_id', 'accounts', 'id')],
    ['acts', missing('acts.account_id', 'accounts', 'id')],
  ]),
  strayRows('follows-despite-block', 'follows between accounts of which one blocks the other', [
    [
      'follows',
      sql`(follower_id, followee_id) in (
        select blocker_id, blocked_id from blocks union all select blocked_id, blocker_id from blocks)`,
    ],
  ]),
  unerasedAccounts(
    'unerased-relations',
    'deleted accounts whose follows, blocks, mutes, notes and journal were never erased',
    sql`exists (select from follows where follows.follower_id = accounts.id)
      or exists (select from follows where follows.followee_id = accounts.id)
      or exists (select from blocks where blocks.blocker_id = accounts.id)
      or exists (select from blocks where blocks.blocked_id = accounts.id)
      or exists (select from mutes where mutes.muter_id = accounts.id)
      or exists (select from account_notes where account_notes.owner_id = accounts.id)
      or exists (select from acts where acts.account_id = accounts.id)`,
  ),
  {
    name: 'forgotten-unfollows',
    sentence: 'waiting unfollows that no job is going to carry out',
    count: (db) => countRows(db, forgottenUnfollows),
    async repair(tx, ctx) {
      const { rows } = await forgottenUnfollows.execute(tx)
      for (const { account, act, due_at } of rows)
        await enqueueJob(tx, ctx, { kind: 'follows.carry_out', account, act }, due_at)
    },
  },
  {
    name: 'follow-counts',
    sentence: 'accounts whose numbers of followers and followed people differ from the follows',
    count: (db) => countRows(db, wrongCounts),
    async repair(tx) {
      await holdStill(tx, ['follows', 'follow_stats'])
      await sql`
        insert into follow_stats (account_id, followers_count, following_count) ${wrongCounts}
        on conflict (account_id) do update set
          followers_count = excluded.followers_count, following_count = excluded.following_count`.execute(tx)
    },
  },
]
