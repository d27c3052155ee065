import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { approve, reject, resetPassword } from '../../src/auth/actions.ts'
import { updateInstance } from '../../src/instance/actions.ts'
import { dayMs } from '../../src/platform/clock.ts'
import { isFailure } from '../../src/platform/failure.ts'
import { type Answer, createWorld, type World } from '../world.ts'

let world: World
before(async () => {
  world = await createWorld()
  await world.person('mara')
})
after(() => world.stop())

async function registrations(mode: 'open' | 'approval' | 'closed') {
  assert.ok(!isFailure(await updateInstance(world.ctx, { registrations: mode })))
}

async function register(fields: { username?: unknown; [field: string]: unknown }): Promise<Answer> {
  const whole = {
    email: `${fields.username}@people.example`,
    password: 'long enough words',
    agreement: true,
    locale: 'en',
    ...fields,
  }
  return world.api('POST', '/api/v1/accounts', whole, { authorization: `Bearer ${await world.appToken()}` })
}

const signUpForm = (name: string, more: Record<string, string> = {}) =>
  world.submit('/auth/sign_up', {
    username: name,
    email: `${name}@people.example`,
    password: 'long enough words',
    ...more,
  })
const logInForm = (name: string, password: string, more: Record<string, string> = {}) =>
  world.submit('/auth/sign_in', { name, password, ...more })
const cookieOf = (answer: Answer) => answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const settings = (cookie: string) => world.api('GET', '/settings', undefined, { cookie })
const isLoggedIn = async (cookie: string) => (await settings(cookie)).status === 200
const ownStatus = async (token: string) =>
  (await world.api('GET', '/api/v1/accounts/verify_credentials', undefined, { authorization: `Bearer ${token}` }))
    .status

describe('the first account', () => {
  test('of strangers who come at the same moment one becomes the owner', async () => {
    const fresh = await createWorld()
    try {
      const form = (name: string) =>
        fresh.submit('/auth/sign_up', {
          username: name,
          email: `${name}@people.example`,
          password: 'long enough words',
        })
      const answers = await Promise.all(['one', 'two', 'three', 'four'].map(form))
      assert.deepEqual(
        answers.map(({ status }) => status),
        [303, 303, 303, 303],
      )
      const roles = await fresh.ctx.db.selectFrom('users').select('role').orderBy('role').execute()
      assert.deepEqual(
        roles.map(({ role }) => role),
        ['owner', 'person', 'person', 'person'],
      )
    } finally {
      await fresh.stop()
    }
  })

  test('is let in whatever the mode, and nobody after it', async () => {
    for (const mode of ['approval', 'closed'] as const) {
      const fresh = await createWorld()
      try {
        await updateInstance(fresh.ctx, { registrations: mode })
        const form = (name: string) =>
          fresh.submit('/auth/sign_up', {
            username: name,
            email: `${name}@people.example`,
            password: 'long enough words',
            reason: 'Hello',
          })
        const answers = await Promise.all([form('one'), form('two')])
        assert.deepEqual(answers.map(({ status }) => status).toSorted(), mode === 'approval' ? [200, 303] : [303, 403])
        const users = await fresh.ctx.db.selectFrom('users').select(['role', 'approved_at']).orderBy('role').execute()
        assert.deepEqual(
          users.map(({ role, approved_at }) => [role, approved_at !== null]),
          mode === 'approval'
            ? [
                ['owner', true],
                ['person', false],
              ]
            : [['owner', true]],
        )
      } finally {
        await fresh.stop()
      }
    }
  })
})

describe('signing up', () => {
  test('on the page, then out and in again by name, by handle and by e-mail address', async () => {
    const signedUp = await signUpForm('Nora_1', { return_to: '/settings' })
    assert.deepEqual([signedUp.status, signedUp.headers.get('location')], [303, '/settings'])
    const cookie = cookieOf(signedUp)
    assert.match((await settings(cookie)).text, /@Nora_1/)
    const out = await world.submit('/auth/sign_out', {}, cookie)
    assert.equal(out.status, 303)
    assert.match(out.headers.getSetCookie()[0]!, /Max-Age=0/)
    assert.equal(await isLoggedIn(cookie), false)
    for (const name of [
      'nora_1',
      '@NORA_1',
      `nora_1@${world.ctx.domain}`,
      'NORA_1@people.example',
      ' nora_1@people.example ',
    ])
      assert.ok(await isLoggedIn(cookieOf(await logInForm(name, 'long enough words'))), name)
  })

  test('through an app gives a token that works', async () => {
    const answer = await register({ username: 'olga' })
    assert.deepEqual([answer.status, answer.body.token_type], [200, 'Bearer'])
    assert.equal(await ownStatus(answer.body.access_token), 200)
  })

  test('wrong input is told field by field, and nothing is kept', async () => {
    const wrong: [{ username?: unknown; [field: string]: unknown }, string, string][] = [
      [{ username: '' }, 'username', 'ERR_BLANK'],
      [{ username: 'no spaces' }, 'username', 'ERR_INVALID'],
      [{ username: "x'; drop table users--" }, 'username', 'ERR_INVALID'],
      [{ username: 'a'.repeat(31) }, 'username', 'ERR_TOO_LONG'],
      [{ username: 'Admin' }, 'username', 'ERR_RESERVED'],
      [{ username: 'MARA' }, 'username', 'ERR_TAKEN'],
      [{ email: '' }, 'email', 'ERR_BLANK'],
      [{ email: 'nobody' }, 'email', 'ERR_INVALID'],
      [{ email: `${'a'.repeat(250)}@people.example` }, 'email', 'ERR_INVALID'],
      [{ email: 'MARA@people.example' }, 'email', 'ERR_TAKEN'],
      [{ password: '' }, 'password', 'ERR_BLANK'],
      [{ password: 'short' }, 'password', 'ERR_TOO_SHORT'],
      [{ password: 'a'.repeat(129) }, 'password', 'ERR_TOO_LONG'],
      [{ agreement: false }, 'agreement', 'ERR_ACCEPTED'],
      [{ locale: 'not a language' }, 'locale', 'ERR_INCLUSION'],
    ]
    for (const [fields, field, error] of wrong) {
      const answer = await register({
        username: 'paula',
        ...fields,
        ...(fields.username === '' ? { email: 'paula@people.example' } : {}),
      })
      assert.equal(answer.status, 422, JSON.stringify(fields))
      assert.deepEqual(
        answer.body.details[field]?.map((detail: { error: string }) => detail.error),
        [error],
        JSON.stringify(fields),
      )
      assert.match(answer.body.error, /^Validation failed: /)
    }
    for (const body of [{}, { username: 7, password: [], email: {} }])
      assert.equal(
        (await world.api('POST', '/api/v1/accounts', body, { authorization: `Bearer ${await world.appToken()}` }))
          .status,
        422,
      )
    assert.equal((await world.api('GET', '/api/v1/accounts/lookup?acct=paula')).status, 404)
    assert.equal((await register({ username: 'paula' })).status, 200)
  })

  test('the page marks what is wrong, keeps what was typed, and never the password', async () => {
    const { status, text } = await signUpForm('mara', { email: '"><script>alert(1)</script>', password: 'short77' })
    assert.equal(status, 422)
    assert.ok(text.includes('This username is already taken.') && text.includes('The password is too short'))
    assert.ok(text.includes('value="mara"') && !text.includes('short77') && !text.includes('<script'))
    assert.equal(text.match(/aria-invalid="true"/g)?.length, 3)
  })

  test('of two who want the same name at once one gets it', async () => {
    const answers = await Promise.all([
      register({ username: 'rosa', email: 'a@people.example' }),
      register({ username: 'Rosa', email: 'b@people.example' }),
    ])
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 422])
    const emails = await Promise.all([
      register({ username: 'sia', email: 'same@people.example' }),
      register({ username: 'tia', email: 'Same@people.example' }),
    ])
    assert.deepEqual(emails.map(({ status }) => status).toSorted(), [200, 422])
    const loser = emails[0].status === 422 ? 'sia' : 'tia'
    assert.equal(
      (await world.api('GET', `/api/v1/accounts/lookup?acct=${loser}`)).status,
      404,
      'nothing is stored half',
    )
  })

  test('a person cannot sign others up', async () => {
    const token = (await register({ username: 'uma' })).body.access_token
    const answer = await world.api(
      'POST',
      '/api/v1/accounts',
      { username: 'vera' },
      { authorization: `Bearer ${token}` },
    )
    assert.equal(answer.status, 403)
  })
})

describe('registrations', () => {
  after(() => registrations('open'))

  test('by approval: asks for a reason, lets nobody in before, and everything works after', async () => {
    await registrations('approval')
    const without = await register({ username: 'wanda' })
    assert.deepEqual([without.status, without.body.details.reason[0].error], [422, 'ERR_BLANK'])
    const { status, body } = await register({ username: 'wanda', reason: 'I know Mara.' })
    assert.equal(status, 200)
    const pending = await world.api('GET', '/api/v1/timelines/home', undefined, {
      authorization: `Bearer ${body.access_token}`,
    })
    assert.deepEqual([pending.status, pending.body.error], [403, 'Your login is currently pending approval'])
    const refused = await logInForm('wanda', 'long enough words')
    assert.match(refused.text, /Waiting for approval/)
    assert.deepEqual(refused.headers.getSetCookie(), [])
    assert.equal(await approve(world.ctx, 'wanda'), 'approved')
    assert.ok(isFailure(await approve(world.ctx, 'wanda')))
    assert.equal(await ownStatus(body.access_token), 200)
    assert.ok(await isLoggedIn(cookieOf(await logInForm('wanda', 'long enough words'))))
  })

  test('on the page: no session before the approval, and a wrong password says no more than to anybody', async () => {
    await registrations('approval')
    const signedUp = await signUpForm('xenia', { reason: 'Hello' })
    assert.match(signedUp.text, /Waiting for approval/)
    assert.deepEqual(signedUp.headers.getSetCookie(), [])
    const [pending, unknown] = [
      await logInForm('xenia', 'wrong words here'),
      await logInForm('nobody_here', 'wrong words here'),
    ]
    assert.deepEqual(
      [pending.status, pending.text.replaceAll('xenia', '')],
      [unknown.status, unknown.text.replaceAll('nobody_here', '')],
    )
  })

  test('turned down: the name and the e-mail address are free again', async () => {
    await registrations('approval')
    const { body } = await register({ username: 'yuna', reason: 'Buy my things' })
    assert.equal(await reject(world.ctx, 'yuna'), 'rejected')
    assert.equal(await ownStatus(body.access_token), 401)
    await world.settle()
    assert.equal((await register({ username: 'yuna', reason: 'Hello' })).status, 200)
    assert.ok(isFailure(await reject(world.ctx, 'mara')), 'not somebody who is in already')
  })

  test('closed: nobody signs up, and the pages and the instance say so', async () => {
    await registrations('closed')
    const answer = await register({ username: 'zoe' })
    assert.deepEqual([answer.status, answer.body.error], [403, 'This action is not allowed'])
    assert.equal((await signUpForm('zoe')).status, 403)
    assert.match((await world.api('GET', '/auth/sign_up')).text, /No new people/)
    const { body } = await world.api('GET', '/api/v2/instance')
    assert.equal(body.registrations.enabled, false)
    assert.equal((await world.api('GET', '/api/v1/instance')).body.registrations, false)
    assert.ok(await isLoggedIn(await world.logIn('mara')))
  })
})

describe('logging in', () => {
  test('tells a wrong name and a wrong password in the same words', async () => {
    const wrongPassword = await logInForm('mara', 'not her password')
    const wrongName = await logInForm('nobody', 'not her password')
    assert.equal(wrongPassword.status, 401)
    assert.deepEqual(wrongPassword.headers.getSetCookie(), [])
    assert.equal(wrongPassword.text.replace('value="mara"', ''), wrongName.text.replace('value="nobody"', ''))
    for (const [name, password] of [
      ['', ''],
      ['mara', ''],
      ["' or 1=1 --", 'x'],
      ['mara', 'MARA-password-1'],
    ] as const)
      assert.equal((await logInForm(name, password)).status, 401)
  })

  test('leads on to a path of this server only', async () => {
    for (const return_to of [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '/x/..//evil.example',
      'javascript:alert(1)',
      '/\t/evil.example',
    ]) {
      const answer = await logInForm('mara', 'mara-password-1', { return_to })
      assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/'], return_to)
      const already = await world.api('GET', `/auth/sign_in?${new URLSearchParams({ return_to })}`, undefined, {
        cookie: cookieOf(answer),
      })
      assert.deepEqual([already.status, already.headers.get('location')], [303, '/'], return_to)
    }
    assert.equal(
      (await logInForm('mara', 'mara-password-1', { return_to: '/settings?done=app' })).headers.get('location'),
      '/settings?done=app',
    )
  })

  test('gives a new session, ends the one before, and lasts a year', async () => {
    const first = await world.logIn('mara')
    const second = cookieOf(await world.submit('/auth/sign_in', { name: 'mara', password: 'mara-password-1' }, first))
    assert.notEqual(first, second)
    assert.deepEqual([await isLoggedIn(first), await isLoggedIn(second)], [false, true])
    world.clock.advance(366 * dayMs)
    assert.equal(await isLoggedIn(second), false)
    world.clock.advance(-366 * dayMs)
    assert.equal(await isLoggedIn('twoway_session=made-up'), false)
  })

  test('is not possible for a suspended account, and its page cannot be used', async () => {
    await register({ username: 'quinn' })
    const cookie = cookieOf(await logInForm('quinn', 'long enough words'))
    await world.ctx.db
      .updateTable('accounts')
      .set({ suspended_at: world.clock.now() })
      .where('username', '=', 'quinn')
      .execute()
    assert.equal(await isLoggedIn(cookie), false)
    const answer = await logInForm('quinn', 'long enough words')
    assert.equal(answer.status, 403)
    assert.match(answer.text, /suspended/)
  })
})

describe('passwords and access', () => {
  test('a new password ends every other session and every token at once', async () => {
    const { body } = await register({ username: 'ida' })
    const [here, elsewhere] = [
      cookieOf(await logInForm('ida', 'long enough words')),
      cookieOf(await logInForm('ida', 'long enough words')),
    ]
    const change = (fields: Record<string, string>) => world.submit('/settings/password', fields, here)
    for (const wrong of [
      { current: 'wrong words', password: 'other long words' },
      { current: 'long enough words', password: 'short' },
    ]) {
      assert.equal((await change(wrong)).status, 422)
      assert.deepEqual(
        [await isLoggedIn(here), await isLoggedIn(elsewhere), await ownStatus(body.access_token)],
        [true, true, 200],
      )
    }
    const changed = await change({ current: 'long enough words', password: 'other long words' })
    assert.deepEqual([changed.status, changed.headers.get('location')], [303, '/settings?plain&done=password'])
    assert.deepEqual(
      [await isLoggedIn(here), await isLoggedIn(elsewhere), await ownStatus(body.access_token)],
      [false, false, 401],
    )
    assert.equal(await isLoggedIn(cookieOf(changed)), true)
    assert.equal((await logInForm('ida', 'long enough words')).status, 401)
    assert.equal((await logInForm('ida', 'other long words')).status, 303)
  })

  test('no log-in with the old password outlives a change that happens meanwhile', async () => {
    const name = 'jutta'
    await register({ username: name })
    const cookie = cookieOf(await logInForm(name, 'long enough words'))
    const logIns = Array.from({ length: 6 }, () => logInForm(name, 'long enough words'))
    const [changed, ...answers] = await Promise.all([
      world.submit('/settings/password', { current: 'long enough words', password: 'other long words' }, cookie),
      ...logIns,
    ])
    assert.equal(changed.status, 303)
    for (const answer of answers) if (answer.status === 303) assert.equal(await isLoggedIn(cookieOf(answer)), false)
    assert.equal(await isLoggedIn(cookieOf(changed)), true)
  })

  test('an operator gives a new password, which ends everything too', async () => {
    const { body } = await register({ username: 'kira' })
    const cookie = cookieOf(await logInForm('kira', 'long enough words'))
    const password = await resetPassword(world.ctx, 'Kira')
    assert.ok(!isFailure(password))
    assert.match(password, /^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
    assert.deepEqual([await isLoggedIn(cookie), await ownStatus(body.access_token)], [false, 401])
    assert.equal((await logInForm('kira', 'long enough words')).status, 401)
    assert.equal((await logInForm('kira', password)).status, 303)
    assert.ok(isFailure(await resetPassword(world.ctx, 'nobody_here')))
  })

  test('devices and apps are listed and can be ended, only by their owner', async () => {
    const lea = await world.person('lea')
    const [here, elsewhere] = [await world.logIn('lea'), await world.logIn('lea')]
    const other = await world.logIn('mara')
    const { text } = await settings(here)
    const session = /\/settings\/sessions\/(\d+)\/revoke/.exec(text)?.[1]
    const app = /\/settings\/apps\/(\d+)\/revoke/.exec(text)?.[1]
    assert.ok(session && app && text.includes('<strong>world</strong>') && text.includes('This device'))
    for (const path of [
      `/settings/sessions/${session}/revoke`,
      '/settings/sessions/1/revoke',
      '/settings/sessions/x/revoke',
    ])
      assert.equal((await world.submit(path, {}, other)).status, 404)
    await world.submit(`/settings/apps/${app}/revoke`, {}, other)
    assert.deepEqual([await isLoggedIn(elsewhere), await ownStatus(lea.token)], [true, 200])
    assert.equal((await world.submit(`/settings/sessions/${session}/revoke`, {}, here)).status, 303)
    assert.deepEqual([await isLoggedIn(here), await isLoggedIn(elsewhere)], [true, false])
    assert.equal((await world.submit(`/settings/apps/${app}/revoke`, {}, here)).status, 303)
    assert.equal(await ownStatus(lea.token), 401)
  })

  test('what was delivered is recorded unless switched off', async () => {
    const nils = await world.person('nils')
    const cookie = await world.logIn('nils')
    const recorded = async () =>
      (
        await world.ctx.db
          .selectFrom('users')
          .select('record_delivered')
          .where('account_id', '=', nils.id)
          .executeTakeFirstOrThrow()
      ).record_delivered
    assert.equal(await recorded(), true)
    await world.submit('/settings/privacy', {}, cookie)
    assert.equal(await recorded(), false)
    await world.submit('/settings/privacy', { record_delivered: '1' }, cookie)
    assert.equal(await recorded(), true)
  })

  test('the settings lead strangers to the log-in, and forms of other sites change nothing', async () => {
    const stranger = await settings('')
    assert.deepEqual([stranger.status, stranger.headers.get('location')], [303, '/auth/sign_in?return_to=%2Fsettings'])
    const cookie = await world.logIn('mara')
    const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example', cookie }
    for (const path of ['/settings/password', '/settings/privacy', '/auth/sign_out', '/auth/sign_in', '/auth/sign_up'])
      assert.equal((await world.api('POST', path, 'name=mara&password=mara-password-1', form)).status, 403, path)
    assert.ok(await isLoggedIn(cookie))
  })
})
