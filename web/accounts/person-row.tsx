/** Somebody in a list of people: face over lane, name, a line about them, and for whom I follow why and what became of it. */
import type { Account, ListedTie, Relationship } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { reasonInWords } from '../follows/reason.tsx'
import { useRelationship } from '../follows/relationships.ts'
import { people as words } from '../messages/people.ts'
import { ties as tieWords } from '../messages/ties.ts'
import { Html, withEmojis } from '../posts/html.tsx'
import { LaneOf } from '../ties/lane.tsx'
import { useTie } from '../ties/tie-store.ts'
import { nameOf } from './account-queries.ts'
import styles from './person-row.module.css'

export function PersonRow({ account }: { account: Account }) {
  const { id, acct, note, emojis } = account
  const relationship = useRelationship(id)
  const tie = useTie(id)
  return (
    <article className={styles.row} aria-label={nameOf(account)}>
      <div className={styles.face}>
        {/* biome-ignore lint/a11y/useAnchorContent: for pointers only, the name beside it is the same link */}
        <a href={`/@${acct}`} tabIndex={-1} aria-hidden="true">
          <Avatar account={account} />
        </a>
        {id !== ownId && <LaneOf id={id} size="face" />}
      </div>
      <div className={styles.body}>
        <div className={styles.first}>
          <p className={styles.names}>
            <a href={`/@${acct}`} dir="auto">
              {withEmojis(nameOf(account), emojis)}
            </a>
            <span>
              @{acct}
              {relationship?.followed_by && ` · ${words.followsYou}`}
            </span>
          </p>
          <FollowButton account={account} isSmall />
        </div>
        {note && (
          <div className={styles.note} dir="auto">
            <Html html={note.replace(/<a\b[^>]*>|<\/a>/g, '')} emojis={emojis} />
          </div>
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
