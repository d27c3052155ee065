import type { Db } from '../platform/db.ts'
import type { PostId } from '../platform/ids.ts'
import { type Page, paged } from '../platform/pagination.ts'
import type { Visibility } from './post.ts'

/** Posts that quote this one with its author's consent. */
export async function selectQuotes(db: Db, id: PostId, page: Page): Promise<PostId[]> {
  const query = db
    .selectFrom('posts')
    .select('id')
    .where('quote_of', '=', id)
    .where('quote_state', '=', 'accepted')
    .where('deleted_at', 'is', null)
  const rows = await paged(query, 'id', page).execute()
  return rows.map((row) => row.id)
}

/** The visibility of the quoting post if the consent stood until now. */
export async function revokeConsent(tx: Db, quotedId: PostId, quotingId: PostId): Promise<Visibility | undefined> {
  const row = await tx
    .updateTable('posts')
    .set({ quote_state: 'revoked' })
    .where('id', '=', quotingId)
    .where('quote_of', '=', quotedId)
    .where('quote_state', '=', 'accepted')
    .where('deleted_at', 'is', null)
    .returning('visibility')
    .executeTakeFirst()
  return row?.visibility as Visibility | undefined
}
