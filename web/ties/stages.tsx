/** What has become of a follow: rose, first word, answered, conversation, met; each with its day and its post. */

import { fullTime, shortTime } from '#messages/grammar.ts'
import { ties as words } from '#messages/ties.ts'
import type { ListedTie } from '../api/entities.ts'
import styles from './stages.module.css'

const order = ['rose', 'first_word', 'answered', 'conversation', 'met'] as const

export function Stages({ stage, acct }: { stage: ListedTie['stage']; acct: string }) {
  const reached = new Map(stage.steps.map((step) => [step.stage, step]))
  const furthest = Math.max(-1, ...stage.steps.map((step) => order.indexOf(step.stage)))
  return (
    <ol className={styles.stages}>
      {order.map((name, place) => {
        const step = reached.get(name)
        // A follow that never was is no step left out.
        if (!step && (name === 'rose' || place > furthest + 1)) return null
        const isUnseen = stage.unobserved.includes(name)
        return (
          <li key={name} className={step ? styles.reached : styles.ahead}>
            <span className={styles.name}>{words.stages[name]}</span>
            {step ? (
              <>
                <span className={styles.sentence} dir="auto">
                  {step.sentence}
                </span>
                <When step={step} acct={acct} />
              </>
            ) : (
              <span className={styles.sentence}>{isUnseen ? words.stageUnseen : words.stageNotYet}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

function When({ step: { at, post_id }, acct }: { step: ListedTie['stage']['steps'][number]; acct: string }) {
  const time = (
    <time dateTime={at} title={fullTime(new Date(at))}>
      {shortTime(new Date(at))}
    </time>
  )
  // The post may be mine or theirs: the number finds it.
  return post_id ? (
    <a className={styles.when} href={`/@${acct}/${post_id}`}>
      <span className="for-readers">{words.seePost}: </span>
      {time}
    </a>
  ) : (
    <span className={styles.when}>{time}</span>
  )
}
