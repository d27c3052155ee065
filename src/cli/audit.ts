/** The audit of one person's follows in the terminal. */
import { styleText } from 'node:util'
import { handleOf } from '../accounts/account.ts'
import { findAccountByHandle } from '../accounts/queries.ts'
import { loadAudit } from '../audit/audit.ts'
import { loadOverview, type WireAuditOverview } from '../audit/overview.ts'
import type { Shown } from '../audit/people-of-page.ts'
import { presentAnswers } from '../audit/present.ts'
import { showEverybody } from '../audit/report.ts'
import { locales } from '../messages/locale.ts'
import { wordsIn } from '../messages/words.ts'
import { utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { bar, fit, plain, wrap } from './columns.ts'

const words = wordsIn(locales[0])

type Say = (line: string) => void
export type Terminal = { columns?: number | undefined; isTTY?: boolean | undefined }

const usualWidth = 80
const narrowest = 56
const widest = 100
const mostShown = 40
const questionBar = 16
const channelBar = 10

type Page = { width: number; bold: (text: string) => string; soft: (text: string) => string }

function pageOf({ columns, isTTY }: Terminal): Page {
  const styled = (style: 'bold' | 'dim') => (text: string) =>
    isTTY ? styleText(style, text, { validateStream: false }) : text
  const width = Math.max(narrowest, Math.min(columns ?? usualWidth, widest))
  return { width, bold: styled('bold'), soft: styled('dim') }
}

function questionLines({ questions, following }: WireAuditOverview, { width, bold }: Page): string[] {
  return questions.flatMap(({ sentence, verdicts }) => [
    '',
    bold(sentence),
    ...verdicts
      .filter(({ people }) => people > 0)
      .flatMap(({ people, sentence: verdict }) => {
        const [first = '', ...more] = wrap(verdict, width - questionBar - 10)
        const start = `  ${bar(people / Math.max(1, following), questionBar)} ${String(people).padStart(5)}  `
        return [start + first, ...more.map((line) => ' '.repeat(start.length) + line)]
      }),
  ])
}

const percent = (share: number) => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`.padStart(6)

function channelLines({ channel, channel_rest: rest, delivered }: WireAuditOverview, page: Page): string[] {
  if (channel.length === 0) return []
  const nameWidth = Math.max(8, Math.min(32, page.width - 2 * channelBar - 21))
  const column = channelBar + 7
  const most = Math.max(...channel.flatMap(({ share, tie_share }) => [share, tie_share]))
  const part = (share: number) => `${bar(share / most, channelBar)} ${percent(share)}`
  const row = (name: string, share: number, tieShare: number) =>
    `  ${fit(name, nameWidth)}  ${part(share)}  ${part(tieShare)}`
  return [
    '',
    page.bold('Who fills the channel, and who is talked with'),
    page.soft(
      `  ${fit('', nameWidth)}  ${fit(delivered.by === 'delivered' ? 'of the channel' : 'of the posts', column)}  of the ties`,
    ),
    ...channel.map((one) => row(one.account.display_name || one.account.username, one.share, one.tie_share)),
    ...(rest.people > 0
      ? [
          `  ${fit(`${rest.people} more`, nameWidth)}  ${percent(rest.share).padStart(column)}  ${percent(rest.tie_share).padStart(column)}`,
        ]
      : []),
  ]
}

function personLines({ entry, account, ...around }: Shown, { width, bold, soft }: Page): string[] {
  const { with_me, suggestion } = presentAnswers(words, entry, around)
  return [
    '',
    `  ${bold(plain(entry.audited.facts.name))}  ${soft(`@${handleOf(account)}`)}`,
    ...wrap(entry.marks.map(words.auditSentences.markName).join(' · '), width - 4).map((line) => `    ${soft(line)}`),
    ...wrap(with_me.sentence, width - 4).map((line) => `    ${line}`),
    ...wrap(suggestion.kind === 'nothing' ? '' : `→ ${suggestion.sentence}`, width - 4)
      .filter((line) => line !== '')
      .map((line) => `    ${line}`),
  ]
}

/** False when nobody here has the name. */
export async function auditNamed(ctx: Context, name: string, terminal: Terminal, say: Say): Promise<boolean> {
  const account = await findAccountByHandle(ctx.db, name.replace(/^@/, ''))
  if (!account) {
    say(`Nobody here is called ${plain(name)}: check the spelling.`)
    return false
  }
  const page = pageOf(terminal)
  const audit = await loadAudit(ctx, account.id)
  const overview = await loadOverview(ctx, words, account.id, audit)
  say(page.soft(`The audit of @${account.username}, as of ${utcDay(audit.day)}`))
  for (const line of wrap(overview.sentence, page.width)) say(page.bold(line))
  if (overview.measuring) say(page.soft(`${overview.measuring.done} of ${overview.measuring.of} are measured so far.`))
  if (overview.following === 0) return true
  questionLines(overview, page).forEach(say)
  channelLines(overview, page).forEach(say)
  const worth = (await showEverybody(ctx, account.id, audit)).filter(({ entry }) => entry.attention > 0)
  if (worth.length > 0) {
    say('')
    say(page.bold('Worth a look'))
    for (const one of worth.slice(0, mostShown)) personLines(one, page).forEach(say)
    if (worth.length > mostShown) say(page.soft(`\n  and ${worth.length - mostShown} more`))
  }
  return true
}
