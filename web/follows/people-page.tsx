/** Who follows somebody, and whom they follow. My own follows stand in an order of my choice. */
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { people as words } from '#messages/people.ts'
import { namedAccountQuery, nameOf } from '../accounts/account-queries.ts'
import { PersonRow } from '../accounts/person-row.tsx'
import type { Account, ListedTie } from '../api/entities.ts'
import { ownId, useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import type { PageProps } from '../pages.ts'
import { go } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import { ties } from '../ties/tie-store.ts'
import styles from './people-page.module.css'

type Side = 'followers' | 'following'

export default function PeoplePage({ params }: PageProps) {
  const name = decodeURIComponent(params.name ?? '')
  const side = params.side as Side
  const { data: account, error, isError, refetch } = useQuery(namedAccountQuery(name))
  return (
    <>
      <PageHead title={account ? nameOf(account) : `@${name}`} back={`/@${name}`} />
      <Tabs
        label={words.lists}
        tabs={[
          { href: `/@${name}/followers`, text: words.followers, isHere: side === 'followers' },
          { href: `/@${name}/following`, text: words.following, isHere: side === 'following' },
        ]}
      />
      {isError && <Failed error={error} retry={() => void refetch()} />}
      {!account && !isError && <LoadingList />}
      {account && <People key={`${account.id} ${side}`} account={account} side={side} />}
    </>
  )
}

function People({ account, side }: { account: Account; side: Side }) {
  if (account.id === ownId && side === 'following') return <OwnFollows acct={account.acct} />
  return <PeopleOf account={account} side={side} />
}

type Shown = { items: Account[] | undefined; label: string; empty: React.ReactNode; list: ReturnType<typeof useList> }

function Rows({ items, label, empty, list }: Shown) {
  const { fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  if (list.isPending) return <LoadingList />
  if (!items) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (items.length === 0) return empty
  const byId = new Map(items.map((account) => [account.id, account]))
  return (
    <EndlessList
      label={label}
      ids={[...byId.keys()]}
      estimate={110}
      hasOlder={list.hasNextPage}
      isLoadingOlder={list.isFetchingNextPage}
      failure={list.isFetchNextPageError}
      loadOlder={loadOlder}
      row={(id) => {
        const account = byId.get(id)
        return account && <PersonRow account={account} />
      }}
    />
  )
}

function PeopleOf({ account, side }: { account: Account; side: Side }) {
  const list = useList<Account>({
    key: ['follows', account.id, side],
    path: `/api/v1/accounts/${account.id}/${side}`,
    params: { limit: 40 },
  })
  const isOwn = account.id === ownId
  const isHidden = account.hide_collections && !isOwn
  const title = isHidden ? words.hidden : side === 'followers' ? words.noFollowers : words.followsNobody
  return (
    <Rows
      items={list.items}
      label={words[side]}
      list={list}
      empty={<Empty icon="people" title={title} text={isOwn ? words.noFollowersText : ''} />}
    />
  )
}

const sorts = ['strength', 'recent', 'quiet', 'newest'] as const

function OwnFollows({ acct }: { acct: string }) {
  const asked = new URLSearchParams(useSearch()).get('sort')
  const sort = sorts.find((one) => one === asked) ?? 'strength'
  const list = useList<ListedTie>({
    key: ['follows', ownId, 'ties', sort],
    path: '/api/twoway/v1/ties',
    params: { limit: 40, sort, brief: true },
    keep: ties.keep,
  })
  return (
    <>
      <nav className={styles.orders} aria-label={words.order}>
        {sorts.map((one) => (
          <a key={one} href={`/@${acct}/following?sort=${one}`} aria-current={one === sort ? 'page' : undefined}>
            {words.orders[one]}
          </a>
        ))}
      </nav>
      <Rows
        key={sort}
        items={list.items?.map(({ account }) => account)}
        label={words.following}
        list={list}
        empty={
          <Empty icon="people" title={words.youFollowNobody} text={words.youFollowNobodyText}>
            <Button kind="main" icon="search" onClick={() => go('/search')}>
              {words.findPeople}
            </Button>
          </Empty>
        }
      />
    </>
  )
}
