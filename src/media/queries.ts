import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { movingKey } from '../platform/storage.ts'
import { type Attachment, type AttachmentChanges, focusUnit } from './attachment.ts'

const ids = (values: readonly Id[]) => sql<Id>`any(${values}::bigint[])`

// ---- One's own

/** False when the account is suspended or deleted. */
export async function insertMedia(tx: Db, media: Omit<Attachment, 'post_id' | 'position'>): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into media (account_id, id, keep_until, key, preview_key, size_bytes, width, height, preview_width, preview_height,
      focus_x, focus_y, description, blurhash, created_at)
    select accounts.id, ${media.id}, ${media.keep_until}::timestamptz, ${media.key}, ${media.preview_key}, ${media.size_bytes}::int,
      ${media.width}::int, ${media.height}::int, ${media.preview_width}::int, ${media.preview_height}::int,
      ${media.focus_x}::int, ${media.focus_y}::int, ${media.description}, ${media.blurhash}, ${media.created_at}::timestamptz
    from accounts where accounts.id = ${media.account_id} and suspended_at is null and deleted_at is null`.execute(tx)
  return numAffectedRows === 1n
}

export async function findMedia(db: Db, accountId: AccountId, id: Id): Promise<Attachment | undefined> {
  return db.selectFrom('media').selectAll().where('account_id', '=', accountId).where('id', '=', id).executeTakeFirst()
}

export async function selectOwn(db: Db, accountId: AccountId, mediaIds: readonly Id[]): Promise<Attachment[]> {
  return db
    .selectFrom('media')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', ids(mediaIds))
    .execute()
}

/** Up to `most` pictures of no post that will be thrown away before `until`. */
export async function countUnattached(db: Db, accountId: AccountId, until: Date, most: number): Promise<number> {
  const { rows } = await sql<{ id: Id }>`
    select id from media where account_id = ${accountId} and post_id is null and keep_until <= ${until} limit ${most}`.execute(
    db,
  )
  return rows.length
}

function columnsOf({ description, focus }: AttachmentChanges) {
  return {
    ...(description === undefined ? {} : { description }),
    ...(focus && { focus_x: Math.round(focus.x * focusUnit), focus_y: Math.round(focus.y * focusUnit) }),
  }
}

/** Of one's own, on that post, or on none where `postId` is null. Undefined when there is none. */
export async function updateMedia(
  tx: Db,
  { accountId, id, postId }: { accountId: AccountId; id: Id; postId: PostId | null },
  changes: AttachmentChanges,
): Promise<Attachment | undefined> {
  return tx
    .updateTable('media')
    .set({ id, ...columnsOf(changes) })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where(sql<boolean>`post_id is not distinct from ${postId}::bigint`)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteUnattached(tx: Db, accountId: AccountId, id: Id): Promise<Attachment | undefined> {
  return tx
    .deleteFrom('media')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('post_id', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

// ---- On posts

/** Those of the account that belong to no post or to this one, locked. */
export async function lockAttachable(
  tx: Db,
  accountId: AccountId,
  mediaIds: readonly Id[],
  postId: PostId | null,
  now: Date,
): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select id from media
    where account_id = ${accountId} and id = any(${mediaIds}::bigint[])
      and ((post_id is null and keep_until > ${now}) or post_id = ${postId}::bigint)
    order by id for update`.execute(tx)
  return rows.map(({ id }) => id)
}

export async function setPost(tx: Db, accountId: AccountId, mediaIds: readonly Id[], postId: PostId) {
  await sql`
    update media set post_id = ${postId}, position = wanted.position
    from unnest(${mediaIds}::bigint[]) with ordinality as wanted (id, position)
    where media.account_id = ${accountId} and media.id = wanted.id`.execute(tx)
}

/** Takes all pictures but `except` off a post; they may be thrown away at `keepUntil`. */
export async function detachMedia(tx: Db, postId: PostId, keepUntil: Date, except: readonly Id[] = []) {
  await sql`
    update media set post_id = null, position = 0, keep_until = ${keepUntil}
    where post_id = ${postId} and id <> all(${except}::bigint[])`.execute(tx)
}

export async function keepUntil(tx: Db, accountId: AccountId, mediaIds: readonly Id[], until: Date) {
  await tx
    .updateTable('media')
    .set({ keep_until: until })
    .where('account_id', '=', accountId)
    .where('id', '=', ids(mediaIds))
    .where('post_id', 'is', null)
    .execute()
}

export async function selectMediaOf(db: Db, postIds: readonly PostId[]): Promise<Attachment[]> {
  return db
    .selectFrom('media')
    .selectAll()
    .where('post_id', '=', sql<PostId>`any(${postIds}::bigint[])`)
    .orderBy('post_id')
    .orderBy('position')
    .execute()
}

// ---- Files

/** Whether a file may be looked at: it belongs to something that is there, of somebody who is, or to an emoji. */
export async function isShown(db: Db, key: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    select from (
      select account_id from media where key = ${key} and (post_id is not null or keep_until > ${now})
      union all select account_id from media where preview_key = ${key} and (post_id is not null or keep_until > ${now})
      union all select id from accounts where avatar_key in (${key}, ${movingKey(key)})
      union all select id from accounts where header_key = ${key}) as owner (id)
    join accounts on accounts.id = owner.id
    where accounts.suspended_at is null and accounts.deleted_at is null
    union all select from custom_emojis where key = ${key} or still_key = ${key}
    limit 1`.execute(db)
  return rows.length > 0
}

/** Those of the keys that no row names. */
export async function selectUnnamed(db: Db, keys: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select found.key from unnest(${keys}::text[]) as found (key)
    where not exists (select from media where media.key = found.key)
      and not exists (select from media where media.preview_key = found.key)
      and not exists (select from accounts where avatar_key in (found.key, replace(found.key, '.webp', '.moving.webp')))
      and not exists (select from accounts where header_key = found.key)
      and not exists (select from custom_emojis where custom_emojis.key = found.key)
      and not exists (select from custom_emojis where still_key = found.key)`.execute(db)
  return rows.map(({ key }) => key)
}

export type Files = Pick<Attachment, 'key' | 'preview_key'>

/** Takes out some rows whose time is over. */
export async function takeOverdue(tx: Db, now: Date, most: number): Promise<Files[]> {
  const { rows } = await sql<Files>`
    delete from media using (
      select account_id, id from media where post_id is null and keep_until <= ${now}
      order by keep_until limit ${most} for update skip locked) as overdue
    where media.account_id = overdue.account_id and media.id = overdue.id
    returning key, preview_key`.execute(tx)
  return rows
}

/** Takes out some of an account's rows. */
export async function takeOfAccount(tx: Db, accountId: AccountId, most: number): Promise<Files[]> {
  const { rows } = await sql<Files>`
    delete from media where account_id = ${accountId} and id in (
      select id from media where account_id = ${accountId} order by id limit ${most})
    returning key, preview_key`.execute(tx)
  return rows
}
