import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
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
const edit = (author: Person, post: { id: string }, body: object) =>
  author.api('PUT', `/api/v1/statuses/${post.id}`, body)
const historyOf = async (viewer: Person | World, post: { id: string }) =>
  (await viewer.api('GET', `/api/v1/statuses/${post.id}/history`)).body
const told = async (person: Person, post: { id: string }): Promise<string[]> => {
  await world.settle()
  const { body } = await person.api('GET', '/api/v1/notifications')
  return body
    .filter((one: { status?: { id: string } }) => one.status?.id === post.id)
    .map((one: { type: string }) => one.type)
}

describe('editing', () => {
  test('a real client changes words, warning and language', async () => {
    const post = await mara.client.v1.statuses.create({ status: 'first #one', language: 'en', visibility: 'unlisted' })
    assert.equal(post.editedAt, null)
    const edited = await mara.client.v1.statuses
      .$select(post.id)
      .update({ status: 'second #two', spoilerText: 'careful', language: 'de' })
    assert.match(edited.content, /second/)
    assert.deepEqual(
      [edited.id, edited.spoilerText, edited.sensitive, edited.language, edited.visibility],
      [post.id, 'careful', true, 'de', 'unlisted'],
    )
    assert.deepEqual(
      edited.tags.map(({ name }) => name),
      ['two'],
    )
    assert.ok(edited.editedAt! >= post.createdAt)
    assert.equal(edited.createdAt, post.createdAt)
    const source = await mara.client.v1.statuses.$select(post.id).source.fetch()
    assert.deepEqual([source.text, source.spoilerText], ['second #two', 'careful'])
  })

  test('the history begins with the original and ends with what stands now', async () => {
    const post = await publish(mara, 'one')
    assert.equal((await historyOf(world, post)).length, 1)
    for (const status of ['two', 'three']) await edit(mara, post, { status })
    const history = await historyOf(world, post)
    assert.deepEqual(
      history.map((version: { content: string }) => version.content),
      ['<p>one</p>', '<p>two</p>', '<p>three</p>'],
    )
    assert.equal(history[0].created_at, post.created_at)
    const now = (await world.api('GET', `/api/v1/statuses/${post.id}`)).body
    assert.equal(history[2].created_at, now.edited_at)
    assert.deepEqual(
      Object.keys(history[0]).toSorted(),
      'account content created_at emojis media_attachments quote sensitive spoiler_text'.split(' '),
    )
  })

  test('what changes nothing is no edit', async () => {
    const post = await publish(mara, { status: 'same', spoiler_text: 'w', language: 'en' })
    const answer = await edit(mara, post, { status: ' same ', spoiler_text: 'w', sensitive: true, language: 'en' })
    assert.equal(answer.status, 200)
    assert.equal(answer.body.edited_at, null)
    assert.equal((await historyOf(mara, post)).length, 1)
    assert.equal((await edit(mara, post, { visibility: 'direct' })).body.visibility, 'public', 'visibility stays')
  })

  test('twenty edits at once are twenty versions, each once', async () => {
    const post = await publish(mara, 'start')
    const words = Array.from({ length: 20 }, (_, index) => `version ${index}`)
    const answers = await Promise.all(words.map((status) => edit(mara, post, { status })))
    assert.ok(answers.every(({ status }) => status === 200))
    const contents = (await historyOf(mara, post)).map((version: { content: string }) => version.content)
    assert.deepEqual(contents.toSorted(), ['start', ...words].map((text) => `<p>${text}</p>`).toSorted())
    const same = await Promise.all(words.map(() => edit(mara, post, { status: 'agreed' })))
    assert.ok(same.every(({ status }) => status === 200))
    assert.equal((await historyOf(mara, post)).length, 22)
  })

  test('only the author, only what is there, only what may be said', async () => {
    const post = await publish(mara, 'mine')
    const boost = (await mara.api('POST', `/api/v1/statuses/${post.id}/reblog`)).body
    assert.equal((await edit(theo, post, { status: 'theirs' })).status, 404)
    assert.equal((await edit(mara, boost, { status: 'words' })).status, 404)
    assert.equal((await edit(mara, post, { status: '' })).status, 422)
    assert.equal((await edit(mara, post, { status: 'x'.repeat(501) })).status, 422)
    const secret = await publish(mara, { status: 'secret', visibility: 'private' })
    assert.equal((await theo.api('GET', `/api/v1/statuses/${secret.id}/history`)).status, 404)
    assert.equal((await world.api('GET', `/api/v1/statuses/${secret.id}/history`)).status, 404)
    await mara.api('DELETE', `/api/v1/statuses/${post.id}`)
    assert.equal((await edit(mara, post, { status: 'again' })).status, 404)
    assert.equal((await mara.api('GET', `/api/v1/statuses/${post.id}/history`)).status, 404)
  })

  test('whoever is newly mentioned is told, once, and whoever boosted of the newest edit', async () => {
    const post = await publish(mara, 'hello @theo')
    await noor.api('POST', `/api/v1/statuses/${post.id}/reblog`)
    assert.deepEqual(await told(theo, post), ['mention'])
    await edit(mara, post, { status: 'hello @theo and @noor' })
    await edit(mara, post, { status: 'hello @noor and @theo!' })
    assert.deepEqual(await told(theo, post), ['mention'])
    assert.deepEqual((await told(noor, post)).toSorted(), ['mention', 'update'])
    const { body } = await noor.api('GET', '/api/v1/notifications?types[]=update')
    assert.equal(body.length, 1)
    assert.match(body[0].status.content, /noor.*theo/)
  })

  test('a mention that was taken out opens nothing and announces nothing', async () => {
    const post = await publish(mara, { status: 'psst @theo', visibility: 'direct' })
    assert.deepEqual(await told(theo, post), ['mention'])
    await edit(mara, post, { status: 'psst @noor' })
    assert.deepEqual(await told(theo, post), [])
    assert.equal((await theo.api('GET', `/api/v1/statuses/${post.id}`)).status, 404)
    assert.deepEqual(await told(noor, post), ['mention'])
  })

  test('pictures: added, described anew, put in another order, taken out; never together with a poll', async () => {
    const pixel = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
      .png()
      .toBuffer()
    const upload = async () => (await mara.client.v2.media.create({ file: new Blob([new Uint8Array(pixel)]) })).id
    const [one, two] = [await upload(), await upload()]
    const post = await publish(mara, { status: '', media_ids: [one] })
    const idsIn = (body: Answer['body']): string[] => body.media_attachments.map((each: { id: string }) => each.id)
    assert.deepEqual(idsIn((await edit(mara, post, { media_ids: [two, one] })).body), [two, one])
    assert.deepEqual(idsIn((await edit(mara, post, { status: 'words' })).body), [two, one], 'unless they are named')
    const described = await edit(mara, post, { media_attributes: [{ id: one, description: 'teal all over' }] })
    assert.equal(described.body.media_attachments[1].description, 'teal all over')
    const again = await edit(mara, post, { media_attributes: [{ id: one, description: 'teal all over' }] })
    assert.equal(again.body.edited_at, described.body.edited_at)
    assert.deepEqual(idsIn((await edit(mara, post, { media_ids: [one] })).body), [one])
    const counts = (await historyOf(mara, post)).map((version: Answer['body']) => idsIn(version).join())
    assert.deepEqual(counts, [one, one, one, one, one], 'what was taken out is in no version')
    assert.deepEqual(idsIn((await edit(mara, post, { media_ids: [] })).body), [])
    assert.equal((await edit(mara, post, { status: '' })).status, 422)
    assert.equal((await edit(theo, await publish(theo, 'x'), { media_ids: [two] })).status, 422, "somebody else's")
    const poll = await publish(mara, { status: 'which?', poll: { options: ['a', 'b'], expires_in: 3600 } })
    assert.match((await edit(mara, poll, { media_ids: [two] })).body.error, /poll/)
  })

  test('a poll: other options take the votes away, the same keep them, null takes the poll away', async () => {
    const options = ['tea', 'coffee']
    const post = await publish(mara, { status: 'which?', poll: { options, expires_in: 3600 } })
    const votes = async (poll: Answer['body']) => poll.options.map((option: Answer['body']) => option.votes_count)
    const vote = (choices: number[]) => theo.api('POST', `/api/v1/polls/${post.poll.id}/votes`, { choices })
    await vote([1])
    const longer = (await edit(mara, post, { poll: { options, expires_in: 7200 } })).body
    assert.deepEqual(await votes(longer.poll), [0, 1])
    assert.ok(longer.poll.expires_at > post.poll.expires_at)
    assert.equal(longer.edited_at, null, 'more time is no edit')
    assert.deepEqual(await votes((await edit(mara, post, { status: 'which one?' })).body.poll), [0, 1])

    const changed = (await edit(mara, post, { poll: { options: [...options, 'maté'], expires_in: 3600 } })).body
    assert.deepEqual(await votes(changed.poll), [0, 0, 0])
    assert.equal(changed.poll.voters_count, 0)
    const shown = (await theo.api('GET', `/api/v1/polls/${post.poll.id}`)).body
    assert.deepEqual([shown.voted, shown.own_votes], [false, []])
    assert.deepEqual(await votes((await vote([2])).body), [0, 0, 1])

    assert.equal((await edit(mara, post, { poll: { options: ['alone'], expires_in: 3600 } })).status, 422)
    const without = (await edit(mara, post, { poll: null })).body
    assert.equal(without.poll, null)
    assert.equal((await theo.api('GET', `/api/v1/polls/${post.poll.id}`)).status, 404)
    assert.deepEqual(
      (await historyOf(mara, post)).map(({ poll }: Answer['body']) =>
        poll?.options.map((one: Answer['body']) => one.title),
      ),
      [options, options, [...options, 'maté'], undefined],
    )
    const anew = (await edit(mara, post, { poll: { options, expires_in: 3600 } })).body
    assert.deepEqual(await votes(anew.poll), [0, 0])
    await world.settle()
    world.clock.advance(3_600_000)
    await world.settle()
    assert.deepEqual((await told(mara, post)).toSorted(), ['poll'])
  })

  test('whoever quotes a post is told of its newest edit, and its history says what it quotes', async () => {
    const original = await publish(mara, 'quotable')
    const quoting = await publish(theo, { status: 'look', quoted_status_id: original.id })
    await edit(mara, original, { status: 'quotable still' })
    await edit(mara, original, { status: 'quotable again' })
    assert.deepEqual(await told(theo, original), ['quoted_update'])
    await edit(theo, quoting, { status: 'look here' })
    const quoted = (await historyOf(noor, quoting)).map(({ quote }: Answer['body']) => quote.quoted_status.id)
    assert.deepEqual(quoted, [original.id, original.id])
    assert.equal((await historyOf(noor, original))[0].quote, null)
  })

  test('erasing a post erases what it said before', async () => {
    const post = await publish(mara, 'regretted')
    await edit(mara, post, { status: 'better' })
    await mara.api('DELETE', `/api/v1/statuses/${post.id}`)
    await world.settle()
    const left = await world.ctx.db
      .selectFrom('post_edits')
      .select('text')
      .where('post_id', '=', Number(post.id) as never)
      .execute()
    assert.deepEqual(left, [])
  })
})
