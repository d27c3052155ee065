/** Going from page to page without loading one, and coming back to where one was. */
import { useLayoutEffect } from 'react'
import { navigate } from 'wouter/use-browser-location'

history.scrollRestoration = 'manual'

/** Every entry of the history has a name: what a page keeps for the way back is kept under it. */
const newEntry = () => Math.random().toString(36).slice(2)
export const currentEntry = (): string => history.state?.entry ?? 'first'

/** Channels are one place each, however one comes there: one goes on reading where one was. */
const channels = ['/', '/conversations']

/** Under which name a page keeps where one is on it. */
export const currentPlace = (): string => (channels.includes(location.pathname) ? location.pathname : currentEntry())

const offsets = new Map<string, number>()
addEventListener('scroll', () => offsets.set(currentPlace(), scrollY), { passive: true })

export const savedOffset = (): number => offsets.get(currentPlace()) ?? 0

export function go(address: string, { replace = false } = {}) {
  navigate(address, { replace, state: { entry: replace ? currentEntry() : newEntry() } })
}

/** To the page before, or to `address` where there is none of ours. */
export function goBack(address: string) {
  if (history.state?.entry) history.back()
  else go(address)
}

/** Scrolls to where one was on this page as soon as it stands, to the top when one is new to it. */
export function useSavedOffset(isReady: boolean) {
  useLayoutEffect(() => {
    if (isReady) scrollTo(0, savedOffset())
  }, [isReady])
}

/** The path within the app that a link leads to, undefined when it leads elsewhere. */
function inner(link: HTMLAnchorElement, isPage: (path: string) => boolean): string | undefined {
  if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return undefined
  if (link.hash && link.pathname === location.pathname) return undefined
  return isPage(link.pathname) ? link.pathname + link.search : undefined
}

/** Links are plain links everywhere; this one listener keeps those of the app inside it. */
export function keepLinksInside(isPage: (path: string) => boolean) {
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0) return
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    const link = (event.target as Element).closest?.('a')
    const address = link ? inner(link, isPage) : undefined
    if (address === undefined) return
    event.preventDefault()
    if (address === location.pathname + location.search) scrollTo({ top: 0, behavior: 'smooth' })
    else go(address)
  })
}
