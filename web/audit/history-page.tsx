/** My audits of earlier days: how the answers moved. Mine alone, and deleted when I say so. */
import { useQuery } from '@tanstack/react-query'
import { audit, shortQuestionWords, verdictWords } from '#messages/audit.ts'
import { fullNumber, longDay } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import { Button, IconButton } from '../design/button.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { go, useSavedOffset } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import { changed } from './acts.ts'
import styles from './history-page.module.css'
import { historyQuery } from './queries.ts'
import type { Snapshot } from './types.ts'
import { VerdictBar } from './verdict-bar.tsx'

export default function HistoryPage() {
  const query = useQuery(historyQuery)
  useSavedOffset(query.data !== undefined)
  return (
    <>
      <PageHead title={audit.history} back="/audit" />
      {query.isPending && <LoadingList />}
      {query.isError && !query.data && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data?.length === 0 && (
        <Empty icon="clock" title={audit.historyEmpty} text={audit.historyText}>
          <Button kind="main" onClick={() => go('/audit')}>
            {audit.openAudit}
          </Button>
        </Empty>
      )}
      {query.data && query.data.length > 0 && (
        <div className={styles.page}>
          <p className={styles.soft}>{audit.historyText}</p>
          <ol>
            {query.data.map((snapshot) => (
              <Day key={snapshot.id} snapshot={snapshot} />
            ))}
          </ol>
          <Button kind="danger" onClick={() => void forget('')}>
            {audit.forgetAll}
          </Button>
        </div>
      )}
    </>
  )
}

/** One day by its id, or all of them. */
async function forget(id: string) {
  try {
    await api('DELETE', `/api/twoway/v1/audit/history${id && `/${id}`}`)
    await changed()
    toast(audit.forgotten)
  } catch (error) {
    toastError(error)
  }
}

function Day({ snapshot: { id, day, following, questions } }: { snapshot: Snapshot }) {
  return (
    <li className={styles.day}>
      <div className={styles.head}>
        <h2>{longDay(day)}</h2>
        <span className={styles.soft}>{audit.peopleCount(following)}</span>
        <IconButton icon="trash" label={audit.forget(longDay(day))} onClick={() => void forget(id)} />
      </div>
      <dl>
        {questions.map(({ question, verdicts }) => (
          <div key={question}>
            <dt>{shortQuestionWords[question]}</dt>
            <dd>
              <VerdictBar question={question} verdicts={verdicts} />
              <small>
                {verdicts
                  .filter(({ people }) => people > 0)
                  .map(({ verdict, people }) => `${verdictWords[question][verdict] ?? verdict} ${fullNumber(people)}`)
                  .join(' · ')}
              </small>
            </dd>
          </div>
        ))}
      </dl>
    </li>
  )
}
