import { parseHandle } from '../accounts/account.ts'
import { findAccountByHandle } from '../accounts/queries.ts'
import type { Context } from '../platform/context.ts'
import { type AccountId, firstIdAt, type Id } from '../platform/ids.ts'
import { fillPage, type Page } from '../platform/pagination.ts'
import type { HydratedPost } from '../posts/hydrate.ts'
import { loadAllowed } from '../posts/reading.ts'
import { belongsInSearch } from '../posts/visibility.ts'
import { type FoundPost, selectFoundPosts } from './post-queries.ts'
import { isEmptyQuery, parsePostQuery } from './query.ts'

export type PostSearch = {
  text: string
  author: AccountId | undefined
  page: Page
  offset: number
}

const fewestRows = 20

async function idsByHandles(ctx: Context, viewerId: AccountId, handles: readonly string[]): Promise<AccountId[]> {
  const found = await Promise.all(
    handles.map(async (written) => {
      if (written.toLowerCase() === 'me') return viewerId
      const handle = parseHandle(written, ctx.domain)
      return handle && (await findAccountByHandle(ctx.db, handle.username, handle.domain))?.id
    }),
  )
  return found.filter((id) => id !== undefined)
}

function within(page: Page, since: Date | undefined, until: Date | undefined): Page {
  const least = (a: Id | undefined, b: Id | undefined) => Math.min(a ?? Infinity, b ?? Infinity)
  const below = least(page.maxId, until && firstIdAt(until))
  const from = since && firstIdAt(since) - 1
  return {
    ...page,
    maxId: below === Infinity ? undefined : below,
    sinceId: from === undefined ? page.sinceId : Math.max(from, page.sinceId ?? 0),
  }
}

/**
 * Posts the viewer wrote or had to do with, and public posts of people who let everybody search them, newest first.
 * What one may not read, or does not want to see, is not found.
 */
export async function searchPosts(ctx: Context, viewerId: AccountId, search: PostSearch): Promise<HydratedPost[]> {
  const { words, from, notFrom, since, until, place, ...rest } = parsePostQuery(search.text)
  if (isEmptyQuery({ words, from, notFrom, since, until, place, ...rest })) return []
  const named = from.length > 0 ? await idsByHandles(ctx, viewerId, from) : undefined
  const asked = search.author === undefined ? undefined : [search.author]
  const authors = named && asked ? named.filter((id) => asked.includes(id)) : (named ?? asked)
  if (authors?.length === 0) return []
  const choice = { words, authors, notAuthors: await idsByHandles(ctx, viewerId, notFrom) }
  const places = { own: place !== 'public', open: place !== 'library' }

  const { kept } = await fillPage(
    within({ ...search.page, limit: search.offset + search.page.limit }, since, until),
    (next) => {
      const page = { ...next, limit: Math.max(next.limit, fewestRows) }
      return selectFoundPosts(ctx.db, { viewerId, choice, places, page })
    },
    ({ id }) => id,
    (found) => keepAllowed(ctx, viewerId, found),
  )
  return kept.slice(search.offset)
}

/** Whether somebody's posts are open to everybody is asked anew: the index follows them some time later. */
async function keepAllowed(ctx: Context, viewerId: AccountId, found: readonly FoundPost[]): Promise<HydratedPost[]> {
  const mine = new Set(found.filter(({ isMine }) => isMine).map(({ id }) => id))
  const posts = await loadAllowed(
    ctx,
    viewerId,
    found.map(({ id }) => id),
    belongsInSearch,
  )
  return posts.filter(({ row, author }) => mine.has(row.id) || (row.visibility === 'public' && author.indexable))
}
