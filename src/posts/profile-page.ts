/**
 * GET /@:handle    showProfile
 * GET /users/:id   leadToProfile
 * GET /@:handle/followers, following, with_replies, media, about, held_back  leadToHandle
 */
import { html, raw } from 'hono/html'
import { z } from 'zod'
import { type Account, isHiddenFromAll, parseHandle, profileFields } from '../accounts/account.ts'
import { accountUrl, avatarUrl } from '../accounts/present.ts'
import { findAccount, findAccountByHandle } from '../accounts/queries.ts'
import { loadRelation } from '../follows/queries.ts'
import { linkTo, strong } from '../instance/inline.ts'
import { type Html, page } from '../instance/layout.ts'
import { excerpt, introduction, noSuchPage } from '../instance/public-page.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, redirect, type Viewer } from '../platform/http.ts'
import { accountIdSchema } from '../platform/ids.ts'
import { feedAddressOf, feedLink } from './feed.ts'
import { listAddress, listInput, type PostList, postList, readPostList } from './post-list.ts'
import { fullHandle, nameOf } from './post-view.ts'
import { selectByAuthor } from './queries.ts'
import { belongsInProfile } from './visibility.ts'

function countList({ reading, grammar }: Words, account: Account): (string | Html)[][] {
  const { posts_count: posts, following_count: following, followers_count: followers } = account
  const { fullNumber } = grammar
  return [
    reading.postsWritten(strong, fullNumber(posts), posts),
    reading.followsPeople(strong, fullNumber(following), following),
    reading.followersHad(strong, fullNumber(followers), followers),
  ]
}

async function readList(
  ctx: Context,
  viewer: Viewer | undefined,
  account: Account,
  input: z.output<typeof listInput>,
): Promise<PostList> {
  const relation = viewer && (await loadRelation(ctx.db, viewer.accountId, account.id, ctx.clock.now()))
  const reader = {
    id: viewer?.accountId,
    readsPrivate: relation?.followState === 'accepted',
    readsAll: viewer?.accountId === account.id,
  }
  const everything = { withoutReplies: false, withoutBoosts: false, withMedia: false, tag: undefined }
  return readPostList(
    ctx,
    viewer,
    input,
    (next) => selectByAuthor(ctx.db, account.id, reader, everything, next),
    belongsInProfile,
  )
}

function about(ctx: Context, words: Words, account: Account): Html {
  const { reading } = words
  const fields = profileFields(account)
  const field = ({ name, value_html }: (typeof fields)[number]) =>
    html`<div><dt dir="auto">${name}</dt><dd dir="auto">${raw(value_html)}</dd></div>`
  return html`<div class="about">
    <img class="avatar" src="${avatarUrl(ctx, account)}" alt="" width="96" height="96" />
    <h1><bdi>${nameOf(account)}</bdi></h1>
    <p class="handle">${fullHandle(ctx, account)}</p>
    ${account.bot ? html`<p class="meta">${reading.program}</p>` : ''}
    ${account.note_html === '' ? '' : html`<div class="words" dir="auto">${raw(account.note_html)}</div>`}
    ${fields.length === 0 ? '' : html`<dl class="fields">${fields.map(field)}</dl>`}
    <ul class="counts">${countList(words, account).map((count) => html`<li>${count}</li>`)}</ul>
    <p class="hint">${reading.howToFollow(linkTo('/auth/sign_up'), ctx.domain, linkTo(feedAddressOf(accountUrl(ctx, account))))}</p>
  </div>`
}

const profileParams = z.object({ handle: z.string() })

export const showProfile = endpoint<Viewer | undefined, typeof profileParams, typeof listInput>(
  { params: profileParams, input: listInput },
  async ({ ctx, viewer, words, params, input }) => {
    const handle = parseHandle(params.handle, ctx.domain)
    const account = handle && (await findAccountByHandle(ctx.db, handle.username, handle.domain))
    if (!account || isHiddenFromAll(account)) return noSuchPage
    const list = await readList(ctx, viewer, account, input)
    const address = accountUrl(ctx, account)
    const title = `${nameOf(account)} (${fullHandle(ctx, account)})`
    const description =
      excerpt(account.note) ||
      words.reading.describe(account.posts_count, account.following_count, account.followers_count)
    return page(ctx, {
      title,
      words,
      viewer,
      head: html`${feedLink(address, title)} ${introduction(ctx, {
        title,
        description,
        address: listAddress(address, input.max_id),
        type: 'profile',
        isIndexable: account.indexable,
        image: { url: avatarUrl(ctx, account), alt: '', isLarge: false },
      })}`,
      body: html`<div class="lanes">
        ${about(ctx, words, account)}
        <section aria-labelledby="posts-title">
          <h2 id="posts-title">${words.reading.posts}</h2>
          ${postList(ctx, words, list, address, input.max_id)}
        </section>
      </div>`,
    })
  },
)

const accountParams = z.object({ id: accountIdSchema })

/** The address that lasts leads to the one people read. */
export const leadToProfile = endpoint<Viewer | undefined, typeof accountParams>(
  { params: accountParams },
  async ({ ctx, params }) => {
    const account = await findAccount(ctx.db, params.id)
    if (!account || isHiddenFromAll(account)) return noSuchPage
    return { ...redirect(accountUrl(ctx, account)), status: 302 }
  },
)

const handleParams = z.object({ handle: z.string() })

/** Parts of a profile that only the app has lead everybody else to the whole. */
export const leadToHandle = endpoint<Viewer | undefined, typeof handleParams>(
  { params: handleParams },
  async ({ params }) => redirect(`/@${encodeURIComponent(params.handle.slice(1))}`),
)
