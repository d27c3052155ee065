/** Streams over WebSockets: the handshake, and what clients may say. */
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { clientAddress } from './client-address.ts'
import type { Context } from './context.ts'
import { type Failure, failureStatus, isFailure } from './failure.ts'
import type { Grant } from './http.ts'
import type { RateLimits } from './rate-limits.ts'
import {
  failureMessage,
  type Opened,
  type PersonGrant,
  type StreamEnd,
  type Streaming,
  type StreamRequest,
  type Transport,
  together,
} from './streaming.ts'

export const streamingPath = '/api/v1/streaming'
/** How many messages of one client may wait for their turn. */
const mostWaitingMessages = 100

export type SocketOptions = {
  ctx: Pick<Context, 'log' | 'origin'>
  streaming: Streaming
  authenticateToken: (token: string) => Promise<Grant | Failure | undefined>
  authenticateSession: (cookieHeader: string) => Promise<{ grant: Grant } | undefined>
  rateLimits: RateLimits
  trustedProxies: readonly string[]
}

const closing: Record<StreamEnd, { code: number; reason: string }> = {
  'too-slow': { code: 1013, reason: 'Read faster, or ask for less' },
  misused: { code: 1008, reason: 'Too many messages at once' },
  revoked: { code: 1008, reason: 'The access token is invalid' },
  stopping: { code: 1001, reason: 'This server is stopping' },
}

const field = z.string().max(500)
// Clients send the id of a list as text or as a number.
const listField = z.union([field, z.number().transform(String)])
const clientMessage = z.object({
  type: z.enum(['subscribe', 'unsubscribe']),
  stream: field,
  tag: field.optional().catch(undefined),
  list: listField.optional().catch(undefined),
})

/** Whether an upgrade is asked for here; any other is answered as the plain request it also is. */
export function asksForSocket({ headers, url = '' }: Pick<IncomingMessage, 'headers' | 'url'>): boolean {
  const isWebSocket = headers.upgrade?.toLowerCase() === 'websocket'
  return isWebSocket && new RegExp(`^${streamingPath}/?(\\?|$)`).test(url)
}

/** The header, then the query, then the protocol, which is all a browser can set. */
function tokenIn(request: IncomingMessage, query: URLSearchParams): string | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
  return bearer ?? query.get('access_token') ?? request.headers['sec-websocket-protocol']?.split(',')[0]?.trim()
}

/** A browser sends its cookie along whoever's page opens the socket, and always says whose page it is. */
async function grantOf(
  { ctx, authenticateToken, authenticateSession }: SocketOptions,
  { headers }: IncomingMessage,
  token: string | undefined,
): Promise<Grant | Failure | undefined> {
  if (token) return authenticateToken(token)
  if (headers.origin !== ctx.origin || !headers.cookie) return undefined
  return (await authenticateSession(headers.cookie))?.grant
}

type Caller = { grant: PersonGrant; address: string; first: StreamRequest | undefined }

async function admit(options: SocketOptions, request: IncomingMessage): Promise<Caller | Failure> {
  const address = clientAddress(request, options.trustedProxies)
  const query = new URLSearchParams(request.url?.split('?')[1] ?? '')
  const grant = await grantOf(options, request, tokenIn(request, query))
  const known = grant && !isFailure(grant) ? grant : undefined
  const allowance = await options.rateLimits.take(
    { method: 'GET', path: streamingPath },
    address,
    known?.viewer?.accountId,
  )
  if (!allowance.ok) return { failure: 'too-many', message: 'Too many requests: wait a moment, then try again' }
  if (isFailure(grant)) return grant
  if (!known?.viewer) return { failure: 'unauthorized', message: 'The access token is invalid' }
  const refused = options.streaming.refusal(known.viewer.accountId, address)
  if (refused) return refused
  const stream = query.get('stream')
  const named = (name: string) => query.get(name) ?? undefined
  return {
    grant: { ...known, viewer: known.viewer },
    address,
    first: stream ? { stream, tag: named('tag'), list: named('list') } : undefined,
  }
}

const statusLines: Record<number, string> = { 401: 'Unauthorized', 403: 'Forbidden', 429: 'Too Many Requests' }

function refuse(socket: Duplex, status: number, message: string) {
  const body = JSON.stringify({ error: message })
  socket.end(
    `HTTP/1.1 ${status} ${statusLines[status] ?? 'Error'}\r\nconnection: close\r\n` +
      `content-type: application/json; charset=utf-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )
}

/** `connection` carries the socket. */
function transportOver(socket: WebSocket, connection: Duplex): Transport {
  let isAlive = true
  const sign = () => {
    isAlive = true
  }
  socket.on('pong', sign)
  socket.on('message', sign)
  return {
    send(frames) {
      // Nothing may follow the close. `ws` writes at once what it is given, for nothing is compressed: the order holds.
      if (socket.readyState === WebSocket.OPEN) connection.write(together(frames.map((frame) => frame.message())))
    },
    sendFailure: (failure) => socket.send(failureMessage(failure)),
    waiting: () => socket.bufferedAmount,
    beat() {
      const wasAlive = isAlive
      isAlive = false
      if (wasAlive) socket.ping()
      return wasAlive
    },
    end(why) {
      const { code, reason } = closing[why]
      socket.close(code, reason)
      // A farewell would have to wait behind everything that was not read.
      if (why === 'too-slow') socket.terminate()
    },
    destroy: () => socket.terminate(),
  }
}

function readMessage(data: RawData): z.output<typeof clientMessage> | undefined {
  try {
    return clientMessage.safeParse(JSON.parse(data.toString())).data
  } catch {
    return undefined
  }
}

/** Takes what a client says in turns, so that a subscription and its end never pass each other. */
function converse(
  { ctx, streaming }: SocketOptions,
  socket: WebSocket,
  { stream, ready }: Opened,
  transport: Transport,
  first: StreamRequest | undefined,
) {
  let waiting = 0
  let turn: Promise<unknown> = ready
  const inTurn = (work: () => Promise<Failure | undefined>) => {
    waiting++
    turn = turn
      .then(async () => {
        const refused = (await ready) ? await work() : undefined
        if (refused) stream.sendFailure(refused)
      })
      .catch((error) => ctx.log.error({ err: error }, 'a message of a stream failed'))
      .finally(() => waiting--)
  }
  if (first) inTurn(() => streaming.subscribe(stream, first))
  socket.on('message', (data) => {
    const message = readMessage(data)
    if (!message) return
    if (waiting >= mostWaitingMessages) return transport.end('misused')
    inTurn(async () => {
      if (message.type === 'subscribe') return streaming.subscribe(stream, message)
      streaming.unsubscribe(stream, message)
      return undefined
    })
  })
}

export type TakeSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/** Answers requests for a WebSocket. */
export function createSockets(options: SocketOptions): TakeSocket {
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: options.streaming.limits.messageBytes,
  })
  async function take(request: IncomingMessage, socket: Duplex, head: Buffer) {
    const caller = await admit(options, request)
    if (isFailure(caller)) return refuse(socket, failureStatus[caller.failure], caller.message)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const transport = transportOver(webSocket, socket)
      // The close that follows says what there is to say.
      webSocket.on('error', () => {})
      const opened = options.streaming.open(caller.grant, caller.address, transport)
      if (isFailure(opened)) return transport.end('stopping')
      webSocket.once('close', opened.closed)
      converse(options, webSocket, opened, transport, caller.first)
    })
  }
  return (request, socket, head) => {
    // A client that goes away is no error, and what is left of it is closed by whoever holds it then.
    socket.on('error', () => {})
    take(request, socket, head).catch((error) => {
      options.ctx.log.error({ err: error }, 'a stream could not be opened')
      refuse(socket, 503, 'The database cannot be reached at the moment: try again in a few seconds')
    })
  }
}
