import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createWorld, roomyLimits, type World } from '../world.ts'

describe('rate limits', () => {
  let world: World
  before(async () => {
    world = await createWorld({
      limits: {
        ...roomyLimits,
        account: { points: 30, seconds: 300 },
        deletion: { points: 2, seconds: 1800 },
        people: { points: 2, seconds: 300 },
      },
    })
  })
  after(() => world.stop())

  test('each person has an allowance of their own, told in headers, and a moment of rest after it', async () => {
    const mara = await world.person('mara')
    const theo = await world.person('theo')
    const first = await mara.api('GET', '/api/v1/timelines/home')
    assert.equal(first.headers.get('x-ratelimit-limit'), '30')
    const remaining = Number(first.headers.get('x-ratelimit-remaining'))
    assert.ok(Date.parse(first.headers.get('x-ratelimit-reset')!) > world.clock.now().getTime())
    for (let count = remaining; count > 0; count--)
      assert.equal((await mara.api('GET', '/api/v1/timelines/home')).status, 200)
    const refused = await mara.api('GET', '/api/v1/timelines/home')
    assert.equal(refused.status, 429)
    assert.equal(refused.headers.get('x-ratelimit-remaining'), '0')
    assert.ok(Number(refused.headers.get('retry-after')) > 0)
    assert.match(refused.body.error, /try again/)
    assert.equal((await theo.api('GET', '/api/v1/timelines/home')).status, 200)
    assert.equal((await world.api('GET', '/api/v1/timelines/public')).status, 200)
  })

  test('so have questions about people, all of them together; ties with those one knows are no such question', async () => {
    const [olga, pavel] = [await world.person('olga'), await world.person('pavel')]
    const ask = async (path: string) => (await olga.api('GET', `/api/twoway/v1/${path}`)).status
    assert.equal(await ask(`people/${pavel.id}/two_way`), 200)
    assert.equal(await ask('audience'), 200)
    assert.equal(await ask(`people/${olga.id}/two_way`), 429)
    assert.equal(await ask(`ties/${pavel.id}`), 200)
    assert.equal(await ask('ties'), 200)
  })

  test('deleting has a tighter one', async () => {
    const nina = await world.person('nina')
    const posts = []
    for (let count = 0; count < 3; count++)
      posts.push((await nina.api('POST', '/api/v1/statuses', { status: `post ${count}` })).body.id)
    const statuses = []
    for (const id of posts) statuses.push((await nina.api('DELETE', `/api/v1/statuses/${id}`)).status)
    assert.deepEqual(statuses, [200, 200, 429])
    assert.equal((await nina.api('GET', `/api/v1/statuses/${posts[2]}`)).status, 200)
  })
})
