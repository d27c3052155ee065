/** Everything a person has here, as files: as many rows as the database holds, nobody else's, and for nobody else. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { picture } from '../pictures.ts'
import { createWorld, type Person, type World } from '../world.ts'

/** Reads lines whose every cell is quoted, without the first. */
function rowsOf(csv: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, cell, end] of csv.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)) {
    lines.at(-1)!.push(cell!.replaceAll('""', '"'))
    if (end === '\r\n') lines.push([])
  }
  return lines.slice(1, -1)
}

describe('the export of everything', () => {
  let world: World
  let mara: Person
  let olga: Person
  let theo: Person
  let nina: Person
  let cookie: string
  before(async () => {
    world = await createWorld()
    olga = await world.person('olga')
    mara = await world.person('mara')
    theo = await world.person('theo')
    nina = await world.person('nina')
    cookie = await world.logIn('mara')
  })
  after(() => world.stop())

  const download = async (file: string) => {
    const answer = await world.api('GET', `/settings/export/${file}`, undefined, { cookie })
    assert.equal(answer.status, 200, answer.text)
    return answer
  }
  async function done(person: Person, method: string, path: string, body?: object) {
    const answer = await person.api(method, path, body)
    assert.equal(answer.status, 200, answer.text)
    return answer.body
  }
  async function count(table: string, condition: string): Promise<number> {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.raw(table)} where ${sql.raw(condition)}`.execute(world.ctx.db)
    return rows[0]!.n
  }

  test('holds every row of the database once, page after page, in both shapes', async () => {
    await done(mara, 'POST', `/api/v1/accounts/${olga.id}/follow`)
    const theirs = await done(theo, 'POST', '/api/v1/statuses', { status: 'worth keeping' })
    await done(mara, 'POST', `/api/v1/accounts/${theo.id}/follow`, { reason: 'met', reason_text: '=on the "ferry"' })
    await done(theo, 'POST', `/api/v1/accounts/${mara.id}/follow`)
    await done(mara, 'POST', `/api/v1/accounts/${theo.id}/note`, { comment: 'likes\nrivers' })
    await done(mara, 'POST', `/api/v1/statuses/${theirs.id}/bookmark`)
    await done(mara, 'POST', `/api/v1/statuses/${theirs.id}/favourite`)
    const list = await done(mara, 'POST', '/api/v1/lists', { title: 'Walkers' })
    await done(mara, 'POST', '/api/v1/lists', { title: 'Nobody yet' })
    await done(mara, 'POST', `/api/v1/lists/${list.id}/accounts`, { account_ids: [String(theo.id)] })
    await done(mara, 'POST', `/api/v1/accounts/${nina.id}/block`)
    await done(mara, 'POST', `/api/v1/accounts/${theo.id}/mute`, { duration: 3_600 })
    const keywords_attributes = [{ keyword: 'spoiler', whole_word: true }, { keyword: 'ending' }]
    await done(mara, 'POST', '/api/v2/filters', { title: 'Films', context: ['home'], keywords_attributes })
    await done(mara, 'POST', '/api/v1/tags/rivers/follow')
    await done(mara, 'PUT', `/api/twoway/v1/ties/${theo.id}/met`)
    await done(mara, 'PUT', `/api/twoway/v1/follows/${theo.id}`, { volume: 'best', best_per_day: 2 })
    await done(mara, 'POST', '/api/twoway/v1/unfollows', { account_ids: [String(theo.id), String(olga.id)] })
    await done(mara, 'PUT', '/api/twoway/v1/strategy/mentions')
    await done(mara, 'PUT', '/api/twoway/v1/strategy/at_most', { value: 7 })
    await done(mara, 'POST', '/api/twoway/v1/audit/history')
    const inAnHour = new Date(world.clock.now().getTime() + 3_600_000).toISOString()
    await done(mara, 'POST', '/api/v1/statuses', { status: 'later', scheduled_at: inAnHour })
    await done(mara, 'GET', '/api/v1/timelines/home')

    const form = new FormData()
    form.set('file', new Blob([new Uint8Array(await picture('png'))], { type: 'image/png' }), 'a.png')
    form.set('description', 'A river')
    const headers = { authorization: `Bearer ${mara.token}` }
    const uploaded = await fetch(`${world.url}/api/v2/media`, { method: 'POST', headers, body: form })
    const { id: medium, url: picturesUrl } = (await uploaded.json()) as { id: string; url: string }
    const post = await done(mara, 'POST', '/api/v1/statuses', { status: '@theo "hello"', media_ids: [medium] })
    await done(mara, 'PUT', `/api/v1/statuses/${post.id}`, { status: '@theo hello', media_ids: [medium] })
    await done(mara, 'POST', `/api/v1/statuses/${theirs.id}/reblog`)
    // More than two batches of posts.
    await sql`insert into posts (id, author_id, text, visibility, thread_id, created_at)
      select n, ${mara.id}, 'old ' || n, 'public', n, now() from generate_series(1, 1200) n`.execute(world.ctx.db)

    const own = `account_id = ${mara.id}`
    const expected = {
      posts: await count('posts', `author_id = ${mara.id} and deleted_at is null`),
      scheduled_posts: await count('scheduled_posts', own),
      follows: await count('follows', `follower_id = ${mara.id}`),
      followers: await count('follows', `followee_id = ${mara.id} and state = 'accepted'`),
      notes: await count('account_notes', `owner_id = ${mara.id}`),
      lists: await count('lists', `owner_id = ${mara.id}`),
      blocks: await count('blocks', `blocker_id = ${mara.id}`),
      mutes: await count('mutes', `muter_id = ${mara.id}`),
      bookmarks: await count('bookmarks', own),
      favourites: await count('favourites', own),
      filters: await count('filters', own),
      hashtags: await count('followed_tags', own),
      met: await count('meetings', own),
      acts: await count('acts', own),
      strategy: await count('strategy_rules', own),
      audits: await count('audit_snapshots', own),
      ties: await count('follows', `follower_id = ${mara.id} and state = 'accepted'`),
    }
    assert.ok(Object.values(expected).every((rows) => rows > 0))
    assert.ok(expected.posts > 1_200)

    const everything = (await download('everything.json')).body
    for (const [name, rows] of Object.entries(expected)) assert.equal(everything[name].length, rows, name)
    assert.equal(everything.delivered.length, await count('delivered', `viewer_id = ${mara.id}`))
    assert.equal(new Set(everything.posts.map(({ id }: { id: string }) => id)).size, expected.posts)

    const linesOf = {
      ...expected,
      // A line for each keyword, for each person.
      filters: await count('filter_keywords', own),
      acts: await count('act_people', own),
      audits: await count('audit_snapshots, jsonb_object_keys(answers)', own),
    }
    assert.ok(linesOf.acts > expected.acts && linesOf.audits > expected.audits)
    for (const [name, rows] of Object.entries(linesOf))
      assert.equal(rowsOf((await download(`${name}.csv`)).text).length, rows, name)

    assert.equal(everything.account.email, 'mara@people.example')
    const exported = everything.posts.find(({ id }: { id: string }) => id === post.id)
    assert.equal(exported.text, '@theo hello')
    assert.deepEqual([exported.media[0].url, exported.media[0].description], [picturesUrl, 'A river'])
    assert.equal(exported.former_versions[0].text, '@theo "hello"')
    assert.equal((await fetch(exported.media[0].url)).status, 200)
    const [follow] = everything.follows
    assert.match(follow.address, /^theo@/)
    assert.deepEqual([follow.reason, follow.reason_text], ['met', '=on the "ferry"'])
    assert.equal(everything.notes[0].note, 'likes\nrivers')
    assert.deepEqual(everything.lists[0].members.length, 1)
    const [waiting, dials] = everything.acts
    const bulk = everything.acts.filter(({ kind }: { kind: string }) => kind === 'bulk_unfollow')
    assert.equal(bulk.length, 1)
    assert.equal(waiting.people.length, 2)
    assert.deepEqual([waiting.people[0].done_at, waiting.people[0].after], [null, {}])
    assert.equal(dials.kind, 'dials')
    assert.match(dials.people[0].address, /^theo@/)
    assert.deepEqual(dials.people[0].before, { volume: 'everything', best_per_day: 3 })
    assert.deepEqual(dials.people[0].after, { volume: 'best', best_per_day: 2 })
    assert.deepEqual(everything.strategy, [
      { rule: 'mentions', value: null },
      { rule: 'at_most', value: 7 },
    ])
    assert.equal(everything.audits[0].following, 2)
    assert.deepEqual(
      everything.audits[0].people.map(({ address }: { address: string }) => address.split('@')[0]).sort(),
      ['olga', 'theo'],
    )
    assert.equal(everything.bookmarks[0].url, theirs.url)
    const [line] = rowsOf((await download('follows.csv')).text)
    assert.equal(line![5], `'=on the "ferry"`, 'no cell begins a formula')
  })

  test('whom one may no longer read is not in it', async () => {
    const { id } = await done(nina, 'POST', '/api/v1/statuses', { status: 'for a while' })
    await done(mara, 'POST', `/api/v1/accounts/${nina.id}/unblock`)
    await done(mara, 'POST', `/api/v1/statuses/${id}/bookmark`)
    const keeps = async () => (await download('bookmarks.csv')).text.includes(id)
    assert.ok(await keeps())
    await done(nina, 'POST', `/api/v1/accounts/${mara.id}/block`)
    assert.equal(await keeps(), false)
  })

  test('is nobody else’s: no other person, no stranger, no token without the scope', async () => {
    const others = (
      await world.api('GET', '/settings/export/everything.json', undefined, {
        cookie: await world.logIn('theo'),
      })
    ).body
    assert.match(others.account.address, /^theo@/)
    assert.doesNotMatch(JSON.stringify(others), /ferry|likes\\nrivers|mara@people/)

    const stranger = await world.api('GET', '/settings/export/everything.json')
    assert.deepEqual([stranger.status, stranger.headers.get('location')], [303, '/auth/sign_in?return_to=%2Fsettings'])
    const path = '/api/twoway/v1/export/everything.json'
    const withToken = async (scope: string) =>
      (await world.api('GET', path, undefined, { authorization: `Bearer ${await world.tokenFor(mara, scope)}` })).status
    assert.deepEqual([await withToken('read'), await withToken('read:statuses')], [200, 403])
    for (const file of ['nothing.csv', 'everything.csv', 'posts.json', 'constructor.csv', 'posts'])
      assert.equal((await world.api('GET', `/settings/export/${file}`, undefined, { cookie })).status, 404, file)
  })

  test('is a download that no cache keeps', async () => {
    const { headers } = await download('posts.csv')
    assert.equal(headers.get('content-disposition'), 'attachment; filename="posts.csv"')
    assert.match(headers.get('cache-control') ?? '', /no-store/)
  })
})
