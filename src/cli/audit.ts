/** The audit of one person's follows in the terminal. */
import { styleText } from 'node:util'
import { findAccountByHandle } from '../accounts/queries.ts'
import { loadAudit } from '../audit/audit.ts'
import { loadOverview } from '../audit/overview.ts'
import { presentAnswers } from '../audit/present.ts'
import { showEverybody } from '../audit/report.ts'
import type { Context } from '../platform/context.ts'

type Say = (line: string) => void
export type Terminal = { columns: number | undefined; isTTY: boolean }

const usualWidth = 80
const narrowest = 40
const mostShown = 40

/** Names are strangers' words: no control characters on the terminal. */
const plain = (text: string) => text.replace(/\p{Cc}+/gu, ' ')

function fit(text: string, width: number): string {
  const characters = [...plain(text)]
  return characters.length > width
    ? `${characters.slice(0, width - 1).join('')}…`
    : characters.join('') + ' '.repeat(width - characters.length)
}

function bar(share: number, width: number): string {
  const filled = Math.round(Math.min(1, share) * width)
  return '█'.repeat(filled) + '·'.repeat(width - filled)
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of plain(text).split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

/** False when nobody here has the name. */
export async function auditNamed(ctx: Context, name: string, terminal: Terminal, say: Say): Promise<boolean> {
  const account = await findAccountByHandle(ctx.db, name.replace(/^@/, ''))
  if (!account) {
    say(`Nobody here is called ${plain(name)}: check the spelling.`)
    return false
  }
  const width = Math.max(narrowest, Math.min(terminal.columns ?? usualWidth, 120))
  const bold = (text: string) => (terminal.isTTY ? styleText('bold', text, { validateStream: false }) : text)
  const soft = (text: string) => (terminal.isTTY ? styleText('dim', text, { validateStream: false }) : text)
  const audit = await loadAudit(ctx, account.id)
  const overview = await loadOverview(ctx, account.id, audit)
  for (const line of wrap(overview.sentence, width)) say(bold(line))
  if (overview.measuring) say(soft(`${overview.measuring.done} of ${overview.measuring.of} are measured so far.`))
  for (const { sentence, verdicts } of overview.questions) {
    say('')
    say(bold(sentence))
    for (const { people, sentence: verdict } of verdicts) {
      if (people === 0) continue
      const share = bar(people / Math.max(1, overview.following), 12)
      say(`  ${share} ${String(people).padStart(5)}  ${fit(verdict, width - 22).trimEnd()}`)
    }
  }
  if (overview.channel.length > 0) {
    say('')
    say(bold('Of the channel, and of the ties'))
    const nameWidth = Math.max(10, width - 40)
    for (const { account: one, share, tie_share } of overview.channel)
      say(
        `  ${fit(one.display_name || one.username, nameWidth)} ${bar(share, 12)} ${`${Math.round(share * 100)} %`.padStart(5)}  ${bar(tie_share, 8)} ${`${Math.round(tie_share * 100)} %`.padStart(5)}`,
      )
  }
  const worth = (await showEverybody(ctx, account.id, audit)).filter(({ entry }) => entry.attention > 0)
  if (worth.length > 0) {
    say('')
    say(bold('Worth a look'))
    for (const { entry, ...around } of worth.slice(0, mostShown)) {
      const one = presentAnswers(entry, around)
      say(`  ${bold(plain(entry.audited.facts.name))} ${soft(entry.marks.join(', '))}`)
      for (const line of wrap(`${one.with_me.sentence} ${one.suggestion.sentence}`, width - 4)) say(`    ${line}`)
    }
    if (worth.length > mostShown) say(soft(`  and ${worth.length - mostShown} more`))
  }
  return true
}
