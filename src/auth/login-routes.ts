/**
 * A person's own login, for the web app alone: docs/decisions/0022-what-no-token-may.md.
 * GET    /api/twoway/v1/login               showLogin
 * PUT    /api/twoway/v1/email               putEmail
 * PUT    /api/twoway/v1/password            putPassword
 * GET    /api/twoway/v1/sessions            showSessions
 * DELETE /api/twoway/v1/sessions/:id        dropSession
 * GET    /api/twoway/v1/authorized_apps     showAuthorizedApps
 * DELETE /api/twoway/v1/authorized_apps/:id dropAuthorizedApp
 */
import { z } from 'zod'
import { isFailure, notFound } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { idSchema } from '../platform/ids.ts'
import { changePassword, endAccessOfApp, endSessionById } from './actions.ts'
import { listAuthorizedApps } from './app-queries.ts'
import { browserName } from './browser-name.ts'
import { changeEmail } from './confirmed.ts'
import { sessionCookie } from './cookies.ts'
import { listSessions, loadUser } from './queries.ts'
import { type ScopeInWords, scopesInWords } from './scopes.ts'

export interface WireLogin {
  email: string
  created_at: string
}

export interface WireSession {
  id: string
  /** Such as "Firefox on Linux". */
  browser: string
  created_at: string
  /** The one that asks. */
  current: boolean
}

export interface WireAuthorizedApp {
  id: string
  name: string
  website: string | null
  created_at: string
  /** What it may do, in sentences. */
  permissions: ScopeInWords[]
}

export const showLogin = endpoint<Viewer>({}, async ({ ctx, viewer }) => {
  const user = await loadUser(ctx.db, viewer.accountId)
  if (!user) return notFound
  const login: WireLogin = { email: user.email, created_at: user.created_at.toISOString() }
  return json(login)
})

const text = z.string('must be text').max(5_000)
const emailInput = z.object({ current: text, email: text.transform((email) => email.trim()) })

export const putEmail = endpoint<Viewer, z.ZodType, typeof emailInput>(
  { input: emailInput },
  async ({ ctx, viewer, input }) => (await changeEmail(ctx, viewer.accountId, input)) ?? json({ email: input.email }),
)

const passwordInput = z.object({ current: text, password: text })

export const putPassword = endpoint<Viewer, z.ZodType, typeof passwordInput>(
  { input: passwordInput },
  async ({ ctx, viewer, input, headers }) => {
    const userAgent = headers.get('user-agent') ?? ''
    const { current, password } = input
    const session = await changePassword(ctx, viewer.accountId, { current, wanted: password, userAgent })
    if (isFailure(session)) return session
    const answer = json({})
    return { ...answer, headers: { ...answer.headers, 'set-cookie': sessionCookie(ctx, session.token) } }
  },
)

export const showSessions = endpoint<Viewer>({}, async ({ ctx, viewer, words, sessionHash }) => {
  const sessions = await listSessions(ctx.db, viewer.accountId, ctx.clock.now())
  return json(
    sessions.map(
      ({ id, token_hash, user_agent, created_at }): WireSession => ({
        id: String(id),
        browser: browserName(words, user_agent),
        created_at: created_at.toISOString(),
        current: token_hash === sessionHash,
      }),
    ),
  )
})

const idParams = z.object({ id: idSchema })

export const dropSession = endpoint<Viewer, typeof idParams>(
  { params: idParams },
  async ({ ctx, viewer, params }) => (await endSessionById(ctx, viewer.accountId, params.id)) ?? json({}),
)

export const showAuthorizedApps = endpoint<Viewer>({}, async ({ ctx, viewer, words }) => {
  const apps = await listAuthorizedApps(ctx.db, viewer.accountId)
  return json(
    apps.map(
      ({ id, name, website, scopes, since }): WireAuthorizedApp => ({
        id: String(id),
        name,
        website,
        created_at: since.toISOString(),
        permissions: scopesInWords(words, scopes),
      }),
    ),
  )
})

export const dropAuthorizedApp = endpoint<Viewer, typeof idParams>(
  { params: idParams },
  async ({ ctx, viewer, params }) => (await endAccessOfApp(ctx, viewer.accountId, params.id)) ?? json({}),
)
