import pg from 'pg'
const realFetch = globalThis.fetch
const { createWorld } = await import('../tests/world.ts'); const { listen } = await import('../tests/api/stream-clients.ts'); globalThis.fetch = realFetch
import { createPost } from '../src/posts/actions.ts'
const counts = new Map<string, number>(); let times = new Map<string, number>()
const original = pg.Client.prototype.query as any
let on = false
;(pg.Client.prototype as any).query = function (q: any, ...rest: any[]) {
  const text = (typeof q === 'string' ? q : q.text) as string
  const started = performance.now()
  const r = original.call(this, q, ...rest)
  if (on && r?.then) { const k = text.replace(/\s+/g, ' ').slice(0, 110); counts.set(k, (counts.get(k) ?? 0) + 1); r.then(() => times.set(k, (times.get(k) ?? 0) + performance.now() - started), () => {}) }
  return r
}
const world = await createWorld()
const mara = await world.person('mara')
const streams = []
for (let i = 0; i < 10; i++) { const p = await world.person('p' + i); await p.api('POST', `/api/v1/accounts/${mara.id}/follow`); streams.push(await listen(world, p.token, [{ stream: 'user' }])) }
await world.settle()
on = true
const c0 = process.cpuUsage(); const t0 = performance.now()
const n = 100
for (let i = 0; i < n; i++) { await createPost(world.ctx, { accountId: mara.id, clientId: undefined }, { text: 'hello ' + i, spoilerText: '', sensitive: undefined, visibility: undefined, language: undefined, inReplyToId: undefined } as any) }
await world.settle()
on = false
const c = process.cpuUsage(c0)
console.log('wall', (performance.now() - t0) / n, 'cpu ms/post', (c.user + c.system) / 1000 / n, 'queries/post', [...counts.values()].reduce((a, b) => a + b) / n)
for (const [k, v] of [...counts].sort((a, b) => b[1] - a[1]).slice(0, 45)) console.log(v / n, (times.get(k)! / v).toFixed(1), k)
console.log(streams[0]!.received.length)
for (const s of streams) s.close()
await world.stop()
