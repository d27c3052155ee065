/** Signing up, logging in, passwords, and letting people in. What apps do is in oauth-actions.ts. */
import { randomInt } from 'node:crypto'
import { discardAccount } from '../accounts/own-account.ts'
import { findAccountByHandle, insertAccount } from '../accounts/queries.ts'
import { usernameProblem } from '../accounts/username.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failing, forbidden, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { revokeAllAccess } from './access.ts'
import { deleteAppAccess } from './app-queries.ts'
import { sessionMs } from './cookies.ts'
import { hashPassword, needsRehash, passwordProblem, verifyPassword } from './password.ts'
import {
  deleteLogin,
  deleteSession,
  deleteSessionById,
  findLoginByEmail,
  findLoginByUsername,
  hasAnyUser,
  holdLogin,
  insertSession,
  insertUser,
  isEmailTaken,
  type Login,
  loadUser,
  lockLogin,
  replacePasswordHash,
  setApproved,
  setPasswordHash,
  takeSignUpTurn,
} from './queries.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { concerns, listSignUpRules } from './sign-up-rules.ts'
import { canonicalLocale, isEmail, reasonMost } from './user.ts'

// ---- Signing up

export type SignUp = {
  username: string
  email: string
  password: string
  /** Why they would like to join; asked for when registrations need approval. */
  reason: string
  agreement: boolean
  /** Empty: as the browser says. */
  locale: string
}

type Problems = NonNullable<Failure['details']>
type Field = keyof SignUp

const fieldNames: Record<Field, string> = {
  username: 'Username',
  email: 'E-mail address',
  password: 'Password',
  reason: 'Reason',
  agreement: 'Agreement',
  locale: 'Locale',
}

function signUpProblems(input: SignUp, needsReason: boolean): Problems {
  const found: Partial<Record<Field, { error: string; description: string } | undefined>> = {
    username: usernameProblem(input.username),
    email: emailProblem(input.email),
    password: passwordProblem(input.password),
    reason: reasonProblem(input.reason, needsReason),
    agreement: input.agreement ? undefined : { error: 'ERR_ACCEPTED', description: 'must be accepted' },
    locale:
      input.locale === '' || canonicalLocale(input.locale)
        ? undefined
        : { error: 'ERR_INCLUSION', description: 'is not a language' },
  }
  return Object.fromEntries(Object.entries(found).flatMap(([field, problem]) => (problem ? [[field, [problem]]] : [])))
}

function emailProblem(email: string) {
  if (email === '') return { error: 'ERR_BLANK', description: "can't be blank" }
  return isEmail(email) ? undefined : { error: 'ERR_INVALID', description: 'is not an e-mail address' }
}

function reasonProblem(reason: string, needsReason: boolean) {
  if (needsReason && reason.trim() === '') return { error: 'ERR_BLANK', description: "can't be blank" }
  if (reason.length > reasonMost)
    return { error: 'ERR_TOO_LONG', description: `is too long (maximum is ${reasonMost} characters)` }
  return undefined
}

function validationFailed(problems: Problems): Failure {
  const sentences = Object.entries(problems).flatMap(([field, list]) =>
    list.map(({ description }) => `${fieldNames[field as Field]} ${description}`),
  )
  return invalid(`Validation failed: ${sentences.join(', ')}`, problems)
}

const isTaken = [{ error: 'ERR_TAKEN', description: 'is already taken' }]
const taken = (field: Field): Failure => validationFailed({ [field]: isTaken })

async function takenAlready(ctx: Context, { username, email }: SignUp): Promise<Problems> {
  const [account, hasEmail] = await Promise.all([findAccountByHandle(ctx.db, username), isEmailTaken(ctx.db, email)])
  return { ...(account ? { username: isTaken } : {}), ...(hasEmail ? { email: isTaken } : {}) }
}

const notAllowedHere = [{ error: 'ERR_BLOCKED', description: 'is not allowed here' }]

/** What the rules of the moderators refuse. */
async function refusedHere(ctx: Context, input: SignUp & { address: string }): Promise<Problems | Failure> {
  const refused = (await listSignUpRules(ctx.db)).filter((rule) => concerns(rule, input)).map(({ kind }) => kind)
  if (refused.includes('address')) return failing('invalid', (words) => words.networkRefused)
  return {
    ...(refused.includes('username') ? { username: notAllowedHere } : {}),
    ...(refused.includes('email') ? { email: notAllowedHere } : {}),
  }
}

export type SignedUp = { accountId: AccountId; isApproved: boolean }

/**
 * Makes an account with a login. The very first one becomes the owner and is let in whatever the registration mode.
 * `also` writes what belongs to it into the same transaction. `address`: where the request came from.
 */
export async function signUp(
  ctx: Context,
  input: SignUp & { address: string },
  also: (tx: Db, signedUp: SignedUp) => Promise<unknown> = async () => undefined,
): Promise<SignedUp | Failure> {
  const { registrations } = await loadInstance(ctx.db)
  const wouldBeFirst = !(await hasAnyUser(ctx.db))
  if (registrations === 'closed' && !wouldBeFirst) return forbidden('This action is not allowed')
  const refused = wouldBeFirst ? {} : await refusedHere(ctx, input)
  if (isFailure(refused)) return refused
  const problems = {
    ...(await takenAlready(ctx, input)),
    ...refused,
    ...signUpProblems(input, registrations === 'approval' && !wouldBeFirst),
  }
  if (Object.keys(problems).length > 0) return validationFailed(problems)
  const passwordHash = await hashPassword(input.password)
  if (isFailure(passwordHash)) return passwordHash

  return write(ctx, async (tx, emit) => {
    await takeSignUpTurn(tx)
    const isFirst = !(await hasAnyUser(tx))
    // Two strangers may both have come as the first; the second is held to the mode after all.
    if (wouldBeFirst && !isFirst) {
      if (registrations === 'closed') return forbidden('This action is not allowed')
      const late = signUpProblems(input, registrations === 'approval')
      if (Object.keys(late).length > 0) return validationFailed(late)
    }
    const now = ctx.clock.now()
    const isApproved = isFirst || registrations === 'open'
    const accountId = ctx.newId<AccountId>()
    if (!(await insertAccount(tx, { id: accountId, username: input.username, createdAt: now })))
      return taken('username')
    const isNew = await insertUser(tx, {
      account_id: accountId,
      email: input.email,
      password_hash: passwordHash,
      role: isFirst ? 'owner' : 'person',
      locale: canonicalLocale(input.locale) ?? '',
      sign_up_reason: input.reason.trim(),
      approved_at: isApproved ? now : null,
      created_at: now,
    })
    if (!isNew) return taken('email')
    await also(tx, { accountId, isApproved })
    emit({ type: 'account.created', origin: 'live', account: accountId })
    return { accountId, isApproved }
  })
}

// ---- Logging in

/** A new session; `token` goes into the cookie and is not kept. */
export type OpenedSession = { token: string }
type PendingLogin = { pending: true }

const doNotMatch = failing('unauthorized', (words) => words.noMatch)

async function findLogin(ctx: Context, name: string): Promise<Login | undefined> {
  const plain = name.trim().replace(/^@/, '')
  if (!plain.includes('@')) return findLoginByUsername(ctx.db, plain)
  const own = `@${ctx.domain}`
  const byEmail = await findLoginByEmail(ctx.db, plain)
  return (
    byEmail ??
    (plain.toLowerCase().endsWith(own) ? findLoginByUsername(ctx.db, plain.slice(0, -own.length)) : undefined)
  )
}

/** For somebody whose password has just been checked or chosen. */
export async function openSession(
  ctx: Context,
  tx: Db,
  accountId: AccountId,
  userAgent: string,
): Promise<OpenedSession> {
  const token = newSecret()
  const now = ctx.clock.now()
  await insertSession(tx, {
    token_hash: hashSecret(token),
    id: ctx.newId(),
    account_id: accountId,
    user_agent: userAgent.slice(0, 300),
    created_at: now,
    expires_at: new Date(now.getTime() + sessionMs),
  })
  return { token }
}

/**
 * By username or e-mail address. Nobody learns here whether a name has an account: unknown ones get the same answer
 * after the same work.
 */
export async function logIn(
  ctx: Context,
  { name, password, userAgent }: { name: string; password: string; userAgent: string },
): Promise<OpenedSession | PendingLogin | Failure> {
  const login = await findLogin(ctx, name)
  const matches = await verifyPassword(password, login?.password_hash)
  if (isFailure(matches)) return matches
  if (!matches || !login) return doNotMatch
  if (login.suspended_at) return failing('forbidden', (words) => words.suspended)
  if (!login.approved_at) return { pending: true }
  const session = await write(ctx, async (tx) => {
    const held = await holdLogin(tx, login.account_id)
    // The password was changed while this one was being checked.
    if (held?.password_hash !== login.password_hash) return doNotMatch
    return openSession(ctx, tx, login.account_id, userAgent)
  })
  if (!isFailure(session) && needsRehash(login.password_hash)) await rehash(ctx, login, password)
  return session
}

async function rehash(ctx: Context, login: Login, password: string) {
  const passwordHash = await hashPassword(password)
  if (!isFailure(passwordHash)) await replacePasswordHash(ctx.db, login.account_id, login.password_hash, passwordHash)
}

// ---- Passwords

export type PasswordChange = { current: string; wanted: string; userAgent: string }

/** Ends every other session and every app's access at once; this browser goes on with the session returned. */
export async function changePassword(
  ctx: Context,
  accountId: AccountId,
  change: PasswordChange,
): Promise<OpenedSession | Failure> {
  const problem = passwordProblem(change.wanted)
  if (problem) return invalid(`The new password ${problem.description}`, { password: [problem] })
  const login = await loadUser(ctx.db, accountId)
  const matches = await verifyPassword(change.current, login?.password_hash)
  if (isFailure(matches)) return matches
  const wrong = failing('invalid', (words) => words.wrongPassword, {
    current: [{ error: 'ERR_INVALID', description: 'is not right' }],
  })
  if (!matches || !login) return wrong
  const passwordHash = await hashPassword(change.wanted)
  if (isFailure(passwordHash)) return passwordHash
  return write(ctx, async (tx, emit) => {
    const held = await revokeAllAccess(tx, accountId)
    if (held?.password_hash !== login.password_hash) return wrong
    await setPasswordHash(tx, accountId, passwordHash)
    emit({ type: 'access.revoked', origin: 'live', account: accountId, tokens: 'all' })
    return openSession(ctx, tx, accountId, change.userAgent)
  })
}

const noLogin = (username: string) => failing('not-found', (words) => words.noLogin(username))

/** Four groups of five letters and digits, 99 bits; none that look alike. */
function randomPassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
  const group = () => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join('')
  return Array.from({ length: 4 }, group).join('-')
}

/** Gives a new password, to be told to the person, and ends everything the old one gave access to. */
export async function resetPassword(ctx: Context, username: string): Promise<string | Failure> {
  const login = await findLoginByUsername(ctx.db, username)
  if (!login) return noLogin(username)
  const password = randomPassword()
  const passwordHash = await hashPassword(password)
  if (isFailure(passwordHash)) return passwordHash
  return write(ctx, async (tx, emit) => {
    if (!(await revokeAllAccess(tx, login.account_id))) return noLogin(username)
    await setPasswordHash(tx, login.account_id, passwordHash)
    emit({ type: 'access.revoked', origin: 'live', account: login.account_id, tokens: 'all' })
    return password
  })
}

/** Logs a browser out. */
export async function endSession(ctx: Context, sessionHash: string): Promise<void> {
  await write<undefined>(ctx, async (tx, emit) => {
    const gone = await deleteSession(tx, sessionHash)
    if (gone) emit({ type: 'access.revoked', origin: 'live', account: gone.account_id, tokens: [gone.id] })
    return undefined
  })
}

/** Logs another of somebody's browsers out. */
export function endSessionById(ctx: Context, accountId: AccountId, id: Id): Promise<undefined | Failure> {
  return write<undefined>(ctx, async (tx, emit) => {
    if (!(await deleteSessionById(tx, accountId, id))) return notFound
    emit({ type: 'access.revoked', origin: 'live', account: accountId, tokens: [id] })
    return undefined
  })
}

/** Ends what one app holds of one person. */
export function endAccessOfApp(ctx: Context, accountId: AccountId, appId: Id): Promise<undefined | Failure> {
  return write<undefined>(ctx, async (tx, emit) => {
    const tokens = await deleteAppAccess(tx, accountId, appId)
    if (tokens.length === 0) return notFound
    emit({ type: 'access.revoked', origin: 'live', account: accountId, tokens })
    return undefined
  })
}

// ---- Letting people in

/** Writes what belongs to a decision into the same transaction; a failure undoes both. */
type Also = (tx: Db, accountId: AccountId) => Promise<Failure | undefined>
const nothingElse: Also = async () => undefined

export async function approve(ctx: Context, username: string, also: Also = nothingElse): Promise<'approved' | Failure> {
  const login = await findLoginByUsername(ctx.db, username)
  if (!login) return noLogin(username)
  return write(ctx, async (tx, emit) => {
    const locked = await lockLogin(tx, login.account_id)
    if (!locked) return noLogin(username)
    if (locked.approved_at) return failing('conflict', (words) => words.letInAlready(login.username))
    await setApproved(tx, login.account_id, ctx.clock.now())
    emit({ type: 'account.approved', origin: 'live', account: login.account_id })
    return (await also(tx, login.account_id)) ?? ('approved' as const)
  })
}

/** Takes back a sign-up that waits for approval. The name and the e-mail address are free again. */
export async function reject(ctx: Context, username: string, also: Also = nothingElse): Promise<'rejected' | Failure> {
  const login = await findLoginByUsername(ctx.db, username)
  if (!login) return noLogin(username)
  return write(ctx, async (tx, emit) => {
    const locked = await revokeAllAccess(tx, login.account_id)
    if (!locked) return noLogin(username)
    if (locked.approved_at) return failing('conflict', (words) => words.letInAlreadySuspend(login.username))
    await deleteLogin(tx, login.account_id)
    await discardAccount(tx, login.account_id)
    emit({ type: 'account.deleted', origin: 'live', account: login.account_id })
    return (await also(tx, login.account_id)) ?? ('rejected' as const)
  })
}
