/** The cards beside names, for whoever has a pointer or a keyboard; their code comes after the page. */
import { lazy, Suspense } from 'react'

const HoverCards = lazy(() => import('./hover-card.tsx'))

export function HoverCardHost() {
  return (
    <Suspense>
      <HoverCards />
    </Suspense>
  )
}
