/** People to get to know beside home: where there is room for them, and when the first view has long been drawn. */
import { type ComponentType, lazy, Suspense, useEffect, useState } from 'react'
import { connection } from '../api/connection.ts'
import { useStore } from '../api/store.ts'
import { useHasRoomBeside } from '../shell/beside.tsx'

/** Where it cannot be loaded home does without. */
const HomeBeside = lazy<ComponentType>(() => import('./home-beside.tsx').catch(() => ({ default: () => null })))

const afterFirstViewMs = 1_000

export function PeopleBeside() {
  const hasRoom = useHasRoomBeside()
  const isConnected = useStore(connection) === 'fine'
  const [isTime, setIsTime] = useState(false)
  useEffect(() => {
    if (!isConnected) return
    const timer = setTimeout(() => setIsTime(true), afterFirstViewMs)
    return () => clearTimeout(timer)
  }, [isConnected])
  if (!hasRoom || !isTime) return null
  return (
    <Suspense>
      <HomeBeside />
    </Suspense>
  )
}
