/** Turning somebody down, seeing the channel change, and going back. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { createWorld, type Person, type World } from '../world.ts'
import { desktop, launchBrowser, signedInPage, type WatchedPage } from './browser.ts'

let world: World
let browser: Browser
let page: WatchedPage
let ines: Person
let mara: Person
before(async () => {
  world = await createWorld()
  browser = await launchBrowser()
  ines = await world.person('ines')
  mara = await world.person('mara')
  const theo = await world.person('theo')
  const list = (await ines.api('POST', '/api/v1/lists', { title: 'Walkers' })).body.id
  for (const other of [theo, mara])
    await ines.api('POST', `/api/v1/accounts/${other.id}/follow`, { reason: 'met', reason_text: 'by the river' })
  await ines.api('POST', `/api/v1/lists/${list}/accounts`, { account_ids: [String(theo.id)] })
  for (const status of ['First word', 'Second word', 'Third word'])
    await theo.api('POST', '/api/v1/statuses', { status })
  await mara.api('POST', '/api/v1/statuses', { status: 'Bread is ready' })
  await world.settle()
  page = await signedInPage(world, browser, 'ines', desktop)
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

const main = () => page.locator('main')
const words = ['First word', 'Second word', 'Third word', 'Bread is ready']
/** Which of the words the channel shows, once it shows the last one of them. */
async function channel(): Promise<string[]> {
  await page.getByRole('link', { name: 'Home' }).first().click()
  await main().getByText('Bread is ready').waitFor()
  const shown = await Promise.all(words.map((text) => main().getByText(text).count()))
  return words.filter((_, index) => shown[index]! > 0)
}
async function openProfile() {
  await page.goto('/@theo')
  await page.getByRole('button', { name: 'More about theo' }).waitFor()
}
const sheet = () => page.getByRole('dialog')

test('somebody turned down leaves the channel and comes back whole', async () => {
  await page.goto('/')
  assert.deepEqual(await channel(), words)

  await main().getByText('First word').waitFor()
  await main().getByRole('link', { name: 'theo' }).first().click()
  await page.getByRole('button', { name: 'More about theo' }).click()
  await page.getByRole('menuitem', { name: 'How much comes in' }).click()
  await sheet().getByText('Quiet', { exact: true }).click()
  await sheet().getByRole('button', { name: 'Save' }).click()
  await page.getByText('theo is quiet in your channel.').waitFor()
  await main().getByText('Quiet: nothing of theirs comes into your channel.').waitFor()
  assert.deepEqual(await channel(), ['Bread is ready'])

  await openProfile()
  await main().getByText('Third word').waitFor()
  await main().getByRole('button', { name: 'Change' }).click()
  await sheet().getByText('The best of a day').click()
  await sheet().getByRole('radio', { name: '1', exact: true }).check()
  await sheet().getByRole('checkbox', { name: 'A friend' }).check()
  await sheet().getByLabel('A word of your own').fill('walker')
  await sheet().getByLabel('A word of your own').press('Enter')
  await sheet().getByRole('checkbox', { name: 'Keep' }).check()
  await sheet().getByRole('button', { name: 'Save' }).click()
  await page.getByText('At most 1 a day of theo come in.').waitFor()
  await main().getByText('At most 1 a day of theirs come into your channel.').waitFor()
  assert.deepEqual(await channel(), ['First word', 'Bread is ready'])

  await openProfile()
  await main().getByRole('link', { name: 'What stays out' }).click()
  const heldBack = main().getByRole('list', { name: 'What stays out' })
  await heldBack.getByText('Third word').waitFor()
  await heldBack.getByText('Second word').waitFor()
  assert.equal(await heldBack.getByText('First word').count(), 0)
  await page.getByRole('button', { name: 'Back' }).click()
  await main().getByRole('button', { name: 'Change' }).click()
  await sheet().getByRole('button', { name: 'Save' }).click()
  await page.getByText('Nothing has changed.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Undo' }).count(), 0)
  await main().getByRole('button', { name: 'Change' }).click()
  assert.equal(await sheet().getByRole('checkbox', { name: 'walker' }).isChecked(), true)
  assert.equal(await sheet().getByRole('checkbox', { name: 'Keep' }).isChecked(), true)
  await sheet().getByText('Everything', { exact: true }).click()
  await sheet().getByRole('button', { name: 'Save' }).click()
  await page.getByText('Everything theo posts comes in.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It is as it was.').waitFor()
  await main().getByText('At most 1 a day of theirs come into your channel.').waitFor()
  assert.deepEqual(page.problems, [])
})

test('an unfollow is undone with everything it had', async () => {
  await openProfile()
  await page.getByRole('button', { name: 'Following theo' }).click()
  await sheet().getByRole('button', { name: 'Unfollow' }).click()
  await sheet().getByText('For 30 days you can undo this.').waitFor()
  await sheet().getByRole('button', { name: 'Unfollow' }).click()
  await page.getByText('You no longer follow theo.').waitFor()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It is as it was.').waitFor()
  await page.getByRole('button', { name: 'Following theo' }).click()
  assert.equal(await sheet().getByLabel('In your own words').inputValue(), 'by the river')
  await sheet().getByRole('button', { name: 'Close' }).click()
  await main().getByText('At most 1 a day of theirs come into your channel.').waitFor()
  assert.deepEqual(page.problems, [])
})

test('what I did stands on a page of its own, with the way back', async () => {
  await openProfile()
  await page.getByRole('button', { name: 'Following theo' }).click()
  await sheet().getByRole('button', { name: 'Unfollow' }).click()
  await sheet().getByRole('button', { name: 'Unfollow' }).click()
  await page.getByText('You no longer follow theo.').waitFor()

  await page.goto('/settings')
  await main().getByRole('link', { name: 'What you did' }).click()
  const row = main().getByRole('article', { name: 'theo' }).first()
  await row.getByText('You unfollowed them.').waitFor()
  await row.getByText('Your reason was: “by the river”. Taken off “Walkers”.').waitFor()
  await row.getByText(/^Can be undone until/).waitFor()
  await main().getByText('Turned down from everything to quiet.').waitFor()
  await row.getByRole('button', { name: 'Undo what you did about theo' }).click()
  await page.getByText('It is as it was.').waitFor()
  await row.getByText('Undone', { exact: true }).waitFor()
  assert.equal(await row.getByRole('button').count(), 0)
  assert.equal(await page.evaluate('document.activeElement.getAttribute("href")'), '/@theo')

  await mara.api('PATCH', '/api/v1/accounts/update_credentials', { locked: true })
  await ines.api('POST', `/api/v1/accounts/${mara.id}/unfollow`)
  await page.goto('/acts')
  await main().getByText('Undoing it asks them again.').waitFor()
  await main().getByRole('button', { name: 'Undo what you did about mara' }).click()
  await sheet()
    .getByText(/^mara decides who follows them/)
    .waitFor()
  await sheet().getByRole('button', { name: 'Undo and ask' }).click()
  await page.getByText('Undone. Whoever decides themselves is asked again.').waitFor()
  const [{ id: asking }] = (await mara.api('GET', '/api/v1/follow_requests')).body
  assert.equal(asking, String(ines.id))

  await openProfile()
  await page.getByRole('button', { name: 'Following theo' }).click()
  assert.equal(await sheet().getByLabel('In your own words').inputValue(), 'by the river')
  await sheet().getByRole('button', { name: 'Close' }).click()
  assert.deepEqual(page.problems, [])
})
