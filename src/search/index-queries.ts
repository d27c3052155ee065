/** SQL on post_search: what each post can be found by. */
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import { parseText } from '../platform/text.ts'
import { languageOf } from './query.ts'
import { mark, marksOfPairs, vectorOf, wordsOf } from './words.ts'

type Source = {
  id: PostId
  author_id: AccountId
  is_open: boolean
  text: string
  spoiler_text: string
  sensitive: boolean
  language: string | null
  is_reply: boolean
  /** Of its pictures; null without any. */
  descriptions: string[] | null
  options: string[] | null
}

/** Posts with words of their own. */
const isIndexed = sql`posts.boost_of is null and posts.deleted_at is null and not posts.placeholder`

async function loadSources(db: Db, chosen: RawBuilder<unknown>): Promise<Source[]> {
  const { rows } = await sql<Source>`
    select posts.id, posts.author_id, posts.text, posts.spoiler_text, posts.sensitive, posts.language,
      posts.visibility = 'public' and accounts.indexable as is_open,
      posts.in_reply_to_account_id is not null and posts.in_reply_to_account_id <> posts.author_id as is_reply,
      (select array_agg(media.description order by media.position) from media where media.post_id = posts.id) as descriptions,
      (select polls.options from polls where polls.post_id = posts.id) as options
    from posts join accounts on accounts.id = posts.author_id
    where posts.id in (${chosen}) and ${isIndexed}`.execute(db)
  return rows
}

/** The marks of a post, and its words, in the language of tsvector. */
export function describePost(source: Omit<Source, 'id' | 'author_id'>): string {
  const { text, spoiler_text, language, descriptions, options } = source
  const facts: [name: string, holds: boolean][] = [
    ['open', source.is_open],
    ['media', descriptions !== null],
    ['poll', options !== null],
    ['link', parseText(text).links.length > 0],
    ['reply', source.is_reply],
    ['sensitive', source.sensitive],
    [`language:${languageOf(language ?? '')}`, language !== null],
  ]
  const texts = [text, spoiler_text, ...(descriptions ?? []), ...(options ?? [])]
  const marks = facts.flatMap(([name, holds]) => (holds ? [mark(name)] : []))
  return vectorOf(wordsOf(texts), [...marks, ...marksOfPairs(texts)])
}

async function writeIndex(tx: Db, chosen: RawBuilder<unknown>) {
  const sources = await loadSources(tx, chosen)
  if (sources.length === 0) return
  await sql`
    insert into post_search (post_id, author_id, open, words)
    select post_id, author_id, open, words::tsvector from unnest(
      ${sources.map(({ id }) => id)}::bigint[], ${sources.map(({ author_id }) => author_id)}::bigint[],
      ${sources.map(({ is_open }) => is_open)}::boolean[], ${sources.map(describePost)}::text[]
    ) as found (post_id, author_id, open, words)
    on conflict (post_id) do update set open = excluded.open, words = excluded.words`.execute(tx)
}

/** Makes posts findable by what they say now. Deleted ones and boosts are passed over. */
export async function indexPosts(tx: Db, ids: readonly PostId[]) {
  await writeIndex(tx, sql`select unnest(${ids}::bigint[])`)
}

export async function removeFromIndex(tx: Db, id: PostId) {
  await tx.deleteFrom('post_search').where('post_id', '=', id).execute()
}

/** Indexes what is missing among the next posts after `after`; answers the last one looked at, or undefined at the end. */
export async function fillIndex(tx: Db, after: PostId, most: number): Promise<PostId | undefined> {
  const { rows } = await sql<{ id: PostId; is_missing: boolean }>`
    select posts.id, post_search.post_id is null as is_missing
    from (select * from posts where id > ${after} order by id limit ${most}) posts
    left join post_search on post_search.post_id = posts.id
    order by posts.id`.execute(tx)
  await indexPosts(
    tx,
    rows.filter(({ is_missing }) => is_missing).map(({ id }) => id),
  )
  return rows.length < most ? undefined : rows.at(-1)?.id
}

/** Whether a look at all posts is still to begin. */
export async function isFillWaiting(db: Db): Promise<boolean> {
  const { rows } = await sql`
    select 1 from jobs where kind = 'search.fill' and payload->>'after' = '0' and gave_up_at is null limit 1`.execute(
    db,
  )
  return rows.length > 0
}

/** Brings up to `most` posts of an author in line with what they let be searched; answers how many there were. */
export async function reopenIndex(tx: Db, account: AccountId, most: number): Promise<number> {
  const { rows } = await sql<{ post_id: PostId }>`
    select post_search.post_id from post_search
    join posts on posts.id = post_search.post_id
    join accounts on accounts.id = post_search.author_id
    where post_search.author_id = ${account} and post_search.open <> (posts.visibility = 'public' and accounts.indexable)
    limit ${most}`.execute(tx)
  const ids = rows.map(({ post_id }) => post_id)
  if (ids.length > 0) await indexPosts(tx, ids)
  return ids.length
}
