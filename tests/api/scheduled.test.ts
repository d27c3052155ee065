import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { check } from '../../src/cli/check.ts'
import { suspendAccount } from '../../src/moderation/actions.ts'
import { dayMs, hourMs, minuteMs } from '../../src/platform/clock.ts'
import { publishScheduled } from '../../src/posts/scheduled.ts'
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

const inMs = (ms: number) => new Date(world.clock.now().getTime() + ms).toISOString()
const schedule = (author: Person, ms: number, body: object = {}, headers?: Record<string, string>) =>
  author.api('POST', '/api/v1/statuses', { status: 'later', scheduled_at: inMs(ms), ...body }, headers)
async function scheduled(author: Person, ms: number, body: object = {}): Promise<Answer['body']> {
  const answer = await schedule(author, ms, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const path = (each?: { id: string }) => `/api/v1/scheduled_statuses${each ? `/${each.id}` : ''}`
const waiting = async (person: Person): Promise<string[]> =>
  (await person.api('GET', path())).body.map((each: { id: string }) => each.id)
const postsOf = async (person: Person): Promise<Answer['body'][]> =>
  (await world.api('GET', `/api/v1/accounts/${person.id}/statuses`)).body

describe('posts for later', () => {
  test('are published when it is time, exactly once, as they were written', async () => {
    const at = inMs(hourMs)
    const made = (
      await mara.api('POST', '/api/v1/statuses', {
        status: 'good morning #later',
        spoiler_text: 'dawn',
        language: 'en',
        visibility: 'unlisted',
        reply_policy: 'nobody',
        scheduled_at: at,
      })
    ).body
    assert.equal(made.scheduled_at, at)
    assert.equal(made.params.text, 'good morning #later')
    assert.equal(made.params.visibility, 'unlisted')
    assert.deepEqual(made.media_attachments, [])
    await world.settle()
    assert.deepEqual(await postsOf(mara), [])
    assert.deepEqual(await waiting(mara), [made.id])
    world.clock.advance(hourMs)
    await world.settle()
    const [post, ...others] = await postsOf(mara)
    assert.deepEqual(others, [])
    assert.deepEqual(
      [post.spoiler_text, post.visibility, post.language, post.twoway.reply_policy],
      ['dawn', 'unlisted', 'en', 'nobody'],
    )
    assert.ok(post.created_at >= at)
    assert.equal((await mara.api('GET', `/api/v1/statuses/${post.id}`)).body.application.name, 'world')
    assert.deepEqual(await waiting(mara), [])
    assert.equal((await mara.api('GET', path(made))).status, 404)
  })

  test('a job that runs many times, also at once, publishes one post', async () => {
    const olga = await world.person('olga')
    const made = await scheduled(olga, hourMs)
    world.clock.advance(hourMs)
    const again = () => publishScheduled(world.ctx, olga.id, Number(made.id))
    await Promise.all([again(), again(), again()])
    await again()
    await world.settle()
    assert.equal((await postsOf(olga)).length, 1)
  })

  test('can be moved and cancelled by their author alone', async () => {
    const made = await scheduled(theo, hourMs)
    assert.equal((await mara.api('GET', path(made))).status, 404)
    assert.equal((await mara.api('PUT', path(made), { scheduled_at: inMs(dayMs) })).status, 404)
    assert.equal((await mara.api('DELETE', path(made))).status, 404)
    const at = inMs(3 * hourMs)
    const moved = await theo.api('PUT', path(made), { scheduled_at: at })
    assert.deepEqual([moved.status, moved.body.scheduled_at], [200, at])
    world.clock.advance(2 * hourMs)
    await world.settle()
    assert.deepEqual(await postsOf(theo), [], 'not at the former time')
    assert.equal((await theo.api('DELETE', path(made))).status, 200)
    world.clock.advance(2 * hourMs)
    await world.settle()
    assert.deepEqual(await postsOf(theo), [])
  })

  test('what is too soon, too far off, no time, or nothing to say is refused', async () => {
    for (const [ms, body] of [
      [4 * minuteMs, {}],
      [-hourMs, {}],
      [8_000 * 366 * dayMs, {}],
      [hourMs, { scheduled_at: 'tomorrow' }],
      [hourMs, { status: '' }],
      [hourMs, { status: 'x'.repeat(501) }],
    ] as const)
      assert.equal((await schedule(mara, ms, body)).status, 422, JSON.stringify([ms, body]))
    assert.equal((await schedule(mara, hourMs, { in_reply_to_id: '1' })).status, 404)
    assert.deepEqual(await waiting(mara), [])
  })

  test('twenty-five a day, also when they come at once', async () => {
    const pia = await world.person('pia')
    const untilNextDay = dayMs - (world.clock.now().getTime() % dayMs)
    const answers = await Promise.all(Array.from({ length: 28 }, () => schedule(pia, untilNextDay + hourMs)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 25)
    assert.match(answers.find(({ status }) => status === 422)!.body.error, /limit of 25/)
    const next = await scheduled(pia, untilNextDay + dayMs + hourMs)
    const moved = await pia.api('PUT', path(next), { scheduled_at: inMs(untilNextDay + 2 * hourMs) })
    assert.equal(moved.status, 422)
    const listed = await pia.api('GET', `${path()}?limit=20`)
    assert.equal(listed.body.length, 20)
    assert.match(listed.headers.get('link')!, /max_id/)
  })

  test('a repeated idempotency key schedules once', async () => {
    const quinn = await world.person('quinn')
    const headers = { 'idempotency-key': 'same' }
    const answers = [await schedule(quinn, hourMs, {}, headers), await schedule(quinn, hourMs, {}, headers)]
    assert.equal(answers[0]!.body.id, answers[1]!.body.id)
    assert.equal((await waiting(quinn)).length, 1)
  })

  test('what can no longer be published stays, with the reason, and may be tried again', async () => {
    const rosa = await world.person('rosa')
    const parent = (await theo.api('POST', '/api/v1/statuses', { status: 'open' })).body
    const made = await scheduled(rosa, hourMs, { in_reply_to_id: parent.id })
    await theo.api('PUT', `/api/twoway/v1/statuses/${parent.id}/reply_policy`, { reply_policy: 'nobody' })
    world.clock.advance(2 * hourMs)
    await world.settle()
    assert.deepEqual(await postsOf(rosa), [])
    assert.match((await rosa.api('GET', path(made))).body.twoway.problem, /limited who may reply/)
    assert.ok(await check(world.ctx, { repair: false }, () => {}))
    await theo.api('PUT', `/api/twoway/v1/statuses/${parent.id}/reply_policy`, { reply_policy: 'everyone' })
    const moved = await rosa.api('PUT', path(made), { scheduled_at: inMs(hourMs) })
    assert.equal(moved.body.twoway.problem, null)
    world.clock.advance(2 * hourMs)
    await world.settle()
    assert.equal((await postsOf(rosa)).length, 1)
  })

  test('a suspended person publishes nothing', async () => {
    const sami = await world.person('sami')
    await scheduled(sami, hourMs)
    await suspendAccount(world.ctx, { target: sami.id })
    world.clock.advance(2 * hourMs)
    await world.settle()
    const { rows } = await world.server.pool.query('select id from posts where author_id = $1', [sami.id])
    assert.deepEqual(rows, [])
  })
})

describe('the bell', () => {
  test('whoever asked is told of every post of their own accord', async () => {
    const [tara, uwe] = [await world.person('tara'), await world.person('uwe')]
    await uwe.api('POST', `/api/v1/accounts/${tara.id}/follow`, { notify: true })
    const post = (await tara.api('POST', '/api/v1/statuses', { status: 'news' })).body
    await scheduled(tara, hourMs, { status: 'later news' })
    world.clock.advance(2 * hourMs)
    await world.settle()
    const told = async () =>
      (await uwe.api('GET', '/api/v1/notifications')).body.map(
        (each: { type: string; status: { content: string } }) => [each.type, each.status.content],
      )
    assert.deepEqual(await told(), [
      ['status', '<p>later news</p>'],
      ['status', post.content],
    ])
    await uwe.api('POST', `/api/v1/accounts/${tara.id}/follow`, { notify: false })
    await tara.api('POST', '/api/v1/statuses', { status: 'unheard' })
    await world.settle()
    assert.equal((await told()).length, 2)
  })
})
