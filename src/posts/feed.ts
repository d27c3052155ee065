/**
 * What somebody says in public, for feed readers (RSS 2.0, https://www.rssboard.org/rss-specification).
 * GET /@:handle.rss  showProfileFeed
 */
import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import { z } from 'zod'
import { isHiddenFromAll, parseHandle } from '../accounts/account.ts'
import { accountUrl, avatarUrl } from '../accounts/present.ts'
import { findAccountByHandle } from '../accounts/queries.ts'
import type { Html } from '../instance/layout.ts'
import { noSuchPage } from '../instance/public-page.ts'
import type { Attachment } from '../media/attachment.ts'
import { localeFor } from '../messages/locale.ts'
import { type Words, wordsIn } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { endpoint, type Reply, type Viewer } from '../platform/http.ts'
import type { PostId } from '../platform/ids.ts'
import type { Page } from '../platform/pagination.ts'
import { fileUrl } from '../platform/storage.ts'
import type { HydratedPost } from './hydrate.ts'
import { fullHandle, nameOf } from './post-view.ts'
import { postAddress } from './present.ts'
import { selectByAuthor } from './queries.ts'
import { asEntries, type Rule, readPostPage } from './reading.ts'
import { belongsInProfile, quoteStateFor } from './visibility.ts'

const itemsPerFeed = 30

export type Feed = {
  title: string
  description: string
  /** The page of which this is the feed, and the feed's own address. */
  address: string
  feedAddress: string
  image?: string
}

export const feedAddressOf = (address: string) => `${address}.rss`

/** For the head of the page of which it is the feed. */
export function feedLink(address: string, title: string): Html {
  return html`<link rel="alternate" type="application/rss+xml" title="${title}" href="${feedAddressOf(address)}" />`
}

const types: Record<string, string> = { jpg: 'image/jpeg', png: 'image/png', gif: 'image/gif', webp: 'image/webp' }
const typeOf = (key: string) => types[key.slice(key.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/** XML has no way to write these characters, not even escaped. */
const withoutForbidden = (text: string) =>
  text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')

function warned({ reading }: Words, post: HydratedPost, content: Html): Html {
  const { spoiler_text } = post.row
  return spoiler_text === ''
    ? content
    : html`<p><strong>${reading.contentWarning}</strong> ${spoiler_text}</p><hr />${content}`
}

function quoted(ctx: Context, { facts, quoted: other }: HydratedPost): Html | '' {
  if (!facts.quote || !other || quoteStateFor(facts.quote, undefined) !== 'accepted') return ''
  const text = other.row.spoiler_text === '' ? raw(other.row.html) : html`<p>${other.row.spoiler_text}</p>`
  return html`<blockquote><p><a href="${postAddress(ctx, other)}">${nameOf(other.author)}</a>:</p>${text}</blockquote>`
}

/** Pictures follow by themselves; what is sensitive is marked there, and not set into the text. */
function textOf(ctx: Context, words: Words, post: HydratedPost): string {
  const { poll, row } = post
  const choices = poll ? html`<ul>${poll.options.map((option) => html`<li>${option}</li>`)}</ul>` : ''
  return String(warned(words, post, html`${raw(row.html)}${choices}${quoted(ctx, post)}`))
}

/** Media RSS (https://www.rssboard.org/media-rss): more than one picture, and their words. */
function picture(ctx: Context, { key, size_bytes, description }: Attachment, isSensitive: boolean): Html {
  return html`
    <media:content url="${fileUrl(ctx, key)}" type="${typeOf(key)}" fileSize="${size_bytes}" medium="image">
      <media:rating scheme="urn:simple">${isSensitive ? 'adult' : 'nonadult'}</media:rating>${
        description ? html`<media:description type="plain">${withoutForbidden(description)}</media:description>` : ''
      }
    </media:content>`
}

function item(ctx: Context, words: Words, post: HydratedPost): Html {
  const { row, author, media, facts } = post
  const address = postAddress(ctx, post)
  const isSensitive = row.sensitive || row.spoiler_text !== ''
  return html`  <item>
    <guid isPermaLink="true">${address}</guid>
    <link>${address}</link>
    <dc:creator>${withoutForbidden(`${nameOf(author)} (${fullHandle(ctx, author)})`)}</dc:creator>
    <pubDate>${row.created_at.toUTCString()}</pubDate>
    <description>${withoutForbidden(textOf(ctx, words, post))}</description>${media.map((one) => picture(ctx, one, isSensitive))}${facts.tags.map(
      (tag) => html`
    <category>${tag}</category>`,
    )}
  </item>
`
}

function document(ctx: Context, words: Words, feed: Feed, posts: readonly HydratedPost[]): string {
  const [newest] = posts
  const title = withoutForbidden(feed.title)
  const image = feed.image
    ? html`
  <image><url>${feed.image}</url><title>${title}</title><link>${feed.address}</link></image>`
    : ''
  return String(html`<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel>
  <title>${title}</title>
  <link>${feed.address}</link>
  <description>${withoutForbidden(feed.description)}</description>
  <atom:link rel="self" type="application/rss+xml" href="${feed.feedAddress}" />${image}
  <generator>Twoway</generator>${
    newest
      ? html`
  <lastBuildDate>${newest.row.created_at.toUTCString()}</lastBuildDate>`
      : ''
  }
${posts.map((post) => item(ctx, words, post))}</channel>
</rss>
`)
}

/** Whoever asks, by what their reader says alone: caches may keep a feed. */
export const wordsOfFeed = (headers: Headers): Words => wordsIn(localeFor(undefined, headers.get('accept-language')))

/**
 * As a visitor reads it, whoever asks: only what is public, and nothing that is boosted. Readers that come back are told
 * that nothing has changed.
 */
export async function feedReply(
  ctx: Context,
  headers: Headers,
  feed: Feed,
  read: (page: Page) => Promise<PostId[]>,
  rule: Rule,
): Promise<Reply> {
  const { posts } = await readPostPage(
    ctx,
    undefined,
    { limit: itemsPerFeed },
    async (page) => asEntries(await read(page)),
    (post, viewer) => post.visibility === 'public' && !post.boosted && rule(post, viewer),
  )
  const words = wordsOfFeed(headers)
  const body = document(ctx, words, feed, posts)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const caching = { etag, 'cache-control': 'public, max-age=300', 'x-robots-tag': 'noindex', vary: 'accept-language' }
  if (headers.get('if-none-match')?.replace(/^W\//, '') === etag) return { status: 304, headers: caching, body: null }
  return {
    status: 200,
    headers: {
      'content-type': 'application/rss+xml; charset=utf-8',
      'content-language': words.locale,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      ...caching,
    },
    body,
  }
}

const feedParams = z.object({ handle: z.string().transform((handle) => handle.replace(/\.rss$/, '')) })
const anybody = { id: undefined, readsPrivate: false, readsAll: false }
const ownWords = { withoutReplies: true, withoutBoosts: true, withMedia: false, tag: undefined }

/** Without answers to others: who follows by feed follows one person. */
export const showProfileFeed = endpoint<Viewer | undefined, typeof feedParams>(
  { params: feedParams },
  async ({ ctx, params, headers }) => {
    const handle = parseHandle(params.handle, ctx.domain)
    const account = handle && (await findAccountByHandle(ctx.db, handle.username, handle.domain))
    if (!account || isHiddenFromAll(account) || account.domain !== '') return noSuchPage
    const address = accountUrl(ctx, account)
    const feed = {
      title: `${nameOf(account)} (${fullHandle(ctx, account)})`,
      description: account.note || wordsOfFeed(headers).reading.saysInPublic(nameOf(account)),
      address,
      feedAddress: feedAddressOf(address),
      image: avatarUrl(ctx, account),
    }
    const read = (page: Page) => selectByAuthor(ctx.db, account.id, anybody, ownWords, page)
    return feedReply(ctx, headers, feed, read, belongsInProfile)
  },
)
