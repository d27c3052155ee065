/** Reads posts to which one could say something. Whether they may be read today is not asked. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { columnOf } from '../ties/sum-tables.ts'

const given = (accounts: readonly AccountId[]) =>
  sql`unnest(${columnOf(accounts, (id) => id)}::bigint[]) as asked (account)`

async function byAccount(rows: Promise<{ rows: { account: AccountId; post: PostId }[] }>) {
  return new Map((await rows).rows.map(({ account, post }) => [account, post]))
}

/** Of each their newest open post that is no boost; one that answers nobody where there is one of late. */
export async function selectNewestPosts(db: Db, accounts: readonly AccountId[]): Promise<Map<AccountId, PostId>> {
  return byAccount(
    sql<{ account: AccountId; post: PostId }>`
      select asked.account, newest.id as post from ${given(accounts)}
      cross join lateral (
        select id from (
          select id, in_reply_to_id from posts
          where author_id = asked.account and boost_of is null and deleted_at is null and visibility in ('public', 'unlisted')
          order by id desc limit 20) as late
        order by in_reply_to_id is not null, id desc limit 1) as newest`.execute(db),
  )
}

/** Of each the newest post in which they turned to me in words, to few. */
export async function selectNewestCalls(
  db: Db,
  me: AccountId,
  accounts: readonly AccountId[],
): Promise<Map<AccountId, PostId>> {
  return byAccount(
    sql<{ account: AccountId; post: PostId }>`
      select asked.account, newest.post_id as post from ${given(accounts)}
      cross join lateral (
        select post_id from tie_acts
        where from_id = asked.account and to_id = ${me} and type in ('reply', 'mention', 'quote')
          and audience <> 'hidden' and share >= 250
        order by hour desc, post_id desc limit 1) as newest`.execute(db),
  )
}
