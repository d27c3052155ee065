/** A person in words, wherever more than their name stands: name over handle, and what they say of themselves. */
import type { CSSProperties } from 'react'
import { people as words } from '#messages/people.ts'
import type { Account, Relationship } from '../api/entities.ts'
import { Html, withEmojis } from '../posts/html.tsx'
import { nameOf } from './account-queries.ts'
import styles from './person-parts.module.css'

type PersonNamesProps = { account: Account; relationship: Relationship | undefined; isLarge?: boolean }

export function PersonNames({ account, relationship, isLarge = false }: PersonNamesProps) {
  return (
    <p className={`${styles.names} ${isLarge ? styles.large : ''}`}>
      <a href={`/@${account.acct}`} dir="auto">
        {withEmojis(nameOf(account), account.emojis)}
      </a>
      <span>
        <bdi>@{account.acct}</bdi>
        {relationship?.followed_by && ` · ${words.followsYou}`}
      </span>
    </p>
  )
}

/** Cut after so many lines, and without its links: it stands inside what leads to the profile. */
export function PersonNote({ account, lines }: { account: Account; lines: number }) {
  if (!account.note) return null
  return (
    <div className={styles.note} style={{ WebkitLineClamp: lines } as CSSProperties} dir="auto">
      <Html html={account.note.replace(/<a\b[^>]*>|<\/a>/g, '')} emojis={account.emojis} />
    </div>
  )
}
