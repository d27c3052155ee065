import { follows as words } from '#messages/follows.ts'
import type { ListedTie, Relationship } from '../api/entities.ts'
import { reasonInWords } from './reason.tsx'
import { reasonDue } from './reason-due.ts'
import styles from './reason-line.module.css'

type ReasonLineProps = { relationship: Relationship; tie: Pick<ListedTie, 'last_out' | 'last_in'> }

/** Undefined where there is no reason, or it is not the day for it. */
export function dueNow({ relationship, tie }: ReasonLineProps) {
  const { following, twoway: story } = relationship
  if (!following || !story || !reasonInWords(story)) return undefined
  return reasonDue(
    { followedSince: story.followed_since, lastOut: tie.last_out?.at, lastIn: tie.last_in?.at },
    new Date(),
  )
}

/** Why I follow somebody, beside their name, on the days on which it is good to be reminded. */
export function ReasonLine({ relationship, tie }: ReasonLineProps) {
  const due = dueNow({ relationship, tie })
  if (!due) return null
  return (
    <p className={styles.reason}>
      <span>{words.due[due]}</span> <q dir="auto">{reasonInWords(relationship.twoway)}</q>
    </p>
  )
}
