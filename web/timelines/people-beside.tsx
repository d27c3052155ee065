/** People to get to know beside home: where there is room for them, and when the first view has long been drawn. */
import { lazy, Suspense, useEffect, useState } from 'react'
import { useHasRoomBeside } from '../shell/beside.tsx'

const HomeBeside = lazy(() => import('./home-beside.tsx'))

const afterFirstViewMs = 1_000

export function PeopleBeside() {
  const hasRoom = useHasRoomBeside()
  const [isTime, setIsTime] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsTime(true), afterFirstViewMs)
    return () => clearTimeout(timer)
  }, [])
  if (!hasRoom || !isTime) return null
  return (
    <Suspense>
      <HomeBeside />
    </Suspense>
  )
}
