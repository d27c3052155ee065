import type { Route } from '../../src/platform/http.ts'
import { createRoutes } from '../../src/routes.ts'

/** The route table without a server: the parts its endpoints need are never called. */
export function tableOfRoutes(): readonly Route[] {
  return createRoutes({
    delivered: undefined as never,
    streaming: undefined as never,
    metrics: undefined as never,
    metricsToken: undefined,
    webApp: undefined,
    isDemo: false,
  })
}

/** The path with this value for each parameter; one that begins with an @ or ends in .rss gets it so. */
export function fillPath(path: string, value: string): string {
  return path.replaceAll(/:\w+(\{[^}]*\})?/g, (_whole, shape = '') => {
    return `${shape.startsWith('{@') ? '@' : ''}${value}${shape.endsWith('.rss}') ? '.rss' : ''}`
  })
}
