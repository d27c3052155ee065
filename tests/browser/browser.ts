/** A real Chromium, out of npm, or the one named by CHROMIUM. */
import chromium from '@sparticuz/chromium'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'

export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM ?? (await chromium.executablePath())
  // Not that package's own arguments: they switch off the web's security, which is what is tested here.
  return playwright.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    headless: true,
  })
}

export type WatchedPage = Page & { problems: string[] }

/** A page that keeps what went wrong in it: console errors, failed requests, script errors. */
export async function watchedPage(context: BrowserContext): Promise<WatchedPage> {
  const problems: string[] = []
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('requestfailed', (request) =>
    problems.push(`${request.method()} ${request.url()} ${request.failure()?.errorText}`),
  )
  return Object.assign(page, { problems })
}
