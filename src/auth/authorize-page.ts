/**
 * An app asks a person for access.
 * GET  /oauth/authorize  showAuthorize
 * POST /oauth/authorize  decideAuthorize
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { hidden } from '../instance/form.ts'
import { code as codeText, strong } from '../instance/inline.ts'
import { page } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
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

function strangerPage(ctx: Context, words: Words, viewer: Viewer | undefined): Reply {
  const { entry } = words
  return page(ctx, {
    title: entry.linkBroken,
    words,
    viewer,
    status: 400,
    body: html`<div class="message">
      <h1>${entry.linkBroken}</h1>
      <p>${entry.unknownApp(ctx.domain)}</p>
      <p>${entry.addAgain}</p>
    </div>`,
  })
}

/**
 * Anybody may register an app with any address, so an error alone sends nobody there (RFC 9700, 4.11.2): the person
 * is told, and may follow the link.
 */
function errorPage(
  ctx: Context,
  words: Words,
  viewer: Viewer | undefined,
  client: { app: Asked['app']; redirectUri: string },
  error: OAuthError,
  state: string | undefined,
): Reply {
  const { entry } = words
  const back = withParameters(client.redirectUri, {
    error: error.oauthError,
    error_description: error.description,
    state,
  })
  return page(ctx, {
    title: entry.theAppAskedWrongly,
    words,
    viewer,
    status: 400,
    body: html`<div class="message">
      <h1>${entry.askedWrongly(client.app.name)}</h1>
      <p lang="en">${error.description}</p>
      <p>${entry.tellMakers(codeText(error.oauthError))}</p>
      ${client.redirectUri === outOfBand ? '' : html`<p><a href="${back}" rel="noreferrer">${entry.returnTo(whereTo(words, client.redirectUri))}</a></p>`}
    </div>`,
  })
}

/** The part of the address by which a person can tell where they are sent. */
function whereTo({ entry }: Words, redirectUri: string): string {
  const url = new URL(redirectUri)
  return ['http:', 'https:'].includes(url.protocol) ? url.host : entry.theApp(url.protocol)
}

async function consentPage(
  ctx: Context,
  words: Words,
  viewer: Viewer,
  asked: Asked,
  request: AuthorizationRequest,
): Promise<Reply> {
  const { entry } = words
  const { app, redirectUri, scopes } = asked
  const account = await findAccount(ctx.db, viewer.accountId)
  const username = account?.username ?? ''
  return page(ctx, {
    title: entry.letIn(app.name),
    words,
    viewer,
    formsLeadTo: 'anywhere',
    body: html`<div class="lanes">
      <div>
        <h1>${entry.letIn(app.name)}</h1>
        <p>${entry.loggedInAs(strong, `@${username}`)}<br /><a href="${logInPath(pathOf(request), { force: true })}">${entry.useAnother}</a></p>
        ${app.website ? html`<p class="soft">${entry.comesFrom(html`<a href="${app.website}" rel="noreferrer nofollow">${new URL(app.website).host}</a>`)}</p>` : ''}
      </div>
      <form class="panel" method="post" action="/oauth/authorize">
        <h2>${entry.wouldBeAble}</h2>
        <ul class="scopes">
          ${scopesInWords(words, scopes).map(({ writes, text }) => html`<li class="${writes ? 'writes' : 'reads'}">${text}</li>`)}
        </ul>
        ${hidden(requestOf(request))}
        <div class="actions">
          <button name="decision" value="allow">${entry.allow}</button>
          <button class="plain" name="decision" value="refuse">${entry.refuse}</button>
        </div>
        <p class="hint">${redirectUri === outOfBand ? entry.seeCode : entry.goOnTo(strong, whereTo(words, redirectUri))}
          ${entry.endAnyTime}</p>
      </form>
    </div>`,
  })
}

function codePage(ctx: Context, words: Words, viewer: Viewer, asked: Asked, code: string): Reply {
  const { entry } = words
  return page(ctx, {
    title: entry.yourCode,
    words,
    viewer,
    body: html`<div class="lanes">
      <div>
        <h1>${entry.yourCode}</h1>
        <p>${entry.copyCode(asked.app.name)}</p>
      </div>
      <div class="panel">
        <h2 id="code-label">${entry.codeFor(asked.app.name)}</h2>
        <code class="code" aria-labelledby="code-label">${code}</code>
        <p class="hint">${entry.codeHint}</p>
      </div>
    </div>`,
  })
}

type Ready = { asked: Asked }

async function prepare(
  ctx: Context,
  words: Words,
  viewer: Viewer | undefined,
  request: AuthorizationRequest,
): Promise<Ready | Reply> {
  const client = await findClient(ctx, request)
  if (!client) return strangerPage(ctx, words, viewer)
  const asked = readRequest(client, request)
  return isOAuthError(asked) ? errorPage(ctx, words, viewer, client, asked, request.state) : { asked }
}

export const showAuthorize = endpoint<Viewer | undefined, z.ZodType, typeof showInput>(
  { input: showInput },
  async ({ ctx, viewer, words, input }) => {
    const ready = await prepare(ctx, words, viewer, input)
    if (!('asked' in ready)) return ready
    if (!viewer || input.force_login) return redirect(logInPath(pathOf(input), { force: input.force_login === true }))
    return consentPage(ctx, words, viewer, ready.asked, input)
  },
)

export const decideAuthorize = endpoint<Viewer | undefined, z.ZodType, typeof decideInput>(
  { input: decideInput },
  async ({ ctx, viewer, words, input, sessionHash }) => {
    const ready = await prepare(ctx, words, viewer, input)
    if (!('asked' in ready)) return ready
    const { asked } = ready
    const { redirectUri, state } = asked
    if (!viewer || !sessionHash) return redirect(logInPath(pathOf(input)))
    if (!input.decision) return consentPage(ctx, words, viewer, asked, input)
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
      ? codePage(ctx, words, viewer, asked, given.code)
      : redirect(withParameters(redirectUri, { code: given.code, state }))
  },
)
