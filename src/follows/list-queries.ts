/** Pages of accounts by how they stand to somebody. The cursor is the relation's id, never the account's. */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { inPageOrder, type Page, paged } from '../platform/pagination.ts'

export type Listed = { cursor: Id; accountId: AccountId }

const isShown = sql<boolean>`accounts.suspended_at is null and accounts.deleted_at is null`

/** Nobody the viewer blocks or mutes, and nobody who blocks the viewer. */
function isOpenTo(viewerId: AccountId, now: Date) {
  return sql<boolean>`
    not exists (select from blocks where blocker_id = accounts.id and blocked_id = ${viewerId})
    and not exists (select from blocks where blocker_id = ${viewerId} and blocked_id = accounts.id)
    and not exists (select from mutes where muter_id = ${viewerId} and muted_id = accounts.id
      and (expires_at is null or expires_at > ${now}))`
}

/** Who looks at a list that is not their own. */
export type Onlooker = { viewerId: AccountId; now: Date } | undefined

export async function listFollowers(db: Db, followee: AccountId, onlooker: Onlooker, page: Page): Promise<Listed[]> {
  const query = db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.follower_id')
    .select(['follows.id as cursor', 'follows.follower_id as accountId'])
    .where('follows.followee_id', '=', followee)
    .where('follows.state', '=', 'accepted')
    .where(isShown)
    .$if(onlooker !== undefined, (narrowed) => narrowed.where(isOpenTo(onlooker!.viewerId, onlooker!.now)))
  return inPageOrder(await paged(query, 'follows.id', page).execute(), page)
}

export async function listFollowing(db: Db, follower: AccountId, onlooker: Onlooker, page: Page): Promise<Listed[]> {
  const query = db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.followee_id')
    .select(['follows.id as cursor', 'follows.followee_id as accountId'])
    .where('follows.follower_id', '=', follower)
    .where('follows.state', '=', 'accepted')
    .where(isShown)
    .$if(onlooker !== undefined, (narrowed) => narrowed.where(isOpenTo(onlooker!.viewerId, onlooker!.now)))
  return inPageOrder(await paged(query, 'follows.id', page).execute(), page)
}

export async function listRequests(db: Db, followee: AccountId, page: Page): Promise<Listed[]> {
  const query = db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.follower_id')
    .select(['follows.id as cursor', 'follows.follower_id as accountId'])
    .where('follows.followee_id', '=', followee)
    .where('follows.state', '=', sql.lit('requested'))
    .where(isShown)
  return inPageOrder(await paged(query, 'follows.id', page).execute(), page)
}

export async function listBlocks(db: Db, blocker: AccountId, page: Page): Promise<Listed[]> {
  const query = db
    .selectFrom('blocks')
    .innerJoin('accounts', 'accounts.id', 'blocks.blocked_id')
    .select(['blocks.id as cursor', 'blocks.blocked_id as accountId'])
    .where('blocks.blocker_id', '=', blocker)
    .where(isShown)
  return inPageOrder(await paged(query, 'blocks.id', page).execute(), page)
}

export type ListedMute = Listed & { expiresAt: Date | null }

export async function listMutes(db: Db, muter: AccountId, now: Date, page: Page): Promise<ListedMute[]> {
  const query = db
    .selectFrom('mutes')
    .innerJoin('accounts', 'accounts.id', 'mutes.muted_id')
    .select(['mutes.id as cursor', 'mutes.muted_id as accountId', 'mutes.expires_at as expiresAt'])
    .where('mutes.muter_id', '=', muter)
    .where((where) => where.or([where('mutes.expires_at', 'is', null), where('mutes.expires_at', '>', now)]))
    .where(isShown)
  return inPageOrder(await paged(query, 'mutes.id', page).execute(), page)
}

/**
 * Of each target, whom the viewer follows who also follows it: the newest 80. Nobody for a target that hides its
 * followers or blocks the viewer, and never somebody who hides whom they follow.
 */
export async function listFamiliarFollowers(db: Db, viewerId: AccountId, targets: readonly AccountId[]) {
  const { rows } = await sql<{ targetId: AccountId; accountId: AccountId }>`
    select target.id as "targetId", familiar.id as "accountId"
    from accounts target cross join lateral (
      select accounts.id, theirs.id as cursor from follows mine
      join follows theirs on theirs.follower_id = mine.followee_id and theirs.followee_id = target.id
      join accounts on accounts.id = mine.followee_id
      where mine.follower_id = ${viewerId} and mine.state = 'accepted' and theirs.state = 'accepted'
        and ${isShown} and not accounts.hide_collections
      order by theirs.id desc limit 80) familiar
    where target.id = any(${targets}::bigint[]) and not target.hide_collections
      and not exists (select from blocks where blocker_id = target.id and blocked_id = ${viewerId})
    order by target.id, familiar.cursor desc`.execute(db)
  return Map.groupBy(rows, (row) => row.targetId)
}

const turnings = {
  turned_down: sql<boolean>`(follows.volume <> 'everything' or not follows.show_boosts)`,
  kept: sql<boolean>`follows.keep`,
  with_role: sql<boolean>`follows.roles <> '{}'`,
}

/** Follows on which a dial is turned. */
export function selectTurned(db: Db, follower: AccountId, which: keyof typeof turnings, page: Page): Promise<Listed[]> {
  const query = db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.followee_id')
    .select(['follows.id as cursor', 'follows.followee_id as accountId'])
    .where('follows.follower_id', '=', follower)
    .where(turnings[which])
    .where(isShown)
  return paged(query, 'follows.id', page).execute()
}

export type ExportedFollow = {
  id: Id
  username: string
  domain: string
  volume: string
  best_per_day: number
  show_boosts: boolean
  keep: boolean
  roles: string[]
  notify: boolean
  languages: string[] | null
  reason: string | null
  reason_text: string
  reason_post_id: Id | null
  accepted_at: Date | null
  followed_by_since: Date | null
}

/** Somebody's follows, newest first, with those still waiting for an answer. */
export async function exportFollows(db: Db, follower: AccountId, page: Page): Promise<ExportedFollow[]> {
  const query = db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.followee_id')
    .leftJoin('follows as back', (join) =>
      join.onRef('back.follower_id', '=', 'follows.followee_id').on('back.followee_id', '=', follower),
    )
    .select(['accounts.username', 'accounts.domain', 'follows.show_boosts', 'follows.notify', 'follows.languages'])
    .select(['follows.volume', 'follows.best_per_day', 'follows.keep', 'follows.roles'])
    .select(['follows.id', 'follows.reason', 'follows.reason_text', 'follows.reason_post_id'])
    .select([
      'follows.accepted_at',
      sql<Date | null>`coalesce(follows.followed_by_since, back.accepted_at)`.as('followed_by_since'),
    ])
    .where('follows.follower_id', '=', follower)
    .where('accounts.deleted_at', 'is', null)
  return paged(query, 'follows.id', page).execute()
}
