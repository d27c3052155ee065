import { useQuery } from '@tanstack/react-query'
import { timeLeft } from '#messages/grammar.ts'
import { settings as words } from '#messages/settings.ts'
import { ButtonLink } from '../design/button.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import styles from './filters-page.module.css'
import { SettingsPage } from './parts.tsx'
import { type Filter, filtersQuery } from './settings-queries.ts'

export default function FiltersPage() {
  const { data, error, refetch } = useQuery(filtersQuery)
  const add = (
    <ButtonLink kind="main" icon="plus" href="/settings/filters/new">
      {words.addFilter}
    </ButtonLink>
  )
  return (
    <SettingsPage title={words.sections.filters.title}>
      {!data ? (
        error ? (
          <Failed error={error} retry={refetch} />
        ) : (
          <LoadingList count={3} />
        )
      ) : data.length === 0 ? (
        <Empty icon="filter" title={words.noFilters} text={words.noFiltersText}>
          {add}
        </Empty>
      ) : (
        <>
          <ul className={styles.filters}>
            {data.map((filter) => (
              <li key={filter.id}>
                <FilterLink filter={filter} />
              </li>
            ))}
          </ul>
          <div className={styles.add}>{add}</div>
        </>
      )}
    </SettingsPage>
  )
}

function FilterLink({ filter }: { filter: Filter }) {
  const { id, title, keywords, statuses, context, filter_action, expires_at } = filter
  const ends = expires_at && new Date(expires_at)
  const facts = [
    ...(keywords.length > 0 ? [words.wordCount(keywords.length)] : []),
    ...(statuses.length > 0 ? [words.postCount(statuses.length)] : []),
    words.actions[filter_action].name,
    context.map((one) => words.contexts[one]).join(', '),
    ...(ends ? [ends.getTime() < Date.now() ? words.expired : words.ends(timeLeft(ends))] : []),
  ]
  return (
    <a className={styles.filter} href={`/settings/filters/${id}`}>
      <strong dir="auto">{title}</strong>
      {keywords.length > 0 && (
        <span className={styles.words}>
          {keywords.slice(0, 6).map(({ id, keyword }) => (
            <bdi key={id}>{keyword}</bdi>
          ))}
        </span>
      )}
      <span>{facts.join(' · ')}</span>
    </a>
  )
}
