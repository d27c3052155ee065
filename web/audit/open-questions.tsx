import { useQuery } from '@tanstack/react-query'
import { mirror as words } from '#messages/mirror.ts'
import { api } from '../api/client.ts'
import { queryClient } from '../api/queries.ts'
import { Button } from '../design/button.tsx'
import { Skeleton } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { PostRow } from '../posts/post-row.tsx'
import { loadPosts } from '../posts/post-store.ts'
import styles from './open-questions.module.css'
import type { OpenQuestion } from './types.ts'

const key = ['mirror', 'questions']

/** Questions by people I have a tie with that nobody, or not I, has answered. */
export function OpenQuestions() {
  const query = useQuery({
    queryKey: key,
    async queryFn({ signal }) {
      const questions = await api<OpenQuestion[]>('GET', '/api/twoway/v1/mirror/questions', { signal })
      await loadPosts(
        questions.map(({ status_id }) => status_id),
        signal,
      )
      return questions
    },
  })
  async function dismiss(id: string) {
    try {
      await api('POST', `/api/twoway/v1/mirror/questions/${id}/dismiss`)
      queryClient.setQueryData<OpenQuestion[]>(key, (all) => all?.filter(({ status_id }) => status_id !== id))
      toast(words.dismissed)
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <section className={styles.section} aria-labelledby="questions">
      <h2 id="questions">{words.questions}</h2>
      <p className={styles.soft}>{words.questionsText}</p>
      {query.isPending && <Skeleton />}
      {query.data?.length === 0 && <p className={styles.none}>{words.noQuestions}</p>}
      <ol className={styles.posts}>
        {query.data?.map(({ status_id, to_me, words: about }) => (
          <li key={status_id}>
            <p className={styles.why}>
              {to_me && <span>{words.toYou}</span>}
              {about.length > 0 && (
                <span>
                  {words.about}{' '}
                  {about.map((word) => (
                    <bdi key={word}>{word}</bdi>
                  ))}
                </span>
              )}
              <Button kind="quiet" onClick={() => void dismiss(status_id)}>
                {words.notForMe}
              </Button>
            </p>
            <PostRow id={status_id} />
          </li>
        ))}
      </ol>
    </section>
  )
}
