import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'

export type Conversation = { id: Id; post_id: PostId; unread: boolean }

function selectConversations(db: Db, accountId: AccountId) {
  return db.selectFrom('conversations').select(['id', 'post_id', 'unread']).where('account_id', '=', accountId)
}

/** Newest message first, oldest first with `minId`: the cursor is the message. */
export function listConversations(db: Db, accountId: AccountId, page: Page): Promise<Conversation[]> {
  return paged(selectConversations(db, accountId), 'post_id', page).execute()
}

export function findConversation(db: Db, accountId: AccountId, id: Id): Promise<Conversation | undefined> {
  return selectConversations(db, accountId).where('id', '=', id).executeTakeFirst()
}

export function findConversationWith(db: Db, accountId: AccountId, post: PostId): Promise<Conversation | undefined> {
  return selectConversations(db, accountId).where('post_id', '=', post).executeTakeFirst()
}

/** False when there is no such conversation. */
export async function markConversation(db: Db, accountId: AccountId, id: Id, unread: boolean): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('conversations')
    .set({ unread })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function deleteConversation(db: Db, accountId: AccountId, id: Id): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('conversations')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

/** A message that has come in, or was written: of its conversation it is the newest, unless a newer one was there first. */
export async function raiseConversations(
  tx: Db,
  {
    id,
    post,
    thread,
    participants,
    now,
  }: {
    id: Id
    post: PostId
    thread: PostId
    participants: readonly { account: AccountId; unread: boolean }[]
    now: Date
  },
) {
  await sql`
    insert into conversations (account_id, thread_id, id, post_id, unread, created_at)
    select joined.account_id, ${thread}, ${id}, ${post}, joined.unread, ${now}
    from unnest(
      ${participants.map(({ account }) => account)}::bigint[], ${participants.map(({ unread }) => unread)}::boolean[]
    ) as joined (account_id, unread)
    join users on users.account_id = joined.account_id
    order by joined.account_id
    on conflict (account_id, thread_id) do update set
      post_id = excluded.post_id, unread = excluded.unread
    where conversations.post_id < excluded.post_id`.execute(tx)
}

/**
 * One batch of conversations whose newest message is a deleted one: it gives way to the newest before it, and the
 * conversation goes with its last message. Returns how many there were.
 */
export async function withdrawMessage(tx: Db, post: PostId, most: number): Promise<number> {
  const { rows } = await sql`
    with held as (
      select account_id, thread_id from conversations where post_id = ${post} order by account_id limit ${most} for update),
    settled as (
      select held.account_id, held.thread_id, (
        select posts.id from posts
        where posts.thread_id = held.thread_id and posts.boost_of is null and posts.visibility = 'direct'
          and posts.deleted_at is null and posts.id <> ${post} and (posts.author_id = held.account_id
            or exists (select from mentions where mentions.post_id = posts.id and mentions.account_id = held.account_id))
        order by posts.id desc limit 1) as newest
      from held),
    emptied as (
      delete from conversations using settled
      where settled.newest is null and conversations.account_id = settled.account_id
        and conversations.thread_id = settled.thread_id),
    kept as (
      update conversations set post_id = settled.newest from settled
      where settled.newest is not null and conversations.account_id = settled.account_id
        and conversations.thread_id = settled.thread_id)
    select from held`.execute(tx)
  return rows.length
}

/** One batch of erasing an account's conversations. Returns how many went. */
export async function deleteConversationsOf(tx: Db, accountId: AccountId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from conversations where (account_id, thread_id) in (
      select account_id, thread_id from conversations where account_id = ${accountId} limit ${most})`.execute(tx)
  return Number(numAffectedRows)
}
