/** My own two-way score, what I do here, what became of my follows, and who might like an answer. For my eyes only. */
import { useQuery } from '@tanstack/react-query'
import { fullNumber, percent } from '#messages/grammar.ts'
import { mixWords, mirror as words } from '#messages/mirror.ts'
import { api } from '../api/client.ts'
import section from '../design/section.module.css'
import { Failed, LoadingList } from '../design/states.tsx'
import { useSavedOffset } from '../shell/navigation.ts'
import { AuditFrame } from './audit-frame.tsx'
import styles from './mirror-page.module.css'
import { OpenPosts } from './open-posts.tsx'
import { OpenQuestions } from './open-questions.tsx'
import type { Mirror } from './types.ts'
import { UnansweredPosts } from './unanswered-posts.tsx'

export default function MirrorPage() {
  const query = useQuery({
    queryKey: ['mirror'],
    queryFn: ({ signal }) => api<Mirror>('GET', '/api/twoway/v1/mirror', { signal }),
  })
  const mirror = query.data
  useSavedOffset(mirror !== undefined)
  return (
    <AuditFrame at="/mirror">
      {query.isPending && <LoadingList />}
      {query.isError && !mirror && <Failed error={query.error} retry={() => query.refetch()} />}
      {mirror && (
        <div className={styles.mirror}>
          <TwoWay mirror={mirror} />
          <Mix mirror={mirror} />
          <Roses roses={mirror.roses} />
          <OpenQuestions />
          <UnansweredPosts />
        </div>
      )}
    </AuditFrame>
  )
}

function TwoWay({ mirror: { two_way, advice } }: { mirror: Mirror }) {
  const lines = [...two_way.evidence, ...two_way.counter_evidence]
  return (
    <section className={section.section} aria-labelledby="two-way">
      <h2 id="two-way">{words.twoWay}</h2>
      <p className={section.lead}>{two_way.sentence}</p>
      <p className={section.soft}>{words.yours}</p>
      {lines.length > 0 && (
        <ul className={styles.lines}>
          {lines.map((line) => (
            <li key={line.what}>
              <span>{line.sentence}</span>
              <OpenPosts title={line.sentence} posts={line.posts} />
            </li>
          ))}
        </ul>
      )}
      {advice && <p className={styles.advice}>{advice.sentence}</p>}
    </section>
  )
}

function Mix({ mirror: { mix, mix_sentence } }: { mirror: Mirror }) {
  const shown = mix.filter(({ count }) => count > 0)
  return (
    <section className={section.section} aria-labelledby="mix">
      <h2 id="mix">{words.mix}</h2>
      <p>{mix_sentence}</p>
      <p className={section.soft}>{words.mixText}</p>
      {shown.length > 0 && (
        <>
          <div className={styles.bar} aria-hidden="true">
            {shown.map(({ kind, share }) => (
              <span key={kind} className={styles[kind]} style={{ flexGrow: share }} />
            ))}
          </div>
          <ul className={styles.mix}>
            {shown.map(({ kind, share, sentence, posts }) => (
              <li key={kind}>
                <span className={`${styles.swatch} ${styles[kind]}`} aria-hidden="true" />
                <span>
                  <strong>{mixWords[kind]}</strong> <small>{sentence}</small>
                </span>
                <span className={styles.figure}>{percent(share)}</span>
                <OpenPosts title={mixWords[kind]} posts={posts} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}

type RosesProps = { roses: Mirror['roses'] }

/** Five steps, each as wide as the people who came that far. */
function Roses({ roses }: RosesProps) {
  const steps = ['roses', 'first_words', 'answered', 'conversations', 'met'] as const
  return (
    <section className={section.section} aria-labelledby="roses">
      <h2 id="roses">{words.roses}</h2>
      <p className={section.lead}>{roses.sentence}</p>
      <p className={section.soft}>{words.rosesText}</p>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>
            <span
              className={styles.step}
              style={{ inlineSize: `${(roses[step] / Math.max(1, roses.roses)) * 100}%` }}
            />
            <span>
              <strong>{fullNumber(roses[step])}</strong> {words.steps[step]}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}
