import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import type { ApiPage } from '../api/client.ts'
import type { Notification } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { listen } from '../api/stream.ts'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import { notifications as words } from '../messages/notifications.ts'
import { keepPosts } from '../posts/post-store.ts'
import { PageHead } from '../shell/page-head.tsx'
import { groupNotifications } from './groups.ts'
import { NotificationRow } from './notification-row.tsx'
import { markSeen } from './unread.ts'

const keep = (items: Notification[]) => keepPosts(items.flatMap(({ status }) => status ?? []))
const mentionTypes = ['mention', 'quote']

export default function NotificationsPage() {
  const isMentions = new URLSearchParams(useSearch()).get('show') === 'mentions'
  const queries = useQueryClient()
  const key = useMemo(() => ['notifications', isMentions ? 'mentions' : 'all'], [isMentions])
  const list = useList<Notification>({
    key,
    path: '/api/v1/notifications',
    params: { limit: 40, ...(isMentions ? { types: mentionTypes } : {}) },
    keep,
  })
  const { items, fetchNextPage } = list
  const groups = useMemo(() => items && groupNotifications(items), [items])
  const newest = items?.[0]?.id

  useEffect(() => {
    if (newest !== undefined && !isMentions) void markSeen(newest)
  }, [newest, isMentions])
  useEffect(
    () =>
      listen((told) => {
        if (told.event === 'open') void queries.invalidateQueries({ queryKey: ['notifications'] })
        if (told.event !== 'notification') return
        const { payload } = told
        if (isMentions && !mentionTypes.includes(payload.type)) return
        keep([payload])
        queries.setQueryData<InfiniteData<ApiPage<Notification>>>(key, (data) => {
          const [first, ...rest] = data?.pages ?? []
          if (!data || !first || first.items.some(({ id }) => id === payload.id)) return data
          return { ...data, pages: [{ ...first, items: [payload, ...first.items] }, ...rest] }
        })
      }),
    [queries, key, isMentions],
  )
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const byId = new Map(groups?.map((group) => [group.id, group]))

  return (
    <>
      <PageHead title={words.title} />
      <Tabs
        label={words.title}
        tabs={[
          { href: '/notifications', text: words.all, isHere: !isMentions },
          { href: '/notifications?show=mentions', text: words.mentions, isHere: isMentions },
        ]}
      />
      {list.isPending && <LoadingList />}
      {list.isError && !items && <Failed error={list.error} retry={() => list.refetch()} />}
      {groups?.length === 0 && (
        <Empty icon="bell" title={words.emptyTitle} text={isMentions ? words.emptyMentions : words.emptyText} />
      )}
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
