import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, countRows, holdStill, missing, strayRows } from '../platform/check.ts'
import { hourMs } from '../platform/clock.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { countsForItsAuthor, countsUnderItsParent, visibilities } from './post.ts'

const counted = (counts: typeof countsForItsAuthor) =>
  sql`posts.deleted_at is null and posts.visibility in (${sql.join(visibilities.filter(counts).map((name) => sql.lit(name)))})`

/** The right numbers of those posts whose numbers are wrong. */
const wrongPostCounts = sql`
  with truth as (
    select post_id, sum(replies)::int as replies, sum(boosts)::int as boosts, sum(favourites)::int as favourites,
      sum(quotes)::int as quotes from (
      select in_reply_to_id as post_id, 1 as replies, 0 as boosts, 0 as favourites, 0 as quotes from posts
      where in_reply_to_id is not null and boost_of is null and ${counted(countsUnderItsParent)}
      union all
      select boosts.post_id, 0, 1, 0, 0 from boosts join posts on posts.id = boosts.boost_id
      where ${counted(countsUnderItsParent)}
      union all
      select post_id, 0, 0, 1, 0 from favourites
      union all
      select quote_of, 0, 0, 0, 1 from posts where quote_state = 'accepted' and ${counted(countsUnderItsParent)}) as acts
    group by post_id)
  select posts.id as post_id, coalesce(truth.replies, 0) as replies_count, coalesce(truth.boosts, 0) as boosts_count,
    coalesce(truth.favourites, 0) as favourites_count, coalesce(truth.quotes, 0) as quotes_count
  from posts
  left join truth on truth.post_id = posts.id
  left join post_stats stats on stats.post_id = posts.id
  where posts.deleted_at is null
    and (coalesce(truth.replies, 0), coalesce(truth.boosts, 0), coalesce(truth.favourites, 0), coalesce(truth.quotes, 0))
      <> (coalesce(stats.replies_count, 0), coalesce(stats.boosts_count, 0), coalesce(stats.favourites_count, 0),
        coalesce(stats.quotes_count, 0))`

/**
 * The right numbers of those authors whose numbers are wrong. The time of the last post may also be that of one that
 * has been deleted since, or was a message: it only ever moves on.
 */
const wrongAuthorCounts = sql`
  with truth as (
    select author_id, (count(*) filter (where ${counted(countsForItsAuthor)}))::int as posts,
      max(created_at) filter (where ${counted(countsForItsAuthor)}) as newest, max(created_at) as newest_of_all
    from posts group by author_id)
  select accounts.id as account_id, coalesce(truth.posts, 0) as posts_count, truth.newest as last_post_at
  from accounts
  left join truth on truth.author_id = accounts.id
  left join author_stats stats on stats.account_id = accounts.id
  where accounts.deleted_at is null
    and (coalesce(truth.posts, 0) <> coalesce(stats.posts_count, 0)
      or truth.newest > coalesce(stats.last_post_at, '-infinity')
      or stats.last_post_at > coalesce(truth.newest_of_all, '-infinity'))`

const pinIsWrong = sql`not exists (
  select from posts where posts.id = pins.post_id and posts.author_id = pins.account_id and posts.boost_of is null)`

/** Posts that wait for their time, although no job is going to publish them. */
const neverPublished = sql<{ account_id: AccountId; id: Id; scheduled_at: Date }>`
  select account_id, id, scheduled_at from scheduled_posts
  where problem is null and id not in (
    select (payload ->> 'scheduled')::bigint from jobs where kind = 'post.publish' and run_at >= scheduled_at)`

const boostIsThere = sql`exists (
  select from posts where posts.id = boosts.boost_id and posts.author_id = boosts.account_id
    and posts.boost_of = boosts.post_id and posts.deleted_at is null)`

const boostsNotNoted = sql<{ id: PostId; author_id: number; boost_of: PostId; created_at: Date }>`
  select posts.id, posts.author_id, posts.boost_of, posts.created_at from posts
  where posts.boost_of is not null and posts.deleted_at is null
    and not exists (
      select from boosts where boosts.account_id = posts.author_id and boosts.post_id = posts.boost_of
        and boosts.boost_id = posts.id)`

/** Posts deleted more than an hour ago that still have something, although no job is going to erase it. */
const unerasedPosts = (now: Date) => sql<{ id: PostId }>`
  select posts.id from posts
  where posts.deleted_at < ${new Date(now.getTime() - hourMs)}
    and (posts.text <> '' or posts.html <> '' or posts.spoiler_text <> ''
      or exists (select from mentions where mentions.post_id = posts.id)
      or exists (select from post_tags where post_tags.post_id = posts.id)
      or exists (select from media where media.post_id = posts.id)
      or exists (select from post_edits where post_edits.post_id = posts.id)
      or exists (select from pins where pins.post_id = posts.id)
      or exists (select from favourites where favourites.post_id = posts.id)
      or exists (select from bookmarks where bookmarks.post_id = posts.id)
      or exists (select from boosts where boosts.post_id = posts.id))
    and posts.id not in (select (payload ->> 'post')::bigint from jobs where kind = 'post.erase')
    and posts.author_id not in (select (payload ->> 'account')::bigint from jobs where kind = 'account.erase')`

export const postChecks: Check[] = [
  strayRows(
    'stray-acts',
    'favourites, bookmarks, mentions, pictures and the like of posts or people that do not exist',
    [
      ['favourites', missing('favourites.post_id', 'posts', 'id')],
      ['favourites', missing('favourites.account_id', 'accounts', 'id')],
      ['bookmarks', missing('bookmarks.post_id', 'posts', 'id')],
      ['bookmarks', missing('bookmarks.account_id', 'accounts', 'id')],
      ['pins', pinIsWrong],
      ['scheduled_posts', missing('scheduled_posts.account_id', 'accounts', 'id')],
      ['mentions', missing('mentions.account_id', 'accounts', 'id')],
      ['post_uris', missing('post_uris.post_id', 'posts', 'id')],
      ['media', sql`media.post_id is not null and ${missing('media.post_id', 'posts', 'id')}`],
      ['thread_mutes', missing('thread_mutes.account_id', 'accounts', 'id')],
      ['post_stats', missing('post_stats.post_id', 'posts', 'id')],
      ['author_stats', missing('author_stats.account_id', 'accounts', 'id')],
    ],
  ),
  strayRows('stray-boosts', 'boosts that are noted, but whose post is not there', [
    ['boosts', sql`not ${boostIsThere}`],
  ]),
  {
    name: 'boosts-not-noted',
    sentence: 'posts that are boosts, but are not noted as the one boost of that post by that person',
    count: (db) => countRows(db, boostsNotNoted),
    async repair(tx, ctx) {
      await holdStill(tx, ['boosts', 'posts'])
      await sql`
        insert into boosts (boost_id, account_id, post_id, created_at) ${boostsNotNoted}
        on conflict (account_id, post_id) do nothing`.execute(tx)
      // What is left are second boosts of the same post by the same person.
      await sql`
        update posts set deleted_at = ${ctx.clock.now()} where id in (select id from (${boostsNotNoted}) as doubled)`.execute(
        tx,
      )
    },
  },
  {
    name: 'unerased-posts',
    sentence: 'deleted posts that were never erased',
    count: (db, now) => countRows(db, unerasedPosts(now)),
    async repair(tx, ctx) {
      const { rows } = await unerasedPosts(ctx.clock.now()).execute(tx)
      for (const { id } of rows) await enqueueJob(tx, ctx, { kind: 'post.erase', post: id })
    },
  },
  unerasedAccounts(
    'unerased-authors',
    'deleted accounts whose posts, favourites and bookmarks were never erased',
    sql`exists (select from posts where posts.author_id = accounts.id and posts.deleted_at is null)
      or exists (select from favourites where favourites.account_id = accounts.id)
      or exists (select from bookmarks where bookmarks.account_id = accounts.id)
      or exists (select from scheduled_posts where scheduled_posts.account_id = accounts.id)`,
  ),
  {
    name: 'unpublished-posts',
    sentence: 'posts written for later that nothing is going to publish',
    count: (db) => countRows(db, neverPublished),
    async repair(tx, ctx) {
      const { rows } = await neverPublished.execute(tx)
      for (const { account_id: account, id: scheduled, scheduled_at } of rows)
        await enqueueJob(tx, ctx, { kind: 'post.publish', account, scheduled }, scheduled_at)
    },
  },
  {
    name: 'post-counts',
    sentence: 'posts whose numbers of replies, boosts, favourites and quotes differ from what there is',
    count: (db) => countRows(db, wrongPostCounts),
    async repair(tx) {
      await holdStill(tx, ['boosts', 'favourites', 'posts', 'post_stats'])
      await sql`
        insert into post_stats (post_id, replies_count, boosts_count, favourites_count, quotes_count) ${wrongPostCounts}
        on conflict (post_id) do update set replies_count = excluded.replies_count,
          boosts_count = excluded.boosts_count, favourites_count = excluded.favourites_count,
          quotes_count = excluded.quotes_count`.execute(tx)
    },
  },
  {
    name: 'author-counts',
    sentence: 'accounts whose number of posts or time of the last post differs from what there is',
    count: (db) => countRows(db, wrongAuthorCounts),
    async repair(tx) {
      await holdStill(tx, ['posts', 'author_stats'])
      await sql`
        insert into author_stats (account_id, posts_count, last_post_at) ${wrongAuthorCounts}
        on conflict (account_id) do update set
          posts_count = excluded.posts_count, last_post_at = excluded.last_post_at`.execute(tx)
    },
  },
]
