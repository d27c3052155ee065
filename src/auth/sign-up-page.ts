/**
 * GET  /auth/sign_up  showSignUp
 * POST /auth/sign_up  submitSignUp
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { usernameMost } from '../accounts/username.ts'
import { alert, checkbox, type FormErrors, field, hidden } from '../instance/form.ts'
import type { Instance } from '../instance/instance.ts'
import { page } from '../instance/layout.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failureStatus, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { type OpenedSession, openSession, signUp } from './actions.ts'
import { sessionCookie } from './cookies.ts'
import { logInPath, pageText, waitingPage } from './log-in-page.ts'
import { passwordLimits } from './password.ts'
import { hasAnyUser } from './queries.ts'
import { safeReturnPath } from './redirect-uri.ts'
import { reasonMost } from './user.ts'

type SignUpForm = {
  username: string
  email: string
  reason: string
  agreement: boolean
  returnTo: string
}

type Shown = {
  instance: Instance
  isFirst: boolean
  form: SignUpForm
  errors?: FormErrors
  message?: string | undefined
  status?: number
}

function closedPage(ctx: Context, status: number): Reply {
  return page(ctx, {
    title: 'Sign up',
    status,
    body: html`<div class="message">
      <h1>No new people at the moment</h1>
      <p>${ctx.domain} takes no sign-ups right now. If you have an account here, <a href="/auth/sign_in">log in</a>.</p>
    </div>`,
  })
}

function introduction({ instance, isFirst, form }: Shown) {
  if (isFirst)
    return html`<h1>Make the first account</h1>
      <p class="lead">You become the owner of ${instance.title}.</p>
      <p class="soft">Everybody who signs up after you is an ordinary person here.</p>`
  return html`<h1>Join ${instance.title}</h1>
    ${instance.description ? html`<p>${instance.description}</p>` : ''}
    ${instance.registrations === 'approval' ? html`<p class="soft">Somebody reads every sign-up before letting people in.</p>` : ''}
    <p>Have an account? <a href="${logInPath(form.returnTo)}">Log in</a></p>`
}

function rules(instance: Instance) {
  if (instance.rules.length === 0) return ''
  return html`<h2>The rules here</h2>
    <ol class="steps">${instance.rules.map((rule) => html`<li>${rule}</li>`)}</ol>`
}

function signUpPage(ctx: Context, shown: Shown): Reply {
  const { instance, isFirst, form, errors = {}, message, status = 200 } = shown
  return page(ctx, {
    title: 'Sign up',
    status,
    body: html`<div class="lanes">
      <div>${introduction(shown)} ${rules(instance)}</div>
      <form class="panel" method="post" action="/auth/sign_up">
        ${alert(message)}
        ${hidden({ return_to: form.returnTo })}
        ${field({
          name: 'username',
          label: 'Username',
          value: form.username,
          prefix: '@',
          hint: `Letters a to z, digits and underscores. It cannot be changed later: others find you as @name@${ctx.domain}.`,
          error: errors.username,
          autocomplete: 'username',
          maxlength: usernameMost,
          verbatim: true,
        })}
        ${field({ name: 'email', label: 'E-mail address', type: 'email', value: form.email, hint: 'For logging in. It is never shown on your profile.', error: errors.email, autocomplete: 'email', maxlength: 254 })}
        ${field({
          name: 'password',
          label: 'Password',
          type: 'password',
          hint: `At least ${passwordLimits.fewestCharacters} characters. Four unrelated words are good.`,
          error: errors.password,
          autocomplete: 'new-password',
        })}
        ${
          instance.registrations === 'approval' && !isFirst
            ? field({
                name: 'reason',
                label: 'Why would you like to join?',
                type: 'textarea',
                value: form.reason,
                hint: 'A sentence or two for whoever lets you in.',
                error: errors.reason,
                maxlength: reasonMost,
              })
            : ''
        }
        ${instance.rules.length > 0 ? checkbox({ name: 'agreement', label: 'I agree to the rules', checked: form.agreement, error: errors.agreement }) : ''}
        <div class="actions"><button>Sign up</button></div>
      </form>
    </div>`,
  })
}

const showInput = z.object({ return_to: pageText })

export const showSignUp = endpoint<Viewer | undefined, z.ZodType, typeof showInput>(
  { input: showInput },
  async ({ ctx, viewer, input }) => {
    const returnTo = safeReturnPath(input.return_to)
    if (viewer) return redirect(returnTo)
    const instance = await loadInstance(ctx.db)
    const isFirst = !(await hasAnyUser(ctx.db))
    if (instance.registrations === 'closed' && !isFirst) return closedPage(ctx, 200)
    return signUpPage(ctx, {
      instance,
      isFirst,
      form: { username: '', email: '', reason: '', agreement: false, returnTo },
    })
  },
)

function errorsOf({ details = {} }: Failure): FormErrors {
  const labels: Record<string, string> = {
    username: 'This username',
    email: 'This e-mail address',
    password: 'The password',
    reason: 'The reason',
    agreement: 'The rules',
  }
  return Object.fromEntries(
    Object.entries(details).map(([name, list]) => [name, `${labels[name] ?? name} ${list[0]?.description}.`]),
  )
}

const submitInput = z.object({
  username: pageText.transform((name) => name.trim().replace(/^@/, '')),
  email: pageText.transform((email) => email.trim()),
  password: pageText,
  reason: pageText,
  agreement: booleanField.optional().catch(undefined),
  return_to: pageText,
})

export const submitSignUp = endpoint<Viewer | undefined, z.ZodType, typeof submitInput>(
  { input: submitInput },
  async ({ ctx, input, headers, address }) => {
    const instance = await loadInstance(ctx.db)
    const { username, email, password, reason } = input
    const returnTo = safeReturnPath(input.return_to)
    const agreement = input.agreement === true
    let session: OpenedSession | undefined
    const signedUp = await signUp(
      ctx,
      { username, email, password, reason, agreement: agreement || instance.rules.length === 0, locale: 'en', address },
      async (tx, { accountId, isApproved }) => {
        if (isApproved) session = await openSession(ctx, tx, accountId, headers.get('user-agent') ?? '')
      },
    )
    if (!isFailure(signedUp))
      return session ? redirect(returnTo, { 'set-cookie': sessionCookie(ctx, session.token) }) : waitingPage(ctx)
    if (signedUp.failure === 'forbidden') return closedPage(ctx, 403)
    return signUpPage(ctx, {
      instance,
      isFirst: !(await hasAnyUser(ctx.db)),
      form: { username, email, reason, agreement, returnTo },
      errors: errorsOf(signedUp),
      message: signedUp.details ? 'Not signed up yet: look at what is marked below.' : signedUp.message,
      status: failureStatus[signedUp.failure],
    })
  },
)
