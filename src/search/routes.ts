/**
 * GET /api/v2/search   search
 */
import { z } from 'zod'
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import { findAccount, findAccountByHandle } from '../accounts/queries.ts'
import { searchAccounts } from '../follows/account-search.ts'
import type { Context } from '../platform/context.ts'
import { booleanField, endpoint, json, orAbsent, orDefault, type Viewer } from '../platform/http.ts'
import { type AccountId, accountIdSchema } from '../platform/ids.ts'
import { pageFields, pageOf } from '../platform/pagination.ts'
import { normalizeHashtag } from '../platform/text.ts'
import type { HydratedPost } from '../posts/hydrate.ts'
import { presentPosts, tagUrl, type WirePost } from '../posts/present.ts'
import { loadReadable } from '../posts/reading.ts'
import { type PastedUrl, parsePastedUrl } from './pasted-url.ts'
import { searchPosts } from './post-search.ts'
import { selectHashtags } from './queries.ts'

/** Mastodon's Tag entity, as far as search shows it. */
export interface WireFoundTag {
  name: string
  url: string
  history: never[]
}

/** Mastodon's Search entity. */
export interface WireSearch {
  accounts: WireAccount[]
  statuses: WirePost[]
  hashtags: WireFoundTag[]
}

const mostFound = 10_000

const searchInput = z.object({
  q: z.string('must be the text to look for').trim().max(1_000, 'must have at most 1000 characters'),
  type: orAbsent(z.enum(['accounts', 'hashtags', 'statuses'], 'must be accounts, hashtags or statuses')),
  following: orDefault(booleanField, false),
  account_id: orAbsent(accountIdSchema),
  ...pageFields(20, 40),
  offset: orDefault(
    z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(0, 'must not be negative')
      .max(mostFound, `must be at most ${mostFound}`),
    0,
  ),
})

/** A visitor follows nobody; no account has this id. */
const nobody = 0 as AccountId

/** Only for people who are signed in: they search what is theirs, and what others opened to them. */
async function findPosts(
  ctx: Context,
  viewer: Viewer | undefined,
  input: z.output<typeof searchInput>,
): Promise<HydratedPost[]> {
  if (!viewer) return []
  return searchPosts(ctx, viewer.accountId, {
    text: input.q,
    author: input.account_id,
    page: pageOf(input),
    offset: input.offset,
  })
}

async function findPastedPost(
  ctx: Context,
  viewer: Viewer | undefined,
  pasted: PastedUrl | undefined,
): Promise<HydratedPost[]> {
  if (!pasted || !('post' in pasted)) return []
  const post = await loadReadable(ctx, viewer?.accountId, pasted.post)
  if (!post) return []
  const isTheirs =
    pasted.username === undefined
      ? post.author.id === pasted.authorId
      : post.author.username.toLowerCase() === pasted.username.toLowerCase()
  return isTheirs ? [post] : []
}

async function findPastedAccount(ctx: Context, pasted: PastedUrl): Promise<Account[]> {
  if ('post' in pasted) return []
  const account =
    'accountId' in pasted
      ? await findAccount(ctx.db, pasted.accountId)
      : await findAccountByHandle(ctx.db, pasted.username)
  return account && !isHiddenFromAll(account) ? [account] : []
}

export const search = endpoint<Viewer | undefined, z.ZodType, typeof searchInput>(
  { input: searchInput },
  async ({ ctx, viewer, input }) => {
    const { q, type, following, limit, offset } = input
    if (offset > 0 && !viewer)
      return { failure: 'unauthorized', message: 'Search queries pagination is not supported without authentication' }
    const found: WireSearch = { accounts: [], statuses: [], hashtags: [] }
    const isWanted = (kind: keyof WireSearch) => q !== '' && (type === undefined || type === kind)
    const pasted = parsePastedUrl(q, ctx.origin)
    if (isWanted('accounts')) {
      const accounts = pasted
        ? await findPastedAccount(ctx, pasted)
        : await searchAccounts(ctx, viewer?.accountId ?? nobody, { text: q, limit, offset, onlyFollowing: following })
      found.accounts = accounts.map((account) => presentAccount(ctx, account))
    }
    if (isWanted('statuses')) {
      const posts = pasted
        ? await findPastedPost(ctx, viewer, offset > 0 ? undefined : pasted)
        : await findPosts(ctx, viewer, input)
      found.statuses = presentPosts(ctx, viewer, posts)
    }
    if (isWanted('hashtags') && !pasted && !q.startsWith('@')) {
      const prefix = normalizeHashtag(q.replace(/^[#＃]/, ''))
      const tags = prefix === '' ? [] : await selectHashtags(ctx.db, prefix, { limit, offset })
      found.hashtags = tags.map(({ name }) => ({ name, url: tagUrl(ctx, name), history: [] }))
    }
    return json(found)
  },
)
