import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { notifications as words } from '#messages/notifications.ts'
import { api } from '../api/client.ts'
import type { Relationship } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import styles from './follow-request.module.css'
import { relationships } from './relationships.ts'

/** Somebody asks to follow me: yes or no. */
export function FollowRequest({ accountId }: { accountId: string }) {
  const queries = useQueryClient()
  const [isAnswered, setIsAnswered] = useState(false)
  async function answer(how: 'authorize' | 'reject') {
    try {
      relationships.keep([await api<Relationship>('POST', `/api/v1/follow_requests/${accountId}/${how}`)])
      setIsAnswered(true)
      toast(how === 'authorize' ? words.accepted : words.rejected)
      await queries.invalidateQueries({ queryKey: ['notifications'] })
    } catch (error) {
      toastError(error)
    }
  }
  if (isAnswered) return null
  return (
    <div className={styles.request}>
      <Button kind="main" onClick={() => void answer('authorize')}>
        {words.accept}
      </Button>
      <Button onClick={() => void answer('reject')}>{words.reject}</Button>
    </div>
  )
}
