/** What a post said before, version by version, the newest first. */
import { useQuery } from '@tanstack/react-query'
import { fullTime } from '#messages/grammar.ts'
import { posts as words } from '#messages/posts.ts'
import { api } from '../api/client.ts'
import type { Post, Version } from '../api/entities.ts'
import { Sheet } from '../design/sheet.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import styles from './history-sheet.module.css'
import { Html, withEmojis } from './html.tsx'
import { Pictures } from './pictures.tsx'

export default function HistorySheet({ post, onClose }: { post: Post; onClose: () => void }) {
  const history = useQuery({
    queryKey: ['posts', post.id, 'history', post.edited_at],
    queryFn: () => api<Version[]>('GET', `/api/v1/statuses/${post.id}/history`),
  })
  const versions = history.data?.toReversed() ?? []
  return (
    <Sheet title={words.history} onClose={onClose}>
      {history.isPending && <LoadingList count={2} />}
      {history.isError && <Failed error={history.error} retry={() => void history.refetch()} />}
      <ol className={styles.versions}>
        {versions.map((version, at) => (
          <li key={version.created_at}>
            <p className={styles.time}>
              <time dateTime={version.created_at}>{fullTime(new Date(version.created_at))}</time>
              {at === 0 && <span>{words.versionNow}</span>}
              {at > 0 && at === versions.length - 1 && <span>{words.versionFirst}</span>}
            </p>
            {version.spoiler_text && (
              <p className={styles.warning} dir="auto">
                {withEmojis(version.spoiler_text, version.emojis)}
              </p>
            )}
            <div className={styles.words} dir="auto" lang={post.language ?? undefined}>
              <Html html={version.content} emojis={version.emojis} />
            </div>
            {version.poll && (
              <ul className={styles.poll}>
                {version.poll.options.map(({ title }, place) => (
                  <li key={place} dir="auto">
                    {withEmojis(title, version.emojis)}
                  </li>
                ))}
              </ul>
            )}
            {version.media_attachments.length > 0 && (
              <Pictures pictures={version.media_attachments} isSensitive={version.sensitive} />
            )}
          </li>
        ))}
      </ol>
    </Sheet>
  )
}
