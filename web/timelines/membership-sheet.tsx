/** In which of my lists somebody is. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { people as words } from '#messages/people.ts'
import { api } from '../api/client.ts'
import type { Account } from '../api/entities.ts'
import { Check } from '../design/check.tsx'
import { Sheet } from '../design/sheet.tsx'
import { Failed, Skeleton } from '../design/states.tsx'
import { toastError } from '../design/toasts.tsx'
import styles from '../follows/question.module.css'

type ListName = { id: string; title: string }

export function MembershipSheet({ account, onClose }: { account: Account; onClose: () => void }) {
  const queries = useQueryClient()
  const holdingKey = ['lists', 'holding', account.id]
  const all = useQuery({ queryKey: ['lists'], queryFn: () => api<ListName[]>('GET', '/api/v1/lists') })
  const holding = useQuery({
    queryKey: holdingKey,
    queryFn: () => api<ListName[]>('GET', `/api/v1/accounts/${account.id}/lists`),
  })

  async function setMembership({ id, title }: ListName, isIn: boolean) {
    const show = (shown: boolean) =>
      queries.setQueryData<ListName[]>(holdingKey, (before = []) => [
        ...before.filter((one) => one.id !== id),
        ...(shown ? [{ id, title }] : []),
      ])
    show(isIn)
    try {
      await api(isIn ? 'POST' : 'DELETE', `/api/v1/lists/${id}/accounts`, { body: { account_ids: [account.id] } })
      await queries.invalidateQueries({ queryKey: ['lists', id] })
    } catch (error) {
      show(!isIn)
      toastError(error)
    }
  }

  return (
    <Sheet title={words.listsTitle(account.display_name || account.username)} onClose={onClose}>
      <div className={styles.question}>
        {all.isPending && <Skeleton lines={2} withAvatar={false} />}
        {all.isError && <Failed error={all.error} retry={() => void all.refetch()} />}
        {all.data?.length === 0 && <p>{words.noLists}</p>}
        {holding.data &&
          all.data?.map((list) => (
            <Check
              key={list.id}
              label={list.title}
              isOn={holding.data.some(({ id }) => id === list.id)}
              onChange={(isIn) => void setMembership(list, isIn)}
            />
          ))}
      </div>
    </Sheet>
  )
}
