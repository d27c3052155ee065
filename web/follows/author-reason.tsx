/** The reason comes back beside the name of whoever has been quiet; its code comes when somebody may have been. */
import { lazy, Suspense } from 'react'
import { ownId } from '../api/queries.ts'
import { silenceDays } from './reason-due.ts'
import { relationships } from './relationships.ts'

const ReasonOfTheDay = lazy(() => import('./reason-of-the-day.tsx'))

export function AuthorReason({ accountId, postId }: { accountId: string; postId: string }) {
  const relationship = relationships.use(accountId === ownId ? undefined : accountId)
  const story = relationship?.twoway
  // Most follows are too young or have no reason.
  const mayBeDue =
    relationship?.following === true &&
    // On a profile it stands already.
    !location.pathname.startsWith('/@') &&
    Boolean(story?.reason_text || story?.reason) &&
    Date.parse(story?.followed_since ?? '') < Date.now() - silenceDays * 86_400_000
  if (!mayBeDue) return null
  return (
    <Suspense>
      <ReasonOfTheDay relationship={relationship} postId={postId} />
    </Suspense>
  )
}
