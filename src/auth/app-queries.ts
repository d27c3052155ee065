/** SQL on apps, authorization_codes and access_tokens. */
import { type Selectable, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import type { AppsTable, AuthorizationCodesTable } from '../platform/schema.ts'

export type App = Selectable<AppsTable>

export async function insertApp(db: Db, app: App) {
  await db.insertInto('apps').values(app).execute()
}

export async function findApp(db: Db, clientId: string): Promise<App | undefined> {
  return db.selectFrom('apps').selectAll().where('client_id', '=', clientId).executeTakeFirst()
}

// Codes

export type AuthorizationCode = Selectable<AuthorizationCodesTable>

export async function insertCode(tx: Db, code: AuthorizationCode) {
  await tx.insertInto('authorization_codes').values(code).execute()
}

export async function findCodeOwner(db: Db, codeHash: string, clientId: string): Promise<AccountId | undefined> {
  const row = await db
    .selectFrom('authorization_codes')
    .select('account_id')
    .where('code_hash', '=', codeHash)
    .where('client_id', '=', clientId)
    .executeTakeFirst()
  return row?.account_id
}

/** Uses the code up: of two who come at once, one gets it. */
export async function takeCode(tx: Db, codeHash: string, clientId: string): Promise<AuthorizationCode | undefined> {
  return tx
    .deleteFrom('authorization_codes')
    .where('code_hash', '=', codeHash)
    .where('client_id', '=', clientId)
    .returningAll()
    .executeTakeFirst()
}

export async function deleteCodesOf(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('authorization_codes').where('account_id', '=', accountId).execute()
}

// Tokens

export type NewToken = {
  token_hash: string
  id: Id
  client_id: string
  account_id: AccountId | null
  scopes: string[]
  created_at: Date
}

export async function insertToken(tx: Db, token: NewToken) {
  await tx.insertInto('access_tokens').values(token).execute()
}

export type TokenOwner = {
  id: Id
  client_id: string
  scopes: string[]
  account_id: AccountId | null
  role: Role | null
  locale: string | null
  approved_at: Date | null
  suspended_at: Date | null
  deleted_at: Date | null
}

/** What a token stands for; the columns of the person are null for an application's own token. */
export async function findTokenOwner(db: Db, tokenHash: string): Promise<TokenOwner | undefined> {
  const { rows } = await sql<TokenOwner>`
    select access_tokens.id, access_tokens.client_id, access_tokens.scopes, access_tokens.account_id,
      users.role, users.locale, users.approved_at, accounts.suspended_at, accounts.deleted_at
    from access_tokens
    left join users on users.account_id = access_tokens.account_id
    left join accounts on accounts.id = access_tokens.account_id
    where access_tokens.token_hash = ${tokenHash}`.execute(db)
  return rows[0]
}

export async function findTokenClient(db: Db, tokenHash: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('access_tokens')
    .select('client_id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row?.client_id
}

/** Whose it was, or undefined when it was not there. */
export async function deleteToken(
  tx: Db,
  tokenHash: string,
  clientId: string,
): Promise<{ id: Id; account_id: AccountId | null } | undefined> {
  return tx
    .deleteFrom('access_tokens')
    .where('token_hash', '=', tokenHash)
    .where('client_id', '=', clientId)
    .returning(['id', 'account_id'])
    .executeTakeFirst()
}

/** Of these tokens and browser sessions those that still open something, with what their person is. */
export async function selectStanding(db: Db, ids: readonly Id[], now: Date): Promise<ReadonlyMap<Id, Role>> {
  const holders = db
    .selectFrom('access_tokens')
    .where(sql<boolean>`access_tokens.id = any(${ids}::bigint[])`)
    .select(['id', 'account_id'])
    .unionAll(
      db
        .selectFrom('sessions')
        .where(sql<boolean>`sessions.id = any(${ids}::bigint[])`)
        .where('expires_at', '>', now)
        .select(['id', 'account_id']),
    )
    .as('holders')
  const rows = await db
    .selectFrom(holders)
    .innerJoin('users', 'users.account_id', 'holders.account_id')
    .innerJoin('accounts', 'accounts.id', 'holders.account_id')
    .where('users.approved_at', 'is not', null)
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .select(['holders.id', 'users.role'])
    .execute()
  return new Map(rows.map(({ id, role }) => [id, role as Role]))
}

export async function deleteTokensOf(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('access_tokens').where('account_id', '=', accountId).execute()
}

/** Everything one app holds of one person. The tokens it held. */
export async function deleteAppAccess(tx: Db, accountId: AccountId, appId: Id): Promise<Id[]> {
  const ofApp = tx.selectFrom('apps').select('client_id').where('id', '=', appId)
  await tx
    .deleteFrom('authorization_codes')
    .where('account_id', '=', accountId)
    .where('client_id', 'in', ofApp)
    .execute()
  const tokens = await tx
    .deleteFrom('access_tokens')
    .where('account_id', '=', accountId)
    .where('client_id', 'in', ofApp)
    .returning('id')
    .execute()
  return tokens.map(({ id }) => id)
}

export type AuthorizedApp = { id: Id; name: string; website: string | null; scopes: string[]; since: Date }

/** The apps that hold a token of this person, with everything their tokens allow together; newest first. */
export async function listAuthorizedApps(db: Db, accountId: AccountId): Promise<AuthorizedApp[]> {
  const rows = await db
    .selectFrom('access_tokens')
    .innerJoin('apps', 'apps.client_id', 'access_tokens.client_id')
    .where('access_tokens.account_id', '=', accountId)
    .select(['apps.id', 'apps.name', 'apps.website', 'access_tokens.scopes', 'access_tokens.created_at as since'])
    .orderBy('access_tokens.id')
    .limit(1_000)
    .execute()
  const apps = new Map<Id, AuthorizedApp>()
  for (const row of rows) {
    const known = apps.get(row.id)
    apps.set(row.id, known ? { ...known, scopes: [...new Set([...known.scopes, ...row.scopes])] } : row)
  }
  return [...apps.values()].reverse()
}
