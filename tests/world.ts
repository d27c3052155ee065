/** A whole server on a database of its own, and a cast of people who use it over HTTP. */
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRestAPIClient, type mastodon } from 'masto'
import { type Config, readConfig } from '../src/config.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import type { Clock } from '../src/platform/clock.ts'
import type { AccountId } from '../src/platform/ids.ts'
import { defaultLimits, type Limits } from '../src/platform/rate-limits.ts'
import { createTestDatabase } from './cluster.ts'
import { checkingFetch } from './entities.ts'

// Every JSON answer of every test, whoever asks, is held against the documented entities.
globalThis.fetch = checkingFetch(globalThis.fetch)

/** Biased towards what the tests read: the parsed JSON, or the text where it is none. */
// biome-ignore lint/suspicious/noExplicitAny: the tests read wire JSON of every shape
export type Answer = { status: number; headers: Headers; body: any; text: string }

export type Person = {
  name: string
  id: AccountId
  token: string
  /** The masto REST client, signed in. */
  client: mastodon.rest.Client
  /** A raw request with this person's token. A string body is sent as it is. */
  api: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
}

export type SettableClock = Clock & { set: (time: Date) => void; advance: (ms: number) => void }

/** Follows the real clock, shifted by whatever the test asks for. */
export function settableClock(): SettableClock {
  let shiftMs = 0
  return {
    now: () => new Date(Date.now() + shiftMs),
    set(time) {
      shiftMs = time.getTime() - Date.now()
    },
    advance(ms) {
      shiftMs += ms
    },
  }
}

/** Stands still but for what the test asks for. */
export function frozenClock(time: Date): SettableClock {
  let now = time.getTime()
  return {
    now: () => new Date(now),
    set(next) {
      now = next.getTime()
    },
    advance(ms) {
      now += ms
    },
  }
}

/** The limiter runs in every test, with room for what tests do. */
export const roomyLimits = Object.fromEntries(
  Object.entries(defaultLimits).map(([name, limit]) => [name, { ...limit, points: 1_000_000 }]),
) as Limits

export type World = {
  url: string
  server: RunningServer
  ctx: RunningServer['ctx']
  clock: SettableClock
  connectionString: string
  /** Where the server keeps its files. */
  folder: string
  /** Every effect of what was committed, and every due job, is done. */
  settle: () => Promise<void>
  /** Signs somebody up and logs an app in for them. The first person is the owner. */
  person: (name: string) => Promise<Person>
  /** Another token of this person, got through the authorization page's own action. */
  tokenFor: (person: Person, scope: string) => Promise<string>
  /** Takes a token back, as the app that holds it does. */
  revoke: (token: string) => Promise<void>
  /** The cookie of a browser in which this person has logged in. */
  logIn: (name: string) => Promise<string>
  /** Sends a form as a browser on one of this server's pages does. */
  submit: (path: string, fields: Record<string, string>, cookie?: string) => Promise<Answer>
  /** An application's own token, with every scope. */
  appToken: () => Promise<string>
  /** A raw request without a token. */
  api: Person['api']
  stop: () => Promise<void>
}

const allScopes = 'read write follow push profile'

export async function rawRequest(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isText = typeof body === 'string'
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: { ...(body === undefined || isText ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  })
  // A stream has no end.
  const isStream = response.headers.get('content-type') === 'text/event-stream'
  if (isStream) await response.body?.cancel()
  const text = isStream ? '' : await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? JSON.parse(text) : undefined,
  }
}

/** `webFolder`: another build of the web app than the usual one. `demo`: a made-up town of that size. */
export async function createWorld({
  limits = roomyLimits,
  clock = settableClock(),
  webFolder,
  demo,
}: {
  limits?: Limits
  clock?: SettableClock
  webFolder?: string
  demo?: Config['demo']
} = {}): Promise<World> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'twoway-world-'))
  const config = {
    ...readConfig({ port: '0' }, {}),
    databaseUrl: database.connectionString,
    dataFolder: folder,
    limits,
    ...(webFolder ? { webFolder } : {}),
    demo,
    logLevel: 'fatal',
  }
  const server = await startServer(config, { clock })
  const { url } = server
  const api: Person['api'] = (method, path, body, headers) => rawRequest(url, method, path, body, headers)

  const redirectUri = 'urn:ietf:wg:oauth:2.0:oob'
  const once = <T>(make: () => Promise<T>) => {
    let made: Promise<T> | undefined
    return () => {
      made ??= make()
      return made
    }
  }
  const app = once(async (): Promise<{ client_id: string; client_secret: string }> => {
    const made = await api('POST', '/api/v1/apps', {
      client_name: 'world',
      redirect_uris: redirectUri,
      scopes: allScopes,
    })
    assert.equal(made.status, 200, made.text)
    return made.body
  })
  async function requestToken(grant: Record<string, string>): Promise<string> {
    const { client_id, client_secret } = await app()
    const granted = await api('POST', '/oauth/token', { client_id, client_secret, redirect_uri: redirectUri, ...grant })
    assert.equal(granted.status, 200, granted.text)
    return granted.body.access_token
  }
  const appToken = once(() => requestToken({ grant_type: 'client_credentials', scope: allScopes }))

  /** Sends a form as a browser on this server's own page does. */
  const submit = (path: string, fields: Record<string, string>, cookie = '') =>
    api('POST', path, new URLSearchParams(fields).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      origin: url,
      cookie,
    })
  const passwordOf = (name: string) => `${name}-password-1`

  async function logIn(name: string): Promise<string> {
    const answer = await submit('/auth/sign_in', { name, password: passwordOf(name) })
    assert.equal(answer.status, 303, answer.text)
    return answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ')
  }

  return {
    url,
    server,
    ctx: server.ctx,
    clock,
    connectionString: database.connectionString,
    folder,
    settle: server.settle,
    api,
    async person(name) {
      const signedUp = await api(
        'POST',
        '/api/v1/accounts',
        {
          username: name,
          email: `${name}@people.example`,
          password: `${name}-password-1`,
          agreement: true,
          locale: '',
        },
        { authorization: `Bearer ${await appToken()}` },
      )
      assert.equal(signedUp.status, 200, signedUp.text)
      const token = signedUp.body.access_token as string
      const own = await api('GET', '/api/v1/accounts/verify_credentials', undefined, {
        authorization: `Bearer ${token}`,
      })
      assert.equal(own.status, 200, own.text)
      return {
        name,
        id: Number(own.body.id) as AccountId,
        token,
        client: createRestAPIClient({ url, accessToken: token }),
        api: (method, path, body, headers) =>
          rawRequest(url, method, path, body, { authorization: `Bearer ${token}`, ...headers }),
      }
    },
    appToken,
    async revoke(token) {
      const { client_id, client_secret } = await app()
      const revoked = await api('POST', '/oauth/revoke', { client_id, client_secret, token })
      assert.equal(revoked.status, 200, revoked.text)
    },
    logIn,
    submit,
    async tokenFor({ name }, scope) {
      const asked = { response_type: 'code', client_id: (await app()).client_id, redirect_uri: redirectUri, scope }
      const allowed = await submit('/oauth/authorize', { ...asked, decision: 'allow' }, await logIn(name))
      const code = /<code[^>]*>([^<]+)<\/code>/.exec(allowed.text)?.[1]
      assert.ok(code, allowed.text)
      return requestToken({ grant_type: 'authorization_code', code })
    },
    async stop() {
      await server.stop()
      await database.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
