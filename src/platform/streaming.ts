/**
 * Open streams, however they are carried: counted, kept alive, dropped when their client takes too long, and closed when
 * the token they were opened with no longer stands. What goes over them is decided by whoever passes `Channels`.
 */
import type { Context } from './context.ts'
import { type Failure, failureStatus } from './failure.ts'
import type { Grant, Reply, Role, Viewer } from './http.ts'
import type { AccountId, Id } from './ids.ts'
import { socketMessage } from './socket-message.ts'

export type StreamLimits = {
  perAccount: number
  perAddress: number
  subscriptions: number
  /** Of one message from a client. */
  messageBytes: number
  /** What may wait for a client that reads slowly. */
  waitingBytes: number
  heartbeatMs: number
}

export const defaultStreamLimits: StreamLimits = {
  perAccount: 20,
  perAddress: 300,
  subscriptions: 50,
  messageBytes: 1_024,
  waitingBytes: 1_048_576,
  heartbeatMs: 20_000,
}

/** `stream`: the channel as its subscriber named it. Without a payload the event is all there is to say. */
export type Message = { stream: readonly string[]; event: string; payload: string | undefined }
/** A message as each transport carries it, written once for all who get it. */
export type Frame = { message: () => Buffer; lines: () => Buffer }

export function frameOf({ stream, event, payload }: Message): Frame {
  let message: Buffer | undefined
  let lines: Buffer | undefined
  return {
    message() {
      message ??= socketMessage(JSON.stringify({ stream, event, payload }))
      return message
    },
    lines() {
      lines ??= Buffer.from(`event: ${event}\ndata: ${payload}\n\n`)
      return lines
    },
  }
}

export function together(parts: readonly Buffer[]): Buffer {
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts)
}

export type PersonGrant = Grant & { viewer: Viewer }

/** Why a stream ends: the client's fault, an ended access, or the server's stop. */
export type StreamEnd = 'too-slow' | 'misused' | 'revoked' | 'stopping'

export type Transport = {
  /** All at once, in this order. */
  send: (frames: readonly Frame[]) => void
  sendFailure: (failure: Failure) => void
  /** Bytes that wait for the client. */
  waiting: () => number
  /** Shows the client that the server lives. False when the client has not shown the same since the last beat. */
  beat: () => boolean
  end: (why: StreamEnd) => void
  /** Ends it without waiting for the client. */
  destroy: () => void
}

export type OpenStream = {
  grant: PersonGrant
  send: (frames: readonly Frame[]) => void
  sendFailure: (failure: Failure) => void
}

/** A subscription as clients ask for it. */
export type StreamRequest = { stream: string; tag?: string | undefined; list?: string | undefined }

export type Channels = {
  /** Undefined once the stream gets what it asked for. */
  subscribe: (stream: OpenStream, request: StreamRequest) => Promise<Failure | undefined>
  unsubscribe: (stream: OpenStream, request: StreamRequest) => void
  countOf: (stream: OpenStream) => number
  /** The stream is closed and takes nothing more. */
  forget: (stream: OpenStream) => void
}

export type Streaming = {
  limits: StreamLimits
  /**
   * Takes a stream in. `ready` says whether its token still stands once a revocation can no longer miss it; nothing may
   * be subscribed to before. `closed` is to be called when the client has gone.
   */
  open: (grant: PersonGrant, address: string, transport: Transport) => Opened | Failure
  subscribe: (stream: OpenStream, request: StreamRequest) => Promise<Failure | undefined>
  unsubscribe: (stream: OpenStream, request: StreamRequest) => void
  /** Why one more may not be opened. */
  refusal: (account: AccountId, address: string) => Failure | undefined
  /** Of this account those opened with these tokens. */
  closeTokens: (account: AccountId, tokens: readonly Id[] | 'all') => void
  /** Looks whether the tokens of these accounts' streams still stand, where that was decided elsewhere. */
  check: (accounts: readonly AccountId[]) => Promise<void>
  count: () => number
  /** Sends every stream a sign of life, closes what no longer stands, and drops those who do not answer. */
  beat: () => Promise<void>
  /** Closes every stream and takes no more. */
  stop: () => Promise<void>
}

export type Opened = { stream: OpenStream; ready: Promise<boolean>; closed: () => void }

type Entry = { stream: OpenStream; address: string; transport: Transport }

const tooMany = (whose: string): Failure => ({
  failure: 'too-many',
  message: `Too many streams are open ${whose}: close one, then try again`,
})
const stopping: Failure = { failure: 'too-many', message: 'This server is stopping: try again in a moment' }
const farewellMs = 1_000

/** `standing`: of these tokens those that still open something, with what their person is. */
export function createStreaming(
  ctx: Pick<Context, 'log'>,
  standing: (tokens: readonly Id[]) => Promise<ReadonlyMap<Id, Role>>,
  channels: Channels,
  limits: StreamLimits = defaultStreamLimits,
): Streaming {
  const entries = new Set<Entry>()
  const byAccount = new Map<AccountId, Set<Entry>>()
  const perAddress = new Map<string, number>()
  /** Told to end when the server stops, and not gone yet. */
  const leaving = new Set<Entry>()
  let isStopped = false
  let whenLeft: (() => void) | undefined

  function forget(entry: Entry) {
    if (!entries.delete(entry)) return
    const { accountId } = entry.stream.grant.viewer
    const ofAccount = byAccount.get(accountId)
    ofAccount?.delete(entry)
    if (ofAccount?.size === 0) byAccount.delete(accountId)
    const left = (perAddress.get(entry.address) ?? 1) - 1
    if (left > 0) perAddress.set(entry.address, left)
    else perAddress.delete(entry.address)
    channels.forget(entry.stream)
  }

  /** Nothing is sent from here on, whatever the transport still does to say goodbye. */
  function close(entry: Entry, why: StreamEnd) {
    if (!entries.has(entry)) return
    forget(entry)
    entry.transport.end(why)
  }

  function refusal(account: AccountId, address: string): Failure | undefined {
    if (isStopped) return stopping
    if ((byAccount.get(account)?.size ?? 0) >= limits.perAccount) return tooMany('for this account')
    if ((perAddress.get(address) ?? 0) >= limits.perAddress) return tooMany('from this address')
    return undefined
  }

  async function closeFallen(open: readonly Entry[]) {
    if (open.length === 0) return
    const found = await standing([...new Set(open.map(({ stream }) => stream.grant.tokenId))])
    for (const entry of open)
      if (found.get(entry.stream.grant.tokenId) !== entry.stream.grant.viewer.role) close(entry, 'revoked')
  }

  async function stillStands(entry: Entry): Promise<boolean> {
    await closeFallen([entry])
    return entries.has(entry)
  }

  return {
    limits,
    refusal,
    open(grant, address, transport) {
      const { accountId } = grant.viewer
      const refused = refusal(accountId, address)
      if (refused) return refused
      const entry: Entry = {
        address,
        transport,
        stream: {
          grant,
          send(frames) {
            if (!entries.has(entry)) return
            transport.send(frames)
            if (transport.waiting() > limits.waitingBytes) close(entry, 'too-slow')
          },
          sendFailure(failure) {
            if (entries.has(entry)) transport.sendFailure(failure)
          },
        },
      }
      entries.add(entry)
      byAccount.set(accountId, (byAccount.get(accountId) ?? new Set()).add(entry))
      perAddress.set(address, (perAddress.get(address) ?? 0) + 1)
      const ready = stillStands(entry).catch((error) => {
        ctx.log.error({ err: error }, 'a stream could not be opened')
        close(entry, 'stopping')
        return false
      })
      return {
        stream: entry.stream,
        ready,
        closed() {
          forget(entry)
          leaving.delete(entry)
          if (leaving.size === 0) whenLeft?.()
        },
      }
    },

    async subscribe(stream, request) {
      if (channels.countOf(stream) >= limits.subscriptions)
        return { failure: 'too-many', message: `A stream takes up to ${limits.subscriptions} subscriptions` }
      return channels.subscribe(stream, request)
    },
    unsubscribe: channels.unsubscribe,

    closeTokens(account, tokens) {
      for (const entry of [...(byAccount.get(account) ?? [])])
        if (tokens === 'all' || tokens.includes(entry.stream.grant.tokenId)) close(entry, 'revoked')
    },

    check: (accounts) => closeFallen(accounts.flatMap((account) => [...(byAccount.get(account) ?? [])])),
    count: () => entries.size,

    async beat() {
      for (const entry of [...entries])
        if (!entry.transport.beat()) {
          forget(entry)
          entry.transport.destroy()
        }
      await closeFallen([...entries])
    },

    async stop() {
      isStopped = true
      for (const entry of entries) leaving.add(entry)
      for (const entry of [...leaving]) close(entry, 'stopping')
      if (leaving.size === 0) return
      await new Promise<void>((resolve) => {
        const deadline = setTimeout(resolve, farewellMs)
        whenLeft = () => {
          clearTimeout(deadline)
          resolve()
        }
      })
      for (const { transport } of leaving) transport.destroy()
    },
  }
}

/** What is said to a client whose request for a stream is refused once the stream is open. */
export function failureMessage(failure: Failure): string {
  return JSON.stringify({ error: failure.message, status: failureStatus[failure.failure] })
}

const eventStreamHeaders = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
}

/** Answers with Server-Sent Events of one channel. */
export async function eventStream(
  streaming: Streaming,
  grant: PersonGrant,
  address: string,
  request: StreamRequest,
): Promise<Reply | Failure> {
  let controller!: ReadableStreamDefaultController<Uint8Array>
  let opened: Opened | undefined
  let isOver = false
  const capacity = streaming.limits.waitingBytes * 2
  const body = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given
      },
      cancel() {
        isOver = true
        opened?.closed()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: capacity }),
  )
  const write = (text: string | Uint8Array) => {
    if (!isOver) controller.enqueue(typeof text === 'string' ? Buffer.from(text) : text)
  }
  function finish(end: () => void) {
    if (isOver) return
    isOver = true
    end()
    opened?.closed()
  }
  const transport: Transport = {
    send: (frames) => write(together(frames.map((frame) => frame.lines()))),
    sendFailure: () => finish(() => controller.close()),
    waiting: () => capacity - (controller.desiredSize ?? capacity),
    beat() {
      write(':thump\n')
      return !isOver
    },
    end: (why) => finish(() => (why === 'too-slow' ? controller.error(new Error(why)) : controller.close())),
    destroy: () => finish(() => controller.error(new Error('the stream was ended'))),
  }
  const result = streaming.open(grant, address, transport)
  if ('failure' in result) return result
  opened = result
  if (!(await opened.ready)) return { failure: 'unauthorized', message: 'The access token is invalid' }
  const refused = await streaming.subscribe(opened.stream, request)
  if (refused) {
    transport.destroy()
    return refused
  }
  write(':)\n')
  return { status: 200, headers: eventStreamHeaders, body }
}
