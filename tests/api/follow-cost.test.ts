import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { dayMs, hourMs } from '../../src/platform/clock.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

let made = 0
const someone = (name: string) => world.person(`${name}${++made}`)
async function publish(author: Person, status: string, more: object = {}): Promise<{ id: string }> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, ...more })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const toward = (person: Person, other: Person, act: string, body?: object) =>
  person.api('POST', `/api/v1/accounts/${other.id}/${act}`, body)
async function volume(me: Person, other: { id: number }): Promise<Answer['body']> {
  const answer = await me.api('GET', `/api/twoway/v1/people/${other.id}/volume`)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.headers.get('cache-control'), 'private, no-store')
  return answer.body
}
const postsOf = async (me: Person, other: Person) => (await volume(me, other)).theirs?.posts

describe('what a follow would bring', () => {
  test('somebody who came this week is too new to tell', async () => {
    const [mara, theo] = [await someone('mara'), await someone('theo')]
    await publish(theo, 'hello')
    const found = await volume(mara, theo)
    assert.deepEqual([found.theirs, found.channel], [null, null])
    assert.equal(found.sentence, 'Too new to tell how much would come.')
  })

  test('is what would reach my channel in four weeks, beside what is in it', async () => {
    const [mara, theo, noor] = [await someone('mara'), await someone('theo'), await someone('noor')]
    await toward(mara, noor, 'follow')
    await publish(theo, 'long ago')
    world.clock.advance(10 * dayMs)
    for (let day = 0; day < 28; day++) {
      for (const words of ['one', 'two']) await publish(theo, `${words} on day ${day}`)
      await publish(noor, `noor on day ${day}`)
      world.clock.advance(dayMs)
    }
    // The first of these days is out of the window by now.
    world.clock.advance(-hourMs)
    const found = await volume(mara, theo)
    assert.deepEqual(found.theirs, { posts: 56, days: 28, per_day: 2 })
    assert.deepEqual(found.channel, { posts: 28, days: 28, per_day: 1 })
    assert.equal(found.sentence, 'About 2 posts a day; your channel has 1.')

    await toward(mara, theo, 'follow')
    assert.deepEqual((await volume(mara, theo)).theirs, found.theirs)
    assert.equal((await volume(mara, theo)).channel.posts, 84)
  })

  test('counts answers only where I follow who is answered, and is the same whatever my dials', async () => {
    const [mara, theo, noor] = [await someone('mara'), await someone('theo'), await someone('noor')]
    world.clock.advance(8 * dayMs)
    const question = await publish(noor, 'a question')
    await publish(theo, 'an answer', { in_reply_to_id: question.id })
    await theo.api('POST', `/api/v1/statuses/${question.id}/reblog`)
    await publish(theo, 'on my own')
    assert.equal(await postsOf(mara, theo), 2)
    await toward(mara, noor, 'follow')
    assert.equal(await postsOf(mara, theo), 3)
    await toward(mara, theo, 'follow', { reblogs: false })
    const { theirs, channel } = await volume(mara, theo)
    assert.deepEqual([theirs.posts, channel?.posts ?? null], [3, null])
  })

  test('what I may not read is not counted', async () => {
    const [mara, theo, noor] = [await someone('mara'), await someone('theo'), await someone('noor')]
    world.clock.advance(8 * dayMs)
    await publish(theo, 'for all')
    const before = await volume(mara, theo)
    await publish(theo, 'for followers', { visibility: 'private' })
    await publish(theo, `@${noor.name} between us`, { visibility: 'direct' })
    assert.deepEqual(await volume(mara, theo), before)
    await toward(mara, theo, 'follow')
    assert.equal(await postsOf(mara, theo), 2)
    await toward(theo, mara, 'block')
    assert.equal(await postsOf(mara, theo), 0)
  })

  test('is not told of oneself, of nobody, or to nobody', async () => {
    const mara = await someone('mara')
    const path = (id: number) => `/api/twoway/v1/people/${id}/volume`
    assert.equal((await mara.api('GET', path(mara.id))).status, 422)
    assert.equal((await mara.api('GET', path(1))).status, 404)
    assert.equal((await world.api('GET', path(mara.id))).status, 401)
  })
})
