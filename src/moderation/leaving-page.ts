/**
 * Deleting one's own account, with the password once more.
 * POST /api/twoway/v1/account/delete  deleteOwnAccount (for the web app alone)
 * GET  /settings/delete               showLeaving
 * POST /settings/delete               submitLeaving
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { confirmPassword } from '../auth/confirmed.ts'
import { noSessionCookie } from '../auth/cookies.ts'
import { logInPath, pageText } from '../auth/log-in-page.ts'
import { alert, field } from '../instance/form.ts'
import { page } from '../instance/layout.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failureStatus } from '../platform/failure.ts'
import { endpoint, json, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { deleteAccount } from './actions.ts'

async function leave(ctx: Context, { accountId }: Viewer, password: string): Promise<Failure | undefined> {
  const wrong = await confirmPassword(ctx, accountId, password)
  return wrong ?? deleteAccount(ctx, { by: accountId, target: accountId })
}

const leaveInput = z.object({ current: z.string('must be text').max(5_000) })

export const deleteOwnAccount = endpoint<Viewer, z.ZodType, typeof leaveInput>(
  { input: leaveInput },
  async ({ ctx, viewer, input }) => {
    const refused = await leave(ctx, viewer, input.current)
    if (refused) return refused
    const answer = json({})
    return { ...answer, headers: { ...answer.headers, 'set-cookie': noSessionCookie(ctx) } }
  },
)

async function leavingPage(ctx: Context, viewer: Viewer, failure?: Failure): Promise<Reply> {
  const account = await findAccount(ctx.db, viewer.accountId)
  const isWrongPassword = failure?.details?.current !== undefined
  return page(ctx, {
    title: 'Delete your account',
    viewer,
    status: failure ? failureStatus[failure.failure] : 200,
    body: html`<div class="lanes">
      <div>
        <h1>Delete your account</h1>
        <p class="lead">For good: nobody can bring it back, also not those who run this server.</p>
        <ul class="facts">
          <li>Your profile and every post of yours are gone for everybody at once. Pictures, follows, lists, notes and
            messages are erased after that, within minutes.</li>
          <li>The name @${account?.username} stays yours: nobody else can take it.</li>
          <li>You are logged out everywhere, and every app loses its access.</li>
        </ul>
        <p><a href="/settings?plain#export-title">Take everything with you first</a></p>
      </div>
      <form class="panel" method="post" action="/settings/delete">
        ${alert(failure && !isWrongPassword ? failure.message : undefined)}
        ${field({ name: 'current', label: 'Your password', type: 'password', error: isWrongPassword ? 'That is not your password.' : undefined, autocomplete: 'current-password' })}
        <div class="actions"><button>Delete my account</button> <a href="/settings?plain">Keep it</a></div>
      </form>
    </div>`,
  })
}

export const showLeaving = endpoint<Viewer | undefined>({}, async ({ ctx, viewer }) =>
  viewer ? leavingPage(ctx, viewer) : redirect(logInPath('/settings/delete')),
)

const formInput = z.object({ current: pageText })

export const submitLeaving = endpoint<Viewer | undefined, z.ZodType, typeof formInput>(
  { input: formInput },
  async ({ ctx, viewer, input }) => {
    if (!viewer) return redirect(logInPath('/settings/delete'))
    const refused = await leave(ctx, viewer, input.current)
    return refused ? leavingPage(ctx, viewer, refused) : redirect('/', { 'set-cookie': noSessionCookie(ctx) })
  },
)
