/**
 * GET /api/twoway/v1/audit/report.json  downloadJson
 * GET /api/twoway/v1/audit/report.csv   downloadCsv
 * GET /audit/report.json, /audit/report.csv  forBrowsers
 * The whole audit as a file.
 */
import { handleOf } from '../accounts/account.ts'
import { logInPath } from '../auth/log-in-page.ts'
import { csvLine, plainText } from '../follows/export.ts'
import type { Words } from '../messages/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Endpoint, endpoint, json, redirect, type Viewer } from '../platform/http.ts'
import type { AccountId } from '../platform/ids.ts'
import { personalHeaders } from '../ties/routes.ts'
import { auditReportAnswer } from './answers.ts'
import { type Audit, type Entry, loadAudit } from './audit.ts'
import { pageOfList } from './list.ts'
import { loadOverview } from './overview.ts'
import { type Shown, showEntries } from './people-of-page.ts'
import { presentAnswers, presentAuditPerson } from './present.ts'

const peopleAtOnce = 500

/** Everybody, what is worth a look first. */
export async function showEverybody(ctx: Context, me: AccountId, { entries, totals }: Audit): Promise<Shown[]> {
  const sorted: Entry[] = pageOfList(entries, {
    order: 'attention',
    choice: {},
    after: undefined,
    limit: entries.length,
    now: totals.now.getTime(),
  }).entries
  const shown: Shown[] = []
  for (let at = 0; at < sorted.length; at += peopleAtOnce)
    shown.push(...(await showEntries(ctx, me, sorted.slice(at, at + peopleAtOnce))))
  return shown
}

const asFile = (name: string) => ({ ...personalHeaders, 'content-disposition': `attachment; filename="${name}"` })

export const downloadJson = endpoint<Viewer>(
  { answer: auditReportAnswer, about: 'The whole audit as a file.' },
  async ({ ctx, viewer, words }) => {
    const audit = await loadAudit(ctx, viewer.accountId)
    const overview = await loadOverview(ctx, words, viewer.accountId, audit)
    const people = await showEverybody(ctx, viewer.accountId, audit)
    return json(
      { overview, people: people.map(({ entry, ...around }) => presentAuditPerson(ctx, words, entry, around)) },
      asFile(`audit-${utcDay(audit.day)}.json`),
    )
  },
)

const columns = [
  'Account address',
  'Name',
  'Following since',
  'Follows you',
  'Kept',
  'Roles',
  'Volume',
  'Reason',
  'Reason sentence',
  'Only a follow-back',
  'Follow-back sentence',
  'Interest',
  'Interest sentence',
  'Drift',
  'Engaging',
  'Engaging sentence',
  'Two-way points',
  'Tie',
  'Tie sentence',
  'You wrote',
  'They wrote',
  'Delivered in 90 days',
  'Your reactions',
  'Share of channel',
  'Share of ties',
  'Posts a day',
  'Marks',
  'Suggestion',
]

function lineOf(ctx: Context, words: Words, { entry, account, ...around }: Shown): string {
  const one = presentAnswers(words, entry, around)
  const cells = [
    handleOf({ ...account, domain: account.domain || ctx.domain }),
    plainText(entry.audited.facts.name),
    one.followed_since,
    one.followed_by,
    one.kept,
    plainText(one.roles.join(', ')),
    one.volume,
    one.reason.verdict,
    plainText(one.reason.sentence),
    one.follow_back.verdict,
    plainText(one.follow_back.sentence),
    one.interest.verdict,
    plainText(one.interest.sentence),
    one.interest.drift,
    one.engaging.verdict,
    plainText(one.engaging.sentence),
    one.engaging.two_way ?? '',
    one.with_me.band,
    plainText(one.with_me.sentence),
    one.with_me.wrote,
    one.with_me.heard ?? '',
    one.channel.delivered,
    one.interest.reactions,
    one.channel.share ?? '',
    one.channel.tie_share,
    one.channel.posts_per_day ?? '',
    one.marks.join(', '),
    plainText(one.suggestion.sentence),
  ]
  return csvLine(cells.map(String))
}

export const downloadCsv = endpoint<Viewer>({}, async ({ ctx, viewer, words }) => {
  const audit = await loadAudit(ctx, viewer.accountId)
  const people = await showEverybody(ctx, viewer.accountId, audit)
  return {
    status: 200,
    headers: { ...asFile(`audit-${utcDay(audit.day)}.csv`), 'content-type': 'text/csv; charset=utf-8' },
    body: csvLine(columns) + people.map((one) => lineOf(ctx, words, one)).join(''),
  }
})

/** The same file for a browser with a session, whose links carry no header of the app. */
export const forBrowsers =
  (download: Endpoint<Viewer>): Endpoint<Viewer | undefined> =>
  async (call) => {
    const { viewer } = call
    return viewer ? download({ ...call, viewer }) : redirect(logInPath('/audit'))
  }
