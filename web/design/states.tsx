/** What stands where there is nothing yet: waiting, empty, failed. */
import type { ReactNode } from 'react'
import { common } from '#messages/common.ts'
import { isApiError } from '../api/client.ts'
import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import styles from './states.module.css'

/** Lines where text will be; `lines` of it. */
export function Skeleton({ lines = 3, withAvatar = true }: { lines?: number; withAvatar?: boolean }) {
  return (
    <div className={styles.skeleton} aria-hidden="true">
      {withAvatar && <span className={styles.face} />}
      <div>
        {Array.from({ length: lines }, (_, line) => (
          <span key={line} className={styles.line} />
        ))}
      </div>
    </div>
  )
}

/** A page of posts or people that is on its way. */
export function LoadingList({ count = 6 }: { count?: number }) {
  return (
    <div role="status">
      <span className="for-readers">{common.loading}</span>
      {Array.from({ length: count }, (_, place) => (
        <Skeleton key={place} lines={2 + (place % 3)} />
      ))}
    </div>
  )
}

/** `children`: one thing to do. */
export function Empty({
  icon,
  title,
  text,
  children,
}: {
  icon?: IconName
  title: string
  text?: string
  children?: ReactNode
}) {
  return (
    <div className={styles.state}>
      {icon && (
        <span className={styles.sign}>
          <Icon name={icon} size={28} />
        </span>
      )}
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {children && <div className={styles.act}>{children}</div>}
    </div>
  )
}

export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const isMissing = isApiError(error) && error.status === 404
  return (
    <div className={styles.state} role="alert">
      <h2>{isMissing ? common.nothingHere : common.didNotWork}</h2>
      <p>{isMissing ? common.nothingHereText : isApiError(error) ? error.message : common.somethingWentWrong}</p>
      {retry && !isMissing && (
        <div className={styles.act}>
          <Button onClick={retry}>{common.tryAgain}</Button>
        </div>
      )}
    </div>
  )
}
