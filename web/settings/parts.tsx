/** What every page of settings is made of. */
import type { FormEvent, ReactNode } from 'react'
import { settings as words } from '#messages/settings.ts'
import { toast } from '../design/toasts.tsx'
import { PageHead } from '../shell/page-head.tsx'
import styles from './parts.module.css'

/** `end`: stands at the end of the head. */
export function SettingsPage({ title, end, back = '/settings', children }: SettingsPageProps) {
  return (
    <>
      <PageHead title={title} back={back}>
        {end}
      </PageHead>
      <div className={styles.page}>{children}</div>
    </>
  )
}
type SettingsPageProps = { title: string; end?: ReactNode; back?: string; children: ReactNode }

/** What belongs together, with a line below it. */
export function Part({ title, text, children }: { title?: string; text?: string; children: ReactNode }) {
  return (
    <section className={styles.part}>
      {(title || text) && (
        <div className={styles.head}>
          {title && <h2>{title}</h2>}
          {text && <p>{text}</p>}
        </div>
      )}
      {children}
    </section>
  )
}

/** Things one above the other, each with something to do at its end. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label}>
      {children}
    </ul>
  )
}

export function Row({
  title,
  meta,
  end,
  start,
}: {
  title: ReactNode
  meta?: ReactNode
  end?: ReactNode
  start?: ReactNode
}) {
  return (
    <li className={styles.row}>
      {start}
      <div className={styles.text}>
        <p className={styles.title}>{title}</p>
        {meta && <p className={styles.meta}>{meta}</p>}
      </div>
      {end}
    </li>
  )
}

/** Fields one above the other. */
export function Form({ onSubmit, children }: { onSubmit: (event: FormEvent) => void; children: ReactNode }) {
  return (
    <form className={styles.form} onSubmit={onSubmit}>
      {children}
    </form>
  )
}

/** The buttons below a form. */
export function Actions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>
}

export const toastSaved = () => toast(words.saved)
