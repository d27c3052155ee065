import { useQuery } from '@tanstack/react-query'
import { mirror as words } from '#messages/mirror.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { toastError } from '../design/toasts.tsx'
import { PostRow } from '../posts/post-row.tsx'
import { loadPosts } from '../posts/post-store.ts'
import styles from './open-questions.module.css'
import type { Unanswered } from './types.ts'

const path = '/api/twoway/v1/mirror/unanswered'
const key = ['mirror', 'unanswered']

async function keep(answer: Unanswered, signal?: AbortSignal): Promise<Unanswered> {
  await loadPosts(
    answer.posts.map(({ status_id }) => status_id),
    signal,
  )
  return answer
}

/** Off until I ask for it: nobody is reminded of a debt they did not take on. */
export function UnansweredPosts() {
  const { data } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) => keep(await api<Unanswered>('GET', path, { signal }), signal),
  })
  async function turn(enabled: boolean) {
    try {
      queryClient.setQueryData(key, await keep(await api<Unanswered>('PUT', path, { body: { enabled } })))
    } catch (error) {
      toastError(error)
    }
  }
  async function putAway(id: string) {
    try {
      await api('POST', `${path}/${id}/dismiss`)
      await queryClient.invalidateQueries({ queryKey: key })
    } catch (error) {
      toastError(error)
    }
  }
  if (!data) return null
  const { enabled, posts } = data
  return (
    <section className={styles.section} aria-labelledby="unanswered">
      <h2 id="unanswered">{words.unanswered}</h2>
      <p className={styles.soft}>
        {enabled ? (posts.length === 0 ? words.unansweredNone : words.unansweredText) : words.unansweredOff}
      </p>
      <ol className={styles.posts}>
        {posts.map(({ status_id, sentence }) => (
          <li key={status_id}>
            <p className={styles.why}>
              <span>{sentence}</span>
              <Button kind="quiet" onClick={() => void putAway(status_id)}>
                {words.putAway}
              </Button>
            </p>
            <PostRow id={status_id} />
          </li>
        ))}
      </ol>
      <div className={styles.switch}>
        <Button onClick={() => void turn(!enabled)}>{enabled ? words.switchOff : words.switchOn}</Button>
      </div>
    </section>
  )
}
