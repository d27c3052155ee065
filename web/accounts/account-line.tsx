import type { ReactNode } from 'react'
import type { Account } from '../api/entities.ts'
import { Avatar } from '../design/avatar.tsx'
import { withEmojis } from '../posts/html.tsx'
import styles from './account-line.module.css'

/** Somebody in a list of people. `children`: what one can do, at the end of the line. */
export function AccountLine({ account, children }: { account: Account; children?: ReactNode }) {
  return (
    <div className={styles.line}>
      <a className={styles.person} href={`/@${account.acct}`}>
        <Avatar account={account} />
        <span className={styles.names}>
          <strong dir="auto">{withEmojis(account.display_name || account.username, account.emojis)}</strong>
          <span>
            <bdi>@{account.acct}</bdi>
          </span>
        </span>
      </a>
      {children}
    </div>
  )
}
