import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import type { Act } from './reaction-queries.ts'

/** What this person has pinned. */
export async function selectPinned(db: Db, accountId: AccountId): Promise<PostId[]> {
  const rows = await db.selectFrom('pins').select('post_id').where('account_id', '=', accountId).execute()
  return rows.map(({ post_id }) => post_id)
}

export async function insertPin(tx: Db, pin: { accountId: AccountId; postId: PostId; id: Id; now: Date }) {
  await tx
    .insertInto('pins')
    .values({ account_id: pin.accountId, post_id: pin.postId, id: pin.id, created_at: pin.now })
    .execute()
}

export async function deletePin(tx: Db, accountId: AccountId, postId: PostId) {
  await tx.deleteFrom('pins').where('account_id', '=', accountId).where('post_id', '=', postId).execute()
}

/** The one pinned last comes first. */
export async function selectPins(db: Db, accountId: AccountId, page: Page): Promise<Act[]> {
  const query = db.selectFrom('pins').select(['id', 'post_id']).where('account_id', '=', accountId)
  const rows = await paged(query, 'id', page).execute()
  return rows.map(({ id, post_id }) => ({ cursor: id, postId: post_id }))
}
