import { useQuery } from '@tanstack/react-query'
import { audit } from '#messages/audit.ts'
import { timeLeft } from '#messages/grammar.ts'
import { Button } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import { cancelUnfollows, waitingQuery } from './acts.ts'
import styles from './waiting-unfollows.module.css'

/** What is going to happen within the hour, and the way to stop it. */
export function WaitingUnfollows() {
  const { data = [] } = useQuery({ ...waitingQuery, refetchInterval: 60_000 })
  return data.map(({ id, due_at, people_count }) => (
    <aside key={id} className={styles.waiting}>
      <p>{audit.waitingTitle(people_count, due_at ? timeLeft(new Date(due_at)) : '')}</p>
      <Button onClick={() => void cancelUnfollows(id).catch(toastError)}>{audit.waitingCancel}</Button>
    </aside>
  ))
}
