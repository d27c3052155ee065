/**
 * An app asks a person for access.
 * GET  /oauth/authorize  showAuthorize
 * POST /oauth/authorize  decideAuthorize
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { hidden } from '../instance/form.ts'
import { page } from '../instance/layout.ts'
import type { Context } from '../platform/context.ts'
import { isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { logInPath } from './log-in-page.ts'
import {
  type Asked,
  type AuthorizationRequest,
  findClient,
  giveCode,
  isOAuthError,
  type OAuthError,
  readRequest,
} from './oauth-actions.ts'
import { outOfBand, withParameters } from './redirect-uri.ts'
import { scopesInWords } from './scopes.ts'

const field = z.string().max(4_000).optional().catch(undefined)
const requestFields = {
  response_type: field,
  client_id: field,
  redirect_uri: field,
  scope: field,
  state: field,
  code_challenge: field,
  code_challenge_method: field,
}
const showInput = z.object({ ...requestFields, force_login: booleanField.optional().catch(undefined) })
const decideInput = z.object({ ...requestFields, decision: z.enum(['allow', 'refuse']).optional().catch(undefined) })

function requestOf(input: AuthorizationRequest): Record<string, string> {
  const fields = Object.keys(requestFields).map((name) => [name, input[name as keyof AuthorizationRequest]])
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined))
}

const pathOf = (input: AuthorizationRequest) => `/oauth/authorize?${new URLSearchParams(requestOf(input))}`

function strangerPage(ctx: Context, viewer: Viewer | undefined): Reply {
  return page(ctx, {
    title: 'This link does not work',
    viewer,
    status: 400,
    body: html`<div class="message">
      <h1>This link does not work</h1>
      <p>The app that sent you here is unknown to ${ctx.domain}, or asks to return to an address that it has not registered.</p>
      <p>Nothing has happened. Go back to the app, remove this account from it and add it again.</p>
    </div>`,
  })
}

/**
 * Anybody may register an app with any address, so an error alone sends nobody there (RFC 9700, 4.11.2): the person
 * is told, and may follow the link.
 */
function errorPage(
  ctx: Context,
  viewer: Viewer | undefined,
  client: { app: Asked['app']; redirectUri: string },
  error: OAuthError,
  state: string | undefined,
): Reply {
  const back = withParameters(client.redirectUri, {
    error: error.oauthError,
    error_description: error.description,
    state,
  })
  return page(ctx, {
    title: 'The app asked in a way that does not work',
    viewer,
    status: 400,
    body: html`<div class="message">
      <h1>${client.app.name} asked in a way that does not work</h1>
      <p>${error.description}</p>
      <p>Nothing has happened. Its makers should know of this: <code>${error.oauthError}</code>.</p>
      ${client.redirectUri === outOfBand ? '' : html`<p><a href="${back}" rel="noreferrer">Return to ${whereTo(client.redirectUri)}</a></p>`}
    </div>`,
  })
}

/** The part of the address by which a person can tell where they are sent. */
function whereTo(redirectUri: string): string {
  const url = new URL(redirectUri)
  return ['http:', 'https:'].includes(url.protocol) ? url.host : `the app (${url.protocol}//)`
}

async function consentPage(ctx: Context, viewer: Viewer, asked: Asked, request: AuthorizationRequest): Promise<Reply> {
  const { app, redirectUri, scopes } = asked
  const account = await findAccount(ctx.db, viewer.accountId)
  const username = account?.username ?? ''
  return page(ctx, {
    title: `Let ${app.name} in?`,
    viewer,
    formsLeadTo: 'anywhere',
    body: html`<div class="lanes">
      <div>
        <h1>Let ${app.name} in?</h1>
        <p>You are logged in as <strong>@${username}</strong>.<br /><a href="${logInPath(pathOf(request), { force: true })}">Use another account</a></p>
        ${app.website ? html`<p class="soft">The app says that it comes from <a href="${app.website}" rel="noreferrer nofollow">${new URL(app.website).host}</a>.</p>` : ''}
      </div>
      <form class="panel" method="post" action="/oauth/authorize">
        <h2>It would be able to</h2>
        <ul class="scopes">
          ${scopesInWords(scopes).map(({ writes, text }) => html`<li class="${writes ? 'writes' : 'reads'}">${text}</li>`)}
        </ul>
        ${hidden(requestOf(request))}
        <div class="actions">
          <button name="decision" value="allow">Let it in</button>
          <button class="plain" name="decision" value="refuse">Refuse</button>
        </div>
        <p class="hint">${redirectUri === outOfBand ? 'You will see a code to copy into the app.' : html`Either way you go on to <strong>${whereTo(redirectUri)}</strong>.`}
          You can end its access in your settings at any time. It never learns your password.</p>
      </form>
    </div>`,
  })
}

function codePage(ctx: Context, viewer: Viewer, asked: Asked, code: string): Reply {
  return page(ctx, {
    title: 'Your code',
    viewer,
    body: html`<div class="lanes">
      <div>
        <h1>Your code</h1>
        <p>Copy it into ${asked.app.name}. It works once, within ten minutes.</p>
      </div>
      <div class="panel">
        <h2 id="code-label">Code for ${asked.app.name}</h2>
        <code class="code" aria-labelledby="code-label">${code}</code>
        <p class="hint">Give it to nobody else: it opens your account.</p>
      </div>
    </div>`,
  })
}

type Ready = { asked: Asked }

async function prepare(
  ctx: Context,
  viewer: Viewer | undefined,
  request: AuthorizationRequest,
): Promise<Ready | Reply> {
  const client = await findClient(ctx, request)
  if (!client) return strangerPage(ctx, viewer)
  const asked = readRequest(client, request)
  return isOAuthError(asked) ? errorPage(ctx, viewer, client, asked, request.state) : { asked }
}

export const showAuthorize = endpoint<Viewer | undefined, z.ZodType, typeof showInput>(
  { input: showInput },
  async ({ ctx, viewer, input }) => {
    const ready = await prepare(ctx, viewer, input)
    if (!('asked' in ready)) return ready
    if (!viewer || input.force_login) return redirect(logInPath(pathOf(input), { force: input.force_login === true }))
    return consentPage(ctx, viewer, ready.asked, input)
  },
)

export const decideAuthorize = endpoint<Viewer | undefined, z.ZodType, typeof decideInput>(
  { input: decideInput },
  async ({ ctx, viewer, input, sessionHash }) => {
    const ready = await prepare(ctx, viewer, input)
    if (!('asked' in ready)) return ready
    const { asked } = ready
    const { redirectUri, state } = asked
    if (!viewer || !sessionHash) return redirect(logInPath(pathOf(input)))
    if (!input.decision) return consentPage(ctx, viewer, asked, input)
    if (input.decision === 'refuse') {
      if (redirectUri === outOfBand) return redirect('/')
      return redirect(
        withParameters(redirectUri, {
          error: 'access_denied',
          error_description: 'The resource owner or authorization server denied the request.',
          state,
        }),
      )
    }
    const given = await giveCode(ctx, asked, { accountId: viewer.accountId, sessionHash })
    if (isFailure(given)) return redirect(logInPath(pathOf(input)))
    return redirectUri === outOfBand
      ? codePage(ctx, viewer, asked, given.code)
      : redirect(withParameters(redirectUri, { code: given.code, state }))
  },
)
