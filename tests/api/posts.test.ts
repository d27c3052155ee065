import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { isFailure } from '../../src/platform/failure.ts'
import type { PostId } from '../../src/platform/ids.ts'
import { loadPosts } from '../../src/posts/hydrate.ts'
import { presentPosts, viewerDependentFields } from '../../src/posts/present.ts'
import { createPost } from '../../src/posts/publish.ts'
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

async function publish(author: Person, body: string | Record<string, unknown>): Promise<Answer['body']> {
  const answer = await author.api('POST', '/api/v1/statuses', typeof body === 'string' ? { status: body } : body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const on = (person: Person | World, post: { id: string }, verb: string, body?: unknown) =>
  person.api('POST', `/api/v1/statuses/${post.id}/${verb}`, body)
const get = (person: Person | World, post: { id: string }, rest = '') =>
  person.api('GET', `/api/v1/statuses/${post.id}${rest}`)
const idsOf = (answer: Answer): string[] => answer.body.map((each: { id: string }) => each.id)
const postsCount = async (person: Person) =>
  (await world.api('GET', `/api/v1/accounts/${person.id}`)).body.statuses_count

describe('publishing', () => {
  test('a real client gets Mastodon’s entity back', async () => {
    const post = await mara.client.v1.statuses.create({
      status: 'Hello @theo, see https://example.org/path #FirstPost <b>',
      spoilerText: 'greeting',
      language: 'en',
    })
    assert.equal(post.account.username, 'mara')
    assert.equal(post.visibility, 'public')
    assert.equal(post.spoilerText, 'greeting')
    assert.equal(post.sensitive, true, 'a warning covers the post')
    assert.equal(post.language, 'en')
    assert.equal(post.url, `${world.url}/@mara/${post.id}`)
    assert.equal(post.uri, `${world.url}/users/${mara.id}/statuses/${post.id}`)
    assert.match(post.content, /^<p>Hello .*&lt;b&gt;<\/p>$/s)
    assert.deepEqual(
      post.mentions.map(({ id, username, acct, url }) => ({ id, username, acct, url })),
      [{ id: String(theo.id), username: 'theo', acct: 'theo', url: `${world.url}/@theo` }],
    )
    assert.deepEqual(
      post.tags.map(({ name, url }) => ({ name, url })),
      [{ name: 'FirstPost', url: `${world.url}/tags/firstpost` }],
    )
    assert.equal(post.application.name, 'world')
    assert.deepEqual(
      [post.favourited, post.reblogged, post.bookmarked, post.muted, post.pinned],
      [false, false, false, false, false],
    )
  })

  test('the entity has every documented field', async () => {
    const post = await publish(mara, 'every field')
    const documented =
      'id created_at in_reply_to_id in_reply_to_account_id sensitive spoiler_text visibility language uri url ' +
      'replies_count reblogs_count favourites_count quotes_count edited_at content reblog application account ' +
      'media_attachments mentions tags emojis card poll quote quote_approval favourited reblogged muted bookmarked pinned filtered twoway'
    assert.deepEqual(Object.keys(post).toSorted(), documented.split(' ').toSorted())
    const seenByVisitor = (await get(world, post)).body
    for (const field of ['favourited', 'reblogged', 'muted', 'bookmarked', 'pinned', 'filtered'])
      assert.ok(!(field in seenByVisitor), field)
  })

  test('what depends on the viewer is in the list, and nothing else', async () => {
    const post = await publish(mara, { status: 'seen by many', visibility: 'unlisted' })
    await on(theo, post, 'favourite')
    await on(theo, post, 'bookmark')
    await on(theo, post, 'mute')
    const boost = (await on(theo, post, 'reblog')).body
    const ids = [Number(post.id), Number(boost.id)] as PostId[]
    const views = []
    for (const viewer of [undefined, mara, theo, noor]) {
      const viewerId = viewer?.id
      const posts = await loadPosts(world.ctx, viewerId, ids)
      views.push(presentPosts(world.ctx, viewerId && { accountId: viewerId }, posts))
    }
    const isListed = new Set<string>(viewerDependentFields)
    const withoutListed = (value: object) =>
      JSON.stringify(value, (key, inner) => (isListed.has(key) ? undefined : inner))
    for (const view of views) assert.equal(withoutListed(view), withoutListed(views[0]!))
    assert.deepEqual(
      views.map(([shown]) => shown!.favourited),
      [undefined, false, true, false],
    )
    assert.equal(views[2]![1]!.reblog!.reblogged, true)
    assert.equal(views[1]![1]!.reblog!.reblogged, false)
  })

  test('preferences fill in what is left out', async () => {
    const olga = await world.person('olga')
    await world.ctx.db
      .updateTable('users')
      .set({ default_visibility: 'private', default_sensitive: true, default_language: 'nl' })
      .where('account_id', '=', olga.id)
      .execute()
    const post = await publish(olga, 'by preference')
    assert.deepEqual([post.visibility, post.sensitive, post.language], ['private', true, 'nl'])
    const chosen = await publish(olga, { status: 'by choice', visibility: 'public', sensitive: false, language: 'fr' })
    assert.deepEqual([chosen.visibility, chosen.sensitive, chosen.language], ['public', false, 'fr'])
  })

  test('a warning about nothing is the post', async () => {
    const post = await publish(mara, { status: '', spoiler_text: 'only this' })
    assert.deepEqual([post.content, post.spoiler_text, post.sensitive], ['<p>only this</p>', '', false])
  })

  test('null and empty fields mean that they were left out', async () => {
    const post = await publish(mara, {
      status: 'nothing else',
      in_reply_to_id: null,
      spoiler_text: null,
      sensitive: null,
      visibility: '',
      language: null,
      media_ids: [],
      poll: null,
      scheduled_at: null,
    })
    assert.equal(post.visibility, 'public')
  })

  const wrong: [name: string, body: Record<string, unknown>, sentence: RegExp][] = [
    ['no text', {}, /^Validation failed: Text can't be blank$/],
    ['blank text', { status: ' \n\t ' }, /^Validation failed: Text can't be blank$/],
    ['501 characters', { status: 'x'.repeat(501) }, /^Validation failed: Text character limit of 500 exceeded$/],
    ['too long with the warning', { status: 'x'.repeat(400), spoiler_text: 'y'.repeat(101) }, /limit of 500 exceeded$/],
    ['few characters of very many bytes', { status: `a${'\u0301'.repeat(40_000)}` }, /limit of 500 exceeded$/],
    ['text that is no text', { status: { a: 1 } }, /^Validation failed: status: must be text$/],
    [
      'an unknown visibility',
      { status: 'x', visibility: 'secret' },
      /visibility: must be public, unlisted, private or direct$/,
    ],
    ['an unknown language', { status: 'x', language: 'e'.repeat(99) }, /language: must be a language code such as en$/],
    ['media that is not there', { status: 'x', media_ids: ['1'] }, /Media 1 not found/],
    ['a hasty poll', { status: 'x', poll: { options: ['a', 'b'], expires_in: 60 } }, /too soon/],
    ['an escape character', { status: 'a\u001bb' }, /control character U\+001B/],
  ]
  for (const [name, body, sentence] of wrong)
    test(`refused with a sentence, and nothing is stored: ${name}`, async () => {
      const before = await world.ctx.db
        .selectFrom('posts')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirst()
      const answer = await mara.api('POST', '/api/v1/statuses', body)
      assert.equal(answer.status, 422, answer.text)
      assert.match(answer.body.error, sentence)
      const then = await world.ctx.db
        .selectFrom('posts')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirst()
      assert.deepEqual(then, before)
    })

  test('500 characters fit, a link counting 23 and a mention without its domain', async () => {
    const link = `https://example.org/${'p'.repeat(200)}`
    const post = await publish(mara, `${link} ${'x'.repeat(476)}`)
    assert.equal((await get(mara, post, '/source')).body.text.length, 220 + 1 + 476)
  })

  test('only people here are mentioned, also by their whole address', async () => {
    const ctx = { ...world.ctx, domain: 'social.example' }
    const text = '@THEO @noor@Social.Example @nobody @theo@elsewhere.example'
    const draft = {
      text,
      spoilerText: '',
      sensitive: undefined,
      visibility: undefined,
      language: undefined,
      inReplyToId: undefined,
    }
    const published = await createPost(ctx, { accountId: mara.id, clientId: undefined }, draft)
    assert.ok(!isFailure(published))
    const post = (await get(world, { id: String(published.id) })).body
    assert.deepEqual(post.mentions.map((each: { acct: string }) => each.acct).toSorted(), ['noor', 'theo'])
    assert.match(post.content, /@nobody @theo@elsewhere\.example<\/p>$/)
  })

  test('the source is the text as it was typed', async () => {
    const post = await publish(mara, { status: 'one\ntwo  three', spoiler_text: 'w' })
    const source = await mara.client.v1.statuses.$select(post.id).source.fetch()
    assert.deepEqual(source, { id: post.id, text: 'one\ntwo  three', spoilerText: 'w' })
  })
})

describe('an idempotency key', () => {
  const send = (person: Person, status: string, key: string) =>
    person.api('POST', '/api/v1/statuses', { status }, { 'idempotency-key': key })

  test('gives the same post again, for one person, for a day', async () => {
    const first = await send(mara, 'once', 'key-1')
    const again = await send(mara, 'once', 'key-1')
    assert.equal(again.body.id, first.body.id)
    const byAnother = await send(theo, 'once', 'key-1')
    assert.notEqual(byAnother.body.id, first.body.id)
    await world.ctx.db
      .updateTable('idempotency_keys')
      .set({ created_at: new Date(world.clock.now().getTime() - 25 * 3_600_000) })
      .execute()
    const later = await send(mara, 'once', 'key-1')
    assert.notEqual(later.body.id, first.body.id)
    const keys = await world.ctx.db.selectFrom('idempotency_keys').select('account_id').execute()
    assert.deepEqual(keys, [{ account_id: mara.id }], 'old keys are gone')
  })

  test('holds when the requests arrive together', async () => {
    const countBefore = await postsCount(noor)
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => send(noor, 'together', `key-${'x'.repeat(3_000)}`)),
    )
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200])
    assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1)
    assert.equal(await postsCount(noor), countBefore + 1)
  })

  test('is free again when the post was refused', async () => {
    assert.equal((await send(mara, '', 'key-2')).status, 422)
    assert.equal((await send(mara, 'now with words', 'key-2')).status, 200)
  })
})

describe('who may see it', () => {
  test('what one may not see is answered exactly as what does not exist', async () => {
    const post = await publish(mara, { status: '@theo for you', visibility: 'direct' })
    const unknown = { id: '123456789' }
    const requests = (person: Person, target: { id: string }) =>
      Promise.all([
        get(person, target),
        get(person, target, '/context'),
        get(person, target, '/source'),
        get(person, target, '/favourited_by'),
        get(person, target, '/reblogged_by'),
        ...['favourite', 'unfavourite', 'reblog', 'unreblog', 'bookmark', 'unbookmark', 'mute', 'unmute'].map((verb) =>
          on(person, target, verb),
        ),
        person.api('DELETE', `/api/v1/statuses/${target.id}`),
        person.api('POST', '/api/v1/statuses', { status: 'an answer', in_reply_to_id: target.id }),
      ])
    const refused = await requests(noor, post)
    const missing = await requests(noor, unknown)
    for (const [index, answer] of refused.entries()) {
      assert.equal(answer.status, 404)
      assert.equal(answer.text, missing[index]!.text)
    }
    assert.equal((await get(theo, post)).status, 200)
    assert.equal((await get(world, post)).status, 404)
  })

  test('ids that are none are not found', async () => {
    for (const id of ['abc', '0x1', '-1', '99999999999999999999', '1;drop'])
      assert.equal((await get(mara, { id: encodeURIComponent(id) })).status, 404, id)
  })

  test('several at once: those that can be read, in the order asked for', async () => {
    const one = await publish(mara, 'one of several')
    const hidden = await publish(mara, { status: 'not for you', visibility: 'private' })
    const two = await publish(theo, 'another of several')
    const answer = await noor.api('GET', `/api/v1/statuses?id[]=${two.id}&id[]=${hidden.id}&id[]=${one.id}&id[]=5`)
    assert.deepEqual(idsOf(answer), [two.id, one.id])
    const tooMany = await noor.api('GET', `/api/v1/statuses?${'id[]=1&'.repeat(21)}`)
    assert.equal(tooMany.status, 422)
  })

  test('a mention opens nothing to somebody the author blocks, and names them all the same', async () => {
    const [ada, bob] = [await world.person('ada'), await world.person('bob')]
    await ada.api('POST', `/api/v1/accounts/${bob.id}/block`)
    const post = await publish(ada, { status: '@bob', visibility: 'direct' })
    assert.equal(post.mentions[0].acct, 'bob')
    assert.equal((await get(bob, post)).status, 404)
    const back = await publish(bob, { status: '@ada', visibility: 'direct' })
    assert.equal((await get(ada, back)).status, 404)
  })

  test('posts of suspended people are gone, and come back with them', async () => {
    const una = await world.person('una')
    const post = await publish(una, 'here today')
    const setSuspended = (suspended_at: Date | null) =>
      world.ctx.db.updateTable('accounts').set({ suspended_at }).where('id', '=', una.id).execute()
    await setSuspended(world.clock.now())
    assert.equal((await get(mara, post)).status, 404)
    assert.deepEqual((await mara.api('GET', `/api/v1/accounts/${una.id}/statuses`)).body, [])
    await setSuspended(null)
    assert.equal((await get(mara, post)).status, 200)
  })
})

describe('threads', () => {
  test('replies count on what they answer when anyone may find them', async () => {
    const root = await publish(mara, 'root')
    const open = await publish(theo, { status: 'open', in_reply_to_id: root.id })
    assert.deepEqual([open.in_reply_to_id, open.in_reply_to_account_id], [root.id, String(mara.id)])
    await publish(theo, { status: 'quiet', in_reply_to_id: root.id, visibility: 'unlisted' })
    await publish(theo, { status: 'hidden', in_reply_to_id: root.id, visibility: 'private' })
    assert.equal((await get(mara, root)).body.replies_count, 2)
    await theo.api('DELETE', `/api/v1/statuses/${open.id}`)
    assert.equal((await get(mara, root)).body.replies_count, 1)
  })

  test('a context holds what is above and below; a deleted post does not cut it', async () => {
    const one = await publish(mara, '1')
    const two = await publish(theo, { status: '2', in_reply_to_id: one.id })
    const three = await publish(mara, { status: '3', in_reply_to_id: two.id })
    const four = await publish(noor, { status: '4', in_reply_to_id: three.id })
    const own = await publish(mara, { status: '1b', in_reply_to_id: one.id })
    const context = await noor.client.v1.statuses.$select(three.id).context.fetch()
    assert.deepEqual(
      [context.ancestors.map(({ id }) => id), context.descendants.map(({ id }) => id)],
      [[one.id, two.id], [four.id]],
    )
    const whole = await noor.client.v1.statuses.$select(one.id).context.fetch()
    assert.deepEqual(
      whole.descendants.map(({ id }) => id),
      [own.id, two.id, three.id, four.id],
      'authors who go on talking come first',
    )
    await theo.api('DELETE', `/api/v1/statuses/${two.id}`)
    await world.settle()
    const cut = await noor.client.v1.statuses.$select(three.id).context.fetch()
    assert.deepEqual(
      cut.ancestors.map(({ id }) => id),
      [one.id],
    )
  })

  test('visitors get the nearest 40 above, and 60 below down to 20 steps', async () => {
    const chain = [await publish(mara, 'start')]
    for (let step = 1; step <= 45; step++)
      chain.push(await publish(mara, { status: `step ${step}`, in_reply_to_id: chain.at(-1).id }))
    const above = (await get(world, chain.at(-1), '/context')).body.ancestors
    assert.deepEqual(
      above.map((post: { id: string }) => post.id),
      chain.slice(5, 45).map(({ id }) => id),
    )
    assert.equal((await get(world, chain[0], '/context')).body.descendants.length, 20)
    assert.equal((await get(theo, chain.at(-1), '/context')).body.ancestors.length, 45)
    assert.equal((await get(theo, chain[0], '/context')).body.descendants.length, 45)
  })

  test('an answer to a boost answers what was boosted', async () => {
    const post = await publish(mara, 'boost me')
    const boost = (await on(theo, post, 'reblog')).body
    const reply = await publish(noor, { status: 'nice', in_reply_to_id: boost.id })
    assert.deepEqual([reply.in_reply_to_id, reply.in_reply_to_account_id], [post.id, String(mara.id)])
  })

  test('one whole thread can be muted and heard again', async () => {
    const root = await publish(mara, 'noisy')
    const reply = await publish(theo, { status: 'noise', in_reply_to_id: root.id })
    assert.equal((await on(noor, reply, 'mute')).body.muted, true)
    assert.equal((await get(noor, root)).body.muted, true)
    assert.equal((await on(noor, root, 'unmute')).body.muted, false)
    assert.equal((await get(noor, reply)).body.muted, false)
  })
})

describe('deleting', () => {
  test('answers with the text, and the post is gone at once from everywhere', async () => {
    const author = await world.person('pia')
    const post = await publish(author, { status: 'to be gone #gone', spoiler_text: 'soon' })
    const boost = (await on(theo, post, 'reblog')).body
    await on(theo, post, 'favourite')
    await on(noor, post, 'bookmark')
    const boosterCount = await postsCount(theo)
    const removed = await author.client.v1.statuses.$select(post.id).remove()
    assert.deepEqual(
      [removed.id, removed.text, removed.spoilerText, removed.content],
      [post.id, 'to be gone #gone', 'soon', undefined],
    )
    for (const id of [post.id, boost.id]) assert.equal((await get(theo, { id })).status, 404)
    assert.deepEqual((await noor.api('GET', '/api/v1/bookmarks')).body, [])
    assert.deepEqual((await world.api('GET', '/api/v1/timelines/tag/gone')).body, [])
    assert.equal(await postsCount(author), 0)

    await world.settle()
    assert.equal(await postsCount(theo), boosterCount - 1, 'the boost counts no longer')
    const row = await world.ctx.db
      .selectFrom('posts')
      .selectAll()
      .where('id', '=', Number(post.id) as PostId)
      .executeTakeFirstOrThrow()
    assert.deepEqual([row.text, row.html, row.spoiler_text], ['', '', ''])
    for (const table of ['favourites', 'bookmarks', 'boosts', 'post_tags', 'mentions', 'post_stats'] as const) {
      const left = await world.ctx.db.selectFrom(table).selectAll().where('post_id', '=', row.id).execute()
      assert.deepEqual(left, [], table)
    }
  })

  test('only one’s own, and only once', async () => {
    const post = await publish(mara, 'mine')
    assert.equal((await theo.api('DELETE', `/api/v1/statuses/${post.id}`)).status, 404)
    const count = await postsCount(mara)
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => mara.api('DELETE', `/api/v1/statuses/${post.id}`)),
    )
    assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, 404, 404, 404, 404, 404])
    assert.equal(await postsCount(mara), count - 1)
  })

  test('messages do not show in what is told of their author', async () => {
    const wren = await world.person('wren')
    const told = async () => (await world.api('GET', `/api/v1/accounts/${wren.id}`)).body
    const before = await told()
    const post = await publish(wren, { status: '@theo', visibility: 'direct' })
    assert.deepEqual(await told(), before)
    await wren.api('DELETE', `/api/v1/statuses/${post.id}`)
    assert.deepEqual(await told(), before)
  })
})

describe('favourites, boosts and bookmarks', () => {
  test('parallel and repeated ones count once', async () => {
    const post = await publish(mara, 'liked by all')
    const all = [mara, theo, noor]
    await Promise.all(
      all.flatMap((person) =>
        Array.from({ length: 5 }, () => Promise.all([on(person, post, 'favourite'), on(person, post, 'reblog')])),
      ),
    )
    const { favourites_count, reblogs_count } = (await get(mara, post)).body
    assert.deepEqual([favourites_count, reblogs_count], [3, 3])
    await Promise.all(
      all.flatMap((person) =>
        Array.from({ length: 5 }, () => Promise.all([on(person, post, 'unfavourite'), on(person, post, 'unreblog')])),
      ),
    )
    const after = (await get(mara, post)).body
    assert.deepEqual(
      [after.favourites_count, after.reblogs_count, after.favourited, after.reblogged],
      [0, 0, false, false],
    )
  })

  test('favouriting and boosting back and forth in parallel leaves true counts', async () => {
    const posts = [await publish(mara, 'a'), await publish(mara, 'b')]
    const verbs = ['favourite', 'unfavourite', 'reblog', 'unreblog', 'bookmark', 'unbookmark']
    await Promise.all(
      Array.from({ length: 120 }, (_, index) =>
        on([mara, theo, noor][index % 3]!, posts[index % 2]!, verbs[(index * 7) % 6]!),
      ),
    )
    for (const post of posts) {
      const id = Number(post.id) as PostId
      const favourites = await world.ctx.db.selectFrom('favourites').select('id').where('post_id', '=', id).execute()
      const boosts = await world.ctx.db.selectFrom('boosts').select('boost_id').where('post_id', '=', id).execute()
      const standing = await world.ctx.db
        .selectFrom('posts')
        .select('id')
        .where('boost_of', '=', id)
        .where('deleted_at', 'is', null)
        .execute()
      const shown = (await get(mara, post)).body
      assert.deepEqual([shown.favourites_count, shown.reblogs_count], [favourites.length, boosts.length])
      assert.deepEqual(boosts.map((row) => row.boost_id).toSorted(), standing.map((row) => row.id).toSorted())
    }
  })

  test('boosting answers with the boost, which holds the post; a boost of a boost is one of the post', async () => {
    const post = await publish(mara, 'pass it on')
    const boost = await theo.client.v1.statuses.$select(post.id).reblog()
    assert.notEqual(boost.id, post.id)
    assert.deepEqual([boost.account.username, boost.reblog?.id, boost.reblog?.reblogged], ['theo', post.id, true])
    assert.equal(boost.reblog?.reblogsCount, 1)
    const second = (await on(noor, { id: boost.id }, 'reblog')).body
    assert.equal(second.reblog.id, post.id)
    const undone = await theo.client.v1.statuses.$select(post.id).unreblog()
    assert.deepEqual([undone.id, undone.reblogged, undone.reblogsCount], [post.id, false, 1])
    assert.equal((await get(noor, { id: boost.id })).status, 404)
  })

  test('private posts are boosted by their author only, and stay private', async () => {
    await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`)
    const post = await publish(mara, { status: 'among us', visibility: 'private' })
    const refused = await on(theo, post, 'reblog')
    assert.deepEqual([refused.status, refused.body.error], [403, 'This action is not allowed'])
    const boost = (await on(mara, post, 'reblog', { visibility: 'public' })).body
    assert.equal(boost.visibility, 'private')
    assert.equal((await get(noor, { id: boost.id })).status, 404)
    assert.equal((await get(theo, { id: boost.id })).status, 200)
    assert.equal((await on(theo, post, 'reblog', { visibility: 'direct' })).status, 422)
  })

  test('a private boost of a public post does not count in the open', async () => {
    const post = await publish(mara, 'quietly passed on')
    await on(theo, post, 'reblog', { visibility: 'private' })
    assert.equal((await get(noor, post)).body.reblogs_count, 0)
    assert.deepEqual((await get(noor, post, '/reblogged_by')).body, [])
    await on(theo, post, 'unreblog')
    assert.equal((await get(noor, post)).body.reblogs_count, 0)
  })

  test('nobody favourites across a block', async () => {
    const [ivo, jan] = [await world.person('ivo'), await world.person('jan')]
    const post = await publish(ivo, 'from ivo')
    const answer = await publish(jan, 'from jan')
    await ivo.api('POST', `/api/v1/accounts/${jan.id}/block`)
    assert.equal((await on(jan, post, 'favourite')).status, 404)
    assert.equal((await on(ivo, answer, 'favourite')).status, 403)
    assert.equal((await on(ivo, answer, 'reblog')).status, 403)
  })

  test('favourites and bookmarks are listed by when they were made, page by page', async () => {
    const rita = await world.person('rita')
    const posts: { id: string }[] = []
    for (let index = 0; index < 7; index++) posts.push(await publish(mara, `keep ${index}`))
    const order = [3, 0, 6, 1, 5, 2, 4].map((index) => posts[index]!)
    for (const post of order) {
      await on(rita, post, 'bookmark')
      await on(rita, post, 'favourite')
    }
    const expected = order.map(({ id }) => id).toReversed()
    for (const list of [rita.client.v1.bookmarks.list({ limit: 3 }), rita.client.v1.favourites.list({ limit: 3 })]) {
      const pages = []
      for await (const page of list) pages.push(page.map(({ id }) => id))
      assert.deepEqual(pages.flat(), expected)
      assert.deepEqual(pages[0]!.length, 3)
    }
    await on(rita, order[0]!, 'unbookmark')
    assert.deepEqual(idsOf(await rita.api('GET', '/api/v1/bookmarks')), expected.slice(0, -1))
  })

  test('who favourited and boosted, newest first, without those one does not want to see', async () => {
    const post = await publish(mara, 'popular')
    const people = []
    for (const name of ['fan1', 'fan2', 'fan3']) people.push(await world.person(name))
    for (const person of people) {
      await on(person, post, 'favourite')
      await on(person, post, 'reblog')
    }
    const expected = people.map(({ id }) => String(id)).toReversed()
    for (const list of ['/favourited_by', '/reblogged_by']) {
      assert.deepEqual(idsOf(await get(world, post, list)), expected)
      const first = await get(world, post, `${list}?limit=2`)
      assert.deepEqual(idsOf(first), expected.slice(0, 2))
      const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link')!)![1]!.slice(world.url.length)
      assert.deepEqual(idsOf(await world.api('GET', next)), expected.slice(2))
    }
    await mara.api('POST', `/api/v1/accounts/${people[1]!.id}/mute`)
    assert.deepEqual(idsOf(await get(mara, post, '/favourited_by')), [expected[0], expected[2]])
  })
})

describe('somebody’s posts', () => {
  test('can be narrowed', async () => {
    const quin = await world.person('quin')
    const plain = await publish(quin, 'plain #Topic')
    const own = await publish(quin, { status: 'and another thing', in_reply_to_id: plain.id })
    const root = await publish(mara, 'somebody else')
    const reply = await publish(quin, { status: 'reply', in_reply_to_id: root.id })
    const boost = (await on(quin, root, 'reblog')).body
    const list = async (query = '') => idsOf(await world.api('GET', `/api/v1/accounts/${quin.id}/statuses${query}`))
    assert.deepEqual(await list(), [boost.id, reply.id, own.id, plain.id])
    assert.deepEqual(await list('?exclude_replies=true'), [boost.id, own.id, plain.id])
    assert.deepEqual(await list('?exclude_reblogs=true'), [reply.id, own.id, plain.id])
    assert.deepEqual(await list('?tagged=topic'), [plain.id])
    assert.deepEqual(await list('?pinned=true'), [])
    assert.deepEqual(await list('?only_media=true'), [])
    assert.equal((await world.api('GET', '/api/v1/accounts/12345/statuses')).status, 404)
  })

  test('many hidden ones do not end a page early', async () => {
    const sam = await world.person('sam')
    const first = await publish(sam, 'first of all')
    for (let index = 0; index < 45; index++)
      await publish(sam, { status: `hidden ${index}`, visibility: index % 2 ? 'private' : 'direct' })
    const last = await publish(sam, 'last of all')
    assert.deepEqual(idsOf(await theo.api('GET', `/api/v1/accounts/${sam.id}/statuses?limit=2`)), [last.id, first.id])
  })
})
