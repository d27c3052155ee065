/** People in the web app, in a real Chromium: profiles, following with a reason, what is between two, lists of people. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { suspendAccount } from '../../src/moderation/actions.ts'
import { dayMs } from '../../src/platform/clock.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { closed, launchBrowser, say, signedInPage, type WatchedPage } from './browser.ts'
import { assertFits, assertOpenToAll } from './looks.ts'

describe('people in the web app', () => {
  let world: World
  let browser: Browser
  let mara: Person
  let theo: Person
  let noor: Person
  let ines: Person

  const toward = async (person: Person, other: Person, act: string, body?: object) => {
    const answer = await person.api('POST', `/api/v1/accounts/${other.id}/${act}`, body)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  const relationOf = async (person: Person, other: Person) =>
    (await person.api('GET', `/api/v1/accounts/relationships?id[]=${other.id}`)).body[0]

  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
    await world.person('olga')
    mara = await world.person('mara')
    theo = await world.person('theo')
    noor = await world.person('noor')
    ines = await world.person('ines')
    await theo.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: 'Theo Lindqvist',
      note: 'Bread, birds and the canal.',
      discoverable: true,
      fields_attributes: [{ name: 'Bakes at', value: 'Mill Street' }],
    })
    for (const day of ['Monday', 'Tuesday', 'Wednesday']) await say(theo, `A loaf on ${day}`)
    await say(noor, 'What the tide left')
    world.clock.advance(9 * dayMs)
    // Mara and Theo talk; Theo follows her.
    await toward(theo, mara, 'follow')
    const question = await say(mara, 'Who has a good rye starter?')
    const answer = await say(theo, '@mara I do, from my aunt', { in_reply_to_id: question.id })
    const thanks = await say(mara, '@theo could I have some?', { in_reply_to_id: answer.id })
    await say(theo, '@mara come by on Saturday', { in_reply_to_id: thanks.id })
    await mara.api('POST', `/api/v1/statuses/${answer.id}/favourite`)
    const pinned = await say(theo, 'How to keep a starter alive')
    await theo.api('POST', `/api/v1/statuses/${pinned.id}/pin`)
    await world.settle()
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  const pageOf = (name: string, options?: BrowserContextOptions) => signedInPage(world, browser, name, options)
  const post = (page: WatchedPage, text: string) => page.getByRole('article').filter({ hasText: text })

  test('an empty home names people who talk here, who can be followed or put away', async () => {
    const page = await pageOf('ines')
    await page.goto('/')
    const suggested = page.getByRole('region', { name: 'People to get to know' })
    const theos = suggested.getByRole('article', { name: 'Theo Lindqvist' })
    await theos.getByText('Has answered 1 person who wrote.').waitFor()
    await theos.getByRole('button', { name: 'Follow Theo Lindqvist' }).waitFor()
    await theos.getByRole('button', { name: 'Do not suggest Theo Lindqvist again' }).click()
    await suggested.waitFor({ state: 'detached' })
    await page.goto('/search')
    await page.getByRole('heading', { name: /Find a person/ }).waitFor()
    assert.deepEqual((await ines.api('GET', '/api/v2/suggestions')).body, [])
    await page.context().close()
  })

  test('a profile says who somebody is; its parts are addresses', async () => {
    const page = await pageOf('mara')
    await page.goto('/@theo')
    await page.getByRole('heading', { name: 'Theo Lindqvist', level: 2 }).waitFor()
    await page.getByText('Bread, birds and the canal.').waitFor()
    await page.getByText('Follows you', { exact: true }).waitFor()
    assert.match(await page.locator('dl').innerText(), /Bakes at\s+Mill Street/)
    await post(page, 'How to keep a starter alive').waitFor()
    assert.equal(await post(page, 'How to keep a starter alive').count(), 1, 'what is pinned stands once')
    await page.getByText('Pinned', { exact: true }).waitFor()
    assert.equal(await post(page, 'from my aunt').count(), 0)

    await page.getByRole('link', { name: 'Posts & replies' }).click()
    await post(page, 'from my aunt').waitFor()
    assert.equal(new URL(page.url()).pathname, '/@theo/with_replies')
    await page.getByRole('link', { name: 'Media', exact: true }).click()
    await page.getByText('No pictures yet').waitFor()
    await page.getByRole('link', { name: 'About' }).click()
    await page.getByLabel('Private note').fill('Has the good starter')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The note is kept.').waitFor()
    assert.equal((await relationOf(mara, theo)).note, 'Has the good starter')
    for (let steps = 0; steps < 2; steps++) await page.goBack()
    await post(page, 'from my aunt').waitFor()
    await closed(page)
  })

  test('somebody who is not there, and somebody suspended, are said to be', async () => {
    const page = await pageOf('mara')
    await page.goto('/@nobody')
    await page.getByText('Nobody has this name here').first().waitFor()
    const gone = await world.person('gone')
    await suspendAccount(world.ctx, { target: gone.id })
    await page.goto('/@gone')
    await page.getByText('This account is suspended').first().waitFor()
    await page.context().close()
  })

  test('following says what it brings, keeps the reason, shows it again, and asks before it ends', async () => {
    const page = await pageOf('ines')
    await page.goto('/@theo')
    await page.getByRole('button', { name: 'Follow Theo Lindqvist' }).click()
    const sheet = page.getByRole('dialog', { name: 'Follow Theo Lindqvist' })
    await sheet.getByText(/^About \d+ posts a week/).waitFor()
    await sheet.getByRole('radio', { name: 'Lives near me' }).check()
    await sheet.getByLabel('In your own words').fill('bakes on Mill Street')
    await sheet.getByRole('button', { name: 'Follow' }).click()
    await page.getByText('You follow Theo Lindqvist.').waitFor()
    const { following, twoway } = await relationOf(ines, theo)
    assert.deepEqual([following, twoway.reason, twoway.reason_text], [true, 'lives_near', 'bakes on Mill Street'])

    const panel = page.getByRole('complementary', { name: 'You and Theo Lindqvist' })
    await panel.getByText('bakes on Mill Street').waitFor()
    await page.getByRole('button', { name: 'Following Theo Lindqvist' }).click()
    await page.getByRole('button', { name: 'Unfollow' }).click()
    const question = page.getByRole('dialog', { name: 'Unfollow Theo Lindqvist?' })
    await question.getByText('bakes on Mill Street').waitFor()
    await question.getByRole('button', { name: 'Keep following' }).click()
    await page.getByRole('button', { name: 'Unfollow' }).click()
    await question.getByRole('button', { name: 'Unfollow' }).click()
    await page.getByRole('button', { name: 'Follow Theo Lindqvist' }).waitFor()
    assert.equal((await relationOf(ines, theo)).following, false)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('button', { name: 'Following Theo Lindqvist' }).waitFor()
    assert.equal((await relationOf(ines, theo)).twoway.reason_text, 'bakes on Mill Street')
    await closed(page)
  })

  test('"tell them why" opens a message, which is sent by hand only', async () => {
    const page = await pageOf('ines')
    await page.goto('/@noor')
    await page.getByRole('button', { name: 'Follow noor' }).click()
    const sheet = page.getByRole('dialog', { name: 'Follow noor' })
    assert.equal(await sheet.getByLabel('Tell noor why').isChecked(), false)
    await sheet.getByLabel('Tell noor why').check()
    await sheet.getByRole('radio', { name: 'Would like to know them some day' }).check()
    await sheet.getByRole('button', { name: 'Follow' }).click()
    const box = page.getByLabel('Text')
    await box.waitFor()
    assert.match(await box.inputValue(), /^@noor I have started to follow you because I would like to get to know you/)
    assert.equal((await ines.api('GET', `/api/v1/accounts/${ines.id}/statuses`)).body.length, 0)
    await page.context().close()
  })

  test('what is between two people stands beside the profile, and every number opens into its posts', async () => {
    const page = await pageOf('mara')
    await page.goto('/@theo')
    const panel = page.getByRole('complementary', { name: 'You and Theo Lindqvist' })
    await panel.getByText(/you wrote once, Theo Lindqvist wrote twice/).waitFor()
    await panel.getByText('It became a conversation of three turns.').waitFor()
    await panel.getByRole('img', { name: /In 1 week of 26 you turned to Theo Lindqvist/ }).waitFor()
    await panel.getByRole('button', { name: 'From Theo Lindqvist' }).click()
    const sheet = page.getByRole('dialog', { name: 'From Theo Lindqvist' })
    const line = sheet.getByRole('group').filter({ hasText: 'Theo Lindqvist wrote to you twice' }).first()
    await line.getByText('2 posts').click()
    await line.getByText('come by on Saturday').waitFor()
    await sheet.getByLabel('Show how much each line weighs').check()
    await line.getByText(/^[+−]\d\.\d\d$/).waitFor()
    await line.getByText('come by on Saturday').click()
    await page.getByRole('heading', { name: 'Conversation' }).waitFor()
    assert.match(page.url(), /\/@theo\/\d+$/)
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    const firstPost = panel.getByRole('link', { name: /^See the post/ }).first()
    await firstPost.click()
    await page.getByRole('heading', { name: /Conversation|Post/ }).waitFor()
    await closed(page)
  })

  test('where nothing has passed there is one thing to do', async () => {
    const page = await pageOf('mara')
    await page.goto('/@noor')
    const panel = page.getByRole('complementary', { name: 'You and noor' })
    await panel.getByText('New: nothing has passed yet').waitFor()
    await panel.getByRole('img', { name: 'New: nothing has passed between you and noor yet. Say hello.' }).waitFor()
    await panel.getByRole('button', { name: 'Say hello' }).click()
    assert.equal(await page.getByLabel('Text').inputValue(), '@noor ')
    await page.context().close()
  })

  test('two who met say so, and can take it back', async () => {
    const page = await pageOf('theo')
    await page.goto('/@mara')
    const panel = page.getByRole('complementary', { name: 'You and mara' })
    await panel.getByRole('button', { name: 'We have met' }).click()
    await panel.getByText(/You say you have met/).waitFor()
    await mara.api('PUT', `/api/twoway/v1/ties/${theo.id}/met`)
    await page.reload()
    await panel.getByText(/You have met in person, both say so/).waitFor()
    await panel.getByRole('button', { name: 'Take it back' }).click()
    await panel.getByRole('button', { name: 'We have met' }).waitFor()
    await mara.api('DELETE', `/api/twoway/v1/ties/${theo.id}/met`)
    await closed(page)
  })

  test('lists of people ask for all ties at once; my own have reason, stage and note, in the order I choose', async () => {
    await toward(mara, theo, 'follow', { reason: 'liked_post', reason_text: 'the rye' })
    await toward(mara, noor, 'follow', { reason: 'know_someday' })
    await world.settle()
    const page = await pageOf('mara')
    const asked: string[] = []
    page.on('request', (request) => request.url().includes('/api/twoway/v1/ties') && asked.push(request.url()))
    await page.goto('/@mara/following')
    const row = page.getByRole('article', { name: 'Theo Lindqvist' })
    await row.getByText('the rye').waitFor()
    await row.getByText('Conversation', { exact: true }).waitFor()
    await row.getByText('Has the good starter').waitFor()
    await row.getByRole('img', { name: /you wrote once, Theo Lindqvist wrote twice/ }).waitFor()
    assert.equal(asked.length, 1, asked.join(' '))
    await page.getByRole('link', { name: 'Newest' }).click()
    await page.getByRole('article').first().getByText('@noor').waitFor()

    asked.length = 0
    await page.goto('/@theo/followers')
    await page.getByRole('article').nth(1).waitFor()
    await page.getByRole('img').first().waitFor()
    assert.equal(asked.length, 1, asked.join(' '))
    await closed(page)
  })

  test('muting, blocking and asking are said on the profile, with the way out', async () => {
    await ines.api('PATCH', '/api/v1/accounts/update_credentials', { locked: true })
    const page = await pageOf('mara')
    await page.goto('/@ines')
    await page.getByRole('button', { name: 'Follow ines' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Ask to follow' }).click()
    await page.getByText(/You have asked to follow/).waitFor()
    assert.equal((await relationOf(mara, ines)).requested, true)

    const menu = page.getByRole('button', { name: 'More about ines' })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Mute…' }).click()
    await page.getByRole('radio', { name: 'A day' }).check()
    await page.getByRole('button', { name: 'Mute', exact: true }).click()
    await page.getByText(/You have muted them until/).waitFor()
    await page.getByRole('button', { name: 'Unmute' }).click()
    await page.getByText(/You have muted them/).waitFor({ state: 'detached' })
    await menu.click()
    await page.getByRole('menuitem', { name: 'Block…' }).click()
    await page.getByRole('button', { name: 'Block', exact: true }).click()
    await page.getByText('You have blocked them.').waitFor()
    assert.equal((await relationOf(mara, ines)).blocking, true)
    await page.getByRole('button', { name: 'Unblock', exact: true }).click()
    await page.getByText('You have blocked them.').waitFor({ state: 'detached' })

    await menu.click()
    await page.getByRole('menuitem', { name: 'Report…' }).click()
    await page.getByRole('radio', { name: 'Spam' }).check()
    await page.getByLabel('What should moderators know?').fill('the same link again and again')
    await page.getByRole('button', { name: 'Send the report' }).click()
    await page.getByText('Thank you. Moderators will look at it.').waitFor()
    await closed(page)
  })

  test('a card stands beside a name for the pointer and for the keyboard, and goes', async () => {
    const page = await pageOf('mara')
    await page.goto('/@mara/following')
    const name = page.getByRole('link', { name: 'Theo Lindqvist' })
    await name.hover()
    const card = page.getByRole('region', { name: 'Theo Lindqvist' })
    await card.getByText(/you wrote once, Theo Lindqvist wrote twice/).waitFor()
    await card.hover()
    await card.getByRole('button', { name: 'Following Theo Lindqvist' }).waitFor()
    await page.keyboard.press('Escape')
    await card.waitFor({ state: 'detached' })

    await page.mouse.move(0, 0)
    await page.getByRole('link', { name: 'Newest' }).focus()
    await page.keyboard.press('Tab')
    await card.waitFor()
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'Following')
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key)
    await card.waitFor({ state: 'detached' })
    await closed(page)
  })

  test('the keyboard alone follows with a reason, opens evidence, and comes back to where it was', async () => {
    const page = await pageOf('noor')
    await page.goto('/@theo')
    const button = page.getByRole('button', { name: 'Follow Theo Lindqvist' })
    await button.focus()
    await page.keyboard.press('Enter')
    const sheet = page.getByRole('dialog')
    await sheet.waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    assert.equal(await sheet.getByRole('radio').first().isChecked(), true)
    await page.keyboard.press('Tab')
    await page.keyboard.type('the rye bread')
    await page.keyboard.press('Enter')
    await sheet.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Following Theo Lindqvist' }).waitFor()
    const { twoway } = await relationOf(noor, theo)
    assert.deepEqual([twoway.reason, twoway.reason_text], ['liked_post', 'the rye bread'])
    assert.equal(await page.evaluate('document.activeElement.textContent.trim()'), 'Following')
    const verdict = page.getByRole('button', { name: /How much they converse/ })
    await verdict.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'How much they converse' }).waitFor()
    await page.keyboard.press('Escape')
    assert.match(String(await page.evaluate('document.activeElement.textContent')), /How much they converse/)
    await closed(page)
  })

  test('what people write of themselves and of each other stays text', async () => {
    const attack = '<img src=x onerror="document.title=1"><b>bold</b><script>document.title=2</script>'
    const hostile = await world.person('hostile')
    await hostile.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: attack.slice(0, 30),
      note: attack,
      fields_attributes: [{ name: attack.slice(0, 60), value: attack }],
    })
    const first = await say(hostile, attack)
    await hostile.api('POST', `/api/v1/statuses/${first.id}/pin`)
    await toward(mara, hostile, 'note', { comment: attack })
    await toward(mara, hostile, 'follow', { reason_text: attack, reason_status_id: first.id })
    await say(mara, `@hostile ${attack}`, { in_reply_to_id: first.id })
    await world.settle()
    const page = await pageOf('mara')
    const nothingRan = async () => {
      assert.equal(await page.locator('img[src=x], script:not([src]), main b, aside b, dialog b').count(), 0)
      assert.ok(!/^[12]$/.test(await page.title()))
    }
    for (const path of ['/@hostile', '/@hostile/about', '/@hostile/followers', '/@mara/following']) {
      await page.goto(path)
      await page.getByText('<img src=x').first().waitFor()
      await nothingRan()
    }
    await page.goto('/@hostile')
    await page.getByRole('button', { name: /^Following/ }).click()
    await page.getByRole('dialog').getByLabel('In your own words').waitFor()
    await nothingRan()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'From you' }).click()
    await page.getByRole('dialog').getByText('1 post', { exact: true }).first().click()
    await page.getByRole('dialog').getByText('<script>').first().waitFor()
    await nothingRan()
    await closed(page)
  })

  test('no page is wider than its window, and axe finds nothing to object to', async () => {
    await noor.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: 'N'.repeat(30),
      note: 'w'.repeat(300),
      fields_attributes: [{ name: 'f'.repeat(100), value: 'v'.repeat(200) }],
    })
    const page = await pageOf('mara', { reducedMotion: 'reduce' })
    async function goTo(path: string) {
      await page.goto(path)
      await page.locator('h2, article').first().waitFor()
      await assertFits(page, path, [320, 720, 1_024, 1_160, 1_280])
    }
    for (const path of ['/@noor', '/@noor/about', '/@theo/followers', '/@mara/following']) await goTo(path)
    await page.getByRole('article', { name: 'Theo Lindqvist' }).getByRole('img').waitFor()
    await assertOpenToAll(page, 'following')
    await page.getByRole('link', { name: 'Theo Lindqvist' }).hover()
    await page.getByRole('region', { name: 'Theo Lindqvist' }).getByRole('button').waitFor()
    await assertOpenToAll(page, 'the card')
    await goTo('/@theo/about')
    await assertOpenToAll(page, 'about')
    await goTo('/@theo')
    await post(page, 'How to keep a starter alive').waitFor()
    await page.getByRole('button', { name: /How much they converse/ }).waitFor()
    await assertOpenToAll(page, 'the profile')
    await assertFits(page, '/@theo', [320])
    await page.getByRole('button', { name: /^You and Theo/ }).click()
    const sheet = page.getByRole('dialog', { name: 'You and Theo Lindqvist' })
    await sheet.getByText('It became a conversation of three turns.').waitFor()
    assert.equal(await sheet.evaluate((dialog) => dialog.scrollWidth > dialog.clientWidth), false)
    await page.keyboard.press('Escape')
    await assertFits(page, '/@theo', [1_280])
    await page.getByRole('button', { name: 'From you' }).click()
    await page.getByLabel('Show how much each line weighs').check()
    await assertOpenToAll(page, 'the evidence')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Following Theo Lindqvist' }).click()
    await assertOpenToAll(page, 'the follow sheet')
    await page.getByRole('button', { name: 'Unfollow' }).click()
    await assertOpenToAll(page, 'the unfollow question')
    await closed(page)
  })
})
