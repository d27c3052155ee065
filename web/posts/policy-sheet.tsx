/** Who may reply to a post of mine, and who may quote it: its author may think again. */
import { useState } from 'react'
import { common } from '#messages/common.ts'
import { quotePolicyWords, replyPolicyWords, posts as words } from '#messages/posts.ts'
import { api } from '../api/client.ts'
import type { Post, ReplyPolicy } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Choices } from '../design/choices.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import styles from './policy-sheet.module.css'
import { keepPosts } from './post-store.ts'

type QuotePolicy = keyof typeof quotePolicyWords
const quotePolicyOf = ({ quote_approval: { automatic } }: Post): QuotePolicy => automatic[0] ?? 'nobody'

export default function PolicySheet({ post, onClose }: { post: Post; onClose: () => void }) {
  const [replies, setReplies] = useState<ReplyPolicy>(post.twoway.reply_policy)
  const [quotes, setQuotes] = useState<QuotePolicy>(quotePolicyOf(post))
  const [isBusy, setIsBusy] = useState(false)
  const mayBeQuoted = post.visibility === 'public' || post.visibility === 'unlisted'

  async function save() {
    setIsBusy(true)
    try {
      if (replies !== post.twoway.reply_policy) {
        const body = { reply_policy: replies }
        keepPosts([await api<Post>('PUT', `/api/twoway/v1/statuses/${post.id}/reply_policy`, { body })])
      }
      if (quotes !== quotePolicyOf(post)) {
        const body = { quote_approval_policy: quotes }
        keepPosts([await api<Post>('PUT', `/api/v1/statuses/${post.id}/interaction_policy`, { body })])
      }
      toast(words.policySaved)
      onClose()
    } catch (error) {
      toastError(error)
      setIsBusy(false)
    }
  }
  return (
    <Sheet title={words.policies} onClose={onClose}>
      <div className={styles.form}>
        <Choices legend={words.whoMayReply} words={replyPolicyWords} chosen={replies} onChoose={setReplies} />
        {mayBeQuoted && (
          <Choices legend={words.whoMayQuote} words={quotePolicyWords} chosen={quotes} onChoose={setQuotes} />
        )}
        <Button kind="main" isBusy={isBusy} onClick={() => void save()}>
          {common.save}
        </Button>
      </div>
    </Sheet>
  )
}
