/** My follows as a file: the columns Mastodon imports, then what only we know. */
import { type Account, handleOf } from '../accounts/account.ts'
import { volumeOf } from './dials.ts'
import type { ExportedFollow } from './list-queries.ts'
import { dialsOf } from './queries.ts'

export const followColumns = [
  'Account address',
  'Show boosts',
  'Notify on new posts',
  'Languages',
  'Reason',
  'Reason text',
  'Reason post',
  'Following since',
  'Followed by since',
  'Volume',
  'Best per day',
  'Keep',
  'Roles',
]

/** One line of a CSV file as RFC 4180 has it, every cell quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\r\n`
}

/** Free text that a spreadsheet cannot take for a formula: see OWASP, "CSV injection". */
export function plainText(text: string): string {
  return /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
}

function addressOf(account: Pick<Account, 'username' | 'domain'>, ourDomain: string): string {
  return handleOf({ ...account, domain: account.domain || ourDomain })
}

/** A follow that still waits for an answer has no "Following since". */
export function followCells(follow: ExportedFollow, ourDomain: string): string[] {
  const dials = dialsOf(follow)
  return [
    addressOf(follow, ourDomain),
    String(dials.showBoosts),
    String(follow.notify),
    follow.languages?.join(', ') ?? '',
    follow.reason ?? '',
    plainText(follow.reason_text),
    follow.reason_post_id === null ? '' : String(follow.reason_post_id),
    follow.accepted_at?.toISOString() ?? '',
    follow.followed_by_since?.toISOString() ?? '',
    volumeOf(dials),
    String(dials.bestPerDay),
    String(dials.keep),
    plainText(dials.roles.join(', ')),
  ]
}
