import { useQuery } from '@tanstack/react-query'
import { audit } from '#messages/audit.ts'
import { api } from '../api/client.ts'
import type { List } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { Failed, Skeleton } from '../design/states.tsx'
import { toastError } from '../design/toasts.tsx'
import { go } from '../shell/navigation.ts'
import { moveToList } from './acts.ts'
import styles from './choices.module.css'
import type { ActSheetProps } from './turn-down-sheet.tsx'

export function ListSheet({ people, onClose, onDone }: ActSheetProps) {
  const query = useQuery({
    queryKey: ['lists'],
    queryFn: ({ signal }) => api<List[]>('GET', '/api/v1/lists', { signal }),
  })
  return (
    <Sheet title={audit.moveToList} onClose={onClose}>
      {query.isPending && <Skeleton withAvatar={false} />}
      {query.isError && <Failed error={query.error} retry={() => query.refetch()} />}
      {query.data?.length === 0 && (
        <>
          <p className={styles.text}>{audit.noLists}</p>
          <Button onClick={() => go('/lists')}>{audit.makeList}</Button>
        </>
      )}
      <ul className={styles.choices}>
        {query.data?.map((list) => (
          <li key={list.id}>
            <Button onClick={() => void moveToList(people, list).then(onDone).catch(toastError)}>
              <span dir="auto">
                {list.title}
                {list.exclusive && <small>{audit.exclusiveHint}</small>}
              </span>
            </Button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}
