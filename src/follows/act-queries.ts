/** The journal of what people did about others, and what they hold about them. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import type { ActKind, Change, Holding, Membership, Row } from './acts.ts'

type HoldingRow = { other: AccountId } & Holding

/** Moments as JSON has them, whatever the zone of the session. */
function plain(row: Row | null): Row | null {
  if (!row) return null
  const isMoment = (name: string) => name.endsWith('_at') || name.endsWith('_since')
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      isMoment(name) && typeof value === 'string' ? new Date(value).toISOString() : value,
    ]),
  )
}

/** A mute that has run out is none; who is not followed is on no list. One for every id asked for. */
export async function selectHoldings(
  db: Db,
  me: AccountId,
  others: readonly AccountId[],
  now: Date,
): Promise<Map<AccountId, Holding>> {
  if (others.length === 0) return new Map()
  const { rows } = await sql<HoldingRow>`
    select other.id as other, to_jsonb(follows) as follow, to_jsonb(mutes) as mute, to_jsonb(blocks) as block,
      to_jsonb(account_notes) as note,
      case when follows.id is null then '[]'::jsonb else (
        select coalesce(jsonb_agg(jsonb_build_object('list_id', list_id, 'id', list_members.id) order by list_id), '[]')
        from list_members where owner_id = ${me} and account_id = other.id) end as lists
    from unnest(${[...new Set(others)]}::bigint[]) as other (id)
    left join follows on follows.follower_id = ${me} and follows.followee_id = other.id
    left join mutes on mutes.muter_id = ${me} and mutes.muted_id = other.id
      and (mutes.expires_at is null or mutes.expires_at > ${now})
    left join blocks on blocks.blocker_id = ${me} and blocks.blocked_id = other.id
    left join account_notes on account_notes.owner_id = ${me} and account_notes.about_id = other.id`.execute(db)
  return new Map(
    rows.map(({ other, follow, mute, block, note, lists }) => [
      other,
      {
        follow: plain(follow),
        mute: plain(mute),
        block: plain(block),
        note: plain(note),
        lists: lists as Membership[],
      },
    ]),
  )
}

export async function selectHolding(db: Db, me: AccountId, other: AccountId, now: Date): Promise<Holding> {
  return (await selectHoldings(db, me, [other], now)).get(other)!
}

export type NewAct = { account: AccountId; id: Id; kind: ActKind; dueAt?: Date; now: Date }

export async function insertAct(tx: Db, { account, id, kind, dueAt, now }: NewAct) {
  await tx
    .insertInto('acts')
    .values({ account_id: account, id, kind, due_at: dueAt ?? null, created_at: now })
    .execute()
}

/** Writes down what an act changed for somebody. `change` undefined: its turn came, and there was nothing to do. */
export async function insertDone(
  tx: Db,
  { account, act, other, now }: { account: AccountId; act: Id; other: AccountId; now: Date },
  change: Change | undefined,
) {
  const written = change && { before: JSON.stringify(change.before), after: JSON.stringify(change.after) }
  await tx
    .insertInto('act_people')
    .values({ account_id: account, act_id: act, other_id: other, ...written, done_at: now })
    .onConflict((conflict) =>
      conflict.columns(['account_id', 'act_id', 'other_id']).doUpdateSet({ ...written, done_at: now }),
    )
    .execute()
}

export async function insertWaiting(tx: Db, account: AccountId, act: Id, others: readonly AccountId[]) {
  await tx
    .insertInto('act_people')
    .values(others.map((other) => ({ account_id: account, act_id: act, other_id: other })))
    .execute()
}

export type StoredAct = { id: Id; kind: ActKind; dueAt: Date | null; createdAt: Date }
export type ActPerson = {
  act: Id
  other: AccountId
  before: Partial<Holding> | null
  after: Partial<Holding> | null
  doneAt: Date | null
  undoneAt: Date | null
}

function selectActs(db: Db, account: AccountId) {
  return db
    .selectFrom('acts')
    .select(['id', 'kind', 'due_at as dueAt', 'created_at as createdAt'])
    .where('account_id', '=', account)
    .$castTo<StoredAct>()
}

/** Acts of which something has been done. */
export function listActs(db: Db, account: AccountId, page: Page): Promise<StoredAct[]> {
  const done = sql<boolean>`exists (select from act_people
    where act_people.account_id = acts.account_id and act_people.act_id = acts.id and act_people.done_at is not null)`
  return paged(selectActs(db, account).where(done), 'id', page).execute()
}

/** Acts of which something is still to be done, oldest first. */
export function listWaitingActs(db: Db, account: AccountId): Promise<StoredAct[]> {
  const waiting = sql<boolean>`due_at is not null and exists (select from act_people
    where act_people.account_id = acts.account_id and act_people.act_id = acts.id and act_people.done_at is null)`
  return selectActs(db, account).where(waiting).orderBy('id').execute()
}

export function findAct(db: Db, account: AccountId, id: Id): Promise<StoredAct | undefined> {
  return selectActs(db, account).where('id', '=', id).executeTakeFirst()
}

/** The people of these acts, in the order of their ids. */
export function selectActPeople(db: Db, account: AccountId, acts: readonly Id[]): Promise<ActPerson[]> {
  return db
    .selectFrom('act_people')
    .select(['act_id as act', 'other_id as other', 'before', 'after', 'done_at as doneAt', 'undone_at as undoneAt'])
    .where('account_id', '=', account)
    .where('act_id', '=', sql<Id>`any(${acts}::bigint[])`)
    .orderBy('other_id')
    .$castTo<ActPerson>()
    .execute()
}

/** Held until the transaction ends. */
export function lockActPerson(tx: Db, account: AccountId, act: Id, other: AccountId): Promise<ActPerson | undefined> {
  return tx
    .selectFrom('act_people')
    .select(['act_id as act', 'other_id as other', 'before', 'after', 'done_at as doneAt', 'undone_at as undoneAt'])
    .where('account_id', '=', account)
    .where('act_id', '=', act)
    .where('other_id', '=', other)
    .forUpdate()
    .$castTo<ActPerson>()
    .executeTakeFirst()
}

export async function markUndone(tx: Db, account: AccountId, act: Id, other: AccountId, now: Date) {
  await tx
    .updateTable('act_people')
    .set({ undone_at: now })
    .where('account_id', '=', account)
    .where('act_id', '=', act)
    .where('other_id', '=', other)
    .execute()
}

/** The next of those who still wait. */
export async function selectWaiting(db: Db, account: AccountId, act: Id, most: number): Promise<AccountId[]> {
  const rows = await db
    .selectFrom('act_people')
    .select('other_id')
    .where('account_id', '=', account)
    .where('act_id', '=', act)
    .where('done_at', 'is', null)
    .orderBy('other_id')
    .limit(most)
    .execute()
  return rows.map(({ other_id }) => other_id)
}

/** Whom an act has still to reach, across all that wait. */
export async function countWaiting(tx: Db, account: AccountId): Promise<number> {
  const { waiting } = await tx
    .selectFrom('act_people')
    .select(sql<number>`count(*)`.as('waiting'))
    .where('account_id', '=', account)
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return waiting
}

/** Takes those back who still wait, or some of them; an act without people is gone. Returns how many. */
export async function deleteWaiting(
  tx: Db,
  account: AccountId,
  act: Id,
  others: readonly AccountId[] | undefined,
): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('act_people')
    .where('account_id', '=', account)
    .where('act_id', '=', act)
    .where('done_at', 'is', null)
    .$if(others !== undefined, (query) => query.where('other_id', '=', sql<AccountId>`any(${others}::bigint[])`))
    .executeTakeFirstOrThrow()
  await tx
    .deleteFrom('acts')
    .where('account_id', '=', account)
    .where('id', '=', act)
    .where(
      sql<boolean>`not exists (select from act_people where act_people.account_id = acts.account_id and act_id = acts.id)`,
    )
    .execute()
  return Number(numDeletedRows)
}

/** What can no longer be undone is forgotten: up to `most` acts from before a moment. Returns how many went. */
export async function deleteActsBefore(db: Db, before: Date, most: number): Promise<number> {
  const old: RawBuilder<unknown> = sql`
    select account_id, id from acts
    where created_at < ${before} and coalesce(due_at, created_at) < ${before} and not exists (
      select from act_people where act_people.account_id = acts.account_id and act_id = acts.id
        and (done_at is null or done_at >= ${before}))
    limit ${most}`
  const { numAffectedRows } = await sql`delete from acts where (account_id, id) in (${old})`.execute(db)
  return Number(numAffectedRows)
}
