/** Shows the composer over whatever page one is on; its code comes when it is first opened. */
import { lazy, Suspense } from 'react'
import { useStore } from '../api/store.ts'
import { composer } from './composer-store.ts'

const Composer = lazy(() => import('./composer.tsx'))

export function ComposerHost() {
  const start = useStore(composer)
  if (!start) return null
  return (
    <Suspense>
      <Composer start={start} />
    </Suspense>
  )
}
