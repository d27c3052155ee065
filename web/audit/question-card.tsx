import { audit, questionWords, verdictWords } from '#messages/audit.ts'
import { fullNumber, percent } from '#messages/grammar.ts'
import styles from './question-card.module.css'
import type { AuditOverview } from './types.ts'
import kinds from './verdict-bar.module.css'
import { kindOf, VerdictBar } from './verdict-bar.tsx'

type QuestionCardProps = AuditOverview['questions'][number] & { number: number }

/** One question of the essay, the answer in a sentence, and how many people it is answered for in which way. */
export function QuestionCard({ number, question, verdicts }: QuestionCardProps) {
  const all = verdicts.reduce((sum, { people }) => sum + people, 0)
  const shown = verdicts.filter(({ people }) => people > 0)
  return (
    <section className={styles.card} aria-labelledby={`question-${question}`}>
      <p className={styles.number} aria-hidden="true">
        {number}
      </p>
      <h2 id={`question-${question}`}>{questionWords[question]}</h2>
      <VerdictBar question={question} verdicts={verdicts} />
      <ul className={styles.verdicts}>
        {shown.map(({ verdict, people, sentence: told }) => (
          <li key={verdict}>
            <a href={`/audit/people?${question}=${verdict}`} title={told}>
              <span className={`${styles.swatch} ${kinds[kindOf(question, verdict)]}`} aria-hidden="true" />
              {verdictWords[question][verdict] ?? verdict}
              <span className={styles.people}>
                {fullNumber(people)}
                <span className="for-readers"> {audit.peopleCount(people)}</span>
                <span className={styles.share}>{percent(people / Math.max(1, all))}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}
