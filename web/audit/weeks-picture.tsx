/** Thirteen weeks: what of somebody reached me, and how often I did something with it. */
import { audit } from '#messages/audit.ts'
import { longDay } from '#messages/grammar.ts'
import type { AuditPersonInFull } from './types.ts'
import styles from './weeks-picture.module.css'

export function WeeksPicture({ weeks }: { weeks: AuditPersonInFull['weeks'] }) {
  const most = Math.max(1, ...weeks.flatMap(({ delivered, reactions }) => [delivered, reactions]))
  if (weeks.every(({ delivered, reactions }) => delivered === 0 && reactions === 0)) return null
  return (
    <section className={styles.picture} aria-labelledby="weeks">
      <h2 id="weeks">{audit.deliveredWeeks}</h2>
      <ol className={styles.weeks}>
        {weeks.map(({ week, delivered, reactions }) => (
          <li key={week} title={audit.deliveredWeek(longDay(week), delivered, reactions)}>
            <span className="for-readers">{audit.deliveredWeek(longDay(week), delivered, reactions)}</span>
            <span className={styles.reactions} style={{ height: `${(reactions / most) * 3}rem` }} />
            <span className={styles.delivered} style={{ height: `${(delivered / most) * 5}rem` }} />
          </li>
        ))}
      </ol>
      <p className={styles.legend} aria-hidden="true">
        <span>
          <i className={styles.reactions} /> {audit.reactionsLegend}
        </span>
        <span>
          <i className={styles.delivered} /> {audit.deliveredLegend}
        </span>
      </p>
    </section>
  )
}
