/** What the pages of owner and moderators share. */
import { html } from 'hono/html'
import { z } from 'zod'
import { type Account, handleOf } from '../accounts/account.ts'
import { logInPath, pageText } from '../auth/log-in-page.ts'
import { safeReturnPath, withParameters } from '../auth/redirect-uri.ts'
import { hidden, notice } from '../instance/form.ts'
import { type Html, page } from '../instance/layout.ts'
import { noSuchPage } from '../instance/public-page.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { Failure } from '../platform/failure.ts'
import { type Call, type Endpoint, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { type Id, idSchema } from '../platform/ids.ts'

/** For owner and moderators: to everybody else there is nothing at this address. */
export function staffEndpoint<P extends z.ZodType, I extends z.ZodType>(
  schemas: { params?: P; input?: I },
  handle: (call: Call<Viewer, z.output<P>, z.output<I>>) => Promise<Reply | Failure>,
): Endpoint<Viewer | undefined> {
  return endpoint<Viewer | undefined, P, I>(schemas, async (call) => {
    const { viewer } = call
    if (!viewer) return redirect(logInPath('/moderation'))
    return viewer.role === 'person' ? noSuchPage : handle({ ...call, viewer })
  })
}

export const doneInput = z.object({ done: z.string().optional().catch(undefined) })

/** `done`: what has just been done, as it stands in the address after a form. */
export type StaffPage = { title: string; words: Words; viewer: Viewer; body: Html; done?: string | undefined }

export function staffPage(ctx: Context, { title, words, viewer, body, done }: StaffPage): Reply {
  const { moderation } = words
  const sections = [
    ['/moderation', moderation.overview],
    ['/moderation/rules', moderation.rules],
    ['/moderation/log', moderation.log],
  ]
  return page(ctx, {
    title,
    words,
    viewer,
    body: html`<nav class="pages sections" aria-label="${moderation.title}">${sections.map(([path, name]) => html`<a href="${path}">${name}</a> `)}</nav>
      <h1>${title}</h1>
      ${notice(done && Object.hasOwn(moderation.done, done) ? moderation.done[done] : undefined)}
      ${body}`,
  })
}

export function moment({ grammar }: Words, date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${grammar.utcTime(date)}</time>`
}

export const accountPath = (account: Pick<Account, 'username' | 'domain'>) =>
  `/moderation/accounts/${encodeURIComponent(handleOf(account))}`

/** `account` undefined: there was one with this id, and it is gone. */
export function accountLink(account: Account | undefined, id: Id | null): Html {
  if (!account) return html`<span class="handle">#${id ?? '?'}</span>`
  return html`<a href="${accountPath(account)}"><bdi>@${handleOf(account)}</bdi></a>`
}

export type ButtonForm = { action: string; label: string; about?: string; fields?: Record<string, string>; body?: Html }

/** A form of one button. `about` tells buttons of the same name apart for screen readers. */
export function buttonForm({ action, label, about, fields = {}, body }: ButtonForm): Html {
  const name = about === undefined ? '' : html` aria-label="${label}: ${about}"`
  return html`<form method="post" action="${action}">${hidden(fields)}${body ?? ''}<button class="plain small"${name}>${label}</button></form>`
}

/** Goes back to the page the form stood on, which says what was done. */
export function goBack(returnTo: string, fallback: string, done: string): Reply {
  const path = safeReturnPath(returnTo)
  const [address] = (path === '/' ? fallback : path).split('?')
  return redirect(withParameters(address!, { done }))
}

export const returnInput = z.object({ return_to: pageText })

/** The link to what is older, where a list goes on. */
export function olderLink({ moderation }: Words, path: string, name: string, last: Id | undefined): Html | '' {
  return last === undefined
    ? ''
    : html`<nav class="pages" aria-label="${name}"><a rel="next" href="${path}?max_id=${last}">${moderation.older}</a></nav>`
}

export const idParams = z.object({ id: idSchema })
