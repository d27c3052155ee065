/** What many viewers' streams need to know at once. Each answers with what there is; most pairs have nothing. */
import { sql } from 'kysely'
import { among, type Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import type { RepliesPolicy } from '../posts/visibility.ts'

/** Pairs of a viewer and a post that the viewer has done something with, so that it is shown to them in their own way. */
export async function selectMarked(
  db: Db,
  viewers: readonly AccountId[],
  posts: readonly PostId[],
): Promise<{ viewer: AccountId; post: PostId }[]> {
  const { rows } = await sql<{ viewer: AccountId; post: PostId }>`
    with chosen as (
      select id, id as shown, thread_id from posts where id = any(${posts}::bigint[])
      union select original.id, boost.id, original.thread_id
      from posts boost join posts original on original.id = boost.boost_of where boost.id = any(${posts}::bigint[])),
    found as (
      select account_id, shown from favourites join chosen on chosen.id = favourites.post_id
      union select account_id, shown from boosts join chosen on chosen.id = boosts.post_id
      union select account_id, shown from bookmarks join chosen on chosen.id = bookmarks.post_id
      union select account_id, shown from poll_votes join chosen on chosen.id = poll_votes.post_id
      union select account_id, shown from thread_mutes join chosen on chosen.thread_id = thread_mutes.thread_id)
    select account_id as viewer, shown as post from found where account_id ${among(viewers)}`.execute(db)
  return rows
}

/** Everybody whom the viewer follows or asks to follow. */
export async function selectFollowees(db: Db, viewer: AccountId): Promise<AccountId[]> {
  const rows = await db.selectFrom('follows').select('followee_id').where('follower_id', '=', viewer).execute()
  return rows.map(({ followee_id }) => followee_id)
}

/** Which of these hashtags each of the viewers follows, of those who follow one. */
export async function selectTagFollowers(
  db: Db,
  viewers: () => readonly AccountId[],
  tags: readonly string[],
): Promise<ReadonlyMap<AccountId, ReadonlySet<string>>> {
  if (tags.length === 0) return new Map()
  const { rows } = await sql<{ viewer: AccountId; tag: string }>`
    select account_id as viewer, tag from followed_tags
    where account_id ${among(viewers())} and tag = any(${tags}::text[])`.execute(db)
  return new Map(
    [...Map.groupBy(rows, ({ viewer }) => viewer)].map(([viewer, some]) => [
      viewer,
      new Set(some.map(({ tag }) => tag)),
    ]),
  )
}

/** Those of the authors whose posts a list of the viewer's keeps out of their home. */
export async function selectKeptFromHome(
  db: Db,
  viewers: readonly AccountId[],
  authors: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, ReadonlySet<AccountId>>> {
  const { rows } = await sql<{ viewer: AccountId; author: AccountId }>`
    select lists.owner_id as viewer, list_members.account_id as author
    from list_members join lists on lists.owner_id = list_members.owner_id and lists.id = list_members.list_id
    where list_members.account_id = any(${authors}::bigint[]) and lists.owner_id ${among(viewers)}
      and lists.exclusive`.execute(db)
  return new Map(
    [...Map.groupBy(rows, ({ viewer }) => viewer)].map(([viewer, some]) => [
      viewer,
      new Set(some.map(({ author }) => author)),
    ]),
  )
}

/** Those of the viewers whose home also holds answers to people they do not follow. */
export async function selectHearingStrangersAnswered(
  db: Db,
  viewers: readonly AccountId[],
): Promise<ReadonlySet<AccountId>> {
  const { rows } = await sql<{ viewer: AccountId }>`
    select account_id as viewer from users where account_id ${among(viewers)} and answers_to_strangers`.execute(db)
  return new Set(rows.map(({ viewer }) => viewer))
}

/** Which of these messages are the newest of a conversation of one of the viewers. */
export async function selectConversationsWith(
  db: Db,
  viewers: readonly AccountId[],
  posts: readonly PostId[],
): Promise<{ viewer: AccountId; post: PostId }[]> {
  const { rows } = await sql<{ viewer: AccountId; post: PostId }>`
    select account_id as viewer, post_id as post from conversations
    where account_id ${among(viewers)} and post_id = any(${posts}::bigint[])
    order by post_id`.execute(db)
  return rows
}

export type StreamedList = { owner: AccountId; list: Id; repliesPolicy: RepliesPolicy; members: AccountId[] }

/** Of these lists those that hold one of the authors, and which of `people` they hold. */
export async function selectListsHolding(
  db: Db,
  lists: readonly Id[],
  authors: readonly AccountId[],
  people: readonly AccountId[],
): Promise<StreamedList[]> {
  if (lists.length === 0) return []
  const { rows } = await sql<StreamedList>`
    select lists.owner_id as owner, lists.id as list, lists.replies_policy as "repliesPolicy",
      array_agg(list_members.account_id) as members
    from lists join list_members on list_members.owner_id = lists.owner_id and list_members.list_id = lists.id
    where lists.id = any(${lists}::bigint[]) and list_members.account_id = any(${people}::bigint[])
    group by lists.owner_id, lists.id
    having bool_or(list_members.account_id = any(${authors}::bigint[]))`.execute(db)
  return rows
}
