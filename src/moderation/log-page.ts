/** GET /moderation/log  showLog: who decided what, newest first. */
import { html } from 'hono/html'
import type { z } from 'zod'
import type { Account } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import { pageFields } from '../platform/pagination.ts'
import { type LoggedEntry, listLog } from './queries.ts'
import { accountLink, doneInput, moment, olderLink, staffEndpoint, staffPage } from './staff-page.ts'

const entriesPerPage = 50

function details({ moderation }: Words, detail: Record<string, unknown>): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) =>
        `${moderation.details[name] ?? name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`,
    )
    .join('; ')
}

export function describeEntry(words: Words, entry: LoggedEntry, accounts: ReadonlyMap<Account['id'], Account>): Html {
  const { commandLine, acts } = words.moderation
  const { moderator_id, action, target_id, detail, created_at } = entry
  const by = moderator_id === null ? html`${commandLine}` : accountLink(accounts.get(moderator_id), moderator_id)
  const target = target_id === null ? html`` : accountLink(accounts.get(target_id), target_id)
  return html`<li><div>
    <p>${acts[action](by, target)}</p>
    <p class="meta" dir="auto">${moment(words, created_at)} ${details(words, detail)}</p>
  </div></li>`
}

const logInput = doneInput.extend({ max_id: pageFields(1, 1).max_id.catch(undefined) })

export const showLog = staffEndpoint<z.ZodType, typeof logInput>(
  { input: logInput },
  async ({ ctx, viewer, words, input }) => {
    const { moderation } = words
    const entries = await listLog(ctx.db, undefined, { maxId: input.max_id, limit: entriesPerPage + 1 })
    const shown = entries.slice(0, entriesPerPage)
    const accounts = await loadAccounts(
      ctx.db,
      shown.flatMap(({ moderator_id, target_id }) => [moderator_id, target_id].filter((id) => id !== null)),
    )
    return staffPage(ctx, {
      title: moderation.log,
      words,
      viewer,
      body: html`<div class="panel">
      ${shown.length > 0 ? html`<ul class="rows">${shown.map((entry) => describeEntry(words, entry, accounts))}</ul>` : html`<p class="soft">${input.max_id === undefined ? moderation.noDecisions : moderation.nothingOlder}</p>`}
    </div>
    ${olderLink(words, '/moderation/log', moderation.olderEntries, entries.length > entriesPerPage ? shown.at(-1)?.id : undefined)}`,
    })
  },
)
