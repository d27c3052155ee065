/** Clients of streams that keep what they got. */
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { World } from '../world.ts'

// biome-ignore lint/suspicious/noExplicitAny: the tests read wire JSON of every shape
export type Received = { stream: string[]; event: string; payload: any }

export type Listener = {
  received: Received[]
  failures: { error: string; status: number }[]
  of: (event: string) => Received[]
  say: (message: object | string) => void
  /** Frames come in order: whatever was sent before is here. */
  echo: () => Promise<void>
  /** The server has taken in whatever was said. */
  subscribed: () => Promise<void>
  /** All that was committed has been sent, and has come here. */
  settled: () => Promise<void>
  closed: Promise<{ code: number; reason: string }>
  close: () => void
}

export function socketUrl(world: World, query = ''): string {
  return `${world.url.replace('http', 'ws')}/api/v1/streaming${query}`
}

/** The status with which a handshake is refused. */
export async function refusalOf(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers })
  const [, response] = await once(socket, 'unexpected-response')
  socket.on('error', () => {})
  socket.terminate()
  return response.statusCode
}

const nonsense = 'nonsense that marks a place'

export async function openSocket(
  world: World,
  query: string,
  protocols: string[] = [],
  headers: Record<string, string> = {},
  options: object = {},
): Promise<Listener> {
  const socket = new WebSocket(socketUrl(world, query), protocols, { headers, ...options })
  const received: Received[] = []
  const failures: Listener['failures'] = []
  const echoes: (() => void)[] = []
  const marks: (() => void)[] = []
  socket.on('message', (data) => {
    const message = JSON.parse(data.toString())
    if (message.error === 'Unknown stream type' && marks.length > 0) marks.shift()!()
    else if ('error' in message) failures.push(message)
    else {
      const isText = message.event === 'delete' || message.payload === undefined
      received.push({ ...message, payload: isText ? message.payload : JSON.parse(message.payload) })
    }
  })
  socket.on('pong', () => echoes.shift()?.())
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }))
  await once(socket, 'open')
  const say: Listener['say'] = (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
  const echo = () =>
    new Promise<void>((resolve) => {
      echoes.push(resolve)
      socket.ping()
    })
  return {
    received,
    failures,
    of: (event) => received.filter((one) => one.event === event),
    say,
    echo,
    // What clients say is taken in turns: the answer to nonsense comes behind all that was said before.
    subscribed: () =>
      new Promise<void>((resolve) => {
        marks.push(resolve)
        say({ type: 'subscribe', stream: nonsense })
      }),
    async settled() {
      await world.settle()
      await echo()
    },
    closed,
    close: () => socket.close(),
  }
}

/** Opens a socket and subscribes to each stream, and waits until the server has taken them all in. */
export async function listen(world: World, token: string, streams: readonly object[]): Promise<Listener> {
  const listener = await openSocket(world, '', [token])
  for (const stream of streams) listener.say({ type: 'subscribe', ...stream })
  if (streams.length < 50) await listener.subscribed()
  else await listener.echo()
  assert.deepEqual(listener.failures, [])
  return listener
}

export type EventReader = {
  /** The next event. */
  next: () => Promise<{ event: string; data: string }>
  /** The next comment after the one a stream begins with. */
  comment: () => Promise<string>
  ended: () => Promise<void>
  close: () => void
}

/** Server-Sent Events, once the server has subscribed the stream. */
export async function openEvents(
  world: World,
  path: string,
  token: string,
  tokenIn: 'header' | 'query' = 'header',
): Promise<EventReader> {
  const isInHeader = tokenIn === 'header'
  const abort = new AbortController()
  const response = await fetch(`${world.url}/api/v1/streaming${path}${isInHeader ? '' : token}`, {
    headers: isInHeader ? { authorization: `Bearer ${token}` } : {},
    signal: abort.signal,
  })
  assert.equal(response.status, 200)
  assert.equal(response.headers.get('content-type'), 'text/event-stream')
  const chunks = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  async function upTo(end: string): Promise<string> {
    while (!text.includes(end)) {
      const { value, done } = await chunks.read()
      if (done) throw new Error(`the stream ended after ${JSON.stringify(text)}`)
      text += value
    }
    const part = text.slice(0, text.indexOf(end))
    text = text.slice(part.length + end.length)
    return part
  }
  // A heartbeat may come before the greeting.
  for (;;) if ((await upTo('\n')) === ':)') break
  return {
    async next() {
      // A heartbeat may come at any time.
      const lines = (await upTo('\n\n')).split('\n').filter((line) => !line.startsWith(':'))
      const [event = '', data = ''] = lines
      assert.ok(event.startsWith('event: ') && data.startsWith('data: '), `${event} ${data}`)
      return { event: event.slice(7), data: data.slice(6) }
    },
    comment: () => upTo('\n'),
    async ended() {
      for (;;) if ((await chunks.read()).done) return
    },
    close: () => abort.abort(),
  }
}
