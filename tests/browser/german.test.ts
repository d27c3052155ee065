/** Twoway in German: to strangers, in the app, and by choice. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser } from 'playwright-core'
import { createWorld, type Person, type World } from '../world.ts'
import { closed, launchBrowser, say, signedInPage, watchedPage } from './browser.ts'
import { assertFits } from './looks.ts'

const german = { locale: 'de-DE', reducedMotion: 'reduce' } as const
const widths = [320, 375, 1_280]

describe('in German', () => {
  let world: World
  let browser: Browser
  let olga: Person
  let mara: Person
  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
    olga = await world.person('olga')
    mara = await world.person('mara')
    await olga.api('POST', `/api/v1/accounts/${mara.id}/follow`, { reason: 'met' })
    await say(mara, 'bread, warm')
    await say(mara, '@olga are you there?')
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  test('strangers are addressed as their browser says, also when something is wrong', async () => {
    const page = await watchedPage(await browser.newContext({ baseURL: world.url, ...german }))
    await page.goto('/')
    assert.equal(await page.evaluate('document.documentElement.lang'), 'de')
    await page.getByText('Ein Gespräch hat zwei Spuren.').waitFor()
    await assertFits(page, 'the front page', widths)
    await page.getByRole('link', { name: 'mara' }).first().click()
    await page.getByText('folgt 0 Personen').waitFor()
    await assertFits(page, 'a profile', widths)

    await page.getByRole('navigation').getByRole('link', { name: 'Registrieren' }).click()
    await page.getByLabel('Benutzername').fill('mara')
    await page.getByLabel('E-Mail-Adresse').fill('new@people.example')
    await page.getByLabel('Passwort').fill('short')
    await page.getByRole('button', { name: 'Registrieren' }).click()
    await page.getByText('Dieser Benutzername ist schon vergeben.').waitFor()
    await page.getByText('Das Passwort ist zu kurz.').waitFor()
    await assertFits(page, 'signing up', widths)
    page.problems.length = 0

    await page.goto('/nothing')
    await page.getByRole('heading', { name: 'Hier ist nichts' }).waitFor()
    page.problems.length = 0
    await closed(page)
  })

  test('caches keep languages apart, and apps get their errors in English', async () => {
    const inGerman = { 'accept-language': 'de-AT, en;q=0.5', accept: 'text/html' }
    const front = await world.api('GET', '/', undefined, inGerman)
    assert.equal(front.headers.get('content-language'), 'de')
    assert.match(front.headers.get('vary') ?? '', /accept-language/)
    const authorization = `Bearer ${olga.token}`
    const failed = await world.api('POST', '/api/v1/statuses', { status: '' }, { ...inGerman, authorization })
    assert.equal(failed.body.error, "Validation failed: Text can't be blank")
  })

  test('the app speaks German, with its sentences, numbers and days, and fits', async () => {
    const page = await signedInPage(world, browser, 'olga', german)
    await page.goto('/')
    await page.getByRole('link', { name: 'Neuestes' }).waitFor()
    await page
      .getByRole('article')
      .filter({ hasText: 'bread, warm' })
      .getByRole('button', { name: /^Antworten/ })
      .waitFor()
    await assertFits(page, 'home', widths)
    const refused = `fetch('/api/v1/statuses', { method: 'POST', headers: { 'twoway-web': '1' } }).then((it) => it.json())`
    assert.equal((await page.evaluate<{ error: string }>(refused)).error, 'Da steht noch nichts: Schreib etwas')
    page.problems.length = 0
    await page.goto('/@mara')
    await page.getByRole('button', { name: 'Folge ich' }).waitFor()
    await page.getByText('Du hast noch nicht geschrieben, mara einmal').first().waitFor()
    await assertFits(page, 'a profile', widths)
    await page.goto('/audit')
    await page.getByRole('heading', { name: 'Folge ich Leuten ohne Grund?' }).waitFor()
    await page.getByText('Du folgst 1 Person. Noch ist nichts geschehen').waitFor()
    await assertFits(page, 'the audit', widths)
    await page.goto('/audit/people')
    await page.getByText('mara hat dir einmal geschrieben; du noch nicht.').waitFor()
    await page.goto('/moderation')
    await page.getByRole('heading', { name: 'Offene Meldungen' }).waitFor()
    await assertFits(page, 'moderation', widths)
    await closed(page)
  })

  test('a language is chosen in the settings, in the app and without a script', async () => {
    const page = await signedInPage(world, browser, 'mara', { locale: 'en-GB' })
    await page.goto('/settings/appearance')
    await page.getByLabel('The language of these pages').selectOption('Deutsch')
    await page.getByRole('heading', { name: 'Aussehen und Sprache' }).waitFor()
    assert.equal(await page.evaluate('document.documentElement.lang'), 'de')
    await page.waitForFunction(
      `navigator.serviceWorker.getRegistration().then((one) => one?.active?.scriptURL.endsWith('?language=de'))`,
    )

    await page.goto('/settings?plain')
    await page.getByRole('combobox', { name: 'Die Sprache dieser Seiten' }).selectOption('Wie mein Browser sagt')
    await page
      .getByRole('region', { name: 'Die Sprache dieser Seiten' })
      .getByRole('button', { name: 'Speichern' })
      .click()
    await page.getByRole('status').getByText('Saved.').waitFor()
    await page.goto('/settings')
    await page.getByRole('heading', { name: 'Settings' }).waitFor()
    await closed(page)
  })
})
