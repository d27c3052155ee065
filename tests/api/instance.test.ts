import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { updateInstance } from '../../src/instance/actions.ts'
import { dayMs } from '../../src/platform/clock.ts'
import { createWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
  await world.person('mara')
})
after(() => world.stop())

describe('the pages', () => {
  test('run no script, load nothing from elsewhere, and are not kept', async () => {
    const cookie = await world.logIn('mara')
    for (const [path, withCookie] of [
      ['/', ''],
      ['/?plain', cookie],
      ['/auth/sign_in', ''],
      ['/auth/sign_up', ''],
      ['/settings?plain', cookie],
      ['/nowhere', ''],
    ] as const) {
      const { text, headers } = await world.api('GET', path, undefined, { accept: 'text/html', cookie: withCookie })
      assert.match(text, /<html lang="en" dir="ltr">/, path)
      assert.match(text, /<a class="skip" href="#content">/)
      assert.match(
        headers.get('content-security-policy')!,
        /^default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self';/,
      )
      assert.match(headers.get('content-security-policy')!, /form-action 'self'/)
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.ok(!/<script|style="|\son\w+="|https?:\/\/(?!localhost)/.test(text), path)
      const labels = [...text.matchAll(/<label for="(\w+)"/g)].map(([, id]) => id)
      const inputs = [...text.matchAll(/<(?:input|textarea) id="(\w+)"/g)].map(([, id]) => id)
      assert.deepEqual(labels, inputs, `every field of ${path} has a label`)
    }
  })

  test('a signed-in person gets the app: our own scripts, and nothing inline', async () => {
    const cookie = await world.logIn('mara')
    const { text, headers } = await world.api('GET', '/', undefined, { accept: 'text/html', cookie })
    assert.match(headers.get('content-security-policy')!, /script-src 'self'/)
    assert.equal(headers.get('cache-control'), 'private, no-store')
    assert.deepEqual(
      text.match(/<script[^>]*>/g)?.map((tag) => /src="\/web\/(early|main)-[\w-]+\.js"/.exec(tag)?.[1]),
      ['early', 'main'],
    )
    assert.ok(!/style="|\son\w+="|https?:\/\/(?!localhost)/.test(text))
  })

  test('their files are there, and only they', async () => {
    for (const [name, type] of [
      ['pages.css', 'text/css'],
      ['fonts.css', 'text/css'],
      ['figtree-latin.woff2', 'font/woff2'],
      ['figtree-latin-ext.woff2', 'font/woff2'],
      ['figtree-italic.woff2', 'font/woff2'],
      ['mark.svg', 'image/svg+xml'],
      ['avatar.png', 'image/png'],
      ['header.png', 'image/png'],
      ['thumbnail.png', 'image/png'],
      ['icon-192.png', 'image/png'],
      ['icon-512.png', 'image/png'],
    ] as const) {
      const first = await world.api('GET', `/assets/${name}`)
      assert.equal(first.status, 200, name)
      assert.ok(first.headers.get('content-type')!.startsWith(type))
      assert.equal(first.headers.get('access-control-allow-origin'), '*')
      const again = await world.api('GET', `/assets/${name}`, undefined, {
        'if-none-match': first.headers.get('etag')!,
      })
      assert.equal(again.status, 304)
    }
    for (const name of ['nothing.css', '..%2froutes.ts', 'constructor', '__proto__'])
      assert.equal((await world.api('GET', `/assets/${name}`)).status, 404, name)
    assert.equal((await world.api('GET', '/favicon.ico')).headers.get('content-type'), 'image/svg+xml')
  })
})

describe('the instance', () => {
  test('says what it is and promises nothing that does not work', async () => {
    await updateInstance(world.ctx, {
      title: 'Harbour <b>',
      description: 'Boats & bread\n\nhttps://harbour.org',
      rules: ['Be kind.'],
      contact_email: 'hello@harbour.org',
    })
    const [v1, v2] = [
      (await world.api('GET', '/api/v1/instance')).body,
      (await world.api('GET', '/api/v2/instance')).body,
    ]
    assert.deepEqual(
      [v1.uri, v2.domain, v1.title, v2.title],
      [world.ctx.domain, world.ctx.domain, 'Harbour <b>', 'Harbour <b>'],
    )
    assert.equal(v1.description.includes('<p>Boats &amp; bread</p>'), true)
    assert.match(v2.version, /^4\.2\.0 \(compatible; Twoway \d+\.\d+\.\d+\)$/)
    assert.deepEqual([v1.version, v2.api_versions], [v2.version, { mastodon: 1 }])
    for (const { configuration } of [v1, v2]) {
      assert.deepEqual([configuration.statuses.max_characters, configuration.statuses.max_media_attachments], [500, 4])
      const { supported_mime_types: types, video_size_limit } = configuration.media_attachments
      assert.ok(
        types.every((type: string) => type.startsWith('image/')),
        'no videos',
      )
      assert.equal(video_size_limit, 0)
      assert.deepEqual(configuration.polls, {
        max_options: 4,
        max_characters_per_option: 50,
        min_expiration: 300,
        max_expiration: 2_629_746,
      })
    }
    assert.deepEqual(
      [v1.urls.streaming_api, v2.configuration.urls.streaming, v2.configuration.vapid],
      [world.url.replace('http', 'ws'), world.url.replace('http', 'ws'), undefined],
    )
    assert.deepEqual([v2.contact.email, v1.email], ['hello@harbour.org', 'hello@harbour.org'])
    const rules = await world.api('GET', '/api/v1/instance/rules')
    assert.deepEqual(rules.body, [{ id: '1', text: 'Be kind.', hint: '' }])
    assert.deepEqual(v2.rules, rules.body)
    assert.match(
      (await world.api('GET', '/api/v1/instance/extended_description')).body.content,
      /<a href="https:\/\/harbour\.org"/,
    )
    assert.deepEqual([v1.stats.user_count, v1.stats.status_count, v2.usage.users.active_month], [1, 0, 0])
    assert.match((await world.api('GET', '/')).text, /Harbour &lt;b&gt;/)
  })

  test('counts the people who can log in and what they have posted, and who posted in four weeks', async () => {
    const ada = await world.person('ada')
    await ada.client.v1.statuses.create({ status: 'Hello' })
    const counts = async () => {
      const [v1, v2] = [await world.api('GET', '/api/v1/instance'), await world.api('GET', '/api/v2/instance')]
      return [v1.body.stats.user_count, v1.body.stats.status_count, v2.body.usage.users.active_month]
    }
    assert.deepEqual(await counts(), [2, 1, 1])
    await world.ctx.db
      .updateTable('author_stats')
      .set({ last_post_at: new Date(world.clock.now().getTime() - 29 * dayMs) })
      .execute()
    assert.deepEqual(await counts(), [2, 1, 0])
  })

  test('is found by clients that first ask what server this is', async () => {
    const { body } = await world.api('GET', '/.well-known/nodeinfo')
    assert.deepEqual(
      body.links.map(({ rel, href }: { rel: string; href: string }) => [rel, href]),
      [['http://nodeinfo.diaspora.software/ns/schema/2.1', `${world.url}/nodeinfo/2.1`]],
    )
    const { software, usage, metadata } = (await world.api('GET', '/nodeinfo/2.1')).body
    const { stats } = (await world.api('GET', '/api/v1/instance')).body
    assert.deepEqual([software.name, metadata.upstream.name], ['twoway', 'mastodon'])
    assert.deepEqual([usage.users.total, usage.localPosts], [stats.user_count, stats.status_count])
  })

  test('keeps an idle connection longer than the proxy in front of it does', async () => {
    const { headers } = await world.api('GET', '/api/v2/instance')
    assert.equal(headers.get('keep-alive'), 'timeout=65')
  })

  test('is read by a real client', async () => {
    const bo = await world.person('bo')
    assert.equal((await bo.client.v2.instance.fetch()).domain, world.ctx.domain)
    assert.equal((await bo.client.v1.instance.fetch()).uri, world.ctx.domain)
  })
})
