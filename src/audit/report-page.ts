/** GET /audit/report   showReport: the whole audit on paper. */
import { html } from 'hono/html'
import { handleOf } from '../accounts/account.ts'
import { findAccount } from '../accounts/queries.ts'
import { logInPath } from '../auth/log-in-page.ts'
import { page } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import { endpoint, redirect, type Viewer } from '../platform/http.ts'
import { nameOf } from '../ties/people-present.ts'
import { loadAudit } from './audit.ts'
import { loadOverview, type WireAuditOverview } from './overview.ts'
import type { Shown } from './people-of-page.ts'
import { presentAnswers } from './present.ts'
import { showEverybody } from './report.ts'

const percentIn = ({ grammar }: Words, share: number | null) => (share === null ? '–' : grammar.finePercent(share))

/** `part`: 0 to 1. What is more than nothing shows. */
function bar(part: number, look: 'full' | 'hollow' = 'full') {
  const length = part <= 0 ? 0 : Math.max(1, Math.round(100 * Math.min(1, part)))
  return html`<svg class="share-bar ${look}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    ${length > 0 ? html`<rect width="${length}" height="10" />` : ''}
  </svg>`
}

function questionsSection({ report }: Words, { questions, following }: WireAuditOverview) {
  return html`<section>
    <h2>${report.questions}</h2>
    <div class="questions">
      ${questions.map(
        ({ sentence, verdicts }) => html`<div class="question">
          <h3>${sentence}</h3>
          <table><tbody>
            ${verdicts
              .filter(({ people }) => people > 0)
              .map(
                ({ people, sentence: verdict }) =>
                  html`<tr><td class="number">${people}</td><td class="bar-cell">${bar(people / following)}</td><td>${verdict}</td></tr>`,
              )}
          </tbody></table>
        </div>`,
      )}
    </div>
  </section>`
}

function channelSection(words: Words, { channel, channel_rest: rest, delivered }: WireAuditOverview) {
  const { report } = words
  if (channel.length === 0) return ''
  const most = Math.max(...channel.flatMap(({ share, tie_share }) => [share, tie_share]))
  const row = (name: string, { share, tie_share }: { share: number; tie_share: number }, hasBars: boolean) => html`<tr>
    <th scope="row">${name}</th>
    <td class="number">${percentIn(words, share)}</td><td class="bar-cell">${hasBars ? bar(share / most) : ''}</td>
    <td class="number">${percentIn(words, tie_share)}</td><td class="bar-cell">${hasBars ? bar(tie_share / most, 'hollow') : ''}</td>
  </tr>`
  return html`<section>
    <h2>${report.channel}</h2>
    <table>
      <thead><tr>
        <th scope="col">${report.person}</th>
        <th scope="col" colspan="2">${delivered.by === 'delivered' ? report.ofChannel : report.ofPosts}</th>
        <th scope="col" colspan="2">${report.ofTies}</th>
      </tr></thead>
      <tbody>
        ${channel.map((one) => row(one.account.display_name || one.account.username, one, true))}
        ${rest.people > 0 ? row(report.more(rest.people), rest, false) : ''}
      </tbody>
    </table>
  </section>`
}

function personArticle(words: Words, { entry, account, ...around }: Shown) {
  const one = presentAnswers(words, entry, around)
  return html`<article class="audited">
    <div>
      <h3>${entry.audited.facts.name}</h3>
      <p class="meta">@${handleOf(account)}</p>
      ${one.marks.length > 0 ? html`<p class="meta">${one.marks.map(words.auditSentences.markName).join(' · ')}</p>` : ''}
    </div>
    <div>
      <p>${one.with_me.sentence} <span class="meta">${one.channel.delivered > 0 ? words.report.reachedYou(one.channel.delivered, percentIn(words, one.channel.share)) : ''}</span></p>
      <ol>
        <li>${one.reason.sentence}</li>
        <li>${one.follow_back.sentence}</li>
        <li>${one.interest.sentence}</li>
        <li>${one.engaging.sentence}</li>
      </ol>
      ${one.suggestion.kind === 'nothing' ? '' : html`<p class="next">${one.suggestion.sentence}</p>`}
    </div>
  </article>`
}

export const showReport = endpoint<Viewer | undefined>({}, async ({ ctx, viewer, words }) => {
  const { report } = words
  if (!viewer) return redirect(logInPath('/audit/report'))
  const audit = await loadAudit(ctx, viewer.accountId)
  const [overview, people, own] = await Promise.all([
    loadOverview(ctx, words, viewer.accountId, audit),
    showEverybody(ctx, viewer.accountId, audit),
    findAccount(ctx.db, viewer.accountId),
  ])
  return page(ctx, {
    title: report.title,
    words,
    viewer,
    head: html`<link rel="stylesheet" href="/assets/report.css" />`,
    body: html`<div class="report">
      <div class="report-head">
        <h1>${report.heading}</h1>
        <p class="meta"><strong>${nameOf(own!)}</strong> @${own!.username}@${ctx.domain}<br />${report.forYouAlone(words.grammar.utcLongDay(audit.day))}</p>
      </div>
      <p class="lead">${overview.sentence}</p>
      ${overview.measuring ? html`<p>${report.measuring(overview.measuring.done, overview.measuring.of)}</p>` : ''}
      ${overview.since ? html`<p>${overview.since.sentence}</p>` : ''}
      <p class="meta print-hint">${report.printHint}</p>
      ${overview.marks.length > 0 ? html`<section><h2>${report.worthALook}</h2><ul class="worth">${overview.marks.map(({ sentence }) => html`<li>${sentence}</li>`)}</ul></section>` : ''}
      ${overview.following > 0 ? questionsSection(words, overview) : ''}
      ${channelSection(words, overview)}
      ${people.length > 0 ? html`<section><h2>${report.everybody}</h2>${people.map((one) => personArticle(words, one))}</section>` : ''}
    </div>`,
  })
})
