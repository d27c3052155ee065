import { useState } from 'react'
import { timeLeft } from '#messages/grammar.ts'
import { settings as words } from '#messages/settings.ts'
import { api } from '../api/client.ts'
import type { Account } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import { toastError } from '../design/toasts.tsx'
import type { PageProps } from '../pages.ts'
import { PageHead } from '../shell/page-head.tsx'
import styles from './people-page.module.css'

type Listed = Account & { mute_expires_at?: string | null }

const kinds = {
  muted: { path: '/api/v1/mutes', off: 'unmute', on: 'mute', icon: 'mute' },
  blocked: { path: '/api/v1/blocks', off: 'unblock', on: 'block', icon: 'block' },
} as const
type Kind = keyof typeof kinds

/** Muted or blocked people. */
export default function PeoplePage({ params }: PageProps) {
  const kind: Kind = params.kind === 'blocked' ? 'blocked' : 'muted'
  const { path, icon } = kinds[kind]
  const list = useList<Listed>({ key: ['settings', kind], path })
  const { items, error, refetch } = list
  const byId = new Map(items?.map((person) => [person.id, person]))
  return (
    <>
      <PageHead title={words.sections.muted.title} back="/settings" />
      <Tabs
        label={words.sections.muted.title}
        tabs={(Object.keys(kinds) as Kind[]).map((each) => ({
          href: `/settings/${each}`,
          text: words[each],
          isHere: each === kind,
        }))}
      />
      {!items ? (
        error ? (
          <Failed error={error} retry={refetch} />
        ) : (
          <LoadingList />
        )
      ) : items.length === 0 ? (
        <Empty
          icon={icon}
          title={kind === 'muted' ? words.noMuted : words.noBlocked}
          text={kind === 'muted' ? words.noMutedText : words.noBlockedText}
        />
      ) : (
        <EndlessList
          label={words[kind]}
          ids={items.map(({ id }) => id)}
          estimate={76}
          hasOlder={list.hasNextPage}
          isLoadingOlder={list.isFetchingNextPage}
          loadOlder={list.fetchNextPage}
          failure={list.isFetchNextPageError}
          row={(id) => <PersonRow person={byId.get(id)!} kind={kind} />}
        />
      )}
    </>
  )
}

/** Whoever is taken out stays in sight until one leaves, in case it was a slip. */
function PersonRow({ person, kind }: { person: Listed; kind: Kind }) {
  const [isOn, setIsOn] = useState(true)
  const { on, off } = kinds[kind]
  async function turn() {
    setIsOn(!isOn)
    await api('POST', `/api/v1/accounts/${person.id}/${isOn ? off : on}`).catch((failure) => {
      setIsOn(isOn)
      toastError(failure)
    })
  }
  const until = person.mute_expires_at
  return (
    <article className={styles.person} aria-label={person.display_name || person.username}>
      <Avatar account={person} />
      <a className={styles.names} href={`/@${person.acct}`}>
        <bdi>{person.display_name || person.username}</bdi>
        <span>
          <bdi>@{person.acct}</bdi>
          {isOn && until && ` · ${words.forNow(timeLeft(new Date(until)))}`}
        </span>
      </a>
      <Button onClick={turn}>{isOn ? words[off] : words[on]}</Button>
    </article>
  )
}
