/** People, posts and hashtags by what one types; the address holds the question, so that it can be kept and gone back to. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { search as words } from '#messages/places.ts'
import { PersonRow } from '../accounts/person-row.tsx'
import Suggestions from '../accounts/suggestions.tsx'
import { api } from '../api/client.ts'
import type { Account, SearchResults } from '../api/entities.ts'
import { IconButton } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import { PostRow } from '../posts/post-row.tsx'
import { keepPosts } from '../posts/post-store.ts'
import { go, useSavedOffset } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import styles from './search-page.module.css'

type Kind = 'accounts' | 'statuses' | 'hashtags'
const kinds: [Kind, string][] = [
  ['accounts', words.people],
  ['statuses', words.posts],
  ['hashtags', words.hashtags],
]
const settleMs = 250
/** Of each kind while all are shown. */
const fewOfAKind = 5

function addressOf(text: string, kind: Kind | undefined): string {
  const query = new URLSearchParams({ ...(text ? { q: text } : {}), ...(kind ? { type: kind } : {}) })
  return query.size > 0 ? `/search?${query}` : '/search'
}

async function find(text: string, kind: Kind | undefined, signal: AbortSignal): Promise<SearchResults> {
  const params = { q: text, limit: 40, ...(kind ? { type: kind } : {}) }
  const found = await api<SearchResults>('GET', '/api/v2/search', { params, signal })
  keepPosts(found.statuses)
  return found
}

/** Who has most to do with me comes first; the rest as the server has them. */
function useByTies(accounts: readonly Account[] | undefined): readonly Account[] {
  const ties = useQuery({
    queryKey: ['ties', 'strongest'],
    queryFn: () => api<{ account: { id: string } }[]>('GET', '/api/twoway/v1/ties', { params: { limit: 80 } }),
  })
  return useMemo(() => {
    const order = new Map(ties.data?.map(({ account }, place) => [account.id, place]))
    const placeOf = ({ id }: Account) => order.get(id) ?? order.size
    return (accounts ?? []).toSorted((a, b) => placeOf(a) - placeOf(b))
  }, [accounts, ties.data])
}

export default function SearchPage() {
  const asked = new URLSearchParams(useSearch())
  const text = asked.get('q') ?? ''
  const kind = kinds.find(([name]) => name === asked.get('type'))?.[0]
  const result = useQuery({
    queryKey: ['search', text, kind],
    queryFn: ({ signal }) => find(text, kind, signal),
    enabled: text !== '',
    placeholderData: (before) => before,
  })
  useSavedOffset(result.data !== undefined)
  const found = text === '' ? undefined : result.data
  return (
    <>
      <PageHead title={words.title} />
      <SearchField text={text} kind={kind} />
      {text !== '' && (
        <Tabs
          label={words.kinds}
          tabs={[
            { href: addressOf(text, undefined), text: words.all, isHere: kind === undefined },
            ...kinds.map(([name, label]) => ({ href: addressOf(text, name), text: label, isHere: kind === name })),
          ]}
        />
      )}
      {text === '' && (
        <>
          <HowToSearch />
          <Suggestions />
        </>
      )}
      {text !== '' && result.isPending && <LoadingList count={4} />}
      {text !== '' && result.isError && <Failed error={result.error} retry={() => void result.refetch()} />}
      {found && <Results found={found} text={text} kind={kind} />}
    </>
  )
}

function SearchField({ text, kind }: { text: string; kind: Kind | undefined }) {
  const box = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(text)
  // The way back changes the address, and with it what stands here.
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    if (box.current?.value === '') box.current.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    if (typed.trim() === text) return
    const timer = setTimeout(() => go(addressOf(typed.trim(), kind), { replace: true }), settleMs)
    return () => clearTimeout(timer)
  }, [typed, text, kind])
  return (
    <search className={styles.field}>
      <Icon name="search" size={20} />
      <input
        ref={box}
        type="text"
        enterKeyHint="search"
        value={typed}
        dir="auto"
        aria-label={words.field}
        placeholder={words.field}
        onChange={({ target }) => setTyped(target.value)}
      />
      {typed !== '' && (
        <IconButton
          icon="close"
          label={words.clear}
          onClick={() => {
            setTyped('')
            box.current?.focus()
          }}
        />
      )}
    </search>
  )
}

function HowToSearch() {
  return (
    <div className={styles.how}>
      <h2>{words.howTitle}</h2>
      <dl>
        {words.how.map(([example, text]) => (
          <div key={example}>
            <dt>
              <code>{example}</code>
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

function Results({ found, text, kind }: { found: SearchResults; text: string; kind: Kind | undefined }) {
  const accounts = useByTies(found.accounts)
  const most = kind ? Number.POSITIVE_INFINITY : fewOfAKind
  const sections = [
    {
      name: 'accounts' as const,
      items: accounts.map((account) => <PersonRow key={account.id} account={account} />),
    },
    {
      name: 'hashtags' as const,
      items: found.hashtags.map(({ name }) => (
        <a key={name} className={styles.tag} href={`/tags/${encodeURIComponent(name)}`}>
          <Icon name="hash" size={20} />
          <bdi>{name}</bdi>
        </a>
      )),
    },
    { name: 'statuses' as const, items: found.statuses.map(({ id }) => <PostRow key={id} id={id} />) },
  ].filter(({ items }) => items.length > 0)
  if (sections.length === 0) return <Empty icon="search" title={words.nothing} text={words.nothingText} />
  return sections.map(({ name, items }) => {
    const label = kinds.find(([one]) => one === name)![1]
    const shown = name === 'statuses' ? items : items.slice(0, most)
    return (
      <section key={name} aria-label={label}>
        {!kind && (
          <div className={styles.section}>
            <h2>{label}</h2>
            {items.length > shown.length && <a href={addressOf(text, name)}>{words.more}</a>}
          </div>
        )}
        <ul>
          {shown.map((item) => (
            <li key={item.key}>{item}</li>
          ))}
        </ul>
      </section>
    )
  })
}
