/** Search of accounts. It stands here because whom the viewer follows comes first, and can be all that is asked for. */
import { sql } from 'kysely'
import { type Account, parseHandle } from '../accounts/account.ts'
import { findAccountByHandle, loadAccounts } from '../accounts/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId } from '../platform/ids.ts'

/** How many strangers are weighed for each kind of match; people the viewer follows are all weighed. */
const mostCandidates = 400

export type AccountSearch = { text: string; limit: number; offset: number; onlyFollowing: boolean }

/** A pattern of LIKE for everything that begins with `text`. */
export function prefixPattern(text: string): string {
  return `${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
}

/** All the words of `text`, each as the beginning of a word, in the language of tsquery; null when it holds none. */
export function wordsQuery(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}\p{M}]+/gu)
  return words
    ? words
        .slice(0, 10)
        .map((word) => `${word.toLowerCase()}:*`)
        .join(' & ')
    : null
}

type Terms = { exactId: AccountId | null; prefix: string | null; words: string | null }

/** 0: the very handle, 1: the beginning of the username, 2: words of the display name. */
async function findIds(db: Db, viewerId: AccountId, terms: Terms, search: AccountSearch): Promise<AccountId[]> {
  const isShown = sql`a.suspended_at is null and a.deleted_at is null
    and not exists (select from users where users.account_id = a.id and users.approved_at is null)`
  const hasPrefix = sql`lower(a.username) like ${terms.prefix}`
  const hasWords = sql`to_tsvector('simple', a.display_name) @@ to_tsquery('simple', ${terms.words})`
  const strangers = sql`
    union all (select a.id, 1 from accounts a where ${hasPrefix} and ${isShown}
      order by lower(a.username) using ~<~ limit ${mostCandidates})
    union all (select a.id, 2 from accounts a where ${hasWords} and ${isShown} limit ${mostCandidates})`
  const { rows } = await sql<{ id: AccountId }>`
    with mine as (select followee_id from follows where follower_id = ${viewerId} and state = 'accepted'),
    found (id, rank) as (
      select ${terms.exactId}::bigint, 0
      union all select a.id, case when ${hasPrefix} then 1 else 2 end
        from mine join accounts a on a.id = mine.followee_id where (${hasPrefix} or ${hasWords}) and ${isShown}
      ${search.onlyFollowing ? sql`` : strangers}),
    best as (select id, min(rank) as rank from found group by id)
    select best.id from best
    join accounts a on a.id = best.id
    left join mine on mine.followee_id = best.id
    left join follow_stats on follow_stats.account_id = best.id
    where ${isShown} and (mine.followee_id is not null or not ${search.onlyFollowing}::boolean)
    order by best.rank, mine.followee_id is null, coalesce(follow_stats.followers_count, 0) desc, best.id
    limit ${search.limit} offset ${search.offset}`.execute(db)
  return rows.map((row) => row.id)
}

/**
 * The exact handle first, then usernames that begin with the text, then display names with its words; within each,
 * people the viewer follows, then those with more followers. Nobody suspended, deleted or still waiting to be let in.
 */
export async function searchAccounts(ctx: Context, viewerId: AccountId, search: AccountSearch): Promise<Account[]> {
  const text = search.text.trim()
  const handle = parseHandle(text, ctx.domain)
  const exact = handle && (await findAccountByHandle(ctx.db, handle.username, handle.domain))
  const terms: Terms = {
    exactId: exact?.id ?? null,
    prefix: handle?.domain === '' ? prefixPattern(handle.username) : null,
    words: /.@/.test(text) ? null : wordsQuery(text),
  }
  if (terms.exactId === null && terms.prefix === null && terms.words === null) return []
  const ids = await findIds(ctx.db, viewerId, terms, search)
  const accounts = await loadAccounts(ctx.db, ids)
  return ids.map((id) => accounts.get(id)).filter((account) => account !== undefined)
}
