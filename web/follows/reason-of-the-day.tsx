/** A reason stands with one post of a person a day, and not with more. */
import type { Relationship } from '../api/entities.ts'
import { ties } from '../ties/tie-store.ts'
import { dueNow, ReasonLine } from './reason-line.tsx'

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

export default function ReasonOfTheDay({ relationship, postId }: { relationship: Relationship; postId: string }) {
  const tie = ties.use(relationship.id)
  if (!tie || !dueNow({ relationship, tie }) || !isTheOne(relationship.id, postId)) return null
  return <ReasonLine relationship={relationship} tie={tie} />
}
