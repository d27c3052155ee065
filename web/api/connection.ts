/** How the way to the server is: told by what becomes of requests, and by the browser. */
import { createStore } from './store.ts'

export type Connection = 'fine' | 'slow' | 'away'

const patienceMs = 8_000

export const connection = createStore<Connection>(navigator.onLine ? 'fine' : 'away')

addEventListener('offline', () => connection.set('away'))
addEventListener('online', () => connection.set('fine'))

let slowOnes = 0

/** Watches one request; what it ends with is passed on. */
export async function watched(asked: Promise<Response>): Promise<Response> {
  let isSlow = false
  const timer = setTimeout(() => {
    isSlow = true
    slowOnes++
    if (connection.get() === 'fine') connection.set('slow')
  }, patienceMs)
  try {
    const response = await asked
    // The service worker has answered in the place of a server that cannot be reached.
    if (response.headers.has('twoway-kept')) connection.set('away')
    else if (navigator.onLine) connection.set(slowOnes - Number(isSlow) > 0 ? 'slow' : 'fine')
    return response
  } finally {
    clearTimeout(timer)
    if (isSlow) slowOnes--
  }
}
