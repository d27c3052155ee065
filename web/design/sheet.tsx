import { type ReactNode, useEffect, useRef } from 'react'
import { common } from '#messages/common.ts'
import { IconButton } from './button.tsx'
import styles from './sheet.module.css'
import { Toasts } from './toasts.tsx'

type SheetProps = {
  title: string
  /** Called by Escape, the cross, the veil; the sheet closes when its owner stops rendering it. */
  onClose: () => void
  /** Stands at the end of the head: the one thing to do. */
  action?: ReactNode
  children: ReactNode
  /** Fills a phone's screen. */
  isTall?: boolean
}

/** What a form in a sheet ends with, always in sight: the main thing last. */
export function SheetFoot({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>
}

/** A dialog over the page: rises from below on a phone, stands in the middle elsewhere. */
export function Sheet({ title, onClose, action, children, isTall = false }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const before = document.activeElement
    dialog.current?.showModal()
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true })
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, which the dialog tells by `cancel`
    <dialog
      ref={dialog}
      className={`${styles.sheet} ${isTall ? styles.tall : ''}`}
      aria-label={title}
      onCancel={(event) => {
        // Of this dialog, not of a file picker inside it.
        if (event.target !== dialog.current) return
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className={styles.inside}>
        <div className={styles.head}>
          <IconButton icon="close" label={common.close} onClick={onClose} />
          <h2>{title}</h2>
          <div className={styles.action}>{action}</div>
        </div>
        <div className={styles.body}>{children}</div>
      </div>
      <Toasts />
    </dialog>
  )
}
