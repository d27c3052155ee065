/** Asked once, calmly, with what would be lost and what stays. */
import { useState } from 'react'
import { common } from '#messages/common.ts'
import { follows as words } from '#messages/follows.ts'
import { fullDay } from '#messages/grammar.ts'
import type { Account, Relationship } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toastError } from '../design/toasts.tsx'
import { sayDone } from './dials.ts'
import { closeFollowSheet } from './follow-store.ts'
import styles from './question.module.css'
import { reasonInWords } from './reason.tsx'
import { act } from './relationships.ts'

type UnfollowQuestionProps = { account: Account; relationship: Relationship; onClose: () => void }

export function UnfollowQuestion({ account, relationship, onClose }: UnfollowQuestionProps) {
  const [isBusy, setIsBusy] = useState(false)
  const name = account.display_name || account.username
  const { following, twoway: story } = relationship
  const reason = reasonInWords(story)

  async function unfollow() {
    setIsBusy(true)
    try {
      await act(account.id, 'unfollow')
      closeFollowSheet()
      await sayDone(following ? words.unfollowed(name) : words.withdrawn, account.id)
    } catch (error) {
      setIsBusy(false)
      toastError(error)
    }
  }

  return (
    <Sheet title={following ? words.unfollowTitle(name) : words.withdraw} onClose={onClose}>
      <div className={styles.question}>
        <p>{words.unfollowText}</p>
        <ul className={styles.losses}>
          {following && <li>{words.losesPosts(name)}</li>}
          {reason && (
            <li>
              {words.losesReason} <q dir="auto">{reason}</q>
            </li>
          )}
          {story?.followed_since && <li>{words.losesSince(fullDay(new Date(story.followed_since)))}</li>}
          {following && account.locked && <li>{words.asksAgain(name)}</li>}
        </ul>
        <p>{words.keepsTie}</p>
        <div className={styles.acts}>
          <Button onClick={onClose}>{following ? words.keepFollowing : common.cancel}</Button>
          <Button kind="danger" isBusy={isBusy} onClick={() => void unfollow()}>
            {following ? words.unfollow : words.withdraw}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
