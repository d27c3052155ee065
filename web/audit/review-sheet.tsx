/** Before anybody is unfollowed: what would be lost with each, the gentler way, and who may be left out. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { audit } from '#messages/audit.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button, IconButton } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toastError } from '../design/toasts.tsx'
import { nameOf, planUnfollows, reviewUnfollows, turnDown } from './acts.ts'
import styles from './review-sheet.module.css'
import type { ActSheetProps } from './turn-down-sheet.tsx'

export function ReviewSheet({ people, onClose, onDone }: ActSheetProps) {
  const ids = people.map(({ account }) => account.id)
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setIsBusy] = useState(false)
  const query = useQuery({
    queryKey: ['unfollows', 'review', ...ids],
    queryFn: () => reviewUnfollows(ids),
    gcTime: 0,
  })
  const reviewed = query.data?.filter(({ account }) => !leftOut.has(account.id)) ?? []
  async function run(act: () => Promise<void>) {
    setIsBusy(true)
    try {
      await act()
      onDone()
    } catch (error) {
      setIsBusy(false)
      toastError(error)
    }
  }
  return (
    <Sheet title={audit.reviewTitle} onClose={onClose} isTall>
      <p className={styles.text}>{audit.reviewText}</p>
      {query.isPending && <LoadingList count={2} />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      <ul className={styles.people}>
        {reviewed.map((one) => (
          <li key={one.account.id}>
            <Avatar account={one.account} />
            <div>
              <strong dir="auto">{nameOf(one)}</strong>
              <p className={styles.soft}>{one.sentence}</p>
              {one.losses.length > 0 && (
                <ul className={styles.losses} aria-label={audit.wouldLose}>
                  {one.losses.map(({ what, sentence }) => (
                    <li key={what}>{sentence}</li>
                  ))}
                </ul>
              )}
            </div>
            <IconButton
              icon="close"
              label={audit.leaveOut(nameOf(one))}
              onClick={() => setLeftOut((before) => new Set([...before, one.account.id]))}
            />
          </li>
        ))}
      </ul>
      {query.data && (
        <div className={styles.acts}>
          <Button
            kind="main"
            isBusy={isBusy}
            disabled={reviewed.length === 0}
            onClick={() => void run(() => turnDown(reviewed, 'quiet', 3))}
          >
            {audit.instead}
          </Button>
          <Button
            kind="danger"
            isBusy={isBusy}
            disabled={reviewed.length === 0}
            onClick={() => void run(() => planUnfollows(reviewed))}
          >
            {audit.confirmUnfollow(reviewed.length)}
          </Button>
        </div>
      )}
    </Sheet>
  )
}
