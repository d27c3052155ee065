/** The web app as people use it, in a real Chromium against the real server. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { picture } from '../pictures.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { closed, desktop, drawn, launchBrowser, say, signedInPage, type WatchedPage } from './browser.ts'
import { assertFits, assertOpenToAll } from './looks.ts'

describe('the web app', () => {
  let world: World
  let browser: Browser
  let mara: Person
  let theo: Person
  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
    await world.person('olga')
    mara = await world.person('mara')
    theo = await world.person('theo')
    await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`)
    await mara.api('POST', `/api/v1/accounts/${theo.id}/follow`)
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  const post = (page: WatchedPage, text: string) => page.getByRole('article').filter({ hasText: text }).first()

  test('a stranger sees the server, a person their home; without JavaScript the pages are read as before', async () => {
    const { id } = await say(mara, 'hello everybody')
    const stranger = await browser.newContext({ baseURL: world.url })
    const page = await stranger.newPage()
    await page.goto('/')
    assert.equal(await page.locator('#app').count(), 0)
    await page.goto(`/@mara/${id}`)
    await page.getByText('hello everybody').waitFor()
    await page.goto('/notifications')
    assert.match(page.url(), /\/auth\/sign_in\?return_to=%2Fnotifications$/)
    await stranger.close()

    const theos = await signedInPage(world, browser, 'theo')
    await theos.goto('/')
    await post(theos, 'hello everybody').waitFor()
    await closed(theos)

    const plain = await signedInPage(world, browser, 'theo', { javaScriptEnabled: false })
    await plain.goto(`/@mara/${id}`)
    await plain.getByRole('link', { name: 'Read this page without it' }).click()
    await plain.getByText('hello everybody').waitFor()
    await plain.context().close()
  })

  test('new posts wait behind a button, and a lost connection leaves no gap', async () => {
    await say(mara, 'the one before')
    // Narrow: what comes beside home asks on its own.
    const viewport = { width: 900, height: 800 }
    const page = await signedInPage(world, browser, 'theo', { serviceWorkers: 'allow', viewport })
    await page.goto('/')
    await post(page, 'the one before').waitFor()
    await say(mara, 'told by the stream')
    await world.settle()
    await page.getByRole('button', { name: '1 new post' }).waitFor()
    assert.equal(await post(page, 'told by the stream').count(), 0)

    await page.context().setOffline(true)
    await page.evaluate('dispatchEvent(new Event("pagehide"))')
    for (const words of ['missed one', 'missed two', 'missed three']) await say(mara, words)
    await world.settle()
    await page.context().setOffline(false)
    await page.evaluate('dispatchEvent(new Event("pageshow"))')
    await page.getByRole('button', { name: '4 new posts' }).click()
    const shown = await page.getByRole('article').allInnerTexts()
    const words = ['missed three', 'missed two', 'missed one', 'told by the stream', 'the one before']
    assert.deepEqual(
      words.map((text) => shown.findIndex((one) => one.includes(text))),
      [0, 1, 2, 3, 4],
    )
    await closed(page)
  })

  test('what stands beside home and cannot be loaded takes nothing from it', async () => {
    await say(mara, 'read in peace')
    const page = await signedInPage(world, browser, 'theo', desktop)
    const opened: string[] = []
    page.on('request', (request) => request.isNavigationRequest() && opened.push(request.url()))
    await page.route(/home-beside-[^/]*\.js$/, (route) => route.abort())
    const failed = page.waitForEvent('requestfailed', (request) => request.url().includes('home-beside-'))
    await page.goto('/')
    await failed
    await page.getByRole('button', { name: 'Your menu' }).click()
    await page.getByRole('menuitem', { name: 'Log out' }).waitFor()
    await post(page, 'read in peace').waitFor()
    assert.deepEqual(opened, [`${world.url}/`], 'the page was loaded once')
    await page.context().close()
  })

  test('history goes on, only what is on the screen is in the page, and the way back leads to the same place', async () => {
    for (let count = 1; count <= 75; count++)
      await say(mara, `note ${count} of many, ${'and on it goes. '.repeat(count % 5)}`)
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/')
    await post(page, 'note 75 of many').waitFor()
    for (const target of [60, 45, 30, 15, 2]) {
      const row = post(page, `note ${target} of many,`)
      for (let turn = 0; (await row.count()) === 0; turn++) {
        assert.ok(turn < 500, `note ${target} never came`)
        // What is on the screen says which way to go: a slow machine may have drawn nothing while it passed.
        const shown = (await page.getByRole('article').allInnerTexts()).join().matchAll(/note (\d+) of many/g)
        const isPast = [...shown].some(([, number]) => Number(number) < target)
        await page.mouse.wheel(0, isPast ? -900 : 1_500)
        await drawn(page)
      }
    }
    assert.ok((await page.getByRole('article').count()) < 40)
    const row = post(page, 'note 2 of many,')
    await row.scrollIntoViewIfNeeded()
    const before = await row.boundingBox()
    await row.getByRole('time').click()
    await page.getByRole('heading', { name: /Post|Conversation/ }).waitFor()
    await page.getByRole('button', { name: 'Back' }).click()
    await row.waitFor()
    const after = await row.boundingBox()
    assert.ok(Math.abs(before!.y - after!.y) < 2, `${before!.y} became ${after!.y}`)
    await closed(page)
  })

  test('a reaction shows at once, and is taken back with a sentence when the server refuses', async () => {
    const { id } = await say(mara, 'react to this')
    const page = await signedInPage(world, browser, 'theo')
    await page.goto(`/@mara/${id}`)
    const heart = page.getByRole('button', { name: /^Favourite/ }).first()
    const answered = page.waitForResponse((response) => response.url().endsWith('/favourite'))
    await heart.click()
    assert.equal(await heart.getAttribute('aria-pressed'), 'true')
    await page.getByRole('button', { name: 'Favourite, 1 favourite' }).waitFor()
    await answered
    assert.equal((await theo.api('GET', `/api/v1/statuses/${id}`)).body.favourited, true)

    await mara.api('DELETE', `/api/v1/statuses/${id}`)
    await page.getByRole('button', { name: 'Bookmark' }).first().click()
    await page.getByRole('status').getByText('Record not found.').waitFor()
    assert.equal(page.problems.filter((problem) => !/404/.test(problem)).length, 0)
    await page.context().close()
  })

  test('one writes, completes a name, is reminded of a description, takes it back, and posts', async () => {
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/')
    await page.getByRole('button', { name: 'Write' }).click()
    const box = page.getByLabel('Text')
    await box.pressSequentially('What do you see, @mar')
    await page.getByRole('option', { name: /@mara/ }).waitFor()
    await box.press('Enter')
    assert.equal(await box.inputValue(), 'What do you see, @mara ')
    const file = { name: 'sea.jpg', mimeType: 'image/jpeg', buffer: await picture('jpeg') }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByLabel('Description').waitFor()
    const send = page.getByRole('button', { name: 'Post', exact: true })
    await send.click()
    await page.getByRole('button', { name: 'Describe it' }).click()
    await page.getByLabel('Description').fill('Grey waves')
    await send.click()
    await page.getByRole('button', { name: 'Undo' }).click()
    assert.equal(await box.inputValue(), 'What do you see, @mara ')
    await page.reload()
    await page.getByRole('button', { name: 'Write' }).click()
    assert.equal(await box.inputValue(), 'What do you see, @mara ', 'the draft survives a reload')
    await send.click()
    await page.getByRole('button', { name: 'Show', exact: true }).waitFor()
    const [newest] = (await theo.api('GET', `/api/v1/accounts/${theo.id}/statuses`)).body
    assert.equal(newest.media_attachments[0].description, 'Grey waves')
    await page.getByRole('button', { name: 'Write' }).click()
    assert.equal(await box.inputValue(), '')
    await closed(page)
  })

  test('an answer stands in the conversation, and its reader is told', async () => {
    const first = await say(mara, 'who walks to work?')
    const theos = await signedInPage(world, browser, 'theo')
    await theos.goto(`/@mara/${first.id}`)
    await theos.getByRole('button', { name: 'Answer mara…' }).click()
    await theos.getByLabel('Text').pressSequentially('I do, along the canal')
    await theos.getByRole('button', { name: 'Answer', exact: true }).click()
    await post(theos, 'I do, along the canal').waitFor()
    await closed(theos)
    await world.settle()
    const maras = await signedInPage(world, browser, 'mara')
    await maras.goto('/notifications')
    await post(maras, 'I do, along the canal').waitFor()
    await closed(maras)
  })

  test('what people write stays text', async () => {
    const attack = '<img src=x onerror="document.title=1"><script>document.title=2</script> javascript:alert(1)'
    const { id } = await say(mara, attack, { spoiler_text: attack })
    await mara.api('PATCH', '/api/v1/accounts/update_credentials', { display_name: '<b onclick=alert(1)>mara' })
    const page = await signedInPage(world, browser, 'theo')
    await page.goto(`/@mara/${id}`)
    await page.getByRole('button', { name: 'Show', exact: true }).first().click()
    await page.getByText('<script>document.title=2</script>').last().waitFor()
    assert.equal(await page.locator('main script, main img[src=x], main b').count(), 0)
    await closed(page)
  })

  test('no page is wider than a phone, and axe finds nothing to object to, in light or dark', async () => {
    const { id } = await say(mara, `@theo ${'w'.repeat(300)} https://example.org/${'long-'.repeat(30)}`)
    await say(mara, '@theo and what do you think?', { spoiler_text: 'A question' })
    await world.settle()
    const page = await signedInPage(world, browser, 'theo', { reducedMotion: 'reduce' })
    for (const path of ['/', '/notifications', '/notifications?show=mentions', `/@mara/${id}`]) {
      await page.goto(path)
      await page.getByRole('article').first().waitFor()
      await assertFits(page, path, [320, 390, 820, 1_280])
      await assertOpenToAll(page, path)
    }
    await page.getByRole('button', { name: 'More' }).first().click()
    await page.getByRole('menu').waitFor()
    await assertOpenToAll(page, 'the menu')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByLabel('Text').pressSequentially('Hello @ma')
    await page.getByRole('option').first().waitFor()
    await page.getByRole('button', { name: 'Add a poll' }).click()
    await page.getByRole('button', { name: 'Add a content warning' }).click()
    await assertOpenToAll(page, 'the composer')
    await closed(page)
  })
})
