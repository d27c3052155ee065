import { type Check, missing, strayRows } from '../platform/check.ts'

export const auditChecks: Check[] = [
  strayRows('stray-audits', 'audits, milestones and dismissed posts of or about what does not exist', [
    ['audit_people', missing('audit_people.account_id', 'accounts', 'id')],
    ['audit_measures', missing('audit_measures.viewer_id', 'accounts', 'id')],
    ['audit_measures', missing('audit_measures.followee_id', 'accounts', 'id')],
    ['audit_snapshots', missing('audit_snapshots.account_id', 'accounts', 'id')],
    ['unanswered_shown', missing('unanswered_shown.account_id', 'accounts', 'id')],
    ['dismissed_posts', missing('dismissed_posts.account_id', 'accounts', 'id')],
    ['milestones', missing('milestones.account_id', 'accounts', 'id')],
  ]),
]
