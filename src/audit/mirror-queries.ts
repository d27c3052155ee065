/** SQL behind the mirror: questions that wait, posts left unanswered, and what one does not want to be asked about again. */
import { sql } from 'kysely'
import { hourOf } from '../connection/acts.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt, type PostId } from '../platform/ids.ts'
import { columnOf } from '../ties/sum-tables.ts'

export type Waiting = { account: AccountId; post: PostId; at: Date; text: string }

const isDismissed = (me: AccountId) =>
  sql`exists (select from dismissed_posts where dismissed_posts.account_id = ${me} and dismissed_posts.post_id = posts.id)`
const isAnswered = (me: AccountId) => sql`exists (
  select from posts answer where answer.in_reply_to_id = posts.id and answer.author_id = ${me} and answer.deleted_at is null)`

/** Posts with a question mark by these people since a moment that I have not answered, newest first. */
export async function selectQuestions(
  db: Db,
  me: AccountId,
  people: readonly AccountId[],
  since: Date,
  most: number,
): Promise<(Waiting & { toMe: boolean })[]> {
  const { rows } = await sql<Waiting & { toMe: boolean }>`
    select posts.author_id as account, posts.id as post, posts.created_at as at, posts.text,
      exists (select from mentions where mentions.post_id = posts.id and mentions.account_id = ${me})
        or posts.in_reply_to_account_id is not distinct from ${me}::bigint as "toMe"
    from posts
    where posts.author_id = any(${columnOf(people, (id) => id)}::bigint[]) and posts.id >= ${firstIdAt(since)}
      and posts.boost_of is null and posts.deleted_at is null and posts.visibility in ('public', 'unlisted')
      and posts.text ~ '[?？؟]'
      and (posts.in_reply_to_account_id is null or posts.in_reply_to_account_id = ${me}
        or exists (select from mentions where mentions.post_id = posts.id and mentions.account_id = ${me}))
      and not ${isAnswered(me)} and not ${isDismissed(me)}
    order by posts.id desc limit ${most}`.execute(db)
  return rows
}

/** Of everybody who turned to me in words since a moment, to few, their newest such post, where I did nothing towards them after it. */
export async function selectUnanswered(db: Db, me: AccountId, since: Date, most: number): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select * from (
      select distinct on (call.from_id) call.from_id as account, posts.id as post, posts.created_at as at, posts.text
      from tie_acts call join posts on posts.id = call.post_id and posts.deleted_at is null
      where call.to_id = ${me} and call.hour >= ${hourOf(since)} and call.type in ('reply', 'mention', 'quote')
        and call.audience <> 'hidden' and call.share >= 250 and not ${isAnswered(me)} and not ${isDismissed(me)}
        and not exists (
          select from ties where from_id = ${me} and to_id = call.from_id and ties.hour >= call.hour
            and ties.type in ('reply', 'mention', 'quote'))
      order by call.from_id, posts.id desc) as newest
    order by post desc limit ${most}`.execute(db)
  return rows
}

export async function dismissPost(db: Db, account: AccountId, post: PostId, now: Date) {
  await db
    .insertInto('dismissed_posts')
    .values({ account_id: account, post_id: post, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function isUnansweredShown(db: Db, account: AccountId): Promise<boolean> {
  const row = await db
    .selectFrom('unanswered_shown')
    .select('account_id')
    .where('account_id', '=', account)
    .executeTakeFirst()
  return row !== undefined
}

export async function showUnansweredTo(db: Db, account: AccountId, isShown: boolean, now: Date) {
  if (!isShown) await db.deleteFrom('unanswered_shown').where('account_id', '=', account).execute()
  else
    await db
      .insertInto('unanswered_shown')
      .values({ account_id: account, created_at: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}

/** Everybody with whom I have exchanged words since a moment. */
export async function selectTalkedWith(db: Db, me: AccountId, since: Date): Promise<AccountId[]> {
  const { rows } = await sql<{ other: AccountId }>`
    select distinct to_id as other from ties
    where from_id = ${me} and hour >= ${hourOf(since)} and type in ('reply', 'mention', 'quote')
    union
    select distinct from_id from ties
    where to_id = ${me} and hour >= ${hourOf(since)} and type in ('reply', 'mention', 'quote') and audience <> 'hidden'`.execute(
    db,
  )
  return rows.map(({ other }) => other).toSorted((a, b) => a - b)
}
