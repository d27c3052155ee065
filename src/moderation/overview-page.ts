/** GET /moderation  showModeration: what waits for owner and moderators. */
import { html } from 'hono/html'
import type { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { listPending } from '../auth/queries.ts'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
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

export function reportRow(words: Words, report: Report, accounts: ReadonlyMap<Account['id'], Account>): Html {
  const { moderation } = words
  const category = html`<a href="/moderation/reports/${report.id}"><strong>${moderation.categories[report.category]}</strong></a>`
  const target = accountLink(accounts.get(report.target_id), report.target_id)
  const reporter = accountLink(accounts.get(report.reporter_id), report.reporter_id)
  const posts = report.post_ids.length
  return html`<li>
    <div>
      <p>${moderation.reportAbout(category, target)}${report.action_taken_at ? ` ${moderation.isResolved}` : ''}</p>
      <p class="meta">${moderation.reportBy(reporter, moment(words, report.created_at))}${posts > 0 ? `, ${moderation.posts(posts)}` : ''}</p>
      ${report.comment ? html`<p dir="auto">${report.comment}</p>` : ''}
    </div>
  </li>`
}

type Waiting = Awaited<ReturnType<typeof listPending>>[number]

function waitingRow(words: Words, { username, email, sign_up_reason, created_at }: Waiting): Html {
  const { moderation } = words
  const path = accountPath({ username, domain: '' })
  const form = { about: username, fields: { return_to: '/moderation' } }
  return html`<li>
    <div>
      <p><strong>@${username}</strong> <span class="meta">${email}, ${moment(words, created_at)}</span></p>
      ${sign_up_reason ? html`<p dir="auto">${sign_up_reason}</p>` : ''}
    </div>
    ${buttonForm({ ...form, action: `${path}/approve`, label: moderation.letIn })}
    ${buttonForm({ ...form, action: `${path}/reject`, label: moderation.turnAway })}
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
  async ({ ctx, viewer, words, input }) => {
    const { moderation } = words
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
      return html`<li><div><p>${accountLink(account, id)} <span class="meta">${email}${account ? html`, ${moment(words, account.created_at)}` : ''}</span></p></div></li>`
    })
    return staffPage(ctx, {
      title: moderation.title,
      words,
      viewer,
      done: input.done,
      body: html`${section(
        moderation.openReports,
        moderation.openReportsText,
        shown.map((report) => reportRow(words, report, accounts)),
        moderation.noReports,
        olderLink(
          words,
          '/moderation',
          moderation.olderReports,
          reports.length > reportsPerPage ? shown.at(-1)?.id : undefined,
        ),
      )}
      ${section(
        moderation.waiting,
        moderation.waitingText,
        waiting.map((one) => waitingRow(words, one)),
        moderation.nobodyWaits,
      )}
      ${section(moderation.newHere, moderation.theLast(mostSignUps), signUps, moderation.nobodyYet)}`,
    })
  },
)
