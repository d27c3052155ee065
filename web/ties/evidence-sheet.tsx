/** What a number is counted from: sentences, what each weighs on request, and the posts behind them. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ties as words } from '#messages/ties.ts'
import type { EvidenceLine } from '../api/entities.ts'
import { Check } from '../design/check.tsx'
import { Icon } from '../design/icon.tsx'
import { Sheet } from '../design/sheet.tsx'
import { Failed, Skeleton } from '../design/states.tsx'
import { PlainPost } from '../posts/plain-post.tsx'
import { loadPosts, usePost } from '../posts/post-store.ts'
import styles from './evidence-sheet.module.css'

export type Evidence = {
  title: string
  /** The verdict, in words. */
  sentence: string
  evidence: readonly EvidenceLine[]
  counter_evidence: readonly EvidenceLine[]
  confidence?: 'low' | 'medium' | 'high'
}

export function EvidenceSheet({ of, onClose }: { of: Evidence; onClose: () => void }) {
  const [showsPoints, setShowsPoints] = useState(false)
  const { title, sentence, evidence, counter_evidence, confidence } = of
  const ids = [...new Set([...evidence, ...counter_evidence].flatMap(({ posts }) => posts))]
  const query = useQuery({
    queryKey: ['posts', 'evidence', ...ids],
    async queryFn({ signal }) {
      await loadPosts(ids, signal)
      return null
    },
    enabled: ids.length > 0,
  })
  // What was weighed and came out at nothing says nothing.
  const telling = (lines: readonly EvidenceLine[]) => lines.filter(({ points }) => points !== 0)
  const isOnPosts = evidence.every(({ points }) => points === 0)
  const shown = isOnPosts ? evidence : telling(evidence)
  const groups = [
    { name: words.forIt, lines: shown },
    { name: words.againstIt, lines: telling(counter_evidence) },
  ].filter(({ lines }) => lines.length > 0)
  return (
    <Sheet title={title} onClose={onClose}>
      <div className={styles.evidence}>
        <p className={styles.sentence} dir="auto">
          {sentence}
        </p>
        {confidence && <p className={styles.confidence}>{words.confidence[confidence]}</p>}
        {query.isLoading && <Skeleton lines={3} withAvatar={false} />}
        {query.isError && <Failed error={query.error} retry={() => void query.refetch()} />}
        {!query.isLoading && groups.length === 0 && <p>{words.evidenceNone}</p>}
        {!query.isLoading &&
          groups.map(({ name, lines }) => (
            <section key={name} className={styles.group}>
              {groups.length > 1 && <h3>{name}</h3>}
              <ol>
                {lines.map((line) => (
                  <Line key={line.sentence} line={line} showsPoints={showsPoints} startsOpen={isOnPosts} />
                ))}
              </ol>
            </section>
          ))}
        {groups.length > 0 && !isOnPosts && (
          <Check label={words.showPoints} hint={words.pointsHint} isOn={showsPoints} onChange={setShowsPoints} />
        )}
      </div>
    </Sheet>
  )
}

type LineProps = { line: EvidenceLine; showsPoints: boolean; startsOpen: boolean }

function Line({ line: { sentence, points, posts }, showsPoints, startsOpen }: LineProps) {
  const said = (
    <>
      <span dir="auto">{sentence}</span>
      {showsPoints && <span className={styles.points}>{words.points(points)}</span>}
    </>
  )
  if (posts.length === 0)
    return (
      <li className={styles.item}>
        <p className={styles.line}>{said}</p>
      </li>
    )
  return (
    <li className={styles.item}>
      <details className={styles.opening} open={startsOpen}>
        <summary className={styles.line}>
          {said}
          <span className={styles.count}>
            {words.posts(posts.length)}
            <Icon name="down" size={16} />
          </span>
        </summary>
        <ul className={styles.posts}>
          {posts.map((id) => (
            <EvidencePost key={id} id={id} />
          ))}
        </ul>
      </details>
    </li>
  )
}

function EvidencePost({ id }: { id: string }) {
  const entry = usePost(id)
  const post = entry?.reblog ?? entry
  return (
    <li className={styles.post}>
      {post ? <PlainPost post={post} /> : <p className={styles.confidence}>{words.postGone}</p>}
    </li>
  )
}
