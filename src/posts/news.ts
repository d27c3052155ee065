/** What the effects of events need of the posts they are about, loaded once for a batch of them. */
import type { Db } from '../platform/db.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import type { StoredPost } from './post.ts'
import { selectPosts } from './queries.ts'

export type PostNews = { row: StoredPost; mentioned: readonly AccountId[]; quotedAuthor: AccountId | undefined }

/** Posts as they stand now, without those that are deleted or gone. */
export async function loadPostNews(db: Db, ids: readonly PostId[]): Promise<ReadonlyMap<PostId, PostNews>> {
  if (ids.length === 0) return new Map()
  const rows = new Map((await selectPosts(db, ids)).map((row) => [row.id, row]))
  return new Map(
    [...new Set(ids)].flatMap((id): [PostId, PostNews][] => {
      const row = rows.get(id)
      if (!row || row.deleted_at) return []
      const quoted = row.quote_state === 'accepted' && row.quote_of !== null ? rows.get(row.quote_of) : undefined
      return [[id, { row, mentioned: row.mentioned_ids, quotedAuthor: quoted?.author_id }]]
    }),
  )
}

/** Of what is not known it may be so. */
export function addressesSomebody(news: PostNews | undefined): boolean {
  if (!news) return true
  const { row, mentioned } = news
  return mentioned.length > 0 || row.in_reply_to_account_id !== null || row.quote_of !== null
}
