/** Custom emojis: small pictures of this server that people write by name between colons. */
import type { Context, CustomEmoji } from '../platform/context.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { fileUrl } from '../platform/storage.ts'

/** Mastodon's CustomEmoji entity. */
export interface WireEmoji {
  shortcode: string
  url: string
  static_url: string
  visible_in_picker: boolean
  category: string | null
}

const name = /^\w{2,100}$/
/** As Mastodon reads them: not inside a word, not next to another colon. */
const written = /(?<![\p{L}\p{N}:])(?<=^|[^:]):([a-zA-Z0-9_]{2,}):(?![\p{L}\p{N}:])/gu

export function isShortcode(text: string): boolean {
  return name.test(text)
}

function presentEmoji(ctx: Pick<Context, 'origin'>, { shortcode, key, stillKey, category }: CustomEmoji): WireEmoji {
  return {
    shortcode,
    url: fileUrl(ctx, key),
    static_url: fileUrl(ctx, stillKey),
    visible_in_picker: true,
    category,
  }
}

/** Those that the texts name, each once, in the order they come. */
export function presentEmojisIn(ctx: Pick<Context, 'origin' | 'emojis'>, texts: readonly string[]): WireEmoji[] {
  const { byName } = ctx.emojis
  if (byName.size === 0) return []
  const named = new Set(texts.flatMap((text) => [...text.matchAll(written)].map(([, shortcode]) => shortcode!)))
  return [...named].flatMap((shortcode) => {
    const emoji = byName.get(shortcode)
    return emoji ? [presentEmoji(ctx, emoji)] : []
  })
}

export const customEmojis = endpoint<Viewer | undefined>({}, ({ ctx }) =>
  Promise.resolve(json([...ctx.emojis.byName.values()].map((emoji) => presentEmoji(ctx, emoji)))),
)
