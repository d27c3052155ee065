/** What one can do with a post. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api/client.ts'
import type { Post } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Button, IconButton } from '../design/button.tsx'
import { Menu, type MenuItem } from '../design/menu.tsx'
import { Sheet } from '../design/sheet.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { common } from '../messages/common.ts'
import { posts } from '../messages/posts.ts'
import { shortNumber } from '../messages/words.ts'
import { dropFromHome } from '../timelines/home-channel.ts'
import { openComposer } from './composer-store.ts'
import styles from './post-actions.module.css'
import { forgetPost } from './post-store.ts'
import { setReaction, toggleReaction } from './reactions.ts'

const shownCount = (count: number) => (count > 0 ? shortNumber(count) : undefined)

async function copyLink(url: string) {
  await navigator.clipboard.writeText(url)
  toast(posts.copied)
}

function menuOf(post: Post, askToDelete: () => void): MenuItem[] {
  const isOwn = post.account.id === ownId
  const mayBeQuoted = post.quote_approval.current_user === 'automatic'
  return [
    ...(mayBeQuoted ? [{ label: posts.quote, icon: 'quote' as const, run: () => openComposer({ quote: post }) }] : []),
    { label: posts.copyLink, icon: 'link', run: () => void copyLink(post.url).catch(toastError) },
    {
      label: post.muted ? posts.unmuteThread : posts.muteThread,
      icon: 'mute',
      run: () => void setReaction(post.id, 'mute', !post.muted),
    },
    ...(post.pinned === undefined
      ? []
      : [
          {
            label: post.pinned ? posts.unpin : posts.pin,
            icon: 'pin' as const,
            run: () => void setReaction(post.id, 'pin', !post.pinned),
          },
        ]),
    ...(isOwn
      ? [
          'line' as const,
          { label: posts.edit, icon: 'pen' as const, run: () => openComposer({ edit: post }) },
          { label: posts.delete, icon: 'trash' as const, isDangerous: true, run: askToDelete },
        ]
      : []),
  ]
}

export function PostActions({ post }: { post: Post }) {
  const [isAsking, setIsAsking] = useState(false)
  const { id, visibility, replies_count, reblogs_count, favourites_count } = post
  const mayReply = post.twoway.may_reply
  const mayBoost = visibility === 'public' || visibility === 'unlisted' || post.account.id === ownId
  return (
    <div className={styles.actions}>
      <IconButton
        icon="reply"
        lane="out"
        label={mayReply ? posts.replyCount(replies_count) : posts.mayNotReply}
        disabled={!mayReply}
        onClick={() => openComposer({ replyTo: post })}
      >
        {shownCount(replies_count)}
      </IconButton>
      <IconButton
        icon="boost"
        lane="in"
        label={mayBoost ? posts.boostCount(reblogs_count) : posts.mayNotBoost}
        isOn={post.reblogged ?? false}
        disabled={!mayBoost || visibility === 'direct'}
        onClick={() => toggleReaction(id, 'reblog')}
      >
        {shownCount(reblogs_count)}
      </IconButton>
      <IconButton
        icon="heart"
        lane="heart"
        label={posts.favouriteCount(favourites_count)}
        isOn={post.favourited ?? false}
        onClick={() => toggleReaction(id, 'favourite')}
      >
        {shownCount(favourites_count)}
      </IconButton>
      <IconButton
        icon="bookmark"
        lane="out"
        label={posts.bookmark}
        isOn={post.bookmarked ?? false}
        onClick={() => toggleReaction(id, 'bookmark')}
      />
      <Menu label={posts.more} items={menuOf(post, () => setIsAsking(true))} />
      {isAsking && <DeletePost id={id} onClose={() => setIsAsking(false)} />}
    </div>
  )
}

function DeletePost({ id, onClose }: { id: string; onClose: () => void }) {
  const queries = useQueryClient()
  async function remove() {
    onClose()
    try {
      await api('DELETE', `/api/v1/statuses/${id}`)
      dropFromHome(id)
      forgetPost(id)
      await queries.invalidateQueries({ queryKey: ['posts'] })
      toast(posts.deleted)
    } catch (error) {
      toastError(error)
    }
  }
  return (
    <Sheet title={posts.deleteQuestion} onClose={onClose}>
      <div className={styles.question}>
        <p>{posts.deleteText}</p>
        <div>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button kind="danger" icon="trash" onClick={remove}>
            {posts.delete}
          </Button>
        </div>
      </div>
    </Sheet>
  )
}
