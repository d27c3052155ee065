/**
 * GET  /settings?plain                showSettings (without it the web app answers, where there is one)
 * GET  /settings/…                    leadToSettings: for what only the app shows
 * POST /settings/password             submitPassword
 * POST /settings/privacy              submitPrivacy
 * POST /settings/language             submitLanguage
 * POST /settings/sessions/:id/revoke  endSession
 * POST /settings/apps/:id/revoke      endAppAccess
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { findAccount } from '../accounts/queries.ts'
import { alert, checkbox, type FormErrors, field, notice } from '../instance/form.ts'
import { linkTo } from '../instance/inline.ts'
import { type Html, page } from '../instance/layout.ts'
import { chosenLocale, type Locale, localeNames, locales } from '../messages/locale.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { failureSentence, failureStatus, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { idSchema } from '../platform/ids.ts'
import { changePassword, endAccessOfApp, endSessionById } from './actions.ts'
import { type AuthorizedApp, listAuthorizedApps } from './app-queries.ts'
import { browserName } from './browser-name.ts'
import { sessionCookie } from './cookies.ts'
import { logInPath, pageText } from './log-in-page.ts'
import { passwordLimits } from './password.ts'
import { problemsInWords } from './problems.ts'
import { listSessions, loadUser, type Session, updatePreferences } from './queries.ts'
import { scopesInWords } from './scopes.ts'

/** What has just been done, as it stands in the address after a form. */
const doneWords = {
  password: 'passwordChanged',
  privacy: 'saved',
  language: 'saved',
  session: 'deviceLoggedOut',
  app: 'accessEnded',
} as const

type Shown = { done?: keyof typeof doneWords | undefined; errors?: FormErrors; message?: string; status?: number }

function day({ grammar }: Words, date: Date, timeZone: string): Html {
  return html`<time datetime="${date.toISOString()}">${grammar.dayIn(date, timeZone)}</time>`
}

function passwordSection({ settings }: Words, errors: FormErrors, message: string | undefined) {
  return html`<section class="lanes" aria-labelledby="password-title">
    <div>
      <h2 id="password-title">${settings.password}</h2>
      <p class="soft">${settings.passwordText}</p>
    </div>
    <form class="panel" method="post" action="/settings/password">
      ${alert(message)}
      ${field({ name: 'current', label: settings.currentPassword, type: 'password', error: errors.current, autocomplete: 'current-password' })}
      ${field({ name: 'password', label: settings.newPassword, type: 'password', hint: settings.atLeast(passwordLimits.fewestCharacters), error: errors.password, autocomplete: 'new-password' })}
      <div class="actions"><button>${settings.changePassword}</button></div>
    </form>
  </section>`
}

function appsSection(words: Words, apps: AuthorizedApp[], timeZone: string) {
  const { settings } = words
  const row = (app: AuthorizedApp) => html`<li>
    <div>
      <p><strong>${app.name}</strong></p>
      <p class="meta">${settings.sinceDay(day(words, app.since, timeZone))} ${scopesInWords(words, app.scopes).map(({ text }) => `${text}. `)}</p>
    </div>
    <form method="post" action="/settings/apps/${app.id}/revoke"><button class="plain small" aria-label="${settings.endAccessOf(app.name)}">${settings.endAccess}</button></form>
  </li>`
  return html`<section class="lanes" aria-labelledby="apps-title">
    <div>
      <h2 id="apps-title">${settings.apps}</h2>
      <p class="soft">${settings.appsText}</p>
    </div>
    <div class="panel">${apps.length > 0 ? html`<ul class="rows">${apps.map(row)}</ul>` : html`<p>${settings.noAppsYet(linkTo('/'))}</p>`}</div>
  </section>`
}

function sessionsSection(words: Words, sessions: Session[], current: string | undefined, timeZone: string) {
  const { settings } = words
  const row = (session: Session) => html`<li>
    <div>
      <p><strong>${browserName(words, session.user_agent)}</strong></p>
      <p class="meta">${(session.token_hash === current ? settings.loggedInHereOn : settings.loggedInOn)(day(words, session.created_at, timeZone))}</p>
    </div>
    ${
      session.token_hash === current
        ? ''
        : html`<form method="post" action="/settings/sessions/${session.id}/revoke"><button class="plain small" aria-label="${settings.logOutOf(browserName(words, session.user_agent))}">${settings.logOut}</button></form>`
    }
  </li>`
  return html`<section class="lanes" aria-labelledby="sessions-title">
    <div>
      <h2 id="sessions-title">${settings.devices}</h2>
      <p class="soft">${settings.devicesHint}</p>
    </div>
    <div class="panel"><ul class="rows">${sessions.map(row)}</ul></div>
  </section>`
}

function languageSection({ settings, common: { save } }: Words, chosen: Locale | '') {
  const choices = [['', settings.asBrowser], ...Object.entries(localeNames)]
  const option = ([value, name]: string[]) =>
    html`<option value="${value}"${value === chosen ? html` selected` : ''}>${name}</option>`
  return html`<section class="lanes" aria-labelledby="language-title">
    <div>
      <h2 id="language-title">${settings.locale}</h2>
      <p class="soft">${settings.localeHint}</p>
    </div>
    <form class="panel" method="post" action="/settings/language">
      <label>${settings.locale} <select name="locale">${choices.map(option)}</select></label>
      <div class="actions"><button class="small">${save}</button></div>
    </form>
  </section>`
}

function dataSection({ settings, common: { save } }: Words, recordDelivered: boolean) {
  return html`<section class="lanes" aria-labelledby="data-title">
    <div>
      <h2 id="data-title">${settings.yourData}</h2>
      <p class="soft">${settings.onlyYou}</p>
    </div>
    <div class="panel">
      <form method="post" action="/settings/privacy">
        ${checkbox({
          name: 'record_delivered',
          checked: recordDelivered,
          label: settings.recordLabel,
        })}
        <div class="actions"><button class="small">${save}</button></div>
      </form>
      <h2 id="export-title">${settings.sections.export.title}</h2>
      <p class="hint">${settings.everythingText}</p>
      <p><a class="button plain" href="/settings/export/everything.json" download>${settings.downloadEverything}</a></p>
      <p class="hint">${settings.followsText}</p>
      <p><a class="button plain" href="/settings/export/follows.csv" download>${settings.downloadFollows}</a></p>
      <h2>${settings.leave}</h2>
      <p class="hint">${settings.leaveText}</p>
      <p><a class="button plain" href="/settings/delete?plain">${settings.deleteAccount}</a></p>
    </div>
  </section>`
}

async function settingsPage(
  ctx: Context,
  words: Words,
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
  const { settings } = words
  return page(ctx, {
    title: settings.title,
    words,
    viewer,
    status,
    body: html`<h1>${settings.title}</h1>
      <p class="soft">${settings.youAre(`@${account?.username}`, user?.email ?? '')} ${settings.needScript(linkTo('/settings'))}</p>
      ${notice(done && settings[doneWords[done]])}
      ${passwordSection(words, errors, message)}
      ${appsSection(words, apps, timeZone)}
      ${sessionsSection(words, sessions, sessionHash, timeZone)}
      ${languageSection(words, chosenLocale(user?.locale ?? ''))}
      ${dataSection(words, user?.record_delivered ?? false)}`,
  })
}

const doneInput = z.object({
  done: z.enum(['password', 'privacy', 'language', 'session', 'app']).optional().catch(undefined),
})

export const leadToSettings = endpoint<Viewer | undefined>({}, async ({ viewer }) =>
  redirect(viewer ? '/settings?plain' : logInPath('/settings')),
)

export const showSettings = endpoint<Viewer | undefined, z.ZodType, typeof doneInput>(
  { input: doneInput },
  async ({ ctx, viewer, words, input, sessionHash }) =>
    viewer ? settingsPage(ctx, words, viewer, sessionHash, input) : redirect(logInPath('/settings')),
)

const passwordInput = z.object({ current: pageText, password: pageText })

export const submitPassword = endpoint<Viewer | undefined, z.ZodType, typeof passwordInput>(
  { input: passwordInput },
  async ({ ctx, viewer, words, input, sessionHash, headers }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    const userAgent = headers.get('user-agent') ?? ''
    const session = await changePassword(ctx, viewer.accountId, {
      current: input.current,
      wanted: input.password,
      userAgent,
    })
    if (!isFailure(session))
      return redirect('/settings?plain&done=password', { 'set-cookie': sessionCookie(ctx, session.token) })
    const errors = problemsInWords(session, words)
    const message = session.details ? words.settings.passwordIsOld : failureSentence(session, words)
    return settingsPage(ctx, words, viewer, sessionHash, { errors, message, status: failureStatus[session.failure] })
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

const languageInput = z.object({ locale: z.enum(['', ...locales]).catch('') })

export const submitLanguage = endpoint<Viewer | undefined, z.ZodType, typeof languageInput>(
  { input: languageInput },
  async ({ ctx, viewer, input }) => {
    if (!viewer) return redirect(logInPath('/settings'))
    await updatePreferences(ctx.db, viewer.accountId, { locale: input.locale })
    return redirect('/settings?plain&done=language')
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
