/**
 * The app without a network: docs/decisions/0023-offline.md.
 *
 * Two stores. `twoway-shell-VERSION` holds the built files of one build, the same for everybody. `twoway-person-ID` holds what one
 * person's home needs to be read again: the page that carries the app, their account, this server, the last pages of home.
 * It goes when they log out, when somebody else logs in, and when the server no longer knows them.
 *
 * The network is always asked first, but for files whose names say what is in them. So a newer build takes over with the
 * next page that is loaded, and nobody is kept in an old one.
 */
/** The server writes these before this file. */
declare const shellFiles: readonly string[]
declare const shellVersion: string

const worker = self as unknown as ServiceWorkerGlobalScope

const shellCache = `twoway-shell-${shellVersion}`
const personPrefix = 'twoway-person-'
const appPage = '/app'
const home = '/api/v1/timelines/home'
const keptAnswers = ['/api/v1/accounts/verify_credentials', '/api/v2/instance', '/api/v1/custom_emojis', home]
const mostHomePages = 12
/** So long a slow network is waited for where an older answer is at hand. */
const patienceMs = 6_000

worker.addEventListener('install', (event) => event.waitUntil(install()))
worker.addEventListener('activate', (event) => event.waitUntil(takeOver()))

async function install() {
  const cache = await caches.open(shellCache)
  await cache.addAll(shellFiles)
  await worker.skipWaiting()
}

async function takeOver() {
  const names = await caches.keys()
  const former = names.filter((name) => name.startsWith('twoway-shell-') && name !== shellCache)
  await Promise.all(former.map((name) => caches.delete(name)))
  await worker.registration.navigationPreload?.enable()
  await worker.clients.claim()
}

// ---- Whose it is

async function personCache(): Promise<Cache | undefined> {
  const name = (await caches.keys()).find((one) => one.startsWith(personPrefix))
  return name === undefined ? undefined : caches.open(name)
}

/** `id`: the only one whose things may stay. */
async function forgetPeople(id?: string) {
  const names = await caches.keys()
  const others = names.filter((name) => name.startsWith(personPrefix) && name !== personPrefix + id)
  await Promise.all(others.map((name) => caches.delete(name)))
}

// ---- Pages

worker.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== worker.location.origin) return
  if (request.mode === 'navigate') {
    if (request.method === 'GET') event.respondWith(answerPage(event))
    else if (pathname.startsWith('/auth/')) event.waitUntil(forgetPeople())
  } else if (request.method === 'GET') {
    if (shellFiles.includes(pathname)) event.respondWith(answerFile(request))
    else if (keptAnswers.includes(pathname)) event.respondWith(answerFromServer(event))
  }
})

async function answerPage(event: FetchEvent): Promise<Response> {
  try {
    const response: Response = (await event.preloadResponse) ?? (await fetch(event.request))
    if (response.ok && response.headers.get('content-type')?.startsWith('text/html'))
      event.waitUntil(keepPage(response.clone()))
    return response
  } catch {
    const kept = await (await personCache())?.match(appPage)
    return kept ?? Response.error()
  }
}

async function keepPage(response: Response) {
  const { pathname, searchParams } = new URL(response.url)
  const text = await response.text()
  const id = /<html[^>]*\sdata-account="(\d+)"/.exec(text)?.[1]
  if (id !== undefined) {
    await forgetPeople(id)
    const cache = await caches.open(personPrefix + id)
    await cache.put(appPage, new Response(text, { headers: response.headers }))
  } else if (pathname === '/auth/sign_in' || (pathname === '/' && !searchParams.has('plain'))) await forgetPeople()
}

// ---- What a page asks for

async function answerFile(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName: shellCache, ignoreVary: true })
  // Built files are what their names say; the others may change.
  if (kept && new URL(request.url).pathname.startsWith('/web/')) return kept
  return fetch(request).catch(() => kept ?? Response.error())
}

async function answerFromServer(event: FetchEvent): Promise<Response> {
  const { request } = event
  const cache = await personCache()
  const kept = await cache?.match(request, { ignoreVary: true })
  const asked = fetch(request).then(async (response) => {
    if (response.status === 401) await forgetPeople()
    else if (response.ok && cache) event.waitUntil(keepAnswer(cache, request, response.clone()))
    return response
  })
  try {
    return kept ? await Promise.race([asked, after(patienceMs, kept)]) : await asked
  } catch (error) {
    const older = kept ?? (cache && (await nearestHomePage(cache, request)))
    if (older) return asKept(older)
    throw error
  } finally {
    event.waitUntil(asked.catch(() => undefined))
  }
}

/** The app is told that this is an older answer. */
function asKept(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.set('twoway-kept', '1')
  return new Response(response.body, { headers })
}

const after = (ms: number, response: Response) =>
  new Promise<Response>((resolve) => setTimeout(() => resolve(response), ms))

const isHome = ({ url }: Request) => new URL(url).pathname === home

async function keepAnswer(cache: Cache, request: Request, response: Response) {
  await cache.put(request, response)
  if (!isHome(request)) return
  const pages = (await cache.keys()).filter(isHome)
  await Promise.all(pages.slice(0, -mostHomePages).map((page) => cache.delete(page)))
}

/** A page of home that was never asked for in these words: the one with the post where it should begin, or the newest. */
async function nearestHomePage(cache: Cache, request: Request): Promise<Response | undefined> {
  const { searchParams } = new URL(request.url)
  if (!isHome(request) || searchParams.has('min_id')) return undefined
  const wanted = String(Number(searchParams.get('max_id')) - 1)
  const pages = await Promise.all(
    (await cache.keys()).filter(isHome).map(async (key) => {
      const response = await cache.match(key, { ignoreVary: true })
      const posts: { id: string }[] = response ? await response.clone().json() : []
      return { response, ids: posts.map(({ id }) => id) }
    }),
  )
  const filled = pages.filter(({ ids }) => ids.length > 0)
  const newest = filled.toSorted((a, b) => Number(b.ids[0]) - Number(a.ids[0]))[0]
  return (filled.find(({ ids }) => ids.includes(wanted)) ?? newest)?.response
}
