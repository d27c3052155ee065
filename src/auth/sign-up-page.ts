/**
 * GET  /auth/sign_up  showSignUp
 * POST /auth/sign_up  submitSignUp
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { usernameMost } from '../accounts/username.ts'
import { alert, checkbox, type FormErrors, field, hidden } from '../instance/form.ts'
import { linkTo } from '../instance/inline.ts'
import type { Instance } from '../instance/instance.ts'
import { page } from '../instance/layout.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { failureSentence, failureStatus, isFailure } from '../platform/failure.ts'
import { booleanField, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { type OpenedSession, openSession, signUp } from './actions.ts'
import { sessionCookie } from './cookies.ts'
import { logInPath, pageText, waitingPage } from './log-in-page.ts'
import { passwordLimits } from './password.ts'
import { problemsInWords } from './problems.ts'
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
  words: Words
  instance: Instance
  isFirst: boolean
  form: SignUpForm
  errors?: FormErrors
  message?: string | undefined
  status?: number
}

function closedPage(ctx: Context, words: Words, status: number): Reply {
  const { entry } = words
  return page(ctx, {
    title: entry.signUp,
    words,
    status,
    body: html`<div class="message">
      <h1>${entry.closed}</h1>
      <p>${entry.closedText(ctx.domain, linkTo('/auth/sign_in'))}</p>
    </div>`,
  })
}

function introduction({ words: { entry }, instance, isFirst, form }: Shown) {
  if (isFirst)
    return html`<h1>${entry.first}</h1>
      <p class="lead">${entry.becomeOwner(instance.title)}</p>
      <p class="soft">${entry.othersAfter}</p>`
  return html`<h1>${entry.join(instance.title)}</h1>
    ${instance.description ? html`<p>${instance.description}</p>` : ''}
    ${instance.registrations === 'approval' ? html`<p class="soft">${entry.somebodyReads}</p>` : ''}
    <p>${entry.haveAccount(linkTo(logInPath(form.returnTo)))}</p>`
}

function rules({ entry }: Words, instance: Instance) {
  if (instance.rules.length === 0) return ''
  return html`<h2>${entry.rules}</h2>
    <ol class="steps">${instance.rules.map((rule) => html`<li>${rule}</li>`)}</ol>`
}

function signUpPage(ctx: Context, shown: Shown): Reply {
  const { words, instance, isFirst, form, errors = {}, message, status = 200 } = shown
  const { entry } = words
  return page(ctx, {
    title: entry.signUp,
    words,
    status,
    body: html`<div class="lanes">
      <div>${introduction(shown)} ${rules(words, instance)}</div>
      <form class="panel" method="post" action="/auth/sign_up">
        ${alert(message)}
        ${hidden({ return_to: form.returnTo })}
        ${field({
          name: 'username',
          label: entry.username,
          value: form.username,
          prefix: '@',
          hint: entry.usernameHint(ctx.domain),
          error: errors.username,
          autocomplete: 'username',
          maxlength: usernameMost,
          verbatim: true,
        })}
        ${field({ name: 'email', label: entry.email, type: 'email', value: form.email, hint: entry.emailHint, error: errors.email, autocomplete: 'email', maxlength: 254 })}
        ${field({
          name: 'password',
          label: entry.password,
          type: 'password',
          hint: entry.passwordHint(passwordLimits.fewestCharacters),
          error: errors.password,
          autocomplete: 'new-password',
        })}
        ${
          instance.registrations === 'approval' && !isFirst
            ? field({
                name: 'reason',
                label: entry.reason,
                type: 'textarea',
                value: form.reason,
                hint: entry.reasonHint,
                error: errors.reason,
                maxlength: reasonMost,
              })
            : ''
        }
        ${instance.rules.length > 0 ? checkbox({ name: 'agreement', label: entry.agree, checked: form.agreement, error: errors.agreement }) : ''}
        <div class="actions"><button>${entry.signUp}</button></div>
      </form>
    </div>`,
  })
}

const showInput = z.object({ return_to: pageText })

export const showSignUp = endpoint<Viewer | undefined, z.ZodType, typeof showInput>(
  { input: showInput },
  async ({ ctx, viewer, words, input }) => {
    const returnTo = safeReturnPath(input.return_to)
    if (viewer) return redirect(returnTo)
    const instance = await loadInstance(ctx.db)
    const isFirst = !(await hasAnyUser(ctx.db))
    if (instance.registrations === 'closed' && !isFirst) return closedPage(ctx, words, 200)
    return signUpPage(ctx, {
      words,
      instance,
      isFirst,
      form: { username: '', email: '', reason: '', agreement: false, returnTo },
    })
  },
)

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
  async ({ ctx, words, input, headers, address }) => {
    const instance = await loadInstance(ctx.db)
    const { username, email, password, reason } = input
    const returnTo = safeReturnPath(input.return_to)
    const agreement = input.agreement === true
    let session: OpenedSession | undefined
    const signedUp = await signUp(
      ctx,
      { username, email, password, reason, agreement: agreement || instance.rules.length === 0, locale: '', address },
      async (tx, { accountId, isApproved }) => {
        if (isApproved) session = await openSession(ctx, tx, accountId, headers.get('user-agent') ?? '')
      },
    )
    if (!isFailure(signedUp))
      return session ? redirect(returnTo, { 'set-cookie': sessionCookie(ctx, session.token) }) : waitingPage(ctx, words)
    if (signedUp.failure === 'forbidden') return closedPage(ctx, words, 403)
    return signUpPage(ctx, {
      words,
      instance,
      isFirst: !(await hasAnyUser(ctx.db)),
      form: { username, email, reason, agreement, returnTo },
      errors: problemsInWords(signedUp, words),
      message: signedUp.details ? words.entry.notSignedUp : failureSentence(signedUp, words),
      status: failureStatus[signedUp.failure],
    })
  },
)
