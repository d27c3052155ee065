/** Reads whom somebody may want to follow, from what they may see; writes whom they do not want to see again. */
import { sql } from 'kysely'
import { dayMs, hourOf } from '../connection/acts.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type AccountId, firstIdAt } from '../platform/ids.ts'

/** In the order they come in: what has passed with me goes before what others do. */
export const suggestionKinds = ['wrote_to_you', 'follows_you', 'familiar', 'converses'] as const
export type SuggestionKind = (typeof suggestionKinds)[number]

const lookBackDays = 90
/** Of each kind. */
const mostOfKind = 100
/** Of my follows, and of the follows of each. */
const mostBetween = 200
const mostBeyond = 100
/** Answers on this server that are looked at for who talks. */
const mostAnswers = 1_000
const answersWithinDays = 30

/**
 * Who wrote to me; who follows me; whom those I follow follow, as far as they all show it; who answers people here. The last
 * two only if they let themselves be found and wrote lately. Nobody I follow, asked, block, muted or put away, nobody who
 * blocks me, no program. People who talk here come in an order of their own each day, so that nobody is always the first.
 */
export async function selectSuggestions(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  me: AccountId,
  limit: number,
): Promise<{ id: AccountId; kind: SuggestionKind }[]> {
  const now = clock.now()
  const since = new Date(now.getTime() - lookBackDays * dayMs)
  const day = Math.floor(now.getTime() / dayMs)
  const firstAnswer = firstIdAt(new Date(now.getTime() - answersWithinDays * dayMs))
  const { rows } = await sql<{ id: AccountId; kind: number }>`
    with found (id, kind, rank) as (
      (select from_id, 0, max(hour)::bigint from ties
        where to_id = ${me} and type in ('reply', 'mention', 'quote') and audience <> 'hidden' and hour >= ${hourOf(since)}
        group by from_id order by 3 desc limit ${mostOfKind})
      union all
      (select follower_id, 1, id from follows
        where followee_id = ${me} and state = 'accepted' order by id desc limit ${mostOfKind})
      union all
      (select theirs.followee_id, 2, count(*) from (
          select followee_id from follows where follower_id = ${me} and state = 'accepted' limit ${mostBetween}) mine
        join accounts between_us on between_us.id = mine.followee_id and not between_us.hide_collections
          and between_us.suspended_at is null and between_us.deleted_at is null
        cross join lateral (
          select followee_id from follows where follower_id = mine.followee_id and state = 'accepted'
          limit ${mostBeyond}) theirs
        join accounts target on target.id = theirs.followee_id and not target.hide_collections
        group by theirs.followee_id order by 3 desc limit ${mostOfKind})
      union all
      (select from_id, 3, hashint8extended(from_id, ${me}::bigint + ${day}::bigint) from (
          select from_id from tie_acts where post_id >= ${firstAnswer} and type = 'reply' and audience = 'public'
          order by post_id desc limit ${mostAnswers}) answers
        group by from_id)),
    best as (select distinct on (id) id, kind, rank from found order by id, kind)
    select best.id, best.kind from best
    join accounts on accounts.id = best.id
    left join author_stats on author_stats.account_id = best.id
    where best.id <> ${me}
      and accounts.suspended_at is null and accounts.deleted_at is null and accounts.silenced_at is null
      and accounts.moved_to is null and not accounts.bot
      and (best.kind < 2 or accounts.discoverable and author_stats.last_post_at > ${since})
      and not exists (select from users where users.account_id = best.id and users.approved_at is null)
      and not exists (select from follows where follower_id = ${me} and followee_id = best.id)
      and not exists (select from blocks where blocker_id = ${me} and blocked_id = best.id)
      and not exists (select from blocks where blocker_id = best.id and blocked_id = ${me})
      and not exists (select from mutes where muter_id = ${me} and muted_id = best.id
        and (expires_at is null or expires_at > ${now}))
      and not exists (select from dismissed_suggestions where account_id = ${me} and dismissed_id = best.id)
    order by best.kind, best.rank desc, best.id desc limit ${limit}`.execute(db)
  return rows.map(({ id, kind }) => ({ id, kind: suggestionKinds[kind]! }))
}

export async function dismissSuggestion({ db, clock }: Pick<Context, 'db' | 'clock'>, me: AccountId, other: AccountId) {
  await db
    .insertInto('dismissed_suggestions')
    .values({ account_id: me, dismissed_id: other, created_at: clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Some of what an account that goes has put away, and of what others have put away of it. Answers how many there were. */
export async function forgetSuggestions(db: Db, account: AccountId, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from dismissed_suggestions where (account_id, dismissed_id) in (
      select account_id, dismissed_id from dismissed_suggestions
      where (account_id = ${account} or dismissed_id = ${account})
        and not exists (select from accounts where id = ${account} and deleted_at is null) limit ${most})`.execute(db)
  return Number(numAffectedRows)
}
