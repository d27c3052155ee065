import { sql } from 'kysely'
import type { CopyRows } from '../platform/bulk.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import type { ProfileField } from './account.ts'

/** What a person says of themself, and its safe HTML. Pictures are keys of files that are in the storage already. */
export type ImportedProfile = {
  displayName: string
  note: string
  noteHtml: string
  fields: readonly ProfileField[]
  bot: boolean
  discoverable: boolean
  indexable: boolean
  avatarKey: string | null
}

export type ImportedAccount = {
  id: AccountId
  username: string
  createdAt: Date
  /** True where `copyLogins` gives the account a login in the same transaction. */
  hasLogin?: boolean
  profile?: ImportedProfile
}

/** Who among these local usernames exists already, and where they came from. */
export async function findImportedHandles(
  db: Db,
  usernames: readonly string[],
): Promise<Map<string, { id: AccountId; origin: string }>> {
  const rows = await db
    .selectFrom('account_handles')
    .innerJoin('accounts', 'accounts.id', 'account_handles.account_id')
    .select(['username_lower', 'accounts.id', 'accounts.origin'])
    .where('account_handles.domain', '=', '')
    .where('username_lower', '=', sql<string>`any(${usernames.map((name) => name.toLowerCase())}::text[])`)
    .execute()
  return new Map(rows.map((row) => [row.username_lower, { id: row.id, origin: row.origin }]))
}

export async function accountIdsSince(db: Db, from: Id): Promise<Set<Id>> {
  const rows = await db
    .selectFrom('accounts')
    .select('id')
    .where('id', '>=', from as AccountId)
    .execute()
  return new Set(rows.map(({ id }) => id))
}

const noProfile: ImportedProfile = {
  displayName: '',
  note: '',
  noteHtml: '',
  fields: [],
  bot: false,
  discoverable: false,
  indexable: false,
  avatarKey: null,
}

/** The caller has made sure that their handles and ids are free. */
export async function copyAccounts(copy: CopyRows, accounts: readonly ImportedAccount[]) {
  await copy(
    'account_handles',
    ['username_lower', 'domain', 'account_id'],
    accounts.map(({ id, username }) => [username.toLowerCase(), '', id]),
  )
  await copy(
    'accounts',
    [
      'id',
      'username',
      'origin',
      'created_at',
      'display_name',
      'note',
      'note_html',
      'fields',
      'bot',
      'discoverable',
      'indexable',
      'avatar_key',
    ],
    accounts.map(({ id, username, createdAt, hasLogin = false, profile = noProfile }) => [
      id,
      username,
      hasLogin ? 'live' : 'import',
      createdAt,
      profile.displayName,
      profile.note,
      profile.noteHtml,
      JSON.stringify(profile.fields),
      profile.bot,
      profile.discoverable,
      profile.indexable,
      profile.avatarKey,
    ]),
  )
}
