/** What stands in the way between us, in a line each with the way out of it. */
import { type ReactNode, useState } from 'react'
import { dials } from '#messages/dials.ts'
import { fullTime } from '#messages/grammar.ts'
import { people as words } from '#messages/people.ts'
import type { Account, Relationship } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import { toastError } from '../design/toasts.tsx'
import { FollowRequest } from '../follows/follow-request.tsx'
import { act } from '../follows/relationships.ts'
import { VolumeSheet } from '../follows/volume-sheet.tsx'
import styles from './profile-standing.module.css'

type ProfileStandingProps = { account: Account; relationship: Relationship | undefined }

export function ProfileStanding({ account, relationship }: ProfileStandingProps) {
  const { id } = account
  const [isTurning, setIsTurning] = useState(false)
  if (!relationship) return account.limited ? <Line icon="flag">{words.limited}</Line> : null
  const { blocking, muting, muting_expires_at, requested, requested_by, following, twoway: story } = relationship
  const undo = (what: 'unblock' | 'unmute') => act(id, what).catch(toastError)
  return (
    <>
      {requested_by && (
        <Line icon="person" way={<FollowRequest accountId={id} />}>
          {words.asksYou}
        </Line>
      )}
      {blocking && (
        <Line icon="block" way={<Button onClick={() => void undo('unblock')}>{words.unblock}</Button>}>
          {words.isBlocked}
        </Line>
      )}
      {muting && (
        <Line icon="mute" way={<Button onClick={() => void undo('unmute')}>{words.unmute}</Button>}>
          {muting_expires_at ? words.isMutedUntil(fullTime(new Date(muting_expires_at))) : words.isMuted}
        </Line>
      )}
      {following && story && story.volume !== 'everything' && (
        <Line
          icon="sound"
          way={
            <Button aria-haspopup="dialog" onClick={() => setIsTurning(true)}>
              {dials.change}
            </Button>
          }
        >
          {dials.standingOf(story.volume, story.best_per_day)}{' '}
          <a className={styles.further} href={`/@${account.acct}/held_back`}>
            {dials.heldBack}
          </a>
        </Line>
      )}
      {isTurning && <VolumeSheet account={account} onClose={() => setIsTurning(false)} />}
      {requested && <Line icon="clock">{words.hasAsked}</Line>}
      {account.limited && <Line icon="flag">{words.limited}</Line>}
    </>
  )
}

function Line({ icon, way, children }: { icon: IconName; way?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <Icon name={icon} size={20} />
      <p>{children}</p>
      {way}
    </div>
  )
}
