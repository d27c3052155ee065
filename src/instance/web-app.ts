/**
 * The web app: its built files, and the page that carries it. People who are logged in get it where the addresses of
 * pages are; everybody else gets the server's own pages, and so does whoever asks for `?plain`.
 * GET /web/:name             webAppFile
 * GET /service-worker.js     serviceWorker
 * GET /manifest.webmanifest  webManifest
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { html } from 'hono/html'
import { z } from 'zod'
import { directionOf, type Locale, locales } from '../messages/locale.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { notFound } from '../platform/failure.ts'
import { type Endpoint, endpoint, type Reply, redirect, type Viewer } from '../platform/http.ts'
import { demoBar, demoStyles } from './demo-bar.ts'
import { fonts } from './layout.ts'
import { loadInstance } from './queries.ts'

type BuiltFile = { type: string; plain: Buffer; gzip: Buffer | undefined; brotli: Buffer | undefined }

/** The app in one language. */
type Build = {
  /** Asks for what the first view shows, while the rest is on its way. */
  early: string | undefined
  main: string
  /** Scripts that those import, and so on. */
  imports: readonly string[]
  styles: readonly string[]
  /** What keeps the app readable without a network; it knows the files of its build. */
  serviceWorker: string
}

/** `files`: of all builds. A name says what is in a file, so what two languages have in common is one. */
export type WebApp = { files: ReadonlyMap<string, BuiltFile>; builds: Readonly<Record<Locale, Build>> }

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** One entry of the build's manifest (https://vite.dev/guide/backend-integration). */
const chunk = z.object({
  file: z.string(),
  imports: z.array(z.string()).default([]),
  css: z.array(z.string()).default([]),
})
const manifestSchema = z.record(z.string(), chunk)

const workerName = 'service-worker.js'

/** What the app needs of this server before it asks for anything of a person. */
const ownAssets = ['fonts.css', 'figtree-latin.woff2', 'mark.svg', 'avatar.png', 'header.png']

/** Files carry a hash in their names: the names say which build it is. */
function offlineFiles(names: readonly string[]): string {
  const files = [...names.map((name) => `/web/${name}`), ...ownAssets.map((name) => `/assets/${name}`)]
  const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 16)
  return `const shellFiles=${JSON.stringify(files)};const shellVersion=${JSON.stringify(version)};\n`
}

type Chunk = z.output<typeof chunk>

/** Every chunk that these need, each once: none is found only after another one has come. */
function importedBy(chunks: readonly Chunk[], manifest: z.output<typeof manifestSchema>): Chunk[] {
  const found = new Set(chunks)
  for (const one of found) for (const key of one.imports) if (manifest[key]) found.add(manifest[key])
  return [...found].filter((one) => !chunks.includes(one))
}

/** The build as it is now, in memory: a newer one in the same folder changes nothing. Undefined where there is none. */
export async function loadWebApp(folder: string): Promise<WebApp | undefined> {
  const files = new Map<string, BuiltFile>()
  const builds = await Promise.all(
    locales.map(async (locale) => [locale, await loadBuild(join(folder, locale), files)] as const),
  )
  if (builds.some(([, build]) => !build)) return undefined
  return { files, builds: Object.fromEntries(builds) as Record<Locale, Build> }
}

/** `files`: where its own are put. */
async function loadBuild(folder: string, files: Map<string, BuiltFile>): Promise<Build | undefined> {
  const manifestText = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => undefined)
  if (manifestText === undefined) return undefined
  const manifest = manifestSchema.parse(JSON.parse(manifestText))
  const entry = manifest['main.tsx']
  if (!entry) return undefined
  const names = new Set(await readdir(folder))
  const read = async (name: string) => (names.has(name) ? readFile(join(folder, name)) : undefined)
  const own: string[] = []
  for (const name of names) {
    const type = types[extname(name)]
    const plain = type && (await read(name))
    if (!plain || name === workerName) continue
    own.push(name)
    files.set(name, { type, plain, gzip: await read(`${name}.gz`), brotli: await read(`${name}.br`) })
  }
  const early = manifest['early.ts']
  const entries = [early ?? [], entry].flat()
  const imported = importedBy(entries, manifest)
  const script = await read(workerName)
  return {
    serviceWorker: `${offlineFiles(own)}${script ?? ''}`,
    early: early?.file,
    main: entry.file,
    imports: imported.map(({ file }) => file),
    styles: [...new Set([...entries, ...imported].flatMap(({ css }) => css))],
  }
}

const fileParams = z.object({ name: z.string() })

/** Names carry a hash of what is in them. */
export const webAppFile = (app: WebApp | undefined) =>
  endpoint<Viewer | undefined, typeof fileParams>({ params: fileParams }, async ({ params, headers }) => {
    const file = app?.files.get(params.name)
    if (!file) return notFound
    const accepted = headers.get('accept-encoding') ?? ''
    const encoding =
      file.brotli && /\bbr\b/.test(accepted) ? 'br' : file.gzip && /\bgzip\b/.test(accepted) ? 'gzip' : ''
    const body = { br: file.brotli, gzip: file.gzip, '': undefined }[encoding] ?? file.plain
    return {
      status: 200,
      headers: {
        'content-type': file.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(encoding ? { 'content-encoding': encoding } : {}),
      },
      body,
    }
  })

/** `language`: of the app that asks, so that it stays the same when its owner logs out. */
const workerInput = z.object({ language: z.enum(locales).optional().catch(undefined) })

/** At the root, because it answers for every page. Browsers look whether it has changed; no cache may keep it from them. */
export const serviceWorker = (app: WebApp | undefined) =>
  endpoint<Viewer | undefined, z.ZodType, typeof workerInput>({ input: workerInput }, async ({ input, words }) =>
    app
      ? {
          status: 200,
          headers: {
            'content-type': 'text/javascript; charset=utf-8',
            'cache-control': 'no-cache',
            vary: 'accept-language, cookie',
            'content-security-policy': "default-src 'none'; connect-src 'self'",
          },
          body: app.builds[input.language ?? words.locale].serviceWorker,
        }
      : notFound,
  )

/** How it is installed on a phone or a desk. */
export const webManifest = endpoint<Viewer | undefined>({}, async ({ ctx, words }) => {
  const icon = (size: number) => ({
    src: `/assets/icon-${size}.png`,
    sizes: `${size}x${size}`,
    type: 'image/png',
    purpose: 'any maskable',
  })
  const { title } = await loadInstance(ctx.db)
  const manifest = {
    id: '/',
    lang: words.locale,
    dir: directionOf(words.locale),
    name: title,
    short_name: title.slice(0, 30),
    start_url: '/',
    scope: '/',
    display: 'standalone',
    background_color: '#f2f5f3',
    theme_color: '#f2f5f3',
    icons: [icon(192), icon(512), { src: '/assets/mark.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    shortcuts: [
      { name: words.notifications.title, url: '/notifications' },
      { name: words.search.title, url: '/search' },
    ],
  }
  return {
    status: 200,
    headers: {
      'content-type': 'application/manifest+json',
      'cache-control': 'public, max-age=600',
      vary: 'accept-language, cookie',
    },
    body: JSON.stringify(manifest),
  }
})

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  // Pictures that are about to be sent are shown from memory.
  "img-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** How somebody wants it, told by the app in a cookie so that the first paint is right. */
function themeIn(cookieHeader: string): 'light' | 'dark' | undefined {
  return /(?:^|;\s*)twoway_theme=(light|dark)(?:;|$)/.exec(cookieHeader)?.[1] as 'light' | 'dark' | undefined
}

const grounds = { light: '#f2f5f3', dark: '#0b1211' }

/** Of the bars that a phone draws around the app. */
function themeColors(theme: keyof typeof grounds | undefined) {
  if (theme) return html`<meta name="theme-color" content="${grounds[theme]}" />`
  return html`<meta name="theme-color" content="${grounds.light}" media="(prefers-color-scheme: light)" />
  <meta name="theme-color" content="${grounds.dark}" media="(prefers-color-scheme: dark)" />`
}

function plainAddress(url: string): string {
  const address = new URL(url)
  address.searchParams.set('plain', '')
  return address.pathname + address.search
}

type ShellCall = { viewer: Viewer; words: Words; url: string; headers: Headers }

function shell(ctx: Context, app: WebApp, { viewer, words, url, headers }: ShellCall): Reply {
  const theme = themeIn(headers.get('cookie') ?? '')
  const { locale, frame } = words
  const { early, imports, main, styles } = app.builds[locale]
  const asset = (name: string) => `/web/${name}`
  const text = html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}"${theme ? html` data-theme="${theme}"` : ''} data-account="${viewer.accountId}" data-role="${viewer.role}">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content" />
  ${themeColors(theme)}
  <meta name="color-scheme" content="${theme ?? 'light dark'}" />
  <title>${ctx.domain}</title>
  ${early ? html`<script type="module" async src="${asset(early)}"></script>` : ''}
  ${imports.map((name) => html`<link rel="modulepreload" href="${asset(name)}" />`)}
  <link rel="modulepreload" href="${asset(main)}" />
  ${fonts}
  ${styles.map((name) => html`<link rel="stylesheet" href="${asset(name)}" />`)}
  <script type="module" src="${asset(main)}"></script>
  ${demoStyles(ctx)}
  <link rel="manifest" href="/manifest.webmanifest" />
  <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
  <link rel="apple-touch-icon" href="/assets/icon-192.png" />
</head>
<body>
  ${demoBar(ctx, viewer, words)}
  <div id="app"></div>
  <noscript><p>${frame.needsScript} <a href="${plainAddress(url)}">${frame.withoutScript}</a>.</p></noscript>
</body>
</html>`
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'private, no-store',
      'content-language': locale,
      vary: 'cookie, accept, accept-language',
    },
    body: String(text),
  }
}

type PageEndpoint = Endpoint<Viewer | undefined>

/** The app for people who are logged in, the page that `elsewise` answers with for the rest. */
export function inApp(app: WebApp | undefined, elsewise: PageEndpoint): PageEndpoint {
  return async (call) => {
    const { ctx, viewer, words, headers, url } = call
    const wantsPage = headers.get('accept')?.includes('text/html') && !new URL(url).searchParams.has('plain')
    if (!app || !viewer || !wantsPage) return elsewise(call)
    return shell(ctx, app, { viewer, words, url, headers })
  }
}

/** For what only the app shows. */
export const logInFirst: PageEndpoint = async ({ url, viewer }) => {
  const { pathname, search } = new URL(url)
  if (viewer) return notFound
  return redirect(`/auth/sign_in?${new URLSearchParams({ return_to: pathname + search })}`)
}
