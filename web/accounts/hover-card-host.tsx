/** The cards beside names; their code comes when a pointer or the keyboard’s focus first moves. */
import { lazy, Suspense, useEffect, useState } from 'react'

const HoverCards = lazy(() => import('./hover-card.tsx'))

export function HoverCardHost() {
  const [isWanted, setIsWanted] = useState(false)
  useEffect(() => {
    if (isWanted) return
    const onPointerMove = ({ pointerType }: PointerEvent) => pointerType === 'mouse' && setIsWanted(true)
    const onFocusIn = ({ target }: FocusEvent) => (target as Element).matches(':focus-visible') && setIsWanted(true)
    document.addEventListener('pointermove', onPointerMove)
    document.addEventListener('focusin', onFocusIn)
    return () => {
      document.removeEventListener('pointermove', onPointerMove)
      document.removeEventListener('focusin', onFocusIn)
    }
  }, [isWanted])
  return isWanted ? (
    <Suspense>
      <HoverCards />
    </Suspense>
  ) : null
}
