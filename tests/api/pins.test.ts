import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
let theo: Person

before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
})
after(() => world.stop())

async function publish(author: Person, status: string, visibility = 'public'): Promise<Answer['body']> {
  const answer = await author.api('POST', '/api/v1/statuses', { status, visibility })
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const on = (person: Person, post: { id: string }, verb: string) =>
  person.api('POST', `/api/v1/statuses/${post.id}/${verb}`)
const pinnedBy = async (author: Person, viewer: Person | World): Promise<string[]> =>
  (await viewer.api('GET', `/api/v1/accounts/${author.id}/statuses?pinned=true`)).body.map(
    (post: { id: string }) => post.id,
  )

describe('pins', () => {
  test('stand on the profile, the newest pin first, and are marked for their author', async () => {
    const [first, second] = [await publish(mara, 'first'), await publish(mara, 'second', 'unlisted')]
    for (const post of [second, first, first]) {
      const answer = await on(mara, post, 'pin')
      assert.deepEqual([answer.status, answer.body.pinned], [200, true])
    }
    assert.deepEqual(await pinnedBy(mara, world), [first.id, second.id])
    const unpinned = await on(mara, first, 'unpin')
    assert.deepEqual([unpinned.status, unpinned.body.pinned], [200, false])
    assert.deepEqual(await pinnedBy(mara, theo), [second.id])
    assert.ok(!('pinned' in (await theo.api('GET', `/api/v1/statuses/${second.id}`)).body))
    await on(mara, second, 'unpin')
  })

  test('pinned posts for followers are shown to followers', async () => {
    const post = await publish(mara, 'among us', 'private')
    assert.equal((await on(mara, post, 'pin')).status, 200)
    assert.deepEqual(await pinnedBy(mara, theo), [])
    await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`)
    assert.deepEqual(await pinnedBy(mara, theo), [post.id])
    await mara.api('POST', `/api/v1/accounts/${theo.id}/block`)
    assert.deepEqual(await pinnedBy(mara, theo), [])
    await mara.api('POST', `/api/v1/accounts/${theo.id}/unblock`)
    await on(mara, post, 'unpin')
  })

  test('not of others, no boosts, no messages', async () => {
    const theirs = await publish(theo, 'theirs')
    const boost = (await on(mara, theirs, 'reblog')).body
    const message = await publish(mara, 'psst', 'direct')
    for (const post of [theirs, boost, message]) {
      const answer = await on(mara, post, 'pin')
      assert.equal(answer.status, 422)
      assert.match(answer.body.error, /cannot be pinned/)
    }
    assert.deepEqual(await pinnedBy(mara, mara), [])
  })

  test('five at most, also when they are pinned at once; a deleted one makes room', async () => {
    const posts = await Promise.all(Array.from({ length: 8 }, (_, index) => publish(mara, `post ${index}`)))
    const answers = await Promise.all(posts.map((post) => on(mara, post, 'pin')))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 200, 200, 200, 200, 422, 422, 422])
    assert.match(answers.find(({ status }) => status === 422)!.body.error, /maximum number/)
    const [one, ...others] = await pinnedBy(mara, world)
    await mara.api('DELETE', `/api/v1/statuses/${one}`)
    assert.deepEqual(await pinnedBy(mara, world), others)
    const more = posts.find(({ id }) => id !== one && !others.includes(id))
    assert.equal((await on(mara, more, 'pin')).status, 200)
    assert.deepEqual(await pinnedBy(mara, world), [more.id, ...others])
  })
})
