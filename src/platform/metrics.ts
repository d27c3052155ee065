import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Context } from './context.ts'
import type { Route } from './http.ts'

export type Metrics = {
  /** Times one request; call what it returns with the answer's status. */
  startRequest: (route: Pick<Route, 'method' | 'path'>) => (status: number) => void
  /** The Prometheus text format. */
  text: () => Promise<string>
  contentType: string
}

export function createMetrics(db: () => Context['db'], openStreams: () => number): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'twoway_http_request_seconds',
    help: 'Time to answer a request, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  new Gauge({
    name: 'twoway_jobs_waiting',
    help: 'Jobs that have not been done yet',
    registers: [registry],
    async collect() {
      const { count } = await db()
        .selectFrom('jobs')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('gave_up_at', 'is', null)
        .executeTakeFirstOrThrow()
      this.set(Number(count))
    },
  })
  new Gauge({
    name: 'twoway_open_streams',
    help: 'Streams that clients hold open',
    registers: [registry],
    collect() {
      this.set(openStreams())
    },
  })
  return {
    startRequest({ method, path }) {
      const end = requests.startTimer({ method, route: path })
      return (status) => end({ status: String(status) })
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
