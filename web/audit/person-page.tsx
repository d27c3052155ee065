/** Everything the audit has to say about one person I follow, each figure leading to the posts that made it. */
import { useQuery } from '@tanstack/react-query'
import { audit, bandWords, shortQuestionWords, verdictWords } from '#messages/audit.ts'
import { dials } from '#messages/dials.ts'
import { longDay } from '#messages/grammar.ts'
import { api, isApiError } from '../api/client.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import section from '../design/section.module.css'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import type { PageProps } from '../pages.ts'
import { withEmojis } from '../posts/html.tsx'
import { go, useSavedOffset } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import { LaneOf } from '../ties/lane.tsx'
import { AnswerSection } from './answer-section.tsx'
import { ActsOfPerson } from './person-acts.tsx'
import styles from './person-page.module.css'
import { auditKey } from './queries.ts'
import StrategyRules from './strategy-rules.tsx'
import { SuggestionLine } from './suggestion-line.tsx'
import { type AuditPersonInFull, questions } from './types.ts'
import { WeeksPicture } from './weeks-picture.tsx'

export default function PersonPage({ params: { id = '' } }: PageProps) {
  const query = useQuery({
    queryKey: [...auditKey, 'person', id],
    queryFn: ({ signal }) => api<AuditPersonInFull>('GET', `/api/twoway/v1/audit/people/${id}`, { signal }),
  })
  const person = query.data
  useSavedOffset(person !== undefined)
  const isMissing = isApiError(query.error) && query.error.status === 404
  const name = person ? person.account.display_name || person.account.username : audit.title
  return (
    <>
      <PageHead title={name} back="/audit/people" />
      {query.isPending && <LoadingList />}
      {isMissing && (
        <Empty icon="person" title={audit.noPerson} text={audit.emptyText}>
          <Button onClick={() => go('/audit/people', { replace: true })}>{audit.people}</Button>
        </Empty>
      )}
      {query.isError && !person && !isMissing && <Failed error={query.error} retry={() => query.refetch()} />}
      {person && <Person person={person} />}
    </>
  )
}

function Person({ person }: { person: AuditPersonInFull }) {
  const { account, answers, with_me, roles, declared, kept, words, weeks, history } = person
  return (
    <div className={styles.person}>
      <header className={styles.head}>
        {/* biome-ignore lint/a11y/useAnchorContent: for pointers only, the name beside it is the same link */}
        <a href={`/@${account.acct}`} tabIndex={-1} aria-hidden="true">
          <Avatar account={account} size="large" />
        </a>
        <div>
          <a href={`/@${account.acct}`} className={styles.name} dir="auto">
            {withEmojis(account.display_name || account.username, account.emojis)}
          </a>
          <span className={styles.handle}>
            <bdi>@{account.acct}</bdi>
          </span>
        </div>
        <LaneOf id={account.id} />
        <p className={styles.with}>
          <strong>{bandWords[with_me.band]}.</strong> {with_me.sentence}
        </p>
        {(kept || roles.length > 0 || declared) && (
          <p className={styles.tags}>
            {kept && <span>{audit.kept}</span>}
            {(declared ? [declared, ...roles] : roles).map((role) => (
              <span key={role}>{audit.roles[role] ?? dials.knownRoles[role] ?? role}</span>
            ))}
          </p>
        )}
        <SuggestionLine person={person} />
        <ActsOfPerson person={person} />
      </header>
      {answers.map((answer, place) => (
        <AnswerSection key={answer.question} number={place + 1} answer={answer}>
          {answer.question === 'interest' && <WordsOf words={words} />}
        </AnswerSection>
      ))}
      <div className={section.section}>
        <StrategyRules id={account.id} />
        <a className={styles.rulesLink} href="/audit/strategy">
          {audit.strategyTitle}
        </a>
      </div>
      <WeeksPicture weeks={weeks} />
      <History history={history.filter(({ day }) => day < today())} />
    </div>
  )
}

function WordsOf({ words }: Pick<AuditPersonInFull, 'words'>) {
  const rows = [
    [audit.wordsNow, words.now],
    [audit.wordsCame, words.came],
    [audit.wordsWent, words.went],
  ] as const
  if (rows.every(([, list]) => list.length === 0)) return null
  return (
    <dl className={styles.words} aria-label={audit.words}>
      {rows.map(([title, list]) =>
        list.length === 0 ? null : (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {list.map(({ word }) => (
                <bdi key={word}>{word}</bdi>
              ))}
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}

/** As the server counts days. */
const today = () => new Date().toISOString().slice(0, 10)

function History({ history }: Pick<AuditPersonInFull, 'history'>) {
  if (history.length === 0) return null
  return (
    <section className={section.section} aria-labelledby="before">
      <h2 id="before">{audit.before}</h2>
      <div className={styles.scroll}>
        <table className={styles.history}>
          <thead>
            <tr>
              <th scope="col">
                <span className="for-readers">{audit.asOf('')}</span>
              </th>
              {questions.map((question) => (
                <th key={question} scope="col">
                  {shortQuestionWords[question]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {history.map((one) => (
              <tr key={one.day}>
                <th scope="row">{longDay(one.day)}</th>
                {questions.map((question) => (
                  <td key={question}>{verdictWords[question][one[question]] ?? one[question]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
