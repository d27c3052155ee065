import { sql } from 'kysely'
import { unerasedAccounts } from '../accounts/check.ts'
import { type Check, countRows, missing, strayRows } from '../platform/check.ts'

const usersWithoutEmail = sql`
  select users.account_id, lower(users.email) as email_lower from users
  where not exists (
    select from user_emails held where held.account_id = users.account_id and held.email_lower = lower(users.email))`

export const authChecks: Check[] = [
  strayRows('stray-logins', 'logins of accounts that do not exist', [
    ['users', missing('users.account_id', 'accounts', 'id')],
  ]),
  {
    name: 'missing-logins',
    sentence: 'people who signed up here and have no login',
    count: (db) =>
      countRows(
        db,
        sql`select 1 from accounts
          where origin = 'live' and domain = '' and deleted_at is null and ${missing('accounts.id', 'users', 'account_id')}`,
      ),
    advice: 'nobody can log in as them: delete them with "twoway delete NAME", or restore a backup',
  },
  strayRows('stray-emails', 'e-mail addresses that belong to no login', [
    [
      'user_emails',
      sql`not exists (
        select from users where users.account_id = user_emails.account_id and lower(users.email) = user_emails.email_lower)`,
    ],
  ]),
  {
    name: 'missing-emails',
    sentence: 'logins that cannot be found under their e-mail address',
    count: (db) => countRows(db, usersWithoutEmail),
    async repair(tx) {
      await sql`
        insert into user_emails (account_id, email_lower) ${usersWithoutEmail} on conflict do nothing`.execute(tx)
    },
    advice: 'another login has the address: change one of the two in the table users',
  },
  strayRows('stray-access', 'sessions, codes and tokens of nobody', [
    ['sessions', missing('sessions.account_id', 'users', 'account_id')],
    ['authorization_codes', missing('authorization_codes.account_id', 'users', 'account_id')],
    ['authorization_codes', missing('authorization_codes.client_id', 'apps', 'client_id')],
    [
      'access_tokens',
      sql`access_tokens.account_id is not null and ${missing('access_tokens.account_id', 'users', 'account_id')}`,
    ],
    ['access_tokens', missing('access_tokens.client_id', 'apps', 'client_id')],
  ]),
  unerasedAccounts(
    'unerased-logins',
    'deleted accounts whose login was never erased',
    sql`exists (select from users where users.account_id = accounts.id)`,
  ),
]
