import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failedValidation, invalid, notFound } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import {
  deleteFilter,
  deleteFilterEntry,
  type FilterColumns,
  findFilter,
  findFilterHolding,
  insertFilter,
  insertFilterPost,
  insertKeyword,
  lockFilters,
  selectFilters,
  updateFilter,
  updateKeyword,
} from './filter-queries.ts'
import { type Filter, filterLimits } from './filters.ts'
import { loadReadable } from './reading.ts'

/** `id`: one that is there already. */
export type KeywordChange = {
  id?: Id | undefined
  keyword?: string | undefined
  wholeWord?: boolean | undefined
  remove?: boolean | undefined
}

export type FilterChange = Partial<FilterColumns> & { keywords: readonly KeywordChange[] }

/** Applied one by one; the limits are checked on what comes of it. */
async function changeKeywords(
  tx: Db,
  ctx: Context,
  accountId: AccountId,
  filter: Filter,
  changes: readonly KeywordChange[],
): Promise<Failure | undefined> {
  for (const { id, keyword, wholeWord, remove } of changes) {
    if (id === undefined) {
      if (remove) continue
      if (keyword === undefined) return invalid("Validation failed: Keyword can't be blank")
      await insertKeyword(tx, accountId, filter.id, { id: ctx.newId(), keyword, wholeWord: wholeWord ?? true })
      continue
    }
    if (!filter.keywords.some((known) => known.id === id)) return notFound
    if (remove) await deleteFilterEntry(tx, accountId, 'filter_keywords', id)
    else await updateKeyword(tx, accountId, id, { keyword, wholeWord })
  }
  return undefined
}

/** The filter as it is now, unless there is too much of something. */
async function withinLimits(tx: Db, accountId: AccountId, id: Id): Promise<Filter | Failure> {
  const filters = await selectFilters(tx, accountId)
  const filter = filters.find((each) => each.id === id)
  if (!filter) return notFound
  if (filters.length > filterLimits.filters) return failedValidation((words) => words.filterLimit(filterLimits.filters))
  if (filter.keywords.length > filterLimits.keywords)
    return failedValidation((words) => words.filterWords(filterLimits.keywords))
  if (filters.reduce((sum, { keywords }) => sum + keywords.length, 0) > filterLimits.keywordsInAll)
    return failedValidation((words) => words.filterWordsInAll(filterLimits.keywordsInAll))
  if (filter.posts.length > filterLimits.posts)
    return invalid(`Validation failed: A filter can name at most ${filterLimits.posts} posts`)
  return filter
}

/** Changes of one person's filters wait for each other, and their apps hear that there was one. */
function writeFilters<T>(ctx: Context, accountId: AccountId, work: (tx: Db) => Promise<T | Failure>) {
  return write<T>(ctx, async (tx, emit) => {
    await lockFilters(tx, accountId)
    emit({ type: 'filters.changed', account: accountId, origin: 'live' })
    return work(tx)
  })
}

export function createFilter(
  ctx: Context,
  accountId: AccountId,
  { keywords, ...columns }: FilterColumns & { keywords: readonly KeywordChange[] },
): Promise<Filter | Failure> {
  return writeFilters<Filter>(ctx, accountId, async (tx) => {
    const id = ctx.newId()
    await insertFilter(tx, { ...columns, account_id: accountId, id, created_at: ctx.clock.now() })
    const empty = await findFilter(tx, accountId, id)
    if (!empty) return notFound
    return (
      (await changeKeywords(
        tx,
        ctx,
        accountId,
        empty,
        keywords.map(({ id: _, ...keyword }) => keyword),
      )) ?? withinLimits(tx, accountId, id)
    )
  })
}

export function changeFilter(
  ctx: Context,
  accountId: AccountId,
  id: Id,
  { keywords, ...columns }: FilterChange,
): Promise<Filter | Failure> {
  return writeFilters<Filter>(ctx, accountId, async (tx) => {
    const filter = await findFilter(tx, accountId, id)
    if (!filter) return notFound
    await updateFilter(tx, accountId, id, columns)
    return (await changeKeywords(tx, ctx, accountId, filter, keywords)) ?? withinLimits(tx, accountId, id)
  })
}

export function removeFilter(ctx: Context, accountId: AccountId, id: Id): Promise<Failure | undefined> {
  return writeFilters<undefined>(ctx, accountId, async (tx) =>
    (await deleteFilter(tx, accountId, id)) ? undefined : notFound,
  )
}

/** Changes or removes one keyword, found by its own id. */
export function changeKeyword(
  ctx: Context,
  accountId: AccountId,
  change: KeywordChange & { id: Id },
): Promise<Filter | Failure> {
  return writeFilters<Filter>(ctx, accountId, async (tx) => {
    const filter = await findFilterHolding(tx, accountId, 'filter_keywords', change.id)
    if (!filter) return notFound
    return (await changeKeywords(tx, ctx, accountId, filter, [change])) ?? withinLimits(tx, accountId, filter.id)
  })
}

/** A boost stands for what it boosts. */
export function addFilterPost(
  ctx: Context,
  accountId: AccountId,
  filterId: Id,
  postId: PostId,
): Promise<Filter | Failure> {
  return writeFilters<Filter>(ctx, accountId, async (tx) => {
    const filter = await findFilter(tx, accountId, filterId)
    const post = await loadReadable({ ...ctx, db: tx }, accountId, postId)
    if (!filter || !post) return notFound
    const id = ctx.newId()
    const named = post.row.boost_of ?? post.row.id
    if (!(await insertFilterPost(tx, accountId, filterId, { id, postId: named })))
      return invalid('Validation failed: This filter already names the post')
    return withinLimits(tx, accountId, filterId)
  })
}

export function removeFilterPost(ctx: Context, accountId: AccountId, id: Id): Promise<Failure | undefined> {
  return writeFilters<undefined>(ctx, accountId, async (tx) =>
    (await deleteFilterEntry(tx, accountId, 'filter_posts', id)) ? undefined : notFound,
  )
}
