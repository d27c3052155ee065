import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type RawBuilder, sql } from 'kysely'
import { dayMs, utcDay } from '../../src/platform/clock.ts'
import { type AccountId, firstIdAt, type PostId } from '../../src/platform/ids.ts'
import { createDelivered } from '../../src/timelines/delivered.ts'
import { hashtagEntries, homeEntries, publicEntries } from '../../src/timelines/queries.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
async function cast<const Names extends readonly string[]>(...names: Names): Promise<{ [Key in keyof Names]: Person }> {
  const people: Person[] = []
  for (const name of names) people.push(await world.person(`${name}${++made}`))
  return people as { [Key in keyof Names]: Person }
}

async function publish(author: Person, status: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
async function reblog(person: Person, id: string): Promise<string> {
  const answer = await person.api('POST', `/api/v1/statuses/${id}/reblog`)
  assert.equal(answer.status, 200, answer.text)
  return answer.body.id
}
const act = (person: Person, other: Person, verb: string, body?: unknown) =>
  person.api('POST', `/api/v1/accounts/${other.id}/${verb}`, body)
const idsOf = (answer: Answer): string[] => answer.body.map((each: { id: string }) => each.id)
const home = async (person: Person, query = '') => idsOf(await person.api('GET', `/api/v1/timelines/home${query}`))

describe('home', () => {
  test('one’s own posts and those of whom one follows, newest first, through a real client', async () => {
    const [me, friend, stranger] = await cast('me', 'friend', 'stranger')
    await act(me, friend, 'follow')
    const theirs = await publish(friend, 'theirs')
    await publish(stranger, 'not for home')
    const own = await publish(me, 'own')
    const shown = await me.client.v1.timelines.home.list()
    assert.deepEqual(
      shown.map(({ id }) => id),
      [own, theirs],
    )
  })

  test('messages from a friend are there, messages to others are not', async () => {
    const [me, friend] = await cast('me', 'friend')
    await act(me, friend, 'follow')
    const toMe = await publish(friend, `@${me.name}`, { visibility: 'direct' })
    await publish(friend, '@nobody', { visibility: 'direct' })
    assert.deepEqual(await home(me), [toMe])
  })

  test('answers appear as Mastodon shows them', async () => {
    const [me, friend, other, stranger] = await cast('me', 'friend', 'other', 'stranger')
    for (const followed of [friend, other]) await act(me, followed, 'follow')
    const roots = new Map<Person, string>()
    for (const author of [me, friend, other, stranger]) roots.set(author, await publish(author, 'root'))
    const replies = new Map<Person, string>()
    for (const [author, root] of roots) replies.set(author, await publish(friend, 'reply', { in_reply_to_id: root }))
    const shown = await home(me)
    assert.deepEqual(
      [me, friend, other, stranger].map((author) => shown.includes(replies.get(author)!)),
      [true, true, true, false],
    )
    const mine = await publish(me, 'my answer to a stranger', { in_reply_to_id: roots.get(stranger) })
    assert.ok((await home(me)).includes(mine))
  })

  test('boosts can be switched off for one follow', async () => {
    const [me, friend, stranger] = await cast('me', 'friend', 'stranger')
    await act(me, friend, 'follow')
    const boost = await reblog(friend, await publish(stranger, 'boosted'))
    assert.deepEqual(await home(me), [boost])
    await act(me, friend, 'follow', { reblogs: false })
    assert.deepEqual(await home(me), [])
  })

  test('a follow can be for some languages only', async () => {
    const [me, friend] = await cast('me', 'friend')
    await act(me, friend, 'follow', { languages: ['de'] })
    const german = await publish(friend, 'guten Tag', { language: 'de' })
    await publish(friend, 'good day', { language: 'en' })
    const unknown = await publish(friend, '…')
    assert.deepEqual(await home(me), [unknown, german])
  })

  test('a mute ends when its time is over', async () => {
    const [me, friend] = await cast('me', 'friend')
    await act(me, friend, 'follow')
    const post = await publish(friend, 'still here')
    await act(me, friend, 'mute', { duration: 3_600 })
    assert.deepEqual(await home(me), [])
    world.clock.advance(3_601_000)
    assert.deepEqual(await home(me), [post])
  })

  test('a boost repeats nothing that stands among the 40 entries above it, wherever the page begins', async () => {
    const [me, friend, second, author] = await cast('me', 'friend', 'second', 'author')
    for (const followed of [friend, second]) await act(me, followed, 'follow')
    const subject = await publish(author, 'boosted again and again')
    const oldest = await reblog(friend, subject)
    const newest = await reblog(second, subject)
    const fill = async (count: number) => {
      for (let index = 0; index < count; index++) await publish(me, `filler ${index}`)
    }
    assert.deepEqual(await home(me), [newest])
    assert.deepEqual(await home(me, `?max_id=${newest}`), [], 'the page begins just below the newer boost')
    assert.deepEqual(await home(me, '?min_id=1&limit=1'), [newest], 'read upwards')

    await second.api('POST', `/api/v1/statuses/${subject}/unreblog`)
    assert.deepEqual(await home(me), [oldest], 'the older one comes back')
    await fill(39)
    const again = await reblog(second, subject)
    assert.ok(!(await home(me, '?limit=40')).includes(oldest))
    assert.deepEqual(await home(me, `?max_id=${Number(oldest) + 1}`), [], '39 entries between')
    await second.api('POST', `/api/v1/statuses/${subject}/unreblog`)
    await fill(1)
    const later = await reblog(second, subject)
    assert.notEqual(later, again)
    assert.deepEqual(await home(me, `?max_id=${Number(oldest) + 1}`), [oldest], '40 entries between')
    assert.equal((await home(me))[0], later)
  })

  test('what somebody hides from me does not change which boosts I see', async () => {
    const [me, friend, author] = await cast('me', 'friend', 'author')
    await act(me, friend, 'follow')
    const subject = await publish(author, 'subject')
    const boost = await reblog(friend, subject)
    await act(me, friend, 'follow', { reblogs: false })
    await act(me, author, 'follow')
    const reply = await publish(author, 'an answer home does not show', {
      in_reply_to_id: await publish(friend, 'root'),
    })
    await act(me, friend, 'unfollow')
    const [other] = await cast('other')
    await act(me, other, 'follow')
    const seen = await reblog(other, reply)
    const shown = await home(me)
    assert.ok(shown.includes(seen), 'a boost of an answer that home leaves out brings something new')
    assert.ok(shown.includes(subject) && !shown.includes(boost))
  })

  test('pages go on to the very end, however many are left out on the way', async () => {
    const [me, friend, noisy] = await cast('me', 'friend', 'noisy')
    for (const followed of [friend, noisy]) await act(me, followed, 'follow')
    const first = await publish(friend, 'the first')
    for (let index = 0; index < 50; index++) await publish(noisy, `noise ${index}`)
    const last = await publish(friend, 'the last')
    await act(me, noisy, 'mute')
    const pages: string[][] = []
    for await (const page of me.client.v1.timelines.home.list({ limit: 1 })) pages.push(page.map(({ id }) => id))
    assert.deepEqual(pages.flat(), [last, first])
    const answer = await me.api('GET', '/api/v1/timelines/home?limit=5')
    assert.match(answer.headers.get('link')!, new RegExp(`max_id=${first}>; rel="next".*min_id=${last}>; rel="prev"`))
  })

  test('wrong pages are refused with a sentence', async () => {
    const [me] = await cast('me')
    for (const query of ['?limit=0', '?limit=x', '?max_id=abc', '?since_id=1;drop']) {
      const answer = await me.api('GET', `/api/v1/timelines/home${query}`)
      assert.equal(answer.status, 422, query)
      assert.match(answer.body.error, /^Validation failed: \w+: must be/)
    }
    assert.equal((await me.api('GET', '/api/v1/timelines/home?max_id=99999999999999999999&limit=900')).status, 200)
    assert.equal((await world.api('GET', '/api/v1/timelines/home')).status, 401)
  })
})

describe('the open channels', () => {
  test('public: everybody’s public posts, without boosts, answers, muted and blocked people', async () => {
    const [me, friend, muted, blocked] = await cast('me', 'friend', 'muted', 'blocked')
    const post = await publish(friend, 'for all')
    await publish(friend, 'not in the list', { visibility: 'unlisted' })
    const thread = await publish(friend, 'and on it goes', { in_reply_to_id: post })
    await publish(me, 'an answer', { in_reply_to_id: post })
    await reblog(me, post)
    const unwanted = [await publish(muted, 'muted'), await publish(blocked, 'blocked')]
    await act(me, muted, 'mute')
    await act(me, blocked, 'block')
    const list = async (who: Person | World, query = '') =>
      idsOf(await who.api('GET', `/api/v1/timelines/public${query}`))
    assert.deepEqual((await list(world)).slice(0, 4), [...unwanted.toReversed(), thread, post])
    assert.deepEqual((await list(me, '?local=true')).slice(0, 2), [thread, post])
    assert.deepEqual(await list(me, '?remote=true'), [])
    assert.deepEqual(await list(me, '?only_media=true'), [])
  })

  test('hashtags: any of some, all of some, none of some, whatever the case', async () => {
    const [author] = await cast('author')
    const red = await publish(author, '#Red')
    const both = await publish(author, '#red and #blue')
    const blue = await publish(author, '#BLUE')
    await publish(author, '#red for few', { visibility: 'unlisted' })
    const list = async (query: string) => idsOf(await world.api('GET', `/api/v1/timelines/tag/${query}`))
    assert.deepEqual(await list('RED'), [both, red])
    assert.deepEqual(await list('red?any[]=Blue'), [blue, both, red])
    assert.deepEqual(await list('red?all[]=blue'), [both])
    assert.deepEqual(await list('red?none[]=blue'), [red])
    assert.deepEqual(await list('red?any[]=blue&limit=1'), [blue])
    assert.deepEqual(await list(`red?any[]=blue&max_id=${blue}&limit=1`), [both])
    assert.deepEqual(await list(`red?any[]=blue&min_id=${red}&limit=1`), [both])
    assert.deepEqual(await list(encodeURIComponent('Größe')), [])
  })
})

describe('search', () => {
  test('finds a post by its address, people and hashtags by their beginning', async () => {
    const [author, other] = await cast('searched', 'other')
    const tag = `Zebra${made}`
    const post = await author.client.v1.statuses.create({ status: `#${tag} stripes` })
    await publish(author, `#${tag}Hidden`, { visibility: 'private' })
    const find = async (q: string, more = '') =>
      (await other.api('GET', `/api/v2/search?q=${encodeURIComponent(q)}${more}`)).body
    assert.deepEqual(idsOf({ body: (await find(post.url!)).statuses } as Answer), [post.id])
    assert.deepEqual(idsOf({ body: (await find(post.uri)).statuses } as Answer), [post.id])
    assert.deepEqual((await find(`${world.url}/@${other.name}/${post.id}`)).statuses, [], 'it is not theirs')
    assert.deepEqual(idsOf({ body: (await find(`${world.url}/@${author.name}`)).accounts } as Answer), [
      String(author.id),
    ])
    assert.deepEqual(
      (await find(`#${tag.toLowerCase()}`)).hashtags.map(({ name, url }: { name: string; url: string }) => [name, url]),
      [[tag, `${world.url}/tags/${tag.toLowerCase()}`]],
    )
    const people = await find(author.name, '&type=accounts')
    assert.deepEqual(idsOf({ body: people.accounts } as Answer), [String(author.id)])
    assert.deepEqual([people.statuses, people.hashtags], [[], []])
    assert.deepEqual(await find('stripes', '&type=statuses'), { accounts: [], statuses: [], hashtags: [] })
    const wildcard = await find('%')
    assert.deepEqual(wildcard.hashtags, [])
  })

  test('asks visitors to log in for further pages, and refuses nonsense', async () => {
    assert.equal((await world.api('GET', '/api/v2/search?q=a')).status, 200)
    assert.equal((await world.api('GET', '/api/v2/search?q=a&offset=20')).status, 401)
    for (const query of ['', '?q=a&type=cats', '?q=a&limit=-1', `?q=${'a'.repeat(1_001)}`])
      assert.equal((await world.api('GET', `/api/v2/search${query}`)).status, 422, query)
  })
})

describe('delivered', () => {
  const rowsOf = async (viewer: Person) =>
    world.ctx.db
      .selectFrom('delivered')
      .select(['author_id', 'day', 'count'])
      .where('viewer_id', '=', viewer.id)
      .orderBy('author_id')
      .execute()

  test('counts what home put in front of somebody, a boost for its booster', async () => {
    const [me, friend, stranger] = await cast('me', 'friend', 'stranger')
    await act(me, friend, 'follow')
    await publish(friend, 'one')
    const boosted = await publish(stranger, 'boosted')
    const newest = await reblog(friend, boosted)
    await home(me)
    await home(me, '?limit=1')
    await me.api('GET', '/api/v1/timelines/public')
    const today = utcDay(world.clock.now())
    const csv = await me.api('GET', '/api/twoway/v1/delivered.csv')
    assert.match(csv.headers.get('content-type')!, /^text\/csv/)
    assert.deepEqual(csv.text.trimEnd().split('\r\n'), [
      '"Account address","Day","Posts delivered"',
      `"${friend.name}@${world.ctx.domain}","${today}","3"`,
    ])
    const settings = await me.api('GET', '/api/twoway/v1/delivered/settings')
    assert.deepEqual(settings.body, { record: true, newest_post_id: newest })
    await home(me, `?max_id=${newest}`)
    assert.deepEqual(await rowsOf(me), [{ author_id: friend.id, day: today, count: 3 }])
    await world.server.flushDelivered()
    assert.deepEqual(await rowsOf(me), [{ author_id: friend.id, day: today, count: 4 }])
    assert.equal((await me.api('GET', '/api/twoway/v1/delivered/settings')).body.newest_post_id, newest)
  })

  test('can be deleted, and switched off, which deletes it too', async () => {
    const [me] = await cast('me')
    await publish(me, 'mine')
    await home(me)
    await world.server.flushDelivered()
    assert.equal((await rowsOf(me)).length, 1)
    await home(me)
    assert.equal((await me.api('DELETE', '/api/twoway/v1/delivered')).status, 200)
    await world.server.flushDelivered()
    assert.deepEqual(await rowsOf(me), [], 'also what was only in memory')

    await home(me)
    await world.server.flushDelivered()
    const off = await me.api('PUT', '/api/twoway/v1/delivered/settings', { record: false })
    assert.deepEqual(off.body, { record: false, deleted: true })
    assert.deepEqual(await rowsOf(me), [])
    await home(me)
    await world.server.flushDelivered()
    assert.deepEqual(await rowsOf(me), [])
    await me.api('PUT', '/api/twoway/v1/delivered/settings', { record: true })
    await home(me)
    await world.server.flushDelivered()
    assert.equal((await rowsOf(me)).length, 1)
    assert.equal((await me.api('PUT', '/api/twoway/v1/delivered/settings', {})).status, 422)
  })

  test('is kept for 180 days', async () => {
    const [me] = await cast('me')
    const delivered = createDelivered(world.ctx)
    const day = (daysAgo: number) => utcDay(new Date(world.clock.now().getTime() - daysAgo * dayMs))
    for (const daysAgo of [0, 180, 181])
      await world.ctx.db
        .insertInto('delivered')
        .values({ viewer_id: me.id, author_id: daysAgo as AccountId, day: day(daysAgo), count: 1 })
        .execute()
    await delivered.prune()
    assert.deepEqual(
      (await rowsOf(me)).map((row) => row.day),
      [day(0), day(180)],
    )
  })

  test('stays counted while it cannot be written', async () => {
    const [me, friend] = await cast('me', 'friend')
    let isAway = true
    const db = new Proxy(world.ctx.db, {
      get(target, key) {
        if (isAway && key === 'transaction') throw new Error('the database is away')
        const value = Reflect.get(target, key)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    const delivered = createDelivered({ clock: world.ctx.clock, db })
    delivered.record(me.id, [{ id: 7 as PostId, authorId: friend.id }])
    await assert.rejects(delivered.flush(), /away/)
    delivered.record(me.id, [{ id: 6 as PostId, authorId: friend.id }])
    isAway = false
    await delivered.flush()
    await delivered.flush()
    assert.deepEqual(
      (await rowsOf(me)).map((row) => row.count),
      [2],
    )
    const newest = await world.ctx.db
      .selectFrom('delivered_newest')
      .select('post_id')
      .where('viewer_id', '=', me.id)
      .execute()
    assert.deepEqual(newest, [{ post_id: 7 }])
  })
})

describe('the plans', () => {
  const authors = 60
  const postsEach = 400

  async function planOf(query: RawBuilder<unknown>): Promise<string> {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(world.ctx.db)
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  }

  /** Enough posts that reading them all would be the wrong plan. */
  async function writeManyPosts(reader: AccountId) {
    const first = firstIdAt(new Date('2020-01-01T00:00:00Z'))
    await sql`
      insert into posts (id, author_id, visibility, thread_id, created_at)
      select ${first}::bigint + turn * ${authors}::bigint + author, ${first}::bigint + author, 'public', ${first}::bigint + turn * ${authors}::bigint + author, now()
      from generate_series(1, ${authors}::int) author, generate_series(1, ${postsEach}::int) turn`.execute(world.ctx.db)
    await sql`
      insert into post_tags (post_id, tag, name)
      select id, case when id % 50 = 0 then 'rare' else 'common' end, 'tag' from posts where author_id > ${first} and author_id <= ${first + authors}`.execute(
      world.ctx.db,
    )
    await sql`
      insert into follows (follower_id, followee_id, id, state, created_at)
      select ${reader}, ${first}::bigint + author, ${first}::bigint + author, 'accepted', now()
      from generate_series(1, ${authors}::int) author`.execute(world.ctx.db)
    // Two pictures on every hundredth post.
    await sql`
      insert into media (account_id, id, post_id, position, keep_until, key, preview_key, size_bytes, width, height,
        preview_width, preview_height, blurhash, created_at)
      select author_id, id * 2 + place, id, place, now(), id || '-' || place, id || '-preview-' || place, 1, 1, 1, 1, 1, '', now()
      from posts cross join generate_series(0, 1) place
      where author_id > ${first} and author_id <= ${first + authors} and id % 100 = 0`.execute(world.ctx.db)
    await sql`analyze posts, post_tags, follows, media`.execute(world.ctx.db)
  }

  test('read a page through indexes, never all posts', async () => {
    const [reader] = await cast('reader')
    await writeManyPosts(reader.id)
    const pages = [
      { limit: 20 },
      { limit: 40, maxId: firstIdAt(new Date('2020-01-01T00:00:01Z')) },
      { limit: 20, minId: 1 },
    ]
    for (const page of pages) {
      const homePlan = await planOf(homeEntries(reader.id, page))
      assert.match(homePlan, /Index (Only )?Scan( Backward)? using posts_by_author on posts/)
      assert.doesNotMatch(homePlan, /Seq Scan on posts/)
      const publicPlan = await planOf(publicEntries(page))
      assert.match(publicPlan, /Index (Only )?Scan( Backward)? using (posts_public|posts_pkey) on posts/)
      assert.doesNotMatch(publicPlan, /Seq Scan|Sort/)
      const picturePlan = await planOf(publicEntries(page, true))
      assert.match(picturePlan, /Index Only Scan( Backward)? using media_by_post on media/)
      assert.match(picturePlan, /Index (Only )?Scan using (posts_public|posts_pkey) on posts/)
      assert.doesNotMatch(picturePlan, /Seq Scan|Sort|Hash/)
      const tagPlan = await planOf(hashtagEntries({ any: ['rare'], all: [], none: [] }, page))
      assert.match(tagPlan, /using post_tags_by_tag on post_tags/)
      assert.doesNotMatch(tagPlan, /Seq Scan on (posts|post_tags)/)
    }
  })
})
