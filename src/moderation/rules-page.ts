/**
 * GET  /moderation/rules             showRules
 * POST /moderation/rules             submitRule
 * POST /moderation/rules/:id/remove  submitRemoveRule
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { pageText } from '../auth/log-in-page.ts'
import {
  listSignUpRules,
  mostRuleCharacters,
  type RuleKind,
  ruleKinds,
  type SignUpRule,
} from '../auth/sign-up-rules.ts'
import { field, hidden } from '../instance/form.ts'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import { redirect } from '../platform/http.ts'
import { addSignUpRule, removeSignUpRule } from './staff-actions.ts'
import { buttonForm, doneInput, idParams, staffEndpoint, staffPage } from './staff-page.ts'

function section({ moderation }: Words, kind: RuleKind, rules: SignUpRule[]): Html {
  const { title, about, label } = moderation.ruleKinds[kind]
  const row = ({ id, value }: SignUpRule) => html`<li>
    <div><p class="handle">${value}</p></div>
    ${buttonForm({ action: `/moderation/rules/${id}/remove`, label: moderation.takeAway, about: value })}
  </li>`
  return html`<section class="lanes" aria-label="${title}">
    <div><h2>${title}</h2><p class="soft">${about}</p></div>
    <div class="panel">
      ${rules.length > 0 ? html`<ul class="rows">${rules.map(row)}</ul>` : html`<p class="soft">${moderation.none}</p>`}
      <form method="post" action="/moderation/rules">
        ${hidden({ kind })}
        ${field({ name: 'value', label, maxlength: mostRuleCharacters, verbatim: true })}
        <div class="actions"><button class="small">${moderation.add}</button></div>
      </form>
    </div>
  </section>`
}

export const showRules = staffEndpoint<z.ZodType, typeof doneInput>(
  { input: doneInput },
  async ({ ctx, viewer, words, input }) => {
    const rules = await listSignUpRules(ctx.db)
    return staffPage(ctx, {
      title: words.moderation.rules,
      words,
      viewer,
      done: input.done,
      body: html`${ruleKinds.map((kind) =>
        section(
          words,
          kind,
          rules.filter((rule) => rule.kind === kind),
        ),
      )}`,
    })
  },
)

const ruleInput = z.object({ kind: z.enum(ruleKinds, `must be one of ${ruleKinds.join(', ')}`), value: pageText })

export const submitRule = staffEndpoint<z.ZodType, typeof ruleInput>(
  { input: ruleInput },
  async ({ ctx, viewer, input }) => {
    const failure = await addSignUpRule(ctx, viewer.accountId, input)
    return failure ?? redirect('/moderation/rules?done=add_rule')
  },
)

export const submitRemoveRule = staffEndpoint<typeof idParams, z.ZodType>(
  { params: idParams },
  async ({ ctx, viewer, params }) => {
    const failure = await removeSignUpRule(ctx, viewer.accountId, params.id)
    return failure ?? redirect('/moderation/rules?done=remove_rule')
  },
)
