/** Room beside the column, where the window is wide enough for it. */
import { type ReactNode, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { createStore, useStore } from '../api/store.ts'
import styles from './beside.module.css'

const place = createStore<HTMLElement | null>(null)
/** As wide as app.module.css asks for before it makes the room. */
const wide = matchMedia('(min-width: 72rem)')

export function useHasRoomBeside(): boolean {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener)
      return () => wide.removeEventListener('change', listener)
    },
    () => wide.matches,
  )
}

export const BesideRoom = () => <div ref={place.set} className={styles.room} />

/** Shown beside the column; nowhere on a narrow window. */
export function Beside({ label, children }: { label: string; children: ReactNode }) {
  const room = useStore(place)
  const hasRoom = useHasRoomBeside()
  return room && hasRoom ? createPortal(<aside aria-label={label}>{children}</aside>, room) : null
}
