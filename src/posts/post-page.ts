/**
 * GET /@:handle/:id                         showPostPage
 * GET /users/:id/statuses/:post             leadToPost
 * GET /users/:id/statuses/:post/activity    leadToPost
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { parseHandle } from '../accounts/account.ts'
import { logInPath } from '../auth/log-in-page.ts'
import { type Html, page } from '../instance/layout.ts'
import { excerpt, introduction, noSuchPage } from '../instance/public-page.ts'
import { loadInstance } from '../instance/queries.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, redirect, type Viewer } from '../platform/http.ts'
import { accountIdSchema, postIdSchema } from '../platform/ids.ts'
import { readConversation, shortThread } from './conversation.ts'
import type { HydratedPost } from './hydrate.ts'
import { fullHandle, nameOf, personLink, postArticle, previewOf, type ShownPost, withAnswered } from './post-view.ts'
import { postAddress } from './present.ts'
import { loadReadable } from './reading.ts'

function conversation(ctx: Context, words: Words, posts: ShownPost[], main: HydratedPost): Html {
  const turn = (post: ShownPost) => {
    const isMain = post.row.id === main.row.id
    return html`<li class="panel ${post.author.id === main.author.id ? 'out' : 'in'}"${isMain ? html` aria-current="true"` : ''}>
      ${postArticle(ctx, words, post, { isMain })}
    </li>`
  }
  return html`<ol class="turns">${posts.map(turn)}</ol>`
}

function introducePost(ctx: Context, post: HydratedPost, title: string): Html {
  const { row, author } = post
  return introduction(ctx, {
    title,
    description: excerpt(row.spoiler_text || row.text),
    address: postAddress(ctx, post),
    type: 'article',
    isIndexable: author.indexable && row.visibility === 'public',
    image: previewOf(ctx, post),
  })
}

async function aside(ctx: Context, words: Words, viewer: Viewer | undefined, path: string): Promise<Html> {
  const { title, description, registrations } = await loadInstance(ctx.db)
  const answering = html`<p class="hint">${words.reading.answerFromApp}</p>`
  if (viewer) return html`<aside>${answering}</aside>`
  return html`<aside aria-labelledby="here-title">
    <h2 id="here-title">${title}</h2>
    <p class="soft">${excerpt(description) || words.front.whatTwowayIs}</p>
    <div class="actions">
      ${registrations === 'closed' ? '' : html`<a class="button" href="/auth/sign_up">${words.frame.signUp}</a>`}
      <a class="button plain" href="${logInPath(path)}">${words.frame.logIn}</a>
    </div>
    ${answering}
  </aside>`
}

const postPageParams = z.object({ handle: z.string(), id: postIdSchema })

export const showPostPage = endpoint<Viewer | undefined, typeof postPageParams>(
  { params: postPageParams },
  async ({ ctx, viewer, words, params }) => {
    const post = await loadReadable(ctx, viewer?.accountId, params.id)
    const handle = parseHandle(params.handle, ctx.domain)
    const isByThem =
      post?.author.username.toLowerCase() === handle?.username.toLowerCase() && post?.author.domain === handle?.domain
    if (!post || !isByThem) return noSuchPage
    if (post.boosted) return { ...redirect(postAddress(ctx, post.boosted)), status: 302 }
    // Longer conversations go on at the page of their last post.
    const { above, below } = await readConversation(ctx, viewer?.accountId, post, shortThread)
    const posts = await withAnswered(ctx, viewer, [...above, post, ...below])
    const isTalk = posts.some(({ author }) => author.id !== post.author.id)
    const title = `${nameOf(post.author)} (${fullHandle(ctx, post.author)})`
    const { conversationWith, postBy } = words.reading
    return page(ctx, {
      words,
      title: `${title}: ${excerpt(post.row.spoiler_text || post.row.text)}`,
      viewer,
      head: introducePost(ctx, post, title),
      body: html`<div class="conversation">
        <h1>${(isTalk ? conversationWith : postBy)(personLink(ctx, post.author))}</h1>
        <div class="beside">
          ${conversation(ctx, words, posts, post)}
          ${await aside(ctx, words, viewer, new URL(postAddress(ctx, post)).pathname)}
        </div>
      </div>`,
    })
  },
)

const uriParams = z.object({ id: accountIdSchema, post: postIdSchema })

/** The address that lasts leads to the one people read; that of a boost to what it boosts. */
export const leadToPost = endpoint<Viewer | undefined, typeof uriParams>(
  { params: uriParams },
  async ({ ctx, viewer, params }) => {
    const post = await loadReadable(ctx, viewer?.accountId, params.post)
    if (post?.author.id !== params.id) return noSuchPage
    return { ...redirect(postAddress(ctx, post.boosted ?? post)), status: 302 }
  },
)
