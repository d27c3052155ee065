import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, missing, strayRows } from '../platform/check.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { folders } from '../platform/storage.ts'

/** Keys from one to another that standing accounts name. */
async function selectNamed(db: Db, from: string, to: string): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from custom_emojis where key collate "C" between ${from} and ${to}
    union all select still_key from custom_emojis where still_key collate "C" between ${from} and ${to}
    union all select key from (
      select key, account_id from media union all select preview_key, account_id from media
      union all select avatar_key, id from accounts union all select header_key, id from accounts
      union all select replace(avatar_key, '.moving.', '.'), id from accounts where avatar_key like '%.moving.%'
    ) as named join accounts on accounts.id = named.account_id
    where key collate "C" between ${from} and ${to} and accounts.deleted_at is null`.execute(db)
  return rows.map(({ key }) => key)
}

/** A file may come or go while one looks: what seems to be missing is looked at once more. */
async function countMissing(db: Db, storage: Context['storage'], folder: string): Promise<number> {
  const there = new Set((await storage.list(folder)).map(({ key }) => key))
  let count = 0
  for (const key of (await selectNamed(db, `${folder}/`, `${folder}/~`)).filter((named) => !there.has(named))) {
    const file = await storage.get(key)
    await file?.content().cancel()
    if (!file && (await selectNamed(db, key, key)).length > 0) count++
  }
  return count
}

export function mediaChecks({ storage }: Pick<Context, 'storage'>): Check[] {
  return [
    strayRows('stray-media', 'pictures of accounts that do not exist', [
      ['media', missing('media.account_id', 'accounts', 'id')],
    ]),
    unerasedAccounts(
      'unerased-media',
      'deleted accounts whose pictures were never erased',
      sql`exists (select from media where media.account_id = accounts.id)`,
    ),
    {
      name: 'missing-files',
      sentence: 'pictures whose file is not in the media folder',
      async count(db) {
        let count = 0
        for (const folder of folders) count += await countMissing(db, storage, folder)
        return count
      },
      advice: 'bring the folder "media" of the data folder back from a backup',
    },
  ]
}
