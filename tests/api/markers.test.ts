import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { deleteAccount } from '../../src/moderation/actions.ts'
import { createWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
})
after(() => world.stop())

describe('markers', () => {
  test('are kept and counted up, through a real client', async () => {
    const mara = await world.person('mara')
    assert.deepEqual((await mara.api('GET', '/api/v1/markers?timeline[]=home')).body, {})
    const saved = await mara.client.v1.markers.create({ home: { lastReadId: '103194548672408537' } })
    assert.deepEqual([saved.home.lastReadId, saved.home.version], ['103194548672408537', 1])
    assert.ok(!Number.isNaN(Date.parse(saved.home.updatedAt)))
    assert.equal((await mara.api('POST', '/api/v1/markers', { home: { last_read_id: 'x' } })).status, 422)
    const form = 'home[last_read_id]=5&notifications[last_read_id]=7'
    const both = await mara.api('POST', '/api/v1/markers', form, {
      'content-type': 'application/x-www-form-urlencoded',
    })
    assert.deepEqual([both.body.home.version, both.body.notifications.version], [2, 1])
    const read = await mara.api('GET', '/api/v1/markers?timeline[]=home&timeline[]=notifications&timeline[]=other')
    assert.deepEqual(read.body, both.body)
    assert.deepEqual(Object.keys((await mara.api('GET', '/api/v1/markers?timeline[]=home')).body), ['home'])
    assert.deepEqual((await mara.api('GET', '/api/v1/markers')).body, {})
  })

  test('one of two that write at once is told to try again', async () => {
    const theo = await world.person('theo')
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        theo.api('POST', '/api/v1/markers', { home: { last_read_id: String(index + 1) } }),
      ),
    )
    const accepted = answers.filter(({ status }) => status === 200)
    assert.ok(accepted.length > 0)
    for (const { status, body } of answers.filter((answer) => !accepted.includes(answer)))
      assert.deepEqual([status, body.error], [409, 'Conflict during update, please try again'])
    const { home } = (await theo.api('GET', '/api/v1/markers?timeline[]=home')).body
    assert.equal(home.version, accepted.length)
  })

  test('go with the account', async () => {
    const nina = await world.person('nina')
    await nina.api('POST', '/api/v1/markers', { home: { last_read_id: '1' } })
    await deleteAccount(world.ctx, { target: nina.id })
    await world.settle()
    assert.deepEqual(
      await world.ctx.db.selectFrom('markers').selectAll().where('account_id', '=', nina.id).execute(),
      [],
    )
  })
})

test('unread notifications are those after the marker, as far as they are shown', async () => {
  const [olga, paul] = [await world.person('olga'), await world.person('paul')]
  for (let index = 0; index < 3; index++) await paul.api('POST', '/api/v1/statuses', { status: `@olga ${index}` })
  await paul.api('POST', `/api/v1/accounts/${olga.id}/follow`)
  await world.settle()
  const count = async (query = '') =>
    (await olga.api('GET', `/api/v1/notifications/unread_count${query}`)).body.count as number
  assert.equal(await count(), 4)
  assert.equal(await count('?types[]=mention'), 3)
  assert.equal(await count('?exclude_types[]=mention'), 1)
  assert.equal(await count('?limit=2'), 2)
  const shown = (await olga.api('GET', '/api/v1/notifications')).body
  await olga.api('POST', '/api/v1/markers', { notifications: { last_read_id: shown[1].id } })
  assert.equal(await count(), 1)
  await olga.api('POST', `/api/v1/accounts/${paul.id}/block`)
  assert.equal(await count(), 0)
})
