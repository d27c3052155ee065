/** Every page of the app: its addresses and the code that shows it, loaded when it is first needed. */
import { type ComponentType, lazy } from 'react'
import { HomePage } from './timelines/home-page.tsx'

/** What the groups of the address's pattern hold. */
export type PageProps = { params: Record<string, string> }

type Page = {
  pattern: RegExp
  /** An address of it, with `{names}` for what the world of tests/browser/pages.test.ts knows: every page is looked at there. */
  example: string
  component: ComponentType<PageProps>
}

const pages: readonly Page[] = [
  { pattern: /^\/$/, example: '/', component: HomePage },
  {
    pattern: /^\/notifications$/,
    example: '/notifications',
    component: lazy(() => import('./notifications/notifications-page.tsx')),
  },
  {
    pattern: /^\/conversations$/,
    example: '/conversations',
    component: lazy(() => import('./timelines/conversations-page.tsx')),
  },
  {
    pattern: /^\/@(?<name>[^/]+)(?:\/(?<tab>with_replies|media|about))?$/,
    example: '/@{friend}',
    component: lazy(() => import('./accounts/profile-page.tsx')),
  },
  {
    pattern: /^\/@(?<name>[^/]+)\/(?<side>followers|following)$/,
    example: '/@{friend}/followers',
    component: lazy(() => import('./follows/people-page.tsx')),
  },
  {
    pattern: /^\/@(?<name>[^/]+)\/held_back$/,
    example: '/@{friend}/held_back',
    component: lazy(() => import('./accounts/held-back-page.tsx')),
  },
  {
    pattern: /^\/@[^/]+\/(?<id>\d+)$/,
    example: '/@{friend}/{post}',
    component: lazy(() => import('./posts/thread-page.tsx')),
  },
  { pattern: /^\/settings$/, example: '/settings', component: lazy(() => import('./settings/settings-page.tsx')) },
  {
    pattern: /^\/settings\/profile$/,
    example: '/settings/profile',
    component: lazy(() => import('./settings/profile-page.tsx')),
  },
  {
    pattern: /^\/settings\/appearance$/,
    example: '/settings/appearance',
    component: lazy(() => import('./settings/appearance-page.tsx')),
  },
  {
    pattern: /^\/settings\/privacy$/,
    example: '/settings/privacy',
    component: lazy(() => import('./settings/privacy-page.tsx')),
  },
  {
    pattern: /^\/settings\/filters$/,
    example: '/settings/filters',
    component: lazy(() => import('./settings/filters-page.tsx')),
  },
  {
    pattern: /^\/settings\/filters\/(?<id>new|\d+)$/,
    example: '/settings/filters/{filter}',
    component: lazy(() => import('./settings/filter-page.tsx')),
  },
  {
    pattern: /^\/settings\/(?<kind>muted|blocked)$/,
    example: '/settings/blocked',
    component: lazy(() => import('./settings/people-page.tsx')),
  },
  {
    pattern: /^\/settings\/hashtags$/,
    example: '/settings/hashtags',
    component: lazy(() => import('./settings/hashtags-page.tsx')),
  },
  {
    pattern: /^\/settings\/login$/,
    example: '/settings/login',
    component: lazy(() => import('./settings/login-page.tsx')),
  },
  {
    pattern: /^\/settings\/devices$/,
    example: '/settings/devices',
    component: lazy(() => import('./settings/devices-page.tsx')),
  },
  {
    pattern: /^\/settings\/export$/,
    example: '/settings/export',
    component: lazy(() => import('./settings/export-page.tsx')),
  },
  {
    pattern: /^\/settings\/keys$/,
    example: '/settings/keys',
    component: lazy(() => import('./settings/keys-page.tsx')),
  },
  {
    pattern: /^\/settings\/delete$/,
    example: '/settings/delete',
    component: lazy(() => import('./settings/delete-page.tsx')),
  },
  { pattern: /^\/audit$/, example: '/audit', component: lazy(() => import('./audit/overview-page.tsx')) },
  {
    pattern: /^\/audit\/people$/,
    example: '/audit/people',
    component: lazy(() => import('./audit/people-page.tsx')),
  },
  {
    pattern: /^\/audit\/people\/(?<id>\d+)$/,
    example: '/audit/people/{friendId}',
    component: lazy(() => import('./audit/person-page.tsx')),
  },
  { pattern: /^\/audit\/map$/, example: '/audit/map', component: lazy(() => import('./audit/map-page.tsx')) },
  {
    pattern: /^\/audit\/strategy$/,
    example: '/audit/strategy',
    component: lazy(() => import('./audit/strategy-page.tsx')),
  },
  {
    pattern: /^\/audit\/history$/,
    example: '/audit/history',
    component: lazy(() => import('./audit/history-page.tsx')),
  },
  { pattern: /^\/mirror$/, example: '/mirror', component: lazy(() => import('./audit/mirror-page.tsx')) },
  { pattern: /^\/followers$/, example: '/followers', component: lazy(() => import('./audit/followers-page.tsx')) },
  { pattern: /^\/search$/, example: '/search?q=rivers', component: lazy(() => import('./search/search-page.tsx')) },
  {
    pattern: /^\/tags\/(?<name>[^/]+)$/,
    example: '/tags/{tag}',
    component: lazy(() => import('./timelines/hashtag-page.tsx')),
  },
  { pattern: /^\/scheduled$/, example: '/scheduled', component: lazy(() => import('./posts/scheduled-page.tsx')) },
  { pattern: /^\/local$/, example: '/local', component: lazy(() => import('./timelines/local-page.tsx')) },
  { pattern: /^\/messages$/, example: '/messages', component: lazy(() => import('./timelines/messages-page.tsx')) },
  { pattern: /^\/acts$/, example: '/acts', component: lazy(() => import('./follows/acts-page.tsx')) },
  { pattern: /^\/lists$/, example: '/lists', component: lazy(() => import('./timelines/lists-page.tsx')) },
  {
    pattern: /^\/lists\/(?<id>\d+)$/,
    example: '/lists/{list}',
    component: lazy(() => import('./timelines/list-page.tsx')),
  },
  {
    pattern: /^\/(?<kind>bookmarks|favourites)$/,
    example: '/bookmarks',
    component: lazy(() => import('./posts/kept-page.tsx')),
  },
]

export function findPage(path: string): { component: Page['component']; params: Record<string, string> } | undefined {
  for (const { pattern, component } of pages) {
    const found = pattern.exec(path)
    if (found) return { component, params: { ...found.groups } }
  }
  return undefined
}
