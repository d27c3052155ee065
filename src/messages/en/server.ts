/** The catalogues that the server says something from. */
import type { Locale } from '../locale.ts'
import { auditSentences, mirrorSentences, strategySentences } from './audit-sentences.ts'
import { common } from './common.ts'
import { demo } from './demo.ts'
import { entry, scopes } from './entry.ts'
import { failures } from './failures.ts'
import { frame } from './frame.ts'
import { front } from './front.ts'
import { grammar } from './grammar.ts'
import { moderation } from './moderation.ts'
import { notifications } from './notifications.ts'
import { pageGrammar } from './page-grammar.ts'
import { people } from './people.ts'
import { personSentences } from './person-sentences.ts'
import { search } from './places.ts'
import { reading } from './reading.ts'
import { report } from './report.ts'
import { settings } from './settings.ts'
import { suggestions } from './suggestions.ts'
import { tieSentences } from './tie-sentences.ts'
import { unfollowing } from './unfollowing.ts'

export const server = {
  locale: 'en' as Locale,
  auditSentences,
  grammar: { ...grammar, ...pageGrammar },
  common,
  demo,
  entry,
  failures,
  frame,
  front,
  mirrorSentences,
  moderation,
  notifications,
  people,
  personSentences,
  reading,
  report,
  scopes,
  search,
  settings,
  strategySentences,
  suggestions,
  tieSentences,
  unfollowing,
}
