/**
 * GET /api/twoway/v1/timelines/conversations   showExchanges
 */
import { z } from 'zod'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { nextLink, pageFields } from '../platform/pagination.ts'
import { presentPosts, type WirePost } from '../posts/present.ts'
import { readExchanges } from './exchanges.ts'

/**
 * An exchange between people one follows, or with oneself. It stands where its newest mutual turn does; that post's id
 * pages the list.
 */
export interface WireExchange {
  /** Of the thread's first post. */
  id: string
  newest_id: string
  /** Who takes part, who spoke last first. */
  accounts: WireAccount[]
  /** Oldest first: the opening, then the newest turn and what led to it. */
  statuses: WirePost[]
  /** How many posts stand between the opening and the rest. */
  omitted_count: number
}

const { min_id: _, ...downwards } = pageFields(15, 30)
const input = z.object(downwards)

export const showExchanges = endpoint<Viewer, z.ZodType, typeof input>(
  { input },
  async ({ ctx, viewer, input, url }) => {
    const { exchanges, below } = await readExchanges(ctx, viewer.accountId, {
      maxId: input.max_id,
      sinceId: input.since_id,
      limit: input.limit,
    })
    const accounts = await loadAccounts(
      ctx.db,
      exchanges.flatMap(({ people }) => people),
    )
    const answer: WireExchange[] = exchanges.map(({ thread, newest, people, posts, omitted }) => ({
      id: String(thread),
      newest_id: String(newest),
      accounts: people.flatMap((id) => {
        const account = accounts.get(id)
        return account ? [presentAccount(ctx, account)] : []
      }),
      statuses: presentPosts(ctx, viewer, posts),
      omitted_count: omitted,
    }))
    return json(answer, below === undefined ? {} : nextLink(url, below))
  },
)
