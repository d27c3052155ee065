/** Everybody I follow, to sort, filter and act on. The address says what is shown. */
import { useCallback } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { audit } from '#messages/audit.ts'
import { useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { go } from '../shell/navigation.ts'
import { AuditFrame } from './audit-frame.tsx'
import { Filters } from './filters.tsx'
import { PersonRow } from './person-row.tsx'
import { peopleKey, peoplePath } from './queries.ts'
import { keepPeople } from './selection.ts'
import { SelectionBar } from './selection-bar.tsx'
import type { AuditPerson } from './types.ts'
import { WaitingUnfollows } from './waiting-unfollows.tsx'

export default function PeoplePage() {
  const chosen = Object.fromEntries(new URLSearchParams(useSearch()))
  const list = useList<AuditPerson>({
    key: peopleKey(chosen),
    path: peoplePath,
    params: { limit: 40, ...chosen },
    keep: keepPeople,
  })
  const { items, fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const byId = new Map(items?.map((person) => [person.account.id, person]))
  const isFiltered = Object.keys(chosen).some((name) => name !== 'sort')
  return (
    <AuditFrame at="/audit/people">
      <WaitingUnfollows />
      <Filters chosen={chosen} />
      {list.isPending && <LoadingList />}
      {list.isError && !items && <Failed error={list.error} retry={() => list.refetch()} />}
      {items?.length === 0 && isFiltered && (
        <Empty icon="search" title={audit.noMatch} text={audit.noMatchText}>
          <Button onClick={() => go('/audit/people', { replace: true })}>{audit.clearFilters}</Button>
        </Empty>
      )}
      {items?.length === 0 && !isFiltered && (
        <Empty icon="people" title={audit.emptyTitle} text={audit.emptyText}>
          <Button kind="main" icon="search" onClick={() => go('/search')}>
            {audit.findPeople}
          </Button>
        </Empty>
      )}
      {items && items.length > 0 && (
        <EndlessList
          key={JSON.stringify(chosen)}
          label={audit.people}
          ids={[...byId.keys()]}
          estimate={150}
          hasOlder={list.hasNextPage}
          isLoadingOlder={list.isFetchingNextPage}
          failure={list.isFetchNextPageError}
          loadOlder={loadOlder}
          row={(id) => <PersonRow person={byId.get(id)!} />}
        />
      )}
      <SelectionBar />
    </AuditFrame>
  )
}
