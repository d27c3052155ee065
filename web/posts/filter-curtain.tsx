import { type ReactNode, useState } from 'react'
import { posts } from '#messages/posts.ts'
import type { Post } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import styles from './filter-curtain.module.css'

/** Where one of the reader's filters warns of a post, its name stands instead until they look. */
export function FilterCurtain({ post, children }: { post: Post; children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false)
  const found = post.filtered?.find(({ filter }) => filter.filter_action === 'warn')
  if (!found || isOpen) return children
  return (
    <div className={styles.curtain}>
      <span>{posts.filtered(found.filter.title)}</span>
      <Button kind="quiet" onClick={() => setIsOpen(true)}>
        {posts.showContent}
      </Button>
    </div>
  )
}
