/** Shows the follow sheet over whatever page one is on; its code comes when it is first opened. */
import { lazy, Suspense, useEffect } from 'react'
import { usePathname } from 'wouter/use-browser-location'
import { useStore } from '../api/store.ts'
import { closeFollowSheet, followSheet } from './follow-store.ts'

const FollowSheet = lazy(() => import('./follow-sheet.tsx'))

export function FollowHost() {
  const start = useStore(followSheet)
  const path = usePathname()
  // Whoever goes to another page has decided.
  useEffect(() => closeFollowSheet, [path])
  if (!start) return null
  return (
    <Suspense>
      <FollowSheet key={start.account.id} start={start} />
    </Suspense>
  )
}
