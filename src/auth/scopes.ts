import type { Words } from '../messages/words.ts'
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

export type ScopeInWords = { writes: boolean; text: string }

/** Longer lists are not read: what begins with the same word is one line then. */
const mostLines = 6

function inFewLines(
  { scopes, grammar }: Words,
  lines: { writes: boolean; text: string; subject?: string }[],
): ScopeInWords[] {
  if (lines.length <= mostLines) return lines.map(({ writes, text }) => ({ writes, text }))
  const alike = (wanted: boolean): ScopeInWords[] => {
    const subjects = lines.flatMap(({ writes, subject }) => (writes === wanted && subject ? [subject] : []))
    if (subjects.length === 0) return []
    return [{ writes: wanted, text: (wanted ? scopes.change : scopes.see)(grammar.joined(subjects)) }]
  }
  const own = lines.filter(({ subject }) => subject === undefined).map(({ writes, text }) => ({ writes, text }))
  return [...alike(false), ...alike(true), ...own]
}

/** What the scopes allow, in plain words, without those another one of them includes. */
export function scopesInWords(words: Words, asked: readonly string[]): ScopeInWords[] {
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
      if (subject === undefined) return { writes, text: words.scopes.families[family] ?? scope }
      const own = words.scopes.acts[scope]
      const named = words.scopes.subjects[subject] ?? subject
      return own === undefined
        ? { writes, text: (writes ? words.scopes.change : words.scopes.see)(named), subject: named }
        : { writes, text: own }
    })
  return inFewLines(words, lines)
}
