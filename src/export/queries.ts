/**
 * Everything of one person, a batch at a time, by the keys of the tables. `after`: where the batch before ended. People
 * who have deleted their accounts are left out.
 */
import { sql } from 'kysely'
import type { ActPerson } from '../follows/act-queries.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'

export const rowsAtOnce = 500

export type Person = { username: string; domain: string }
type Other = Person & { id: AccountId }

export type PostRow = {
  id: PostId
  author_id: AccountId
  created_at: Date
  edited_at: Date | null
  visibility: string
  language: string | null
  text: string
  spoiler_text: string
  sensitive: boolean
  reply_policy: string
  quote_policy: string
  in_reply_to_id: PostId | null
  in_reply_to_account_id: AccountId | null
  boost_of: PostId | null
  boost_of_author_id: AccountId | null
  quote_of: PostId | null
  quote_of_author_id: AccountId | null
  replies: number
  boosts: number
  favourites: number
  poll: { options: string[]; votes: number[]; multiple: boolean; expires_at: string } | null
  media: { key: string; description: string; width: number; height: number }[]
  former_versions: { at: string; text: string; spoiler_text: string }[]
}

/** Newest first. */
export async function selectPosts(db: Db, owner: AccountId, after: Id | undefined): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select posts.id, posts.author_id, posts.created_at, posts.edited_at, posts.visibility, posts.language, posts.text, posts.spoiler_text,
      posts.sensitive, posts.reply_policy, posts.quote_policy, posts.in_reply_to_id, posts.in_reply_to_account_id,
      posts.boost_of, posts.boost_of_author_id, posts.quote_of,
      (select author_id from posts quoted where quoted.id = posts.quote_of) as quote_of_author_id,
      coalesce(post_stats.replies_count, 0) as replies, coalesce(post_stats.boosts_count, 0) as boosts,
      coalesce(post_stats.favourites_count, 0) as favourites,
      (select json_build_object('options', options, 'votes', tallies, 'multiple', multiple, 'expires_at', expires_at)
        from polls where polls.post_id = posts.id) as poll,
      (select coalesce(json_agg(json_build_object('key', key, 'description', description, 'width', width,
          'height', height) order by position), '[]')
        from media where media.account_id = posts.author_id and media.post_id = posts.id) as media,
      (select coalesce(json_agg(json_build_object('at', created_at, 'text', text, 'spoiler_text', spoiler_text)
          order by id), '[]')
        from post_edits where post_edits.post_id = posts.id) as former_versions
    from posts left join post_stats on post_stats.post_id = posts.id
    where posts.author_id = ${owner} and posts.deleted_at is null and posts.id < ${after ?? Number.MAX_SAFE_INTEGER}
    order by posts.id desc limit ${rowsAtOnce}`.execute(db)
  return rows
}

export type ScheduledRow = { id: Id; scheduled_at: Date; draft: Record<string, unknown> }

export async function selectScheduled(db: Db, owner: AccountId, after: Id = 0): Promise<ScheduledRow[]> {
  return db
    .selectFrom('scheduled_posts')
    .select(['id', 'scheduled_at', 'draft'])
    .where('account_id', '=', owner)
    .where('id', '>', after)
    .orderBy('id')
    .limit(rowsAtOnce)
    .$castTo<ScheduledRow>()
    .execute()
}

export type FollowerRow = Person & { id: Id; accepted_at: Date | null }

export async function selectFollowers(db: Db, owner: AccountId, after: Id | undefined): Promise<FollowerRow[]> {
  return db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.follower_id')
    .select(['accounts.username', 'accounts.domain', 'follows.id', 'follows.accepted_at'])
    .where('follows.followee_id', '=', owner)
    .where('follows.state', '=', 'accepted')
    .where('accounts.deleted_at', 'is', null)
    .where('follows.id', '<', after ?? Number.MAX_SAFE_INTEGER)
    .orderBy('follows.id', 'desc')
    .limit(rowsAtOnce)
    .execute()
}

export type NoteRow = Other & { comment: string; created_at: Date }

export async function selectNotes(db: Db, owner: AccountId, after = 0 as AccountId): Promise<NoteRow[]> {
  return db
    .selectFrom('account_notes')
    .innerJoin('accounts', 'accounts.id', 'account_notes.about_id')
    .select([
      'accounts.id',
      'accounts.username',
      'accounts.domain',
      'account_notes.comment',
      'account_notes.created_at',
    ])
    .where('account_notes.owner_id', '=', owner)
    .where('accounts.deleted_at', 'is', null)
    .where('account_notes.about_id', '>', after)
    .orderBy('account_notes.about_id')
    .limit(rowsAtOnce)
    .execute()
}

export type BlockRow = Other & { created_at: Date }

export async function selectBlocks(db: Db, owner: AccountId, after = 0 as AccountId): Promise<BlockRow[]> {
  return db
    .selectFrom('blocks')
    .innerJoin('accounts', 'accounts.id', 'blocks.blocked_id')
    .select(['accounts.id', 'accounts.username', 'accounts.domain', 'blocks.created_at'])
    .where('blocks.blocker_id', '=', owner)
    .where('accounts.deleted_at', 'is', null)
    .where('blocks.blocked_id', '>', after)
    .orderBy('blocks.blocked_id')
    .limit(rowsAtOnce)
    .execute()
}

export type MuteRow = Other & { hide_notifications: boolean; expires_at: Date | null; created_at: Date }

export async function selectMutes(db: Db, owner: AccountId, after = 0 as AccountId): Promise<MuteRow[]> {
  return db
    .selectFrom('mutes')
    .innerJoin('accounts', 'accounts.id', 'mutes.muted_id')
    .select(['accounts.id', 'accounts.username', 'accounts.domain'])
    .select(['mutes.hide_notifications', 'mutes.expires_at', 'mutes.created_at'])
    .where('mutes.muter_id', '=', owner)
    .where('accounts.deleted_at', 'is', null)
    .where('mutes.muted_id', '>', after)
    .orderBy('mutes.muted_id')
    .limit(rowsAtOnce)
    .execute()
}

export type MeetingRow = Other & { created_at: Date }

export async function selectMeetings(db: Db, owner: AccountId, after = 0 as AccountId): Promise<MeetingRow[]> {
  return db
    .selectFrom('meetings')
    .innerJoin('accounts', 'accounts.id', 'meetings.other_id')
    .select(['accounts.id', 'accounts.username', 'accounts.domain', 'meetings.created_at'])
    .where('meetings.account_id', '=', owner)
    .where('accounts.deleted_at', 'is', null)
    .where('meetings.other_id', '>', after)
    .orderBy('meetings.other_id')
    .limit(rowsAtOnce)
    .execute()
}

export type ListRow = { id: Id; title: string; replies_policy: string; exclusive: boolean; members: Person[] }

export async function selectLists(db: Db, owner: AccountId, after: Id = 0): Promise<ListRow[]> {
  const { rows } = await sql<ListRow>`
    select lists.id, lists.title, lists.replies_policy, lists.exclusive,
      (select coalesce(json_agg(json_build_object('username', accounts.username, 'domain', accounts.domain)
          order by list_members.id), '[]')
        from list_members join accounts on accounts.id = list_members.account_id
        where list_members.owner_id = lists.owner_id and list_members.list_id = lists.id
          and accounts.deleted_at is null) as members
    from lists where lists.owner_id = ${owner} and lists.id > ${after}
    order by lists.id limit 20`.execute(db)
  return rows
}

export type TagRow = { id: Id; name: string; created_at: Date }

export async function selectTags(db: Db, owner: AccountId, after: Id = 0): Promise<TagRow[]> {
  return db
    .selectFrom('followed_tags')
    .select(['id', 'name', 'created_at'])
    .where('account_id', '=', owner)
    .where('id', '>', after)
    .orderBy('id')
    .limit(rowsAtOnce)
    .execute()
}

export type ActRow = {
  id: Id
  kind: string
  created_at: Date
  due_at: Date | null
  people: (Person & Pick<ActPerson, 'before' | 'after'> & { done_at: string | null; undone_at: string | null })[]
}

/** Newest first. */
export async function selectActs(db: Db, owner: AccountId, after: Id | undefined): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    select acts.id, acts.kind, acts.created_at, acts.due_at,
      (select coalesce(json_agg(json_build_object('username', accounts.username, 'domain', accounts.domain,
          'before', act_people.before, 'after', act_people.after,
          'done_at', act_people.done_at, 'undone_at', act_people.undone_at) order by act_people.other_id), '[]')
        from act_people join accounts on accounts.id = act_people.other_id
        where act_people.account_id = acts.account_id and act_people.act_id = acts.id
          and accounts.deleted_at is null) as people
    from acts where acts.account_id = ${owner} and acts.id < ${after ?? Number.MAX_SAFE_INTEGER}
    order by acts.id desc limit 20`.execute(db)
  return rows
}

export type DeliveredRow = Other & { day: string; count: number }

export async function selectDeliveredCounts(
  db: Db,
  owner: AccountId,
  after: { id: AccountId; day: string } = { id: 0 as AccountId, day: '0001-01-01' },
): Promise<DeliveredRow[]> {
  return db
    .selectFrom('delivered')
    .innerJoin('accounts', 'accounts.id', 'delivered.author_id')
    .select(['accounts.id', 'accounts.username', 'accounts.domain', 'delivered.day', 'delivered.count'])
    .where('delivered.viewer_id', '=', owner)
    .where(sql<boolean>`(delivered.author_id, delivered.day) > (${after.id}, ${after.day}::date)`)
    .orderBy('delivered.author_id')
    .orderBy('delivered.day')
    .limit(rowsAtOnce)
    .execute()
}
