/** What people I follow, and I, say to each other. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { timelines } from '#messages/timelines.ts'
import { useStore } from '../api/store.ts'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { go } from '../shell/navigation.ts'
import { ChannelHead } from './channel-tabs.tsx'
import {
  conversationsQuery,
  exchangesIn,
  followConversations,
  showWaitingExchanges,
  waitingExchanges,
} from './conversations-channel.ts'
import { ExchangeRow } from './exchange-row.tsx'
import { savePlace } from './place.ts'
import { WaitingButton } from './waiting-button.tsx'

export default function ConversationsPage() {
  const query = useInfiniteQuery(conversationsQuery)
  const { data, fetchNextPage, hasNextPage, isFetchingNextPage, isFetchNextPageError, isSuccess } = query
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const exchanges = useMemo(() => data && exchangesIn(data.pages), [data])
  const byThread = useMemo(() => new Map(exchanges?.map((exchange) => [exchange.id, exchange])), [exchanges])
  const keepPlace = useCallback(
    (id: string) => {
      const exchange = byThread.get(id)
      if (exchange) savePlace('conversations', exchange.newest_id)
    },
    [byThread],
  )
  const isLooking = exchanges?.length === 0 && hasNextPage && !isFetchNextPageError
  useEffect(() => {
    if (isLooking && !isFetchingNextPage) loadOlder()
  }, [isLooking, isFetchingNextPage, loadOlder])
  useEffect(() => (isSuccess ? followConversations() : undefined), [isSuccess])
  const waiting = useStore(waitingExchanges)
  return (
    <>
      <ChannelHead here="/conversations" />
      <WaitingButton
        text={waiting.length > 0 ? timelines.waitingExchanges(waiting.length) : undefined}
        onShow={showWaitingExchanges}
      />
      {(query.isPending || isLooking) && <LoadingList count={4} />}
      {query.isError && !exchanges && <Failed error={query.error} retry={() => query.refetch()} />}
      {exchanges?.length === 0 && !isLooking && (
        <Empty icon="talk" title={timelines.noExchangesTitle} text={timelines.noExchangesText}>
          <Button kind="main" onClick={() => go('/')}>
            {timelines.readLatest}
          </Button>
        </Empty>
      )}
      {exchanges && exchanges.length > 0 && (
        <EndlessList
          label={timelines.exchanges}
          ids={exchanges.map(({ id }) => id)}
          estimate={360}
          hasOlder={hasNextPage}
          isLoadingOlder={isFetchingNextPage}
          failure={isFetchNextPageError}
          loadOlder={loadOlder}
          onTop={keepPlace}
          row={(id) => {
            const exchange = byThread.get(id)
            return exchange && <ExchangeRow exchange={exchange} />
          }}
        />
      )}
    </>
  )
}
