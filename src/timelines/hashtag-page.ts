/**
 * GET /tags/:hashtag      showHashtag
 * GET /tags/:hashtag.rss  showHashtagFeed
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { page } from '../instance/layout.ts'
import { introduction, noSuchPage } from '../instance/public-page.ts'
import { endpoint, type Viewer } from '../platform/http.ts'
import { normalizeHashtag, parseText } from '../platform/text.ts'
import { feedAddressOf, feedLink, feedReply } from '../posts/feed.ts'
import { listAddress, listInput, postList, readPostList } from '../posts/post-list.ts'
import { tagUrl } from '../posts/present.ts'
import { belongsInHashtag } from '../posts/visibility.ts'
import { selectHashtag } from './queries.ts'

const hashtagParams = z.object({ hashtag: z.string() })

/** Whatever somebody puts into the address is shown only if it could stand in a post. */
function isHashtag(name: string): boolean {
  const [token, ...more] = parseText(`#${name}`).tokens
  return token?.kind === 'hashtag' && more.length === 0
}

export const showHashtag = endpoint<Viewer | undefined, typeof hashtagParams, typeof listInput>(
  { params: hashtagParams, input: listInput },
  async ({ ctx, viewer, params, input }) => {
    if (!isHashtag(params.hashtag)) return noSuchPage
    const name = normalizeHashtag(params.hashtag)
    const choice = { any: [name], all: [], none: [] }
    const list = await readPostList(ctx, viewer, input, (next) => selectHashtag(ctx.db, choice, next), belongsInHashtag)
    const address = tagUrl(ctx, name)
    return page(ctx, {
      title: `#${name}`,
      viewer,
      head: html`${feedLink(address, `#${name}`)} ${introduction(ctx, {
        title: `#${name}`,
        description: `Public posts with #${name} on ${ctx.domain}, newest first.`,
        address: listAddress(address, input.max_id),
        type: 'website',
        isIndexable: false,
      })}`,
      body: html`<div class="lanes">
        <div class="about">
          <h1><bdi>#${name}</bdi></h1>
          <p class="soft">What people here say about it in public, newest first.</p>
          <p class="hint"><a href="${feedAddressOf(address)}">As a feed (RSS)</a></p>
        </div>
        <section aria-label="Posts">${postList(ctx, list, address, input.max_id)}</section>
      </div>`,
    })
  },
)

const feedParams = z.object({ hashtag: z.string().transform((name) => name.replace(/\.rss$/, '')) })

export const showHashtagFeed = endpoint<Viewer | undefined, typeof feedParams>(
  { params: feedParams },
  async ({ ctx, params, headers }) => {
    if (!isHashtag(params.hashtag)) return noSuchPage
    const name = normalizeHashtag(params.hashtag)
    const address = tagUrl(ctx, name)
    const feed = {
      title: `#${name}`,
      description: `Public posts with #${name} on ${ctx.domain}, newest first.`,
      address,
      feedAddress: feedAddressOf(address),
    }
    const choice = { any: [name], all: [], none: [] }
    return feedReply(ctx, headers, feed, (page) => selectHashtag(ctx.db, choice, page), belongsInHashtag)
  },
)
