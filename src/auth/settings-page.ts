/**
 * GET  /settings?plain                showSettings (without it the web app answers, where there is one)
 * GET  /settings/…                    leadToSettings: for what only the app shows
 * POST /settings/password             submitPassword
 * POST /settings/privacy              submitPrivacy
 * POST /settings/sessions/:id/revoke  endSession
 * POST /settings/apps/:id/revoke      endAppAccess
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { alert, checkbox, type FormErrors, field, notice } from '../instance/form.ts'
import { type Html, page } from '../instance/layout.ts'
import { localeFor } from '../messages/locale.ts'
import { wordsIn } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { failureStatus, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { idSchema } from '../platform/ids.ts'
import { changePassword, endAccessOfApp, endSessionById } from './actions.ts'
import { type AuthorizedApp, listAuthorizedApps } from './app-queries.ts'
import { browserName } from './browser-name.ts'
import { sessionCookie } from './cookies.ts'
import { logInPath, pageText } from './log-in-page.ts'
import { passwordLimits } from './password.ts'
import { listSessions, loadUser, type Session, updatePreferences } from './queries.ts'
import { scopesInWords } from './scopes.ts'

/** What has just been done, as it stands in the address after a form. */
const doneWords = {
  password: 'passwordChanged',
  privacy: 'saved',
  session: 'deviceLoggedOut',
  app: 'accessEnded',
} as const

type Shown = { done?: keyof typeof doneWords | undefined; errors?: FormErrors; message?: string; status?: number }

function day(date: Date, timeZone: string): Html {
  const text = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone }).format(date)
  return html`<time datetime="${date.toISOString()}">${text}</time>`
}

function passwordSection(errors: FormErrors, message: string | undefined) {
  return html`<section class="lanes" aria-labelledby="password-title">
    <div>
      <h2 id="password-title">Password</h2>
      <p class="soft">Changing it logs out every other device and every app at once.</p>
    </div>
    <form class="panel" method="post" action="/settings/password">
      ${alert(message)}
      ${field({ name: 'current', label: 'Current password', type: 'password', error: errors.current, autocomplete: 'current-password' })}
      ${field({ name: 'password', label: 'New password', type: 'password', hint: `At least ${passwordLimits.fewestCharacters} characters.`, error: errors.password, autocomplete: 'new-password' })}
      <div class="actions"><button>Change password</button></div>
    </form>
  </section>`
}

function appsSection(apps: AuthorizedApp[], timeZone: string) {
  const row = (app: AuthorizedApp) => html`<li>
    <div>
      <p><strong>${app.name}</strong></p>
      <p class="meta">Since ${day(app.since, timeZone)}. ${scopesInWords(app.scopes).map(({ text }) => `${text}. `)}</p>
    </div>
    <form method="post" action="/settings/apps/${app.id}/revoke"><button class="plain small" aria-label="End access of ${app.name}">End access</button></form>
  </li>`
  return html`<section class="lanes" aria-labelledby="apps-title">
    <div>
      <h2 id="apps-title">Apps</h2>
      <p class="soft">These may use your account.</p>
    </div>
    <div class="panel">${apps.length > 0 ? html`<ul class="rows">${apps.map(row)}</ul>` : html`<p>No app has access yet. <a href="/">How to connect one</a></p>`}</div>
  </section>`
}

function sessionsSection(sessions: Session[], current: string | undefined, timeZone: string) {
  const row = (session: Session) => html`<li>
    <div>
      <p><strong>${browserName(session.user_agent)}</strong></p>
      <p class="meta">${session.token_hash === current ? 'This device, l' : 'L'}ogged in on ${day(session.created_at, timeZone)}</p>
    </div>
    ${
      session.token_hash === current
        ? ''
        : html`<form method="post" action="/settings/sessions/${session.id}/revoke"><button class="plain small" aria-label="Log out ${browserName(session.user_agent)}">Log out</button></form>`
    }
  </li>`
  return html`<section class="lanes" aria-labelledby="sessions-title">
    <div>
      <h2 id="sessions-title">Devices</h2>
      <p class="soft">Browsers in which you are logged in to these pages.</p>
    </div>
    <div class="panel"><ul class="rows">${sessions.map(row)}</ul></div>
  </section>`
}

function dataSection(recordDelivered: boolean) {
  return html`<section class="lanes" aria-labelledby="data-title">
    <div>
      <h2 id="data-title">Your data</h2>
      <p class="soft">Only you can see it.</p>
    </div>
    <div class="panel">
      <form method="post" action="/settings/privacy">
        ${checkbox({
          name: 'record_delivered',
          checked: recordDelivered,
          label: html`Count what my home channel brings me: how many posts of each person my apps have loaded, by day, for
            the last 180 days. It is what tells you later whom you never get to see.`,
        })}
        <div class="actions"><button class="small">Save</button></div>
      </form>
      <h2 id="export-title">Take it with you</h2>
      <p class="hint">Posts, follows with their reasons, notes, lists, blocks, mutes, bookmarks, filters and all else, in one file.</p>
      <p><a class="button plain" href="/settings/export/everything.json" download>Download everything (JSON)</a></p>
      <p class="hint">Everybody you follow, why, and since when.</p>
      <p><a class="button plain" href="/settings/export/follows.csv" download>Download whom I follow (CSV)</a></p>
      <h2>Leave</h2>
      <p class="hint">Your profile, your posts and all that belongs to you go for good.</p>
      <p><a class="button plain" href="/settings/delete?plain">Delete my account</a></p>
    </div>
  </section>`
}

async function settingsPage(
  ctx: Context,
  viewer: Viewer,
  sessionHash: string | undefined,
  shown: Shown,
): Promise<Reply> {
  const { done, errors = {}, message, status = 200 } = shown
  const [user, account, sessions, apps] = await Promise.all([
    loadUser(ctx.db, viewer.accountId),
    findAccount(ctx.db, viewer.accountId),
    listSessions(ctx.db, viewer.accountId, ctx.clock.now()),
    listAuthorizedApps(ctx.db, viewer.accountId),
  ])
  const timeZone = user?.time_zone ?? 'UTC'
  const locale = localeFor(viewer.locale, null)
  return page(ctx, {
    title: 'Settings',
    locale,
    viewer,
    status,
    body: html`<h1>Settings</h1>
      <p class="soft">You are @${account?.username} (${user?.email}). <a href="/settings">All settings</a> need JavaScript.</p>
      ${notice(done && wordsIn(locale).settings[doneWords[done]])}
      ${passwordSection(errors, message)}
      ${appsSection(apps, timeZone)}
      ${sessionsSection(sessions, sessionHash, timeZone)}
      ${dataSection(user?.record_delivered ?? false)}`,
  })
}

const doneInput = z.object({ done: z.enum(['password', 'privacy', 'session', 'app']).optional().catch(undefined) })

export const leadToSettings = endpoint<Viewer | undefined>({}, async ({ viewer }) =>
  redirect(viewer ? '/settings?plain' : logInPath('/settings')),
)

export const showSettings = endpoint<Viewer | undefined, z.ZodType, typeof doneInput>(
  { input: doneInput },
  async ({ ctx, viewer, input, sessionHash }) =>
    viewer ? settingsPage(ctx, viewer, sessionHash, input) : redirect(logInPath('/settings')),
)

const passwordInput = z.object({ current: pageText, password: pageText })

export const submitPassword = endpoint<Viewer | undefined, z.ZodType, typeof passwordInput>(
  { input: passwordInput },
  async ({ ctx, viewer, input, sessionHash, headers }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    const userAgent = headers.get('user-agent') ?? ''
    const session = await changePassword(ctx, viewer.accountId, {
      current: input.current,
      wanted: input.password,
      userAgent,
    })
    if (!isFailure(session))
      return redirect('/settings?plain&done=password', { 'set-cookie': sessionCookie(ctx, session.token) })
    const labels: Record<string, string> = { current: 'The current password', password: 'The new password' }
    const errors = Object.fromEntries(
      Object.entries(session.details ?? {}).map(([name, list]) => [name, `${labels[name]} ${list[0]?.description}.`]),
    )
    const message = session.details
      ? 'Your password is still the old one: look at what is marked below.'
      : session.message
    return settingsPage(ctx, viewer, sessionHash, { errors, message, status: failureStatus[session.failure] })
  },
)

const privacyInput = z.object({ record_delivered: booleanField.optional().catch(undefined) })

export const submitPrivacy = endpoint<Viewer | undefined, z.ZodType, typeof privacyInput>(
  { input: privacyInput },
  async ({ ctx, viewer, input }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    await updatePreferences(ctx.db, viewer.accountId, { record_delivered: input.record_delivered === true })
    return redirect('/settings?plain&done=privacy')
  },
)

const idParams = z.object({ id: idSchema })

export const endSession = endpoint<Viewer | undefined, typeof idParams>(
  { params: idParams },
  async ({ ctx, viewer, params }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    const ended = await endSessionById(ctx, viewer.accountId, params.id)
    return isFailure(ended) ? ended : redirect('/settings?plain&done=session')
  },
)

export const endAppAccess = endpoint<Viewer | undefined, typeof idParams>(
  { params: idParams },
  async ({ ctx, viewer, params }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    const ended = await endAccessOfApp(ctx, viewer.accountId, params.id)
    return isFailure(ended) ? ended : redirect('/settings?plain&done=app')
  },
)
