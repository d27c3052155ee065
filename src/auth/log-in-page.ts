/**
 * GET  /auth/sign_in   showLogIn
 * POST /auth/sign_in   submitLogIn
 * POST /auth/sign_out  logOut
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { alert, field, hidden } from '../instance/form.ts'
import { page } from '../instance/layout.ts'
import type { Context } from '../platform/context.ts'
import { failureStatus, isFailure } from '../platform/failure.ts'
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

type LogInForm = { name: string; returnTo: string; message?: string; status?: number }

function logInPage(ctx: Context, { name, returnTo, message, status = 200 }: LogInForm): Reply {
  const signUp = returnTo === '/' ? '/auth/sign_up' : `/auth/sign_up?${new URLSearchParams({ return_to: returnTo })}`
  return page(ctx, {
    title: 'Log in',
    status,
    body: html`<div class="lanes">
      <div>
        <h1>Log in</h1>
        <p class="soft">to your account on ${ctx.domain}${returnTo.startsWith('/oauth/') ? ', then decide what the app may do' : ''}.</p>
        <p>New here? <a href="${signUp}">Sign up</a></p>
      </div>
      <form class="panel" method="post" action="/auth/sign_in">
        ${alert(message)}
        ${hidden({ return_to: returnTo })}
        ${field({ name: 'name', label: 'Username or e-mail address', value: name, autocomplete: 'username', verbatim: true })}
        ${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' })}
        <div class="actions"><button>Log in</button></div>
        <p class="hint">Forgotten it? The people who run this server can give you a new one.</p>
      </form>
    </div>`,
  })
}

const showInput = z.object({ return_to: pageText, force: booleanField.optional().catch(undefined) })

export const showLogIn = endpoint<Viewer | undefined, z.ZodType, typeof showInput>(
  { input: showInput },
  async ({ ctx, viewer, input }) => {
    const returnTo = safeReturnPath(input.return_to)
    return viewer && !input.force ? redirect(returnTo) : logInPage(ctx, { name: '', returnTo })
  },
)

export function waitingPage(ctx: Context): Reply {
  return page(ctx, {
    title: 'Waiting for approval',
    body: html`<div class="message">
      <h1>Waiting for approval</h1>
      <p class="lead">Your account is made. Somebody who runs ${ctx.domain} reads your reason and lets you in.</p>
      <p>You need not do anything. Come back later and <a href="/auth/sign_in">log in</a>.</p>
    </div>`,
  })
}

const logInInput = z.object({ name: pageText, password: pageText, return_to: pageText })

export const submitLogIn = endpoint<Viewer | undefined, z.ZodType, typeof logInInput>(
  { input: logInInput },
  async ({ ctx, input, headers, sessionHash }) => {
    const { name, password } = input
    const returnTo = safeReturnPath(input.return_to)
    const session = await logIn(ctx, { name, password, userAgent: headers.get('user-agent') ?? '' })
    if (isFailure(session))
      return logInPage(ctx, { name, returnTo, message: session.message, status: failureStatus[session.failure] })
    if ('pending' in session) return waitingPage(ctx)
    if (sessionHash) await endSession(ctx, sessionHash)
    await deleteExpired(ctx.db, ctx.clock.now())
    return redirect(returnTo, { 'set-cookie': sessionCookie(ctx, session.token) })
  },
)

export const logOut = endpoint<Viewer | undefined>({}, async ({ ctx, sessionHash }) => {
  if (sessionHash) await endSession(ctx, sessionHash)
  return redirect('/', { 'set-cookie': noSessionCookie(ctx) })
})
