/** GET /moderation/log  showLog: who decided what, newest first. */
import { html } from 'hono/html'
import type { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { Html } from '../instance/layout.ts'
import { pageFields } from '../platform/pagination.ts'
import { type LoggedAction, type LoggedEntry, listLog } from './queries.ts'
import { accountLink, doneInput, moment, olderLink, staffEndpoint, staffPage } from './staff-page.ts'

const entriesPerPage = 50

const words: Record<LoggedAction, string> = {
  suspend: 'suspended',
  restore: 'restored',
  limit: 'limited',
  unlimit: 'took back the limit of',
  delete: 'deleted',
  delete_posts: 'deleted posts of',
  resolve: 'resolved a report about',
  reopen: 'opened a report again about',
  approve: 'let in',
  reject: 'turned away',
  role: 'changed the role of',
  add_rule: 'added a rule for sign-ups',
  remove_rule: 'took away a rule for sign-ups',
}

function details(detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join('; ')
}

export function describeEntry(entry: LoggedEntry, accounts: ReadonlyMap<Account['id'], Account>): Html {
  const { moderator_id, action, target_id, detail, created_at } = entry
  const by = moderator_id === null ? 'The command line' : accountLink(accounts.get(moderator_id), moderator_id)
  const target = target_id === null ? '' : accountLink(accounts.get(target_id), target_id)
  return html`<li><div>
    <p>${by} ${words[action as LoggedAction] ?? action} ${target}</p>
    <p class="meta" dir="auto">${moment(created_at)} ${details(detail)}</p>
  </div></li>`
}

const logInput = doneInput.extend({ max_id: pageFields(1, 1).max_id.catch(undefined) })

export const showLog = staffEndpoint<z.ZodType, typeof logInput>(
  { input: logInput },
  async ({ ctx, viewer, input }) => {
    const entries = await listLog(ctx.db, undefined, { maxId: input.max_id, limit: entriesPerPage + 1 })
    const shown = entries.slice(0, entriesPerPage)
    const accounts = await loadAccounts(
      ctx.db,
      shown.flatMap(({ moderator_id, target_id }) => [moderator_id, target_id].filter((id) => id !== null)),
    )
    return staffPage(ctx, {
      title: 'Log',
      viewer,
      body: html`<div class="panel">
      ${shown.length > 0 ? html`<ul class="rows">${shown.map((entry) => describeEntry(entry, accounts))}</ul>` : html`<p class="soft">Nothing ${input.max_id === undefined ? 'has been decided yet' : 'older'}.</p>`}
    </div>
    ${olderLink('/moderation/log', 'Older entries', entries.length > entriesPerPage ? shown.at(-1)?.id : undefined)}`,
    })
  },
)
