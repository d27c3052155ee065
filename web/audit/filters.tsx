import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { audit, markWords, questionWords, sortWords, verdictWords } from '#messages/audit.ts'
import { Icon } from '../design/icon.tsx'
import { Menu } from '../design/menu.tsx'
import { go } from '../shell/navigation.ts'
import styles from './filters.module.css'
import { overviewQuery } from './queries.ts'
import type { Mark, Question } from './types.ts'

type Chosen = Record<string, string>

function show(chosen: Chosen) {
  const query = new URLSearchParams(Object.entries(chosen).filter(([, value]) => value !== ''))
  go(query.size > 0 ? `/audit/people?${query}` : '/audit/people', { replace: true })
}

/** What each filter in the address is called; undefined for what is no filter. */
function nameOf(filter: string, value: string): string | undefined {
  if (filter === 'mark') return markWords[value as Mark]
  if (filter in questionWords) return verdictWords[filter as Question][value]
  return undefined
}

export function Filters({ chosen }: { chosen: Chosen }) {
  const marks = useQuery(overviewQuery).data?.marks ?? []
  const sort = (chosen.sort ?? 'attention') as keyof typeof sortWords
  const set = (filters: Chosen) => show({ ...chosen, ...filters })
  const inAddress = Object.entries(chosen).flatMap(([filter, value]) => {
    const name = filter === 'mark' ? undefined : nameOf(filter, value)
    return name ? [{ filter, name }] : []
  })
  return (
    <div className={styles.filters}>
      <div className={styles.line}>
        <SearchBox key={chosen.q ?? ''} value={chosen.q ?? ''} onChange={(q) => set({ q })} />
        <span className={styles.order}>{sortWords[sort]}</span>
        <Menu
          label={audit.sort}
          icon="list"
          items={Object.entries(sortWords).map(([value, label]) => ({
            label,
            isChosen: value === sort,
            run: () => set({ sort: value === 'attention' ? '' : value }),
          }))}
        />
      </div>
      <ul className={styles.chips} aria-label={audit.filters}>
        {inAddress.map(({ filter, name }) => (
          <li key={filter}>
            <button type="button" aria-pressed="true" onClick={() => set({ [filter]: '' })}>
              {name}
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
        {marks.map(({ mark, people }) => (
          <li key={mark}>
            <button
              type="button"
              aria-pressed={chosen.mark === mark}
              onClick={() => set({ mark: chosen.mark === mark ? '' : mark })}
            >
              {markWords[mark]} <small>{people}</small>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Asks once somebody has stopped typing. */
function SearchBox({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim()), 300)
    return () => clearTimeout(timer)
  })
  return (
    <label className={styles.search}>
      <Icon name="search" size={18} />
      <span className="for-readers">{audit.searchPeople}</span>
      <input
        type="search"
        value={text}
        placeholder={audit.searchPeople}
        onChange={(event) => setText(event.target.value)}
      />
    </label>
  )
}
