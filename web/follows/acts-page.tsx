/** What I did about people in the last 30 days, and the way back. */
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { acts as words } from '#messages/acts.ts'
import { fullTime, joined } from '#messages/grammar.ts'
import type { Act } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { PageHead } from '../shell/page-head.tsx'
import { listsQuery } from '../timelines/list-queries.ts'
import type { Telling } from './act-changes.ts'
import { ActRow } from './act-row.tsx'
import styles from './acts-page.module.css'
import { WaitingActs } from './waiting-acts.tsx'

export default function ActsPage() {
  return (
    <>
      <PageHead title={words.title} back="/settings" />
      <p className={styles.intro}>{words.intro}</p>
      <WaitingActs />
      <DoneActs />
    </>
  )
}

function DoneActs() {
  const list = useList<Act>({ key: ['acts', 'list'], path: '/api/twoway/v1/acts', params: { limit: 30 }, staleTime: 0 })
  const { data: lists } = useQuery(listsQuery)
  const { items, fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const byId = useMemo(() => new Map(items?.map((act) => [act.id, act])), [items])
  const telling: Telling = useMemo(() => {
    const titles = new Map(lists?.map(({ id, title }) => [id, title]))
    return { titleOf: (id) => titles.get(id), joined, timeOf: (time) => fullTime(new Date(time)) }
  }, [lists])
  if (list.isPending) return <LoadingList />
  if (!items) return <Failed error={list.error} retry={() => void list.refetch()} />
  if (byId.size === 0) return <Empty icon="clock" title={words.empty} text={words.emptyText} />
  return (
    <EndlessList
      label={words.list}
      ids={[...byId.keys()]}
      estimate={104}
      hasOlder={list.hasNextPage}
      isLoadingOlder={list.isFetchingNextPage}
      failure={list.isFetchNextPageError}
      loadOlder={loadOlder}
      row={(id) => <ActRow act={byId.get(id)!} telling={telling} />}
    />
  )
}
