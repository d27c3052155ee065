/**
 * GET  /moderation/accounts/:name               showStaffAccount
 * POST /moderation/accounts/:name/suspend …     submitSuspend  submitRestore  submitLimit  submitUnlimit
 * POST /moderation/accounts/:name/approve …     submitApprove  submitReject
 * POST /moderation/accounts/:name/delete_posts  submitDeletePosts
 * POST /moderation/accounts/:name/role          submitRole
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { type Account, handleOf, isHiddenFromAll, parseHandle } from '../accounts/account.ts'
import { accountUrl } from '../accounts/present.ts'
import { findAccountByHandle, loadAccounts } from '../accounts/queries.ts'
import { pageText } from '../auth/log-in-page.ts'
import { loadUser } from '../auth/queries.ts'
import { roles } from '../auth/roles.ts'
import type { User } from '../auth/user.ts'
import { hidden } from '../instance/form.ts'
import type { Html } from '../instance/layout.ts'
import { noSuchPage } from '../instance/public-page.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { Failure } from '../platform/failure.ts'
import { listField, type Viewer } from '../platform/http.ts'
import { type AccountId, type PostId, postIdSchema } from '../platform/ids.ts'
import { selectByAuthor } from '../posts/queries.ts'
import { limitAccount, restoreAccount, suspendAccount, unlimitAccount } from './actions.ts'
import { describeEntry } from './log-page.ts'
import { reportRow } from './overview-page.ts'
import { postChoice } from './post-choice.ts'
import { listLog, listReports } from './queries.ts'
import { giveRole, letIn, mostPostsAtOnce, removePosts, turnAway } from './staff-actions.ts'
import {
  accountPath,
  buttonForm,
  doneInput,
  goBack,
  moment,
  returnInput,
  staffEndpoint,
  staffPage,
} from './staff-page.ts'

const mostListed = 20

const nameParams = z.object({ name: z.string().max(400) })

async function findNamed(ctx: Context, name: string): Promise<Account | undefined> {
  const handle = parseHandle(name, ctx.domain)
  return handle && findAccountByHandle(ctx.db, handle.username, handle.domain)
}

/** The measures that would change something, each with room for the reason. */
export function measureForms({ moderation }: Words, account: Account, returnTo: string): Html {
  const path = accountPath(account)
  if (account.deleted_at) return html`<p>${moderation.isDeleted}</p>`
  const measures = [account.suspended_at ? 'restore' : 'suspend', account.silenced_at ? 'unlimit' : 'limit'] as const
  const name = handleOf(account)
  return html`<form method="post" class="measures">${hidden({ return_to: returnTo })}
    <label>${moderation.reasonForLog} <input name="reason" maxlength="500" autocomplete="off" /></label>
    <p class="hint">${moderation.measuresHint}</p>
    ${measures.map((measure) => {
      const label = moderation.measures[measure]
      return html`<button class="plain small" formaction="${path}/${measure}" aria-label="${label}: ${name}">${label}</button> `
    })}
  </form>`
}

function stateOf({ moderation: { states: words } }: Words, account: Account, user: User | undefined): string {
  const states = [
    account.deleted_at && words.deleted,
    account.suspended_at && words.suspended,
    account.silenced_at && words.limited,
    user && !user.approved_at && words.waiting,
  ].filter(Boolean)
  return states.length > 0 ? states.join(', ') : words.good
}

function roleForm({ moderation }: Words, account: Account, user: User): Html {
  const options = roles.map(
    (role) =>
      html`<option value="${role}"${role === user.role ? html` selected` : ''}>${moderation.roles[role]}</option>`,
  )
  return buttonForm({
    action: `${accountPath(account)}/role`,
    label: moderation.changeRole,
    body: html`<label>${moderation.role} <select name="role">${options}</select></label> `,
  })
}

async function accountBody(ctx: Context, words: Words, viewer: Viewer, account: Account): Promise<Html> {
  const { moderation } = words
  const newest = { limit: mostListed }
  const everything = { withoutReplies: false, withoutBoosts: true, withMedia: false, tag: undefined }
  const isReader = { id: undefined, readsPrivate: false, readsAll: false }
  const [user, reports, log, ids] = await Promise.all([
    loadUser(ctx.db, account.id),
    listReports(ctx.db, account.id, newest),
    listLog(ctx.db, account.id, newest),
    selectByAuthor(ctx.db, account.id, isReader, everything, newest),
  ])
  const people = await loadAccounts(ctx.db, [
    ...reports.flatMap(({ reporter_id, target_id }) => [reporter_id, target_id]),
    ...log.flatMap(({ moderator_id, target_id }) => [moderator_id, target_id].filter((id) => id !== null)),
  ])
  const path = accountPath(account)
  return html`<section class="lanes" aria-label="${moderation.theAccount}">
    <div class="side">
      <p><strong>${stateOf(words, account, user)}</strong>${user ? html`. ${user.email}, ${moderation.roles[user.role]}` : ''}${moderation.since(moment(words, account.created_at))}</p>
      <p class="meta">${moderation.counts(account.followers_count, account.following_count, account.posts_count)}
        ${isHiddenFromAll(account) ? '' : html`<a href="${accountUrl(ctx, account)}">${moderation.profile}</a>`}</p>
      ${user && !user.approved_at ? html`<p dir="auto">${user.sign_up_reason}</p>${buttonForm({ action: `${path}/approve`, label: moderation.letIn })}${buttonForm({ action: `${path}/reject`, label: moderation.turnAway, fields: { return_to: '/moderation' } })}` : ''}
      ${measureForms(words, account, path)}
      ${user && viewer.role === 'owner' && viewer.accountId !== account.id ? roleForm(words, account, user) : ''}
      <h2>${moderation.reports}</h2>
      ${reports.length > 0 ? html`<ul class="rows">${reports.map((report) => reportRow(words, report, people))}</ul>` : html`<p class="soft">${moderation.none}</p>`}
      <h2>${moderation.whatWasDone}</h2>
      ${log.length > 0 ? html`<ul class="rows">${log.map((entry) => describeEntry(words, entry, people))}</ul>` : html`<p class="soft">${moderation.nothing}</p>`}
    </div>
    <div class="panel">
      <h2>${moderation.newestPosts}</h2>
      ${await postChoice(ctx, words, viewer, { ids, action: `${path}/delete_posts`, returnTo: path, isTicked: false })}
    </div>
  </section>`
}

export const showStaffAccount = staffEndpoint<typeof nameParams, typeof doneInput>(
  { params: nameParams, input: doneInput },
  async ({ ctx, viewer, words, params, input }) => {
    const account = await findNamed(ctx, params.name)
    if (!account) return noSuchPage
    const body = await accountBody(ctx, words, viewer, account)
    return staffPage(ctx, { title: `@${handleOf(account)}`, words, viewer, done: input.done, body })
  },
)

// ---- Forms

type Act<I> = (ctx: Context, by: AccountId, account: Account, input: I) => Promise<Failure | undefined>

function submission<I extends typeof returnInput>(input: I, done: string, act: Act<z.output<I>>) {
  return staffEndpoint<typeof nameParams, I>({ params: nameParams, input }, async (call) => {
    const account = await findNamed(call.ctx, call.params.name)
    if (!account) return noSuchPage
    const failure = await act(call.ctx, call.viewer.accountId, account, call.input)
    return failure ?? goBack(call.input.return_to, accountPath(account), done)
  })
}

const measureInput = returnInput.extend({ reason: pageText.transform((reason) => reason.trim().slice(0, 500)) })

function measure(take: typeof suspendAccount, done: string) {
  return submission(measureInput, done, (ctx, by, account, { reason }) => take(ctx, { by, target: account.id, reason }))
}

export const submitSuspend = measure(suspendAccount, 'suspend')
export const submitRestore = measure(restoreAccount, 'restore')
export const submitLimit = measure(limitAccount, 'limit')
export const submitUnlimit = measure(unlimitAccount, 'unlimit')

export const submitApprove = submission(returnInput, 'approve', (ctx, by, { username }) => letIn(ctx, by, username))
export const submitReject = submission(returnInput, 'reject', (ctx, by, { username }) => turnAway(ctx, by, username))

const postsInput = measureInput.extend({
  posts: listField(postIdSchema, mostPostsAtOnce).default([]),
})
export const submitDeletePosts = submission(postsInput, 'delete_posts', (ctx, by, account, { posts, reason }) =>
  removePosts(ctx, { by, target: account.id, posts: posts as PostId[], reason }),
)

const roleInput = returnInput.extend({ role: z.enum(roles, `must be one of ${roles.join(', ')}`) })
export const submitRole = submission(roleInput, 'role', (ctx, by, { username }, { role }) =>
  giveRole(ctx, by, username, role),
)
