import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, missing, strayRows } from '../platform/check.ts'

export const mediaChecks: Check[] = [
  strayRows('stray-media', 'pictures of accounts that do not exist', [
    ['media', missing('media.account_id', 'accounts', 'id')],
  ]),
  unerasedAccounts(
    'unerased-media',
    'deleted accounts whose pictures were never erased',
    sql`exists (select from media where media.account_id = accounts.id)`,
  ),
]
