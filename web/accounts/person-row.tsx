/** Somebody in a list of people: face over lane, name, a line about them, and for whom I follow why and what became of it. */
import type { ReactNode } from 'react'
import { people as words } from '#messages/people.ts'
import { ties as tieWords } from '#messages/ties.ts'
import type { Account, FollowReason, ListedTie, Relationship } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { reasonInWords } from '../follows/reason.tsx'
import { useRelationship } from '../follows/relationships.ts'
import { LaneOf } from '../ties/lane.tsx'
import { useTie } from '../ties/tie-store.ts'
import { nameOf } from './account-queries.ts'
import { PersonNames, PersonNote } from './person-parts.tsx'
import styles from './person-row.module.css'

type PersonRowProps = {
  account: Account
  /** Why they stand here, in a sentence. */
  why?: string
  /** Chosen already, should one follow them. */
  reason?: FollowReason
  /** Beside the column: without what they say of themselves. */
  isBrief?: boolean
  /** What else one can do, at the end of the line. */
  children?: ReactNode
}

export function PersonRow({ account, why, reason, isBrief = false, children }: PersonRowProps) {
  const { id, acct } = account
  const relationship = useRelationship(id)
  const tie = useTie(id)
  return (
    <article className={`${styles.row} ${isBrief ? styles.brief : ''}`} aria-label={nameOf(account)}>
      <div className={styles.face}>
        {/* biome-ignore lint/a11y/useAnchorContent: for pointers only, the name beside it is the same link */}
        <a href={`/@${acct}`} tabIndex={-1} aria-hidden="true">
          <Avatar account={account} />
        </a>
        {id !== ownId && <LaneOf id={id} size="face" />}
      </div>
      <div className={styles.body}>
        <div className={styles.first}>
          <PersonNames account={account} relationship={relationship} />
          <div className={styles.acts}>
            <FollowButton account={account} isSmall isPlain={isBrief} {...(reason ? { reason } : {})} />
            {children}
          </div>
        </div>
        {!isBrief && <PersonNote account={account} lines={2} />}
        {why && (
          <p className={styles.why} dir="auto">
            {why}
          </p>
        )}
        {relationship && <Mine relationship={relationship} tie={tie} />}
      </div>
    </article>
  )
}

/** What I alone know: why I follow, how far it has come, what I noted. */
function Mine({ relationship, tie }: { relationship: Relationship; tie: ListedTie | undefined }) {
  const { following, twoway: story, note } = relationship
  const reason = following ? reasonInWords(story) : undefined
  const stage = following && tie && tie.stage.stage !== 'none' ? tieWords.stages[tie.stage.stage] : undefined
  if (!reason && !stage && !note) return null
  return (
    <ul className={styles.mine}>
      {stage && <li className={styles.stage}>{stage}</li>}
      {reason && <li dir="auto">{reason}</li>}
      {note && (
        <li className={styles.noted} dir="auto">
          <Icon name="bookmark" size={15} />
          <span className="for-readers">{words.note}: </span>
          <span>{note}</span>
        </li>
      )}
    </ul>
  )
}
