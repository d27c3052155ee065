/**
 * The exchanges of the Conversations channel on this screen: downwards from where one stopped reading, and those that
 * went on since, which wait until they are asked for.
 */
import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query'
import { type ApiPage, apiPage } from '../api/client.ts'
import type { Exchange, Post } from '../api/entities.ts'
import { ownId, queryClient } from '../api/queries.ts'
import { createStore } from '../api/store.ts'
import { listen } from '../api/stream.ts'
import { changePost, findPost, forgetPost, keepPosts } from '../posts/post-store.ts'
import { justAfter, newestFirst, savedPlace } from './place.ts'

const path = '/api/twoway/v1/timelines/conversations'
const newerAtOnce = 30
/** Answers come in bursts: they are asked for together. */
const settleMs = 1_200

type Page = ApiPage<Exchange>

async function fetchPage(
  params: { max_id?: string | undefined; since_id?: string; limit?: number },
  signal?: AbortSignal,
) {
  const page = await apiPage<Exchange>(path, { params, signal })
  keepPosts(page.items.flatMap(({ statuses }) => statuses))
  return page
}

const start = savedPlace('conversations')

export const conversationsQuery = infiniteQueryOptions({
  queryKey: ['timelines', 'conversations'],
  initialPageParam: start && justAfter(start),
  queryFn: ({ pageParam, signal }) => fetchPage({ max_id: pageParam }, signal),
  // A page may be empty and not the last.
  getNextPageParam: ({ older }: Page) => older,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
})

/** Each once, where it went on last. */
export function exchangesIn(pages: readonly Page[]): Exchange[] {
  const byThread = new Map<string, Exchange>()
  for (const exchange of pages.flatMap(({ items }) => items)) {
    const known = byThread.get(exchange.id)
    if (!known || newestFirst(exchange.newest_id, known.newest_id) < 0) byThread.set(exchange.id, exchange)
  }
  return [...byThread.values()].sort((a, b) => newestFirst(a.newest_id, b.newest_id))
}

/** Those that went on, newest first. */
export const waitingExchanges = createStore<readonly Exchange[]>([])

const shownPages = () => queryClient.getQueryData<InfiniteData<Page, string | undefined>>(conversationsQuery.queryKey)

export function showWaitingExchanges() {
  const waiting = waitingExchanges.get()
  waitingExchanges.set([])
  queryClient.setQueryData<InfiniteData<Page, string | undefined>>(conversationsQuery.queryKey, (data) => {
    const [first, ...rest] = data?.pages ?? []
    return data && first ? { ...data, pages: [{ ...first, items: [...waiting, ...first.items] }, ...rest] } : data
  })
}

async function catchUp({ isOwn = false } = {}) {
  const shown = exchangesIn(shownPages()?.pages ?? [])
  const newest = (waitingExchanges.get()[0] ?? shown[0])?.newest_id
  const page = await fetchPage(newest ? { since_id: newest, limit: newerAtOnce } : {})
  if (page.items.length === newerAtOnce || !newest) {
    // Longer away than anyone reads back.
    waitingExchanges.set([])
    queryClient.setQueryData(conversationsQuery.queryKey, { pages: [page], pageParams: [undefined] })
    return
  }
  waitingExchanges.set((before) => exchangesIn([{ items: [...page.items, ...before], older: undefined }]))
  // What one has just said oneself is not news.
  if (isOwn && scrollY < 200) showWaitingExchanges()
}

/** What one answers here stands here, whether or not it is answered in turn. */
function appendOwn(post: Post) {
  keepPosts([post])
  queryClient.setQueryData<InfiniteData<Page, string | undefined>>(conversationsQuery.queryKey, (data) => {
    if (!data) return data
    const pages = data.pages.map((page) => ({
      ...page,
      items: page.items.map((exchange) => {
        const isHere = exchange.statuses.some(({ id }) => id === post.in_reply_to_id)
        const isKnown = exchange.statuses.some(({ id }) => id === post.id)
        return isHere && !isKnown ? { ...exchange, statuses: [...exchange.statuses, post] } : exchange
      }),
    }))
    return { ...data, pages }
  })
}

const isAnswer = (post: Post) => post.in_reply_to_account_id !== null && post.in_reply_to_account_id !== post.account.id

/** Keeps up with the stream until the answer is called. */
export function followConversations(): () => void {
  let timer: number | undefined
  const catchUpSoon = (isOwn: boolean) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void catchUp({ isOwn }).catch(() => undefined), isOwn ? 0 : settleMs)
  }
  const stop = listen((told) => {
    switch (told.event) {
      case 'open':
        void catchUp().catch(() => undefined)
        return
      case 'update':
        if (!isAnswer(told.payload)) return
        if (told.payload.account.id === ownId) appendOwn(told.payload)
        catchUpSoon(told.payload.account.id === ownId)
        return
      case 'status.update':
        if (findPost(told.payload.id)) changePost(told.payload.id, (before) => ({ ...before, ...told.payload }))
        return
      case 'delete':
        forgetPost(told.payload)
        return
      default:
        return
    }
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}
