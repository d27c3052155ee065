import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { createTestDatabase, type TestDatabase } from '../../tests/cluster.ts'
import type { Context } from '../platform/context.ts'
import { createDb, createPool, type Pool } from '../platform/db.ts'
import { createIds } from '../platform/ids.ts'
import { createFolderStorage } from '../platform/storage.ts'
import { allChecks, check } from './check.ts'

const clock = { now: () => new Date('2026-11-22T12:00:00Z') }
const lastWeek = `'2026-11-15T12:00:00Z'`
const justNow = `'2026-11-22T11:50:00Z'`

/** A small server on which all is well; some things look wrong, but are on their way to be erased. */
const allIsWell = `
  insert into accounts (id, username, origin, domain, uri, created_at, deleted_at) values
    (1, 'Mara', 'live', '', null, ${lastWeek}, null), (2, 'ilja', 'live', '', null, ${lastWeek}, null),
    (3, 'tova', 'import', '', null, ${lastWeek}, null), (4, 'far', 'remote', 'b.example', 'https://b.example/far', ${lastWeek}, null),
    (5, 'erased', 'live', '', null, ${lastWeek}, ${lastWeek}), (6, 'leaving', 'live', '', null, ${lastWeek}, ${lastWeek});
  update accounts set display_name = 'Leaving' where id = 6;
  insert into account_handles values
    ('mara', '', 1), ('ilja', '', 2), ('tova', '', 3), ('far', 'b.example', 4), ('erased', '', 5), ('leaving', '', 6);
  insert into account_uris values ('https://b.example/far', 4);
  insert into users (account_id, email, password_hash, created_at) values
    (1, 'Mara@a.example', '', ${lastWeek}), (2, 'ilja@a.example', '', ${lastWeek}), (6, 'leaving@a.example', '', ${lastWeek});
  insert into user_emails values ('mara@a.example', 1), ('ilja@a.example', 2), ('leaving@a.example', 6);
  insert into apps (client_id, id, secret_hash, name, redirect_uris, scopes, created_at) values ('app', 1, '', '', '{}', '{}', ${lastWeek});
  insert into access_tokens (token_hash, id, client_id, account_id, scopes, created_at) values
    ('person', 1, 'app', 1, '{}', ${lastWeek}), ('app alone', 2, 'app', null, '{}', ${lastWeek});
  insert into sessions (token_hash, id, account_id, created_at, expires_at) values ('session', 1, 1, ${lastWeek}, ${lastWeek});

  insert into follows (follower_id, followee_id, id, state, created_at) values
    (1, 2, 1, 'accepted', now()), (2, 1, 2, 'accepted', now()), (3, 1, 3, 'requested', now()), (6, 1, 4, 'accepted', now());
  insert into follow_stats values (1, 2, 1), (2, 1, 1), (6, 0, 1), (3, 0, 0);
  insert into blocks (blocker_id, blocked_id, id, created_at) values (2, 3, 5, now());
  insert into mutes (muter_id, muted_id, id, created_at) values (1, 5, 6, now());
  insert into account_notes (owner_id, about_id, id, comment, created_at) values (1, 5, 7, 'was kind', now());

  insert into posts (id, author_id, text, visibility, in_reply_to_id, boost_of, thread_id, created_at, deleted_at) values
    (101, 1, 'hello', 'public', null, null, 101, '2026-11-01', null), (102, 2, 'hi', 'unlisted', 101, null, 101, '2026-11-02', null),
    (103, 2, '', 'public', null, 101, 103, '2026-11-03', null), (104, 1, 'psst', 'direct', 102, null, 101, '2026-11-04', null),
    (105, 2, 'to friends', 'private', 101, null, 101, '2026-11-05', null), (106, 1, '', 'public', null, null, 106, '2026-11-06', ${lastWeek}),
    (107, 1, 'just deleted', 'public', 101, null, 101, '2026-11-07', ${justNow}), (108, 2, 'in line', 'public', null, null, 108, '2026-11-08', ${lastWeek});
  insert into post_stats values (101, 1, 1, 1), (102, 0, 0, 1), (108, 5, 5, 5);
  insert into author_stats values (1, 1, '2026-11-07'), (2, 3, '2026-11-05');
  insert into boosts (account_id, post_id, boost_id, created_at) values (2, 101, 103, now());
  insert into favourites (account_id, post_id, id, created_at) values (2, 101, 1, now()), (1, 102, 2, now()), (1, 107, 3, now()), (1, 108, 4, now());
  insert into bookmarks (account_id, post_id, id, created_at) values (1, 102, 1, now());
  insert into mentions values (102, 1), (104, 2), (108, 1);
  insert into post_tags values (101, 'two', 'Two');
  insert into post_search (post_id, author_id, open, words) select id, author_id, false, to_tsvector('simple', text) from posts
    where boost_of is null and deleted_at is null;
  insert into notifications (account_id, id, type, from_account_id, post_id, created_at) values
    (1, 1, 'mention', 2, 102, now()), (1, 2, 'follow', 2, null, now()), (1, 3, 'mention', 2, 108, now());
  insert into jobs (id, kind, payload, run_at, created_at) values
    (1, 'post.erase', '{"post": 108}', now(), now()), (2, 'account.erase', '{"account": 6}', now(), now());
  insert into tie_acts
    select from_id, to_id, post_id, floor(extract(epoch from at) / 3600)::int, type, audience, 1000 from (values
      (2, 1, 102, timestamptz '2026-11-02', 'mention', 'public'), (1, 2, 104, timestamptz '2026-11-04', 'mention', 'shared'),
      (2, 1, 101, now(), 'favourite', 'public'), (1, 2, 102, now(), 'favourite', 'public'), (1, 2, 108, now(), 'favourite', 'public')
    ) as acts (from_id, to_id, post_id, at, type, audience);
  insert into ties select from_id, to_id, hour, type, audience, count(*), sum(share) from tie_acts group by 1, 2, 3, 4, 5;
  insert into tie_totals values (2, 1, 1, 2), (1, 2, 0, 2);
  insert into tie_people values (1, 1, 0, 0, 1, 1), (2, 0, 0, 1, 1, 1);
  insert into tie_days select account_id, hour / 24, talk_out, acts_out, talk_in, acts_in from (values
      (1, 'mention', 0, 0, 1, 1), (2, 'mention', 1, 1, 0, 0), (1, 'favourite', 0, 2, 0, 1), (2, 'favourite', 0, 1, 0, 2)
    ) as sums (account_id, type, talk_out, acts_out, talk_in, acts_in)
    join (select type, max(hour) as hour from tie_acts where audience = 'public' group by type) as hours using (type);
  insert into events (id, type, origin, data, created_at) values (1, 'account.updated', 'live', '{"account": 1}', ${lastWeek});
  update effects_position set (xid, id) = (select xid, id from events);
  insert into events (id, type, origin, data, created_at) values (2, 'account.updated', 'live', '{"account": 1}', ${justNow});
`

type Fault = {
  plant: string
  found: number
  /** What a query answers once it is mended; absent where only a person can mend it. */
  mended?: { query: string; answer: unknown }
}

const one = (query: string, answer: unknown) => ({ query: `select (${query}) as answer`, answer })
const none = (from: string) => one(`select count(*) from ${from}`, 0)

const faults: Record<string, Fault> = {
  'parked-events': {
    plant: `insert into parked_events (id, type, origin, data, error, created_at)
      values (9, 'post.deleted', 'live', '{"post": 106, "author": 1}', 'Error: once', now())`,
    found: 1,
    mended: one(
      `select count(*) from jobs where payload ->> 'post' = '106' and not exists (select from parked_events)`,
      1,
    ),
  },
  'waiting-events': {
    plant: `insert into events (id, type, origin, data, created_at) values (3, 'account.updated', 'live', '{}', ${lastWeek})`,
    found: 1,
  },
  'failed-jobs': {
    plant: 'update jobs set gave_up_at = now(), attempts = 12 where id = 1',
    found: 1,
    mended: one('select attempts from jobs where id = 1 and gave_up_at is null', 0),
  },
  'stray-handles': {
    plant: `insert into account_handles values ('nobody', '', 99), ('other', '', 1); insert into account_uris values ('https://c.example/1', 1)`,
    found: 3,
    mended: none(`account_handles where username_lower in ('nobody', 'other')`),
  },
  'missing-handles': {
    plant: `delete from account_handles where account_id in (1, 4)`,
    found: 2,
    mended: one(
      `select string_agg(username_lower || '@' || domain, ' ' order by account_id) from account_handles where account_id in (1, 4)`,
      'mara@ far@b.example',
    ),
  },
  'missing-addresses': {
    plant: 'delete from account_uris',
    found: 1,
    mended: one('select account_id from account_uris', 4),
  },
  'unerased-profiles': {
    plant: `update accounts set note = 'I was here' where id = 5`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'stray-logins': {
    plant: `insert into users (account_id, email, password_hash, created_at) values (99, 'x@a.example', '', now());
      insert into user_emails values ('x@a.example', 99)`,
    found: 1,
    mended: none('users where account_id = 99'),
  },
  'missing-logins': {
    plant: 'delete from users where account_id = 2; delete from user_emails where account_id = 2',
    found: 1,
  },
  'stray-emails': {
    plant: `insert into user_emails values ('former@a.example', 1), ('nobody@a.example', 3)`,
    found: 2,
    mended: none(`user_emails where email_lower in ('former@a.example', 'nobody@a.example')`),
  },
  'missing-emails': {
    plant: 'delete from user_emails where account_id = 1',
    found: 1,
    mended: one('select email_lower from user_emails where account_id = 1', 'mara@a.example'),
  },
  'stray-access': {
    plant: `insert into sessions (token_hash, id, account_id, created_at, expires_at) values ('stray', 9, 3, now(), now());
      insert into access_tokens (token_hash, id, client_id, account_id, scopes, created_at) values
        ('stray', 9, 'app', 99, '{}', now()), ('stray too', 10, 'no app', 1, '{}', now());
      insert into authorization_codes (code_hash, client_id, account_id, redirect_uri, scopes, created_at, expires_at) values
        ('stray', 'app', 99, '', '{}', now(), now())`,
    found: 4,
    mended: one(
      `select (select count(*) from sessions) || ' ' || (select count(*) from access_tokens) || ' ' || (select count(*) from authorization_codes)`,
      '1 2 0',
    ),
  },
  'unerased-logins': {
    plant: `insert into users (account_id, email, password_hash, created_at) values (5, 'e@a.example', '', now());
      insert into user_emails values ('e@a.example', 5)`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'stray-media': {
    plant: `insert into media (account_id, id, keep_until, key, preview_key, size_bytes, width, height, preview_width,
        preview_height, blurhash, created_at)
      values (99, 1, now(), 'a', 'b', 1, 1, 1, 1, 1, '', now())`,
    found: 1,
    mended: none('media'),
  },
  'unerased-media': {
    plant: `insert into media (account_id, id, keep_until, key, preview_key, size_bytes, width, height, preview_width,
        preview_height, blurhash, created_at)
      values (5, 1, now(), 'a', 'b', 1, 1, 1, 1, 1, '', now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'missing-files': {
    plant: `update accounts set avatar_key = '3f/3f' || repeat('0', 30) || '.webp' where id in (1, 5)`,
    found: 1,
  },
  'stray-relations': {
    plant: `insert into follows (follower_id, followee_id, id, state, created_at) values (1, 99, 9, 'accepted', now()), (99, 1, 9, 'requested', now());
      insert into blocks (blocker_id, blocked_id, id, created_at) values (99, 1, 9, now());
      insert into mutes (muter_id, muted_id, id, created_at) values (1, 99, 9, now());
      insert into account_notes (owner_id, about_id, id, comment, created_at) values (99, 1, 9, '', now());
      insert into follow_stats values (99, 0, 0);
      insert into acts (account_id, id, kind, created_at) values (99, 9, 'mute', now())`,
    found: 7,
    mended: none('follows where 99 in (follower_id, followee_id)'),
  },
  'follows-despite-block': {
    plant: `insert into blocks (blocker_id, blocked_id, id, created_at) values (1, 2, 9, now())`,
    found: 2,
    mended: one('select followers_count from follow_stats where account_id = 1', 1),
  },
  'unerased-relations': {
    plant: `insert into follows (follower_id, followee_id, id, state, created_at) values (5, 4, 9, 'requested', now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'forgotten-unfollows': {
    plant: `insert into acts (account_id, id, kind, due_at, created_at) values (1, 9, 'bulk_unfollow', date_trunc('second', now()) + interval '1 hour', now());
      insert into act_people (account_id, act_id, other_id) values (1, 9, 2)`,
    found: 1,
    mended: one(
      `select count(*) from jobs join acts on acts.due_at = jobs.run_at
        where jobs.kind = 'follows.carry_out' and payload ->> 'act' = '9' and payload ->> 'account' = '1'`,
      1,
    ),
  },
  'follow-counts': {
    plant: `update follow_stats set followers_count = 40 where account_id = 1; delete from follow_stats where account_id = 2;
      insert into follow_stats values (4, 1, 0)`,
    found: 3,
    mended: one(
      `select string_agg(followers_count || '/' || following_count, ' ' order by account_id) from follow_stats where account_id in (1, 2, 4)`,
      '2/1 1/1 0/0',
    ),
  },
  'stray-acts': {
    plant: `insert into favourites (account_id, post_id, id, created_at) values (1, 999, 9, now()), (99, 101, 9, now());
      insert into bookmarks (account_id, post_id, id, created_at) values (1, 999, 9, now());
      insert into mentions values (101, 99);
      insert into thread_mutes values (99, 101, now());
      insert into post_stats values (999, 0, 0, 0);
      insert into author_stats values (99, 0, null)`,
    found: 7,
    mended: none('favourites where account_id = 99 or post_id = 999'),
  },
  'stray-boosts': {
    plant: `insert into boosts (account_id, post_id, boost_id, created_at) values (1, 102, 999, now()), (1, 101, 103, now());
      update posts set deleted_at = ${justNow} where id = 103`,
    found: 3,
    mended: one('select boosts_count from post_stats where post_id = 101', 0),
  },
  'boosts-not-noted': {
    plant: `insert into posts (id, author_id, visibility, boost_of, thread_id, created_at) values
      (201, 1, 'public', 102, 201, '2026-11-10'), (202, 2, 'public', 101, 202, '2026-11-10')`,
    found: 2,
    mended: one(
      `select (select boost_id from boosts where account_id = 1) || ' ' || (select deleted_at is not null from posts where id = 202)`,
      '201 true',
    ),
  },
  'unerased-posts': {
    plant: `insert into post_tags values (106, 'tag', 'tag')`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'post.erase' and payload ->> 'post' = '106'`, 1),
  },
  'unerased-authors': {
    plant: `insert into bookmarks (account_id, post_id, id, created_at) values (5, 101, 9, now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'unpublished-posts': {
    plant: `insert into scheduled_posts (account_id, id, draft, scheduled_at, created_at)
      values (1, 9, '{"text":"later","spoilerText":""}', date_trunc('second', now()) + interval '1 hour', now())`,
    found: 1,
    mended: one(
      `select count(*) from jobs join scheduled_posts on scheduled_posts.scheduled_at = jobs.run_at
        where kind = 'post.publish' and payload ->> 'scheduled' = '9' and payload ->> 'account' = '1'`,
      1,
    ),
  },
  'post-counts': {
    plant: `update post_stats set replies_count = 0 where post_id = 101; delete from post_stats where post_id = 102;
      insert into post_stats values (103, 0, 1, 0)`,
    found: 3,
    mended: one(
      `select string_agg(concat_ws('/', replies_count, boosts_count, favourites_count), ' ' order by post_id) from post_stats where post_id in (101, 102, 103)`,
      '1/1/1 0/0/1 0/0/0',
    ),
  },
  'author-counts': {
    plant: `update author_stats set posts_count = 2 where account_id = 1; update author_stats set last_post_at = '2027-01-01' where account_id = 2;
      insert into author_stats values (3, 0, '2026-11-01')`,
    found: 3,
    mended: one(
      `select string_agg(posts_count || ' ' || coalesce(to_char(last_post_at at time zone 'UTC', 'DD'), '-'), ', ' order by account_id) from author_stats`,
      '1 01, 3 05, 0 -',
    ),
  },
  'stray-votes': {
    plant: `insert into polls (post_id, options, multiple, hide_totals, expires_at, tallies, voters_count, created_at)
        values (101, '{a,b}', false, false, now(), '{0,0}', 0, now());
      insert into poll_votes (account_id, post_id, choices, created_at) values (99, 101, '{0}', now()), (1, 102, '{0}', now());
      insert into filters (account_id, id, title, contexts, action, created_at) values
        (99, 1, 'x', '{home}', 'warn', now()), (1, 2, 'x', '{home}', 'warn', now());
      insert into filter_posts (account_id, filter_id, post_id, id) values (1, 2, 999, 1), (1, 2, 101, 2)`,
    found: 4,
    mended: one(
      `select (select count(*) from poll_votes) || ' ' || (select string_agg(id::text, ',') from filters)
        || ' ' || (select string_agg(post_id::text, ',') from filter_posts)`,
      '0 2 101',
    ),
  },
  'unerased-votes': {
    plant: `insert into filters (account_id, id, title, contexts, action, created_at)
      values (5, 1, 'x', '{home}', 'warn', now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'poll-counts': {
    plant: `insert into polls (post_id, options, multiple, hide_totals, expires_at, tallies, voters_count, created_at) values
        (101, '{a,b}', true, false, now(), '{1,1}', 1, now()), (102, '{a,b}', false, false, now(), '{0,3}', 3, now());
      insert into poll_votes (account_id, post_id, choices, created_at) values (2, 101, '{0,1}', now()), (1, 102, '{0}', now())`,
    found: 1,
    mended: one(
      `select string_agg(concat_ws('/', tallies::text, voters_count), ' ' order by post_id) from polls`,
      '{1,1}/1 {1,0}/1',
    ),
  },
  'stray-channels': {
    plant: `insert into lists (owner_id, id, title, replies_policy, exclusive, created_at) values
        (99, 1, 'x', 'list', false, now()), (1, 2, 'x', 'list', false, now());
      insert into list_members (owner_id, list_id, account_id, id) values (1, 2, 99, 1), (1, 2, 2, 2);
      insert into markers (account_id, timeline, last_read_id, version, updated_at) values (99, 'home', '1', 1, now());
      insert into followed_tags (account_id, tag, id, name, created_at) values (99, 'tea', 1, 'Tea', now());
      insert into conversations (account_id, thread_id, id, post_id, unread, created_at) values
        (99, 101, 1, 104, true, now()), (2, 999, 2, 999, true, now()), (2, 101, 3, 104, true, now())`,
    found: 6,
    mended: one(
      `select (select string_agg(id::text, ',') from lists) || ' ' || (select string_agg(account_id::text, ',') from list_members)
        || ' ' || (select string_agg(id::text, ',') from conversations)`,
      '2 2 3',
    ),
  },
  'unerased-channels': {
    plant: `insert into followed_tags (account_id, tag, id, name, created_at) values (5, 'tea', 1, 'Tea', now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'withdrawn-messages': {
    plant: `insert into conversations (account_id, thread_id, id, post_id, unread, created_at)
      values (2, 106, 1, 106, true, now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'post.erase' and payload ->> 'post' = '106'`, 1),
  },
  'stray-notifications': {
    plant: `insert into notifications (account_id, id, type, from_account_id, post_id, created_at) values
      (1, 7, 'sign_up', 99, null, now()), (99, 8, 'follow', 1, null, now()), (1, 9, 'mention', 2, 999, now())`,
    found: 3,
    mended: none('notifications where id in (7, 8, 9)'),
  },
  'unerased-notifications': {
    plant: `insert into notifications (account_id, id, type, from_account_id, post_id, created_at) values (2, 9, 'mention', 1, 106, now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'post.erase' and payload ->> 'post' = '106'`, 1),
  },
  'unerased-recipients': {
    plant: `insert into notifications (account_id, id, type, from_account_id, created_at) values (1, 9, 'follow', 5, now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },

  'stray-search': {
    plant: `insert into post_search (post_id, author_id, open, words) values (106, 1, true, ''), (999, 1, true, '')`,
    found: 2,
    mended: one('select count(*) from post_search where post_id in (106, 999)', 0),
  },
  'missing-search': {
    plant: `delete from post_search where post_id in (101, 104)`,
    found: 2,
    mended: one('select count(*) from post_search where post_id in (101, 104)', 2),
  },
  'tie-acts': {
    plant: `delete from tie_acts where post_id = 104; update tie_acts set share = 7 where post_id = 101;
      insert into tie_acts values (1, 2, 106, 490000, 'mention', 'public', 1000)`,
    found: 3,
    // What is being erased is not counted again.
    mended: one(
      `select string_agg(post_id || ' ' || share, ', ' order by post_id, from_id) from tie_acts`,
      '101 1000, 102 1000, 102 1000, 104 1000',
    ),
  },
  'tie-sums': {
    plant: `update ties set count = 7 where from_id = 2; delete from tie_people where account_id = 1;
      insert into tie_days values (9, date '2026-11-20' - date '1970-01-01', 1, 1, 0, 0), (9, 20000, 1, 1, 0, 0); update tie_totals set talk = 2 where from_id = 2`,
    // A wrong row is one that should not be there and one that is missing.
    found: 2 * 2 + 1 + 1 + 2,
    mended: one(`select sum(count) from ties where not exists (select from tie_days where account_id = 9)`, 5),
  },
  'stray-meetings': {
    plant: 'insert into meetings values (1, 99, now()), (99, 1, now()), (1, 2, now())',
    found: 2,
    mended: one('select count(*) from meetings', 1),
  },
  'stray-suggestions': {
    plant: 'insert into dismissed_suggestions values (1, 99, now()), (1, 2, now())',
    found: 1,
    mended: one('select count(*) from dismissed_suggestions', 1),
  },
  'stray-strategies': {
    plant: `insert into strategy_rules (account_id, rule, created_at) values (99, 'reason', now())`,
    found: 1,
    mended: none('strategy_rules'),
  },
  'unerased-strategies': {
    plant: `insert into strategy_rules (account_id, rule, created_at) values (5, 'reason', now())`,
    found: 1,
    mended: one(`select count(*) from jobs where kind = 'account.erase' and payload ->> 'account' = '5'`, 1),
  },
  'stray-audits': {
    plant: `insert into milestones values (99, 5, now(), null), (1, 5, now(), null);
      insert into dismissed_posts values (98, 101, now())`,
    found: 2,
    mended: one('select count(*) from milestones', 1),
  },
}

describe('twoway check', () => {
  let database: TestDatabase
  let pool: Pool
  let ctx: Context

  before(async () => {
    database = await createTestDatabase()
    pool = createPool(database.connectionString, () => {})
    const quiet = () => {}
    ctx = {
      db: createDb(pool),
      clock,
      newId: createIds(clock, 1, 0).newId,
      log: { info: quiet, warn: quiet, error: quiet, debug: quiet },
      storage: createFolderStorage('/nowhere'),
      emojis: { byName: new Map() },
      origin: 'https://a.example',
      domain: 'a.example',
      committed: quiet,
    }
  })
  after(async () => {
    await pool.end()
    await database.drop()
  })

  beforeEach(async () => {
    const { rows } = await pool.query<{ name: string }>(`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
        and not relispartition and relname not in ('schema_migrations', 'effects_position')`)
    // For tables of a few rows far quicker than to truncate them.
    await pool.query(rows.map(({ name }) => `delete from ${name}`).join(';'))
    await pool.query(allIsWell)
  })

  /** How many each check found when it was first asked. */
  async function run(repair: boolean): Promise<{ isClean: boolean; found: Record<string, number>; lines: string[] }> {
    const lines: string[] = []
    const found: Record<string, number> = {}
    const isClean = await check(ctx, { repair }, (line) => {
      lines.push(line)
      const [, count, name] = /^ *(\d+) {2}([a-z-]+):/.exec(line) ?? []
      if (name) found[name] ??= Number(count)
    })
    return { isClean, found, lines }
  }

  test('finds nothing where all is well', async () => {
    const { isClean, found, lines } = await run(false)
    assert.deepEqual(
      Object.entries(found).filter(([, count]) => count > 0),
      [],
    )
    assert.equal(isClean, true)
    assert.equal(lines.at(-1), 'All is well.')
    assert.equal(Object.keys(found).length, allChecks(ctx).length)
  })

  test('has a planted fault for every check', () => {
    assert.deepEqual(
      allChecks(ctx).map(({ name }) => name),
      Object.keys(faults),
    )
  })

  for (const [name, { plant, found, mended }] of Object.entries(faults))
    test(`finds ${name}${mended ? ' and mends them' : ''}`, async () => {
      await pool.query(plant)
      const repaired = await run(true)
      assert.equal(repaired.found[name], found)
      assert.equal(repaired.isClean, mended !== undefined)
      if (!mended) return
      assert.deepEqual(
        repaired.lines.filter((line) => /^ +[1-9]/.test(line) && !line.endsWith('(mended)')),
        [],
      )
      const { rows } = await pool.query<{ answer: unknown }>(mended.query)
      assert.deepEqual(rows, [{ answer: mended.answer }])
    })

  test('mends nothing unless it is told to', async () => {
    await pool.query(faults['follow-counts']!.plant)
    for (const time of ['first', 'second']) {
      const { isClean, found } = await run(false)
      assert.deepEqual([isClean, found['follow-counts']], [false, 3], time)
    }
  })

  test('says what to do about an event that fails again', async () => {
    await pool.query(`insert into parked_events (id, type, origin, data, error, created_at)
      values (9, 'no.such.event', 'live', '{}', 'Error: once', now())`)
    const { isClean, found, lines } = await run(true)
    assert.equal(isClean, false)
    assert.equal(found['parked-events'], 1)
    assert.ok(lines.some((line) => line.includes('says what stands in the way')))
  })

  test('mends while somebody goes on following, and counts them too', async () => {
    await pool.query('update follow_stats set followers_count = 40 where account_id = 1')
    const writer = await pool.connect()
    await writer.query('begin')
    await writer.query(
      `insert into follows (follower_id, followee_id, id, state, created_at) values (4, 1, 9, 'accepted', now())`,
    )
    const repairing = run(true)
    const waiting = `select from pg_locks where relation = 'follows'::regclass and not granted`
    while ((await pool.query(waiting)).rowCount === 0);
    await writer.query('update follow_stats set followers_count = followers_count + 1 where account_id = 1')
    await writer.query('insert into follow_stats values (4, 0, 1)')
    await writer.query('commit')
    writer.release()
    assert.equal((await repairing).isClean, true)
    const { rows } = await pool.query('select followers_count from follow_stats where account_id = 1')
    assert.deepEqual(rows, [{ followers_count: 3 }])
  })
})
