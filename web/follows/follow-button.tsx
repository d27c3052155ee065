/** How I stand to somebody, and the way to change it: follow with a reason, see the reason, take a request back. */

import { follows as words } from '#messages/follows.ts'
import type { Account, FollowReason, Post, Relationship } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import styles from './follow-button.module.css'
import { openFollowSheet } from './follow-store.ts'
import { act, useRelationship } from './relationships.ts'

type FollowButtonProps = {
  account: Account
  /** The post that led here: it is kept with the follow. */
  fromPost?: Post
  /** Chosen already, where the place says why. */
  reason?: FollowReason
  /** In a row of people. */
  isSmall?: boolean
  /** Where it is an offer beside what one came for. */
  isPlain?: boolean
}

function labelOf({ following, requested, blocking, followed_by }: Relationship): string {
  if (blocking) return words.unblock
  if (following) return words.following
  if (requested) return words.requested
  return followed_by ? words.followBack : words.follow
}

/** Nothing for oneself, and nothing before it is known how one stands. */
export function FollowButton({ account, fromPost, reason, isSmall = false, isPlain = false }: FollowButtonProps) {
  const relationship = useRelationship(account.id)
  const className = isSmall ? (styles.small ?? '') : ''
  if (account.id === ownId || account.suspended) return null
  if (!relationship) return <span className={`${styles.room} ${className}`} aria-hidden="true" />
  const { following, requested, blocking, blocked_by } = relationship
  if (blocked_by && !blocking && !following) return null
  const name = account.display_name || account.username
  const label = labelOf(relationship)
  return (
    <Button
      kind={isPlain || following || requested || blocking ? 'plain' : 'main'}
      {...(following ? { icon: 'check' } : {})}
      className={className}
      aria-label={`${label} ${name}`}
      aria-haspopup={blocking ? undefined : 'dialog'}
      onClick={() => {
        if (blocking) act(account.id, 'unblock').catch(toastError)
        else openFollowSheet({ account, fromPost, reason })
      }}
    >
      {label}
    </Button>
  )
}
