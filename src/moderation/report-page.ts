/**
 * GET  /moderation/reports/:id          showReport
 * POST /moderation/reports/:id/resolve  submitResolve
 * POST /moderation/reports/:id/reopen   submitReopen
 */
import { html } from 'hono/html'
import type { z } from 'zod'
import { loadAccounts } from '../accounts/queries.ts'
import { noSuchPage } from '../instance/public-page.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Failure } from '../platform/failure.ts'
import { redirect } from '../platform/http.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { measureForms } from './account-page.ts'
import { postChoice } from './post-choice.ts'
import { loadReports } from './queries.ts'
import { reopenReport, resolveReport } from './staff-actions.ts'
import {
  accountLink,
  accountPath,
  buttonForm,
  doneInput,
  idParams,
  moment,
  staffEndpoint,
  staffPage,
} from './staff-page.ts'

export const showReport = staffEndpoint<typeof idParams, typeof doneInput>(
  { params: idParams, input: doneInput },
  async ({ ctx, viewer, words, params, input }) => {
    const { moderation } = words
    const [report] = await loadReports(ctx.db, [params.id])
    if (!report) return noSuchPage
    const { reporter_id, target_id, action_taken_at, action_taken_by, rule_numbers } = report
    const people = [reporter_id, target_id, ...(action_taken_by === null ? [] : [action_taken_by])]
    const [accounts, { rules }] = await Promise.all([loadAccounts(ctx.db, people), loadInstance(ctx.db)])
    const target = accounts.get(target_id)
    const path = `/moderation/reports/${report.id}`
    const named = rule_numbers.flatMap((number) => rules[number - 1] ?? [])
    const category = html`<strong>${moderation.categories[report.category]}</strong>`
    const reported = moderation.reported(
      accountLink(accounts.get(reporter_id), reporter_id),
      accountLink(target, target_id),
      moment(words, report.created_at),
      category,
    )
    return staffPage(ctx, {
      title: moderation.report,
      words,
      viewer,
      done: input.done,
      body: html`<section class="lanes" aria-label="${moderation.theReport}">
        <div class="side">
          <p>${reported}</p>
          ${report.comment ? html`<blockquote dir="auto">${report.comment}</blockquote>` : ''}
          ${named.length > 0 ? html`<p>${moderation.againstRules}</p><ul>${named.map((rule) => html`<li>${rule}</li>`)}</ul>` : ''}
          <p>${
            action_taken_at && action_taken_by
              ? moderation.resolvedBy(
                  accountLink(accounts.get(action_taken_by), action_taken_by),
                  moment(words, action_taken_at),
                )
              : moderation.open
          }</p>
          ${
            action_taken_at
              ? buttonForm({ action: `${path}/reopen`, label: moderation.openAgain })
              : buttonForm({ action: `${path}/resolve`, label: moderation.resolve })
          }
          ${target ? measureForms(words, target, path) : ''}
        </div>
        <div class="panel">
          <h2>${moderation.reportedPosts}</h2>
          ${
            target
              ? await postChoice(ctx, words, viewer, {
                  ids: report.post_ids,
                  action: `${accountPath(target)}/delete_posts`,
                  returnTo: path,
                  isTicked: true,
                })
              : ''
          }
        </div>
      </section>`,
    })
  },
)

type Decide = (ctx: Context, by: AccountId, id: Id) => Promise<Failure | undefined>

function decision(decide: Decide, done: string) {
  return staffEndpoint<typeof idParams, z.ZodType>({ params: idParams }, async ({ ctx, viewer, params }) => {
    const failure = await decide(ctx, viewer.accountId, params.id)
    return failure ?? redirect(`/moderation/reports/${params.id}?done=${done}`)
  })
}

export const submitResolve = decision(resolveReport, 'resolve')
export const submitReopen = decision(reopenReport, 'reopen')
