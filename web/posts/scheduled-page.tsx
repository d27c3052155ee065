/** Posts that wait for their time. */
import { useQueryClient } from '@tanstack/react-query'
import { api } from '../api/client.ts'
import type { ScheduledPost } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { common } from '../messages/common.ts'
import { composer as words } from '../messages/composer.ts'
import { fullTime } from '../messages/words.ts'
import { PageHead } from '../shell/page-head.tsx'
import styles from './scheduled-page.module.css'

const key = ['posts', 'scheduled']

export default function ScheduledPage() {
  const queries = useQueryClient()
  const list = useList<ScheduledPost>({ key, path: '/api/v1/scheduled_statuses', params: { limit: 40 } })
  async function cancel(id: string) {
    try {
      await api('DELETE', `/api/v1/scheduled_statuses/${id}`)
      toast(words.unscheduled)
      await queries.invalidateQueries({ queryKey: key })
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <>
      <PageHead title={words.scheduled} back="/" />
      {list.isPending && <LoadingList count={2} />}
      {list.isError && !list.items && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.items?.length === 0 && <Empty icon="clock" title={words.noneScheduled} text={words.noneScheduledText} />}
      <ol>
        {list.items?.map(({ id, scheduled_at, params, twoway }) => (
          <li key={id} className={styles.scheduled}>
            <p className={styles.time}>
              <Icon name="clock" size={16} />
              <time dateTime={scheduled_at}>{fullTime(new Date(scheduled_at))}</time>
            </p>
            {params.spoiler_text && <p dir="auto">{params.spoiler_text}</p>}
            <p className={styles.text} dir="auto" lang={params.language ?? undefined}>
              {params.text}
            </p>
            {twoway.problem && <p className={styles.problem}>{twoway.problem}</p>}
            <Button kind="quiet" onClick={() => void cancel(id)}>
              {words.unschedule}
            </Button>
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button kind="quiet" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.more}
        </Button>
      )}
    </>
  )
}
