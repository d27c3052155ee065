import type { ReactNode } from 'react'
import { audit, confidenceWords, questionWords, sideWords, verdictWords } from '#messages/audit.ts'
import styles from './answer-section.module.css'
import { OpenPosts } from './open-posts.tsx'
import type { AuditAnswer, Line } from './types.ts'
import kinds from './verdict-bar.module.css'
import { kindOf } from './verdict-bar.tsx'

/** One question about one person: the verdict, what speaks for either side, and what is not known. */
export function AnswerSection({
  number,
  answer,
  children,
}: {
  number: number
  answer: AuditAnswer
  children?: ReactNode
}) {
  const { question, verdict, sentence, confidence, evidence, counter_evidence, unknown_sentence } = answer
  // What weighs nothing, where lines are weighed, is on neither side.
  const isWeighed = question === 'interest' || question === 'engaging'
  const informs = ({ points }: Line) => isWeighed && points === 0
  return (
    <section className={styles.answer} aria-labelledby={`answer-${question}`}>
      <p className={styles.number} aria-hidden="true">
        {number}
      </p>
      <h2 id={`answer-${question}`}>{questionWords[question]}</h2>
      <p className={styles.verdict}>
        <span className={`${styles.swatch} ${kinds[kindOf(question, verdict)]}`} aria-hidden="true" />
        <strong>{verdictWords[question][verdict] ?? verdict}</strong>
        {verdict !== 'unknown' && <small>{confidenceWords[confidence]}</small>}
      </p>
      <p className={styles.sentence}>{sentence}</p>
      <Lines title={sideWords[question].evidence} lines={evidence.filter((line) => !informs(line))} />
      <Lines title={sideWords[question].counter_evidence} lines={counter_evidence.filter((line) => !informs(line))} />
      <Lines title={audit.besides} lines={[...evidence, ...counter_evidence].filter(informs)} />
      {unknown_sentence && (
        <p className={styles.unknown}>
          <strong>{audit.unknownTitle}:</strong> {unknown_sentence}
        </p>
      )}
      {children}
    </section>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  if (lines.length === 0) return null
  return (
    <div className={styles.lines}>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={`${line.what} ${line.sentence}`}>
            <span>{line.sentence}</span>
            <OpenPosts title={line.sentence} posts={line.posts} />
          </li>
        ))}
      </ul>
    </div>
  )
}
