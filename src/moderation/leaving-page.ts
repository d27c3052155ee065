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
import { localeFor } from '../messages/locale.ts'
import { wordsIn } from '../messages/words.ts'
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

async function leavingPage(ctx: Context, viewer: Viewer, headers: Headers, failure?: Failure): Promise<Reply> {
  const account = await findAccount(ctx.db, viewer.accountId)
  const locale = localeFor(viewer.locale, headers.get('accept-language'))
  const words = wordsIn(locale).settings
  const isWrongPassword = failure?.details?.current !== undefined
  return page(ctx, {
    title: words.sections.delete.title,
    locale,
    viewer,
    status: failure ? failureStatus[failure.failure] : 200,
    body: html`<div class="lanes">
      <div>
        <h1>${words.sections.delete.title}</h1>
        <p class="lead">${words.deleteLead}</p>
        <ul class="facts">${words.deleteFacts(`@${account?.username}`).map((fact) => html`<li>${fact}</li>`)}</ul>
        <p><a href="/settings?plain#export-title">${words.exportFirst}</a></p>
      </div>
      <form class="panel" method="post" action="/settings/delete">
        ${alert(failure && !isWrongPassword ? failure.message : undefined)}
        ${field({ name: 'current', label: words.yourPassword, type: 'password', error: isWrongPassword ? words.wrongPassword : undefined, autocomplete: 'current-password' })}
        <div class="actions"><button>${words.deleteAccount}</button> <a href="/settings?plain">Keep it</a></div>
      </form>
    </div>`,
  })
}

export const showLeaving = endpoint<Viewer | undefined>({}, async ({ ctx, viewer, headers }) =>
  viewer ? leavingPage(ctx, viewer, headers) : redirect(logInPath('/settings/delete')),
)

const formInput = z.object({ current: pageText })

export const submitLeaving = endpoint<Viewer | undefined, z.ZodType, typeof formInput>(
  { input: formInput },
  async ({ ctx, viewer, input, headers }) => {
    if (!viewer) return redirect(logInPath('/settings/delete'))
    const refused = await leave(ctx, viewer, input.current)
    return refused ? leavingPage(ctx, viewer, headers, refused) : redirect('/', { 'set-cookie': noSessionCookie(ctx) })
  },
)
