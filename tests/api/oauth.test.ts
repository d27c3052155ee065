import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { createOAuthAPIClient, createRestAPIClient } from 'masto'
import { resetPassword } from '../../src/auth/actions.ts'
import { minuteMs } from '../../src/platform/clock.ts'
import { type Answer, createWorld, type Person, type World } from '../world.ts'

const outOfBand = 'urn:ietf:wg:oauth:2.0:oob'
const callback = 'https://app.example/callback?from=twoway'

type App = { client_id: string; client_secret: string; id: string }

let world: World
let mara: Person
let cookie: string
let app: App
before(async () => {
  world = await createWorld()
  mara = await world.person('mara')
  cookie = await world.logIn('mara')
  app = await register()
})
after(() => world.stop())

async function register(fields: Record<string, unknown> = {}): Promise<App> {
  const made = await world.api('POST', '/api/v1/apps', {
    client_name: 'Reader',
    redirect_uris: [callback, outOfBand],
    scopes: 'read write:statuses',
    website: 'https://app.example',
    ...fields,
  })
  assert.equal(made.status, 200, made.text)
  return made.body
}

type Request = Record<string, string>
const requestBy = ({ client_id }: App, more: Request = {}): Request => ({
  response_type: 'code',
  client_id,
  redirect_uri: callback,
  scope: 'read',
  state: 'a state/&é',
  ...more,
})
const show = (request: Request, withCookie = cookie) =>
  world.api('GET', `/oauth/authorize?${new URLSearchParams(request)}`, undefined, { cookie: withCookie })
const decide = (request: Request, decision = 'allow', withCookie = cookie) =>
  world.submit('/oauth/authorize', { ...request, decision }, withCookie)

function sentTo(answer: Answer): URL {
  assert.equal(answer.status, 303, answer.text)
  return new URL(answer.headers.get('location')!, world.url)
}

async function newCode(request: Request): Promise<string> {
  const code = sentTo(await decide(request)).searchParams.get('code')
  assert.ok(code)
  return code
}

const exchange = (fields: Record<string, string>, { client_id, client_secret }: App = app) =>
  world.api('POST', '/oauth/token', {
    grant_type: 'authorization_code',
    client_id,
    client_secret,
    redirect_uri: callback,
    ...fields,
  })

function refused(answer: Answer, error: string, status = 400) {
  assert.equal(answer.status, status, answer.text)
  assert.equal(answer.body.error, error)
  assert.equal(typeof answer.body.error_description, 'string')
}

const ownName = async (token: string) => {
  const { status, body } = await world.api('GET', '/api/v1/accounts/verify_credentials', undefined, {
    authorization: `Bearer ${token}`,
  })
  return status === 200 ? body.username : status
}

describe('registering an app', () => {
  test('gives credentials, and the addresses in each of the ways clients send them', async () => {
    for (const redirect_uris of [[callback, outOfBand], `${callback}\n${outOfBand}`, `${callback} ${outOfBand}`]) {
      const made = await world.api('POST', '/api/v1/apps', { client_name: 'Reader', redirect_uris })
      assert.equal(made.status, 200)
      assert.deepEqual(made.body.redirect_uris, [callback, outOfBand])
      assert.equal(made.body.redirect_uri, `${callback}\n${outOfBand}`)
      assert.deepEqual([made.body.scopes, made.body.website, made.body.client_secret_expires_at], [['read'], null, 0])
    }
    const form = await world.api(
      'POST',
      '/api/v1/apps',
      'client_name=Reader&redirect_uris=urn:ietf:wg:oauth:2.0:oob&scopes=read+push&website=',
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    )
    assert.deepEqual([form.status, form.body.scopes], [200, ['read', 'push']])
  })

  test('refuses what could not work or would be dangerous, with a sentence', async () => {
    for (const fields of [
      { client_name: '' },
      { client_name: 'x'.repeat(61) },
      { client_name: 7 },
      { redirect_uris: '' },
      { redirect_uris: 'javascript:alert(1)' },
      { redirect_uris: ['https://app.example/', 'data:text/html,x'] },
      { redirect_uris: '/callback' },
      { redirect_uris: Array.from({ length: 21 }, (_, index) => `https://app.example/${index}`) },
      { redirect_uris: `https://app.example/${'x'.repeat(2_000)}` },
      { scopes: 'read everything' },
      { website: 'javascript:alert(1)' },
      { website: `https://app.example/${'x'.repeat(2_000)}` },
    ]) {
      const answer = await world.api('POST', '/api/v1/apps', {
        client_name: 'Reader',
        redirect_uris: callback,
        ...fields,
      })
      assert.equal(answer.status, 422, JSON.stringify(fields).slice(0, 80))
      assert.match(answer.body.error, /^Validation failed: /)
    }
    assert.equal((await world.api('POST', '/api/v1/apps', { client_name: 'Reader' })).status, 422)
  })
})

describe('a person lets an app in', () => {
  test('with masto: register, PKCE, code, token, use, revoke', async () => {
    const rest = createRestAPIClient({ url: world.url })
    const oauth = createOAuthAPIClient({ url: world.url })
    const made = await rest.v1.apps.create({ clientName: 'Masto', redirectUris: callback, scopes: 'read write' })
    const verifier = randomBytes(32).toString('base64url')
    const code = await newCode({
      response_type: 'code',
      client_id: made.clientId!,
      redirect_uri: callback,
      scope: 'read write',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    })
    const client = { clientId: made.clientId!, clientSecret: made.clientSecret! }
    const token = await oauth.token.create({
      grantType: 'authorization_code',
      ...client,
      redirectUri: callback,
      code,
      codeVerifier: verifier,
    } as never)
    assert.deepEqual([token.tokenType, token.scope], ['Bearer', 'read write'])
    const signedIn = createRestAPIClient({ url: world.url, accessToken: token.accessToken })
    assert.equal((await signedIn.v1.accounts.verifyCredentials()).username, 'mara')
    assert.equal((await signedIn.v1.apps.verifyCredentials()).name, 'Masto')
    await oauth.revoke({ ...client, token: token.accessToken })
    assert.equal(await ownName(token.accessToken), 401)
  })

  test('the code and the state come back to the exact address, the code once', async () => {
    const to = sentTo(await decide(requestBy(app)))
    assert.ok(to.href.startsWith(`${callback}&code=`))
    assert.equal(to.searchParams.get('state'), 'a state/&é')
    const code = to.searchParams.get('code')!
    const first = await exchange({ code })
    assert.deepEqual([first.status, first.body.token_type, first.body.scope], [200, 'Bearer', 'read'])
    assert.equal(first.headers.get('cache-control'), 'no-store')
    assert.equal(await ownName(first.body.access_token), 'mara')
    refused(await exchange({ code }), 'invalid_grant')
    assert.equal(await ownName(first.body.access_token), 'mara')
  })

  test('of many exchanges at once one succeeds', async () => {
    const code = await newCode(requestBy(app))
    const answers = await Promise.all(Array.from({ length: 8 }, () => exchange({ code })))
    assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 400, 400, 400, 400, 400, 400, 400])
  })

  test('refusing is told to the app', async () => {
    const to = sentTo(await decide(requestBy(app), 'refuse'))
    assert.equal(to.host, 'app.example')
    assert.deepEqual(
      [to.searchParams.get('error'), to.searchParams.get('state'), to.searchParams.get('code')],
      ['access_denied', 'a state/&é', null],
    )
  })

  test('who is not logged in does that first and comes back', async () => {
    const login = sentTo(await show(requestBy(app), ''))
    assert.equal(login.pathname, '/auth/sign_in')
    const returnTo = login.searchParams.get('return_to')!
    const back = sentTo(
      await world.submit('/auth/sign_in', { name: 'mara', password: 'mara-password-1', return_to: returnTo }),
    )
    assert.equal(back.origin, world.url)
    assert.equal(back.pathname, '/oauth/authorize')
    assert.deepEqual(Object.fromEntries(back.searchParams), requestBy(app))
    assert.equal(sentTo(await decide(requestBy(app), 'allow', '')).pathname, '/auth/sign_in')
  })

  test('force_login asks for the password although somebody is logged in', async () => {
    const login = sentTo(await show(requestBy(app, { force_login: 'true' })))
    assert.equal(login.pathname, '/auth/sign_in')
    const page = await world.api('GET', login.pathname + login.search, undefined, { cookie })
    assert.equal(page.status, 200)
    assert.ok(!login.searchParams.get('return_to')!.includes('force_login'), 'no endless round')
  })

  test('out of band the code is shown', async () => {
    const answer = await decide(requestBy(app, { redirect_uri: outOfBand }))
    assert.equal(answer.status, 200)
    const code = /<code[^>]*>([^<]+)<\/code>/.exec(answer.text)?.[1]
    assert.ok(code)
    refused(await exchange({ code }), 'invalid_grant')
    const other = /<code[^>]*>([^<]+)<\/code>/.exec(
      (await decide(requestBy(app, { redirect_uri: outOfBand }))).text,
    )?.[1]
    assert.equal((await exchange({ code: other!, redirect_uri: outOfBand })).status, 200)
  })

  test('what the app asks for stands there in plain words, and its name is only text', async () => {
    const name = '<script>alert(1)</script>"\'&'
    const evil = await register({ client_name: name, website: 'https://evil.example/"><script>' })
    const { text, headers } = await show(
      requestBy(evil, { scope: 'read write:statuses', state: '"><script>x</script>' }),
    )
    assert.ok(!text.includes('<script'))
    assert.ok(text.includes('&lt;script&gt;alert(1)&lt;/script&gt;'))
    assert.ok(text.includes('Read everything') && text.includes('delete posts as you') && text.includes('@mara'))
    const policy = headers.get('content-security-policy')!
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.ok(!/unsafe|script-src|form-action/.test(policy))
  })
})

describe('an authorization that must not happen', () => {
  test('an address that is not exactly a registered one is never gone to', async () => {
    for (const redirect_uri of [
      'https://evil.example/',
      'https://app.example/callback',
      `${callback}&more=1`,
      `${callback}/`,
      callback.toUpperCase(),
      'https://app.example.evil.example/callback?from=twoway',
      'https://app.example@evil.example/callback?from=twoway',
      '//app.example/callback?from=twoway',
      '',
    ])
      for (const answer of [
        await show(requestBy(app, { redirect_uri })),
        await decide(requestBy(app, { redirect_uri })),
      ]) {
        assert.equal(answer.status, 400, redirect_uri)
        assert.equal(answer.headers.get('location'), null)
        assert.match(answer.text, /This link does not work/)
      }
    for (const client_id of ['', 'unknown']) assert.equal((await show(requestBy(app, { client_id }))).status, 400)
  })

  test('wrong requests are explained here, with a link back that names the error', async () => {
    const wrong: [Request, string][] = [
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ response_type: '' }, 'unsupported_response_type'],
      [{ scope: 'read write' }, 'invalid_scope'],
      [{ scope: 'push' }, 'invalid_scope'],
      [{ scope: 'everything' }, 'invalid_scope'],
      [{ code_challenge: 'a'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
      [{ code_challenge: 'a'.repeat(43) }, 'invalid_request'],
      [{ code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
      [{ code_challenge_method: 'S256' }, 'invalid_request'],
    ]
    for (const [more, error] of wrong)
      for (const answer of [await show(requestBy(app, more)), await decide(requestBy(app, more))]) {
        assert.equal(answer.status, 400, JSON.stringify(more))
        const link = /href="(https:\/\/app\.example[^"]*)"/.exec(answer.text)?.[1]?.replaceAll('&amp;', '&')
        assert.equal(new URL(link!).searchParams.get('error'), error)
      }
  })

  test('a form from another site changes nothing', async () => {
    const fields = new URLSearchParams({ ...requestBy(app), decision: 'allow' }).toString()
    const type = { 'content-type': 'application/x-www-form-urlencoded', cookie }
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
      { 'sec-fetch-site': 'cross-site' },
    ]) {
      const answer = await world.api('POST', '/oauth/authorize', fields, { ...type, ...headers } as Record<
        string,
        string
      >)
      assert.equal(answer.status, 403)
      assert.equal(answer.headers.get('location'), null)
    }
  })
})

describe('a code for a token', () => {
  test('belongs to its app and its address', async () => {
    const other = await register()
    const code = await newCode(requestBy(app))
    refused(await exchange({ code }, other), 'invalid_grant')
    assert.equal((await exchange({ code })).status, 200, 'a stranger cannot use up the code')
    refused(await exchange({ code: await newCode(requestBy(app)), redirect_uri: outOfBand }), 'invalid_grant')
    refused(await exchange({ code: 'made-up' }), 'invalid_grant')
    refused(await exchange({}), 'invalid_grant')
  })

  test('runs out after ten minutes', async () => {
    const code = await newCode(requestBy(app))
    world.clock.advance(10 * minuteMs + 1_000)
    refused(await exchange({ code }), 'invalid_grant')
    world.clock.advance(-10 * minuteMs - 1_000)
  })

  test('no token got while all access is revoked outlives that', async () => {
    const tove = await world.person('tove')
    const own = await world.logIn('tove')
    const codes = await Promise.all(
      Array.from(
        { length: 8 },
        async () => sentTo(await decide(requestBy(app), 'allow', own)).searchParams.get('code')!,
      ),
    )
    const [password, ...answers] = await Promise.all([
      resetPassword(world.ctx, 'tove'),
      ...codes.map((code) => exchange({ code })),
    ])
    assert.equal(typeof password, 'string')
    for (const { status, body } of answers) if (status === 200) assert.equal(await ownName(body.access_token), 401)
    const rows = await world.ctx.db.selectFrom('access_tokens').select('id').where('account_id', '=', tove.id).execute()
    assert.deepEqual(rows, [])
    assert.equal(sentTo(await decide(requestBy(app), 'allow', own)).pathname, '/auth/sign_in')
  })

  test('with PKCE needs the verifier, and without takes none', async () => {
    const verifier = randomBytes(48).toString('base64url')
    const pkce = {
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }
    const wrong: [Request, Record<string, string>][] = [
      [pkce, {}],
      [pkce, { code_verifier: '' }],
      [pkce, { code_verifier: randomBytes(48).toString('base64url') }],
      [pkce, { code_verifier: pkce.code_challenge }],
      [{}, { code_verifier: verifier }],
    ]
    for (const [more, fields] of wrong) {
      const code = await newCode(requestBy(app, more))
      refused(await exchange({ code, ...fields }), 'invalid_grant')
      refused(await exchange({ code, code_verifier: verifier }), 'invalid_grant')
    }
    const code = await newCode(requestBy(app, pkce))
    assert.equal((await exchange({ code, code_verifier: verifier })).status, 200)
  })

  test('needs the right credentials of the app, in the body or by HTTP Basic', async () => {
    const code = await newCode(requestBy(app))
    for (const wrong of [{ client_secret: 'guess' }, { client_id: 'unknown' }, { client_secret: '' }])
      refused(await exchange({ code, ...wrong }), 'invalid_client', 401)
    const basic = (id: string, secret: string) => ({
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
    })
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: callback }).toString()
    const refusedBasic = await world.api('POST', '/oauth/token', body, { ...form, ...basic(app.client_id, 'guess') })
    refused(refusedBasic, 'invalid_client', 401)
    assert.match(refusedBasic.headers.get('www-authenticate')!, /^Basic/)
    assert.equal(
      (await world.api('POST', '/oauth/token', body, { ...form, ...basic(app.client_id, app.client_secret) })).status,
      200,
    )
  })

  test('odd requests get the errors of the standard, never a 5xx', async () => {
    const { client_id, client_secret } = app
    const ask = (fields: Record<string, unknown>) =>
      world.api('POST', '/oauth/token', { client_id, client_secret, ...fields })
    refused(await ask({}), 'invalid_request')
    refused(
      await ask({ grant_type: 'password', username: 'mara', password: 'mara-password-1' }),
      'unsupported_grant_type',
    )
    refused(await ask({ grant_type: 'client_credentials', scope: 'read write' }), 'invalid_scope')
    refused(await ask({ grant_type: 'client_credentials', scope: 'nonsense' }), 'invalid_scope')
    refused(await ask({ grant_type: ['client_credentials'] }), 'invalid_request')
    refused(await ask({ client_secret: { a: 1 } }), 'invalid_client', 401)
    for (const authorization of [
      'Basic',
      'Basic !!!',
      'Basic Og==',
      `Basic ${Buffer.from('%E0%A4%A:x').toString('base64')}`,
    ])
      refused(
        await world.api('POST', '/oauth/token', { grant_type: 'client_credentials' }, { authorization }),
        'invalid_client',
        401,
      )
  })
})

test("an application's own token stands for nobody", async () => {
  const { client_id, client_secret } = app
  const granted = await world.api('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id,
    client_secret,
  })
  assert.deepEqual([granted.status, granted.body.scope], [200, 'read'])
  const authorization = `Bearer ${granted.body.access_token}`
  const own = await world.api('GET', '/api/v1/apps/verify_credentials', undefined, { authorization })
  assert.deepEqual([own.status, own.body.name, own.body.id], [200, 'Reader', app.id])
  assert.ok(!own.text.includes(app.client_secret))
  assert.equal(await ownName(granted.body.access_token), 422)
})

test('only the app itself revokes its tokens', async () => {
  const revoke = (fields: Record<string, string>) => world.api('POST', '/oauth/revoke', fields)
  const token = (await exchange({ code: await newCode(requestBy(app)) })).body.access_token as string
  const other = await register()
  const secrets = ({ client_id, client_secret }: App) => ({ client_id, client_secret })
  refused(await revoke({ ...secrets(other), token }), 'unauthorized_client', 403)
  refused(await revoke({ client_id: app.client_id, client_secret: 'guess', token }), 'invalid_client', 401)
  refused(await revoke(secrets(app)), 'unauthorized_client', 403)
  assert.equal(await ownName(token), 'mara')
  for (const round of ['first', 'again']) assert.equal((await revoke({ ...secrets(app), token })).status, 200, round)
  assert.equal(await ownName(token), 401)
})

test('no token, code or secret stands in the database as it is', async () => {
  const code = await newCode(requestBy(app))
  const granted = await exchange({ code: await newCode(requestBy(app)) })
  const session = cookie.split('=')[1]!
  const secrets = [code, granted.body.access_token, app.client_secret, session, mara.token, 'mara-password-1']
  const { db } = world.ctx
  const tables = await sql<{
    name: string
  }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
  let rowsRead = 0
  for (const { name } of tables.rows) {
    const { rows } = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(db)
    rowsRead += rows.length
    for (const { row } of rows) for (const secret of secrets) assert.ok(!row.includes(secret), `${name} holds a secret`)
  }
  assert.ok(rowsRead > 10)
})

test('the metadata names addresses that answer', async () => {
  const { status, body } = await world.api('GET', '/.well-known/oauth-authorization-server')
  assert.equal(status, 200)
  assert.equal(body.issuer, `${world.url}/`)
  for (const name of [
    'authorization_endpoint',
    'token_endpoint',
    'app_registration_endpoint',
    'revocation_endpoint',
    'userinfo_endpoint',
  ]) {
    const { pathname } = new URL(body[name])
    const method = ['authorization_endpoint', 'userinfo_endpoint'].includes(name) ? 'GET' : 'POST'
    assert.notEqual((await world.api(method, pathname)).status, 404, name)
  }
  assert.deepEqual(body.code_challenge_methods_supported, ['S256'])
  assert.ok(body.scopes_supported.includes('profile'))
})

test('userinfo tells who it is, to those who may ask', async () => {
  const reader = await register({ scopes: 'profile read' })
  const token = async (scope: string) => {
    const code = await newCode(requestBy(reader, { scope }))
    return (await exchange({ code }, reader)).body.access_token as string
  }
  const ask = async (scope: string) =>
    world.api('GET', '/oauth/userinfo', undefined, { authorization: `Bearer ${await token(scope)}` })
  const info = await ask('profile')
  assert.equal(info.status, 200)
  assert.deepEqual(
    [info.body.preferred_username, info.body.profile, info.body.iss],
    ['mara', `${world.url}/@mara`, `${world.url}/`],
  )
  assert.equal((await ask('read')).status, 403)
})
