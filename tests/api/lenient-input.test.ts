/** What Mastodon's clients leave empty, write in capitals, or send too much of is understood as Mastodon understands it. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let theo: Person
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  await mara.api('POST', '/api/v1/statuses', { status: 'hello #one #two #three #four #five' })
})
after(() => world.stop())

const blankPage = 'max_id=&since_id=&min_id=&limit='

test('an empty parameter is one that was left out, on every list', async () => {
  const lists = [
    '/api/v1/timelines/home',
    '/api/v1/timelines/public',
    '/api/v1/timelines/tag/one',
    '/api/v1/notifications',
    '/api/v1/favourites',
    '/api/v1/bookmarks',
    '/api/v1/follow_requests',
    '/api/v1/blocks',
    '/api/v1/mutes',
    '/api/v1/conversations',
    `/api/v1/accounts/${mara.id}/followers`,
    `/api/v1/accounts/${mara.id}/following`,
    `/api/v1/accounts/${mara.id}/statuses`,
  ]
  for (const path of lists) {
    const [blank, plain] = await Promise.all([mara.api('GET', `${path}?${blankPage}`), mara.api('GET', path)])
    assert.equal(blank.status, 200, `${path}: ${blank.text}`)
    assert.deepEqual(blank.body, plain.body, path)
  }
  const flags = 'exclude_replies=&exclude_reblogs=&only_media=&pinned=&tagged='
  const posts = await mara.api('GET', `/api/v1/accounts/${mara.id}/statuses?${flags}`)
  assert.deepEqual([posts.status, posts.body.length], [200, 1])
  const found = await mara.api('GET', '/api/v2/search?q=mara&type=&account_id=&following=&limit=&offset=')
  assert.deepEqual([found.status, found.body.accounts.length], [200, 1])
  const people = await mara.api('GET', '/api/v1/accounts/search?q=theo&limit=&offset=&following=')
  assert.deepEqual([people.status, people.body.length], [200, 1])
})

test('null in JSON is a field that was left out', async () => {
  await theo.api('PATCH', '/api/v1/accounts/update_credentials', { display_name: 'Theo', note: 'words', locked: true })
  const nothing = { display_name: null, note: null, locked: null, bot: null, fields_attributes: null }
  const own = await theo.api('PATCH', '/api/v1/accounts/update_credentials', {
    ...nothing,
    avatar: null,
    source: { privacy: null, sensitive: null, language: null },
  })
  assert.equal(own.status, 200, own.text)
  assert.deepEqual([own.body.display_name, own.body.source.note, own.body.locked], ['Theo', 'words', true])
  assert.equal((await theo.api('PATCH', '/api/v1/accounts/update_credentials', { source: null })).status, 200)
  const report = await theo.api('POST', '/api/v1/reports', {
    account_id: mara.id,
    status_ids: null,
    rule_ids: null,
    category: null,
    comment: null,
    forward: null,
  })
  assert.deepEqual([report.status, report.body.category], [200, 'other'])
})

test('true and false may be written in capitals', async () => {
  for (const [written, is] of [
    ['True', true],
    ['FALSE', false],
    ['T', true],
    ['Off', false],
  ] as const) {
    const own = await theo.api('PATCH', '/api/v1/accounts/update_credentials', `bot=${written}`, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.deepEqual([own.status, own.body.bot], [200, is], written)
  }
})

test('of more than four hashtags of a kind the first four count', async () => {
  const none = ['a', 'b', 'c', 'd', 'two'].map((tag) => `none[]=${tag}`).join('&')
  const found = await mara.api('GET', `/api/v1/timelines/tag/one?${none}`)
  assert.deepEqual([found.status, found.body.length], [200, 1])
  const excluded = await mara.api('GET', '/api/v1/timelines/tag/one?none[]=two')
  assert.deepEqual([excluded.status, excluded.body.length], [200, 0])
})

test('the scopes are those of the documentation', async () => {
  const { body: post } = await mara.api('POST', '/api/v1/statuses', { status: 'who likes this' })
  const statuses = async (scope: string, ...paths: string[]) => {
    const authorization = `Bearer ${await world.tokenFor(mara, scope)}`
    const answers = await Promise.all(paths.map((path) => world.api('GET', path, undefined, { authorization })))
    return answers.map(({ status }) => status)
  }
  const reactions = [`/api/v1/statuses/${post.id}/favourited_by`, `/api/v1/statuses/${post.id}/reblogged_by`]
  assert.deepEqual(await statuses('read:statuses', ...reactions, '/api/v1/tags/one'), [200, 200, 200])
  const own = '/api/v1/accounts/verify_credentials'
  assert.deepEqual(await statuses('profile', own, '/api/v1/preferences'), [200, 403])
  assert.deepEqual(await statuses('read:accounts', own), [200])
  assert.deepEqual(await statuses('read:statuses', own), [403])
})
