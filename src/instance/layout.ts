/** What every server-rendered page shares. Pages need no script, and their policy allows none. */
import { html } from 'hono/html'
import { directionOf } from '../messages/locale.ts'
import type { Words } from '../messages/words.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failureSentence, failureStatus } from '../platform/failure.ts'
import type { Reply, Viewer } from '../platform/http.ts'
import { demoBar, demoStyles } from './demo-bar.ts'

/** Markup made by `html`, whose values are escaped. */
export type Html = ReturnType<typeof html>

export type PageOptions = {
  title: string
  /** In the language of whoever reads it. */
  words: Words
  viewer?: Viewer | undefined
  /** Tags that stand in the head of this page alone. */
  head?: Html
  body: Html
  status?: number
  headers?: Reply['headers']
  /**
   * anywhere: for a form whose answer sends the browser to another site or an app, as giving an app access does.
   * Browsers hold redirects after a form to `form-action`, and the app may redirect again to where it likes.
   */
  formsLeadTo?: 'here' | 'anywhere'
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
]

/** The one that every page needs is asked for at once. */
export const fonts = html`<link rel="preload" href="/assets/figtree-latin.woff2" as="font" type="font/woff2" crossorigin />
  <link rel="stylesheet" href="/assets/fonts.css" />`

/** Two lanes: the upper one leads out, the lower one leads in. */
export const mark = html`<svg class="mark" viewBox="0 0 44 32" width="44" height="32" aria-hidden="true" focusable="false">
  <path class="out" d="M4 12h35l-9-8" />
  <path class="in" d="M40 20H5l9 8" />
</svg>`

function navigation(viewer: Viewer | undefined, { frame }: Words): Html {
  if (!viewer)
    return html`<a href="/auth/sign_in">${frame.logIn}</a> <a class="strong" href="/auth/sign_up">${frame.signUp}</a>`
  const moderation = viewer.role === 'person' ? '' : html`<a href="/moderation">${frame.moderation}</a> `
  return html`${moderation}<a href="/settings">${frame.settings}</a>
    <form method="post" action="/auth/sign_out"><button class="quiet">${frame.logOut}</button></form>`
}

export function page(ctx: Pick<Context, 'domain' | 'demo'>, options: PageOptions): Reply {
  const { title, words, viewer, head = '', body, status = 200, headers = {}, formsLeadTo = 'here' } = options
  const text = html`<!doctype html>
<html lang="${words.locale}" dir="${directionOf(words.locale)}">
<head>
  <meta charset="utf-8" />
  <meta name="viewport" content="width=device-width, initial-scale=1" />
  <meta name="color-scheme" content="light dark" />
  <title>${title === ctx.domain ? title : `${title} · ${ctx.domain}`}</title>
  ${fonts}
  ${['tokens', 'pages', 'posts'].map((name) => html`<link rel="stylesheet" href="/assets/${name}.css" />`)}
  <link rel="icon" href="/assets/mark.svg" type="image/svg+xml" />
  ${demoStyles(ctx)}
  ${head}
</head>
<body>
  <a class="skip" href="#content">${words.common.skipToContent}</a>
  ${demoBar(ctx, viewer, words)}
  <header>
    <div class="bar">
      <a class="home" href="/">${mark}<span>${ctx.domain}</span></a>
      <nav aria-label="${words.frame.account}">${navigation(viewer, words)}</nav>
    </div>
  </header>
  <main id="content" tabindex="-1">${body}</main>
  <footer><p>${words.frame.runsOn}</p></footer>
</body>
</html>`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': words.locale,
      vary: 'accept-language, cookie',
      'content-security-policy': [...policy, ...(formsLeadTo === 'here' ? ["form-action 'self'"] : [])].join('; '),
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      ...headers,
    },
    body: String(text),
  }
}

export function failurePage(
  ctx: Pick<Context, 'domain' | 'demo'>,
  failure: Failure,
  viewer: Viewer | undefined,
  words: Words,
): Reply {
  const { title } = words.frame.failures[failure.failure]
  return page(ctx, {
    title,
    words,
    viewer,
    status: failureStatus[failure.failure],
    body: html`<div class="message">
      <h1>${title}</h1>
      <p>${withFullStop(failureSentence(failure, words))}</p>
      <p><a class="button" href="/">${words.frame.toStart}</a></p>
    </div>`,
  })
}

/** The API's messages are fragments or sentences without one. */
function withFullStop(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`
}
