import { useState } from 'react'
import { audit } from '#messages/audit.ts'
import { dials } from '#messages/dials.ts'
import type { Volume } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Choice } from '../design/choice.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toastError } from '../design/toasts.tsx'
import { type Person, turnDown } from './acts.ts'
import styles from './choices.module.css'

export type ActSheetProps = { people: readonly Person[]; onClose: () => void; onDone: () => void }

const volumes = (Object.keys(dials.volumes) as Volume[]).map((value) => ({ value, ...dials.volumes[value] }))
const usualPerDay = 3

/** How much of several people reaches the channel. They stay followed, and are not told. */
export function TurnDownSheet({ people, onClose, onDone }: ActSheetProps) {
  const [volume, setVolume] = useState<Volume>('no_boosts')
  const [isBusy, setIsBusy] = useState(false)
  async function save() {
    setIsBusy(true)
    try {
      await turnDown(people, volume, usualPerDay)
      onDone()
    } catch (error) {
      setIsBusy(false)
      toastError(error)
    }
  }
  return (
    <Sheet title={audit.turnDown} onClose={onClose} isTall>
      <Choice label={dials.volume} hint={dials.nobodyKnows} choices={volumes} value={volume} onChange={setVolume} />
      <div className={styles.acts}>
        <Button kind="main" isBusy={isBusy} onClick={() => void save()}>
          {audit.turnDown}
        </Button>
      </div>
    </Sheet>
  )
}
