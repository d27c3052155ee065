/** Numbers of followers that are worth a calm word, once each: 5, 50, 500, 1,000, 5,000, 10,000 and so on. */
import { sql } from 'kysely'
import { hourOf } from '../connection/acts.ts'
import { dayMs } from '../platform/clock.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'

const steps = [5, 50, 500, ...[3, 4, 5, 6, 7, 8].flatMap((power) => [10 ** power, 5 * 10 ** power])]

/** The largest step that has been reached. */
export const stepOf = (followers: number) => steps.findLast((step) => followers >= step)

/** After somebody began to follow. What was reached before is not told again when followers come and go. */
export async function noteMilestone(tx: Db, account: AccountId, now: Date) {
  const row = await tx
    .selectFrom('follow_stats')
    .select('followers_count')
    .where('account_id', '=', account)
    .executeTakeFirst()
  const step = stepOf(row?.followers_count ?? 0)
  if (step === undefined) return
  await tx
    .insertInto('milestones')
    .values({ account_id: account, followers: step, reached_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export type Milestone = { followers: number; reachedAt: Date }

/** Those not dismissed, the largest first. */
export async function selectMilestones(db: Db, account: AccountId): Promise<Milestone[]> {
  const rows = await db
    .selectFrom('milestones')
    .select(['followers', 'reached_at'])
    .where('account_id', '=', account)
    .where('dismissed_at', 'is', null)
    .orderBy('followers', 'desc')
    .execute()
  return rows.map(({ followers, reached_at }) => ({ followers, reachedAt: reached_at }))
}

/** With all smaller ones. False when there is none. */
export async function dismissMilestone(db: Db, account: AccountId, followers: number, now: Date): Promise<boolean> {
  const result = await db
    .updateTable('milestones')
    .set({ dismissed_at: now })
    .where('account_id', '=', account)
    .where('followers', '<=', followers)
    .where('dismissed_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** Followers who turned to me in public words within thirty days. */
export async function countTalkedThisMonth(db: Db, me: AccountId, now: Date): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct ties.from_id)::int as people from ties
    join follows on follows.follower_id = ties.from_id and follows.followee_id = ${me} and follows.state = 'accepted'
    where ties.to_id = ${me} and ties.hour >= ${hourOf(now.getTime() - 30 * dayMs)} and ties.audience = 'public'
      and ties.type in ('reply', 'mention', 'quote')`.execute(db)
  return rows[0]!.people
}

export type BookRow = {
  account: AccountId
  name: string
  username: string
  domain: string
  avatarKey: string | null
  followedAt: Date
}

/** My newest followers. */
export async function selectBook(db: Db, me: AccountId, most: number): Promise<BookRow[]> {
  const { rows } = await sql<BookRow>`
    select accounts.id as account, coalesce(nullif(accounts.display_name, ''), accounts.username) as name, accounts.username,
      accounts.domain, accounts.avatar_key as "avatarKey", coalesce(follows.accepted_at, follows.created_at) as "followedAt"
    from follows join accounts on accounts.id = follows.follower_id
      and accounts.suspended_at is null and accounts.deleted_at is null
    where follows.followee_id = ${me} and follows.state = 'accepted'
    order by follows.id desc limit ${most}`.execute(db)
  return rows
}
