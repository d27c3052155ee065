import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
/** Followed by Mara. */
let theo: Person
/** Follows Mara. */
let noor: Person
let olga: Person

before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  noor = await world.person('noor')
  olga = await world.person('olga')
  await mara.api('POST', `/api/v1/accounts/${theo.id}/follow`)
  await noor.api('POST', `/api/v1/accounts/${mara.id}/follow`)
})
after(() => world.stop())

const post = (author: Person, body: object) => author.api('POST', '/api/v1/statuses', body)
async function publish(author: Person, body: object): Promise<Answer['body']> {
  const answer = await post(author, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const reply = (author: Person, to: { id: string }, more: object = {}) =>
  post(author, { status: 'a reply', in_reply_to_id: to.id, ...more })
const seen = async (viewer: Person | World, { id }: { id: string }) =>
  (await viewer.api('GET', `/api/v1/statuses/${id}`)).body.twoway

describe('who may reply', () => {
  const cases = {
    everyone: { theo: true, noor: true, olga: true },
    followed: { theo: true, noor: false, olga: true },
    mentioned: { theo: false, noor: false, olga: true },
    nobody: { theo: false, noor: false, olga: false },
  }
  for (const [policy, allowed] of Object.entries(cases))
    test(`${policy}: what the post says about the viewer is what happens`, async () => {
      const root = await publish(mara, { status: 'to @olga', reply_policy: policy })
      assert.deepEqual(root.twoway, { reply_policy: policy, may_reply: true })
      for (const person of [theo, noor, olga]) {
        const may = allowed[person.name as keyof typeof allowed]
        assert.deepEqual(await seen(person, root), { reply_policy: policy, may_reply: may }, person.name)
        const answer = await reply(person, root)
        assert.equal(answer.status, may ? 200 : 403, person.name)
        if (!may) assert.match(answer.body.error, /limited who may reply/)
      }
      assert.equal((await seen(world, root)).may_reply, false)
      assert.equal((await reply(mara, root)).status, 200, 'the author always may')
    })

  test('the policy of the first post holds in the whole thread, that of a reply below it', async () => {
    const root = await publish(mara, { status: 'for people I follow', reply_policy: 'followed' })
    const answer = (await reply(theo, root)).body
    assert.equal(answer.twoway.reply_policy, 'everyone')
    assert.equal((await seen(noor, answer)).may_reply, false)
    assert.equal((await reply(noor, answer)).status, 403)
    assert.equal((await reply(mara, answer)).status, 200)
    const closed = (await reply(theo, root, { reply_policy: 'nobody' })).body
    assert.equal((await reply(mara, closed)).status, 403)
    assert.equal((await reply(theo, closed)).status, 200)
    await mara.api('DELETE', `/api/v1/statuses/${root.id}`)
    assert.equal((await reply(noor, answer)).status, 200, 'a deleted post rules nobody')
  })

  test('it is settable later, by the author alone, and is no edit', async () => {
    const root = await publish(mara, { status: 'open at first' })
    const path = `/api/twoway/v1/statuses/${root.id}/reply_policy`
    assert.equal((await theo.api('PUT', path, { reply_policy: 'nobody' })).status, 404)
    assert.equal((await mara.api('PUT', path, { reply_policy: 'friends' })).status, 422)
    const closed = await mara.api('PUT', path, { reply_policy: 'nobody' })
    assert.deepEqual(closed.body.twoway, { reply_policy: 'nobody', may_reply: true })
    assert.equal(closed.body.edited_at, null)
    assert.equal((await reply(theo, root)).status, 403)
    const opened = await mara.api('PUT', `/api/v1/statuses/${root.id}`, { reply_policy: 'everyone' })
    assert.deepEqual([opened.body.twoway.reply_policy, opened.body.edited_at], ['everyone', null])
    assert.match(opened.body.content, /open at first/)
    assert.equal((await reply(theo, root)).status, 200)
  })

  test('a boost leads to the post and its policy', async () => {
    const root = await publish(mara, { status: 'closed', reply_policy: 'nobody' })
    const boost = (await theo.api('POST', `/api/v1/statuses/${root.id}/reblog`)).body
    assert.deepEqual(boost.twoway, { reply_policy: 'nobody', may_reply: false })
    assert.equal((await reply(theo, boost)).status, 403)
  })

  test('an unknown policy is refused', async () => {
    assert.equal((await post(mara, { status: 'x', reply_policy: 'friends' })).status, 422)
  })
})
