import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { notifications as words } from '#messages/notifications.ts'
import type { ApiPage } from '../api/client.ts'
import type { Notification } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { listen } from '../api/stream.ts'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import { keepPosts } from '../posts/post-store.ts'
import { PageHead } from '../shell/page-head.tsx'
import { groupNotifications } from './groups.ts'
import { NotificationRow } from './notification-row.tsx'
import { markSeen } from './unread.ts'

const keep = (items: Notification[]) => keepPosts(items.flatMap(({ status }) => status ?? []))

type Kind = 'all' | 'mentions' | 'reactions' | 'people'
/** What each tab holds; undefined: everything. */
const typesOf: Record<Kind, readonly Notification['type'][] | undefined> = {
  all: undefined,
  mentions: ['mention', 'quote'],
  reactions: ['favourite', 'reblog'],
  people: ['follow', 'follow_request'],
}
const kinds = Object.keys(typesOf) as Kind[]

export default function NotificationsPage() {
  const asked = new URLSearchParams(useSearch()).get('show')
  const kind = kinds.find((one) => one === asked) ?? 'all'
  const types = typesOf[kind]
  const queries = useQueryClient()
  const key = useMemo(() => ['notifications', kind], [kind])
  const list = useList<Notification>({
    key,
    path: '/api/v1/notifications',
    params: { limit: 40, ...(types ? { types } : {}) },
    keep,
  })
  const { items, fetchNextPage } = list
  const groups = useMemo(() => items && groupNotifications(items), [items])
  const newest = items?.[0]?.id

  useEffect(() => {
    if (newest !== undefined && kind === 'all') void markSeen(newest)
  }, [newest, kind])
  useEffect(
    () =>
      listen((told) => {
        if (told.event === 'open') void queries.invalidateQueries({ queryKey: ['notifications'] })
        if (told.event !== 'notification') return
        const { payload } = told
        if (types && !types.includes(payload.type)) return
        keep([payload])
        queries.setQueryData<InfiniteData<ApiPage<Notification>>>(key, (data) => {
          const [first, ...rest] = data?.pages ?? []
          if (!data || !first || first.items.some(({ id }) => id === payload.id)) return data
          return { ...data, pages: [{ ...first, items: [payload, ...first.items] }, ...rest] }
        })
      }),
    [queries, key, types],
  )
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const byId = new Map(groups?.map((group) => [group.id, group]))

  return (
    <>
      <PageHead title={words.title} />
      <Tabs
        label={words.title}
        tabs={kinds.map((one) => ({
          href: one === 'all' ? '/notifications' : `/notifications?show=${one}`,
          text: words.kinds[one],
          isHere: one === kind,
        }))}
      />
      {list.isPending && <LoadingList />}
      {list.isError && !items && <Failed error={list.error} retry={() => list.refetch()} />}
      {groups?.length === 0 && <Empty icon="bell" title={words.emptyTitle} text={words.emptyTexts[kind]} />}
      {groups && groups.length > 0 && (
        <EndlessList
          key={key[1]}
          label={words.title}
          ids={groups.map(({ id }) => id)}
          estimate={120}
          hasOlder={list.hasNextPage}
          isLoadingOlder={list.isFetchingNextPage}
          failure={list.isFetchNextPageError}
          loadOlder={loadOlder}
          row={(id) => {
            const group = byId.get(id)
            return group && <NotificationRow group={group} />
          }}
        />
      )}
    </>
  )
}
