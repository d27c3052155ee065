import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import type { Listener, Notification, NotificationType } from './notification.ts'

// ---- Who may be told

/** The accounts among `ids` that exist, as they stand to `from`, and to the thread where there is one. */
export async function loadListeners(
  tx: Db,
  ids: readonly AccountId[],
  from: AccountId,
  threadId: PostId | null,
  now: Date,
): Promise<Listener[]> {
  const { rows } = await sql<Listener>`
    select accounts.id as "accountId",
      users.account_id is not null as "hasLogin",
      accounts.suspended_at is not null or accounts.deleted_at is not null as "isHidden",
      exists (select from blocks where blocker_id = accounts.id and blocked_id = ${from}) as "blocks",
      exists (select from blocks where blocker_id = ${from} and blocked_id = accounts.id) as "isBlocked",
      exists (select from mutes where muter_id = accounts.id and muted_id = ${from} and hide_notifications
        and (expires_at is null or expires_at > ${now})) as "mutesNotifications",
      exists (select from thread_mutes where account_id = accounts.id and thread_id = ${threadId}) as "mutesThread"
    from accounts left join users on users.account_id = accounts.id
    where accounts.id = any(${ids}::bigint[])
    order by accounts.id`.execute(tx)
  return rows
}

/** Followers who asked to be told of every post. */
/** By author, the followers who asked to be told of every post. */
export type Bells = ReadonlyMap<AccountId, readonly AccountId[]>

export async function followersToTell(tx: Db, authors: readonly AccountId[]): Promise<Bells> {
  if (authors.length === 0) return new Map()
  const { rows } = await sql<{ follower: AccountId; followee: AccountId }>`
    select follower_id as follower, followee_id as followee from follows
    where followee_id = any(${authors}::bigint[]) and notify and state = 'accepted'`.execute(tx)
  const byAuthor = Map.groupBy(rows, ({ followee }) => followee)
  return new Map([...byAuthor].map(([author, some]) => [author, some.map(({ follower }) => follower)]))
}

/** Who quotes the post with its author's consent. */
export async function quotersOf(tx: Db, post: PostId): Promise<AccountId[]> {
  const rows = await tx
    .selectFrom('posts')
    .select('author_id')
    .distinct()
    .where('quote_of', '=', post)
    .where('quote_state', '=', 'accepted')
    .where('deleted_at', 'is', null)
    .execute()
  return rows.map(({ author_id }) => author_id)
}

export async function boostersOf(tx: Db, post: PostId): Promise<AccountId[]> {
  const rows = await tx.selectFrom('boosts').select('account_id').where('post_id', '=', post).execute()
  return rows.map(({ account_id }) => account_id)
}

/** Those who look after the server. */
export async function staff(tx: Db): Promise<AccountId[]> {
  const rows = await tx.selectFrom('users').select('account_id').where('role', '<>', 'person').execute()
  return rows.map(({ account_id }) => account_id)
}

/** The thread of a post, if this person's favourite or boost of it still stands. */
export async function threadOfStandingAct(
  tx: Db,
  table: 'favourites' | 'boosts',
  by: AccountId,
  post: PostId,
): Promise<PostId | undefined> {
  const row = await tx
    .selectFrom('posts')
    .select('thread_id')
    .where('id', '=', post)
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.exists(eb.selectFrom(table).select('post_id').where('account_id', '=', by).where('post_id', '=', post)),
    )
    .executeTakeFirst()
  return row?.thread_id
}

export async function followStateOf(tx: Db, follower: AccountId, followee: AccountId) {
  const row = await tx
    .selectFrom('follows')
    .select('state')
    .where('follower_id', '=', follower)
    .where('followee_id', '=', followee)
    .executeTakeFirst()
  return row?.state as 'requested' | 'accepted' | undefined
}

// ---- Telling, and taking it back

export type NewNotifications = {
  id: Id
  to: readonly AccountId[]
  type: NotificationType
  from: AccountId
  post: PostId | null
  report: Id | null
  createdAt: Date
}

/** Whoever has been told already keeps that one. */
export async function insertNotifications(tx: Db, { id, to, type, from, post, report, createdAt }: NewNotifications) {
  await sql`
    insert into notifications (account_id, id, type, from_account_id, post_id, report_id, created_at)
    select told.account_id, ${id}, ${type}, ${from}, ${post}::bigint, ${report}::bigint, ${createdAt}
    from unnest(${to}::bigint[]) as told (account_id)
    where not exists (
      select from notifications earlier
      where earlier.account_id = told.account_id and earlier.from_account_id = ${from} and earlier.type = ${type}
        and earlier.post_id is not distinct from ${post}::bigint and earlier.report_id is not distinct from ${report}::bigint)`.execute(
    tx,
  )
}

/** Takes back what one account was told of another, about one post where `post` is given. */
export async function deleteNotifications(
  tx: Db,
  { to, from, types, post }: { to: AccountId; from: AccountId; types: readonly NotificationType[]; post?: PostId },
) {
  await tx
    .deleteFrom('notifications')
    .where('account_id', '=', to)
    .where('from_account_id', '=', from)
    .where('type', 'in', types)
    .$if(post !== undefined, (query) => query.where('post_id', '=', post!))
    .execute()
}

/** Takes back what a post told of mentions that an edit took out. */
export async function forgetMentionsBeyond(tx: Db, post: PostId, mentioned: readonly AccountId[]) {
  await sql`
    delete from notifications where post_id = ${post} and type = 'mention'
      and account_id <> all(${mentioned}::bigint[])`.execute(tx)
}

export async function deleteEditNotifications(tx: Db, post: PostId) {
  await tx
    .deleteFrom('notifications')
    .where('post_id', '=', post)
    .where('type', 'in', ['edit', 'quoted_edit'])
    .execute()
}

async function deleteSome(tx: Db, column: 'account_id' | 'from_account_id' | 'post_id', value: Id, most: number) {
  const result = await sql`
    delete from notifications where (account_id, id) in (
      select account_id, id from notifications where ${sql.ref(column)} = ${value} limit ${most})`.execute(tx)
  return Number(result.numAffectedRows ?? 0n)
}

/** One batch of what is about a post, whoever was told. Returns how many went. */
export function deleteNotificationsAbout(tx: Db, post: PostId, most: number): Promise<number> {
  return deleteSome(tx, 'post_id', post, most)
}

/** One batch of what an account was told, then of what others were told of it. Returns how many went. */
export async function deleteNotificationsOfAccount(tx: Db, account: AccountId, most: number): Promise<number> {
  return (await deleteSome(tx, 'account_id', account, most)) || deleteSome(tx, 'from_account_id', account, most)
}

// ---- Reading

/** `types` undefined: all of them. */
export type NotificationFilter = { types: readonly NotificationType[] | undefined; from: AccountId | undefined }

export async function selectNotifications(
  db: Db,
  account: AccountId,
  { types, from }: NotificationFilter,
  page: Page,
): Promise<Notification[]> {
  const query = db
    .selectFrom('notifications')
    .selectAll()
    .where('account_id', '=', account)
    .$if(types !== undefined, (part) => part.where(sql<boolean>`type = any(${types}::text[])`))
    .$if(from !== undefined, (part) => part.where('from_account_id', '=', from!))
  return (await paged(query, 'id', page).execute()) as Notification[]
}

/** Oldest first. */
export async function selectNotificationsById(db: Db, account: AccountId, ids: readonly Id[]): Promise<Notification[]> {
  const rows = await db
    .selectFrom('notifications')
    .selectAll()
    .where('account_id', '=', account)
    .where(sql<boolean>`id = any(${ids}::bigint[])`)
    .orderBy('id')
    .execute()
  return rows as Notification[]
}

export async function findNotification(db: Db, account: AccountId, id: Id): Promise<Notification | undefined> {
  const row = await db
    .selectFrom('notifications')
    .selectAll()
    .where('account_id', '=', account)
    .where('id', '=', id)
    .executeTakeFirst()
  return row as Notification | undefined
}

export async function deleteNotification(db: Db, account: AccountId, id: Id): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('notifications')
    .where('account_id', '=', account)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

export async function clearNotifications(db: Db, account: AccountId) {
  await db.deleteFrom('notifications').where('account_id', '=', account).execute()
}
