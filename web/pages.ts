/** Every page of the app: its addresses and the code that shows it, loaded when it is first needed. */
import { type ComponentType, lazy } from 'react'
import { HomePage } from './timelines/home-page.tsx'

/** What the groups of the address's pattern hold. */
export type PageProps = { params: Record<string, string> }

type Page = { pattern: RegExp; component: ComponentType<PageProps> }

const pages: readonly Page[] = [
  { pattern: /^\/$/, component: HomePage },
  { pattern: /^\/notifications$/, component: lazy(() => import('./notifications/notifications-page.tsx')) },
  {
    pattern: /^\/@(?<name>[^/]+)(?:\/(?<tab>with_replies|media|about))?$/,
    component: lazy(() => import('./accounts/profile-page.tsx')),
  },
  { pattern: /^\/@[^/]+\/(?<id>\d+)$/, component: lazy(() => import('./posts/thread-page.tsx')) },
]

export function findPage(path: string): { component: Page['component']; params: Record<string, string> } | undefined {
  for (const { pattern, component } of pages) {
    const found = pattern.exec(path)
    if (found) return { component, params: { ...found.groups } }
  }
  return undefined
}
