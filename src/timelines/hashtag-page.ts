/**
 * GET /tags/:hashtag      showHashtag
 * GET /tags/:hashtag.rss  showHashtagFeed
 */
import { html } from 'hono/html'
import { z } from 'zod'
import { linkTo } from '../instance/inline.ts'
import { page } from '../instance/layout.ts'
import { introduction, noSuchPage } from '../instance/public-page.ts'
import { endpoint, type Viewer } from '../platform/http.ts'
import { normalizeHashtag, parseText } from '../platform/text.ts'
import { feedAddressOf, feedLink, feedReply, wordsOfFeed } from '../posts/feed.ts'
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
  async ({ ctx, viewer, words, params, input }) => {
    if (!isHashtag(params.hashtag)) return noSuchPage
    const name = normalizeHashtag(params.hashtag)
    const choice = { any: [name], all: [], none: [] }
    const list = await readPostList(ctx, viewer, input, (next) => selectHashtag(ctx.db, choice, next), belongsInHashtag)
    const address = tagUrl(ctx, name)
    const { reading } = words
    return page(ctx, {
      words,
      title: `#${name}`,
      viewer,
      head: html`${feedLink(address, `#${name}`)} ${introduction(ctx, {
        title: `#${name}`,
        description: reading.hashtagAbout(name, ctx.domain),
        address: listAddress(address, input.max_id),
        type: 'website',
        isIndexable: false,
      })}`,
      body: html`<div class="lanes">
        <div class="about">
          <h1><bdi>#${name}</bdi></h1>
          <p class="soft">${reading.hashtagText}</p>
          <p class="hint">${linkTo(feedAddressOf(address))(reading.asFeed)}</p>
        </div>
        <section aria-label="${reading.posts}">${postList(ctx, words, list, address, input.max_id)}</section>
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
      description: wordsOfFeed(headers).reading.hashtagAbout(name, ctx.domain),
      address,
      feedAddress: feedAddressOf(address),
    }
    const choice = { any: [name], all: [], none: [] }
    return feedReply(ctx, headers, feed, (page) => selectHashtag(ctx.db, choice, page), belongsInHashtag)
  },
)
