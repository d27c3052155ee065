import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense, useCallback, useEffect } from 'react'
import { timelines } from '#messages/timelines.ts'
import { useStore } from '../api/store.ts'
import { MilestoneNotice } from '../audit/milestone-notice.tsx'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { PostRow } from '../posts/post-row.tsx'
import { go } from '../shell/navigation.ts'
import { ChannelHead } from './channel-tabs.tsx'
import { followHome, homeQuery, lastShownInHome, showWaiting, waitingInHome } from './home-channel.ts'
import { HomeMenu } from './home-menu.tsx'
import styles from './home-page.module.css'
import { PeopleBeside } from './people-beside.tsx'
import { savePlace } from './place.ts'
import { WaitingButton } from './waiting-button.tsx'

const Suggestions = lazy(() => import('../accounts/suggestions.tsx'))

const keepPlace = (id: string) => savePlace('home', id)

export function HomePage() {
  const query = useInfiniteQuery(homeQuery)
  const { fetchNextPage, isSuccess } = query
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const ids = query.data?.pages.flatMap(({ items }) => items)
  const lastShown = useStore(lastShownInHome)
  // The stream is followed once there is something it can be newer than.
  useEffect(() => (isSuccess ? followHome() : undefined), [isSuccess])
  return (
    <>
      <ChannelHead here="/">
        <HomeMenu />
      </ChannelHead>
      <MilestoneNotice />
      <NewPosts />
      {query.isPending && <LoadingList />}
      {query.isError && !ids && <Failed error={query.error} retry={() => query.refetch()} />}
      {ids?.length === 0 && <EmptyHome />}
      {ids && ids.length > 0 && <PeopleBeside />}
      {ids && ids.length > 0 && (
        <EndlessList
          label={timelines.posts}
          ids={ids}
          hasOlder={query.hasNextPage}
          isLoadingOlder={query.isFetchingNextPage}
          failure={query.isFetchNextPageError}
          loadOlder={loadOlder}
          onTop={keepPlace}
          row={(id, index) => (
            <>
              {id === lastShown && index > 0 && <p className={styles.here}>{timelines.youWereHere}</p>}
              <PostRow id={id} />
            </>
          )}
        />
      )}
    </>
  )
}

function NewPosts() {
  const waiting = useStore(waitingInHome)
  return (
    <WaitingButton text={waiting.length > 0 ? timelines.waiting(waiting.length) : undefined} onShow={showWaiting} />
  )
}

function EmptyHome() {
  return (
    <>
      <Empty icon="talk" title={timelines.emptyTitle} text={timelines.emptyText}>
        <Button kind="main" icon="pen" onClick={() => openComposer({})}>
          {timelines.writeFirst}
        </Button>
        <Button icon="search" onClick={() => go('/search')}>
          {timelines.findPeople}
        </Button>
      </Empty>
      <Suspense>
        <Suggestions />
      </Suspense>
    </>
  )
}
