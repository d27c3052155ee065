/** A whole server on a database of its own, and a cast of people who use it over HTTP. */
import assert from 'node:assert/strict'
import { createRestAPIClient, type mastodon } from 'masto'
import { readConfig } from '../src/config.ts'
import { type RunningServer, startServer } from '../src/main.ts'
import type { Clock } from '../src/platform/clock.ts'
import type { AccountId } from '../src/platform/ids.ts'
import { defaultLimits, type Limits } from '../src/platform/rate-limits.ts'
import { createTestDatabase } from './cluster.ts'

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
  /** Every effect of what was committed, and every due job, is done. */
  settle: () => Promise<void>
  /** Signs somebody up and logs an app in for them. The first person is the owner. */
  person: (name: string) => Promise<Person>
  /** A raw request without a token. */
  api: Person['api']
  stop: () => Promise<void>
}

const allScopes = 'read write follow push'

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
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text ? JSON.parse(text) : undefined,
  }
}

export async function createWorld({ limits = roomyLimits }: { limits?: Limits } = {}): Promise<World> {
  const database = await createTestDatabase()
  const clock = settableClock()
  const config = {
    ...readConfig({ port: '0' }, {}),
    databaseUrl: database.connectionString,
    dataFolder: '/tmp',
    limits,
    logLevel: 'fatal',
  }
  const server = await startServer(config, { clock })
  const { url } = server
  const api: Person['api'] = (method, path, body, headers) => rawRequest(url, method, path, body, headers)

  let app: { client_id: string; client_secret: string } | undefined
  let appToken: string | undefined
  async function signUpToken(): Promise<string> {
    if (appToken) return appToken
    const created = await api('POST', '/api/v1/apps', {
      client_name: 'world',
      redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
      scopes: allScopes,
    })
    assert.equal(created.status, 200, created.text)
    app = created.body
    const granted = await api('POST', '/oauth/token', {
      grant_type: 'client_credentials',
      client_id: app!.client_id,
      client_secret: app!.client_secret,
      redirect_uri: 'urn:ietf:wg:oauth:2.0:oob',
      scope: allScopes,
    })
    assert.equal(granted.status, 200, granted.text)
    appToken = granted.body.access_token as string
    return appToken
  }

  return {
    url,
    server,
    ctx: server.ctx,
    clock,
    connectionString: database.connectionString,
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
          locale: 'en',
        },
        { authorization: `Bearer ${await signUpToken()}` },
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
    async stop() {
      await server.stop()
      await database.drop()
    },
  }
}
