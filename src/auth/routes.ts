/**
 * POST /api/v1/apps                            registerAppEndpoint
 * GET  /api/v1/apps/verify_credentials         showOwnApp
 * POST /oauth/token                            token
 * POST /oauth/revoke                           revoke
 * GET  /oauth/userinfo                         userInfo
 * GET  /.well-known/oauth-authorization-server authorizationServer
 * POST /api/v1/accounts                        registerAccount
 */
import { z } from 'zod'
import { accountUri, accountUrl, presentAccount } from '../accounts/present.ts'
import { findAccount } from '../accounts/queries.ts'
import { forbidden, isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, type Reply, scopes, type Viewer } from '../platform/http.ts'
import { signUp } from './actions.ts'
import { appInput } from './app.ts'
import { findApp } from './app-queries.ts'
import {
  authenticateClient,
  type ClientCredentials,
  exchangeCode,
  grantClientCredentials,
  type IssuedToken,
  isOAuthError,
  issueToken,
  type OAuthError,
  registerApp,
  revokeToken,
} from './oauth-actions.ts'
import { presentApp, presentCredentialApp, presentToken } from './present.ts'

type Anyone = Viewer | undefined

export const registerAppEndpoint = endpoint<Anyone, z.ZodType, typeof appInput>(
  { input: appInput },
  async ({ ctx, input }) => {
    const { app, secret } = await registerApp(ctx, input)
    return json(presentCredentialApp(app, secret))
  },
)

export const showOwnApp = endpoint<Anyone>({}, async ({ ctx, grant }) => {
  const app = grant?.clientId ? await findApp(ctx.db, grant.clientId) : undefined
  return app ? json(presentApp(app)) : notFound
})

// ---- OAuth has its own shape of errors (RFC 6749, 5.2)

const uncached = { 'cache-control': 'no-store', pragma: 'no-cache' }

/** Whoever tried HTTP Basic is told so in its own terms. */
function oauthErrorReply({ oauthError, description }: OAuthError, headers: Headers): Reply {
  const statuses: Partial<Record<OAuthError['oauthError'], number>> = { invalid_client: 401, unauthorized_client: 403 }
  const status = statuses[oauthError] ?? 400
  const challenge: Record<string, string> =
    status === 401 && headers.has('authorization') ? { 'www-authenticate': 'Basic realm="OAuth"' } : {}
  return json({ error: oauthError, error_description: description }, { ...uncached, ...challenge }, status)
}

const field = z.string().max(4_000).optional().catch(undefined)
const tokenInput = z.object({
  grant_type: field,
  client_id: field,
  client_secret: field,
  code: field,
  redirect_uri: field,
  code_verifier: field,
  scope: field,
  token: field,
})

/** From HTTP Basic, whose parts are form-encoded, or else from the body. */
function clientCredentials(headers: Headers, input: z.output<typeof tokenInput>): ClientCredentials | undefined {
  const basic = /^Basic +([A-Za-z0-9+/=_-]+) *$/i.exec(headers.get('authorization') ?? '')
  if (!basic)
    return input.client_id && input.client_secret
      ? { clientId: input.client_id, clientSecret: input.client_secret }
      : undefined
  const [id, ...secret] = Buffer.from(basic[1]!, 'base64').toString().split(':')
  const decode = (text: string) => new URLSearchParams(`x=${text.replaceAll('&', '%26')}`).get('x') ?? ''
  return { clientId: decode(id ?? ''), clientSecret: decode(secret.join(':')) }
}

export const token = endpoint<Anyone, z.ZodType, typeof tokenInput>(
  { input: tokenInput },
  async ({ ctx, input, headers }) => {
    const app = await authenticateClient(ctx, clientCredentials(headers, input))
    if (isOAuthError(app)) return oauthErrorReply(app, headers)
    let issued: IssuedToken | OAuthError
    if (input.grant_type === 'authorization_code')
      issued = await exchangeCode(ctx, app, {
        code: input.code,
        redirectUri: input.redirect_uri,
        verifier: input.code_verifier || undefined,
      })
    else if (input.grant_type === 'client_credentials') issued = await grantClientCredentials(ctx, app, input.scope)
    else if (input.grant_type)
      issued = {
        oauthError: 'unsupported_grant_type',
        description: 'The authorization grant type is not supported by the authorization server.',
      }
    else issued = { oauthError: 'invalid_request', description: 'Missing required parameter: grant_type.' }
    return isOAuthError(issued) ? oauthErrorReply(issued, headers) : json(presentToken(issued), uncached)
  },
)

export const revoke = endpoint<Anyone, z.ZodType, typeof tokenInput>(
  { input: tokenInput },
  async ({ ctx, input, headers }) => {
    const app = await authenticateClient(ctx, clientCredentials(headers, input))
    if (isOAuthError(app)) return oauthErrorReply(app, headers)
    const refused = await revokeToken(ctx, app, input.token)
    return refused ? oauthErrorReply(refused, headers) : json({})
  },
)

/** OpenID Connect's claims about whoever the token stands for. */
export const userInfo = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  const account = await findAccount(ctx.db, viewer.accountId)
  if (!account) return notFound
  const { display_name, avatar } = presentAccount(ctx, account)
  return json({
    iss: `${ctx.origin}/`,
    sub: accountUri(ctx, account),
    name: display_name,
    preferred_username: account.username,
    profile: accountUrl(ctx, account),
    picture: avatar,
  })
})

/** RFC 8414, with Mastodon's `app_registration_endpoint`. */
export const authorizationServer = endpoint<Anyone>({}, async ({ ctx: { origin } }) =>
  json({
    issuer: `${origin}/`,
    authorization_endpoint: `${origin}/oauth/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    app_registration_endpoint: `${origin}/api/v1/apps`,
    revocation_endpoint: `${origin}/oauth/revoke`,
    userinfo_endpoint: `${origin}/oauth/userinfo`,
    scopes_supported: scopes,
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  }),
)

// ---- Signing up through an app

const text = z
  .string()
  .max(5_000)
  .nullish()
  .transform((value) => value ?? '')
const accountInput = z.object({
  username: text,
  email: text.transform((email) => email.trim()),
  password: text,
  reason: text,
  agreement: booleanField.optional().catch(undefined),
  locale: text,
})

export const registerAccount = endpoint<Anyone, z.ZodType, typeof accountInput>(
  { input: accountInput },
  async ({ ctx, input, grant, address }) => {
    const app = grant?.clientId ? await findApp(ctx.db, grant.clientId) : undefined
    if (!app || grant?.viewer) return forbidden('This method requires an client credentials authentication')
    let issued: IssuedToken | undefined
    const wanted = { ...input, agreement: input.agreement === true, address }
    const signedUp = await signUp(ctx, wanted, async (tx, { accountId }) => {
      issued = await issueToken(ctx, tx, { clientId: app.client_id, accountId, scopes: app.scopes })
    })
    if (isFailure(signedUp)) return signedUp
    return json(presentToken(issued!), uncached)
  },
)
