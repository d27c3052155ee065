/** What the audit answers. The shapes originate where the server presents them. */
import type { z } from 'zod'
import type { Mark, SuggestionKind } from '../../src/audit/marks.ts'
import type {
  followersAnswer,
  milestonesAnswer,
  mirrorAnswer,
  questionsAnswer,
  unansweredAnswer,
} from '../../src/audit/mirror-routes.ts'
import type { WireAuditOverview, WireAuditSnapshot } from '../../src/audit/overview.ts'
import type { WireAuditPersonInFull } from '../../src/audit/person.ts'
import type { WireAuditMap, WireAuditPerson } from '../../src/audit/present.ts'
import type { WireStrategy, WireStrategyForPerson } from '../../src/audit/strategy-routes.ts'
import type { Question } from '../../src/audit/verdicts.ts'
import type { EvidenceLine } from '../api/entities.ts'

export type { Mark, Question, SuggestionKind }
export type AuditOverview = WireAuditOverview
export type Verdicts = readonly { verdict: string; people: number }[]
export type AuditPerson = WireAuditPerson
export type AuditMap = WireAuditMap
export type MapPerson = AuditMap['people'][number]
export type AuditPersonInFull = WireAuditPersonInFull
export type AuditAnswer = AuditPersonInFull['answers'][number]
export type Snapshot = WireAuditSnapshot
export type Strategy = WireStrategy
export type StrategyForPerson = WireStrategyForPerson
export type Line = EvidenceLine
export type Confidence = 'low' | 'medium' | 'high'

export type Mirror = z.output<typeof mirrorAnswer>
export type MixKind = Mirror['mix'][number]['kind']
export type OpenQuestion = z.output<typeof questionsAnswer>[number]
export type Unanswered = z.output<typeof unansweredAnswer>
export type FollowersPicture = z.output<typeof followersAnswer>
export type Milestone = z.output<typeof milestonesAnswer>[number]

/** In the order of the essay. */
export const questions = ['reason', 'follow_back', 'interest', 'engaging'] as const satisfies readonly Question[]
