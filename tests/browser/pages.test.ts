/**
 * Every page of the app, as web/pages.ts names them, and the server's own: light and dark, a small phone to a desktop,
 * written from left to right and from right to left.
 */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { Browser, Request } from 'playwright-core'
import { createWorld, type World } from '../world.ts'
import { drawn, launchBrowser, signedInPage, type WatchedPage } from './browser.ts'
import { furnish } from './furnished.ts'
import { assertFits, assertOpenToAll } from './looks.ts'

const desktop = 1_280
const phone = 375
const smallPhone = 320

/** What the server renders itself, for who has no JavaScript, no log-in, or looks after the server. */
const serverPages = ['/auth/sign_in', '/auth/sign_up', '/settings?plain', '/@{friend}?plain', '/@{friend}/{post}?plain']
const staffPages = ['/moderation', '/moderation/log', '/moderation/rules', '/moderation/accounts/{friend}']

const table = await readFile(new URL('../../web/pages.ts', import.meta.url), 'utf8')
const appPages = [...table.matchAll(/^.*\bexample: '([^']+)'/gm)].map(([, example]) => example!)

describe('every page', () => {
  let world: World
  let browser: Browser
  let names: Record<string, string>
  let page: WatchedPage
  const pending = new Set<Request>()
  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
    names = await furnish(world)
    page = await signedInPage(world, browser, 'ines', { reducedMotion: 'reduce', serviceWorkers: 'allow' })
    // What the page before was still asking for went with it.
    page.on('response', (response) => response.request().isNavigationRequest() && pending.clear())
    page.on('request', (request) => pending.add(request))
    page.on('requestfinished', (request) => pending.delete(request))
    page.on('requestfailed', (request) => pending.delete(request))
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  /** Opens an address and waits until it shows what it has to show. */
  async function open(example: string) {
    const address = example.replace(
      /\{(\w+)\}/g,
      (_, name) => names[name] ?? assert.fail(`this world knows no {${name}}`),
    )
    page.problems.length = 0
    await page.setViewportSize({ width: desktop, height: 800 })
    await page.goto(address)
    await page.locator('main h1').first().waitFor()
    await page.locator('main').getByText('Loading', { exact: true }).first().waitFor({ state: 'detached' })
    // What has come is drawn, and what was drawn has asked for what it shows.
    do await drawn(page)
    while (pending.size > 0)
  }

  async function lookAt(example: string) {
    await open(example)
    for (const width of [desktop, phone]) {
      await assertFits(page, example, [width])
      await assertOpenToAll(page, `${example}, ${width} wide,`)
    }
    await assertFits(page, example, [smallPhone])
  }

  test('has an example', () => assert.equal(appPages.length, [...table.matchAll(/\bpattern: \//g)].length))

  for (const example of appPages)
    test(`${example} fits, is quiet and open to all, and stands mirrored for who reads from right to left`, async () => {
      await lookAt(example)
      await page.evaluate('document.documentElement.dir = "rtl"')
      assert.equal(await page.evaluate('getComputedStyle(document.body).direction'), 'rtl')
      await assertFits(page, `${example} mirrored`, [smallPhone, phone, desktop])
      assert.deepEqual(page.problems, [])
    })

  for (const example of [...serverPages, ...staffPages])
    test(`${example}, by the server, fits, is quiet and open to all`, async () => {
      await lookAt(example)
      assert.deepEqual(page.problems, [])
    })
})
