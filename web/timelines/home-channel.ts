/**
 * The home channel on this screen: a window of posts without gaps, from where one stopped reading downwards, and the
 * newer ones, which wait until they are asked for.
 *
 * Whenever the stream opens, everything newer than the newest known post is fetched, page by page upwards from it;
 * what the stream tells meanwhile is added. So nothing is missed between two connections, and nothing comes twice.
 */
import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'
import { type ApiPage, apiPage } from '../api/client.ts'
import type { Post } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { createStore } from '../api/store.ts'
import { listen } from '../api/stream.ts'
import { changePost, findPost, forgetPost, keepPosts } from '../posts/post-store.ts'
import { firstHomePage, homeParams, homePath } from './home-address.ts'
import { newestFirst } from './place.ts'

/** So many newer pages are fetched before the list begins anew at the newest post. */
const mostNewerPages = 6

/** Ids of newer posts, newest first. */
export const waitingInHome = createStore<readonly string[]>([])
/** The newest post that had been shown when the newer ones were let in. */
export const lastShownInHome = createStore<string | undefined>(undefined)

type Page = ApiPage<string>

async function fetchPage(
  params: { max_id?: string | undefined; min_id?: string },
  signal?: AbortSignal,
): Promise<Page> {
  const { items, older } = await apiPage<Post>(homePath, { params: homeParams(params), signal })
  keepPosts(items)
  return { items: items.map(({ id }) => id), older }
}

export const homeQuery = infiniteQueryOptions({
  queryKey: ['timelines', 'home'],
  initialPageParam: firstHomePage(),
  queryFn: ({ pageParam, signal }) => fetchPage({ max_id: pageParam }, signal),
  getNextPageParam: ({ items, older }: Page) => (items.length > 0 ? older : undefined),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

const shownPages = () => queryClient.getQueryData<InfiniteData<Page, string | undefined>>(homeQuery.queryKey)

function setShown(change: (ids: readonly string[]) => string[]) {
  queryClient.setQueryData<InfiniteData<Page, string | undefined>>(homeQuery.queryKey, (data) => {
    const [first, ...rest] = data?.pages ?? []
    if (!data || !first) return data
    return { ...data, pages: [{ ...first, items: change(first.items) }, ...rest] }
  })
}

function addWaiting(ids: readonly string[]) {
  const shown = new Set(shownPages()?.pages.flatMap(({ items }) => items))
  waitingInHome.set((before) => [...new Set([...before, ...ids])].filter((id) => !shown.has(id)).sort(newestFirst))
}

const newestKnown = () => waitingInHome.get()[0] ?? shownPages()?.pages[0]?.items[0]

let isCatchingUp = false

async function catchUp() {
  const data = shownPages()
  if (!data || isCatchingUp) return
  isCatchingUp = true
  try {
    for (let fetched = 0; fetched < mostNewerPages; fetched++) {
      const { items } = await fetchPage({ min_id: newestKnown() ?? '1' })
      addWaiting(items)
      if (items.length === 0) return
    }
    // Longer away than anyone reads back.
    await beginAnew()
  } finally {
    isCatchingUp = false
  }
}

/** The newest page, below which everything follows. Nothing where the channel has not been opened yet. */
export async function beginAnew() {
  if (!shownPages()) return
  const newest = await fetchPage({})
  waitingInHome.set([])
  queryClient.setQueryData(homeQuery.queryKey, { pages: [newest], pageParams: [undefined] })
}

/** Lets the waiting posts in, above what was there. */
export function showWaiting() {
  const waiting = waitingInHome.get()
  lastShownInHome.set(shownPages()?.pages[0]?.items[0])
  waitingInHome.set([])
  setShown((ids) => [...new Set([...waiting, ...ids])].sort(newestFirst))
}

/** What somebody has just written here stands above everything, unless they are reading further down. */
export function addOwnPost(post: Post) {
  keepPosts([post])
  addWaiting([post.id])
  if (location.pathname !== '/' || scrollY < 200) showWaiting()
}

export function dropFromHome(id: string) {
  waitingInHome.set((before) => before.filter((one) => one !== id))
  queryClient.setQueryData<InfiniteData<Page, string | undefined>>(homeQuery.queryKey, (data) =>
    data
      ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter((one) => one !== id) })) }
      : data,
  )
}

/** Keeps up with the stream until the answer is called. */
export function followHome(): () => void {
  return listen((told) => {
    switch (told.event) {
      case 'open':
        void catchUp().catch(() => undefined)
        return
      case 'update':
        keepPosts([told.payload])
        addWaiting([told.payload.id])
        return
      case 'status.update':
        if (findPost(told.payload.id)) changePost(told.payload.id, (before) => ({ ...before, ...told.payload }))
        return
      case 'delete':
        forgetPost(told.payload)
        dropFromHome(told.payload)
        return
      default:
        return
    }
  })
}
