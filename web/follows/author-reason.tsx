/** The reason comes back beside the name of whoever has been quiet: with one post of theirs a day, and not with more. */
import { ownId } from '../api/queries.ts'
import { ties } from '../ties/tie-store.ts'
import { reasonInWords } from './reason.tsx'
import { silenceDays } from './reason-due.ts'
import { dueNow, ReasonLine } from './reason-line.tsx'
import { relationships } from './relationships.ts'

const key = 'reasons shown'
const today = () => new Date().toDateString()

type ShownToday = { day: string; posts: Record<string, string> }

function load(): ShownToday {
  const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as ShownToday | null
  return kept?.day === today() ? kept : { day: today(), posts: {} }
}

/** The first post of somebody that asks gets their reason for the day. */
function isTheOne(account: string, post: string): boolean {
  const shown = load()
  shown.posts[account] ??= post
  localStorage.setItem(key, JSON.stringify(shown))
  return shown.posts[account] === post
}

export function AuthorReason({ accountId, postId }: { accountId: string; postId: string }) {
  const relationship = relationships.use(accountId === ownId ? undefined : accountId)
  const since = relationship?.twoway?.followed_since
  // Most follows are too young or have no reason: their ties are not asked for.
  const mayBeDue =
    relationship?.following === true &&
    // On a profile it stands already.
    !location.pathname.startsWith('/@') &&
    reasonInWords(relationship.twoway) !== undefined &&
    Date.parse(since ?? '') < Date.now() - silenceDays * 86_400_000
  const tie = ties.use(mayBeDue ? accountId : undefined)
  if (!relationship || !tie || !dueNow({ relationship, tie }) || !isTheOne(accountId, postId)) return null
  return <ReasonLine relationship={relationship} tie={tie} />
}
