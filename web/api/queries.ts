/** What every page asks with: one client, and lists that never end. */
import { QueryClient, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Params } from './address.ts'
import { type ApiPage, api, apiPage, isApiError } from './client.ts'
import type { Instance, OwnAccount } from './entities.ts'

const isRefused = (error: unknown) => isApiError(error) && error.status >= 400 && error.status < 500

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      // Without a network the service worker answers what it can.
      networkMode: 'offlineFirst',
      // What the server has refused it will refuse again. Without a network a second try would wait for it unsaid.
      retry: (failures, error) => failures < 2 && navigator.onLine && !isRefused(error),
    },
  },
})

/** Keys begin with the slice. */
export const ownAccountQuery = queryOptions({
  queryKey: ['accounts', 'own'],
  queryFn: () => api<OwnAccount>('GET', '/api/v1/accounts/verify_credentials'),
  staleTime: Number.POSITIVE_INFINITY,
})
export const useOwnAccount = () => useQuery(ownAccountQuery).data

export const instanceQuery = queryOptions({
  queryKey: ['instance'],
  queryFn: () => api<Instance>('GET', '/api/v2/instance'),
  staleTime: Number.POSITIVE_INFINITY,
})

/** The id of who is logged in, known before anything is asked. */
export const ownId = document.documentElement.dataset.account ?? ''

export type ListQuery<T> = {
  key: readonly unknown[]
  path: string
  params?: Params
  /** Puts what came into the stores it belongs to. */
  keep?: (items: T[]) => void
  /** 0: asked for again whenever it is opened. */
  staleTime?: number
}

/** A list by its older pages. `items` is flat; the keys of what it holds are the caller's. */
export function useList<T>({ key, path, params, keep, staleTime }: ListQuery<T>) {
  const query = useInfiniteQuery({
    ...(staleTime === undefined ? {} : { staleTime }),
    queryKey: key,
    initialPageParam: undefined as string | undefined,
    async queryFn({ pageParam, signal }): Promise<ApiPage<T>> {
      const page = await apiPage<T>(path, { params: { ...params, max_id: pageParam }, signal })
      keep?.(page.items)
      return page
    },
    getNextPageParam: ({ items, older }) => (items.length > 0 ? older : undefined),
    refetchOnWindowFocus: false,
    refetchOnReconnect: ({ state }) => state.status === 'error',
  })
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) }
}
