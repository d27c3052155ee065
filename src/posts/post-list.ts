/** Pages that list posts, newest first, with a link to the older ones. */
import { html } from 'hono/html'
import { z } from 'zod'
import type { Html } from '../instance/layout.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import type { Id, PostId } from '../platform/ids.ts'
import { type Page, pageFields } from '../platform/pagination.ts'
import { postArticle, type ShownPost, withAnswered } from './post-view.ts'
import { asEntries, type Rule, readPostPage } from './reading.ts'

const postsPerPage = 20

export const listInput = z.object({ max_id: pageFields(postsPerPage, postsPerPage).max_id })

/** `olderThan`: the last post of this page, when there are more below it. */
export type PostList = { posts: ShownPost[]; olderThan: Id | undefined }

export async function readPostList(
  ctx: Context,
  viewer: Viewer | undefined,
  { max_id }: z.output<typeof listInput>,
  read: (page: Page) => Promise<PostId[]>,
  rule: Rule,
): Promise<PostList> {
  const { posts, cursors } = await readPostPage(
    ctx,
    viewer?.accountId,
    { maxId: max_id, limit: postsPerPage + 1 },
    async (page) => asEntries(await read(page)),
    rule,
  )
  const olderThan = cursors.length > postsPerPage ? cursors[postsPerPage - 1] : undefined
  const shown = olderThan === undefined ? posts : posts.filter(({ row }) => row.id >= olderThan)
  return { posts: await withAnswered(ctx, viewer, shown), olderThan }
}

/** The newest few as a list, where there are any. */
export async function latestPosts(
  ctx: Context,
  words: Words,
  count: number,
  read: (page: Page) => Promise<PostId[]>,
  rule: Rule,
): Promise<Html | undefined> {
  const { posts } = await readPostPage(
    ctx,
    undefined,
    { limit: count },
    async (page) => asEntries(await read(page)),
    rule,
  )
  if (posts.length === 0) return undefined
  const shown = await withAnswered(ctx, undefined, posts)
  return html`<div class="panel"><ol class="posts">${shown.map((post) => html`<li>${postArticle(ctx, words, post)}</li>`)}</ol></div>`
}

/** The address of a list from below a post on; of the newest posts without one. */
export function listAddress(address: string, maxId: Id | undefined): string {
  return maxId === undefined ? address : `${address}?max_id=${maxId}`
}

/** `address`: of the newest posts. */
export function postList(
  ctx: Context,
  words: Words,
  { posts, olderThan }: PostList,
  address: string,
  maxId: Id | undefined,
): Html {
  const { reading } = words
  const empty = html`<p class="soft">${maxId === undefined ? reading.nothingYet : reading.nothingOlder}</p>`
  const items = posts.map((post) => html`<li>${postArticle(ctx, words, post)}</li>`)
  const links = html`<nav class="pages" aria-label="${reading.olderAndNewer}">
    ${maxId === undefined ? '' : html`<a href="${address}">${reading.newest}</a>`}
    ${olderThan === undefined ? '' : html`<a rel="next" href="${listAddress(address, olderThan)}">${reading.older}</a>`}
  </nav>`
  return html`<div class="panel">${posts.length === 0 ? empty : html`<ol class="posts">${items}</ol>`}</div>
    ${maxId === undefined && olderThan === undefined ? '' : links}`
}
