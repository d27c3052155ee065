/** Shows the follow sheet over whatever page one is on; its code comes when it is first opened. */
import { lazy, Suspense } from 'react'
import { useStore } from '../api/store.ts'
import { followSheet } from './follow-store.ts'

const FollowSheet = lazy(() => import('./follow-sheet.tsx'))

export function FollowHost() {
  const start = useStore(followSheet)
  if (!start) return null
  return (
    <Suspense>
      <FollowSheet key={start.account.id} start={start} />
    </Suspense>
  )
}
