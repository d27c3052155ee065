/** What a report is about, and who may act against whom. Pure. */
import { type Failure, failing, invalid } from '../platform/failure.ts'
import type { Role } from '../platform/http.ts'

export const reportCategories = ['spam', 'legal', 'violation', 'other'] as const
export type ReportCategory = (typeof reportCategories)[number]

export const mostCommentCharacters = 1_000

/** A report that names rules is about them, whatever category it was sent with. Rules are numbered from 1. */
export function categoryOf(
  asked: ReportCategory,
  ruleNumbers: readonly number[],
  ruleCount: number,
): ReportCategory | Failure {
  if (ruleNumbers.length === 0 && asked !== 'violation') return asked
  const isKnown = (rule: number) => rule >= 1 && rule <= ruleCount
  return ruleNumbers.length > 0 && ruleNumbers.every(isKnown)
    ? 'violation'
    : invalid('Validation failed: Rule ids does not reference valid rules')
}

const ranks: Record<Role, number> = { person: 0, moderator: 1, owner: 2 }

/** Undefined: they may. `by` undefined is the command line, which may everything. */
export function refusalToModerate(by: Role | undefined, target: Role): Failure | undefined {
  if (by === undefined || (by !== 'person' && ranks[by] > ranks[target])) return undefined
  return failing('forbidden', (words) => words.notAllowed)
}
