import { blankAccount } from '../accounts/lifecycle.ts'
import { findAccount } from '../accounts/queries.ts'
import { revokeAllAccess } from '../auth/access.ts'
import { deleteLogin } from '../auth/queries.ts'
import { removeAllRelations } from '../follows/bulk-queries.ts'
import { eraseMediaBatch } from '../media/upkeep.ts'
import { deleteNotificationsOfAccount } from '../notifications/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import { filesOf } from '../platform/storage.ts'
import { eraseAuthorBatch } from '../posts/erase-author.ts'
import { deleteConversationsOf } from '../timelines/conversation-queries.ts'
import { deleteDelivered } from '../timelines/delivered-queries.ts'
import { deleteListsOfAccount } from '../timelines/list-queries.ts'
import { deleteMarkers } from '../timelines/marker-queries.ts'
import { deleteFollowedTags } from '../timelines/tag-queries.ts'

const rowsAtOnce = 500

/** The last batch: access, login and profile. Reports and the moderation log stay with the moderators. */
async function eraseLoginAndProfile(tx: Db, account: AccountId) {
  await revokeAllAccess(tx, account)
  await deleteDelivered(tx, account)
  await deleteFollowedTags(tx, account)
  await deleteMarkers(tx, account)
  await deleteLogin(tx, account)
  await blankAccount(tx, account)
}

/**
 * One batch of erasing a deleted account, to be called until it answers 'done', in any number of processes: what it did
 * with posts, what it was told and others were told of it, what stands between it and others, then the account itself.
 */
export async function eraseAccountBatch(ctx: Context, account: AccountId): Promise<'done' | 'more'> {
  const row = await findAccount(ctx.db, account)
  // A sign-up that was turned away has no row any more, but may have left traces.
  if (row && !row.deleted_at) return 'done'
  if ((await eraseAuthorBatch(ctx, account)) === 'more') return 'more'
  if ((await eraseMediaBatch(ctx, account)) === 'more') return 'more'
  const inTransaction = <T>(work: (tx: Db) => Promise<T>) => ctx.db.transaction().execute(work)
  if ((await inTransaction((tx) => deleteNotificationsOfAccount(tx, account, rowsAtOnce))) > 0) return 'more'
  if ((await inTransaction((tx) => deleteListsOfAccount(tx, account, rowsAtOnce))) > 0) return 'more'
  if ((await inTransaction((tx) => deleteConversationsOf(tx, account, rowsAtOnce))) > 0) return 'more'
  if (await inTransaction((tx) => removeAllRelations(tx, account, rowsAtOnce))) return 'more'
  await inTransaction((tx) => eraseLoginAndProfile(tx, account))
  await ctx.storage.delete([row?.avatar_key ?? [], row?.header_key ?? []].flat().flatMap(filesOf))
  return 'done'
}
