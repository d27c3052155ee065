import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { check } from '../../src/cli/check.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

let world: World
let mara: Person
/** Follows Mara. */
let theo: Person
let noor: Person

before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  theo = await world.person('theo')
  noor = await world.person('noor')
  await theo.api('POST', `/api/v1/accounts/${mara.id}/follow`)
})
after(() => world.stop())

const post = (author: Person, body: object) => author.api('POST', '/api/v1/statuses', body)
async function publish(author: Person, body: object): Promise<Answer['body']> {
  const answer = await post(author, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const quote = (author: Person, of: { id: string }, more: object = {}) =>
  post(author, { status: 'look', quoted_status_id: of.id, ...more })
const read = async (viewer: Person | World, { id }: { id: string }): Promise<Answer['body']> =>
  (await viewer.api('GET', `/api/v1/statuses/${id}`)).body
const quotesOf = async (viewer: Person | World, { id }: { id: string }): Promise<string[]> =>
  (await viewer.api('GET', `/api/v1/statuses/${id}/quotes`)).body.map((each: { id: string }) => each.id)

describe('quoting', () => {
  test('shows the quoted post, counts, is listed, and tells its author once', async () => {
    const original = await publish(mara, { status: 'quotable' })
    const made = (await quote(theo, original, { status: 'as @mara says' })).body
    assert.equal(made.quote.state, 'accepted')
    assert.equal(made.quote.quoted_status.id, original.id)
    assert.equal((await read(world, made)).quote.quoted_status.content, '<p>quotable</p>')
    assert.equal((await read(noor, original)).quotes_count, 1)
    assert.deepEqual(await quotesOf(world, original), [made.id])
    await world.settle()
    const { body } = await mara.api('GET', '/api/v1/notifications')
    const about = body.filter((each: { status?: { id: string } }) => each.status?.id === made.id)
    assert.deepEqual(
      about.map((each: { type: string }) => each.type),
      ['quote'],
    )
  })

  test('a quote in a quote is named, not shown', async () => {
    const first = await publish(mara, { status: 'first' })
    const second = (await quote(theo, first)).body
    const third = (await quote(noor, second)).body
    assert.equal(third.quote.quoted_status.id, second.id)
    assert.deepEqual(third.quote.quoted_status.quote, { state: 'accepted', quoted_status_id: first.id })
    const boost = (await mara.api('POST', `/api/v1/statuses/${third.id}/reblog`)).body
    assert.equal(boost.reblog.quote.quoted_status.id, second.id)
  })

  test('the author decides who may', async () => {
    const cases = [
      { policy: 'public', automatic: ['public'], theo: true, noor: true },
      { policy: 'followers', automatic: ['followers'], theo: true, noor: false },
      { policy: 'nobody', automatic: [], theo: false, noor: false },
    ]
    for (const { policy, automatic, ...allowed } of cases) {
      const original = await publish(mara, { status: policy, quote_approval_policy: policy })
      for (const person of [theo, noor]) {
        const may = allowed[person.name as keyof typeof allowed]
        const shown = (await read(person, original)).quote_approval
        assert.deepEqual(shown, { automatic, manual: [], current_user: may ? 'automatic' : 'denied' })
        assert.equal((await quote(person, original)).status, may ? 200 : 404, `${policy} ${person.name}`)
      }
      assert.equal((await read(world, original)).quote_approval.current_user, 'denied')
      assert.equal((await quote(mara, original)).status, 200, 'the author always may')
    }
  })

  test('the default is a preference, and each post can be changed later', async () => {
    await noor.api('PATCH', '/api/v1/accounts/update_credentials', { source: { quote_policy: 'nobody' } })
    const own = (await noor.api('GET', '/api/v1/accounts/verify_credentials')).body
    assert.equal(own.source.quote_policy, 'nobody')
    assert.equal((await noor.api('GET', '/api/v1/preferences')).body['posting:default:quote_policy'], 'nobody')
    const original = await publish(noor, { status: 'not for quoting' })
    assert.equal((await quote(theo, original)).status, 404)
    const path = `/api/v1/statuses/${original.id}/interaction_policy`
    assert.equal((await theo.api('PUT', path, { quote_approval_policy: 'public' })).status, 404)
    const opened = await noor.api('PUT', path, { quote_approval_policy: 'public' })
    assert.deepEqual(opened.body.quote_approval.automatic, ['public'])
    assert.equal(opened.body.edited_at, null)
    assert.equal((await quote(theo, original)).status, 200)
  })

  test('messages are not quoted; posts for followers by their author, for followers', async () => {
    const message = await publish(mara, { status: 'psst @theo', visibility: 'direct' })
    for (const person of [mara, theo]) assert.equal((await quote(person, message)).status, 404)
    const closed = await publish(mara, { status: 'among us', visibility: 'private', quote_approval_policy: 'public' })
    assert.deepEqual(closed.quote_approval.automatic, [])
    assert.equal((await quote(theo, closed)).status, 404)
    const own = (await quote(mara, closed, { visibility: 'public' })).body
    assert.equal(own.visibility, 'private')
    assert.equal((await quote(noor, closed)).body.error, 'The post you are trying to quote does not appear to exist')
  })

  test('who may not read the quoted post is told so and shown nothing of it', async () => {
    const original = await publish(mara, { status: 'sensitive words' })
    const made = (await quote(theo, original)).body
    await mara.api('POST', `/api/v1/accounts/${noor.id}/block`)
    const blocked = await noor.api('GET', `/api/v1/statuses/${made.id}`)
    assert.deepEqual(blocked.body.quote, { state: 'unauthorized', quoted_status: null })
    assert.ok(!blocked.text.includes('sensitive words'))
    await mara.api('POST', `/api/v1/accounts/${noor.id}/unblock`)
    await noor.api('POST', `/api/v1/accounts/${mara.id}/mute`)
    assert.equal((await read(noor, made)).quote.state, 'muted_account')
    await noor.api('POST', `/api/v1/accounts/${theo.id}/follow`)
    const home = (await noor.api('GET', '/api/v1/timelines/home')).text
    assert.ok(!home.includes(`"id":"${made.id}"`), 'the home channel brings no quotes of people I mute')
    await noor.api('POST', `/api/v1/accounts/${mara.id}/unmute`)
    assert.equal((await read(noor, made)).quote.state, 'accepted')
  })

  test('consent taken back: gone everywhere at once, for everybody', async () => {
    const original = await publish(mara, { status: 'words I take back' })
    const made = (await quote(theo, original)).body
    const around = (await quote(noor, made)).body
    const path = `/api/v1/statuses/${original.id}/quotes/${made.id}/revoke`
    assert.equal((await noor.api('POST', path)).status, 403)
    assert.equal((await theo.api('POST', path)).status, 403)
    const revoked = await mara.api('POST', path)
    assert.deepEqual([revoked.status, revoked.body.id], [200, made.id])
    for (const viewer of [world, mara, theo, noor]) {
      assert.deepEqual((await read(viewer, made)).quote, { state: 'revoked', quoted_status: null })
      const nested = (await read(viewer, around)).quote.quoted_status.quote
      assert.deepEqual(nested, { state: 'revoked', quoted_status_id: null })
    }
    assert.equal((await read(mara, original)).quotes_count, 0)
    assert.deepEqual(await quotesOf(mara, original), [])
    assert.equal((await mara.api('POST', path)).status, 200, 'twice is once')
    assert.equal((await read(mara, original)).quotes_count, 0)
    const elsewhere = `/api/v1/statuses/${around.id}/quotes/${made.id}/revoke`
    assert.equal((await mara.api('POST', elsewhere)).status, 404)
  })

  test('deleting either: the state says so, and the counts are right', async () => {
    const original = await publish(mara, { status: 'short-lived' })
    const [one, two] = [(await quote(theo, original)).body, (await quote(noor, original)).body]
    await theo.api('DELETE', `/api/v1/statuses/${one.id}`)
    assert.equal((await read(mara, original)).quotes_count, 1)
    await mara.api('DELETE', `/api/v1/statuses/${original.id}`)
    assert.deepEqual((await read(noor, two)).quote, { state: 'deleted', quoted_status: null })
    await world.settle()
    assert.deepEqual((await read(noor, two)).quote, { state: 'deleted', quoted_status: null })
    assert.ok(await check(world.ctx, { repair: false }, () => {}))
  })
})
