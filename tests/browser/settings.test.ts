/** The settings as people use them; the app without a network; its keys. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { picture } from '../pictures.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { closed, launchBrowser, say, signedInPage, type WatchedPage } from './browser.ts'

describe('settings in the web app', () => {
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
    await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`, { reason: 'met', reason_text: 'at the ferry' })
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  const own = async (person: Person) => (await person.api('GET', '/api/v1/accounts/verify_credentials')).body
  const post = (page: WatchedPage, text: string) => page.getByRole('article').filter({ hasText: text }).first()
  const told = (page: WatchedPage, text: string) => page.getByRole('status').getByText(text).waitFor()

  test('a profile gets words, facts and a picture of which one has chosen the part', async () => {
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/settings')
    await page.getByRole('link', { name: /^Profile/ }).click()
    const attack = '<img src=x onerror="document.title=1">'
    await page.getByLabel('Name', { exact: true }).fill(`Theo ${attack}`)
    await page.getByLabel('Bio').fill(`${attack} javascript:alert(1)`)
    await page.getByRole('button', { name: 'Add a fact' }).click()
    await page.getByLabel('Name of fact 1').fill(attack)
    await page.getByLabel('Fact 1', { exact: true }).fill('<script>document.title=2</script>')
    await page.getByRole('button', { name: 'Save' }).click()
    await told(page, 'Saved.')

    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Picture', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Choose a picture' }).click()
    const file = { name: 'me.png', mimeType: 'image/png', buffer: await picture('png', 600, 300) }
    await (await chooser).setFiles(file)
    await page.getByLabel('Zoom').fill('2')
    await page.getByRole('img', { name: 'Choose the part that is shown' }).press('ArrowLeft')
    await page.getByRole('button', { name: 'Use it' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { avatar, display_name, source } = await own(theo)
    assert.match(avatar, /\/media\//)
    assert.equal((await fetch(avatar)).status, 200)
    assert.equal(display_name, `Theo ${attack}`)
    assert.equal(source.fields[0].name, attack)

    await page.goto('/@theo')
    await page.getByText(`Theo ${attack}`).first().waitFor()
    assert.equal(await page.locator('main script, main img[src=x], #app [onerror]').count(), 0)
    assert.notEqual(await page.title(), '1')
    await closed(page)
  })

  test('whoever sets it so asks before somebody follows, and posts to followers', async () => {
    const page = await signedInPage(world, browser, 'mara')
    await page.goto('/settings/profile')
    await page.getByRole('switch', { name: 'Ask me before somebody follows me' }).click()
    await told(page, 'Saved.')
    await page.goto('/settings/privacy')
    const saved = page.waitForResponse((response) => response.url().includes('update_credentials'))
    await page.getByRole('radio', { name: /Followers Only people/ }).click()
    assert.equal((await saved).status(), 200)
    const { locked, source } = await own(mara)
    assert.deepEqual([locked, source.privacy], [true, 'private'])
    await page.getByRole('switch', { name: 'Count what my home brings me' }).click()
    await told(page, 'Nothing is counted any more')
    assert.equal((await mara.api('GET', '/api/twoway/v1/delivered/settings')).body.record, false)
    await closed(page)
    await mara.api('PATCH', '/api/v1/accounts/update_credentials', { locked: false, source: { privacy: 'public' } })
  })

  test('a filter is made, works in home, is changed and goes', async () => {
    await say(mara, 'the ending of that film, spoiled')
    await say(mara, 'nothing of the kind')
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/settings/filters')
    await page.getByRole('link', { name: 'Add a filter' }).click()
    const title = 'Films <b>of the week</b>'
    await page.getByLabel('What is it about?').fill(title)
    await page.getByLabel('Word 1', { exact: true }).fill('spoiled')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /1 word/ }).waitFor()
    await page.getByRole('link', { name: 'Home', exact: true }).first().click()
    await page.getByText(`Hidden by your filter “${title}”`).waitFor()
    assert.equal(await page.getByText('the ending of that film').count(), 0)

    await page.goto('/settings/filters')
    await page.getByRole('link', { name: /1 word/ }).click()
    await page.getByRole('radio', { name: /Leave it out/ }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: /Leave it out/ }).waitFor()
    await page.goto('/')
    await post(page, 'nothing of the kind').waitFor()
    assert.equal(await page.getByText('Hidden by your filter').count(), 0)

    await page.goto('/settings/filters')
    await page.getByRole('link', { name: /Leave it out/ }).click()
    await page.getByRole('button', { name: 'Delete this filter' }).click()
    await page.getByText('Nothing is filtered').waitFor()
    await page.goto('/')
    await post(page, 'the ending of that film').waitFor()
    await closed(page)
  })

  test('who is muted or blocked, and which hashtags are followed, can be taken back', async () => {
    await theo.api('POST', `/api/v1/accounts/${mara.id}/mute`, { duration: 3_600 })
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/settings/muted')
    await page.getByText(/Ends in/).waitFor()
    await page.getByRole('button', { name: 'Unmute' }).click()
    await page.getByRole('button', { name: 'Mute again' }).waitFor()
    await page.reload()
    await page.getByText('You have muted nobody').waitFor()
    await page.goto('/settings/hashtags')
    await page.getByLabel('Follow a hashtag').fill('two words')
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Follow a hashtag').fill('#rivers')
    await page.getByRole('button', { name: 'Follow', exact: true }).click()
    await page.getByRole('link', { name: '#rivers' }).waitFor()
    await page.getByRole('button', { name: 'Unfollow' }).click()
    await page.getByRole('button', { name: 'Follow again' }).waitFor()
    assert.deepEqual((await theo.api('GET', '/api/v1/followed_tags')).body, [])
    await closed(page)
  })

  test('another device is logged out, and the password is changed', async () => {
    const there = await signedInPage(world, browser, 'theo')
    await there.goto('/')
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/settings/devices')
    await page.getByText('This device').waitFor()
    const others = page.getByRole('button', { name: /^Log out / })
    for (let left = await others.count(); left > 0; left--) {
      const ended = page.waitForResponse((response) => response.request().method() === 'DELETE')
      await others.first().click()
      assert.equal((await ended).status(), 200)
      await page.waitForResponse((response) => response.url().endsWith('/sessions'))
    }
    await there.goto('/notifications')
    assert.match(there.url(), /sign_in/)
    await there.context().close()

    await page.goto('/settings/login')
    await page.getByLabel('Current password').fill('wrong')
    await page.getByLabel('New password').fill('another horse entirely')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByText('That is not your password.').waitFor()
    await page.getByLabel('Current password').fill('theo-password-1')
    await page.getByRole('button', { name: 'Change the password' }).click()
    await told(page, 'Your password is changed.')
    await page.goto('/notifications')
    assert.match(page.url(), /\/notifications$/)
    assert.deepEqual(
      page.problems.filter((problem) => !/422/.test(problem)),
      [],
    )
    await page.context().close()
    theo.token = await renewed('theo', 'another horse entirely')
  })

  /** A new password has ended every app's access: it is changed back, and the app is let in anew. */
  async function renewed(name: string, password: string): Promise<string> {
    const answer = await world.submit('/auth/sign_in', { name, password })
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!
    const back = { current: password, password: `${name}-password-1` }
    assert.equal((await world.submit('/settings/password', back, cookie)).status, 303)
    return world.tokenFor({ ...theo, name }, 'read write follow')
  }

  test('everything can be downloaded', async () => {
    const page = await signedInPage(world, browser, 'theo', { acceptDownloads: true })
    await page.goto('/settings/export')
    const arriving = page.waitForEvent('download')
    await page.getByRole('link', { name: 'JSON' }).click()
    const download = await arriving
    assert.equal(download.suggestedFilename(), 'everything.json')
    const everything = JSON.parse(await readFile((await download.path())!, 'utf8'))
    assert.equal(everything.follows[0].reason_text, 'at the ferry')
    await closed(page)
  })

  test('keys lead through posts and pages, and never while one types', async () => {
    await say(mara, 'first to be read')
    await say(mara, 'second to be read')
    const page = await signedInPage(world, browser, 'theo')
    await page.goto('/')
    await post(page, 'second to be read').waitFor()
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    const focused = () => page.evaluate<string>('document.activeElement.innerText')
    assert.match(await focused(), /first to be read/)
    await page.keyboard.press('k')
    assert.match(await focused(), /second to be read/)
    await page.keyboard.press('f')
    await post(page, 'second to be read').getByRole('button', { name: 'Favourite, 1 favourite' }).waitFor()
    await page.keyboard.press('r')
    await page.getByRole('dialog', { name: /Answer/ }).waitFor()
    await page.getByLabel('Text').pressSequentially('jkfb? gn')
    assert.match(await page.getByLabel('Text').inputValue(), /jkfb\? gn$/)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard' }).getByText('Next post').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('l')
    await page.waitForURL(/\/@mara\/\d+$/)
    await page.getByRole('button', { name: 'Back' }).waitFor()
    await page.keyboard.press('Escape')
    await page.waitForURL(`${world.url}/`)
    await page.keyboard.press('g')
    await page.keyboard.press('n')
    await page.waitForURL(/\/notifications$/)

    await page.goto('/settings/keys')
    await page.getByRole('switch', { name: 'Use single keys' }).click()
    await page.getByRole('heading', { level: 1 }).click()
    await page.keyboard.press('?')
    assert.equal(await page.getByRole('dialog').count(), 0)
    await closed(page)
  })

  test('without a network the last home can be read, until one logs out', async () => {
    await say(mara, 'worth reading on a train')
    const page = await signedInPage(world, browser, 'theo', { serviceWorkers: 'allow' })
    const context = page.context()
    await page.goto('/')
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.reload()
    await post(page, 'worth reading on a train').waitFor()
    const wanted = ['/app', '/api/v1/accounts/verify_credentials', '/api/v2/instance', '/api/v1/timelines/home']
    await page.waitForFunction(
      `caches.open('twoway-person-${theo.id}').then((cache) => cache.keys()).then((kept) => {
        const paths = kept.map(({ url }) => new URL(url).pathname)
        return ${JSON.stringify(wanted)}.every((path) => paths.includes(path))
      })`,
    )

    await context.setOffline(true)
    await page.reload()
    await post(page, 'worth reading on a train').waitFor()
    await page.getByText('No connection.').waitFor()
    const again = `fetch('/api/v1/timelines/home?limit=30').then(({ headers }) => headers.get('twoway-kept'))`
    assert.equal(await page.evaluate(again), '1', 'the app is told that the answer is an older one')
    await page.goto('/settings/appearance')
    await page.getByRole('heading', { name: 'Appearance' }).waitFor()
    await context.setOffline(false)
    await page.getByText('No connection.').waitFor({ state: 'detached' })

    const kept = () =>
      page.evaluate<string[]>(
        `caches.keys().then((names) => names.filter((name) => name.startsWith('twoway-person-')))`,
      )
    assert.deepEqual(await kept(), [`twoway-person-${theo.id}`])
    await page.goto('/')
    await page.getByRole('button', { name: 'Your menu' }).click()
    await page.getByRole('menuitem', { name: 'Log out' }).click()
    await page.waitForURL(`${world.url}/`)
    await page.getByRole('link', { name: 'Sign up' }).first().waitFor()
    assert.deepEqual(await kept(), [])
    await context.setOffline(true)
    await assert.rejects(page.reload(), /ERR_/)
    await context.setOffline(false)

    const [cookie = '', value = ''] = (await world.logIn('mara')).split('=')
    await context.addCookies([{ name: cookie, value, url: world.url, httpOnly: true, sameSite: 'Lax' }])
    await page.goto('/')
    await page.getByRole('button', { name: 'Write' }).waitFor()
    await page.waitForFunction(`caches.has('twoway-person-${mara.id}')`)
    assert.deepEqual(await kept(), [`twoway-person-${mara.id}`])
    await context.close()
  })

  test('what an installed app is made of', async () => {
    const { headers, text } = await world.api('GET', '/manifest.webmanifest')
    assert.match(headers.get('content-type') ?? '', /manifest\+json/)
    for (const { src } of JSON.parse(text).icons) assert.equal((await world.api('GET', src)).status, 200, src)
    const worker = await world.api('GET', '/service-worker.js')
    assert.equal(worker.headers.get('cache-control'), 'no-cache')
    for (const [, file = ''] of worker.text.split('\n')[0]!.matchAll(/"(\/(?:web|assets)\/[^"]+)"/g))
      assert.equal((await world.api('GET', file)).status, 200, file)
  })

  test('an account is deleted with its password', async () => {
    const page = await signedInPage(world, browser, 'mara')
    await page.goto('/settings/delete')
    await page.getByLabel('Your password').fill('wrong')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByText('That is not your password.').waitFor()
    await page.getByLabel('Your password').fill('mara-password-1')
    await page.getByRole('button', { name: 'Delete my account' }).click()
    await page.getByRole('link', { name: 'Sign up' }).first().waitFor()
    assert.equal((await world.api('GET', '/@mara')).status, 404)
    await page.context().close()
  })
})
