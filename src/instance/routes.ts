/** rules · extended description · the files that pages and clients load (style sheets, fonts, icons, default pictures) */
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { notFound } from '../platform/failure.ts'
import { endpoint, json, type Reply, type Viewer } from '../platform/http.ts'
import { presentDescription, presentRules } from './present.ts'
import { loadInstance } from './queries.ts'

export const instanceRules = endpoint<Viewer | undefined>({}, async ({ ctx }) =>
  json(presentRules(await loadInstance(ctx.db))),
)

export const extendedDescription = endpoint<Viewer | undefined>({}, async ({ ctx }) => {
  const instance = await loadInstance(ctx.db)
  return json({ updated_at: instance.created_at.toISOString(), content: presentDescription(ctx, instance) })
})

const svg = 'image/svg+xml'
const css = 'text/css; charset=utf-8'
const assets: Record<string, string | undefined> = {
  'tokens.css': css,
  'pages.css': css,
  'posts.css': css,
  'fonts.css': css,
  'demo.css': css,
  'report.css': css,
  'figtree-latin.woff2': 'font/woff2',
  'figtree-latin-ext.woff2': 'font/woff2',
  'figtree-italic.woff2': 'font/woff2',
  'mark.svg': svg,
  'avatar.png': 'image/png',
  'header.png': 'image/png',
  'thumbnail.png': 'image/png',
  'icon-192.png': 'image/png',
  'icon-512.png': 'image/png',
}

/** The pages have the colours, type and spaces of the web app, from where it has them. */
const fileOf = (name: string) =>
  new URL(name === 'tokens.css' ? '../../web/design/tokens.css' : `assets/${name}`, import.meta.url)

async function assetReply(name: string, type: string, headers: Headers): Promise<Reply> {
  const body = await readFile(fileOf(name))
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  // Web apps of other sites read the colours of an avatar, the default one too.
  const always = { etag, 'cache-control': 'public, max-age=600', 'access-control-allow-origin': '*' }
  if (headers.get('if-none-match') === etag) return { status: 304, headers: always, body: null }
  return { status: 200, headers: { 'content-type': type, ...always }, body }
}

export const asset = endpoint<Viewer | undefined, z.ZodObject<{ name: z.ZodString }>>(
  { params: z.object({ name: z.string() }) },
  async ({ params, headers }) => {
    const type = Object.hasOwn(assets, params.name) ? assets[params.name] : undefined
    return type ? assetReply(params.name, type, headers) : notFound
  },
)

/** Browsers ask for this path by themselves. */
export const favicon = endpoint<Viewer | undefined>({}, ({ headers }) => assetReply('mark.svg', svg, headers))
