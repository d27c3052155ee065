import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { lists as words } from '#messages/places.ts'
import { AccountLine } from '../accounts/account-line.tsx'
import { api } from '../api/client.ts'
import type { Account } from '../api/entities.ts'
import { IconButton } from '../design/button.tsx'
import { Field } from '../design/field.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import { toastError } from '../design/toasts.tsx'
import { useSettled } from '../posts/completion.ts'
import { membersQuery } from './list-queries.ts'
import styles from './lists-page.module.css'

const nameOf = ({ display_name, username }: Account) => display_name || username

/** Who is on a list, and the people one follows who are not yet. */
export function ListMembers({ id }: { id: string }) {
  const queries = useQueryClient()
  const members = useQuery(membersQuery(id))
  const [typed, setTyped] = useState('')
  const text = useSettled(typed.trim(), 200)
  const found = useQuery({
    queryKey: ['accounts', 'followed', text],
    queryFn: ({ signal }) =>
      api<Account[]>('GET', '/api/v1/accounts/search', { params: { q: text, following: true, limit: 8 }, signal }),
    enabled: text !== '',
    placeholderData: (before) => before,
  })

  async function setMember(account: Account, isIn: boolean) {
    const { queryKey } = membersQuery(id)
    const show = (isShown: boolean) =>
      queries.setQueryData(queryKey, (before) => [
        ...(isShown ? [account] : []),
        ...(before ?? []).filter((one) => one.id !== account.id),
      ])
    show(isIn)
    try {
      await api(isIn ? 'POST' : 'DELETE', `/api/v1/lists/${id}/accounts`, { body: { account_ids: [account.id] } })
      await queries.invalidateQueries({ queryKey: ['lists', id, 'posts'] })
    } catch (error) {
      show(!isIn)
      toastError(error)
    }
  }

  if (members.isPending) return <LoadingList count={3} />
  if (!members.data) return <Failed error={members.error} retry={() => void members.refetch()} />
  const isMember = new Set(members.data.map((account) => account.id))
  const offered = text === '' ? [] : (found.data ?? []).filter((account) => !isMember.has(account.id))
  return (
    <>
      <div className={styles.add}>
        <Field
          label={words.addMembers}
          placeholder={words.findFollowed}
          value={typed}
          dir="auto"
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {text !== '' && found.data && offered.length === 0 && <p className={styles.note}>{words.noneFound}</p>}
      <ul aria-label={words.addMembers}>
        {offered.map((account) => (
          <li key={account.id}>
            <AccountLine account={account}>
              <IconButton
                icon="plus"
                lane="in"
                label={words.addOne(nameOf(account))}
                onClick={() => void setMember(account, true)}
              />
            </AccountLine>
          </li>
        ))}
      </ul>
      {members.data.length === 0 && text === '' && <p className={styles.note}>{words.noMembers}</p>}
      <ul aria-label={words.members}>
        {members.data.map((account) => (
          <li key={account.id}>
            <AccountLine account={account}>
              <IconButton
                icon="close"
                label={words.removeOne(nameOf(account))}
                onClick={() => void setMember(account, false)}
              />
            </AccountLine>
          </li>
        ))}
      </ul>
    </>
  )
}
