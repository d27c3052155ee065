/** The audit as people use it: read an answer, open its figures into posts, turn somebody down, see the channel change, undo. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { createWorld, type Person, type World } from '../world.ts'
import { desktop, launchBrowser, say, signedInPage, type WatchedPage } from './browser.ts'

let world: World
let browser: Browser
let page: WatchedPage
let ines: Person
let theo: Person
let rosa: Person
before(async () => {
  world = await createWorld()
  browser = await launchBrowser()
  ;[ines, theo, rosa] = (await Promise.all(['ines', 'theo', 'rosa'].map(world.person))) as [Person, Person, Person]
  await ines.api('POST', '/api/v1/lists', { title: 'Walkers' })
  for (const other of [theo, rosa])
    await ines.api('POST', `/api/v1/accounts/${other.id}/follow`, { reason: 'met', reason_text: 'by the river' })
  const asked = await say(ines, '@theo are you coming along?')
  await say(theo, '@ines with pleasure', { in_reply_to_id: asked.id })
  await say(rosa, 'Bread is ready')
  const loud = await say(rosa, 'Read my page: https://rosa.example/')
  await theo.api('POST', `/api/v1/statuses/${loud.id}/reblog`)
  await world.settle()
  page = await signedInPage(world, browser, 'ines', desktop)
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

const main = () => page.locator('main')
const sheet = () => page.getByRole('dialog')
const row = (name: string) => main().getByRole('article', { name })
const follows = async (other: Person) =>
  (await ines.api('GET', `/api/v1/accounts/relationships?id[]=${other.id}`)).body[0].following as boolean

test('a verdict leads to the people, a person to the answers, an answer to the posts', async () => {
  await page.goto('/audit')
  await main().getByRole('heading', { name: 'Am I following people without reason?' }).waitFor()
  await main()
    .getByRole('link', { name: /You said why/ })
    .click()
  await row('theo').waitFor()
  assert.match(page.url(), /\/audit\/people\?reason=stored$/)
  await row('theo').getByRole('link', { name: 'theo', exact: true }).click()
  await main().getByRole('heading', { name: 'Do they engage through @mentions?' }).waitFor()
  await main()
    .getByRole('button', { name: /^See \d+ posts?: / })
    .first()
    .click()
  await sheet().getByText('are you coming along?').or(sheet().getByText('with pleasure')).first().waitFor()
  await sheet().getByRole('button', { name: 'Close' }).click()
  assert.deepEqual(page.problems, [])
})

test('whoever is selected is turned down together, the channel changes, and undo brings it back', async () => {
  await page.goto('/')
  await main().getByText('Bread is ready').waitFor()
  await page.goto('/audit/people')
  await row('rosa').waitFor()
  await page.getByRole('checkbox', { name: 'Select rosa' }).check()
  const bar = page.getByRole('region', { name: '1 person selected' })
  await bar.getByRole('button', { name: 'Turn down' }).click()
  await sheet().getByText('Quiet', { exact: true }).click()
  await sheet().getByRole('button', { name: 'Turn down' }).click()
  await page.getByText('rosa is quiet in your channel.').waitFor()
  await row('rosa').getByText('Quiet', { exact: true }).waitFor()
  await page.getByRole('link', { name: 'Home' }).first().click()
  await main().getByText('with pleasure').waitFor()
  assert.equal(await main().getByText('Bread is ready').count(), 0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByText('It is as it was.').waitFor()
  await main().getByText('Bread is ready').waitFor()
  assert.deepEqual(page.problems, [])
})

test('an unfollow is reviewed, waits an hour, and is cancelled without a trace', async () => {
  await page.goto('/audit/people')
  for (const name of ['rosa', 'theo']) await page.getByRole('checkbox', { name: `Select ${name}` }).check()
  await page.getByRole('button', { name: 'Unfollow…' }).click()
  await sheet().getByText('by the river').first().waitFor()
  await sheet().getByRole('button', { name: 'Leave theo out' }).click()
  await sheet().getByRole('button', { name: 'Unfollow 1 person in an hour' }).click()
  const waiting = main().getByText(/^1 unfollow in/)
  await waiting.waitFor()
  assert.equal(await follows(rosa), true)
  await main().getByRole('button', { name: 'Cancel' }).click()
  await waiting.waitFor({ state: 'detached' })
  world.clock.advance(2 * 3_600_000)
  await world.settle()
  assert.equal(await follows(rosa), true)
  assert.equal(await follows(theo), true)
  assert.deepEqual(page.problems, [])
})

test('the map is used with the keyboard alone', async () => {
  await page.goto('/audit/map')
  const map = page.getByRole('listbox', { name: 'Map' })
  await map.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Space')
  await page.getByRole('region', { name: '1 person selected' }).waitFor()
  assert.equal(await map.getByRole('option', { selected: true }).count(), 1)
  await page.keyboard.press('Enter')
  await main().getByRole('heading', { name: 'Am I following people without reason?' }).waitFor()
  assert.match(page.url(), /\/audit\/people\/\d+$/)
  assert.deepEqual(page.problems, [])
})

test('a rule of one’s own is chosen, and says what holds of somebody', async () => {
  await page.goto('/audit/strategy')
  const answered = (method: string) => page.waitForResponse((response) => response.request().method() === method)
  const rule = page.getByRole('checkbox', { name: 'I have a reason.' })
  await Promise.all([answered('PUT'), rule.click()])
  await page.goto(`/audit/people/${theo.id}`)
  const rules = main().getByRole('region', { name: 'Your rules' })
  await rules.getByText('You noted one.').waitFor()
  await page.goto('/audit/strategy')
  await Promise.all([answered('DELETE'), rule.click()])
  await page.goto('/audit')
  await main().getByText('Write down what you want from a follow').waitFor()
  assert.deepEqual(page.problems, [])
})
