import { useQuery } from '@tanstack/react-query'
import { follows as words } from '#messages/follows.ts'
import { Icon } from '../design/icon.tsx'
import { PlainPost } from '../posts/plain-post.tsx'
import { fetchPost, findPost, usePost } from '../posts/post-store.ts'
import styles from './post-that-led.module.css'

/** Kept with a follow. Nothing where it is gone. */
export function PostThatLed({ id }: { id: string }) {
  useQuery({ queryKey: ['posts', id], queryFn: ({ signal }) => fetchPost(id, signal), enabled: !findPost(id) })
  const post = usePost(id)
  if (!post) return null
  return (
    <figure className={styles.post}>
      <figcaption>
        <Icon name="pin" size={16} />
        {words.ledHere}
      </figcaption>
      <PlainPost post={post} />
    </figure>
  )
}
