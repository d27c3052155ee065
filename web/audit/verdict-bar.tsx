import type { Question, Verdicts } from './types.ts'
import styles from './verdict-bar.module.css'

type Kind = 'good' | 'middle' | 'look' | 'unknown'

/** How a verdict is drawn. Nothing is told by colour alone: each part stands in the list below with its number. */
const kinds: Record<Question, Record<string, Kind>> = {
  reason: { stored: 'good', inferred: 'middle', imported: 'middle', none: 'look' },
  follow_back: { no: 'good', only_that: 'look' },
  interest: { interesting: 'good', mixed: 'middle', uninteresting: 'look' },
  engaging: { converses: 'good', mixed: 'middle', described: 'middle', broadcasts: 'look' },
}

export const kindOf = (question: Question, verdict: string): Kind => kinds[question][verdict] ?? 'unknown'

/** How many people each answer has, as one bar; the list beside it says the same. */
export function VerdictBar({ question, verdicts }: { question: Question; verdicts: Verdicts }) {
  return (
    <div className={styles.bar} aria-hidden="true">
      {verdicts.map(({ verdict, people }) =>
        people === 0 ? null : (
          <span key={verdict} className={styles[kindOf(question, verdict)]} style={{ flexGrow: people }} />
        ),
      )}
    </div>
  )
}
