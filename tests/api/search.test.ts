import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { check } from '../../src/cli/check.ts'
import { deleteAccount, suspendAccount } from '../../src/moderation/actions.ts'
import { type AccountId, maxId, type PostId } from '../../src/platform/ids.ts'
import type { Page } from '../../src/platform/pagination.ts'
import { fillSearch } from '../../src/search/indexing.ts'
import { indexedPosts, onlyThroughIndex, selectFoundPosts } from '../../src/search/post-queries.ts'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let theo: Person
let nina: Person
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  nina = await world.person('nina')
  await open(theo, true)
})
after(() => world.stop())

async function done(person: Person, method: string, path: string, body?: unknown) {
  const answer = await person.api(method, path, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const open = (person: Person, indexable: boolean) =>
  done(person, 'PATCH', '/api/v1/accounts/update_credentials', { indexable })
async function post(person: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  return (await done(person, 'POST', '/api/v1/statuses', { status, ...more })).id
}
const react = (person: Person, kind: string, id: string) => done(person, 'POST', `/api/v1/statuses/${id}/${kind}`)

async function find(person: Person, q: string, more: Record<string, string> = {}): Promise<string[]> {
  await world.settle()
  const query = new URLSearchParams({ q, type: 'statuses', ...more })
  const found = await done(person, 'GET', `/api/v2/search?${query}`)
  assert.deepEqual([found.accounts, found.hashtags], [[], []])
  return found.statuses.map(({ id }: { id: string }) => id)
}

test('everybody finds their own posts, and public posts of people who opened theirs', async () => {
  const own = await post(mara, 'A heron by the river', { visibility: 'private' })
  const opened = await post(theo, 'Two herons and a heron chick')
  const unlisted = await post(theo, 'heron, but not for lists', { visibility: 'unlisted' })
  const closed = await post(nina, 'heron for my followers and passers-by')
  assert.deepEqual(await find(mara, 'heron'), [opened, own])
  assert.deepEqual(await find(theo, 'heron'), [unlisted, opened])
  assert.deepEqual(await find(nina, 'heron'), [closed, opened])
  assert.deepEqual(await find(mara, 'heron', { account_id: String(theo.id) }), [opened])
  const anonymous = await world.api('GET', '/api/v2/search?q=heron&type=statuses')
  assert.deepEqual(anonymous.body.statuses, [], 'who is not signed in finds no posts')
  const all = await mara.client.v2.search.list({ q: 'heron' })
  assert.deepEqual(
    all.statuses.map(({ id }) => id),
    [opened, own],
    'also where nothing was said of the type',
  )
})

test('one finds what one had to do with, and nothing else that is not open', async () => {
  const acts: [string, (id: string) => Promise<unknown>][] = [
    ['favourite', (id) => react(mara, 'favourite', id)],
    ['bookmark', (id) => react(mara, 'bookmark', id)],
    ['reblog', (id) => react(mara, 'reblog', id)],
    ['reply', (id) => post(mara, 'I agree', { in_reply_to_id: id })],
  ]
  for (const [name, act] of acts) {
    const id = await post(nina, `kingfisher ${name}`)
    assert.deepEqual(await find(mara, `kingfisher ${name}`), [])
    await act(id)
    assert.deepEqual(await find(mara, `kingfisher ${name}`), [id], name)
  }
  const message = await post(nina, '@mara a kingfisher in private', { visibility: 'direct' })
  assert.deepEqual(await find(mara, 'kingfisher private'), [message])
  assert.deepEqual(await find(theo, 'kingfisher private'), [])
})

test('opening and closing counts at once and for older posts', async () => {
  const pia = await world.person('pia')
  const id = await post(pia, 'cormorant')
  assert.deepEqual(await find(mara, 'cormorant'), [])
  await open(pia, true)
  assert.deepEqual(await find(mara, 'cormorant'), [id])
  await open(pia, false)
  const answer = await done(mara, 'GET', '/api/v2/search?q=cormorant&type=statuses')
  assert.deepEqual(answer.statuses, [], 'before any job has run')
  assert.deepEqual(await find(mara, 'cormorant'), [])
  const stored = await world.ctx.db.selectFrom('post_search').select('open').where('author_id', '=', pia.id).execute()
  assert.deepEqual(stored, [{ open: false }])
})

test('any language', async () => {
  const texts = {
    ja: '明日は東京都庁の近くで友達と会います。',
    zh: '我喜欢在公园里看书',
    th: 'ฉันชอบกินข้าวผัดในตอนเช้า',
    ko: '도서관에서 책을 읽었습니다',
    de: 'Die Straßenbahn fährt über die Brücke',
    ru: 'Сегодня Идёт Дождь',
    ar: 'أحب القراءة في المساء',
    emoji: 'party time 🎉',
  }
  const ids: Record<string, string> = {}
  for (const [name, text] of Object.entries(texts)) ids[name] = await post(theo, text)
  for (const [name, ...queries] of [
    ['ja', '東京', '都庁', '友', '"会います"', '東京 友達'],
    ['zh', '公园', '看书', '书'],
    ['th', 'ข้าวผัด'],
    ['ko', '도서관', '읽었'],
    ['de', 'STRASSENBAHN'.toLowerCase().replace('ss', 'ß'), 'brucke', 'Brücke', 'straßen'],
    ['ru', 'дождь', 'ИДЕТ'],
    ['ar', 'القراءة'],
    ['emoji', '🎉'],
  ] as [string, ...string[]][])
    for (const query of queries) assert.deepEqual(await find(mara, query), [ids[name]], query)
  assert.deepEqual(await find(mara, '京東'), [], 'the order of characters counts')
})

test('phrases, exclusions and beginnings of words', async () => {
  const one = await post(theo, 'the quick brown fox')
  const two = await post(theo, 'a brown and quick photography of the fox')
  assert.deepEqual(await find(mara, '"quick brown"'), [one])
  assert.deepEqual(await find(mara, 'quick brown'), [two, one])
  assert.deepEqual(await find(mara, 'quick -photography'), [one])
  assert.deepEqual(await find(mara, 'photograph fox'), [two])
  assert.deepEqual(await find(mara, '"photograph" fox'), [])
})

test('operators', async () => {
  const plain = await post(theo, 'ostrich one')
  const link = await post(theo, 'ostrich two https://example.org/birds')
  const hidden = await post(theo, 'ostrich three', { spoiler_text: 'big bird', language: 'en' })
  const answer = await post(mara, 'ostrich four', { in_reply_to_id: plain, language: 'de' })
  const poll = await post(theo, 'ostrich five', { poll: { options: ['emu', 'rhea'], expires_in: 3_600 } })
  for (const [query, expected] of [
    ['ostrich', [poll, answer, hidden, link, plain]],
    ['ostrich from:theo', [poll, hidden, link, plain]],
    [`ostrich from:@theo@${world.ctx.domain}`, [poll, hidden, link, plain]],
    ['ostrich from:me', [answer]],
    ['ostrich -from:theo', [answer]],
    ['ostrich from:nobody', []],
    ['ostrich has:link', [link]],
    ['ostrich has:poll', [poll]],
    ['emu', [poll]],
    ['ostrich -has:link -has:poll', [answer, hidden, plain]],
    ['ostrich is:sensitive', [hidden]],
    ['"big bird"', [hidden]],
    ['ostrich is:reply', [answer]],
    ['ostrich language:en', [hidden]],
    ['ostrich in:library', [answer, plain]],
    ['ostrich in:public', [poll, hidden, link, plain]],
  ] as [string, string[]][])
    assert.deepEqual(await find(mara, query), expected, query)
})

test('dates', async () => {
  const today = new Date(world.clock.now())
  const day = (shift: number) => new Date(today.getTime() + shift * 86_400_000).toISOString().slice(0, 10)
  const id = await post(theo, 'albatross today')
  assert.deepEqual(await find(mara, `albatross during:${day(0)}`), [id])
  assert.deepEqual(await find(mara, `albatross after:${day(-1)} before:${day(1)}`), [id])
  assert.deepEqual(await find(mara, `albatross before:${day(0)}`), [])
  assert.deepEqual(await find(mara, `albatross after:${day(0)}`), [])
})

test('pages by offset and by id hold every post once', async () => {
  const ids: string[] = []
  for (let count = 0; count < 9; count++) ids.unshift(await post(count % 2 ? theo : mara, `penguin ${count}`))
  const byOffset: string[] = []
  for (let offset = 0; offset < 12; offset += 4)
    byOffset.push(...(await find(mara, 'penguin', { limit: '4', offset: String(offset) })))
  assert.deepEqual(byOffset, ids)
  assert.deepEqual(await find(mara, 'penguin', { limit: '3', max_id: ids[2]! }), ids.slice(3, 6))
  assert.deepEqual(await find(mara, 'penguin', { limit: '3', min_id: ids[5]! }), ids.slice(2, 5))
  assert.deepEqual(await find(mara, 'penguin', { since_id: ids[5]! }), ids.slice(0, 5))
})

test('edits and deletions are followed', async () => {
  const id = await post(theo, 'puffin with a tpyo')
  assert.deepEqual(await find(mara, 'tpyo'), [id])
  await done(theo, 'PUT', `/api/v1/statuses/${id}`, { status: 'puffin without' })
  assert.deepEqual(await find(mara, 'tpyo'), [])
  assert.deepEqual(await find(mara, 'puffin'), [id])
  await done(theo, 'DELETE', `/api/v1/statuses/${id}`)
  assert.deepEqual((await done(mara, 'GET', '/api/v2/search?q=puffin&type=statuses')).statuses, [], 'at once')
  await world.settle()
  const left = await world.ctx.db
    .selectFrom('post_search')
    .select('post_id')
    .where('post_id', '=', Number(id) as PostId)
    .execute()
  assert.deepEqual(left, [])
})

test('blocks, mutes, limits, suspension and deletion hold', async () => {
  const uwe = await world.person('uwe')
  await open(uwe, true)
  const id = await post(uwe, 'flamingo')
  const found = () => find(mara, 'flamingo')
  const act = (person: Person, kind: string, other: Person) =>
    done(person, 'POST', `/api/v1/accounts/${other.id}/${kind}`)
  assert.deepEqual(await found(), [id])
  for (const [kind, back] of [
    ['block', 'unblock'],
    ['mute', 'unmute'],
  ] as const) {
    await act(mara, kind, uwe)
    assert.deepEqual(await found(), [], kind)
    await act(mara, back, uwe)
    assert.deepEqual(await found(), [id], back)
  }
  await act(uwe, 'block', mara)
  assert.deepEqual(await found(), [], 'blocked by the author')
  await act(uwe, 'unblock', mara)
  const silence = (at: Date | null) =>
    world.ctx.db.updateTable('accounts').set({ silenced_at: at }).where('id', '=', uwe.id).execute()
  await silence(world.clock.now())
  assert.deepEqual(await found(), [], 'limited')
  await silence(null)
  await suspendAccount(world.ctx, { target: uwe.id })
  assert.deepEqual(await found(), [], 'suspended')
  await deleteAccount(world.ctx, { target: uwe.id })
  await world.settle()
  const left = await world.ctx.db.selectFrom('post_search').selectAll().where('author_id', '=', uwe.id).execute()
  assert.deepEqual(left, [])
})

test('strange questions are answered', async () => {
  for (const q of [
    "'",
    '\\',
    "a' | 'b",
    '§open',
    '🎉'.repeat(50),
    'from:',
    'has:',
    '"',
    '字'.repeat(900),
    '-x',
    'a:b:c',
  ])
    assert.ok(Array.isArray(await find(mara, q)), q)
  assert.deepEqual(await find(mara, '§open'), [], 'marks are no words')
})

test('posts from before the index are brought in by a job, and the check sees what is missing', async () => {
  const id = await post(theo, 'pelican')
  assert.deepEqual(await find(mara, 'pelican'), [id])
  const lines: string[] = []
  const { db } = world.ctx
  await db.deleteFrom('post_search').execute()
  assert.deepEqual(await find(mara, 'pelican'), [])
  assert.equal(await check(world.ctx, { repair: false }, (line) => lines.push(line)), false)
  assert.ok(
    lines.some((line) => /^ +[1-9]\d* +missing-search/.test(line)),
    lines.join('\n'),
  )
  await fillSearch(world.ctx, 0 as PostId)
  assert.deepEqual(await find(mara, 'pelican'), [id])
  lines.length = 0
  assert.equal(await check(world.ctx, { repair: false }, (line) => lines.push(line)), true, lines.join('\n'))
})

test('rare words are looked up in the index, however many posts there are', async () => {
  await world.ctx.db.transaction().execute(async (tx) => {
    await onlyThroughIndex(tx)
    const query = indexedPosts(["'pelican'"], { words: [], authors: undefined, notAuthors: [] }, { limit: 20 })
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(tx)
    assert.match(rows.map((row) => row['QUERY PLAN']).join('\n'), /Bitmap Index Scan on post_search_words/)
  })
})

test('a page is the same whichever way it is found', async () => {
  const { db } = world.ctx
  const viewerId = Number(mara.id) as AccountId
  const [first, posts] = [8_000_000_000_000_000, 20_000]
  await sql`
    insert into post_search (post_id, author_id, open, words)
    select ${first}::bigint + n, case n % 400 when 0 then ${viewerId}::bigint else 1 + n % 4 end, n % 3 > 0,
      concat_ws(' ', 'common', 'some' || n % 7, 'few' || n % 600, 'rare' || n % 6007, case when n % 9 = 0 then '§media' end)::tsvector
    from generate_series(1, ${posts}::int) n`.execute(db)
  await sql`
    insert into favourites (account_id, post_id, id, created_at)
    select ${viewerId}::bigint, ${first}::bigint + n, ${first}::bigint + n, now() from generate_series(1, ${posts}::int, 97) n`.execute(
    db,
  )
  const isMine = sql`(author_id = ${viewerId} or post_id in (select post_id from favourites where account_id = ${viewerId}))`
  const some = { words: [], authors: undefined, notAuthors: [] }
  const words = (...conditions: string[]) => ({ ...some, words: conditions })
  const by = (...authors: number[]) => ({ authors: authors as AccountId[] })
  const choices = [
    words("'common'"),
    words("'some3'", "'few30'"),
    words("'few30'"),
    words("'few3':*", "'§media'"),
    words("'rare77'"),
    words("'rare7':*", "'common':*", "'some2'"),
    words("'common'", "!'some1'"),
    words("'few30'", "!'some2'"),
    words("!'common'"),
    words("'nothing'"),
    { ...some, ...by(2) },
    { ...words("'few30'"), ...by(2, viewerId) },
    { ...words("'rare77'"), ...by(3) },
    { ...words("'few30'"), notAuthors: [3 as AccountId] },
  ]
  const middle = (first + posts / 2) as PostId
  const pages: Page[] = [
    { limit: 20, sinceId: first as PostId },
    { limit: 20, sinceId: first as PostId, maxId: middle },
    { limit: 5, minId: middle },
  ]
  const chosenPlaces = [
    { own: true, open: true },
    { own: false, open: true },
    { own: true, open: false },
  ]
  for (const [turn, choice] of choices.entries())
    for (const [place, page] of pages.entries()) {
      const places = chosenPlaces[(turn + place) % chosenPlaces.length]!
      const { rows } = await sql<{ id: PostId; isMine: boolean }>`
        select post_id as id, ${places.own ? isMine : sql`false`} as "isMine" from post_search
        where (words @@ ${choice.words.join(' & ') || "!'§never'"}::tsquery) is true
          and (${choice.authors ?? null}::bigint[] is null or author_id = any(${choice.authors ?? null}::bigint[]))
          and author_id <> all(${choice.notAuthors}::bigint[])
          and post_id > ${Math.max(page.sinceId ?? -1, page.minId ?? -1)} and post_id < ${page.maxId ?? maxId}
          and (${places.open} and open or ${places.own} and ${isMine})
        order by post_id ${sql.raw(page.minId === undefined ? 'desc' : 'asc')} limit ${page.limit}`.execute(db)
      const found = await selectFoundPosts(db, { viewerId, choice, places, page })
      assert.deepEqual(found, rows, JSON.stringify({ choice, page, places }))
    }
  await sql`delete from post_search where post_id > ${first}`.execute(db)
  await sql`delete from favourites where post_id > ${first}`.execute(db)
})
