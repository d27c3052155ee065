/** What one reads and writes: channels, the other side, edits, quotes, lists, search, hashtags, and the composer's parts. */
import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { addEmojiFile } from '../../src/cli/emojis.ts'
import { picture } from '../pictures.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { closed, drawn, launchBrowser, say, signedInPage, type WatchedPage } from './browser.ts'
import { assertFits, assertOpenToAll } from './looks.ts'

describe('reading and writing', () => {
  let world: World
  let browser: Browser
  let mara: Person
  let theo: Person
  let ines: Person
  let stranger: Person
  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
    await world.person('olga')
    mara = await world.person('mara')
    theo = await world.person('theo')
    ines = await world.person('ines')
    stranger = await world.person('stranger')
    for (const other of [theo, ines]) await mara.api('POST', `/api/v1/accounts/${other.id}/follow`)
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  const open = async (path: string, options = {}) => {
    const page = await signedInPage(world, browser, 'mara', options)
    page.setDefaultTimeout(15_000)
    await page.goto(path)
    return page
  }
  const post = (page: WatchedPage, text: string) => page.getByRole('article').filter({ hasText: text }).first()
  async function choose(page: WatchedPage, text: string, item: string) {
    await post(page, text).getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }

  test('conversations read like talk, go on behind a button, and keep one’s place', async () => {
    const first = await say(theo, 'is the ferry running?')
    const second = await say(ines, '@theo every half hour', { in_reply_to_id: first.id })
    await say(theo, '@ines then I take the next one', { in_reply_to_id: second.id })
    for (let count = 1; count <= 12; count++)
      await say(ines, `@theo answer ${count}`, { in_reply_to_id: (await say(theo, `@ines question ${count}`)).id })
    const page = await open('/')
    await page.getByRole('link', { name: 'Conversations' }).click()
    await post(page, 'answer 12').waitFor()
    const ferry = page.getByRole('group', { name: 'Conversation between theo and ines' }).filter({ hasText: 'ferry' })
    for (let turn = 0; (await ferry.count()) === 0; turn++) {
      assert.ok(turn < 200)
      await page.mouse.wheel(0, 600)
      await drawn(page)
    }
    assert.deepEqual(
      (await ferry.getByRole('article').allInnerTexts()).map((text) => text.split('\n').at(-1)),
      ['is the ferry running?', 'every half hour', 'then I take the next one'],
    )
    await ferry.scrollIntoViewIfNeeded()
    await page.getByRole('link', { name: 'Latest' }).click()
    await post(page, 'answer 12').waitFor()
    assert.equal(await page.evaluate('scrollY'), 0)
    await page.getByRole('link', { name: 'Conversations' }).click()
    await ferry.waitFor()

    await say(theo, '@ines on board', { in_reply_to_id: second.id })
    await world.settle()
    await page.getByRole('button', { name: '1 conversation went on' }).click()
    const newest = page.getByRole('group', { name: /^Conversation between/ }).first()
    await newest.getByText('on board').waitFor()
    await closed(page)
  })

  test('after a reload one goes on reading where one was', async () => {
    const page = await open('/conversations')
    const first = page.getByRole('group', { name: /^Conversation/ }).first()
    await first.waitFor()
    const [newest] = (await mara.api('GET', '/api/twoway/v1/timelines/conversations')).body
    const place = () =>
      page.evaluate<string>('JSON.parse(localStorage.getItem("conversations-place") ?? "{}").id ?? ""')
    for (let turn = 0; turn < 200 && ['', newest.newest_id].includes(await place()); turn++) {
      await page.mouse.wheel(0, 500)
      await drawn(page)
    }
    const kept = await place()
    assert.notEqual(kept, newest.newest_id)
    await page.reload()
    await first.waitFor()
    assert.ok((await first.locator(`a[href$="/${kept}"]`).count()) > 0)
    await closed(page)
  })

  test('the other side unfolds in place, and whoever is new is followed for it', async () => {
    const opening = await say(stranger, 'who has a spare key?')
    const middle = await say(stranger, 'anybody at all?', { in_reply_to_id: opening.id })
    const answer = await say(theo, '@stranger I have one', { in_reply_to_id: middle.id })
    await ines.api('POST', `/api/v1/statuses/${answer.id}/reblog`)
    await world.settle()
    const page = await open('/')
    await post(page, 'I have one').getByRole('button', { name: 'Replies to @stranger' }).click()
    const side = page.getByRole('group', { name: 'The other side' })
    await side.getByText('anybody at all?').waitFor()
    await side.getByRole('button', { name: 'Part of a conversation' }).click()
    await side.getByText('who has a spare key?').waitFor()
    assert.equal(new URL(page.url()).pathname, '/')
    await side.getByRole('button', { name: 'Follow stranger' }).last().click()
    await page.getByRole('dialog').getByRole('button', { name: 'Follow', exact: true }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { body } = await mara.api('GET', `/api/v1/accounts/relationships?id[]=${stranger.id}`)
    assert.equal(body[0].following, true)
    assert.equal(body[0].twoway.reason, 'other_side')
    assert.equal(body[0].twoway.reason_status_id, middle.id)
    await side.getByRole('button', { name: 'Fold' }).click()
    await side.waitFor({ state: 'detached' })
    await closed(page)
  })

  test('answers to strangers come into home for whoever wants them, live, and their other side unfolds', async () => {
    const passerby = await world.person('passerby')
    const question = await say(passerby, 'does the lighthouse have a lift?')
    await say(theo, '@passerby only stairs', { in_reply_to_id: question.id })
    const page = await open('/')
    await page.getByRole('article').first().waitFor()
    assert.equal(await post(page, 'only stairs').count(), 0)
    const choice = page.getByRole('menuitemcheckbox', { name: 'Answers to people you do not follow' })
    await page.getByRole('button', { name: 'What Home shows' }).click()
    await choice.and(page.locator('[aria-checked=false]')).click()
    await post(page, 'only stairs').getByRole('button', { name: 'Replies to @passerby' }).click()
    await page.getByRole('group', { name: 'The other side' }).getByText('does the lighthouse have a lift?').waitFor()
    await say(theo, '@passerby two hundred of them', { in_reply_to_id: question.id })
    await page.getByRole('button', { name: '1 new post' }).click()
    await post(page, 'two hundred of them').waitFor()

    await page.goto('/settings/appearance')
    await page.getByRole('switch', { name: 'Answers to people you do not follow', checked: true }).click()
    await page.getByText('Answers to people you do not follow stay out.').waitFor()
    await page.getByRole('link', { name: 'Home', exact: true }).first().click()
    await page.getByRole('article').first().waitFor()
    assert.equal(await post(page, 'only stairs').count(), 0)
    await closed(page)
  })

  test('an edit shows, and what it said before can be read', async () => {
    const { id } = await say(mara, 'teh first words')
    const page = await open(`/@mara/${id}`)
    await choose(page, 'teh first words', 'Edit')
    await page.getByLabel('Text').fill('the first words')
    await page.getByRole('button', { name: 'Save' }).click()
    await post(page, 'the first words').waitFor()
    await page.getByRole('button', { name: /^Edited/ }).click()
    const sheet = page.getByRole('dialog', { name: 'What it said before' })
    await sheet.getByText('teh first words').waitFor()
    assert.equal(await sheet.getByRole('listitem').filter({ hasText: 'first words' }).count(), 2)
    await page.keyboard.press('Escape')
    await sheet.waitFor({ state: 'detached' })
    await closed(page)
  })

  test('a post is quoted inside another, its author thinks again about who may, and who reacted is told', async () => {
    const { id } = await say(theo, 'the tide table is wrong')
    await ines.api('POST', `/api/v1/statuses/${id}/favourite`)
    const page = await open(`/@theo/${id}`)
    await choose(page, 'the tide table is wrong', 'Quote')
    await page.getByLabel('Text').pressSequentially('again')
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByRole('blockquote').getByText('the tide table is wrong').waitFor()
    await page.getByRole('blockquote').getByRole('link', { name: /theo/ }).first().click()
    await page.getByRole('button', { name: '1 favourite', exact: true }).click()
    await page.getByRole('dialog', { name: 'Favourited by' }).getByText('@ines').waitFor()
    await closed(page)

    const theos = await signedInPage(world, browser, 'theo')
    await theos.goto(`/@theo/${id}`)
    await choose(theos, 'the tide table is wrong', 'Who may reply and quote')
    await theos.getByLabel('Nobody may reply').check()
    await theos.getByLabel('Nobody may quote').check()
    await theos.getByRole('button', { name: 'Save' }).click()
    await theos.getByText('It holds from now on.').waitFor()
    const { twoway, quote_approval } = (await mara.api('GET', `/api/v1/statuses/${id}`)).body
    assert.deepEqual([twoway.may_reply, quote_approval.current_user], [false, 'denied'])
    await closed(theos)
  })

  test('a deleted post can be written anew', async () => {
    const { id } = await say(mara, 'said too early', { spoiler_text: 'Weather', visibility: 'unlisted' })
    const page = await open(`/@mara/${id}`)
    await choose(page, 'Weather', 'Delete and write anew')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete and write anew' }).click()
    await page.getByLabel('Text').waitFor()
    assert.equal(await page.getByLabel('Text').inputValue(), 'said too early')
    assert.equal(await page.getByLabel('Content warning', { exact: true }).inputValue(), 'Weather')
    await page.getByRole('button', { name: 'Who sees it: Quiet public' }).waitFor()
    assert.equal((await mara.api('GET', `/api/v1/statuses/${id}`)).status, 404)
    await page.getByRole('button', { name: 'Discard' }).click()
    await closed(page)
  })

  test('a list is made, filled, read and deleted', async () => {
    await say(ines, 'only for the list')
    const page = await open('/lists')
    await page.getByRole('button', { name: 'New list' }).click()
    await page.getByLabel('Name').fill('Harbour')
    await page.getByLabel('Only here').check()
    // What fails while a sheet lies over the page is said in the sheet.
    await page.route('**/api/v1/lists', (route) => route.abort(), { times: 1 })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('dialog').getByRole('status').getByText('The server cannot be reached.').waitFor()
    page.problems.length = 0
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByLabel('Add people you follow').first().fill('ine')
    await page.getByRole('button', { name: 'Add ines' }).click()
    await page.getByRole('button', { name: 'Remove ines' }).waitFor()
    await page.getByRole('link', { name: 'Posts' }).click()
    await post(page, 'only for the list').waitFor()
    const [list] = (await mara.api('GET', '/api/v1/lists')).body
    assert.deepEqual([list.title, list.exclusive, list.replies_policy], ['Harbour', true, 'list'])
    await page.getByRole('button', { name: 'Edit list' }).click()
    await page.getByRole('button', { name: 'Delete list' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete list' }).click()
    await page.getByText('No lists yet').waitFor()
    await closed(page)
  })

  test('search finds people, posts and hashtags; a hashtag is followed into home', async () => {
    await say(stranger, 'fog over the harbour #Fog')
    await say(mara, 'I like the harbour in fog')
    await world.settle()
    const page = await open('/search')
    await page.getByText('from:theo').waitFor()
    await page.getByLabel('Search people, posts, hashtags').pressSequentially('harbour')
    await post(page, 'I like the harbour in fog').waitFor()
    await page.getByLabel('Search people, posts, hashtags').fill('the')
    await page.getByRole('region', { name: 'People' }).getByText('@theo').waitFor()
    await page.getByLabel('Search people, posts, hashtags').fill('#fo')
    await page.getByRole('region', { name: 'Hashtags' }).getByRole('link', { name: 'Fog' }).click()
    await post(page, 'fog over the harbour').waitFor()
    await page.getByRole('button', { name: 'Follow hashtag' }).click()
    await page.getByRole('button', { name: 'Following', pressed: true }).waitFor()
    assert.equal((await mara.api('GET', '/api/v1/tags/fog')).body.following, true)
    await page.getByRole('button', { name: 'Back' }).click()
    assert.match(page.url(), /\/search\?q=%23fo$/)
    await closed(page)
  })

  test('emojis, a later time, and all of it after a reload', async () => {
    const path = join(world.folder, 'emoji-to-add')
    await writeFile(path, await picture('png', 64, 64))
    assert.ok(await addEmojiFile(world.ctx, { shortcode: 'ferry_boat', path, category: undefined }, () => undefined))
    const page = await open('/')
    await page.getByRole('button', { name: 'Write' }).click()
    const text = page.getByLabel('Text')
    await text.pressSequentially(':ferry')
    await page.getByRole('option', { name: /:ferry_boat:/ }).waitFor()
    await text.press('Enter')
    assert.equal(await text.inputValue(), ':ferry_boat: ')
    await text.fill('')
    await text.pressSequentially('at 10:30 :sailb')
    await page.getByRole('option', { name: /sailboat/ }).click()
    assert.equal(await text.inputValue(), 'at 10:30 ⛵ ')
    await text.fill('See you ')
    await page.getByRole('button', { name: 'Add an emoji' }).click()
    await page.getByLabel('Find an emoji by its name').fill('sailboat')
    await page.getByRole('button', { name: 'sailboat' }).click()
    assert.equal(await page.getByLabel('Text').inputValue(), 'See you ⛵')
    await page.getByRole('button', { name: 'Add a content warning' }).click()
    await page.getByLabel('Content warning', { exact: true }).fill('Boats')
    await page.getByRole('button', { name: 'Choose when it appears' }).click()
    await page.reload()
    await page.getByRole('button', { name: 'Write' }).click()
    assert.equal(await page.getByLabel('Text').inputValue(), 'See you ⛵')
    assert.equal(await page.getByLabel('Content warning', { exact: true }).inputValue(), 'Boats')
    await page.getByLabel('Appears at').waitFor()
    await page.getByRole('button', { name: 'Post', exact: true }).click()
    await page.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('See you ⛵').waitFor()
    const [waiting] = (await mara.api('GET', '/api/v1/scheduled_statuses')).body
    assert.equal(waiting.params.spoiler_text, 'Boats')
    await page.getByRole('button', { name: 'Another time' }).click()
    const nextYear = new Date().getFullYear() + 1
    await page.getByLabel('Appears at').fill(`${nextYear}-05-04T10:30`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(new RegExp(`It will appear on .*${nextYear}`)).waitFor()
    const [moved] = (await mara.api('GET', '/api/v1/scheduled_statuses')).body
    assert.equal(moved.scheduled_at.slice(0, 8), `${nextYear}-05-`)
    await page.getByRole('button', { name: 'Do not post it' }).click()
    await page.getByText('Nothing waits for its time').waitFor()
    await closed(page)
  })

  test('messages stand by whom they are with; notifications by kind', async () => {
    await say(theo, '@mara between us', { visibility: 'direct' })
    const { id } = await say(mara, 'like this')
    await theo.api('POST', `/api/v1/statuses/${id}/favourite`)
    await world.settle()
    const page = await open('/messages')
    await page.getByRole('link', { name: /theo New/ }).click()
    await post(page, 'between us').waitFor()
    await page.goto('/notifications?show=reactions')
    await page.getByText('favourited your post').first().waitFor()
    assert.equal(await post(page, 'between us').count(), 0)
    await page.getByRole('link', { name: 'Mentions' }).click()
    await post(page, 'between us').waitFor()
    await closed(page)
  })

  test('the keyboard alone opens a conversation, answers in it and comes back', async () => {
    const opening = await say(theo, '@ines shall we row?')
    await say(ines, '@theo gladly', { in_reply_to_id: opening.id })
    const page = await open('/conversations')
    const talk = page.getByRole('group', { name: /^Conversation/ }).first()
    await talk.getByText('gladly').waitFor()
    const press = async (name: RegExp, most = 60) => {
      for (let count = 0; count < most; count++) {
        await page.keyboard.press('Tab')
        const label = await page.evaluate<string>(
          'document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""',
        )
        if (name.test(label)) return
      }
      assert.fail(`no way to ${name}`)
    }
    await press(/^Reply/)
    await page.keyboard.press('Enter')
    await page.getByLabel('Text').waitFor()
    await page.keyboard.type('may I come along?')
    await page.keyboard.press('Control+Enter')
    await talk.getByText('may I come along?').waitFor()
    // A menu that is left gives the focus back.
    await press(/^More$/)
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem').first().waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menuitem').first().waitFor({ state: 'detached' })
    assert.equal(await page.evaluate('document.activeElement?.getAttribute("aria-label")'), 'More')
    await closed(page)
  })

  test('what people write stays text, in every new place', async () => {
    const attack = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    const opening = await say(theo, `@ines ${attack}`, { spoiler_text: attack })
    const { id } = await say(ines, `@theo ${attack} words`, { in_reply_to_id: opening.id })
    await ines.api('PUT', `/api/v1/statuses/${id}`, { status: `@theo ${attack} other words` })
    await mara.api('POST', '/api/v1/lists', { title: attack })
    await say(theo, `@mara ${attack}`, { visibility: 'direct' })
    await world.settle()
    const page = await open('/conversations')
    const isText = async () =>
      assert.equal(await page.locator('main script, main img[src=x], dialog img[src=x]').count(), 0)
    await page.getByText('<script>').first().waitFor()
    await isText()
    await page.goto(`/@ines/${id}`)
    await page.getByRole('button', { name: /^Edited/ }).click()
    await page.getByRole('dialog').getByText('<script>').first().waitFor()
    await isText()
    for (const path of ['/lists', '/messages', `/search?q=${encodeURIComponent(attack)}`]) {
      await page.goto(path)
      await page.locator('main').getByText('<script>').first().waitFor()
      await isText()
    }
    assert.doesNotMatch(await page.title(), /^[12]$/)
    await closed(page)
  })

  // Whole pages are looked at in pages.test.ts.
  test('axe finds nothing to object to in what unfolds, light and dark, and nothing is wider than 320', async () => {
    const page = await open('/', { reducedMotion: 'reduce', viewport: { width: 320, height: 740 } })
    await page
      .getByRole('button', { name: /^Replies to/ })
      .first()
      .click()
    await page.getByRole('group', { name: 'The other side' }).getByRole('article').first().waitFor()
    await assertOpenToAll(page, 'the other side')
    await page.getByRole('button', { name: 'Write' }).click()
    await page.getByRole('button', { name: 'Add an emoji' }).click()
    // Not all of them: axe would look at each.
    await page.getByLabel('Find an emoji by its name').fill('grinning')
    await page.getByRole('button', { name: 'grinning face', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Choose when it appears' }).click()
    await assertOpenToAll(page, 'the composer')
    await assertFits(page, 'the composer', [320])
    await closed(page)
  })
})
