import { useQuery } from '@tanstack/react-query'
import { common } from '#messages/common.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { IconButton } from '../design/button.tsx'
import styles from './milestone-notice.module.css'
import type { Milestone } from './types.ts'

const key = ['followers', 'milestones']

/** A number of followers was reached: what it is worth, once, without a fanfare. */
export function MilestoneNotice() {
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<Milestone[]>('GET', '/api/twoway/v1/milestones', { signal }),
    staleTime: 600_000,
  })
  const newest = data?.[0]
  if (!newest) return null
  const dismiss = () => {
    queryClient.setQueryData<Milestone[]>(key, [])
    void api('POST', `/api/twoway/v1/milestones/${newest.followers}/dismiss`).catch(() => undefined)
  }
  return (
    <aside className={styles.notice}>
      <p>
        <a href="/followers">{newest.sentence}</a>
      </p>
      <IconButton icon="close" label={common.putNoticeAway} onClick={dismiss} />
    </aside>
  )
}
