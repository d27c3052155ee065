/** uploadMedia changeMedia discardMedia · attachMedia reserveMedia changeAttached loadMedia, for whoever writes posts */
import { mediaLimits } from '../instance/instance.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, forbidden, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { newKey } from '../platform/storage.ts'
import { write } from '../platform/transaction.ts'
import { type Attachment, type AttachmentChanges, focusUnit, mostUnattached, unattachedMs } from './attachment.ts'
import { decoder } from './decoder.ts'
import type { ProcessedPicture } from './processing.ts'
import {
  countUnattached,
  deleteUnattached,
  detachMedia,
  findMedia,
  insertMedia,
  keepUntil,
  lockAttachable,
  selectMediaOf,
  selectOwn,
  setPost,
  updateMedia,
} from './queries.ts'

/** When a picture is thrown away that belongs to no post from now on. */
export function keptUntil(now: Date): Date {
  return new Date(now.getTime() + unattachedMs)
}

const tooManyWaiting = invalid(
  `Validation failed: File: ${mostUnattached} of your pictures belong to no post yet: post some of them, or wait a day`,
)
const mayNotUpload = forbidden('Your account may not upload pictures at the moment')

/** Rows are written last: whatever fails or is cut off leaves files that nobody names, and those are collected. */
export async function uploadMedia(
  ctx: Context,
  accountId: AccountId,
  file: Uint8Array,
  { description = '', focus = { x: 0, y: 0 } }: AttachmentChanges,
): Promise<Attachment | Failure> {
  const now = ctx.clock.now()
  const keep_until = keptUntil(now)
  if ((await countUnattached(ctx.db, accountId, keep_until, mostUnattached)) >= mostUnattached) return tooManyWaiting
  const picture = await decoder.processPicture(file)
  if (isFailure(picture)) return picture
  const keys = await putPicture(ctx, picture)
  const { original, preview, blurhash } = picture
  const row = {
    account_id: accountId,
    id: ctx.newId(),
    keep_until,
    ...keys,
    size_bytes: original.bytes.length,
    width: original.width,
    height: original.height,
    preview_width: preview.width,
    preview_height: preview.height,
    focus_x: Math.round(focus.x * focusUnit),
    focus_y: Math.round(focus.y * focusUnit),
    description,
    blurhash,
    created_at: now,
  }
  if (await insertMedia(ctx.db, row)) return { ...row, post_id: null, position: 0 }
  await ctx.storage.delete([keys.key, keys.preview_key])
  return mayNotUpload
}

async function putPicture({ storage }: Pick<Context, 'storage'>, { original, preview }: ProcessedPicture) {
  const keys = { key: newKey(original.extension), preview_key: newKey(preview.extension) }
  await storage.put(keys.key, original.bytes)
  await storage.put(keys.preview_key, preview.bytes)
  return keys
}

/** Before it is posted: afterwards the words belong to the post, and change with it. */
export async function changeMedia(
  ctx: Context,
  accountId: AccountId,
  id: Id,
  changes: AttachmentChanges,
): Promise<Attachment | Failure> {
  return (await updateMedia(ctx.db, { accountId, id, postId: null }, changes)) ?? notFound
}

export async function discardMedia(ctx: Context, accountId: AccountId, id: Id): Promise<Failure | undefined> {
  const discarded = await write<Attachment>(ctx, async (tx) => {
    const row = await deleteUnattached(tx, accountId, id)
    if (row) return row
    return (await findMedia(tx, accountId, id)) ? invalid('Media attachment is currently used by a status') : notFound
  })
  if (isFailure(discarded)) return discarded
  await ctx.storage.delete([discarded.key, discarded.preview_key])
  return undefined
}

async function lockAll(
  tx: Db,
  accountId: AccountId,
  mediaIds: readonly Id[],
  postId: PostId | null,
  now: Date,
): Promise<Failure | undefined> {
  if (mediaIds.length > mediaLimits.perPost)
    return invalid(`Validation failed: Cannot attach more than ${mediaLimits.perPost} files`)
  const found = new Set(await lockAttachable(tx, accountId, mediaIds, postId, now))
  const missing = mediaIds.filter((id) => !found.has(id))
  if (missing.length > 0)
    return invalid(`Validation failed: Media ${missing.join(', ')} not found or already attached to another post`)
  return undefined
}

/**
 * Gives a post exactly these pictures, in this order. They must be the author's own and belong to no other post; those
 * that it had and loses are kept a day longer.
 */
export async function attachMedia(
  tx: Db,
  { accountId, postId, mediaIds, now }: { accountId: AccountId; postId: PostId; mediaIds: readonly Id[]; now: Date },
): Promise<Failure | undefined> {
  const wanted = [...new Set(mediaIds)]
  const failure = await lockAll(tx, accountId, wanted, postId, now)
  if (failure) return failure
  await detachMedia(tx, postId, keptUntil(now), wanted)
  await setPost(tx, accountId, wanted, postId)
  return undefined
}

/** Keeps pictures of no post for one that is published at `until`, and a day longer. */
export async function reserveMedia(
  tx: Db,
  { accountId, mediaIds, until, now }: { accountId: AccountId; mediaIds: readonly Id[]; until: Date; now: Date },
): Promise<Failure | undefined> {
  const wanted = [...new Set(mediaIds)]
  const failure = await lockAll(tx, accountId, wanted, null, now)
  if (failure) return failure
  await keepUntil(tx, accountId, wanted, keptUntil(until))
  return undefined
}

/** Changes the words and the focus of one of a post's pictures. */
export async function changeAttached(
  tx: Db,
  target: { accountId: AccountId; postId: PostId; id: Id },
  changes: AttachmentChanges,
): Promise<Failure | undefined> {
  return (await updateMedia(tx, target, changes))
    ? undefined
    : invalid(`Validation failed: Media ${target.id} not found or already attached to another post`)
}

/** The author's own among these, in this order, whatever they belong to. */
export async function loadOwnMedia(db: Db, accountId: AccountId, mediaIds: readonly Id[]): Promise<Attachment[]> {
  if (mediaIds.length === 0) return []
  const rows = new Map((await selectOwn(db, accountId, mediaIds)).map((row) => [row.id, row]))
  return mediaIds.flatMap((id) => rows.get(id) ?? [])
}

/** The pictures of posts, in their order. One statement. */
export async function loadMedia(db: Db, postIds: readonly PostId[]): Promise<Map<PostId, Attachment[]>> {
  if (postIds.length === 0) return new Map()
  return Map.groupBy(await selectMediaOf(db, postIds), (row) => row.post_id!)
}
