/** GET /moderation  showModeration: what waits for owner and moderators. */
import { html } from 'hono/html'
import type { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { listPending } from '../auth/queries.ts'
import type { Html } from '../instance/layout.ts'
import { type Page, pageFields } from '../platform/pagination.ts'
import { listRecentSignUps, listReports, type Report } from './queries.ts'
import {
  accountLink,
  accountPath,
  buttonForm,
  doneInput,
  moment,
  olderLink,
  staffEndpoint,
  staffPage,
} from './staff-page.ts'

const reportsPerPage = 30
const mostSignUps = 20

export function reportRow(report: Report, accounts: ReadonlyMap<Account['id'], Account>): Html {
  return html`<li>
    <div>
      <p><a href="/moderation/reports/${report.id}"><strong>${report.category}</strong></a>, about ${accountLink(accounts.get(report.target_id), report.target_id)}${report.action_taken_at ? ' (resolved)' : ''}</p>
      <p class="meta">By ${accountLink(accounts.get(report.reporter_id), report.reporter_id)}, ${moment(report.created_at)}${report.post_ids.length > 0 ? `, ${report.post_ids.length} ${report.post_ids.length === 1 ? 'post' : 'posts'}` : ''}</p>
      ${report.comment ? html`<p dir="auto">${report.comment}</p>` : ''}
    </div>
  </li>`
}

type Waiting = Awaited<ReturnType<typeof listPending>>[number]

function waitingRow({ username, email, sign_up_reason, created_at }: Waiting): Html {
  const path = accountPath({ username, domain: '' })
  const form = { about: username, fields: { return_to: '/moderation' } }
  return html`<li>
    <div>
      <p><strong>@${username}</strong> <span class="meta">${email}, ${moment(created_at)}</span></p>
      ${sign_up_reason ? html`<p dir="auto">${sign_up_reason}</p>` : ''}
    </div>
    ${buttonForm({ ...form, action: `${path}/approve`, label: 'Let in' })}
    ${buttonForm({ ...form, action: `${path}/reject`, label: 'Turn away' })}
  </li>`
}

function section(title: string, about: string, rows: Html[], empty: string, more: Html | '' = ''): Html {
  return html`<section class="lanes" aria-label="${title}">
    <div><h2>${title}</h2><p class="soft">${about}</p></div>
    <div class="panel">${rows.length > 0 ? html`<ul class="rows">${rows}</ul>` : html`<p class="soft">${empty}</p>`}${more}</div>
  </section>`
}

const overviewInput = doneInput.extend({ max_id: pageFields(1, 1).max_id.catch(undefined) })

export const showModeration = staffEndpoint<z.ZodType, typeof overviewInput>(
  { input: overviewInput },
  async ({ ctx, viewer, input }) => {
    const page: Page = { maxId: input.max_id, limit: reportsPerPage + 1 }
    const [reports, waiting, recent] = await Promise.all([
      listReports(ctx.db, undefined, page),
      listPending(ctx.db),
      listRecentSignUps(ctx.db, mostSignUps),
    ])
    const shown = reports.slice(0, reportsPerPage)
    const accounts = await loadAccounts(ctx.db, [
      ...shown.flatMap(({ reporter_id, target_id }) => [reporter_id, target_id]),
      ...recent.map(({ id }) => id),
    ])
    const signUps = recent.map(({ id, email }) => {
      const account = accounts.get(id)
      return html`<li><div><p>${accountLink(account, id)} <span class="meta">${email}${account ? html`, ${moment(account.created_at)}` : ''}</span></p></div></li>`
    })
    return staffPage(ctx, {
      title: 'Moderation',
      viewer,
      done: input.done,
      body: html`${section(
        'Open reports',
        'What people here have told you about.',
        shown.map((report) => reportRow(report, accounts)),
        'Nobody has reported anything that is still open.',
        olderLink('/moderation', 'Older reports', reports.length > reportsPerPage ? shown.at(-1)?.id : undefined),
      )}
      ${section('Waiting to be let in', 'Longest first.', waiting.map(waitingRow), 'Nobody is waiting.')}
      ${section('New here', `The last ${mostSignUps}.`, signUps, 'Nobody yet.')}`,
    })
  },
)
