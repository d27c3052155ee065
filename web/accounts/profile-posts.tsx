import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { people as words } from '#messages/people.ts'
import { api } from '../api/client.ts'
import type { Account, Post } from '../api/entities.ts'
import { ownId, useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { PostRow } from '../posts/post-row.tsx'
import { keepPosts } from '../posts/post-store.ts'
import { nameOf } from './account-queries.ts'
import styles from './profile-posts.module.css'

const pathOf = ({ id }: Account) => `/api/v1/accounts/${id}/statuses`

async function fetchPinned(account: Account, signal: AbortSignal): Promise<string[]> {
  const pinned = await api<Post[]>('GET', pathOf(account), { params: { pinned: true }, signal })
  keepPosts(pinned)
  return pinned.map(({ id }) => id)
}

export function ProfilePosts({ account, withReplies }: { account: Account; withReplies: boolean }) {
  const pinned = useQuery({
    queryKey: ['posts', 'pinned', account.id],
    queryFn: ({ signal }) => fetchPinned(account, signal),
    enabled: !withReplies,
  })
  const list = useList<Post>({
    key: ['posts', 'by', account.id, withReplies],
    path: pathOf(account),
    params: { limit: 30, exclude_replies: !withReplies },
    keep: keepPosts,
  })
  const { items, fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  if (list.isPending || pinned.isLoading) return <LoadingList />
  if (!items) return <Failed error={list.error} retry={() => void list.refetch()} />
  const onTop = withReplies ? [] : (pinned.data ?? [])
  // What is pinned stands once, on top.
  const ids = [...onTop, ...items.map(({ id }) => id).filter((id) => !onTop.includes(id))]
  if (ids.length === 0) return <NothingYet account={account} />
  return (
    <EndlessList
      label={withReplies ? words.withReplies : words.posts}
      ids={ids}
      hasOlder={list.hasNextPage}
      isLoadingOlder={list.isFetchingNextPage}
      failure={list.isFetchNextPageError}
      loadOlder={loadOlder}
      row={(id, index) => (
        <>
          {index < onTop.length && (
            <p className={styles.pinned}>
              <Icon name="pin" size={16} />
              {words.pinned}
            </p>
          )}
          <PostRow id={id} />
        </>
      )}
    />
  )
}

function NothingYet({ account }: { account: Account }) {
  const isOwn = account.id === ownId
  return (
    <Empty
      icon="talk"
      title={words.nothingPosted}
      text={isOwn ? words.nothingOfYours : words.nothingPostedText(nameOf(account))}
    >
      <Button kind="main" icon="pen" onClick={() => openComposer(isOwn ? {} : { text: `@${account.acct} ` })}>
        {isOwn ? words.write : words.sayHello}
      </Button>
    </Empty>
  )
}
