/** SQL on users, user_emails and sessions. What apps hold is in app-queries.ts. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import type { User } from './user.ts'

// Sign-ups pass one by one, so that exactly one of them is the first.
const signUpLock = 7_215_301

export async function takeSignUpTurn(tx: Db) {
  await sql`select pg_advisory_xact_lock(${sql.lit(signUpLock)})`.execute(tx)
}

export async function hasAnyUser(db: Db): Promise<boolean> {
  return (await db.selectFrom('users').select('account_id').limit(1).executeTakeFirst()) !== undefined
}

/** The logins of those of the accounts that have one: imported and remote ones have none, nor those that were erased. */
export async function loadUsers(db: Db, accountIds: readonly AccountId[]): Promise<Map<AccountId, User>> {
  if (accountIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('users')
    .selectAll()
    .where('account_id', '=', sql<AccountId>`any(${accountIds}::bigint[])`)
    .$castTo<User>()
    .execute()
  return new Map(rows.map((row) => [row.account_id, row]))
}

export async function loadUser(db: Db, accountId: AccountId): Promise<User | undefined> {
  return (await loadUsers(db, [accountId])).get(accountId)
}

export type NewUser = Pick<
  User,
  'account_id' | 'email' | 'password_hash' | 'role' | 'locale' | 'sign_up_reason' | 'approved_at' | 'created_at'
>

/** False when somebody has the e-mail address already. */
export async function insertUser(tx: Db, user: NewUser): Promise<boolean> {
  const email = await tx
    .insertInto('user_emails')
    .values({ email_lower: user.email.toLowerCase(), account_id: user.account_id })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (email.numInsertedOrUpdatedRows === 0n) return false
  await tx.insertInto('users').values(user).execute()
  return true
}

export async function isEmailTaken(db: Db, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('user_emails')
    .select('account_id')
    .where('email_lower', '=', email.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

export type Login = Pick<User, 'account_id' | 'email' | 'password_hash' | 'role' | 'approved_at'> & {
  username: string
  suspended_at: Date | null
}

function selectLogins(db: Db) {
  return db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .where('accounts.deleted_at', 'is', null)
    .select([
      'users.account_id',
      'users.email',
      'users.password_hash',
      'users.role',
      'users.approved_at',
      'accounts.username',
      'accounts.suspended_at',
    ])
    .$castTo<Login>()
}

export async function findLoginByUsername(db: Db, username: string): Promise<Login | undefined> {
  return selectLogins(db)
    .innerJoin('account_handles', 'account_handles.account_id', 'users.account_id')
    .where('account_handles.username_lower', '=', username.toLowerCase())
    .where('account_handles.domain', '=', '')
    .executeTakeFirst()
}

export async function findLoginByEmail(db: Db, email: string): Promise<Login | undefined> {
  return selectLogins(db)
    .innerJoin('user_emails', 'user_emails.account_id', 'users.account_id')
    .where('user_emails.email_lower', '=', email.toLowerCase())
    .executeTakeFirst()
}

/** Those who wait to be let in, longest first. */
export async function listPending(
  db: Db,
): Promise<{ account_id: AccountId; username: string; email: string; sign_up_reason: string; created_at: Date }[]> {
  return db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .where('users.approved_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .select(['users.account_id', 'accounts.username', 'users.email', 'users.sign_up_reason', 'users.created_at'])
    .orderBy('users.created_at')
    .execute()
}

export type LockedLogin = { password_hash: string; approved_at: Date | null }

/**
 * Holds the login as it is until the transaction ends: whoever revokes access waits, and then finds what was given in
 * the meantime. Undefined when there is none.
 */
export async function holdLogin(tx: Db, accountId: AccountId): Promise<LockedLogin | undefined> {
  return tx
    .selectFrom('users')
    .select(['password_hash', 'approved_at'])
    .where('account_id', '=', accountId)
    .forShare()
    .executeTakeFirst()
}

/** Waits for everybody who holds the login, and keeps others from it. */
export async function lockLogin(tx: Db, accountId: AccountId): Promise<LockedLogin | undefined> {
  return tx
    .selectFrom('users')
    .select(['password_hash', 'approved_at'])
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

export async function setPasswordHash(tx: Db, accountId: AccountId, passwordHash: string) {
  await tx.updateTable('users').set({ password_hash: passwordHash }).where('account_id', '=', accountId).execute()
}

/** False when somebody has the e-mail address already. */
export async function setEmail(tx: Db, accountId: AccountId, email: string): Promise<boolean> {
  const taken = await tx
    .insertInto('user_emails')
    .values({ email_lower: email.toLowerCase(), account_id: accountId })
    .onConflict((conflict) =>
      conflict
        .column('email_lower')
        .doUpdateSet({ account_id: accountId })
        .where('user_emails.account_id', '=', accountId),
    )
    .executeTakeFirst()
  if (taken.numInsertedOrUpdatedRows === 0n) return false
  await tx
    .deleteFrom('user_emails')
    .where('account_id', '=', accountId)
    .where('email_lower', '!=', email.toLowerCase())
    .execute()
  await tx.updateTable('users').set({ email }).where('account_id', '=', accountId).execute()
  return true
}

/** Only while it is still the former one. */
export async function replacePasswordHash(db: Db, accountId: AccountId, former: string, passwordHash: string) {
  await db
    .updateTable('users')
    .set({ password_hash: passwordHash })
    .where('account_id', '=', accountId)
    .where('password_hash', '=', former)
    .execute()
}

export async function setApproved(tx: Db, accountId: AccountId, at: Date) {
  await tx.updateTable('users').set({ approved_at: at }).where('account_id', '=', accountId).execute()
}

export type Preferences = Partial<
  Pick<
    User,
    | 'default_visibility'
    | 'default_sensitive'
    | 'default_language'
    | 'default_quote_policy'
    | 'record_delivered'
    | 'answers_to_strangers'
    | 'locale'
  >
>

export async function updatePreferences(tx: Db, accountId: AccountId, preferences: Preferences) {
  if (Object.keys(preferences).length === 0) return
  await tx.updateTable('users').set(preferences).where('account_id', '=', accountId).execute()
}

/** Erases the login itself; what it gave access to goes with `revokeAllAccess`. */
export async function deleteLogin(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('user_emails').where('account_id', '=', accountId).execute()
  await tx.deleteFrom('users').where('account_id', '=', accountId).execute()
}

/** How many people can log in, what they have posted, and how many of them did so since then. */
export async function countActivity(
  db: Db,
  since: Date,
): Promise<{ people: number; posts: number; activeInFourWeeks: number }> {
  return db
    .selectFrom('users')
    .innerJoin('accounts', 'accounts.id', 'users.account_id')
    .leftJoin('author_stats', 'author_stats.account_id', 'users.account_id')
    .where('users.approved_at', 'is not', null)
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .select([
      sql<number>`count(*)::int`.as('people'),
      sql<number>`coalesce(sum(author_stats.posts_count), 0)::bigint`.as('posts'),
      sql<number>`(count(*) filter (where author_stats.last_post_at >= ${since}))::int`.as('activeInFourWeeks'),
    ])
    .executeTakeFirstOrThrow()
}

export async function countFollowRequests(db: Db, accountId: AccountId): Promise<number> {
  const { count } = await db
    .selectFrom('follows')
    .where('followee_id', '=', accountId)
    .where('state', '=', 'requested')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  return count
}

// Sessions

export type NewSession = {
  token_hash: string
  id: Id
  account_id: AccountId
  user_agent: string
  created_at: Date
  expires_at: Date
}

export async function insertSession(tx: Db, session: NewSession) {
  await tx.insertInto('sessions').values(session).execute()
}

export type SessionOwner = { sessionId: Id; accountId: AccountId; role: Role; locale: string }

/** The person of a session, unless it has run out or they may not act. */
export async function findSessionOwner(db: Db, tokenHash: string, now: Date): Promise<SessionOwner | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.account_id', 'sessions.account_id')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .where('users.approved_at', 'is not', null)
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .select(['sessions.id as sessionId', 'users.account_id as accountId', 'users.role', 'users.locale'])
    .$castTo<SessionOwner>()
    .executeTakeFirst()
}

export async function isSessionOf(tx: Db, tokenHash: string, accountId: AccountId): Promise<boolean> {
  const row = await tx
    .selectFrom('sessions')
    .select('id')
    .where('token_hash', '=', tokenHash)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}

/** Whose it was, or undefined when it was not there. */
export async function deleteSession(tx: Db, tokenHash: string): Promise<{ id: Id; account_id: AccountId } | undefined> {
  return tx
    .deleteFrom('sessions')
    .where('token_hash', '=', tokenHash)
    .returning(['id', 'account_id'])
    .executeTakeFirst()
}

export async function deleteSessionById(db: Db, accountId: AccountId, id: Id): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

export async function deleteSessionsOf(tx: Db, accountId: AccountId) {
  await tx.deleteFrom('sessions').where('account_id', '=', accountId).execute()
}

export type Session = { id: Id; token_hash: string; user_agent: string; created_at: Date }

export async function listSessions(db: Db, accountId: AccountId, now: Date): Promise<Session[]> {
  return db
    .selectFrom('sessions')
    .select(['id', 'token_hash', 'user_agent', 'created_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

export async function deleteExpired(db: Db, now: Date) {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
  await db.deleteFrom('authorization_codes').where('expires_at', '<=', now).execute()
}
