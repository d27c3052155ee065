/**
 * Writes to one relation, and what stands between accounts. Locks are always taken in this order, so that no two
 * transactions wait for each other: account rows by id, the pair, rows of `follows` by id, `follow_stats` by account.
 */
import { sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { type Dials, openDials, type StoredVolume, turnDials } from './dials.ts'
import {
  type FollowChoices,
  type FollowPair,
  type FollowReason,
  type Relation,
  statDeltas,
  whoFollowedFirst,
} from './follow.ts'

export type AccountState = {
  id: AccountId
  locked: boolean
  silenced_at: Date | null
  suspended_at: Date | null
  deleted_at: Date | null
}

/**
 * The state of both accounts, held until the transaction ends: neither is suspended or deleted meanwhile, and no other
 * transaction changes follows or blocks between the two. Who still waits to be let in is not there yet.
 */
export async function lockPair(tx: Db, one: AccountId, other: AccountId): Promise<Map<AccountId, AccountState>> {
  const states = await tx
    .selectFrom('accounts')
    .select(['id', 'locked', 'silenced_at', 'suspended_at', 'deleted_at'])
    .where('id', 'in', [one, other])
    .where(
      sql<boolean>`not exists (select from users where users.account_id = accounts.id and users.approved_at is null)`,
    )
    .orderBy('id')
    .forShare()
    .execute()
  await holdPair(tx, one, other)
  return new Map(states.map((state) => [state.id, state]))
}

/** What stands between the two is changed by nobody else until the transaction ends. */
export async function holdPair(tx: Db, one: AccountId, other: AccountId) {
  const pair = `follow or block: ${Math.min(one, other)} ${Math.max(one, other)}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${pair}, 0))`.execute(tx)
}

export async function isBlockedEitherWay(db: Db, one: AccountId, other: AccountId): Promise<boolean> {
  const { rows } = await sql`
    select from blocks where (blocker_id, blocked_id) in ((${one}, ${other}), (${other}, ${one})) limit 1`.execute(db)
  return rows.length > 0
}

export async function findFollow(db: Db, follower: AccountId, followee: AccountId) {
  return db
    .selectFrom('follows')
    .selectAll()
    .where('follower_id', '=', follower)
    .where('followee_id', '=', followee)
    .executeTakeFirst()
}
export type StoredFollow = NonNullable<Awaited<ReturnType<typeof findFollow>>>

export function dialsOf(row: Pick<StoredFollow, 'volume' | 'best_per_day' | 'show_boosts' | 'keep' | 'roles'>): Dials {
  return {
    volume: row.volume as StoredVolume,
    bestPerDay: row.best_per_day,
    showBoosts: row.show_boosts,
    keep: row.keep,
    roles: row.roles,
  }
}

function choiceColumns(choices: FollowChoices, dials: Dials) {
  const { volume, bestPerDay, showBoosts, keep, roles } = turnDials(dials, choices)
  return {
    volume,
    best_per_day: bestPerDay,
    show_boosts: showBoosts,
    keep,
    roles: [...roles],
    notify: choices.notify,
    languages: choices.languages,
    reason: choices.reason,
    reason_text: choices.reasonText,
    reason_post_id: choices.reasonPostId,
  }
}

export type NewFollow = {
  id: Id
  follower: AccountId
  followee: AccountId
  state: 'requested' | 'accepted'
  choices: FollowChoices
  followedBySince: Date | null
  now: Date
}

/** False when the follow is there already. */
export async function insertFollow(tx: Db, follow: NewFollow): Promise<boolean> {
  const result = await tx
    .insertInto('follows')
    .values({
      ...choiceColumns(follow.choices, openDials),
      id: follow.id,
      follower_id: follow.follower,
      followee_id: follow.followee,
      state: follow.state,
      followed_by_since: follow.followedBySince,
      created_at: follow.now,
      accepted_at: follow.state === 'accepted' ? follow.now : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** The follow as it is after the change. */
export async function updateFollow(tx: Db, follow: StoredFollow, choices: FollowChoices): Promise<StoredFollow> {
  return tx
    .updateTable('follows')
    .set(choiceColumns(choices, dialsOf(follow)))
    .where('follower_id', '=', follow.follower_id)
    .where('followee_id', '=', follow.followee_id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** False when there is no pending request. */
export async function acceptRequest(tx: Db, follower: AccountId, followee: AccountId, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('follows')
    .set({ state: 'accepted', accepted_at: now })
    .where('follower_id', '=', follower)
    .where('followee_id', '=', followee)
    .where('state', '=', 'requested')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export type RemovedFollow = FollowPair & { state: string }

/** Removes those of the given follows that exist. */
export async function deleteFollows(tx: Db, pairs: readonly [AccountId, AccountId][]): Promise<RemovedFollow[]> {
  const { rows } = await sql<RemovedFollow>`
    with gone as (
      select follower_id, followee_id from follows
      where (follower_id, followee_id) in (${sql.join(pairs.map(([follower, followee]) => sql`(${follower}, ${followee})`))})
      order by id for update)
    delete from follows using gone
    where follows.follower_id = gone.follower_id and follows.followee_id = gone.followee_id
    returning follows.follower_id, follows.followee_id, follows.state`.execute(tx)
  return rows
}

/** Counts accepted follows that came (1) or went (-1). */
export async function countFollows(tx: Db, follows: readonly FollowPair[], change: 1 | -1) {
  if (follows.length === 0) return
  const deltas = statDeltas(follows, change)
  await sql`
    insert into follow_stats (account_id, followers_count, following_count)
    select * from unnest(
      ${deltas.map((delta) => delta.accountId)}::bigint[],
      ${deltas.map((delta) => delta.followers)}::int[],
      ${deltas.map((delta) => delta.following)}::int[])
    on conflict (account_id) do update set
      followers_count = follow_stats.followers_count + excluded.followers_count,
      following_count = follow_stats.following_count + excluded.following_count`.execute(tx)
}

export async function followCounts(db: Db, id: AccountId) {
  const counts = await db
    .selectFrom('follow_stats')
    .select(['followers_count', 'following_count'])
    .where('account_id', '=', id)
    .executeTakeFirst()
  return counts ?? { followers_count: 0, following_count: 0 }
}

/** False when the block is there already. */
export async function insertBlock(tx: Db, id: Id, blocker: AccountId, blocked: AccountId, now: Date): Promise<boolean> {
  const result = await tx
    .insertInto('blocks')
    .values({ id, blocker_id: blocker, blocked_id: blocked, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function deleteBlock(tx: Db, blocker: AccountId, blocked: AccountId): Promise<boolean> {
  const result = await tx
    .deleteFrom('blocks')
    .where('blocker_id', '=', blocker)
    .where('blocked_id', '=', blocked)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

export type NewMute = {
  id: Id
  muter: AccountId
  muted: AccountId
  hideNotifications: boolean
  expiresAt: Date | null
  now: Date
}

/** Mutes, or changes the mute that is there; one that had run out counts as new. */
export async function upsertMute(tx: Db, mute: NewMute) {
  await sql`
    insert into mutes (muter_id, muted_id, id, hide_notifications, expires_at, created_at)
    values (${mute.muter}, ${mute.muted}, ${mute.id}, ${mute.hideNotifications}, ${mute.expiresAt}, ${mute.now})
    on conflict (muter_id, muted_id) do update set
      id = case when mutes.expires_at <= ${mute.now} then excluded.id else mutes.id end,
      created_at = case when mutes.expires_at <= ${mute.now} then excluded.created_at else mutes.created_at end,
      hide_notifications = excluded.hide_notifications,
      expires_at = excluded.expires_at`.execute(tx)
}

export async function deleteMute(tx: Db, muter: AccountId, muted: AccountId): Promise<boolean> {
  const result = await tx
    .deleteFrom('mutes')
    .where('muter_id', '=', muter)
    .where('muted_id', '=', muted)
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}

/** Mutes that have run out hide nothing any more; their rows are of no use. */
export async function deleteExpiredMutes(db: Db, now: Date) {
  await db.deleteFrom('mutes').where('expires_at', '<=', now).execute()
}

export type NewNote = { id: Id; owner: AccountId; about: AccountId; comment: string; now: Date }

export async function upsertNote(tx: Db, note: NewNote) {
  await tx
    .insertInto('account_notes')
    .values({ id: note.id, owner_id: note.owner, about_id: note.about, comment: note.comment, created_at: note.now })
    .onConflict((conflict) => conflict.columns(['owner_id', 'about_id']).doUpdateSet({ comment: note.comment }))
    .execute()
}

export async function deleteNote(tx: Db, owner: AccountId, about: AccountId) {
  await tx.deleteFrom('account_notes').where('owner_id', '=', owner).where('about_id', '=', about).execute()
}

type RelationRow = {
  id: AccountId
  state: 'requested' | 'accepted' | null
  volume: StoredVolume | null
  best_per_day: number | null
  show_boosts: boolean | null
  keep: boolean | null
  roles: string[] | null
  notify: boolean | null
  languages: string[] | null
  reason: FollowReason | null
  reason_text: string | null
  reason_post_id: PostId | null
  accepted_at: Date | null
  followed_by_since: Date | null
  their_state: 'requested' | 'accepted' | null
  their_accepted_at: Date | null
  blocking: boolean
  blocked_by: boolean
  hide_notifications: boolean | null
  mute_expires_at: Date | null
  note: string | null
}

function relationOf(row: RelationRow): Relation {
  const followedBy = row.their_state === 'accepted'
  return {
    followState: row.state ?? undefined,
    volume: row.volume ?? openDials.volume,
    bestPerDay: row.best_per_day ?? openDials.bestPerDay,
    showBoosts: row.show_boosts ?? openDials.showBoosts,
    keep: row.keep ?? openDials.keep,
    roles: row.roles ?? openDials.roles,
    notify: row.notify ?? false,
    languages: row.languages ?? undefined,
    reason: row.reason ?? undefined,
    reasonText: row.reason_text ?? '',
    reasonPostId: row.reason_post_id ?? undefined,
    followedSince: row.accepted_at ?? undefined,
    followedBy,
    followedBySince: row.followed_by_since ?? (followedBy ? (row.their_accepted_at ?? undefined) : undefined),
    first: row.state ? whoFollowedFirst(row.followed_by_since, followedBy) : undefined,
    requestedBy: row.their_state === 'requested',
    blocking: row.blocking,
    blockedBy: row.blocked_by,
    muting: row.hide_notifications !== null,
    mutingNotifications: row.hide_notifications ?? false,
    muteExpiresAt: row.mute_expires_at ?? undefined,
    note: row.note ?? '',
  }
}

/** One for every id asked for, also where nothing stands between the two. `now` decides whether a timed mute is over. */
export async function loadRelations(
  db: Db,
  viewerId: AccountId,
  otherIds: readonly AccountId[],
  now: Date,
): Promise<Map<AccountId, Relation>> {
  if (otherIds.length === 0) return new Map()
  const { rows } = await sql<RelationRow>`
    select other.id, mine.state, mine.volume, mine.best_per_day, mine.show_boosts, mine.keep, mine.roles, mine.notify,
      mine.languages, mine.reason, mine.reason_text, mine.reason_post_id, mine.accepted_at, mine.followed_by_since,
      theirs.state as their_state, theirs.accepted_at as their_accepted_at, blocking.id is not null as blocking, blocked_by.id is not null as blocked_by,
      muting.hide_notifications, muting.expires_at as mute_expires_at, about.comment as note
    from unnest(${[...new Set(otherIds)]}::bigint[]) as other (id)
    left join follows mine on mine.follower_id = ${viewerId} and mine.followee_id = other.id
    left join follows theirs on theirs.follower_id = other.id and theirs.followee_id = ${viewerId}
    left join blocks blocking on blocking.blocker_id = ${viewerId} and blocking.blocked_id = other.id
    left join blocks blocked_by on blocked_by.blocker_id = other.id and blocked_by.blocked_id = ${viewerId}
    left join mutes muting on muting.muter_id = ${viewerId} and muting.muted_id = other.id
      and (muting.expires_at is null or muting.expires_at > ${now})
    left join account_notes about on about.owner_id = ${viewerId} and about.about_id = other.id`.execute(db)
  return new Map(rows.map((row) => [row.id, relationOf(row)]))
}

export async function loadRelation(db: Db, viewerId: AccountId, otherId: AccountId, now: Date): Promise<Relation> {
  return (await loadRelations(db, viewerId, [otherId], now)).get(otherId)!
}
