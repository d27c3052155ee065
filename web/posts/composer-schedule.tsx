/** When a post is to appear, where that is not now. */

import { composer as words } from '#messages/composer.ts'
import { Button } from '../design/button.tsx'
import styles from './composer-poll.module.css'

/** The server takes what lies at least five minutes ahead. */
const soonestMs = 6 * 60_000

/** As a field for local time writes it. */
export function localTime(time: Date): string {
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}

/** Tomorrow at this hour. */
export const usualSchedule = () => localTime(new Date(Date.now() + 86_400_000))

export const isTooSoon = (at: string) => !(new Date(at).getTime() > Date.now() + soonestMs - 60_000)

/** The moment, and why it will not do. */
export function TimeField({ at, onChange }: { at: string; onChange: (at: string) => void }) {
  return (
    <>
      <label className={styles.line}>
        <span>{words.appearsAt}</span>
        <input
          type="datetime-local"
          className={styles.time}
          value={at}
          min={localTime(new Date(Date.now() + soonestMs))}
          onChange={({ target }) => onChange(target.value)}
        />
      </label>
      {isTooSoon(at) && <p role="alert">{words.tooSoon}</p>}
    </>
  )
}

export function ScheduleField({ at, onChange }: { at: string; onChange: (at: string | undefined) => void }) {
  return (
    <div className={styles.poll}>
      <TimeField at={at} onChange={onChange} />
      <div className={styles.line}>
        <Button kind="quiet" onClick={() => onChange(undefined)}>
          {words.postNow}
        </Button>
        <a href="/scheduled" className={styles.link}>
          {words.scheduled}
        </a>
      </div>
    </div>
  )
}
