import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { lists as words } from '#messages/places.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { PageHead } from '../shell/page-head.tsx'
import { listsQuery } from './list-queries.ts'
import { ListSheet } from './list-sheet.tsx'
import styles from './lists-page.module.css'

export default function ListsPage() {
  const lists = useQuery(listsQuery)
  const [isMaking, setIsMaking] = useState(false)
  const make = (
    <Button kind={lists.data?.length ? 'quiet' : 'main'} icon="plus" onClick={() => setIsMaking(true)}>
      {words.make}
    </Button>
  )
  return (
    <>
      <PageHead title={words.title}>{lists.data && lists.data.length > 0 && make}</PageHead>
      {lists.isPending && <LoadingList count={3} />}
      {lists.isError && !lists.data && <Failed error={lists.error} retry={() => void lists.refetch()} />}
      {lists.data?.length === 0 && (
        <Empty icon="list" title={words.empty} text={words.emptyText}>
          {make}
        </Empty>
      )}
      <ul>
        {lists.data?.map(({ id, title }) => (
          <li key={id}>
            <a className={styles.list} href={`/lists/${id}`}>
              <Icon name="list" />
              <bdi>{title}</bdi>
              <Icon name="open" size={18} />
            </a>
          </li>
        ))}
      </ul>
      {isMaking && <ListSheet onClose={() => setIsMaking(false)} />}
    </>
  )
}
