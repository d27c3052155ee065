/** What pages that are open to everybody share: how they introduce themselves to other sites, and what is no page. */
import { html } from 'hono/html'
import type { Context } from '../platform/context.ts'
import { failing } from '../platform/failure.ts'
import type { Html } from './layout.ts'

/** Also the answer for what one may not see: nobody can tell the two apart. */
export const noSuchPage = failing('not-found', (words) => words.noSuchPage)

export type Introduction = {
  title: string
  description: string
  /** The one full address of what the page shows. */
  address: string
  type: 'profile' | 'article' | 'website'
  /** False keeps the page out of search engines. */
  isIndexable: boolean
  /** What previews show beside the words; the server's own picture unless told. */
  image?: { url: string; alt: string; isLarge: boolean } | undefined
}

/** For search engines, and for the preview another site or app makes of a link (Open Graph, https://ogp.me). */
export function introduction(
  ctx: Pick<Context, 'origin' | 'domain'>,
  { title, description, address, type, isIndexable, image }: Introduction,
): Html {
  return html`<link rel="canonical" href="${address}" />
  ${isIndexable ? '' : html`<meta name="robots" content="noindex" />`}
  <meta name="description" content="${description}" />
  <meta property="og:site_name" content="${ctx.domain}" />
  <meta property="og:type" content="${type}" />
  <meta property="og:title" content="${title}" />
  <meta property="og:description" content="${description}" />
  <meta property="og:url" content="${address}" />
  <meta property="og:image" content="${image?.url ?? `${ctx.origin}/assets/avatar.png`}" />
  ${image?.alt ? html`<meta property="og:image:alt" content="${image.alt}" />` : ''}
  <meta name="twitter:card" content="${image?.isLarge ? 'summary_large_image' : 'summary'}" />`
}

const excerptCharacters = 200

/** The beginning of a text, on one line. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const characters = [...line.slice(0, 2 * excerptCharacters + 2)]
  return characters.length <= excerptCharacters ? line : `${characters.slice(0, excerptCharacters - 1).join('')}…`
}
