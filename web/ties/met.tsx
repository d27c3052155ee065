import { useMutation, useQueryClient } from '@tanstack/react-query'
import { fullDay } from '#messages/grammar.ts'
import { ties as words } from '#messages/ties.ts'
import { api } from '../api/client.ts'
import type { Account, WholeTie } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import styles from './met.module.css'
import { wholeTieQuery } from './tie-queries.ts'
import { ties } from './tie-store.ts'

/** Whether two people have met in person: both say so, or it does not count. */
export function Met({ account, tie: { met } }: { account: Account; tie: WholeTie }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (method: 'PUT' | 'DELETE') => api<WholeTie>(method, `/api/twoway/v1/ties/${account.id}/met`),
    onSuccess(tie) {
      queries.setQueryData(wholeTieQuery(account.id).queryKey, tie)
      ties.refresh(account.id)
    },
    onError: toastError,
  })
  const name = account.display_name || account.username
  const said = met.since ? words.metYes(fullDay(new Date(met.since))) : met.confirmed ? words.metMine(name) : words.met
  return (
    <section className={styles.met}>
      <p>{said}</p>
      <Button isBusy={change.isPending} onClick={() => change.mutate(met.confirmed ? 'DELETE' : 'PUT')}>
        {met.confirmed ? words.withdrawMet : words.confirmMet}
      </Button>
    </section>
  )
}
