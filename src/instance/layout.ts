/** What every server-rendered page shares. Pages need no script, and their policy allows none. */
import { html } from 'hono/html'
import { directionOf, type Locale, locales } from '../messages/locale.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, failureStatus } from '../platform/failure.ts'
import type { Reply, Viewer } from '../platform/http.ts'
import { demoBar, demoStyles } from './demo-bar.ts'

/** Markup made by `html`, whose values are escaped. */
export type Html = ReturnType<typeof html>

export type PageOptions = {
  title: string
  /** In which its words are; the usual language where none is named. */
  locale?: Locale
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

function navigation(viewer: Viewer | undefined): Html {
  if (!viewer) return html`<a href="/auth/sign_in">Log in</a> <a class="strong" href="/auth/sign_up">Sign up</a>`
  const moderation = viewer.role === 'person' ? '' : html`<a href="/moderation">Moderation</a> `
  return html`${moderation}<a href="/settings">Settings</a>
    <form method="post" action="/auth/sign_out"><button class="quiet">Log out</button></form>`
}

export function page(ctx: Pick<Context, 'domain' | 'demo'>, options: PageOptions): Reply {
  const {
    title,
    locale = locales[0],
    viewer,
    head = '',
    body,
    status = 200,
    headers = {},
    formsLeadTo = 'here',
  } = options
  const text = html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
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
  <a class="skip" href="#content">Skip to the content</a>
  ${demoBar(ctx, viewer)}
  <header>
    <div class="bar">
      <a class="home" href="/">${mark}<span>${ctx.domain}</span></a>
      <nav aria-label="Account">${navigation(viewer)}</nav>
    </div>
  </header>
  <main id="content" tabindex="-1">${body}</main>
  <footer><p>Runs on Twoway, where talk goes both ways.</p></footer>
</body>
</html>`
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [...policy, ...(formsLeadTo === 'here' ? ["form-action 'self'"] : [])].join('; '),
      'referrer-policy': 'same-origin',
      'x-frame-options': 'DENY',
      'cache-control': 'no-store',
      ...headers,
    },
    body: String(text),
  }
}

const failureTitles = {
  malformed: 'That could not be read',
  unauthorized: 'Log in first',
  forbidden: 'Not allowed',
  'not-found': 'Nothing here',
  conflict: 'That does not fit',
  invalid: 'Something is not right',
  'too-large': 'Too much at once',
  'too-many': 'Too many tries',
} as const satisfies Record<Failure['failure'], string>

export function failurePage(
  ctx: Pick<Context, 'domain' | 'demo'>,
  failure: Failure,
  viewer: Viewer | undefined,
): Reply {
  return page(ctx, {
    title: failureTitles[failure.failure],
    viewer,
    status: failureStatus[failure.failure],
    body: html`<div class="message">
      <h1>${failureTitles[failure.failure]}</h1>
      <p>${withFullStop(failure.message)}</p>
      <p><a class="button" href="/">Go to the start page</a></p>
    </div>`,
  })
}

/** The API's messages are fragments or sentences without one. */
function withFullStop(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`
}
