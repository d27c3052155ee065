/** Suspension and deletion as columns of accounts. Who may do it, and what else goes with it, is moderation's. */
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'

/** The functions return false when the account is not in a state that this would change. */
export async function markSuspended(tx: Db, id: AccountId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ suspended_at: at })
    .where('id', '=', id)
    .where('suspended_at', 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function markRestored(tx: Db, id: AccountId): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ suspended_at: null })
    .where('id', '=', id)
    .where('suspended_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Limited: followers still see everything, nobody else comes across it. `at` null: no longer. */
export async function markSilenced(tx: Db, id: AccountId, at: Date | null): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ silenced_at: at })
    .where('id', '=', id)
    .where('silenced_at', at === null ? 'is not' : 'is', null)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

export async function markDeleted(tx: Db, id: AccountId, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('accounts')
    .set({ deleted_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Takes everything personal out of a deleted account. Its row and its handle stay, so that nobody else takes the name. */
export async function blankAccount(tx: Db, id: AccountId) {
  await tx.deleteFrom('account_keys').where('account_id', '=', id).execute()
  await tx
    .updateTable('accounts')
    .set({
      display_name: '',
      note: '',
      note_html: '',
      fields: '[]',
      avatar_key: null,
      header_key: null,
      discoverable: false,
      indexable: false,
    })
    .where('id', '=', id)
    .where('deleted_at', 'is not', null)
    .execute()
}
