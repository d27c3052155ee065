/** The four questions about everybody I follow, in pictures that lead to the people behind them. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { audit, markWords } from '#messages/audit.ts'
import { fullNumber, longDay } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { go, useSavedOffset } from '../shell/navigation.ts'
import { AuditFrame } from './audit-frame.tsx'
import { ChannelPicture } from './channel-picture.tsx'
import styles from './overview-page.module.css'
import { auditKey, overviewQuery, strategyQuery } from './queries.ts'
import { QuestionCard } from './question-card.tsx'
import type { AuditOverview } from './types.ts'

export default function OverviewPage() {
  const query = useQuery(overviewQuery)
  const overview = query.data
  useSavedOffset(overview !== undefined)
  // What was answered today is remembered, so that the next audit can say what has moved.
  const isMeasured = overview?.measuring === null && overview.following > 0
  useEffect(() => {
    if (isMeasured)
      void api('POST', '/api/twoway/v1/audit/history')
        .then(() => queryClient.invalidateQueries({ queryKey: [...auditKey, 'history'] }))
        .catch(() => undefined)
  }, [isMeasured])
  return (
    <AuditFrame at="/audit">
      {query.isPending && <LoadingList />}
      {query.isError && !overview && <Failed error={query.error} retry={() => query.refetch()} />}
      {overview?.following === 0 && (
        <Empty icon="people" title={audit.emptyTitle} text={audit.emptyText}>
          <Button kind="main" icon="search" onClick={() => go('/search')}>
            {audit.findPeople}
          </Button>
        </Empty>
      )}
      {overview && overview.following > 0 && <Overview overview={overview} />}
    </AuditFrame>
  )
}

function Overview({ overview }: { overview: AuditOverview }) {
  const { as_of, sentence, measuring, questions, marks } = overview
  return (
    <div className={styles.overview}>
      <header className={styles.lead}>
        <p>{sentence}</p>
        <small>{audit.asOf(longDay(as_of))}</small>
        {measuring && <p className={styles.note}>{audit.measuring(measuring.done, measuring.of)}</p>}
      </header>
      <ol className={styles.questions}>
        {questions.map((answer, place) => (
          <li key={answer.question}>
            <QuestionCard number={place + 1} {...answer} />
          </li>
        ))}
      </ol>
      {marks.length > 0 && (
        <section className={styles.section} aria-labelledby="worth-a-look">
          <h2 id="worth-a-look">{audit.worthALook}</h2>
          <p className={styles.soft}>{audit.worthALookText}</p>
          <ul className={styles.marks}>
            {marks.map(({ mark, people, sentence }) => (
              <li key={mark}>
                <a href={`/audit/people?mark=${mark}`}>
                  <strong>{markWords[mark]}</strong>
                  <span className={styles.soft}>{sentence}</span>
                  <span className={styles.count}>{fullNumber(people)}</span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <ChannelPicture overview={overview} />
      <Since since={overview.since} />
      <Strategy />
      <TakeAlong />
    </div>
  )
}

function Since({ since }: Pick<AuditOverview, 'since'>) {
  if (!since) return null
  return (
    <section className={styles.section} aria-labelledby="since">
      <h2 id="since">{audit.since(longDay(since.day))}</h2>
      <p className={styles.soft}>{since.changes.length > 0 ? since.sentence : audit.noChange}</p>
      <ul className={styles.changes}>
        {since.changes.map(({ account, question, sentence }) => (
          <li key={`${account.id} ${question}`}>
            <a href={`/audit/people/${account.id}`}>{sentence}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Strategy() {
  const rules = useQuery(strategyQuery).data?.rules ?? []
  return (
    <section className={styles.section} aria-labelledby="strategy">
      <h2 id="strategy">{audit.strategyTitle}</h2>
      {rules.length === 0 && <p className={styles.soft}>{audit.strategyNone}</p>}
      <ul className={styles.rules}>
        {rules.map(({ rule, sentence }) => (
          <li key={rule}>{sentence}</li>
        ))}
      </ul>
      <Button onClick={() => go('/audit/strategy')}>{audit.strategyOpen}</Button>
    </section>
  )
}

function TakeAlong() {
  return (
    <section className={styles.section} aria-labelledby="take-along">
      <h2 id="take-along">{audit.takeAlong}</h2>
      <p className={styles.soft}>{audit.takeAlongText}</p>
      <p className={styles.links}>
        <a href="/audit/report" target="_blank" rel="noopener">
          <Icon name="link" size={18} /> {audit.print}
        </a>
        <a href="/audit/report.csv" download>
          {audit.csv}
        </a>
        <a href="/audit/report.json" download>
          {audit.json}
        </a>
        <a href="/audit/history">{audit.history}</a>
      </p>
    </section>
  )
}
