/** What the pages of owner and moderators share. */
import { html } from 'hono/html'
import { z } from 'zod'
import { type Account, handleOf } from '../accounts/account.ts'
import { logInPath, pageText } from '../auth/log-in-page.ts'
import { safeReturnPath, withParameters } from '../auth/redirect-uri.ts'
import { hidden, notice } from '../instance/form.ts'
import { type Html, page } from '../instance/layout.ts'
import { noSuchPage } from '../instance/public-page.ts'
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

/** What has just been done, as it stands in the address after a form. */
const doneSentences: Record<string, string> = {
  suspend: 'Suspended: nobody sees the account or its posts, and its owner is logged out.',
  restore: 'Restored: everything is visible again.',
  limit: 'Limited: only followers come across the account now.',
  unlimit: 'The limit is taken back.',
  delete_posts: 'The posts are deleted.',
  resolve: 'The report is resolved.',
  reopen: 'The report is open again.',
  approve: 'Let in.',
  reject: 'Turned away. The name is free again.',
  role: 'The role is changed.',
  add_rule: 'The rule holds from now on.',
  remove_rule: 'The rule is taken away.',
}

export const doneInput = z.object({ done: z.string().optional().catch(undefined) })

const sections = [
  ['/moderation', 'Reports and people'],
  ['/moderation/rules', 'Rules for sign-ups'],
  ['/moderation/log', 'Log'],
] as const

export type StaffPage = { title: string; viewer: Viewer; body: Html; done?: string | undefined }

export function staffPage(ctx: Context, { title, viewer, body, done }: StaffPage): Reply {
  return page(ctx, {
    title,
    viewer,
    body: html`<nav class="pages sections" aria-label="Moderation">${sections.map(([path, name]) => html`<a href="${path}">${name}</a> `)}</nav>
      <h1>${title}</h1>
      ${notice(done && Object.hasOwn(doneSentences, done) ? doneSentences[done] : undefined)}
      ${body}`,
  })
}

const moments = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' })

export function moment(date: Date): Html {
  return html`<time datetime="${date.toISOString()}">${moments.format(date)} UTC</time>`
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
export function olderLink(path: string, name: string, last: Id | undefined): Html | '' {
  return last === undefined
    ? ''
    : html`<nav class="pages" aria-label="${name}"><a rel="next" href="${path}?max_id=${last}">Older</a></nav>`
}

export const idParams = z.object({ id: idSchema })
