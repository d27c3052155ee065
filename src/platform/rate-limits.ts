import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Clock } from './clock.ts'
import type { Route } from './http.ts'
import type { AccountId } from './ids.ts'

export type Limit = { points: number; seconds: number }
/** Mastodon's defaults. Every address counts, also the server's own. */
export const defaultLimits = {
  account: { points: 1_500, seconds: 300 },
  address: { points: 300, seconds: 300 },
  media: { points: 30, seconds: 1800 },
  /** Pictures that are looked at, and what pages are made of: a page of posts may show dozens. */
  pictures: { points: 6_000, seconds: 300 },
  deletion: { points: 30, seconds: 1800 },
  /** Questions about people, whose answers have to be computed. */
  people: { points: 90, seconds: 300 },
  signUp: { points: 5, seconds: 1800 },
  logIn: { points: 25, seconds: 300 },
  /** Files with everything. */
  export: { points: 60, seconds: 3_600 },
  appRegistration: { points: 25, seconds: 300 },
} satisfies Record<string, Limit>
export type Limits = Record<keyof typeof defaultLimits, Limit>

/** Where somebody who is logged in says the password again: no place to try many. */
const asksForPassword = new Set([
  'POST /settings/password',
  'POST /settings/delete',
  'PUT /api/twoway/v1/password',
  'PUT /api/twoway/v1/email',
  'POST /api/twoway/v1/account/delete',
])

const filePaths = new Set(['/media/:folder/:name', '/web/:name', '/assets/:name'])

type Key = { limit: keyof Limits; key: string }

function keysOf(route: Pick<Route, 'method' | 'path'>, address: string, accountId: AccountId | undefined): Key[] {
  const keys: Key[] =
    accountId === undefined ? [{ limit: 'address', key: address }] : [{ limit: 'account', key: String(accountId) }]
  const { method, path } = route
  if (filePaths.has(path)) return [{ limit: 'pictures', key: address }]
  const person = accountId === undefined ? address : String(accountId)
  if (method === 'POST' && /^\/api\/v\d\/media$/.test(path)) keys.push({ limit: 'media', key: person })
  if ((method === 'DELETE' && path === '/api/v1/statuses/:id') || path === '/api/v1/statuses/:id/unreblog')
    keys.push({ limit: 'deletion', key: person })
  if (method === 'POST' && (path === '/api/v1/accounts' || path === '/auth/sign_up'))
    keys.push({ limit: 'signUp', key: address })
  if (method === 'POST' && path === '/auth/sign_in') keys.push({ limit: 'logIn', key: address })
  if (asksForPassword.has(`${method} ${path}`)) keys.push({ limit: 'logIn', key: person })
  if (path.includes('/export/')) keys.push({ limit: 'export', key: person })
  if (path.startsWith('/api/twoway/v1/people/') || path.startsWith('/api/twoway/v1/audience'))
    keys.push({ limit: 'people', key: person })
  if (method === 'POST' && path === '/api/v1/apps') keys.push({ limit: 'appRegistration', key: address })
  return keys
}

export type Allowance = { ok: boolean; headers: Record<string, string> }
export type RateLimits = {
  take: (route: Pick<Route, 'method' | 'path'>, address: string, accountId: AccountId | undefined) => Promise<Allowance>
}

/** Counts in memory: a restart forgives. The headers tell of whichever limit is nearest. */
export function createRateLimits(limits: Limits, clock: Clock): RateLimits {
  const limiters = new Map(
    Object.entries(limits).map(([name, { points, seconds }]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points, duration: seconds }),
    ]),
  )
  async function consume({ limit, key }: Key) {
    try {
      return { limit, ok: true, state: await limiters.get(limit)!.consume(key) }
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return { limit, ok: false, state: refused }
      throw refused
    }
  }
  return {
    async take(route, address, accountId) {
      const taken = await Promise.all(keysOf(route, address, accountId).map(consume))
      const nearest = taken.toSorted(
        (a, b) => Number(a.ok) - Number(b.ok) || a.state.remainingPoints - b.state.remainingPoints,
      )[0]!
      const resetsAt = new Date(clock.now().getTime() + nearest.state.msBeforeNext)
      const headers: Record<string, string> = {
        'x-ratelimit-limit': String(limits[nearest.limit].points),
        'x-ratelimit-remaining': String(Math.max(0, nearest.state.remainingPoints)),
        'x-ratelimit-reset': resetsAt.toISOString(),
      }
      if (!nearest.ok) headers['retry-after'] = String(Math.ceil(nearest.state.msBeforeNext / 1000))
      return { ok: taken.every(({ ok }) => ok), headers }
    },
  }
}
