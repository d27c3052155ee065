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
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failureSentence, failureStatus } from '../platform/failure.ts'
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

async function leavingPage(ctx: Context, words: Words, viewer: Viewer, failure?: Failure): Promise<Reply> {
  const account = await findAccount(ctx.db, viewer.accountId)
  const { settings } = words
  const isWrongPassword = failure?.details?.current !== undefined
  return page(ctx, {
    title: settings.sections.delete.title,
    words,
    viewer,
    status: failure ? failureStatus[failure.failure] : 200,
    body: html`<div class="lanes">
      <div>
        <h1>${settings.sections.delete.title}</h1>
        <p class="lead">${settings.deleteLead}</p>
        <ul class="facts">${settings.deleteFacts(`@${account?.username}`).map((fact) => html`<li>${fact}</li>`)}</ul>
        <p><a href="/settings?plain#export-title">${settings.exportFirst}</a></p>
      </div>
      <form class="panel" method="post" action="/settings/delete">
        ${alert(failure && !isWrongPassword ? failureSentence(failure, words) : undefined)}
        ${field({ name: 'current', label: settings.yourPassword, type: 'password', error: isWrongPassword ? settings.wrongPassword : undefined, autocomplete: 'current-password' })}
        <div class="actions"><button>${settings.deleteAccount}</button> <a href="/settings?plain">${settings.keepIt}</a></div>
      </form>
    </div>`,
  })
}

export const showLeaving = endpoint<Viewer | undefined>({}, async ({ ctx, viewer, words }) =>
  viewer ? leavingPage(ctx, words, viewer) : redirect(logInPath('/settings/delete')),
)

const formInput = z.object({ current: pageText })

export const submitLeaving = endpoint<Viewer | undefined, z.ZodType, typeof formInput>(
  { input: formInput },
  async ({ ctx, viewer, words, input }) => {
    if (!viewer) return redirect(logInPath('/settings/delete'))
    const refused = await leave(ctx, viewer, input.current)
    return refused ? leavingPage(ctx, words, viewer, refused) : redirect('/', { 'set-cookie': noSessionCookie(ctx) })
  },
)
