import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { concerns, parseRuleValue } from '../../src/auth/sign-up-rules.ts'
import { updateInstanceRow } from '../../src/instance/queries.ts'
import { limitAccount } from '../../src/moderation/actions.ts'
import { addSignUpRule, giveRole, letIn, removePosts, resolveReport } from '../../src/moderation/staff-actions.ts'
import { isFailure } from '../../src/platform/failure.ts'
import type { PostId } from '../../src/platform/ids.ts'
import { createWorld, type Person, type World } from '../world.ts'

let world: World
let olga: Person
let mona: Person
let mara: Person
let ben: Person
let cookies: Record<string, string>
before(async () => {
  world = await createWorld()
  olga = await world.person('olga')
  mona = await world.person('mona')
  mara = await world.person('mara')
  ben = await world.person('ben')
  assert.equal(await giveRole(world.ctx, olga.id, 'mona', 'moderator'), undefined)
  cookies = {}
  for (const { name } of [olga, mona, mara]) cookies[name] = await world.logIn(name)
})
after(() => world.stop())

async function done(person: Person, method: string, path: string, body?: unknown) {
  const answer = await person.api(method, path, body)
  assert.equal(answer.status, 200, answer.text)
  return answer.body
}
const post = async (person: Person, status: string, more = {}): Promise<string> =>
  (await done(person, 'POST', '/api/v1/statuses', { status, ...more })).id
const open = (person: Person, path: string) => world.api('GET', path, undefined, { cookie: cookies[person.name]! })
const submit = (person: Person, path: string, fields: Record<string, string> = {}) =>
  world.submit(path, fields, cookies[person.name])
/** The form is taken, and the page it leads to says so. */
async function submitted(person: Person, path: string, fields: Record<string, string> = {}): Promise<string> {
  const answer = await submit(person, path, fields)
  assert.equal(answer.status, 303, answer.text)
  const location = answer.headers.get('location')!
  const page = await open(person, location)
  assert.equal(page.status, 200, page.text)
  assert.match(page.text, /role="status"/)
  return location
}
async function report(by: Person, about: Person, more: Record<string, unknown> = {}): Promise<string> {
  return (await done(by, 'POST', '/api/v1/reports', { account_id: String(about.id), ...more })).id
}
async function logged(action: string) {
  return world.ctx.db
    .selectFrom('moderation_log')
    .select(['moderator_id', 'target_id', 'detail'])
    .where('action', '=', action)
    .orderBy('id', 'desc')
    .execute()
}

test('only owner and moderators find the pages', async () => {
  for (const path of ['/moderation', '/moderation/log', '/moderation/rules', '/moderation/accounts/ben']) {
    assert.equal((await world.api('GET', path)).status, 303, path)
    assert.equal((await open(mara, path)).status, 404, path)
    assert.equal((await open(mona, path)).status, 200, path)
    assert.equal((await open(olga, path)).status, 200, path)
  }
  assert.equal((await submit(mara, '/moderation/accounts/ben/suspend')).status, 404)
  assert.equal((await ben.api('GET', '/api/v1/accounts/verify_credentials')).status, 200)
  assert.match((await open(mona, '/')).text, /href="\/moderation"/)
  assert.doesNotMatch((await open(mara, '/')).text, /href="\/moderation"/)
})

test('a report is read with its posts, acted on, resolved and opened again', async () => {
  const bad = await post(ben, 'Buy my <b>watches</b>')
  const fine = await post(ben, 'Good morning')
  const id = await report(mara, ben, { status_ids: [bad, fine], comment: 'Spam & <i>more</i>', category: 'spam' })
  assert.match((await open(mona, '/moderation')).text, new RegExp(`/moderation/reports/${id}`))
  const path = `/moderation/reports/${id}`
  const page = (await open(mona, path)).text
  assert.match(page, /watches/)
  assert.match(page, /Spam &amp; &lt;i&gt;more/)
  await submitted(mona, '/moderation/accounts/ben/delete_posts', { 'posts[]': bad, return_to: path })
  assert.equal((await mara.api('GET', `/api/v1/statuses/${bad}`)).status, 404)
  assert.equal((await mara.api('GET', `/api/v1/statuses/${fine}`)).status, 200)
  assert.equal((await done(mara, 'GET', `/api/v1/accounts/${ben.id}`)).statuses_count, 1)
  assert.equal(await submitted(mona, `${path}/resolve`), `${path}?done=resolve`)
  assert.doesNotMatch((await open(mona, '/moderation')).text, new RegExp(path))
  assert.equal((await submit(mona, `${path}/resolve`)).status, 409)
  await submitted(olga, `${path}/reopen`)
  assert.match((await open(mona, '/moderation')).text, new RegExp(path))
  const [deletion] = await logged('delete_posts')
  assert.deepEqual(deletion, { moderator_id: mona.id, target_id: ben.id, detail: { reason: '', posts: [bad] } })
  for (const [action, by] of [
    ['resolve', mona],
    ['reopen', olga],
  ] as const)
    assert.deepEqual(await logged(action), [{ moderator_id: by.id, target_id: ben.id, detail: { report: id } }])
  assert.equal((await open(mona, '/moderation/reports/12345')).status, 404)
})

test('accounts are suspended, restored, limited, each with one line in the log', async () => {
  const uwe = await world.person('uwe')
  for (const [act, state] of [
    ['limit', /<strong>limited<\/strong>/],
    ['suspend', /<strong>suspended, limited<\/strong>/],
    ['restore', /<strong>limited<\/strong>/],
    ['unlimit', /<strong>in good standing<\/strong>/],
  ] as const) {
    await submitted(mona, `/moderation/accounts/uwe/${act}`, { reason: `for ${act}` })
    assert.match((await open(mona, '/moderation/accounts/uwe')).text, state)
    const [entry, ...more] = (await logged(act)).filter(({ target_id }) => target_id === uwe.id)
    assert.deepEqual([entry?.moderator_id, entry?.detail, more], [mona.id, { reason: `for ${act}` }, []])
    assert.equal((await submit(mona, `/moderation/accounts/uwe/${act}`)).status, 409, 'twice changes nothing')
  }
})

test('who is limited is met by followers only', async () => {
  const [lin, fan] = [await world.person('lin'), await world.person('fan')]
  await done(fan, 'POST', `/api/v1/accounts/${lin.id}/follow`)
  await done(lin, 'PATCH', '/api/v1/accounts/update_credentials', { indexable: true })
  const id = await post(lin, 'limitedword #limitedtag')
  await world.settle()
  const places = async (person: Person) => {
    const found = async (path: string) => {
      const body = await done(person, 'GET', path)
      return (body.statuses ?? body).some((one: { id: string }) => one.id === id)
    }
    return {
      home: await found('/api/v1/timelines/home'),
      public: await found('/api/v1/timelines/public'),
      tag: await found('/api/v1/timelines/tag/limitedtag'),
      search: await found('/api/v2/search?q=limitedword&type=statuses'),
      tags: (await done(person, 'GET', '/api/v2/search?q=limitedtag&type=hashtags')).hashtags.length,
    }
  }
  assert.deepEqual(await places(mara), { home: false, public: true, tag: true, search: true, tags: 1 })
  assert.equal(await limitAccount(world.ctx, { by: mona.id, target: lin.id }), undefined)
  assert.deepEqual(await places(mara), { home: false, public: false, tag: false, search: false, tags: 0 })
  const toFan = await places(fan)
  assert.deepEqual([toFan.home, toFan.search], [true, true])
  assert.equal((await done(mara, 'GET', `/api/v1/accounts/${lin.id}`)).limited, true)
})

test('nobody acts against those of their own rank or above, and only the owner gives roles', async () => {
  for (const act of ['suspend', 'limit'])
    for (const name of ['olga', 'mona'])
      assert.equal((await submit(mona, `/moderation/accounts/${name}/${act}`)).status, 403, `${act} ${name}`)
  const hers = await post(olga, 'The owner speaks')
  assert.equal((await submit(mona, '/moderation/accounts/olga/delete_posts', { 'posts[]': hers })).status, 403)
  assert.equal((await submit(mona, '/moderation/accounts/mara/role', { role: 'owner' })).status, 403)
  assert.equal((await submit(mona, '/moderation/accounts/mona/role', { role: 'owner' })).status, 403)
  assert.equal((await submit(olga, '/moderation/accounts/mara/role', { role: 'emperor' })).status, 422)
  assert.doesNotMatch((await open(mona, '/moderation/accounts/mara')).text, /Change role/)
  assert.match((await open(olga, '/moderation/accounts/mara')).text, /Change role/)
  await submitted(olga, '/moderation/accounts/mara/role', { role: 'moderator' })
  assert.equal((await open(mara, '/moderation')).status, 200)
  await submitted(olga, '/moderation/accounts/mara/role', { role: 'person' })
  assert.equal((await open(mara, '/moderation')).status, 404)
})

test('the actions themselves ask who acts', async () => {
  const id = Number(await report(ben, olga))
  const hers = Number(await post(olga, 'Still here')) as PostId
  const refusals = [
    await resolveReport(world.ctx, mara.id, id),
    await removePosts(world.ctx, { by: mara.id, target: olga.id, posts: [hers] }),
    await giveRole(world.ctx, mara.id, 'mara', 'owner'),
    await letIn(world.ctx, mara.id, 'ben'),
    await addSignUpRule(world.ctx, mara.id, { kind: 'username', value: 'x' }),
  ]
  assert.deepEqual(
    refusals.map((failure) => failure?.failure),
    ['forbidden', 'forbidden', 'forbidden', 'conflict', 'forbidden'],
  )
  const stranger = Number(await post(ben, 'By somebody else')) as PostId
  const other = await removePosts(world.ctx, { by: olga.id, target: mara.id, posts: [stranger] })
  assert.equal(other?.failure, 'conflict', 'only posts of the account in question')
  assert.equal((await ben.api('GET', `/api/v1/statuses/${stranger}`)).status, 200)
})

test('people who wait are let in or turned away', async () => {
  await updateInstanceRow(world.ctx.db, { registrations: 'approval' })
  const signUp = (name: string) =>
    world.submit('/auth/sign_up', {
      username: name,
      email: `${name}@people.example`,
      password: `${name}-password-1`,
      reason: 'I like <herons>',
    })
  assert.equal((await signUp('ida')).status, 200)
  assert.equal((await signUp('troll')).status, 200)
  const page = (await open(mona, '/moderation')).text
  assert.match(page, /I like &lt;herons&gt;/)
  await submitted(mona, '/moderation/accounts/ida/approve', { return_to: '/moderation' })
  await submitted(mona, '/moderation/accounts/troll/reject', { return_to: '/moderation' })
  assert.equal((await submit(mona, '/moderation/accounts/ida/approve')).status, 409)
  assert.ok(await world.logIn('ida'))
  assert.equal((await open(mona, '/moderation/accounts/troll')).status, 404)
  assert.deepEqual([(await logged('approve')).length, (await logged('reject')).length], [1, 1])
  await updateInstanceRow(world.ctx.db, { registrations: 'open' })
})

test('rules for sign-ups hold from when they are made until they are taken away', async () => {
  const signUp = (username: string, email: string) =>
    world.submit('/auth/sign_up', { username, email, password: 'four unrelated words', reason: '' })
  for (const [kind, value] of [
    ['username', 'Admin'],
    ['email', 'spam.example'],
  ] as const)
    await submitted(mona, '/moderation/rules', { kind, value })
  assert.equal((await submit(mona, '/moderation/rules', { kind: 'username', value: 'ADMIN' })).status, 409)
  for (const [kind, value] of [
    ['address', '0.0.0.0/0'],
    ['address', 'here'],
    ['email', 'no domain'],
    ['username', 'a b'],
    ['colour', 'red'],
  ] as const)
    assert.equal((await submit(mona, '/moderation/rules', { kind, value })).status, 422, value)
  for (const [username, email] of [
    ['the_admin_1', 'a@good.example'],
    ['nice1', 'a@spam.example'],
    ['nice2', 'a@mail.SPAM.example'],
  ] as const) {
    const answer = await signUp(username, email)
    assert.equal(answer.status, 422)
    assert.match(answer.text, /is not allowed here\./)
  }
  const byApp = await world.api(
    'POST',
    '/api/v1/accounts',
    { username: 'nice3', email: 'a@spam.example', password: 'four unrelated words', agreement: true, locale: 'en' },
    { authorization: `Bearer ${await world.appToken()}` },
  )
  assert.deepEqual([byApp.status, byApp.body.details.email[0].error], [422, 'ERR_BLOCKED'])
  await submitted(mona, '/moderation/rules', { kind: 'address', value: '127.0.0.0/8' })
  const fromHere = await signUp('nice4', 'a@good.example')
  assert.deepEqual([fromHere.status, /No sign-ups are taken from your network/.test(fromHere.text)], [422, true])
  const page = (await open(mona, '/moderation/rules')).text
  for (const [, id] of page.matchAll(/\/moderation\/rules\/(\d+)\/remove/g))
    await submitted(mona, `/moderation/rules/${id}/remove`)
  assert.equal((await signUp('the_admin_1', 'a@mail.spam.example')).status, 303)
  assert.deepEqual([(await logged('add_rule')).length, (await logged('remove_rule')).length], [3, 3])
})

test('the log is read page by page, and forms lead nowhere else', async () => {
  const { db } = world.ctx
  for (let count = 0; count < 60; count++)
    await db
      .insertInto('moderation_log')
      .values({
        id: world.ctx.newId(),
        moderator_id: null,
        action: 'suspend',
        target_id: ben.id,
        detail: JSON.stringify({ reason: `number ${count}.` }),
        created_at: world.clock.now(),
      })
      .execute()
  const seen: string[] = []
  for (let path: string | undefined = '/moderation/log'; path; ) {
    const { text } = await open(mona, path)
    seen.push(...Array.from(text.matchAll(/number (\d+)\./g), ([, number]) => number!))
    path = /rel="next" href="([^"]+)"/.exec(text)?.[1]
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 60 }, (_, index) => String(59 - index)),
  )
  const away = await submit(mona, '/moderation/accounts/ben/limit', { return_to: 'https://evil.example/' })
  assert.equal(away.headers.get('location'), '/moderation/accounts/ben?done=limit')
})

test('a range holds its addresses, written in either way', () => {
  const applicant = (address: string) => ({ username: 'x', email: 'x@y.example', address })
  const address = fc.ipV4()
  fc.assert(
    fc.property(address, fc.integer({ min: 1, max: 32 }), (written, bits) => {
      const value = parseRuleValue('address', `${written}/${bits}`)
      assert.ok(!isFailure(value))
      assert.ok(concerns({ kind: 'address', value }, applicant(written)))
      assert.equal(parseRuleValue('address', value), value)
    }),
  )
  assert.ok(!concerns({ kind: 'address', value: '192.0.2.0/24' }, applicant('192.0.3.1')))
  assert.ok(!concerns({ kind: 'address', value: '192.0.2.0/24' }, applicant('unknown')))
  assert.ok(concerns({ kind: 'address', value: '2001:db8:0:0:0:0:0:0/32' }, applicant('2001:db8::1')))
  assert.ok(!concerns({ kind: 'email', value: 'spam.example' }, { ...applicant(''), email: 'a@notspam.example' }))
})
