/** What machines ask of a server: is it well, and how busy. */
import { sql } from 'kysely'
import { endpoint, json, type Viewer } from './http.ts'
import type { Metrics } from './metrics.ts'

export const health = endpoint<Viewer | undefined>({}, async ({ ctx }) => {
  await sql`select 1`.execute(ctx.db)
  return json({ status: 'UP' })
})

/** For this machine itself, or with the configured token. A request that a proxy passed on is not this machine's. */
export function metricsEndpoint(metrics: Metrics, token: string | undefined) {
  return endpoint<Viewer | undefined>({}, async ({ headers, address }) => {
    const isLocal = /^(127\.|::1$|0:0:0:0:0:0:0:1$)/.test(address) && !headers.has('x-forwarded-for')
    const hasToken = token !== undefined && headers.get('authorization') === `Bearer ${token}`
    if (!isLocal && !hasToken) return { failure: 'not-found', message: 'There is nothing at this address' }
    return { status: 200, headers: { 'content-type': metrics.contentType }, body: await metrics.text() }
  })
}
