/**
 * What owner and moderators decide, each with one entry in the log, in the same transaction:
 * resolveReport  reopenReport  removePosts  letIn  turnAway  giveRole  addSignUpRule  removeSignUpRule
 */
import { findAccount } from '../accounts/queries.ts'
import { approve, reject } from '../auth/actions.ts'
import { loadUser } from '../auth/queries.ts'
import { changeRole } from '../auth/roles.ts'
import { deleteSignUpRule, insertSignUpRule, type RuleKind } from '../auth/sign-up-rules.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failing, isFailure, notFound } from '../platform/failure.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { countOut } from '../posts/actions.ts'
import { removalOf } from '../posts/erase-author.ts'
import { markDeleted } from '../posts/queries.ts'
import { insertLogEntry, type LogEntry, loadReports, lockStaff, setReportResolved } from './queries.ts'
import { refusalToModerate } from './report.ts'

const notAllowed = failing('forbidden', (words) => words.notAllowed)

export const mostPostsAtOnce = 100

async function roleOf(tx: Db, id: AccountId): Promise<Role> {
  return (await loadUser(tx, id))?.role ?? 'person'
}

async function isStaff(tx: Db, by: AccountId): Promise<boolean> {
  return (await roleOf(tx, by)) !== 'person'
}

function note(ctx: Context, tx: Db, by: AccountId, entry: Pick<LogEntry, 'action' | 'target' | 'detail'>) {
  return insertLogEntry(tx, { ...entry, id: ctx.newId(), moderator: by, at: ctx.clock.now() })
}

// ---- Reports

async function decide(ctx: Context, by: AccountId, id: Id, isDone: boolean): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    if (!(await isStaff(tx, by))) return notAllowed
    const report = await setReportResolved(tx, id, isDone ? ctx.clock.now() : null, by)
    if (!report) {
      const [there] = await loadReports(tx, [id])
      if (!there) return notFound
      return failing('conflict', (words) => (isDone ? words.reportDone : words.reportOpen))
    }
    const action = isDone ? 'resolve' : 'reopen'
    await note(ctx, tx, by, { action, target: report.target_id, detail: { report: String(id) } })
    return undefined
  })
}

export function resolveReport(ctx: Context, by: AccountId, id: Id): Promise<Failure | undefined> {
  return decide(ctx, by, id, true)
}

export function reopenReport(ctx: Context, by: AccountId, id: Id): Promise<Failure | undefined> {
  return decide(ctx, by, id, false)
}

// ---- Posts

export type PostRemoval = { by: AccountId; target: AccountId; posts: readonly PostId[]; reason?: string }

/** Deletes posts of one account as if its owner had. Those that are not theirs or are gone are passed over. */
export async function removePosts(
  ctx: Context,
  { by, target, posts, reason = '' }: PostRemoval,
): Promise<Failure | undefined> {
  if (posts.length === 0) return failing('invalid', (words) => words.noPostChosen)
  if (posts.length > mostPostsAtOnce) return failing('invalid', (words) => words.tooManyPosts(mostPostsAtOnce))
  return write<undefined>(ctx, async (tx, emit) => {
    const staff = await lockStaff(tx)
    if (!(await findAccount(tx, target))) return notFound
    const rankOf = (id: AccountId) => staff.find(({ accountId }) => accountId === id)?.role ?? 'person'
    const refused = refusalToModerate(rankOf(by), rankOf(target))
    if (refused) return refused
    const removed: PostId[] = []
    for (const id of [...new Set(posts)].toSorted((a, b) => a - b)) {
      const post = await markDeleted(tx, id, target, ctx.clock.now())
      if (!post) continue
      await countOut(tx, post)
      emit(removalOf(post))
      removed.push(id)
    }
    if (removed.length === 0) return failing('conflict', (words) => words.postsGone)
    await note(ctx, tx, by, { action: 'delete_posts', target, detail: { reason, posts: removed.map(String) } })
    return undefined
  })
}

// ---- People

async function failureOf(done: Promise<unknown>): Promise<Failure | undefined> {
  const outcome = await done
  return isFailure(outcome) ? outcome : undefined
}

/** Lets somebody in who waits for approval. */
export function letIn(ctx: Context, by: AccountId, username: string): Promise<Failure | undefined> {
  return failureOf(
    approve(ctx, username, async (tx, target) => {
      if (!(await isStaff(tx, by))) return notAllowed
      await note(ctx, tx, by, { action: 'approve', target, detail: { username } })
      return undefined
    }),
  )
}

/** Takes back the sign-up of somebody who waits for approval. */
export function turnAway(ctx: Context, by: AccountId, username: string): Promise<Failure | undefined> {
  return failureOf(
    reject(ctx, username, async (tx, target) => {
      if (!(await isStaff(tx, by))) return notAllowed
      await note(ctx, tx, by, { action: 'reject', target, detail: { username } })
      return undefined
    }),
  )
}

/** For owners only, and about others: whoever wants to step down asks another owner. */
export function giveRole(ctx: Context, by: AccountId, username: string, role: Role): Promise<Failure | undefined> {
  return failureOf(
    changeRole(ctx, username, role, async (tx, target) => {
      if (by === target || (await roleOf(tx, by)) !== 'owner') return notAllowed
      await note(ctx, tx, by, { action: 'role', target, detail: { role } })
      return undefined
    }),
  )
}

// ---- Rules for sign-ups

export function addSignUpRule(
  ctx: Context,
  by: AccountId,
  { kind, value }: { kind: RuleKind; value: string },
): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    if (!(await isStaff(tx, by))) return notAllowed
    const rule = await insertSignUpRule(tx, { id: ctx.newId(), kind, value, created_at: ctx.clock.now() })
    if (isFailure(rule)) return rule
    await note(ctx, tx, by, { action: 'add_rule', target: undefined, detail: { kind, value: rule.value } })
    return undefined
  })
}

export function removeSignUpRule(ctx: Context, by: AccountId, id: Id): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    if (!(await isStaff(tx, by))) return notAllowed
    const rule = await deleteSignUpRule(tx, id)
    if (!rule) return notFound
    await note(ctx, tx, by, {
      action: 'remove_rule',
      target: undefined,
      detail: { kind: rule.kind, value: rule.value },
    })
    return undefined
  })
}
