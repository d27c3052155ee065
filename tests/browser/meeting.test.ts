/** The main job: two people meet, from sign-up in a browser to a conversation in a real Mastodon client. */
import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { createRestAPIClient, type mastodon } from 'masto'
import type { Browser, BrowserContext } from 'playwright-core'
import { createWorld, type World } from '../world.ts'
import { launchBrowser, type WatchedPage, watchedPage } from './browser.ts'
import { assertFits, assertOpenToAll } from './looks.ts'

type Newcomer = { name: string; context: BrowserContext; page: WatchedPage; client: mastodon.rest.Client }

describe('two people meet', () => {
  let world: World
  let browser: Browser
  const people: Record<string, Newcomer> = {}
  before(async () => {
    world = await createWorld()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser?.close()
    await world?.stop()
  })

  /** An app on this machine that waits for the browser to come back with a code. */
  async function waitingApp() {
    let arrive: (address: URL) => void
    const arrived = new Promise<URL>((resolve) => {
      arrive = resolve
    })
    const server = createServer((request, response) => {
      response.end('<title>App</title>You can go back to the app.')
      if (request.url?.startsWith('/callback')) arrive(new URL(request.url, 'http://127.0.0.1'))
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`
    return { redirectUri, arrived, close: () => server.close() }
  }

  async function signUp(page: WatchedPage, name: string) {
    await page.goto(world.url)
    await page.getByRole('link', { name: 'Sign up' }).first().click()
    await page.getByLabel('Username').fill(name)
    await page.getByLabel('E-mail').fill(`${name}@people.example`)
    await page.getByLabel('Password').fill('correct horse battery')
    for (const box of await page.getByRole('checkbox').all()) await box.check()
    await page.getByRole('button', { name: 'Sign up' }).click()
    await page.waitForURL(`${world.url}/`)
    await page.getByText(`@${name}`, { exact: true }).waitFor()
  }

  async function authorizeApp(page: WatchedPage): Promise<mastodon.rest.Client> {
    const waiting = await waitingApp()
    const registered = await createRestAPIClient({ url: world.url }).v1.apps.create({
      clientName: 'A real client',
      redirectUris: waiting.redirectUri,
      scopes: 'read write follow',
      website: 'https://client.example',
    })
    const verifier = randomBytes(32).toString('base64url')
    const state = randomBytes(8).toString('hex')
    const asked = new URLSearchParams({
      response_type: 'code',
      client_id: registered.clientId!,
      redirect_uri: waiting.redirectUri,
      scope: 'read write follow',
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    await page.goto(`${world.url}/oauth/authorize?${asked}`)
    assert.match(await page.locator('body').innerText(), /A real client/)
    await page.getByRole('button', { name: 'Let it in' }).click()
    const back = await waiting.arrived
    waiting.close()
    assert.equal(back.searchParams.get('state'), state)
    const granted = await world.api('POST', '/oauth/token', {
      grant_type: 'authorization_code',
      code: back.searchParams.get('code'),
      client_id: registered.clientId,
      client_secret: registered.clientSecret,
      redirect_uri: waiting.redirectUri,
      code_verifier: verifier,
    })
    assert.equal(granted.status, 200, granted.text)
    return createRestAPIClient({ url: world.url, accessToken: granted.body.access_token })
  }

  test('both sign up in a browser and let a client in', async () => {
    for (const name of ['mara', 'theo']) {
      const context = await browser.newContext()
      const page = await watchedPage(context)
      await signUp(page, name)
      const client = await authorizeApp(page)
      assert.equal((await client.v1.accounts.verifyCredentials()).username, name)
      people[name] = { name, context, page, client }
    }
  })

  test('they post, mention, follow with a reason, reply, boost and favourite, and both see it', async () => {
    const mara = people.mara!.client
    const theo = people.theo!.client
    const first = await mara.v1.statuses.create({ status: 'Who else walks to work? @theo perhaps? #walking' })
    const maraId = first.account.id
    const theoId = (await theo.v1.accounts.verifyCredentials()).id

    const reason = { reason: 'liked_post', reason_text: 'walks too', reason_status_id: first.id }
    await theo.v1.accounts.$select(maraId).follow(reason as object)
    await mara.v1.accounts.$select(theoId).follow()
    const reply = await theo.v1.statuses.create({ status: '@mara I do, along the river.', inReplyToId: first.id })
    await mara.v1.statuses.$select(reply.id).favourite()
    const boost = await mara.v1.statuses.$select(reply.id).reblog()
    await world.settle()

    const kinds = async (client: mastodon.rest.Client) =>
      (await client.v1.notifications.list()).map(({ type, account }) => `${type} ${account.username}`)
    assert.deepEqual(await kinds(theo), ['reblog mara', 'favourite mara', 'follow mara', 'mention mara'])
    assert.deepEqual((await kinds(mara)).slice(0, 2), ['mention theo', 'follow theo'])

    const homeOfTheo = await theo.v1.timelines.home.list()
    assert.deepEqual(
      homeOfTheo.map(({ id }) => id),
      [boost.id, reply.id, first.id],
    )
    const shown = homeOfTheo[1]!
    assert.equal(shown.favouritesCount, 1)
    assert.equal(shown.reblogsCount, 1)
    const context = await mara.v1.statuses.$select(first.id).context.fetch()
    assert.deepEqual(
      context.descendants.map(({ id }) => id),
      [reply.id],
    )
    const [relation] = await theo.v1.accounts.relationships.fetch({ id: [maraId] })
    assert.ok(relation!.following && relation!.followedBy)
    assert.equal((relation as unknown as { twoway: { reason: string } }).twoway.reason, 'liked_post')
    const [theirs] = await mara.v1.accounts.relationships.fetch({ id: [theoId] })
    assert.doesNotMatch(JSON.stringify(theirs), /walks too|liked_post/)
  })

  test('in the app their words arrive by themselves, are answered, and stand as talk in both channels', async () => {
    const [maras, theos] = [people.mara!.page, people.theo!.page]
    const post = (page: WatchedPage, text: string) => page.getByRole('article').filter({ hasText: text }).first()
    for (const page of [theos, maras]) {
      await page.goto(`${world.url}/`)
      await post(page, 'I do, along the river.').waitFor()
    }
    await maras.getByRole('button', { name: 'Write' }).click()
    await maras.getByLabel('Text').pressSequentially('@theo shall we on Monday?')
    await maras.getByRole('button', { name: 'Post', exact: true }).click()
    await theos.getByRole('button', { name: '1 new post' }).click()
    await post(theos, 'shall we on Monday?').getByRole('button', { name: 'Reply' }).click()
    await theos.getByLabel('Text').pressSequentially('gladly, at eight')
    await theos.getByRole('button', { name: 'Answer', exact: true }).click()
    // Her own post may be waiting with his answer.
    await maras.getByRole('button', { name: /^\d new posts?$/ }).click()
    await post(maras, 'gladly, at eight').waitFor()
    await world.settle()
    for (const page of [theos, maras]) {
      await page.getByRole('link', { name: 'Conversations' }).click()
      for (const text of ['shall we on Monday?', 'gladly, at eight'])
        await page.getByRole('main').getByText(text).first().waitFor()
    }
  })

  test('a stolen session does not outlive a password change', async () => {
    const { page, context } = people.theo!
    const stolen = await browser.newContext({ storageState: await context.storageState() })
    const thief = await watchedPage(stolen)
    await thief.goto(`${world.url}/settings?plain`)
    assert.match(await thief.locator('body').innerText(), /Password/)
    await page.goto(`${world.url}/settings?plain`)
    await page.getByLabel('Current password').fill('correct horse battery')
    await page.getByLabel('New password').fill('another horse entirely')
    await page.getByRole('button', { name: /password/i }).click()
    await page.waitForURL(/done=password/)
    await thief.goto(`${world.url}/settings?plain`)
    assert.match(thief.url(), /sign_in/)
    await assert.rejects(
      people.theo!.client.v1.accounts.verifyCredentials(),
      (error) => (error as Response).status === 401,
    )
    await page.goto(`${world.url}/settings?plain`)
    assert.match(page.url(), /\/settings\?plain/, 'whoever changed it stays logged in')
    await stolen.close()
  })

  test('log-in tells nobody which part was wrong, and leads back to where one wanted to go', async () => {
    const context = await browser.newContext()
    const page = await watchedPage(context)
    await page.goto(`${world.url}/settings?plain`)
    for (const [name, password] of [
      ['mara', 'wrong'],
      ['nobody_at_all', 'correct horse battery'],
    ] as const) {
      await page.getByLabel(/Username or e-mail/i).fill(name)
      await page.getByLabel('Password').fill(password)
      await page.getByRole('button', { name: 'Log in' }).click()
      assert.match(await page.getByRole('alert').innerText(), /password/i)
    }
    await page.getByLabel(/Username or e-mail/i).fill('mara')
    await page.getByLabel('Password').fill('correct horse battery')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.waitForURL(`${world.url}/settings`)
    await context.close()
  })

  test('no page had an error, a failed request or more width than a phone', async () => {
    for (const { page } of Object.values(people)) assert.deepEqual(page.problems, [])
    const context = await browser.newContext({ baseURL: world.url })
    const page = await watchedPage(context)
    for (const path of ['/', '/auth/sign_up', '/auth/sign_in']) {
      await page.goto(path)
      await assertFits(page, path, [320])
      await assertOpenToAll(page, path)
    }
    assert.deepEqual(page.problems, [])
    await context.close()
  })
})
