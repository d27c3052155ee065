import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { inPageOrder, type Page, paged } from '../platform/pagination.ts'
import type { RepliesPolicy } from '../posts/visibility.ts'

export type List = { id: Id; title: string; repliesPolicy: RepliesPolicy; exclusive: boolean }

function selectLists(db: Db, owner: AccountId) {
  return db
    .selectFrom('lists')
    .select(['lists.id', 'lists.title', 'lists.replies_policy as repliesPolicy', 'lists.exclusive'])
    .where('lists.owner_id', '=', owner)
    .orderBy('lists.id')
    .$castTo<List>()
}

export async function listsOf(db: Db, owner: AccountId): Promise<List[]> {
  return selectLists(db, owner).execute()
}

export async function findList(db: Db, owner: AccountId, id: Id): Promise<List | undefined> {
  return selectLists(db, owner).where('lists.id', '=', id).executeTakeFirst()
}

/** Those of the owner's lists that somebody is on. */
export async function listsHolding(db: Db, owner: AccountId, account: AccountId): Promise<List[]> {
  return selectLists(db, owner)
    .where(
      sql<boolean>`exists (
        select from list_members
        join follows on follows.follower_id = list_members.owner_id and follows.followee_id = list_members.account_id
        where list_members.owner_id = lists.owner_id and list_members.list_id = lists.id
          and list_members.account_id = ${account})`,
    )
    .execute()
}

/** Others who make lists for the same person wait until the transaction ends, so that the limit holds. */
export async function lockLists(tx: Db, owner: AccountId) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`lists: ${owner}`}, 0))`.execute(tx)
}

export async function countLists(tx: Db, owner: AccountId): Promise<number> {
  const { lists } = await tx
    .selectFrom('lists')
    .select(sql<number>`count(*)`.as('lists'))
    .where('owner_id', '=', owner)
    .executeTakeFirstOrThrow()
  return lists
}

export async function insertList(tx: Db, owner: AccountId, { repliesPolicy, ...list }: List, now: Date) {
  await tx
    .insertInto('lists')
    .values({ ...list, owner_id: owner, replies_policy: repliesPolicy, created_at: now })
    .execute()
}

export type ListChanges = {
  title?: string | undefined
  repliesPolicy?: RepliesPolicy | undefined
  exclusive?: boolean | undefined
}

/** False when there is no such list. */
export async function updateList(
  db: Db,
  owner: AccountId,
  id: Id,
  { title, repliesPolicy, exclusive }: ListChanges,
): Promise<boolean> {
  const { rows } = await sql`
    update lists set title = coalesce(${title ?? null}::text, title),
      replies_policy = coalesce(${repliesPolicy ?? null}::text, replies_policy),
      exclusive = coalesce(${exclusive ?? null}::boolean, exclusive)
    where owner_id = ${owner} and id = ${id} returning id`.execute(db)
  return rows.length > 0
}

export async function deleteList(db: Db, owner: AccountId, id: Id): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('lists')
    .where('owner_id', '=', owner)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
}

// ---- Members. Who is no longer followed, or asked to be, is no member, whether or not the row has gone yet.

const stillFollowed = sql<boolean>`exists (
  select from follows
  where follows.follower_id = list_members.owner_id and follows.followee_id = list_members.account_id)`

/** Adds those of the accounts that the owner follows or has asked to. Returns how many are followed. */
export async function insertMembers(
  tx: Db,
  owner: AccountId,
  list: Id,
  members: readonly { id: Id; account: AccountId }[],
): Promise<{ followed: number; added: number }> {
  const { rows } = await sql<{ followed: number; added: number }>`
    with followed as (
      select added.id, added.account_id
      from unnest(${members.map(({ id }) => id)}::bigint[], ${members.map(({ account }) => account)}::bigint[])
        as added (id, account_id)
      join follows on follows.follower_id = ${owner} and follows.followee_id = added.account_id
      join accounts on accounts.id = added.account_id and accounts.deleted_at is null
      order by follows.id for share of follows),
    inserted as (
      insert into list_members (owner_id, list_id, account_id, id)
      select ${owner}, ${list}, account_id, id from followed
      on conflict do nothing returning 1)
    select (select count(*) from followed) as followed, (select count(*) from inserted) as added`.execute(tx)
  return rows[0]!
}

export async function deleteMembers(db: Db, owner: AccountId, list: Id, accounts: readonly AccountId[]) {
  await sql`
    delete from list_members
    where owner_id = ${owner} and list_id = ${list} and account_id = any(${accounts}::bigint[])`.execute(db)
}

/** Gives memberships back just as they were, in those lists that are still there. Returns how many lists are not. */
export async function restoreMembers(
  tx: Db,
  owner: AccountId,
  account: AccountId,
  memberships: readonly { list_id: Id; id: Id }[],
): Promise<number> {
  if (memberships.length === 0) return 0
  const { rows } = await sql`
    with back as (
      select lists.id as list_id, member.id
      from unnest(
        ${memberships.map(({ list_id }) => list_id)}::bigint[], ${memberships.map(({ id }) => id)}::bigint[])
        as member (list_id, id)
      join lists on lists.owner_id = ${owner} and lists.id = member.list_id),
    inserted as (
      insert into list_members (owner_id, list_id, account_id, id)
      select ${owner}, list_id, ${account}, id from back on conflict do nothing)
    select from back`.execute(tx)
  return memberships.length - rows.length
}

export async function countMembers(tx: Db, owner: AccountId, list: Id): Promise<number> {
  const { members } = await tx
    .selectFrom('list_members')
    .select(sql<number>`count(*)`.as('members'))
    .where('owner_id', '=', owner)
    .where('list_id', '=', list)
    .executeTakeFirstOrThrow()
  return members
}

/** `page` undefined: all of them. */
export async function selectMembers(
  db: Db,
  owner: AccountId,
  list: Id,
  page: Page | undefined,
): Promise<{ cursor: Id; accountId: AccountId }[]> {
  const query = db
    .selectFrom('list_members')
    .innerJoin('accounts', 'accounts.id', 'list_members.account_id')
    .select(['list_members.id as cursor', 'list_members.account_id as accountId'])
    .where('list_members.owner_id', '=', owner)
    .where('list_members.list_id', '=', list)
    .where('accounts.suspended_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .where(stillFollowed)
  return page
    ? inPageOrder(await paged(query, 'list_members.id', page).execute(), page)
    : query.orderBy('list_members.id', 'desc').execute()
}

/** Takes somebody off all lists of a person who no longer follows them; by now they may follow them again. */
export async function forgetMember(tx: Db, owner: AccountId, account: AccountId) {
  await lockLists(tx, owner)
  await sql`
    delete from list_members
    where owner_id = ${owner} and account_id = ${account} and not ${stillFollowed}`.execute(tx)
}

/** Whose posts a list of the viewer's keeps out of their home. */
export async function selectExclusive(db: Db, viewerId: AccountId): Promise<Set<AccountId>> {
  const { rows } = await sql<{ account_id: AccountId }>`
    select distinct list_members.account_id
    from lists join list_members on list_members.owner_id = lists.owner_id and list_members.list_id = lists.id
    where lists.owner_id = ${viewerId} and lists.exclusive and ${stillFollowed}`.execute(db)
  return new Set(rows.map(({ account_id }) => account_id))
}

/** One batch of erasing an account's lists, and its place on those of others. Returns how many rows went. */
export async function deleteListsOfAccount(tx: Db, account: AccountId, most: number): Promise<number> {
  const deleteSome = async (table: 'list_members' | 'lists', condition: RawBuilder<unknown>) => {
    const name = sql.table(table)
    const { numAffectedRows } = await sql`
      delete from ${name} where ctid in (select ctid from ${name} where ${condition} limit ${most})`.execute(tx)
    return Number(numAffectedRows)
  }
  return (
    (await deleteSome('list_members', sql`account_id = ${account}`)) ||
    (await deleteSome('list_members', sql`owner_id = ${account}`)) ||
    (await deleteSome('lists', sql`owner_id = ${account}`))
  )
}
