/** What apps do: register, ask a person for access, and turn the answer into a token (OAuth 2, RFC 6749 and 7636). */
import { createHash } from 'node:crypto'
import { minuteMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { isFailure, notFound } from '../platform/failure.ts'
import type { AccountId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import type { AppRegistration } from './app.ts'
import {
  type App,
  deleteToken,
  findApp,
  findCodeOwner,
  findTokenClient,
  insertApp,
  insertCode,
  insertToken,
  takeCode,
} from './app-queries.ts'
import { holdLogin, isSessionOf } from './queries.ts'
import { mayRedirectTo } from './redirect-uri.ts'
import { coversScopes, defaultScopes, parseScopes } from './scopes.ts'
import { hashSecret, isSecretOf, newSecret } from './secrets.ts'

/** The closed list of RFC 6749's errors that we answer with. */
export type OAuthError = {
  oauthError:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unauthorized_client'
    | 'unsupported_grant_type'
    | 'unsupported_response_type'
    | 'access_denied'
  description: string
}

export function isOAuthError(value: unknown): value is OAuthError {
  return typeof value === 'object' && value !== null && 'oauthError' in value
}

const invalidScope: OAuthError = {
  oauthError: 'invalid_scope',
  description: 'The requested scope is invalid, unknown, or malformed.',
}
const invalidGrant: OAuthError = {
  oauthError: 'invalid_grant',
  description:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
}
const invalidClient: OAuthError = {
  oauthError: 'invalid_client',
  description:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
}

// ---- Apps

/** The secret is told once, here. */
export async function registerApp(ctx: Context, registration: AppRegistration): Promise<{ app: App; secret: string }> {
  const secret = newSecret()
  const app: App = {
    client_id: newSecret(),
    id: ctx.newId(),
    secret_hash: hashSecret(secret),
    name: registration.client_name,
    website: registration.website,
    redirect_uris: registration.redirect_uris,
    scopes: registration.scopes,
    created_at: ctx.clock.now(),
  }
  await insertApp(ctx.db, app)
  return { app, secret }
}

export type ClientCredentials = { clientId: string; clientSecret: string }

export async function authenticateClient(
  ctx: Context,
  credentials: ClientCredentials | undefined,
): Promise<App | OAuthError> {
  const app = credentials && (await findApp(ctx.db, credentials.clientId))
  return app && isSecretOf(credentials.clientSecret, app.secret_hash) ? app : invalidClient
}

// ---- A person's decision

export type AuthorizationRequest = {
  response_type?: string | undefined
  client_id?: string | undefined
  redirect_uri?: string | undefined
  scope?: string | undefined
  state?: string | undefined
  code_challenge?: string | undefined
  code_challenge_method?: string | undefined
}

export type Asked = {
  app: App
  redirectUri: string
  scopes: string[]
  state: string | undefined
  codeChallenge: string | null
}

/** Undefined: the browser must not be sent anywhere, for nobody vouches for the address. */
export async function findClient(
  ctx: Context,
  request: AuthorizationRequest,
): Promise<{ app: App; redirectUri: string } | undefined> {
  const app = request.client_id ? await findApp(ctx.db, request.client_id) : undefined
  const redirectUri = request.redirect_uri
  return app && redirectUri && mayRedirectTo(app.redirect_uris, redirectUri) ? { app, redirectUri } : undefined
}

/** What the app asks for, or the error to send back to it. */
export function readRequest(
  { app, redirectUri }: { app: App; redirectUri: string },
  request: AuthorizationRequest,
): Asked | OAuthError {
  if (request.response_type !== 'code')
    return {
      oauthError: 'unsupported_response_type',
      description: 'The authorization server does not support this response type.',
    }
  const scopes = request.scope?.trim() ? parseScopes(request.scope) : defaultScopes
  if (!scopes || !coversScopes(app.scopes, scopes)) return invalidScope
  const challenge = request.code_challenge || null
  const method = request.code_challenge_method
  if (challenge === null ? method !== undefined && method !== '' : method !== 'S256')
    return { oauthError: 'invalid_request', description: 'The code_challenge_method must be S256.' }
  if (challenge !== null && !/^[A-Za-z0-9_-]{43}$/.test(challenge))
    return { oauthError: 'invalid_request', description: 'The code_challenge must be a SHA-256 hash in base64url.' }
  return { app, redirectUri, scopes: [...scopes], state: request.state, codeChallenge: challenge }
}

const codeMs = 10 * minuteMs

/** A code for the app, given by the person of this session. Not found: the session has ended in the meantime. */
export async function giveCode(ctx: Context, asked: Asked, person: { accountId: AccountId; sessionHash: string }) {
  const code = newSecret()
  return write(ctx, async (tx) => {
    const held = await holdLogin(tx, person.accountId)
    if (!held || !(await isSessionOf(tx, person.sessionHash, person.accountId))) return notFound
    const now = ctx.clock.now()
    await insertCode(tx, {
      code_hash: hashSecret(code),
      client_id: asked.app.client_id,
      account_id: person.accountId,
      redirect_uri: asked.redirectUri,
      scopes: asked.scopes,
      code_challenge: asked.codeChallenge,
      created_at: now,
      expires_at: new Date(now.getTime() + codeMs),
    })
    return { code }
  })
}

// ---- Tokens

export type IssuedToken = { token: string; scopes: readonly string[]; createdAt: Date }

export async function issueToken(
  ctx: Context,
  tx: Db,
  { clientId, accountId, scopes }: { clientId: string; accountId: AccountId | null; scopes: readonly string[] },
): Promise<IssuedToken> {
  const token = newSecret()
  const createdAt = ctx.clock.now()
  await insertToken(tx, {
    token_hash: hashSecret(token),
    id: ctx.newId(),
    client_id: clientId,
    account_id: accountId,
    scopes: [...scopes],
    created_at: createdAt,
  })
  return { token, scopes, createdAt }
}

function matchesChallenge(challenge: string | null, verifier: string | undefined): boolean {
  // A verifier without a challenge means that somebody took the challenge out of the request (RFC 9700, 4.8).
  if (challenge === null || verifier === undefined) return challenge === null && verifier === undefined
  return (
    /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) &&
    createHash('sha256').update(verifier).digest('base64url') === challenge
  )
}

export type Exchange = { code?: string | undefined; redirectUri?: string | undefined; verifier?: string | undefined }

/** A code for a token. The code is used up by the try, whether it succeeds or not. */
export async function exchangeCode(ctx: Context, app: App, exchange: Exchange): Promise<IssuedToken | OAuthError> {
  const codeHash = hashSecret(exchange.code ?? '')
  const accountId = await findCodeOwner(ctx.db, codeHash, app.client_id)
  if (accountId === undefined) return invalidGrant
  const issued = await write<IssuedToken | OAuthError>(ctx, async (tx) => {
    const login = await holdLogin(tx, accountId)
    const code = await takeCode(tx, codeHash, app.client_id)
    const isGood =
      login?.approved_at &&
      code &&
      code.expires_at > ctx.clock.now() &&
      code.redirect_uri === exchange.redirectUri &&
      matchesChallenge(code.code_challenge, exchange.verifier)
    if (!isGood) return invalidGrant
    return issueToken(ctx, tx, { clientId: app.client_id, accountId, scopes: code.scopes })
  })
  return isFailure(issued) ? invalidGrant : issued
}

/** A token for the app itself, which stands for no person. */
export async function grantClientCredentials(
  ctx: Context,
  app: App,
  scope: string | undefined,
): Promise<IssuedToken | OAuthError> {
  const scopes = scope?.trim() ? parseScopes(scope) : defaultScopes
  if (!scopes || !coversScopes(app.scopes, scopes)) return invalidScope
  return issueToken(ctx, ctx.db, { clientId: app.client_id, accountId: null, scopes })
}

/** Gone when this returns undefined, also when it never was there. */
export async function revokeToken(ctx: Context, app: App, token: string | undefined): Promise<OAuthError | undefined> {
  const tokenHash = hashSecret(token ?? '')
  const owner = token ? await findTokenClient(ctx.db, tokenHash) : undefined
  if (!token || (owner !== undefined && owner !== app.client_id))
    return { oauthError: 'unauthorized_client', description: 'You are not authorized to revoke this token' }
  await write(ctx, async (tx, emit) => {
    const gone = await deleteToken(tx, tokenHash, app.client_id)
    if (gone?.account_id) emit({ type: 'access.revoked', origin: 'live', account: gone.account_id, tokens: [gone.id] })
  })
  return undefined
}
