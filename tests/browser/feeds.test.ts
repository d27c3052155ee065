/** RSS, as a feed reader takes it: through a real XML parser, the browser's. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { limitAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { picture } from '../pictures.ts'
import { createWorld, type Person, type World } from '../world.ts'
import { launchBrowser } from './browser.ts'

let world: World
let browser: Browser
let page: Page
let mara: Person
let theo: Person
before(async () => {
  world = await createWorld()
  browser = await launchBrowser()
  page = await browser.newPage()
  mara = await world.person('mara')
  theo = await world.person('theo')
})
after(async () => {
  await browser?.close()
  await world?.stop()
})

async function publish(person: Person, status: string, more: object = {}): Promise<{ id: string; url: string }> {
  const answer = await person.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}

type Element = { name: string; attributes: Record<string, string>; text: string; children: Element[] }

/** What is not well formed comes back as a `parsererror`. */
const parsing = `((text) => {
  const plain = (element) => ({
    name: element.nodeName,
    attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    text: element.textContent,
    children: [...element.children].map(plain),
  })
  return plain(new DOMParser().parseFromString(text, 'application/xml').documentElement)
})`
async function parse(text: string): Promise<Element> {
  const root = await page.evaluate<Element>(`${parsing}(${JSON.stringify(text)})`)
  assert.equal(all(root, 'parsererror').length, 0, JSON.stringify(root))
  return root
}

const all = (within: Element, name: string): Element[] =>
  within.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
const textIn = (within: Element, name: string) => all(within, name)[0]?.text

async function feedAt(path: string, cookie = '') {
  const { status, headers, text } = await world.api('GET', path, undefined, cookie ? { cookie } : {})
  assert.equal(status, 200, text)
  assert.equal(headers.get('content-type'), 'application/rss+xml; charset=utf-8')
  const rss = await parse(text)
  assert.deepEqual([rss.name, rss.attributes.version], ['rss', '2.0'])
  for (const name of ['title', 'link', 'description']) assert.ok(textIn(rss, name), name)
  const items = all(rss, 'item').map((item) => ({
    item,
    link: textIn(item, 'link'),
    text: textIn(item, 'description') ?? '',
    date: new Date(textIn(item, 'pubDate') ?? '').getTime(),
  }))
  for (const { item, date } of items) {
    assert.ok(date > 0)
    assert.equal(all(item, 'guid')[0]?.attributes.isPermaLink, 'true')
  }
  assert.deepEqual(
    items,
    items.toSorted((a, b) => b.date - a.date),
  )
  return { rss, items, etag: headers.get('etag')!, links: items.map(({ link }) => link) }
}

describe('the feed of a person', () => {
  test('holds what they say in public, to whoever asks', async () => {
    const said = await publish(mara, 'A first #word <b>& more</b>')
    const more = await publish(mara, 'and on it goes', { in_reply_to_id: said.id })
    const theirs = await publish(theo, 'from theo')
    for (const [text, more] of [
      ['@theo an answer', { in_reply_to_id: theirs.id }],
      ['for followers', { visibility: 'private' }],
      ['quietly', { visibility: 'unlisted' }],
      ['@theo a message', { visibility: 'direct' }],
    ] as const)
      await publish(mara, text, more)
    await mara.api('POST', `/api/v1/statuses/${theirs.id}/reblog`)
    await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`)
    for (const cookie of ['', await world.logIn('theo'), await world.logIn('mara')]) {
      const { links, items, rss } = await feedAt('/@mara.rss', cookie)
      assert.deepEqual(links, [more.url, said.url])
      assert.match(
        items[1]!.text,
        /<p>A first <a [^>]*href="[^"]+\/tags\/word"[^>]*>.*&lt;b&gt;&amp; more&lt;\/b&gt;<\/p>/,
      )
      assert.equal(textIn(items[1]!.item, 'category'), 'word')
      assert.equal(textIn(items[1]!.item, 'dc:creator'), `mara (@mara@${world.ctx.domain})`)
      assert.equal(all(rss, 'atom:link')[0]?.attributes.href, `${world.url}/@mara.rss`)
    }
  })

  test('is named by the profile, and links back to it', async () => {
    const { text } = await world.api('GET', '/@mara', undefined, { accept: 'text/html' })
    const address = /<link rel="alternate" type="application\/rss\+xml" title="[^"]*" href="([^"]+)"/.exec(text)?.[1]
    assert.equal(address, `${world.url}/@mara.rss`)
    const { rss } = await feedAt('/@MARA.rss')
    assert.equal(textIn(rss, 'link'), `${world.url}/@mara`)
  })

  test('a warning goes before the words, and pictures come with theirs', async () => {
    const file = new Blob([new Uint8Array(await picture('png', 60, 40))])
    const upload = async () => (await mara.client.v2.media.create({ file, description: 'Two "leaves" & a <stem>' })).id
    await publish(mara, 'Look', { media_ids: [await upload()], spoiler_text: 'Plants & <pots>' })
    await publish(mara, 'Look at this', { media_ids: [await upload(), await upload()] })
    const [open, warned] = (await feedAt('/@mara.rss')).items
    assert.equal(all(open!.item, 'media:content').length, 2)
    const [content] = all(warned!.item, 'media:content')
    assert.deepEqual([content!.attributes.type, content!.attributes.medium], ['image/png', 'image'])
    assert.ok(Number(content!.attributes.fileSize) > 0)
    assert.equal(textIn(content!, 'media:description'), 'Two "leaves" & a <stem>')
    assert.deepEqual(
      [open, warned].map((one) => textIn(one!.item, 'media:rating')),
      ['nonadult', 'adult'],
    )
    assert.match(
      warned!.text,
      /^<p><strong>Content warning:<\/strong> Plants &amp; &lt;pots&gt;<\/p><hr \/><p>Look<\/p>$/,
    )
  })

  test('quotes and polls can be read; a quote taken back cannot', async () => {
    const original = await publish(theo, 'Worth it')
    const quoting = await publish(mara, 'See', { quoted_status_id: original.id })
    await publish(mara, 'Which?', { poll: { options: ['Tea & cake', 'None'], expires_in: 3600 } })
    const [poll, quote] = (await feedAt('/@mara.rss')).items
    assert.match(poll!.text, /<li>Tea &amp; cake<\/li><li>None<\/li>/)
    assert.match(quote!.text, /<blockquote>.*theo.*Worth it.*<\/blockquote>/)
    await theo.api('POST', `/api/v1/statuses/${original.id}/quotes/${quoting.id}/revoke`)
    assert.doesNotMatch((await feedAt('/@mara.rss')).items[1]!.text, /Worth it/)
  })

  test('whatever people write, it stays a document of its own', async () => {
    const nasty = `]]></description><script>alert('x')</script> & &amp; "quoted" 🐟`
    await mara.api('PATCH', '/api/v1/accounts/update_credentials', {
      display_name: nasty.slice(0, 30),
      note: nasty,
    })
    await publish(mara, nasty, { spoiler_text: nasty })
    // As it may have come from elsewhere: XML cannot hold these at all.
    await world.ctx.db.updateTable('accounts').set({ note: 'a\u0001b\u{b}c\ufffe' }).where('id', '=', mara.id).execute()
    const { rss, items } = await feedAt('/@mara.rss')
    assert.equal(textIn(rss, 'description'), 'abc')
    assert.ok(textIn(rss, 'title')!.startsWith(nasty.slice(0, 30).trim()))
    assert.equal(all(rss, 'script').length, 0)
    assert.match(items[0]!.text, /&lt;script&gt;alert/)
  })

  test('readers that come back are told when nothing has changed', async () => {
    const { etag } = await feedAt('/@theo.rss')
    const again = () => world.api('GET', '/@theo.rss', undefined, { 'if-none-match': etag })
    const unchanged = await again()
    assert.deepEqual([unchanged.status, unchanged.text], [304, ''])
    assert.equal(unchanged.headers.get('cache-control'), 'public, max-age=300')
    await publish(theo, 'something new')
    assert.equal((await again()).status, 200)
  })

  test('whoever is not there, or no longer, has none; who is limited still has theirs', async () => {
    const limited = await world.person('limited')
    const said = await publish(limited, 'few hear me #murmur')
    await limitAccount(world.ctx, { target: limited.id })
    assert.deepEqual((await feedAt('/@limited.rss')).links, [said.url])
    assert.deepEqual((await feedAt('/tags/murmur.rss')).links, [])
    await suspendAccount(world.ctx, { target: limited.id })
    const never = await world.api('GET', '/@nobody.rss')
    const gone = await world.api('GET', '/@limited.rss')
    assert.deepEqual([never.status, gone.status, gone.text], [404, 404, never.text])
  })
})

describe('the feed of a hashtag', () => {
  test('holds what is said about it in public, by anybody', async () => {
    const one = await publish(mara, 'one #Compost')
    const two = await publish(theo, '@mara two #compost', { in_reply_to_id: one.id })
    await publish(mara, 'hidden #compost', { visibility: 'unlisted' })
    const { rss, links } = await feedAt('/tags/COMPOST.rss')
    assert.deepEqual(links, [two.url, one.url])
    assert.equal(textIn(rss, 'link'), `${world.url}/tags/compost`)
    const { text } = await world.api('GET', '/tags/compost', undefined, { accept: 'text/html' })
    assert.ok(text.includes(`href="${world.url}/tags/compost.rss"`))
    assert.equal((await world.api('GET', '/tags/not%20one.rss')).status, 404)
  })
})
