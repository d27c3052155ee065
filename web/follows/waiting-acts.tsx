/** Unfollows that wait their hour: until then they can be taken back without a trace. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { acts as words } from '#messages/acts.ts'
import { timeLeft } from '#messages/grammar.ts'
import { AccountLine } from '../accounts/account-line.tsx'
import { api } from '../api/client.ts'
import type { Act } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Failed } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { nameOf, namesOf } from './act-row.tsx'
import styles from './waiting-acts.module.css'

const lookAgainMs = 20_000

export function WaitingActs() {
  const { data, error, isError, refetch } = useQuery({
    queryKey: ['acts', 'waiting'],
    queryFn: ({ signal }) => api<Act[]>('GET', '/api/twoway/v1/unfollows', { signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.length ? lookAgainMs : false),
  })
  const waiting = data?.map(({ id, people }) => `${id}:${people.length}`).join()
  // What has stopped waiting has been done, or was taken back.
  const before = useRef(waiting)
  useEffect(() => {
    const hasMoved = before.current !== undefined && before.current !== waiting
    before.current = waiting
    if (hasMoved) void queryClient.invalidateQueries({ queryKey: ['acts', 'list'] })
  }, [waiting])
  if (isError && !data) return <Failed error={error} retry={() => void refetch()} />
  if (!data || data.length === 0) return null
  return (
    <section className={styles.waiting} aria-label={words.waiting}>
      {data.map((act) => (
        <Waiting key={act.id} act={act} />
      ))}
    </section>
  )
}

function whenDue({ due_at }: Act): string {
  const due = new Date(due_at ?? 0)
  return due.getTime() - Date.now() < 60_000 ? words.soon : timeLeft(due)
}

function Waiting({ act }: { act: Act }) {
  const [isOpen, setIsOpen] = useState(false)
  const [isBusy, setIsBusy] = useState(false)
  const still = act.people.filter(({ state }) => state === 'waiting')

  async function takeBack(among?: string[]) {
    setIsBusy(true)
    try {
      await api('DELETE', `/api/twoway/v1/unfollows/${act.id}`, among ? { body: { account_ids: among } } : {})
      toast(words.takenBack)
    } catch (error) {
      toastError(error)
    }
    await queryClient.invalidateQueries({ queryKey: ['acts'] })
    setIsBusy(false)
  }

  return (
    <article className={styles.act}>
      <h2>{words.waitingFor(namesOf({ people: still, people_count: still.length }), whenDue(act))}</h2>
      <p className={styles.soft}>{words.waitingHint}</p>
      <div className={styles.ways}>
        <Button isBusy={isBusy} onClick={() => void takeBack()}>
          {still.length === 1 ? words.takeBack : words.takeAllBack}
        </Button>
        {still.length > 1 && (
          <Button kind="quiet" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? words.fold : words.unfold}
          </Button>
        )}
      </div>
      {isOpen && still.length > 1 && (
        <ul className={styles.people} aria-label={words.waiting}>
          {still.map(({ account }) => (
            <li key={account.id}>
              <AccountLine account={account}>
                <Button
                  aria-label={words.takeBackOne(nameOf(account))}
                  isBusy={isBusy}
                  onClick={() => void takeBack([account.id])}
                >
                  {words.takeBack}
                </Button>
              </AccountLine>
            </li>
          ))}
        </ul>
      )}
    </article>
  )
}
