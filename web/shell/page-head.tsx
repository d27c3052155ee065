import { type ReactNode, useEffect } from 'react'
import { common } from '#messages/common.ts'
import { IconButton } from '../design/button.tsx'
import { goBack } from './navigation.ts'
import styles from './page-head.module.css'

type PageHeadProps = {
  title: string
  /** Where "back" leads when there is nothing before this page; without it there is no arrow. */
  back?: string
  /** Stand where the title would: it is read out all the same. */
  tabs?: ReactNode
  /** Stands at the end of the line. */
  children?: ReactNode
}

/** The first line of a page; names the window as well. */
export function PageHead({ title, back, tabs, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · ${location.host}`
  }, [title])
  return (
    <header className={styles.head}>
      {back !== undefined && (
        <IconButton
          icon="back"
          data-key="Escape"
          label={common.back}
          className={styles.back}
          onClick={() => goBack(back)}
        />
      )}
      <h1 className={tabs ? 'for-readers' : undefined}>{title}</h1>
      {tabs && <div className={styles.tabs}>{tabs}</div>}
      <div className={styles.end}>{children}</div>
    </header>
  )
}
