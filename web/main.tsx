import './design/tokens.css'
import './design/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/queries.ts'
import { findPage } from './pages.ts'
import { App } from './shell/app.tsx'
import { listenToKeys } from './shell/keys.ts'
import { keepLinksInside } from './shell/navigation.ts'
import { keepForOffline } from './shell/offline.ts'
import { homeQuery } from './timelines/home-channel.ts'

const oldEnoughMs = 10_000
// A newer build has replaced the one this page came from. One that has just come is of the newest: it would come again and again.
addEventListener('vite:preloadError', () => {
  if (navigator.onLine && performance.now() > oldEnoughMs) location.reload()
})
keepForOffline()
listenToKeys()
keepLinksInside((path) => findPage(path) !== undefined)

/** Nobody notices so much more of nothing; everybody notices lines that turn into posts at once. */
const patienceMs = 120

if (location.pathname === '/')
  await Promise.race([
    queryClient.prefetchInfiniteQuery(homeQuery),
    new Promise((resolve) => setTimeout(resolve, patienceMs)),
  ])

createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)
