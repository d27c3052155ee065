/** Posts from one address of the API, newest first and without end. */
import type { ReactNode } from 'react'
import { useCallback, useMemo } from 'react'
import type { Params } from '../api/address.ts'
import type { Post } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { EndlessList } from '../design/endless-list.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { PostRow } from './post-row.tsx'
import { keepPosts } from './post-store.ts'

type PostListProps = {
  label: string
  queryKey: readonly unknown[]
  path: string
  params?: Params
  /** Stands where there is none. */
  empty: ReactNode
}

export function PostList({ label, queryKey, path, params, empty }: PostListProps) {
  const list = useList<Post>({ key: queryKey, path, params: { limit: 30, ...params }, keep: keepPosts })
  const { items, fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const ids = useMemo(() => [...new Set(items?.map(({ id }) => id))], [items])
  if (list.isPending) return <LoadingList />
  if (!items) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (ids.length === 0) return empty
  return (
    <EndlessList
      label={label}
      ids={ids}
      hasOlder={list.hasNextPage}
      isLoadingOlder={list.isFetchingNextPage}
      failure={list.isFetchNextPageError}
      loadOlder={loadOlder}
      row={(id) => <PostRow id={id} />}
    />
  )
}
