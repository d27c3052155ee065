/** What people change of their own account. */
import type { Updateable } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'
import type { AccountsTable } from '../platform/schema.ts'

export type ProfileChanges = Pick<
  Updateable<AccountsTable>,
  | 'display_name'
  | 'note'
  | 'note_html'
  | 'fields'
  | 'avatar_key'
  | 'header_key'
  | 'locked'
  | 'bot'
  | 'discoverable'
  | 'indexable'
  | 'hide_collections'
>

export async function updateProfile(tx: Db, id: AccountId, changes: ProfileChanges) {
  if (Object.keys(changes).length === 0) return
  await tx.updateTable('accounts').set(changes).where('id', '=', id).execute()
}

/** Takes back an account that was never let in: the name is free again. */
export async function discardAccount(tx: Db, id: AccountId) {
  await tx.deleteFrom('account_handles').where('account_id', '=', id).execute()
  await tx.deleteFrom('accounts').where('id', '=', id).execute()
}
