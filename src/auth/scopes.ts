import { type Scope, scopes } from '../platform/http.ts'
import { holdsScope } from '../platform/server.ts'

const known: ReadonlySet<string> = new Set(scopes)

/** What an app gets that asks for nothing in particular. */
export const defaultScopes: readonly Scope[] = ['read']

/** Scopes separated by spaces or, as some clients send them, pluses. Each once; undefined when one is unknown. */
export function parseScopes(text: string): Scope[] | undefined {
  const names = [...new Set(text.split(/[\s+]+/).filter(Boolean))]
  return names.every((name) => known.has(name)) ? (names as Scope[]) : undefined
}

/** Everything `wanted` allows, `held` allows too. */
export function coversScopes(held: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((scope) => holdsScope(held, scope))
}

const families: Record<string, string> = {
  read: 'Read everything in your account: your home channel, notifications, lists and settings',
  write: 'Act as you: post, reply, boost, favourite, and change your profile',
  follow: 'Follow, block and mute people for you, and see whom you follow, block and mute',
  push: 'Send you push notifications',
  profile: 'See who you are: your name, picture and profile',
}

const subjects: Record<string, string> = {
  accounts: 'your profile and the profiles of others',
  blocks: 'whom you block',
  bookmarks: 'your bookmarks',
  connections: 'what has passed between you and others',
  conversations: 'your conversations',
  favourites: 'your favourites',
  filters: 'your filters',
  follows: 'whom you follow',
  lists: 'your lists',
  media: 'pictures and other files',
  mutes: 'whom you mute',
  notifications: 'your notifications',
  reports: 'reports to the moderators',
  search: 'search results',
  statuses: 'posts',
}

const verbs: Record<string, string> = {
  'write:accounts': 'Change your profile',
  'write:connections': 'Say for you whom you have met',
  'write:media': 'Upload pictures and other files',
  'write:reports': 'Report people and posts to the moderators',
  'write:statuses': 'Post, reply, boost and delete posts as you',
  'write:follows': 'Follow and unfollow people for you',
  'write:blocks': 'Block and unblock people for you',
  'write:mutes': 'Mute and unmute people for you',
  'write:favourites': 'Favourite posts as you',
  'read:search': 'Search as you',
}

export type ScopeInWords = { writes: boolean; text: string }

/** Longer lists are not read: what begins with the same word is one line then. */
const mostLines = 6

function inFewLines(lines: { writes: boolean; text: string; subject?: string }[]): ScopeInWords[] {
  if (lines.length <= mostLines) return lines.map(({ writes, text }) => ({ writes, text }))
  const alike = (wanted: boolean): ScopeInWords[] => {
    const subjects = lines.flatMap(({ writes, subject }) => (writes === wanted && subject ? [subject] : []))
    if (subjects.length === 0) return []
    const joined = new Intl.ListFormat('en').format(subjects)
    return [{ writes: wanted, text: `${wanted ? 'Change' : 'See'} ${joined}` }]
  }
  const own = lines.filter(({ subject }) => subject === undefined).map(({ writes, text }) => ({ writes, text }))
  return [...alike(false), ...alike(true), ...own]
}

/** What the scopes allow, in plain words, without those another one of them includes. */
export function scopesInWords(asked: readonly string[]): ScopeInWords[] {
  const lines = asked
    .filter(
      (scope) =>
        !coversScopes(
          asked.filter((other) => other !== scope),
          [scope],
        ),
    )
    .map((scope) => {
      const [family, subject] = scope.split(':') as [string, string | undefined]
      const writes = family === 'write' || family === 'follow'
      if (subject === undefined) return { writes, text: families[family] ?? scope }
      const own = verbs[scope]
      const named = subjects[subject] ?? subject
      return own === undefined
        ? { writes, text: `${writes ? 'Change' : 'See'} ${named}`, subject: named }
        : { writes, text: own }
    })
  return inFewLines(lines)
}
