/** Rows of the route table: one word says who may call. */
import type { Access, Endpoint, Route, Scope, Viewer } from './http.ts'
import type { FileLimit } from './upload.ts'

type Method = Route['method']
export type ForAnyone = Endpoint<Viewer | undefined>

function row(method: Method, path: string, access: Access, endpoint: Endpoint<Viewer>): Route {
  return { method, path, access, endpoint: endpoint as Endpoint<never> }
}
/** No token is needed; one that is sent must be valid and hold the scope. */
export const anyone = (method: Method, path: string, scope: Scope | undefined, endpoint: ForAnyone) =>
  row(method, path, { who: 'anyone', scope }, endpoint)
/** Any valid token, also an application's own. */
export const app = (method: Method, path: string, scope: Scope | undefined, endpoint: ForAnyone) =>
  row(method, path, { who: 'app', scope }, endpoint)
/** A person's token. */
export const person = (method: Method, path: string, scope: Scope, endpoint: Endpoint<Viewer>) =>
  row(method, path, { who: 'person', scope }, endpoint)
/** The web app of somebody who is logged in; no token. */
export const browser = (method: Method, path: string, endpoint: Endpoint<Viewer>) =>
  row(method, path, { who: 'browser', scope: undefined }, endpoint)
/** A browser, perhaps with a session. */
export const page = (method: Method, path: string, endpoint: ForAnyone) =>
  row(method, path, { who: 'page', scope: undefined }, endpoint)

/** Another scope opens the row too. */
export const or = (orScope: Scope, route: Route): Route => ({ ...route, orScope })

/** The row's endpoint is given the files of a form. */
export const taking = (takesFiles: FileLimit, route: Route): Route => ({ ...route, takesFiles })
