/** GET /audit/report   showReport: the whole audit on paper. */
import { html } from 'hono/html'
import { handleOf } from '../accounts/account.ts'
import { logInPath } from '../auth/log-in-page.ts'
import { page } from '../instance/layout.ts'
import { utcDay } from '../platform/clock.ts'
import { endpoint, redirect, type Viewer } from '../platform/http.ts'
import { loadAudit } from './audit.ts'
import { loadOverview, type WireAuditOverview } from './overview.ts'
import type { Shown } from './people-of-page.ts'
import { presentAnswers } from './present.ts'
import { showEverybody } from './report.ts'

const percent = (share: number | null) => (share === null ? '–' : `${(share * 100).toFixed(1)} %`)

function questionsSection({ questions }: WireAuditOverview) {
  return html`<section>
    ${questions.map(
      ({ sentence, verdicts }) => html`<h2>${sentence}</h2>
        <ul>${verdicts.filter(({ people }) => people > 0).map(({ people, sentence: verdict }) => html`<li><strong>${people}</strong> ${verdict}</li>`)}</ul>`,
    )}
  </section>`
}

function channelSection({ channel, channel_rest: rest }: WireAuditOverview) {
  if (channel.length === 0) return ''
  return html`<section>
    <h2>Who takes how much of your channel</h2>
    <table>
      <thead><tr><th>Person</th><th>Of your channel</th><th>Of your ties</th></tr></thead>
      <tbody>
        ${channel.map((one) => html`<tr><td>${one.account.display_name || one.account.username}</td><td>${percent(one.share)}</td><td>${percent(one.tie_share)}</td></tr>`)}
        ${rest.people > 0 ? html`<tr><td>${rest.people} others</td><td>${percent(rest.share)}</td><td>${percent(rest.tie_share)}</td></tr>` : ''}
      </tbody>
    </table>
  </section>`
}

function personArticle({ entry, account, ...around }: Shown) {
  const one = presentAnswers(entry, around)
  return html`<article class="audited">
    <h3>${entry.audited.facts.name} <span class="meta">@${handleOf(account)}</span></h3>
    <p>${one.with_me.sentence} <span class="meta">${one.channel.delivered} posts in 90 days, ${percent(one.channel.share)} of your channel.</span></p>
    <ol>
      <li>${one.reason.sentence}</li>
      <li>${one.follow_back.sentence}</li>
      <li>${one.interest.sentence}</li>
      <li>${one.engaging.sentence}</li>
    </ol>
    ${one.suggestion.kind === 'nothing' ? '' : html`<p>${one.suggestion.sentence}</p>`}
  </article>`
}

export const showReport = endpoint<Viewer | undefined>({}, async ({ ctx, viewer }) => {
  if (!viewer) return redirect(logInPath('/audit/report'))
  const audit = await loadAudit(ctx, viewer.accountId)
  const overview = await loadOverview(ctx, viewer.accountId, audit)
  const people = await showEverybody(ctx, viewer.accountId, audit)
  return page(ctx, {
    title: 'Audit of whom you follow',
    viewer,
    body: html`<div class="report">
      <h1>Whom you follow</h1>
      <p>${overview.sentence} <span class="meta">As of ${utcDay(audit.day)}; for you alone.</span></p>
      ${overview.since ? html`<p>${overview.since.sentence}</p>` : ''}
      <ul>${overview.marks.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul>
      ${questionsSection(overview)}
      ${channelSection(overview)}
      <h2>Everybody, one by one</h2>
      ${people.map(personArticle)}
    </div>`,
  })
})
