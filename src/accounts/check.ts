import { type RawBuilder, sql } from 'kysely'
import { type Check, countRows, strayRows } from '../platform/check.ts'
import { hourMs } from '../platform/clock.ts'
import type { AccountId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'

const accountsWithoutHandle = sql`
  select accounts.id, lower(accounts.username) as username_lower, accounts.domain from accounts
  where not exists (
    select from account_handles held where held.account_id = accounts.id
      and held.username_lower = lower(accounts.username) and held.domain = accounts.domain)`

const accountsWithoutUri = sql`
  select accounts.id, accounts.uri from accounts
  where uri is not null and not exists (
    select from account_uris held where held.account_id = accounts.id and held.uri = accounts.uri)`

/**
 * Accounts deleted more than an hour ago of which there is still something, although no job is going to erase it.
 * `left` is the condition that there is, on the table `accounts`.
 */
export function unerasedAccounts(name: string, sentence: string, left: RawBuilder<unknown>): Check {
  const unerased = (now: Date) => sql<{ id: AccountId }>`
    select id from accounts
    where deleted_at < ${new Date(now.getTime() - hourMs)} and (${left})
      and id not in (select (payload ->> 'account')::bigint from jobs where kind = 'account.erase')`
  return {
    name,
    sentence,
    count: (db, now) => countRows(db, unerased(now)),
    async repair(tx, ctx) {
      const { rows } = await unerased(ctx.clock.now()).execute(tx)
      for (const { id } of rows) await enqueueJob(tx, ctx, { kind: 'account.erase', account: id })
    },
  }
}

export const accountChecks: Check[] = [
  strayRows('stray-handles', 'handles and addresses that belong to no account of that name', [
    [
      'account_handles',
      sql`not exists (
        select from accounts where accounts.id = account_handles.account_id
          and lower(accounts.username) = account_handles.username_lower and accounts.domain = account_handles.domain)`,
    ],
    [
      'account_uris',
      sql`not exists (
        select from accounts where accounts.id = account_uris.account_id and accounts.uri = account_uris.uri)`,
    ],
  ]),
  {
    name: 'missing-handles',
    sentence: 'accounts that cannot be found under their handle',
    count: (db) => countRows(db, accountsWithoutHandle),
    async repair(tx) {
      await sql`
        insert into account_handles (account_id, username_lower, domain) ${accountsWithoutHandle}
        on conflict do nothing`.execute(tx)
    },
    advice: 'another account has the handle: rename one of the two in the table accounts',
  },
  {
    name: 'missing-addresses',
    sentence: 'accounts that cannot be found under their address on another server',
    count: (db) => countRows(db, accountsWithoutUri),
    async repair(tx) {
      await sql`insert into account_uris (account_id, uri) ${accountsWithoutUri} on conflict do nothing`.execute(tx)
    },
    advice: 'another account has the address: delete one of the two',
  },
  unerasedAccounts(
    'unerased-profiles',
    'deleted accounts whose profile was never erased',
    sql`display_name <> '' or note <> '' or note_html <> '' or fields <> '[]' or avatar_key is not null or header_key is not null`,
  ),
]
