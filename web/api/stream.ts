/** One WebSocket for the whole app, opened again whenever it falls, with what is told over it. */
import { connection } from './connection.ts'
import type { Notification, Post } from './entities.ts'

export type StreamEvent =
  | { event: 'update' | 'status.update'; payload: Post }
  | { event: 'delete'; payload: string }
  | { event: 'notification'; payload: Notification }
  | { event: 'filters_changed' }
  /** The stream is open, for the first time or again: whatever was told before may have been missed. */
  | { event: 'open' }
  | { event: 'closed' }

type Listener = (event: StreamEvent) => void

const listeners = new Set<Listener>()
let socket: WebSocket | undefined
let isOpen = false
let failures = 0
let timer: number | undefined

function tell(event: StreamEvent) {
  for (const listener of listeners) listener(event)
}

function read(data: string): StreamEvent | undefined {
  const { event, payload } = JSON.parse(data)
  if (event === 'delete') return { event, payload }
  if (['update', 'status.update', 'notification'].includes(event)) return { event, payload: JSON.parse(payload) }
  return event === 'filters_changed' ? { event } : undefined
}

function connect() {
  clearTimeout(timer)
  if (socket || listeners.size === 0 || !navigator.onLine) return
  const opened = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/api/v1/streaming?stream=user`)
  socket = opened
  opened.onopen = () => {
    isOpen = true
    connection.set('fine')
    failures = 0
    tell({ event: 'open' })
  }
  opened.onmessage = ({ data }) => {
    const event = read(data)
    if (event) tell(event)
  }
  opened.onclose = () => {
    if (socket !== opened) return
    socket = undefined
    if (isOpen) tell({ event: 'closed' })
    isOpen = false
    // Twice as long every time, half a minute at most, and not all browsers in the same moment.
    const waitMs = Math.min(30_000, 1_000 * 2 ** failures++) * (0.5 + Math.random() / 2)
    timer = window.setTimeout(connect, waitMs)
  }
}

function disconnect() {
  clearTimeout(timer)
  const closing = socket
  socket = undefined
  isOpen = false
  closing?.close()
}

addEventListener('online', connect)
addEventListener('pagehide', disconnect)
addEventListener('pageshow', connect)

/** Listens until the answer is called. A stream that is open already is told of at once. */
export function listen(listener: Listener): () => void {
  listeners.add(listener)
  if (isOpen) listener({ event: 'open' })
  connect()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) disconnect()
  }
}
