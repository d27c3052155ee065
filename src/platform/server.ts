/** The HTTP server: one table of routes behind the checks that every request passes. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { type HttpBindings, serve } from '@hono/node-server'
import { Hono, type Context as HonoContext } from 'hono'
import { localeFor } from '../messages/locale.ts'
import { type Words, wordsIn } from '../messages/words.ts'
import { cookieUse } from './browser-request.ts'
import { clientAddress } from './client-address.ts'
import type { Context } from './context.ts'
import { isDatabaseAway } from './db.ts'
import { type Failure, failing, failureSentence, invalid, isFailure } from './failure.ts'
import { type Call, failureReply, type Grant, type Reply, type Route, type Viewer } from './http.ts'
import type { Metrics } from './metrics.ts'
import type { RateLimits } from './rate-limits.ts'
import { readInput } from './request-input.ts'
import { StartError } from './start-error.ts'
import { asksForSocket, streamingPath, type TakeSocket } from './streaming-socket.ts'
import { carriesFiles, type FileLimit, type SpooledBody, spoolBody, tooManyUploads, uploadTurns } from './upload.ts'

type Env = { Bindings: HttpBindings }

export type ServerOptions = {
  ctx: Context
  routes: readonly Route[]
  /** The grant of a bearer token, undefined when it is unknown or revoked, a failure when its owner may not act now. */
  authenticateToken: (token: string) => Promise<Grant | Failure | undefined>
  authenticateSession: (
    cookieHeader: string,
  ) => Promise<{ viewer: Viewer; sessionHash: string; grant: Grant } | undefined>
  /** How a failure looks on a page; the API's failures are JSON. */
  failurePage: (failure: Failure, viewer: Viewer | undefined, words: Words) => Reply
  rateLimits: RateLimits
  metrics: Metrics
  trustedProxies: readonly string[]
}

const unauthorized: Failure = { failure: 'unauthorized', message: 'The access token is invalid' }
const foreign: Failure = {
  failure: 'forbidden',
  message: 'This came from another site: open the page here and try again',
}
const foreignForm = failing('forbidden', (words) => words.foreignForm)
const tooManyRequests = failing('too-many', (words) => words.tooManyRequests)
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin',
}

/** `read:accounts` is held by `read:accounts`, `read`, and for relations also by the old `follow`. */
export function holdsScope(held: readonly string[], needed: string): boolean {
  const family = needed.split(':')[0]!
  const ofFollow = /^(read|write):(follows|blocks|mutes)$/.test(needed)
  return held.includes(needed) || held.includes(family) || (ofFollow && held.includes('follow'))
}

/** A browser can set no header for a stream. */
function tokenInQuery(route: Route, request: Request): string | undefined {
  const isStream = route.path.startsWith(`${streamingPath}/`)
  return (isStream && new URL(request.url).searchParams.get('access_token')) || undefined
}

const wordsFor = (viewer: Viewer | undefined, headers: Headers): Words =>
  wordsIn(localeFor(viewer?.locale, headers.get('accept-language')))

type Caller = { viewer: Viewer | undefined; grant: Grant | undefined; sessionHash: string | undefined }

async function identify(options: ServerOptions, route: Route, request: Request): Promise<Caller | Failure> {
  const nobody: Caller = { viewer: undefined, grant: undefined, sessionHash: undefined }
  if (route.access.who === 'page') {
    const session = await options.authenticateSession(request.headers.get('cookie') ?? '')
    return session ? { ...nobody, ...session, grant: undefined } : nobody
  }
  const header = request.headers.get('authorization')
  const token = header ? /^Bearer +(\S+) *$/i.exec(header)?.[1] : tokenInQuery(route, request)
  if (!header && !token) {
    const use = cookieUse(options.ctx.origin, request.method, request.headers)
    if (use === 'foreign') return foreign
    const session = use === 'own' && (await options.authenticateSession(request.headers.get('cookie') ?? ''))
    if (session) return session
  }
  const needsToken = route.access.who !== 'anyone'
  if (!token) return needsToken || (header && /^Bearer/i.test(header)) ? unauthorized : nobody
  const grant = await options.authenticateToken(token)
  if (!grant) return unauthorized
  if (isFailure(grant)) return grant
  return { ...nobody, viewer: grant.viewer, grant }
}

/** Undefined: the caller may. */
function refusal(route: Route, { viewer, grant, sessionHash }: Caller): Failure | undefined {
  const { who, scope } = route.access
  const holds = (needed: string | undefined) => needed !== undefined && grant && holdsScope(grant.scopes, needed)
  if (scope && grant && !holds(scope) && !holds(route.orScope))
    return { failure: 'forbidden', message: 'This action is outside the authorized scopes' }
  if (who === 'person' && !viewer) return invalid('This method requires an authenticated user')
  if (who === 'browser' && !sessionHash)
    return { failure: 'forbidden', message: 'No app may do this: open the settings of this server in a browser' }
  return undefined
}

/** A form on another site must not act for the person whose cookie the browser sends along. */
function isForgedForm(ctx: Context, route: Route, request: Request): boolean {
  if (route.access.who !== 'page' || route.method === 'GET') return false
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (origin !== null) return origin !== ctx.origin
  return site === null || !['same-origin', 'none'].includes(site)
}

async function answer(options: ServerOptions, route: Route, c: HonoContext<Env>): Promise<Reply> {
  const { ctx, rateLimits } = options
  const isPage = route.access.who === 'page'
  const address = clientAddress(c.env.incoming, options.trustedProxies)
  const caller = await identify(options, route, c.req.raw)
  const viewer = isFailure(caller) ? undefined : caller.viewer
  const words = wordsFor(viewer, c.req.raw.headers)
  // Apps get English sentences, as they expect; our own speaks the language of who uses it.
  const isOurApp = !isFailure(caller) && caller.sessionHash !== undefined
  const reply = (failure: Failure) =>
    failureReply(isOurApp ? { ...failure, message: failureSentence(failure, words) } : failure)
  const show = (failure: Failure) => (isPage ? options.failurePage(failure, viewer, words) : reply(failure))
  const allowance = await rateLimits.take(route, address, viewer?.accountId)
  // What a cookie opens is no cache's to keep.
  const caching = !isPage && !isFailure(caller) && caller.sessionHash ? { 'cache-control': 'private, no-store' } : {}
  const withLimits = (reply: Reply): Reply => ({
    ...reply,
    headers: { ...caching, ...reply.headers, ...allowance.headers },
  })
  if (!allowance.ok) return withLimits(show(tooManyRequests))
  if (isFailure(caller)) return withLimits(show(caller))
  const refused = refusal(route, caller)
  if (refused) return withLimits(show(refused))
  if (isForgedForm(ctx, route, c.req.raw)) return show(foreignForm)
  const perform = async (spooled?: SpooledBody): Promise<Reply | Failure> => {
    const request = await readInput(c, spooled)
    if (isFailure(request)) return request
    const call: Call<Viewer | undefined, Record<string, string>> = {
      ctx,
      ...caller,
      words,
      params: request.params,
      input: request.input,
      files: request.files,
      headers: c.req.raw.headers,
      url: ctx.origin + request.pathAndQuery,
      address,
    }
    return route.endpoint(call as Call<never, Record<string, string>>)
  }
  const { takesFiles } = route
  const result =
    takesFiles && carriesFiles(c.req.raw) ? await performUpload(c.req.raw, takesFiles, perform) : await perform()
  return withLimits(isFailure(result) ? show(result) : result)
}

/** Whatever the size of the line, only the uploads whose turn it is are in memory. */
async function performUpload(
  request: Request,
  limit: FileLimit,
  perform: (spooled: SpooledBody) => Promise<Reply | Failure>,
): Promise<Reply | Failure> {
  const spooled = await spoolBody(request, limit)
  if (isFailure(spooled)) return spooled
  try {
    const result = await uploadTurns(() => perform(spooled))
    return result === 'too-many' ? tooManyUploads : result
  } finally {
    await spooled.discard()
  }
}

function respond({ status, headers, body }: Reply, usual: Record<string, string>): Response {
  const given = Object.entries({ ...usual, ...headers })
  const isPlain = given.every(([, value]) => typeof value === 'string')
  const pairs = given.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]))
  return new Response(body as ConstructorParameters<typeof Response>[0], {
    status,
    // As one object they go to Node as they are.
    headers: isPlain ? Object.fromEntries(pairs) : pairs,
  })
}

/** A browser shows a page of another site only what carries these, failures too. */
const corsHeaders = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE, OPTIONS',
  'access-control-allow-headers': 'Authorization, Content-Type, Idempotency-Key',
  'access-control-expose-headers': 'Link, X-RateLimit-Reset, X-RateLimit-Limit, X-RateLimit-Remaining, X-Request-Id',
  'access-control-max-age': '86400',
}

const pageHeaders = { 'x-content-type-options': 'nosniff' }
const apiHeaders = { ...securityHeaders, ...corsHeaders }

const nothingThere: Failure = { failure: 'not-found', message: 'There is nothing at this address' }
/** Every address that no route has: whoever is logged in is greeted there too. */
const nowhere: Route = {
  method: 'GET',
  path: '*',
  access: { who: 'page', scope: undefined },
  endpoint: async () => nothingThere,
}

export function createApp(options: ServerOptions): Hono<Env> {
  const { ctx, metrics } = options
  // As Rails has it: some clients end every path with a slash.
  const app = new Hono<Env>({ strict: false })
  for (const route of options.routes) {
    const isPage = route.access.who === 'page'
    app.on(route.method, [route.path], async (c) => {
      const done = metrics.startRequest(route)
      let reply: Reply
      try {
        reply = await answer(options, route, c)
      } catch (error) {
        ctx.log.error({ err: error, method: route.method, path: route.path }, 'request failed')
        reply = failureOfServer(error)
      }
      done(reply.status)
      return respond(reply, isPage ? pageHeaders : apiHeaders)
    })
  }
  app.options('*', () => new Response(null, { status: 204, headers: corsHeaders }))
  app.notFound(async (c) => {
    const isPage = !c.req.path.startsWith('/api/') && c.req.header('accept')?.includes('text/html')
    return isPage
      ? respond(await answer(options, nowhere, c), pageHeaders)
      : respond(failureReply(nothingThere), apiHeaders)
  })
  app.onError((error) => {
    ctx.log.error({ err: error }, 'request failed')
    return respond(failureOfServer(error), apiHeaders)
  })
  return app
}

function failureOfServer(error: unknown): Reply {
  const isAway = isDatabaseAway(error)
  const body = isAway
    ? 'The database cannot be reached at the moment: try again in a few seconds'
    : 'Something went wrong on this server. It has been written to its log'
  return {
    status: isAway ? 503 : 500,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ error: body }),
  }
}

export type Handler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>
export type Listening = {
  port: number
  /** Until this is called every request is answered with 503. */
  handle: (handler: Handler) => void
  /** Until this is called requests for a WebSocket are answered as plain ones. */
  handleSockets: (take: TakeSocket) => void
  /** Takes no new connections and waits for the requests in flight, 10 seconds at most. */
  stop: () => Promise<void>
}

/** Takes the port first, so that a busy one is told before anything else is touched. */
export function listen(host: string, port: number): Promise<Listening> {
  let handler: Handler = () =>
    new Response(JSON.stringify({ error: 'This server is starting: try again in a moment' }), {
      status: 503,
      headers: { 'content-type': 'application/json', 'retry-after': '1' },
    })
  let takeSocket: TakeSocket | undefined
  const shouldUpgradeCallback = (request: IncomingMessage) => takeSocket !== undefined && asksForSocket(request)
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: (request, env) => handler(request, env as HttpBindings),
        hostname: host,
        port,
        serverOptions: { shouldUpgradeCallback },
      },
      (info: AddressInfo) => {
        server.off('error', reject)
        resolve({
          port: info.port,
          handle: (next) => {
            handler = next
          },
          handleSockets: (next) => {
            takeSocket = next
          },
          stop: () => stop(server, open),
        })
      },
    ) as Server
    server.requestTimeout = 60_000
    server.headersTimeout = 20_000
    // Longer than proxies and clients keep an idle connection: closed by us, it may be just when they send.
    server.keepAliveTimeout = 65_000
    server.on('upgrade', (request, socket, head) => takeSocket?.(request, socket, head))
    const open = new Set<ServerResponse>()
    server.prependListener('request', (_request, response) => {
      open.add(response)
      response.once('close', () => open.delete(response))
      response.shouldKeepAlive &&= server.listening
    })
    server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
      const isAnswering = [...open].some((response) => response.socket === socket && response.headersSent)
      if (isAnswering || !socket.writable) socket.destroy()
      else refuseUnreadable(error, socket)
    })
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListenError(error, host, port)))
  })
}

const unreadable: Record<string, [status: string, message: string]> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'The address and the headers must be shorter than 16 kB',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Payload Too Large', 'The extensions of the chunks are too long'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request took too long to arrive: send it again'],
}

/** What Node cannot read as a request reaches no handler. */
function refuseUnreadable({ code = '' }: NodeJS.ErrnoException, socket: Duplex) {
  const [status, message] = unreadable[code] ?? ['400 Bad Request', 'This is no HTTP request that can be read']
  const body = JSON.stringify({ error: message })
  socket.end(
    `HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-type: application/json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

function explainListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is taken by another program: stop it, or choose another port (npm start -- --port ${port + 1}).`,
    )
  if (error.code === 'EACCES')
    return new StartError(`Port ${port} may not be opened by this user: choose one above 1023.`)
  if (['EADDRNOTAVAIL', 'ENOTFOUND', 'EAI_AGAIN'].includes(error.code ?? ''))
    return new StartError(`This machine has no address ${host}: give one of its own, or 0.0.0.0 for all of them.`)
  return error
}

function stop(server: Server, open: Iterable<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), 10_000)
    server.close(() => {
      clearTimeout(deadline)
      resolve()
    })
    server.closeIdleConnections()
    // Nothing more comes over these connections: their answers say so, and none is waited for until it times out.
    for (const response of open) response.shouldKeepAlive = false
  })
}
