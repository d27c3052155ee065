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
export function measureForms(account: Account, returnTo: string): Html {
  const path = accountPath(account)
  if (account.deleted_at) return html`<p>The account is deleted.</p>`
  const measures: [measure: string, label: string][] = [
    account.suspended_at ? ['restore', 'Restore'] : ['suspend', 'Suspend'],
    account.silenced_at ? ['unlimit', 'Take the limit back'] : ['limit', 'Limit'],
  ]
  const name = handleOf(account)
  return html`<form method="post" class="measures">${hidden({ return_to: returnTo })}
    <label>Reason, for the log <input name="reason" maxlength="500" autocomplete="off" /></label>
    <p class="hint">Suspend: nobody sees the account, its owner is logged out. Limit: only followers come across it.</p>
    ${measures.map(([measure, label]) => html`<button class="plain small" formaction="${path}/${measure}" aria-label="${label}: ${name}">${label}</button> `)}
  </form>`
}

function stateOf(account: Account, user: User | undefined): string {
  const states = [
    account.deleted_at && 'deleted',
    account.suspended_at && 'suspended',
    account.silenced_at && 'limited',
    user && !user.approved_at && 'waiting to be let in',
  ].filter(Boolean)
  return states.length > 0 ? states.join(', ') : 'in good standing'
}

function roleForm(account: Account, user: User): Html {
  const options = roles.map(
    (role) => html`<option value="${role}"${role === user.role ? html` selected` : ''}>${role}</option>`,
  )
  return buttonForm({
    action: `${accountPath(account)}/role`,
    label: 'Change role',
    body: html`<label>Role <select name="role">${options}</select></label> `,
  })
}

async function accountBody(ctx: Context, viewer: Viewer, account: Account): Promise<Html> {
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
  return html`<section class="lanes" aria-label="The account">
    <div class="side">
      <p><strong>${stateOf(account, user)}</strong>${user ? html`. ${user.email}, ${user.role}` : ''}, since ${moment(account.created_at)}</p>
      <p class="meta">${account.followers_count} followers, ${account.following_count} followed, ${account.posts_count} posts.
        ${isHiddenFromAll(account) ? '' : html`<a href="${accountUrl(ctx, account)}">Profile</a>`}</p>
      ${user && !user.approved_at ? html`<p dir="auto">${user.sign_up_reason}</p>${buttonForm({ action: `${path}/approve`, label: 'Let in' })}${buttonForm({ action: `${path}/reject`, label: 'Turn away', fields: { return_to: '/moderation' } })}` : ''}
      ${measureForms(account, path)}
      ${user && viewer.role === 'owner' && viewer.accountId !== account.id ? roleForm(account, user) : ''}
      <h2>Reports</h2>
      ${reports.length > 0 ? html`<ul class="rows">${reports.map((report) => reportRow(report, people))}</ul>` : html`<p class="soft">None.</p>`}
      <h2>What was done</h2>
      ${log.length > 0 ? html`<ul class="rows">${log.map((entry) => describeEntry(entry, people))}</ul>` : html`<p class="soft">Nothing.</p>`}
    </div>
    <div class="panel">
      <h2>Newest public posts</h2>
      ${await postChoice(ctx, viewer, { ids, action: `${path}/delete_posts`, returnTo: path, isTicked: false })}
    </div>
  </section>`
}

export const showStaffAccount = staffEndpoint<typeof nameParams, typeof doneInput>(
  { params: nameParams, input: doneInput },
  async ({ ctx, viewer, params, input }) => {
    const account = await findNamed(ctx, params.name)
    if (!account) return noSuchPage
    const body = await accountBody(ctx, viewer, account)
    return staffPage(ctx, { title: `@${handleOf(account)}`, viewer, done: input.done, body })
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
