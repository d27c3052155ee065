/**
 * The one way out of this server: every request to another machine goes through here. People and other servers choose
 * the URLs, so nothing in a URL, a DNS answer, a redirect or a response is believed.
 *
 * The address is checked where the socket is made: a name is resolved once per connection, every answer must be allowed,
 * and the socket can only reach the answers that were checked. That is what stops DNS rebinding; checking before the
 * request, and letting the client resolve again, does not.
 */
import { isIP, type LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { type BrotliOptions, brotliDecompress, gunzip, type ZlibOptions } from 'node:zlib'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { publicDns } from './public-dns.ts'
import { isPublicAddress } from './special-addresses.ts'

export type FetchLimits = {
  /** The most bytes a body may have, both as sent and when decompressed. */
  maxBytes: number
  /** Milliseconds for everything together: names, connections, headers, bodies and all redirects. */
  deadlineMs: number
  maxRedirects: number
}

export const defaultFetchLimits: FetchLimits = { maxBytes: 1024 * 1024, deadlineMs: 10_000, maxRedirects: 3 }

export type FetchRefusal = {
  /**
   * bad-url: no http or https address we could open. refused: we do not go there. unreachable: no readable answer.
   * cancelled: the caller's signal was aborted.
   */
  kind: 'bad-url' | 'refused' | 'unreachable' | 'timed-out' | 'too-large' | 'too-many-redirects' | 'cancelled'
  /** Safe to show: a sentence that names the host but never an address it resolved to. */
  message: string
  /** For the log only. */
  cause?: unknown
}

export type FetchRequest = {
  method?: 'GET' | 'HEAD' | 'POST'
  headers?: Headers | Record<string, string>
  body?: string | Uint8Array
  signal?: AbortSignal
  limits?: Partial<FetchLimits>
}

export type Fetched = {
  /** Any status: 404 and 500 are answers, not refusals. */
  status: number
  headers: Headers
  /** Decompressed. */
  body: Uint8Array
  /** The URL that answered, after redirects. */
  url: string
}

export type FetchResult = { ok: true; response: Fetched } | { ok: false; refusal: FetchRefusal }

/** Never throws for what the network does; throws a TypeError for headers that are not valid HTTP. */
export type GuardedFetch = (url: string | URL, request?: FetchRequest) => Promise<FetchResult>

export type FetchPolicy = {
  userAgent: string
  /** Ports that may be contacted: 80 and 443 unless told. */
  ports?: readonly number[] | 'any'
  /** Admits an address that would be refused. For tests and trials between servers on one machine, never for production. */
  allowSpecialAddress?: (address: string, port: number) => boolean
  /** All addresses of a name, in the order to try them. Asks the DNS servers unless told. */
  resolve?: (hostname: string) => Promise<string[]>
}

type Hop = {
  url: URL
  method: NonNullable<FetchRequest['method']>
  headers: Headers
  body: string | Uint8Array | undefined
}

const webPorts: readonly number[] = [80, 443]
const maxHeaderBytes = 32 * 1024
const maxConnectionsPerOrigin = 8
const redirectStatuses = [301, 302, 303, 307, 308]
const localNames = ['localhost', 'localdomain', 'local', 'internal', 'home.arpa']
/** Set by the connection itself; a caller's `Host` would name another site than the one whose address was checked. */
const connectionHeaders = [
  'host',
  'connection',
  'keep-alive',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'expect',
  'te',
  'trailer',
]
const credentialHeaders = ['authorization', 'proxy-authorization', 'cookie', 'signature', 'signature-input']
const bodyHeaders = [
  'content-type',
  'content-encoding',
  'content-language',
  'content-location',
  'content-digest',
  'digest',
]

/** Each stops as soon as its output exceeds `maxOutputLength`, however large the whole would be. */
const decompressors = new Map([
  ['gzip', promisify<Buffer, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<Buffer, ZlibOptions, Buffer>(gunzip)],
  ['br', promisify<Buffer, BrotliOptions, Buffer>(brotliDecompress)],
])

export function createGuardedFetch(policy: FetchPolicy): GuardedFetch & { close(): Promise<void> } {
  const agent = new Agent({
    connect: guardedConnector(policy),
    connections: maxConnectionsPerOrigin,
    maxHeaderSize: maxHeaderBytes,
    keepAliveMaxTimeout: 30_000,
  })

  async function guardedFetch(url: string | URL, request: FetchRequest = {}): Promise<FetchResult> {
    const limits = { ...defaultFetchLimits, ...request.limits }
    const headers = new Headers(request.headers)
    for (const name of connectionHeaders) headers.delete(name)
    headers.set('user-agent', policy.userAgent)
    if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'gzip, br')

    const parsed = URL.parse(url)
    if (!parsed) return refuse({ kind: 'bad-url', message: 'This is not a web address. Check it and try again.' })
    const first: Hop = { url: parsed, method: request.method ?? 'GET', headers, body: request.body }

    const deadline = new AbortController()
    const timer = setTimeout(() => deadline.abort(), limits.deadlineMs)
    const signal = request.signal ? AbortSignal.any([deadline.signal, request.signal]) : deadline.signal
    try {
      return await untilAborted(follow(agent, policy, first, limits, signal), signal)
    } catch (cause) {
      if (request.signal?.aborted) return refuse({ kind: 'cancelled', message: 'The request was cancelled.', cause })
      if (deadline.signal.aborted) return refuse(timedOut(parsed.hostname, cause))
      return refuse(refusalFrom(cause, parsed.hostname))
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends the requests under way as `unreachable`. */
  const close = () => agent.destroy()
  return Object.assign(guardedFetch, { close })
}

async function follow(
  agent: Agent,
  policy: FetchPolicy,
  first: Hop,
  limits: FetchLimits,
  signal: AbortSignal,
): Promise<FetchResult> {
  let hop = first
  for (let redirects = 0; ; redirects += 1) {
    signal.throwIfAborted()
    const objection = objectionTo(hop.url, policy)
    if (objection) return refuse(objection)

    const answer = await agent.request({
      origin: hop.url.origin,
      path: hop.url.pathname + hop.url.search,
      method: hop.method,
      headers: Object.fromEntries(hop.headers),
      body: hop.body ?? null,
      signal,
    })
    const headers = responseHeaders(answer)
    const location = redirectStatuses.includes(answer.statusCode) ? headers.get('location') : null
    if (location === null) return { ok: true, response: await received(hop, answer, headers, limits.maxBytes) }

    answer.body.on('error', () => {}).destroy()
    if (redirects >= limits.maxRedirects) {
      return refuse({
        kind: 'too-many-redirects',
        message: `${first.url.hostname} redirects too many times. Try the final address instead.`,
      })
    }
    const target = redirectTarget(location, hop.url)
    if ('kind' in target) return refuse(target)
    hop = nextHop(hop, answer.statusCode, target)
  }
}

/** What is wrong with a URL as it stands. Addresses, also those written in the URL, are checked by the connector. */
function objectionTo(url: URL, policy: FetchPolicy): FetchRefusal | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { kind: 'bad-url', message: 'Only http and https addresses can be opened. Check the address and try again.' }
  }
  if (url.username !== '' || url.password !== '') {
    return { kind: 'bad-url', message: 'The address holds a user name or password. Remove it and try again.' }
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (host.endsWith('.')) {
    return { kind: 'bad-url', message: 'The name of the server ends with a dot. Remove the dot and try again.' }
  }
  const port = portOf(url.protocol, url.port)
  const ports = policy.ports ?? webPorts
  if (ports !== 'any' && !ports.includes(port)) {
    return { kind: 'refused', message: `This server does not open port ${port}. Use an address without a port.` }
  }
  const isLocalName = !host.includes('.') || localNames.some((name) => host === name || host.endsWith(`.${name}`))
  return isIP(host) === 0 && isLocalName ? notPublic(host) : undefined
}

function guardedConnector(policy: FetchPolicy): buildConnector.connector {
  const resolve = policy.resolve ?? publicDns()
  return async (options, callback) => {
    try {
      const port = portOf(options.protocol, options.port)
      const addresses = await checkedAddresses(options.hostname, port, resolve, policy)
      const lookup: LookupFunction = (_hostname, _options, answer) => answer(null, addresses)
      const connect = buildConnector({
        lookup,
        // With this Node asks `lookup` for all addresses and tries the next when one does not answer.
        autoSelectFamily: true,
        autoSelectFamilyAttemptTimeout: 1_000,
        allowH2: false,
        port,
      })
      connect(options, callback)
    } catch (error) {
      callback(error as Error, null)
    }
  }
}

/** Throws a refusal unless there are addresses and every one of them is allowed. */
async function checkedAddresses(
  hostname: string,
  port: number,
  resolve: NonNullable<FetchPolicy['resolve']>,
  policy: FetchPolicy,
) {
  const addresses = isIP(hostname) === 0 ? await resolve(hostname) : [hostname]
  if (addresses.length === 0) throw new Error(`${hostname} has no addresses`)
  if (!addresses.every((address) => isAllowed(address, port, policy))) throw refusalError(notPublic(hostname))
  return addresses.map((address) => ({ address, family: isIP(address) }))
}

function isAllowed(address: string, port: number, policy: FetchPolicy): boolean {
  return isPublicAddress(address) || (isIP(address) !== 0 && policy.allowSpecialAddress?.(address, port) === true)
}

function redirectTarget(location: string, from: URL): URL | FetchRefusal {
  // Header values arrive as Latin-1; servers send UTF-8.
  const target = URL.parse(Buffer.from(location, 'latin1').toString('utf8'), from)
  if (!target) return { kind: 'bad-url', message: `${from.hostname} redirects to something that is not a web address.` }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    return { kind: 'refused', message: `${from.hostname} redirects from https to http, which is not safe to follow.` }
  }
  return target
}

/** The request a redirect asks for, by the rules of https://fetch.spec.whatwg.org/#http-redirect-fetch. */
function nextHop(hop: Hop, status: number, url: URL): Hop {
  const headers = new Headers(hop.headers)
  if (url.origin !== hop.url.origin) for (const name of credentialHeaders) headers.delete(name)
  const becomesGet = status === 303 ? hop.method !== 'HEAD' : status <= 302 && hop.method === 'POST'
  if (!becomesGet) return { ...hop, url, headers }
  for (const name of bodyHeaders) headers.delete(name)
  return { url, method: 'GET', headers, body: undefined }
}

function responseHeaders(answer: Dispatcher.ResponseData): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const line of Array.isArray(value) ? value : [value ?? '']) headers.append(name, line)
  }
  return headers
}

/** Reads the body. The headers lose what described it only as it was sent. */
async function received(
  hop: Hop,
  answer: Dispatcher.ResponseData,
  headers: Headers,
  maxBytes: number,
): Promise<Fetched> {
  const host = hop.url.hostname
  const tooLarge = refusalError({
    kind: 'too-large',
    message: `What ${host} sent is too large for this server to open.`,
  })
  const response = { status: answer.statusCode, headers, url: hop.url.href }
  try {
    const announcesBody = hop.method !== 'HEAD' && answer.statusCode !== 304
    if (announcesBody && Number(headers.get('content-length')) > maxBytes) throw tooLarge
    const sent = await collected(answer.body, maxBytes, tooLarge)
    const encoding = (headers.get('content-encoding') ?? 'identity').trim().toLowerCase()
    if (encoding === 'identity' || sent.length === 0) return { ...response, body: new Uint8Array(sent) }

    const decompress = decompressors.get(encoding)
    if (!decompress) throw new Error(`The content encoding ${encoding} is not supported`)
    const body = await decompress(sent, { maxOutputLength: maxBytes })
    headers.delete('content-encoding')
    headers.delete('content-length')
    return { ...response, body: new Uint8Array(body) }
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge : error
  } finally {
    answer.body.on('error', () => {}).destroy()
  }
}

async function collected(chunks: AsyncIterable<Buffer>, maxBytes: number, tooLarge: Error): Promise<Buffer> {
  const parts: Buffer[] = []
  let total = 0
  for await (const part of chunks) {
    total += part.length
    if (total > maxBytes) throw tooLarge
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** A request that waits for its connection notices its signal only once connected, so the deadline cannot rely on it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    work.then(resolve, reject)
  })
}

function portOf(protocol: string, port: string): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}

function refuse(refusal: FetchRefusal): FetchResult {
  return { ok: false, refusal }
}

function notPublic(host: string): FetchRefusal {
  return {
    kind: 'refused',
    message: `${host} is not on the public internet, so this server does not open it. Use a public address.`,
  }
}

function timedOut(host: string, cause: unknown): FetchRefusal {
  return { kind: 'timed-out', message: `${host} took too long to answer. Try again later.`, cause }
}

/** Carries a refusal through places that only pass errors on. */
function refusalError(refusal: FetchRefusal): Error & { refusal: FetchRefusal } {
  return Object.assign(new Error(refusal.message), { refusal })
}

function refusalFrom(error: unknown, host: string): FetchRefusal {
  const { refusal, code } = error as { refusal?: FetchRefusal; code?: string }
  if (refusal) return refusal
  if (code === 'UND_ERR_HEADERS_OVERFLOW') {
    return { kind: 'too-large', message: `${host} sent larger headers than this server reads.`, cause: error }
  }
  const timeouts = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']
  if (code !== undefined && timeouts.includes(code)) return timedOut(host, error)
  return {
    kind: 'unreachable',
    message: `${host} cannot be reached or gave no readable answer. Try again later.`,
    cause: error,
  }
}
