/** The first three minutes: a stranger opens the demo town and, in ten clicks at most, has seen what Twoway is about. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Locator } from 'playwright-core'
import { createWorld, type World } from '../world.ts'
import { launchBrowser, watchedPage } from './browser.ts'

const mostClicks = 10

let world: World
let browser: Browser
before(async () => {
  world = await createWorld({ demo: { people: 90, withPictures: false } })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

type Account = { id: string; acct: string; display_name: string }
type Post = { in_reply_to_account_id: string | null; mentions: { id: string; acct: string }[]; reblog: unknown }

/** Somebody Mara follows whose newest answer to somebody she does not follow stands as far up on their page as may be. */
async function whoAnswersAStranger(cookie: string): Promise<{ person: Account; stranger: string }> {
  const ask = async <T>(path: string): Promise<T> =>
    (await world.api('GET', path, undefined, { cookie, 'twoway-web': '1' })).body
  const mara = await ask<Account>('/api/v1/accounts/verify_credentials')
  const followed = await ask<Account[]>(`/api/v1/accounts/${mara.id}/following?limit=80`)
  const known = new Set([mara.id, ...followed.map(({ id }) => id)])
  const found = await Promise.all(
    followed.map(async (person) => {
      const posts = await ask<Post[]>(`/api/v1/accounts/${person.id}/statuses?limit=5`)
      const place = posts.findIndex(
        ({ in_reply_to_account_id: to, mentions }) => to && !known.has(to) && mentions.some(({ id }) => id === to),
      )
      const to = posts[place]?.in_reply_to_account_id
      const stranger = posts[place]?.mentions.find(({ id }) => id === to)?.acct
      return stranger ? [{ person, stranger, place }] : []
    }),
  )
  const [first] = found.flat().toSorted((a, b) => a.place - b.place)
  assert.ok(first, 'nobody answers a stranger')
  return first
}

test('ten clicks lead through the town', async () => {
  const context = await browser.newContext({ baseURL: world.url, viewport: { width: 1280, height: 900 } })
  const page = await watchedPage(context)
  let clicks = 0
  const click = (target: Locator) => {
    clicks += 1
    return target.click()
  }

  // Opened: no account, no form, and Mara's channel is there to be read.
  await page.goto('/')
  await page.getByRole('complementary', { name: 'Demo town' }).getByText('you are Mara').waitFor()
  const channel = page.getByRole('main').getByRole('article')
  await channel.nth(2).waitFor()
  const [cookie] = await context.cookies()
  const { person, stranger } = await whoAnswersAStranger(`${cookie!.name}=${cookie!.value}`)

  // A profile. Which one stands up there is chance; the one that is wanted is as near as any.
  await page.goto(`/@${person.acct}`)
  clicks += 1

  // A figure, opened into the lines that add up to it, and a line into its posts.
  const panel = page.getByRole('complementary', { name: `You and ${person.display_name}` })
  await click(panel.getByRole('button', { name: /^How much they converse/ }))
  const evidence = page.getByRole('dialog', { name: 'How much they converse' })
  await click(evidence.locator('summary').first())
  await evidence.locator('details[open] li').first().waitFor()
  await page.keyboard.press('Escape')

  // The other side of what they answered, and a follow with that reason and that post.
  await click(page.getByRole('link', { name: 'Posts & replies' }))
  await click(page.getByRole('button', { name: `Replies to @${stranger}` }).first())
  const otherSide = page.getByRole('group', { name: 'The other side' })
  await otherSide.getByText('You do not follow them.').waitFor()
  await click(otherSide.getByRole('button', { name: /^Follow/ }))
  const sheet = page.getByRole('dialog')
  assert.ok(await sheet.getByRole('radio', { name: 'The other side of a conversation' }).isChecked())
  await click(sheet.getByRole('button', { name: /^Follow/ }))
  await page.getByText(/^You follow /).waitFor()

  // Somebody else's eyes.
  await click(page.getByRole('link', { name: 'Switch resident' }))
  await click(page.getByRole('button', { name: /^Be Noor/ }))
  await page.getByRole('complementary', { name: 'Demo town' }).getByText('you are Noor').waitFor()
  await channel.first().waitFor()

  assert.ok(clicks <= mostClicks, `${clicks} clicks`)
  assert.deepEqual(page.problems, [])
  await context.close()

  const follow = await world.ctx.db
    .selectFrom('follows')
    .innerJoin('accounts', 'accounts.id', 'follows.followee_id')
    .where('accounts.username', '=', stranger)
    .where(
      'follows.follower_id',
      '=',
      [...world.ctx.demo!.residents].find(([, { username }]) => username === 'mara')![0],
    )
    .select(['reason', 'reason_post_id'])
    .executeTakeFirstOrThrow()
  assert.equal(follow.reason, 'other_side')
  assert.notEqual(follow.reason_post_id, null)
})
