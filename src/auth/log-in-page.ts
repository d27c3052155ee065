/**
 * GET  /auth/sign_in   showLogIn
 * POST /auth/sign_in   submitLogIn
 * POST /auth/sign_out  logOut
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { alert, field, hidden } from '../instance/form.ts'
import { linkTo } from '../instance/inline.ts'
import { page } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { failureSentence, failureStatus, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { endSession, logIn } from './actions.ts'
import { noSessionCookie, sessionCookie } from './cookies.ts'
import { deleteExpired } from './queries.ts'
import { safeReturnPath } from './redirect-uri.ts'

/** Missing and odd values are empty: the page says what is wrong. */
export const pageText = z.string().max(5_000).catch('')

/** Where to log in, coming back to `path` afterwards. `force`: also when somebody is logged in already. */
export function logInPath(path: string, { force = false } = {}): string {
  const query = new URLSearchParams({
    ...(path === '/' ? {} : { return_to: path }),
    ...(force ? { force: '1' } : {}),
  }).toString()
  return query ? `/auth/sign_in?${query}` : '/auth/sign_in'
}

type LogInForm = { words: Words; name: string; returnTo: string; message?: string; status?: number }

function logInPage(ctx: Context, { words, name, returnTo, message, status = 200 }: LogInForm): Reply {
  const { entry } = words
  const signUp = returnTo === '/' ? '/auth/sign_up' : `/auth/sign_up?${new URLSearchParams({ return_to: returnTo })}`
  return page(ctx, {
    title: entry.logIn,
    words,
    status,
    body: html`<div class="lanes">
      <div>
        <h1>${entry.logIn}</h1>
        <p class="soft">${returnTo.startsWith('/oauth/') ? entry.toYourAccountForApp(ctx.domain) : entry.toYourAccount(ctx.domain)}</p>
        <p>${entry.newHere(linkTo(signUp))}</p>
      </div>
      <form class="panel" method="post" action="/auth/sign_in">
        ${alert(message)}
        ${hidden({ return_to: returnTo })}
        ${field({ name: 'name', label: entry.nameOrEmail, value: name, autocomplete: 'username', verbatim: true })}
        ${field({ name: 'password', label: entry.password, type: 'password', autocomplete: 'current-password' })}
        <div class="actions"><button>${entry.logIn}</button></div>
        <p class="hint">${entry.forgotten}</p>
      </form>
    </div>`,
  })
}

const showInput = z.object({ return_to: pageText, force: booleanField.optional().catch(undefined) })

export const showLogIn = endpoint<Viewer | undefined, z.ZodType, typeof showInput>(
  { input: showInput },
  async ({ ctx, viewer, words, input }) => {
    const returnTo = safeReturnPath(input.return_to)
    return viewer && !input.force ? redirect(returnTo) : logInPage(ctx, { words, name: '', returnTo })
  },
)

export function waitingPage(ctx: Context, words: Words): Reply {
  const { entry } = words
  return page(ctx, {
    title: entry.waiting,
    words,
    body: html`<div class="message">
      <h1>${entry.waiting}</h1>
      <p class="lead">${entry.waitingText(ctx.domain)}</p>
      <p>${entry.waitingNext(linkTo('/auth/sign_in'))}</p>
    </div>`,
  })
}

const logInInput = z.object({ name: pageText, password: pageText, return_to: pageText })

export const submitLogIn = endpoint<Viewer | undefined, z.ZodType, typeof logInInput>(
  { input: logInInput },
  async ({ ctx, words, input, headers, sessionHash }) => {
    const { name, password } = input
    const returnTo = safeReturnPath(input.return_to)
    const session = await logIn(ctx, { name, password, userAgent: headers.get('user-agent') ?? '' })
    if (isFailure(session))
      return logInPage(ctx, {
        words,
        name,
        returnTo,
        message: failureSentence(session, words),
        status: failureStatus[session.failure],
      })
    if ('pending' in session) return waitingPage(ctx, words)
    if (sessionHash) await endSession(ctx, sessionHash)
    await deleteExpired(ctx.db, ctx.clock.now())
    return redirect(returnTo, { 'set-cookie': sessionCookie(ctx, session.token) })
  },
)

export const logOut = endpoint<Viewer | undefined>({}, async ({ ctx, sessionHash }) => {
  if (sessionHash) await endSession(ctx, sessionHash)
  return redirect('/', { 'set-cookie': noSessionCookie(ctx) })
})
