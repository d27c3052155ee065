import { useId, useState } from 'react'
import { common } from '#messages/common.ts'
import { people as words } from '#messages/people.ts'
import type { Account } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Check } from '../design/check.tsx'
import { Chips } from '../design/chips.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toastError } from '../design/toasts.tsx'
import { sayDone } from './dials.ts'
import styles from './question.module.css'
import { act } from './relationships.ts'

type Duration = keyof typeof words.durations
const durations = Object.entries(words.durations).map(([value, text]) => ({ value: value as Duration, text }))

export function MuteSheet({ account, onClose }: { account: Account; onClose: () => void }) {
  const name = account.display_name || account.username
  const group = useId()
  const [duration, setDuration] = useState<Duration>('0')
  const [notifications, setNotifications] = useState(true)
  async function mute() {
    onClose()
    try {
      await act(account.id, 'mute', { duration: Number(duration), notifications })
      await sayDone(words.muted(name), account.id)
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <Sheet title={words.muteTitle(name)} onClose={onClose}>
      <div className={styles.question}>
        <p>{words.muteText}</p>
        <h3>{words.muteFor}</h3>
        <Chips
          label={words.muteFor}
          name={group}
          choices={durations}
          value={duration}
          onChange={(next) => setDuration(next ?? '0')}
        />
        <Check label={words.muteNotifications} isOn={notifications} onChange={setNotifications} />
        <div className={styles.acts}>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="main" icon="mute" onClick={() => void mute()}>
            {words.muteNow}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
