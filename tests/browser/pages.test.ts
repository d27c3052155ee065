/**
 * Every page of the app, as web/pages.ts names them, and the server's own: light and dark, a small phone to a desktop,
 * written from left to right and from right to left.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions, Request } from 'playwright-core'
import { createWorld, type World } from '../world.ts'
import { launchBrowser, signedInPage, type WatchedPage } from './browser.ts'
import { furnish } from './furnished.ts'

const desktop = { width: 1_280, height: 800 }
const phone = { width: 375, height: 740 }
const smallPhone = { width: 320, height: 640 }

/** What the server renders itself, for who has no JavaScript, no log-in, or looks after the server. */
const serverPages = ['/auth/sign_in', '/auth/sign_up', '/settings?plain', '/@{friend}?plain', '/@{friend}/{post}?plain']
const staffPages = ['/moderation', '/moderation/log', '/moderation/rules', '/moderation/accounts/{friend}']

describe('every page', () => {
  let world: World
  let browser: Browser
  let addresses: { app: string[]; server: string[] }
  let axe: string
  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
    const names = await furnish(world)
    const fill = (address: string) =>
      address.replace(/\{(\w+)\}/g, (_, name) => names[name] ?? assert.fail(`this world knows no {${name}}`))
    const table = await readFile(new URL('../../web/pages.ts', import.meta.url), 'utf8')
    const examples = [...table.matchAll(/^.*\bexample: '([^']+)'/gm)].map(([, example]) => example!)
    assert.equal(examples.length, [...table.matchAll(/\bpattern: \//g)].length)
    addresses = { app: examples.map(fill), server: [...serverPages, ...staffPages].map(fill) }
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  const pending = new Set<Request>()
  async function lookingPage(options: BrowserContextOptions): Promise<WatchedPage> {
    const page = await signedInPage(world, browser, 'ines', { reducedMotion: 'reduce', viewport: desktop, ...options })
    page.on('request', (request) => pending.add(request))
    page.on('requestfinished', (request) => pending.delete(request))
    page.on('requestfailed', (request) => pending.delete(request))
    return page
  }

  /** Opens an address and waits until it shows what it has to show. */
  async function open(page: WatchedPage, address: string) {
    pending.clear()
    await page.goto(address)
    await page.locator('main h1').first().waitFor()
    await page.locator('main').getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' })
    // What has come is drawn, and what was drawn has asked for what it shows.
    do await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))')
    while (pending.size > 0)
  }

  async function isWithin(page: WatchedPage, where: string, viewport: typeof phone) {
    await page.setViewportSize(viewport)
    const wide = Number(await page.evaluate('document.documentElement.scrollWidth'))
    assert.ok(wide <= viewport.width, `${where} is ${wide} wide on ${viewport.width}`)
  }

  type AxeResults = { violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }
  /** `options` are those of axe.run. */
  async function objections(page: WatchedPage, options: object): Promise<string[]> {
    await page.evaluate(axe)
    const asked = JSON.stringify({ resultTypes: ['violations'], ...options })
    const { violations } = await page.evaluate<AxeResults>(`axe.run(${asked})`)
    return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html} ${nodes[0]?.failureSummary}`)
  }

  async function lookAt(colorScheme: 'light' | 'dark', among: readonly string[]) {
    const page = await lookingPage({ colorScheme })
    // Dark pages are the same pages in other colours.
    const rules = colorScheme === 'light' ? {} : { runOnly: ['color-contrast'] }
    for (const address of among) {
      const where = `${address} in ${colorScheme}`
      await open(page, address)
      for (const viewport of [desktop, phone]) {
        await isWithin(page, where, viewport)
        assert.deepEqual(await objections(page, rules), [], `${where}, ${viewport.width} wide`)
      }
      await isWithin(page, where, smallPhone)
      assert.deepEqual(page.problems, [], where)
      await page.setViewportSize(desktop)
    }
    await page.context().close()
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`fits, is quiet and open to all in ${colorScheme}`, () => lookAt(colorScheme, addresses.app))
    test(`and so is what the server renders, in ${colorScheme}`, () => lookAt(colorScheme, addresses.server))
  }

  test('mirrored, for who reads from right to left, nothing stands out', async () => {
    const page = await lookingPage({})
    await page.addInitScript(
      'new MutationObserver(() => { document.documentElement.dir = "rtl" }).observe(document, { childList: true })',
    )
    for (const address of addresses.app) {
      await open(page, address)
      assert.equal(await page.evaluate('getComputedStyle(document.body).direction'), 'rtl')
      for (const viewport of [desktop, phone, smallPhone]) await isWithin(page, `${address} mirrored`, viewport)
      await page.setViewportSize(desktop)
    }
    assert.deepEqual(page.problems, [])
    await page.context().close()
  })
})
