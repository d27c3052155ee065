/**
 * Keyset pagination as Mastodon has it, once. A page is newest first. `max_id`: older than; `since_id`: newer than,
 * newest ones first; `min_id`: the ones immediately newer. The cursor is the relation row's time-ordered id.
 */
import type { ExpressionBuilder, ReferenceExpression, SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import { orAbsent, orDefault } from './http.ts'
import { type Id, maxId } from './ids.ts'

/** Digits beyond the safe range are a client's "from the very newest": they mean the largest id. */
const cursor = z
  .string()
  .regex(/^\d{1,40}$/, 'must be an id')
  .transform((digits) => Math.min(Number(digits), maxId))

export const limitSchema = (usual: number, most: number) =>
  orDefault(
    z.coerce
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .transform((limit) => Math.min(limit, most)),
    usual,
  )

export type Page = { maxId?: Id | undefined; sinceId?: Id | undefined; minId?: Id | undefined; limit: number }

/** The query fields of a paged endpoint; a limit above `most` means `most`. */
export function pageFields(usual: number, most: number) {
  return {
    max_id: orAbsent(cursor),
    since_id: orAbsent(cursor),
    min_id: orAbsent(cursor),
    limit: limitSchema(usual, most),
  }
}

export function pageOf(input: {
  max_id?: Id | undefined
  since_id?: Id | undefined
  min_id?: Id | undefined
  limit: number
}): Page {
  return { maxId: input.max_id, sinceId: input.since_id, minId: input.min_id, limit: input.limit }
}

/** Narrows and orders a query to a page. With `minId` the rows come oldest first: pass them to `inPageOrder`. */
export function paged<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  column: ReferenceExpression<DB, TB>,
  page: Page,
): SelectQueryBuilder<DB, TB, O> {
  const bounds = query.where((eb: ExpressionBuilder<DB, TB>) =>
    eb.and([
      ...(page.maxId === undefined ? [] : [eb(column, '<', page.maxId as never)]),
      ...(page.sinceId === undefined ? [] : [eb(column, '>', page.sinceId as never)]),
      ...(page.minId === undefined ? [] : [eb(column, '>', page.minId as never)]),
    ]),
  )
  return bounds.orderBy(column as never, page.minId === undefined ? 'desc' : 'asc').limit(page.limit)
}

export function inPageOrder<T>(rows: T[], page: Page): T[] {
  return page.minId === undefined ? rows : rows.toReversed()
}

/**
 * Fills a page although rows are dropped after they were read: reads on until the page is full or the source is
 * exhausted. `read` gives the next rows (newest first, or oldest first with minId), `keep` the ones that may be shown.
 */
export async function fillPage<Row, Kept>(
  page: Page,
  read: (page: Page) => Promise<Row[]>,
  idOf: (row: Row) => Id,
  keep: (rows: Row[]) => Promise<Kept[]>,
): Promise<{ kept: Kept[]; exhausted: boolean }> {
  const kept: Kept[] = []
  let next = page
  while (true) {
    const rows = await read(next)
    kept.push(...(rows.length > 0 ? await keep(rows) : []))
    const exhausted = rows.length < next.limit
    if (kept.length >= page.limit || exhausted) {
      const full = kept.slice(0, page.limit)
      return {
        kept: page.minId === undefined ? full : full.reverse(),
        exhausted: exhausted && kept.length <= page.limit,
      }
    }
    const last = idOf(rows.at(-1)!)
    next = page.minId === undefined ? { ...next, maxId: last } : { ...next, minId: last }
  }
}

function linkAt(url: string, name: 'max_id' | 'min_id', id: Id): string {
  const address = new URL(url)
  for (const other of ['max_id', 'since_id', 'min_id']) address.searchParams.delete(other)
  address.searchParams.set(name, String(id))
  return address.toString()
}

/**
 * The `Link` header of a page, or none when it is empty. `ids` are the cursors of the page's rows, newest first.
 * `url` is the request's address; its other parameters are kept.
 */
export function linkHeader(url: string, ids: Id[]): Record<string, string> {
  const [newest, oldest] = [ids[0], ids.at(-1)]
  if (newest === undefined || oldest === undefined) return {}
  return { link: `<${linkAt(url, 'max_id', oldest)}>; rel="next", <${linkAt(url, 'min_id', newest)}>; rel="prev"` }
}

/** For a list that is read downwards only: its next page begins below `id`. */
export function nextLink(url: string, id: Id): Record<string, string> {
  return { link: `<${linkAt(url, 'max_id', id)}>; rel="next"` }
}
