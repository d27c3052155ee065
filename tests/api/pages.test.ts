/** The pages behind the addresses that the API gives out. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deleteAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { picture } from '../pictures.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let theo: Person
let noor: Person
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  noor = await world.person('noor')
})
after(() => world.stop())

type Post = { id: string; url: string; uri: string }

async function done(person: Person, method: string, path: string, body?: unknown) {
  const answer = await person.api(method, path, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const publish = (person: Person, status: string, more: Record<string, unknown> = {}): Promise<Post> =>
  done(person, 'POST', '/api/v1/statuses', { status, ...more })
const open = (path: string, cookie = ''): Promise<Answer> =>
  world.api('GET', path.replace(world.url, ''), undefined, cookie ? { cookie } : {})
async function shown(path: string, cookie = ''): Promise<string> {
  const answer = await open(path, cookie)
  assert.equal(answer.status, 200, `${path}: ${answer.text}`)
  assert.match(answer.headers.get('content-type')!, /^text\/html/)
  return answer.text
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const unescaped = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!)

/** What the page says of itself to other sites, by the name of each tag. */
function introductionOf(page: string): Record<string, string> {
  const tags = page.matchAll(
    /<meta (?:name|property)="([^"]+)" content="([^"]*)"|<link rel="(canonical)" href="([^"]*)"/g,
  )
  return Object.fromEntries(
    [...tags].map(([, name, content, canonical, href]) => [name ?? canonical, unescaped(content ?? href ?? '')]),
  )
}

/** The addresses of the posts on a page, from top to bottom. */
const postsOn = (page: string) => [...page.matchAll(/<a class="when" href="([^"]+)"/g)].map(([, url]) => url!)

/** Everything of an answer that could tell two cases apart. */
function outside({ status, headers, text }: Answer) {
  const kept = [...headers].filter(([name]) => !/^(date|x-ratelimit-.*)$/.test(name))
  return { status, headers: Object.fromEntries(kept), text }
}

async function assertMissing(path: string, cookie = '') {
  const isPost = /\/\d+(\/activity)?$/.test(path) && !/\/users\/\d+$/.test(path)
  const never = await open(isPost ? '/@mara/4711' : '/@nobody', cookie)
  assert.equal(never.status, 404)
  assert.deepEqual(outside(await open(path, cookie)), outside(never), path)
}

describe('what the addresses lead to', () => {
  test('no address the API gives out is dead', async () => {
    const said = await publish(mara, 'Hello @theo #Compost')
    const boost = await done(theo, 'POST', `/api/v1/statuses/${said.id}/reblog`)
    const { account, mentions, tags } = await done(theo, 'GET', `/api/v1/statuses/${said.id}`)
    const addresses = [said, boost, account, ...mentions, ...tags].flatMap(({ url, uri }) => (uri ? [url, uri] : [url]))
    assert.equal(addresses.length, 8)
    for (const address of addresses) {
      const first = await open(address)
      const page = first.status === 302 ? await open(first.headers.get('location')!) : first
      assert.equal(page.status, 200, address)
    }
    assert.equal((await open(said.uri)).headers.get('location'), said.url)
    assert.equal((await open(boost.uri)).headers.get('location'), said.url, 'a boost leads to what it boosts')
    assert.equal((await open(`/@theo/${boost.id}`)).headers.get('location'), said.url)
    assert.equal((await open(account.uri)).headers.get('location'), account.url)
    assert.ok(postsOn(await shown('/@theo')).includes(said.url), 'a boost stands in the profile of who boosted')
  })

  test('where there is nothing, whoever is logged in stays so', async () => {
    const headers = { accept: 'text/html' }
    const missing = (more = {}) => world.api('GET', '/nowhere', undefined, { ...headers, ...more })
    const [stranger, owner] = [await missing(), await missing({ cookie: await world.logIn('mara') })]
    assert.deepEqual([stranger.status, owner.status], [404, 404])
    assert.match(stranger.text, /Sign up/)
    assert.doesNotMatch(owner.text, /Sign up/)
    assert.match(owner.text, /Log out/)
  })

  test('a public post stands on its page, on the profile and under its hashtag', async () => {
    const said = await publish(mara, 'Nine months of #leafmould', { spoiler_text: 'Long', language: 'en' })
    for (const path of [
      said.url,
      '/@mara',
      '/@MARA',
      `/@mara@${world.ctx.domain}`,
      '/tags/leafmould',
      '/tags/LeafMould',
    ]) {
      const page = await shown(path)
      assert.ok(postsOn(page).includes(said.url), path)
      assert.match(
        page,
        /<summary><span dir="auto" lang="en">Long<\/span><\/summary>\s*<div class="words" dir="auto" lang="en"><p>Nine/,
      )
    }
    assert.match(await shown(said.url), /<time datetime="\d{4}-\d\d-\d\dT[\d:.]+Z">/)
    assert.match(await shown('/tags/nobodysaidthis'), /Nothing here yet\./)
    await assertMissing('/tags/not%20a%20hashtag')
    await assertMissing('/tags/2026')
  })

  test('pages introduce themselves to other sites, and stay out of search engines until asked in', async () => {
    const said = await publish(noor, 'Words', { spoiler_text: 'Only the warning' })
    const post = introductionOf(await shown(said.url))
    assert.deepEqual(
      [post.canonical, post['og:url'], post['og:type'], post['og:title'], post['og:description'], post.robots],
      [said.url, said.url, 'article', `noor (@noor@${world.ctx.domain})`, 'Only the warning', 'noindex'],
    )
    await done(noor, 'PATCH', '/api/v1/accounts/update_credentials', { indexable: true, note: 'Who I am' })
    const profile = introductionOf(await shown(`/@NOOR@${world.ctx.domain}`))
    assert.deepEqual(
      [profile.canonical, profile['og:url'], profile['og:type'], profile['og:description'], profile.robots],
      [`${world.url}/@noor`, `${world.url}/@noor`, 'profile', 'Who I am', undefined],
    )
    assert.equal(introductionOf(await shown(said.url)).robots, undefined)
    const unlisted = await publish(noor, 'Quietly', { visibility: 'unlisted' })
    assert.equal(introductionOf(await shown(unlisted.url)).robots, 'noindex')
  })

  test('a post shows what it quotes, as long as a visitor may see that, and its poll', async () => {
    const original = await publish(mara, 'Worth quoting <b>')
    const quoting = await publish(theo, 'Look at this', { quoted_status_id: original.id })
    const quotedIn = async () => /<blockquote class="quoted">(.*?)<\/blockquote>/s.exec(await shown(quoting.url))?.[1]
    assert.match((await quotedIn())!, /Worth quoting &lt;b&gt;/)
    assert.ok((await quotedIn())!.includes(`href="${original.url}"`))
    await done(mara, 'POST', `/api/v1/statuses/${original.id}/quotes/${quoting.id}/revoke`)
    assert.equal(await quotedIn(), undefined)
    assert.match(await shown(quoting.url), /quotes a post that is not shown here/)
    const secret = await publish(mara, 'For followers only', { visibility: 'private' })
    const own = await publish(mara, 'See mine', { quoted_status_id: secret.id, visibility: 'private' })
    assert.equal((await open(own.url)).status, 404)

    const asked = await publish(mara, 'Which?', { poll: { options: ['Tea & cake', 'None'], expires_in: 3600 } })
    await done(theo, 'POST', `/api/v1/polls/${asked.id}/votes`, { choices: [0] })
    const page = await shown(asked.url)
    assert.match(page, /Tea &amp; cake<\/span> <span class="meta">1 vote</)
    assert.match(page, /1 person voted; open until/)
    const hidden = await publish(mara, 'Secretly?', {
      poll: { options: ['a', 'b'], expires_in: 3600, hide_totals: true },
    })
    assert.doesNotMatch(await shown(hidden.url), /0 votes/)
  })

  test('a preview shows the first picture with its words, never one behind a warning', async () => {
    const pixel = await picture('png', 60, 40)
    const upload = async () =>
      (await mara.client.v2.media.create({ file: new Blob([new Uint8Array(pixel)]), description: 'A "leaf"' })).id
    const visible = await publish(mara, 'Look', { media_ids: [await upload()] })
    const shownImage = introductionOf(await shown(visible.url))
    assert.match(shownImage['og:image']!, /\/media\/.*\.png$/)
    assert.deepEqual([shownImage['og:image:alt'], shownImage['twitter:card']], ['A "leaf"', 'summary_large_image'])
    const warned = introductionOf(
      await shown((await publish(mara, 'x', { media_ids: [await upload()], sensitive: true })).url),
    )
    assert.match(warned['og:image']!, /\/assets\/avatar\.png$/)
    assert.equal(warned['twitter:card'], 'summary')
  })

  test('a name that is not the author’s shows nothing', async () => {
    const said = await publish(mara, 'Mine')
    await assertMissing(`/@theo/${said.id}`)
    await assertMissing(`/users/${theo.id}/statuses/${said.id}`)
  })

  test('garbage in the address is a plain 404 or 422', async () => {
    const garbage = [
      '@',
      '@%00',
      '@%F0%9F',
      '@<script>',
      `@${'a'.repeat(3000)}`,
      "@' or 1=1 --",
      '@mara@a@b',
      '@..%2f..%2fetc',
    ]
    for (const handle of garbage.map(encodeURI))
      for (const path of [`/${handle}`, `/${handle}/1`, `/@mara/${handle}`, `/tags/${handle}`, `/users/${handle}`])
        assert.ok([400, 404, 422].includes((await open(path)).status), path)
    for (const maxId of ['x', '-1', '%00', '1e3']) assert.equal((await open(`/@mara?max_id=${maxId}`)).status, 422)
    for (const maxId of ['', '9'.repeat(40)]) assert.equal((await open(`/@mara?max_id=${maxId}`)).status, 200)
  })
})

describe('who sees what', () => {
  test('what a visitor may not read is answered as what never was', async () => {
    const hidden = [
      await publish(mara, 'For followers #hidden', { visibility: 'private' }),
      await publish(mara, '@theo for you #hidden', { visibility: 'direct' }),
      await publish(mara, 'Gone soon #hidden'),
    ]
    await done(mara, 'DELETE', `/api/v1/statuses/${hidden[2]!.id}`)
    for (const { url, uri } of hidden) for (const path of [url, uri, `${uri}/activity`]) await assertMissing(path)
    const listed = [await shown('/@mara'), await shown('/tags/hidden')].flatMap(postsOn)
    for (const { url } of hidden) assert.ok(!listed.includes(url))
  })

  test('a follower who is logged in reads what is for followers, and is told that it is', async () => {
    const said = await publish(mara, 'The gate is open', { visibility: 'private' })
    const follower = await world.person('follower')
    const cookie = await world.logIn('follower')
    await assertMissing(said.url, cookie)
    await done(follower, 'POST', `/api/v1/accounts/${mara.id}/follow`)
    for (const path of [said.url, '/@mara']) {
      const page = await shown(path, cookie)
      assert.ok(postsOn(page).includes(said.url))
      assert.match(page, /<li>for followers<\/li>/)
    }
    assert.equal((await open(said.uri, cookie)).headers.get('location'), said.url)
  })

  test('whom the author blocks sees nothing of theirs', async () => {
    const author = await world.person('author')
    await world.person('pest')
    const said = await publish(author, 'Leave me alone #peace')
    const cookie = await world.logIn('pest')
    assert.ok(postsOn(await shown('/@author', cookie)).includes(said.url))
    const pest = await world.api('GET', '/api/v1/accounts/lookup?acct=pest')
    await done(author, 'POST', `/api/v1/accounts/${pest.body.id}/block`)
    await assertMissing(said.url, cookie)
    await assertMissing(said.uri, cookie)
    assert.deepEqual(postsOn(await shown('/tags/peace', cookie)), [])
    assert.match(await shown('/@author', cookie), /Nothing here yet\./)
  })

  test('suspended and deleted people are gone with all their posts', async () => {
    for (const [name, end] of [
      ['sue', suspendAccount],
      ['del', deleteAccount],
    ] as const) {
      const person = await world.person(name)
      const said = await publish(person, 'I was here #past')
      const answer = await publish(mara, `@${name} yes`, { in_reply_to_id: said.id })
      assert.equal(postsOn(await shown(answer.url)).length, 2)
      await end(world.ctx, { target: person.id })
      for (const path of [`/@${name}`, `/users/${person.id}`, said.url, said.uri]) await assertMissing(path)
      assert.deepEqual(postsOn(await shown('/tags/past')), [])
      const page = await shown(answer.url)
      assert.deepEqual(postsOn(page), [answer.url])
      assert.match(page, /<p class="meta">an answer<\/p>/)
    }
  })

  test('a conversation shows each turn in order, without those one may not read', async () => {
    const first = await publish(mara, 'One')
    const second = await publish(theo, '@mara two', { in_reply_to_id: first.id })
    const third = await publish(mara, '@theo three', { in_reply_to_id: second.id })
    const secret = await publish(theo, '@mara not for all', { in_reply_to_id: second.id, visibility: 'direct' })
    const fourth = await publish(theo, '@mara four', { in_reply_to_id: third.id })
    const aside = await publish(noor, '@mara aside', { in_reply_to_id: first.id })
    const urls = (...posts: Post[]) => posts.map(({ url }) => url)
    assert.deepEqual(postsOn(await shown(first.url)), urls(first, second, third, fourth, aside))
    assert.deepEqual(postsOn(await shown(third.url)), urls(first, second, third, fourth))
    assert.deepEqual(
      postsOn(await shown(second.url, await world.logIn('mara'))),
      urls(first, second, third, fourth, secret),
    )
    assert.match(await shown(second.url), /<p class="meta">answers <a href="[^"]+\/@mara"><bdi>mara<\/bdi><\/a><\/p>/)
  })
})

describe('what people write stays text', () => {
  const nasty = `"><script>alert('x')</script>&amp;<img src=x onerror=1>`

  test('in names, bios, fields, posts and warnings, on every page and in its head', async () => {
    const eve = await world.person('eve')
    await done(eve, 'PATCH', '/api/v1/accounts/update_credentials', {
      display_name: nasty.slice(0, 29),
      note: nasty,
      fields_attributes: [{ name: nasty, value: nasty }],
    })
    const plain = await publish(eve, `${nasty} #escape`)
    const warned = await publish(eve, 'x', { spoiler_text: nasty, in_reply_to_id: plain.id })
    for (const path of ['/@eve', plain.url, warned.url, '/tags/escape']) {
      const page = await shown(path)
      assert.doesNotMatch(page, /<script|<img src=x/, path)
      assert.match(page, /&lt;script&gt;alert/, path)
    }
    const name = `${nasty.slice(0, 29)} (@eve@${world.ctx.domain})`
    assert.equal(introductionOf(await shown(plain.url))['og:title'], name)
    assert.equal(introductionOf(await shown(plain.url))['og:description'], `${nasty} #escape`)
    assert.equal(introductionOf(await shown(warned.url))['og:description'], nasty)
    assert.equal(introductionOf(await shown('/@eve')).description, nasty)
    assert.doesNotMatch(JSON.stringify(await open(`/tags/${encodeURIComponent(nasty)}`)), /<script/)
  })

  test('a long text is cut in the head, between characters', async () => {
    const said = await publish(mara, '𝕏 '.repeat(240))
    const { description } = introductionOf(await shown(said.url))
    assert.equal([...description!].length, 200)
    assert.ok(description!.isWellFormed() && description!.endsWith('…'))
  })
})

describe('older posts', () => {
  /** Follows the links to older posts to the end. */
  async function readAll(path: string, cookie = ''): Promise<string[][]> {
    const pages: string[][] = []
    for (let next: string | undefined = path; next; ) {
      const page: string = await shown(next, cookie)
      pages.push(postsOn(page))
      const { canonical } = introductionOf(page)
      assert.equal(canonical, next.startsWith('/') ? world.url + next : next)
      next = /<a rel="next" href="([^"]+)"/.exec(page)?.[1]
    }
    return pages
  }

  test('the links reach every post once, newest first, past those one may not read', async () => {
    const busy = await world.person('busy')
    const said: Post[] = []
    const secret: Post[] = []
    for (let index = 0; index < 60; index++) {
      const isSecret = index % 4 === 1 || (index > 20 && index < 28)
      const post = await publish(busy, `${index} #much`, { visibility: isSecret ? 'private' : 'public' })
      ;(isSecret ? secret : said).unshift(post)
    }
    assert.equal(said.length, 40, 'two full pages: the second has no link to a third')
    const urls = said.map(({ url }) => url)
    for (const path of ['/@busy', '/tags/much']) {
      const pages = await readAll(path)
      assert.deepEqual(
        pages.map((page) => page.length),
        [20, 20],
        path,
      )
      assert.deepEqual(pages.flat(), urls, path)
    }
    const own = await readAll('/@busy', await world.logIn('busy'))
    assert.deepEqual(
      own.flat(),
      [...said, ...secret].toSorted((a, b) => Number(b.id) - Number(a.id)).map(({ url }) => url),
    )
    assert.match(await shown(`/@busy?max_id=${said.at(-1)!.id}`), /Nothing older\.[\s\S]*<a href="[^"]+\/@busy">Newest/)
  })
})

describe('the API', () => {
  test('is a document for programs and a page for people, both for anyone', async () => {
    const { status, body } = await world.api('GET', '/api/openapi.json')
    assert.equal(status, 200)
    assert.equal(body.openapi, '3.1.1')
    assert.deepEqual(body.servers, [{ url: world.url }])
    const text = await shown('/api')
    for (const part of ['GET /api/twoway/v1/ties/{account_id}', 'read:connections', '/api/openapi.json', 'TieLane'])
      assert.ok(text.includes(part), part)
    assert.doesNotMatch(text, /undefined|\[object/)
  })
})
