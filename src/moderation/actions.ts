/** fileReport  suspendAccount  restoreAccount  limitAccount  unlimitAccount  deleteAccount */
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { markDeleted, markRestored, markSilenced, markSuspended } from '../accounts/lifecycle.ts'
import { findAccount } from '../accounts/queries.ts'
import { revokeAllAccess } from '../auth/access.ts'
import type { Event } from '../events.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failing, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { loadFacts } from '../posts/hydrate.ts'
import { mayRead } from '../posts/visibility.ts'
import { insertLogEntry, insertReport, type LogEntry, lockStaff, type Report } from './queries.ts'
import { categoryOf, type ReportCategory, refusalToModerate } from './report.ts'

// ---- Reports

export type NewReport = {
  reporter: AccountId
  target: AccountId
  posts: readonly PostId[]
  rules: readonly number[]
  category: ReportCategory
  comment: string
  forward: boolean
}

/** Only posts of the reported account that the reporter may read can be named; any other does not exist for them. */
export async function fileReport(ctx: Context, filed: NewReport): Promise<Report | Failure> {
  const { reporter, target } = filed
  if (reporter === target) return invalid('Validation failed: You cannot report yourself')
  const { rules } = await loadInstance(ctx.db)
  const category = categoryOf(filed.category, filed.rules, rules.length)
  if (isFailure(category)) return category
  return write<Report>(ctx, async (tx, emit) => {
    const account = await findAccount(tx, target)
    if (!account || isHiddenFromAll(account)) return notFound
    const posts = [...new Set(filed.posts)]
    const facts = await loadFacts({ ...ctx, db: tx }, reporter, posts)
    const readable = facts.filter((post) => post.author.id === target && mayRead(post, reporter))
    if (readable.length < posts.length) return notFound
    const report = {
      id: ctx.newId(),
      reporter_id: reporter,
      target_id: target,
      post_ids: posts,
      rule_numbers: [...new Set(filed.rules)],
      category,
      comment: filed.comment,
      forward: filed.forward,
      created_at: ctx.clock.now(),
    }
    await insertReport(tx, report)
    emit({ type: 'report.created', origin: 'live', report: report.id, reporter, target })
    return { ...report, action_taken_at: null, action_taken_by: null }
  })
}

// ---- Measures against accounts

/** `by` undefined: done from the command line. */
export type Measure = { by?: AccountId; target: AccountId; reason?: string }

type Kind = {
  action: LogEntry['action']
  event: Extract<Event['type'], 'account.suspended' | 'account.restored' | 'account.updated' | 'account.deleted'>
  takesAccess: boolean
  mark: (tx: Db, target: AccountId, at: Date) => Promise<boolean>
  /** Why the account is not in a state that this would change. */
  refusal: (account: Account) => NonNullable<Failure['say']>
}

const suspension: Kind = {
  action: 'suspend',
  event: 'account.suspended',
  takesAccess: true,
  mark: markSuspended,
  refusal:
    ({ username, deleted_at }) =>
    (words) =>
      deleted_at ? words.isDeleted(username) : words.isSuspendedAlready(username),
}

const restoration: Kind = {
  action: 'restore',
  event: 'account.restored',
  takesAccess: false,
  mark: markRestored,
  refusal:
    ({ username, deleted_at }) =>
    (words) =>
      deleted_at ? words.cannotComeBack(username) : words.isNotSuspended(username),
}

const limit: Kind = {
  action: 'limit',
  event: 'account.updated',
  takesAccess: false,
  mark: markSilenced,
  refusal:
    ({ username, deleted_at }) =>
    (words) =>
      deleted_at ? words.isDeleted(username) : words.isLimitedAlready(username),
}

const unlimit: Kind = {
  action: 'unlimit',
  event: 'account.updated',
  takesAccess: false,
  mark: (tx, target) => markSilenced(tx, target, null),
  refusal:
    ({ username, deleted_at }) =>
    (words) =>
      deleted_at ? words.isDeleted(username) : words.isNotLimited(username),
}

const deletion: Kind = {
  action: 'delete',
  event: 'account.deleted',
  takesAccess: true,
  mark: markDeleted,
  refusal:
    ({ username }) =>
    (words) =>
      words.isDeletedAlready(username),
}

type Staff = Awaited<ReturnType<typeof lockStaff>>

function isOnlyOwner(staff: Staff, target: AccountId): boolean {
  const owners = staff.filter(({ role, isActive }) => role === 'owner' && isActive)
  return owners.length === 1 && owners[0]?.accountId === target
}

/** Logins are locked before accounts, so that no two measures wait for each other. */
async function take(ctx: Context, kind: Kind, { by, target, reason = '' }: Measure): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx, emit) => {
    const staff = await lockStaff(tx)
    const account = await findAccount(tx, target)
    if (!account) return notFound
    const roleOf = (id: AccountId) => staff.find(({ accountId }) => accountId === id)?.role ?? 'person'
    const isOwn = by === target && kind === deletion
    const refused = isOwn ? undefined : refusalToModerate(by && roleOf(by), roleOf(target))
    if (refused) return refused
    if (kind.takesAccess && isOnlyOwner(staff, target))
      return failing('invalid', (words) =>
        kind === deletion ? words.onlyOwnerDeleted(account.username) : words.onlyOwnerSuspended(account.username),
      )
    const at = ctx.clock.now()
    if (kind.takesAccess) await revokeAllAccess(tx, target)
    if (!(await kind.mark(tx, target, at))) return failing('conflict', kind.refusal(account))
    await insertLogEntry(tx, { id: ctx.newId(), moderator: by, action: kind.action, target, detail: { reason }, at })
    emit({ type: kind.event, origin: 'live', account: target })
    return undefined
  })
}

/** Profile and posts are invisible to all, sessions and tokens end at once. The handle is kept. */
export function suspendAccount(ctx: Context, measure: Measure): Promise<Failure | undefined> {
  return take(ctx, suspension, measure)
}

/** Takes a suspension back: everything is visible again. The person logs in anew. */
export function restoreAccount(ctx: Context, measure: Measure): Promise<Failure | undefined> {
  return take(ctx, restoration, measure)
}

/** Their posts are left to their followers: nobody else finds them in public channels, threads or searches. */
export function limitAccount(ctx: Context, measure: Measure): Promise<Failure | undefined> {
  return take(ctx, limit, measure)
}

export function unlimitAccount(ctx: Context, measure: Measure): Promise<Failure | undefined> {
  return take(ctx, unlimit, measure)
}

/** Invisible at once, for good; a job erases what is left. The handle stays reserved. People may delete their own. */
export function deleteAccount(ctx: Context, measure: Measure): Promise<Failure | undefined> {
  return take(ctx, deletion, measure)
}
