/** Asks before a post is gone for good; to write it anew, its words go back into the composer. */
import { useQueryClient } from '@tanstack/react-query'
import { common } from '#messages/common.ts'
import { posts as words } from '#messages/posts.ts'
import { api } from '../api/client.ts'
import type { DeletedPost, Post } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { go } from '../shell/navigation.ts'
import { dropFromHome } from '../timelines/home-channel.ts'
import { openComposer } from './composer-store.ts'
import styles from './post-actions.module.css'
import { fetchPost, findPost, forgetPost } from './post-store.ts'

type DeleteSheetProps = { post: Post; isRedraft: boolean; onClose: () => void }

export default function DeleteSheet({ post: { id }, isRedraft, onClose }: DeleteSheetProps) {
  const queries = useQueryClient()
  async function remove() {
    onClose()
    try {
      const deleted = await api<DeletedPost>('DELETE', `/api/v1/statuses/${id}`)
      const answered = deleted.in_reply_to_id
      if (isRedraft) {
        const replyTo = answered
          ? await Promise.resolve(findPost(answered) ?? fetchPost(answered)).catch(() => undefined)
          : undefined
        const quote = deleted.quote && 'quoted_status' in deleted.quote ? deleted.quote.quoted_status : undefined
        openComposer({ redraft: deleted, ...(replyTo ? { replyTo } : {}), ...(quote ? { quote } : {}) })
      } else toast(words.deleted)
      dropFromHome(id)
      if (location.pathname.endsWith(`/${id}`)) go('/', { replace: true })
      forgetPost(id)
      // Its own page may still stand for a moment: it must not ask for what is gone.
      await queries.invalidateQueries({ queryKey: ['posts'], predicate: ({ queryKey }) => queryKey[1] !== id })
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <Sheet title={isRedraft ? words.redraftQuestion : words.deleteQuestion} onClose={onClose}>
      <div className={styles.question}>
        <p>{isRedraft ? words.redraftText : words.deleteText}</p>
        <div>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="danger" icon={isRedraft ? 'pen' : 'trash'} onClick={remove}>
            {isRedraft ? words.redraft : words.delete}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
