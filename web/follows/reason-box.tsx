/** Why I follow somebody, and since when, on their profile. */

import { follows as words } from '#messages/follows.ts'
import { fullDay } from '#messages/grammar.ts'
import type { Account } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { openFollowSheet } from './follow-store.ts'
import { PostThatLed } from './post-that-led.tsx'
import { reasonInWords } from './reason.tsx'
import styles from './reason-box.module.css'
import { useRelationship } from './relationships.ts'

/** Nothing where I do not follow. */
export function ReasonBox({ account }: { account: Account }) {
  const relationship = useRelationship(account.id)
  const story = relationship?.twoway
  if (!relationship?.following || !story) return null
  const reason = reasonInWords(story)
  const facts = [
    story.followed_since && words.since(fullDay(new Date(story.followed_since))),
    story.first && words.first[story.first],
  ].filter(Boolean)
  return (
    <section className={styles.box}>
      <h3>{words.yourReason}</h3>
      <p className={reason ? styles.reason : styles.none} dir="auto">
        {reason ?? words.noReason}
      </p>
      {story.reason_status_id && <PostThatLed id={story.reason_status_id} />}
      <p className={styles.facts}>
        <span>{facts.join(' · ')}</span>
        <Button kind="quiet" onClick={() => openFollowSheet({ account })}>
          {reason ? words.edit : words.sayWhy}
        </Button>
      </p>
    </section>
  )
}
