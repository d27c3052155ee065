/** A real Chromium, out of npm, or the one named by CHROMIUM. */
import assert from 'node:assert/strict'
import chromium from '@sparticuz/chromium'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  chromium as playwright,
} from 'playwright-core'
import type { Person, World } from '../world.ts'

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await chromium.executablePath())
  // Not that package's own arguments: they switch off the web's security, which is what is tested here.
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--in-process-gpu', '--disable-quic'],
    headless: true,
  })
}

/** A window as wide as any part of the app asks for, in which nothing moves. */
export const desktop: BrowserContextOptions = { reducedMotion: 'reduce', viewport: { width: 1_280, height: 900 } }

export type WatchedPage = Page & { problems: string[] }

/** A page that keeps what went wrong in it: console errors, failed requests, script errors. */
export async function watchedPage(context: BrowserContext): Promise<WatchedPage> {
  const problems: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText
    // Leaving a page ends what it was still asking for.
    if (why !== 'net::ERR_ABORTED') problems.push(`${request.method()} ${request.url()} ${why}`)
  })
  return Object.assign(page, { problems })
}

/**
 * A page in a browser where this person has logged in, at the address of the world. Its service worker would fetch the
 * whole app for each of them: who looks at what it does lets it in.
 */
export async function signedInPage(
  world: World,
  browser: Browser,
  name: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ baseURL: world.url, serviceWorkers: 'block', ...options })
  const [cookie = '', value = ''] = (await world.logIn(name)).split('=')
  await context.addCookies([{ name: cookie, value, url: world.url, httpOnly: true, sameSite: 'Lax' }])
  return watchedPage(context)
}

/** Waits until the page shows what has come, in the window it has by now. */
export async function drawn(page: Page) {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
}

/** Ends a page, in which nothing must have gone wrong. */
export async function closed(page: WatchedPage) {
  assert.deepEqual(page.problems, [])
  await page.context().close()
}

export async function say(person: Person, status: string, more: object = {}): Promise<{ id: string; url: string }> {
  const answer = await person.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
