/** Posts that wait for their time. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { common } from '#messages/common.ts'
import { composer as words } from '#messages/composer.ts'
import { fullTime } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import type { ScheduledPost } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { PageHead } from '../shell/page-head.tsx'
import { isTooSoon, localTime, TimeField } from './composer-schedule.tsx'
import styles from './scheduled-page.module.css'

const key = ['posts', 'scheduled']
const perPage = 40

export default function ScheduledPage() {
  const list = useList<ScheduledPost>({ key, path: '/api/v1/scheduled_statuses', params: { limit: perPage } })
  return (
    <>
      <PageHead title={words.scheduled} back="/" />
      {list.isPending && <LoadingList count={2} />}
      {list.isError && !list.items && <Failed error={list.error} retry={() => void list.refetch()} />}
      {list.items?.length === 0 && <Empty icon="calendar" title={words.noneScheduled} text={words.noneScheduledText} />}
      <ol>
        {list.items?.map((post) => (
          <li key={post.id} className={styles.scheduled}>
            <Scheduled post={post} />
          </li>
        ))}
      </ol>
      {list.hasNextPage && (list.items?.length ?? 0) >= perPage && (
        <Button kind="quiet" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {common.more}
        </Button>
      )}
    </>
  )
}

function Scheduled({ post: { id, scheduled_at, params, twoway } }: { post: ScheduledPost }) {
  const queries = useQueryClient()
  const [movedTo, setMovedTo] = useState<string>()
  const path = `/api/v1/scheduled_statuses/${id}`
  async function change(asked: Promise<unknown>, done: string) {
    try {
      await asked
      setMovedTo(undefined)
      toast(done)
      await queries.invalidateQueries({ queryKey: key })
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <>
      <p className={styles.time}>
        <Icon name="clock" size={16} />
        <time dateTime={scheduled_at}>{fullTime(new Date(scheduled_at))}</time>
      </p>
      {params.spoiler_text && <p dir="auto">{params.spoiler_text}</p>}
      <p className={styles.text} dir="auto" lang={params.language ?? undefined}>
        {params.text}
      </p>
      {twoway.problem && <p className={styles.problem}>{twoway.problem}</p>}
      {movedTo === undefined ? (
        <div className={styles.acts}>
          <Button kind="quiet" onClick={() => setMovedTo(localTime(new Date(scheduled_at)))}>
            {words.reschedule}
          </Button>
          <Button kind="quiet" onClick={() => void change(api('DELETE', path), words.unscheduled)}>
            {words.unschedule}
          </Button>
        </div>
      ) : (
        <form
          className={styles.move}
          onSubmit={(event) => {
            event.preventDefault()
            const body = { scheduled_at: new Date(movedTo).toISOString() }
            void change(api('PUT', path, { body }), words.scheduledFor(fullTime(new Date(movedTo))))
          }}
        >
          <TimeField at={movedTo} onChange={setMovedTo} />
          <div className={styles.acts}>
            <Button onClick={() => setMovedTo(undefined)}>{common.cancel}</Button>
            <Button kind="main" type="submit" disabled={isTooSoon(movedTo)}>
              {common.save}
            </Button>
          </div>
        </form>
      )}
    </>
  )
}
