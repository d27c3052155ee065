/** What one can do with a post. */
import { lazy, Suspense, useState } from 'react'
import { shortNumber } from '#messages/grammar.ts'
import { posts } from '#messages/posts.ts'
import type { Post } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { IconButton } from '../design/button.tsx'
import { Menu, type MenuItem } from '../design/menu.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { openFollowSheet } from '../follows/follow-store.ts'
import { relationships } from '../follows/relationships.ts'
import { openComposer } from './composer-store.ts'
import styles from './post-actions.module.css'
import { setReaction, toggleReaction } from './reactions.ts'

const PolicySheet = lazy(() => import('./policy-sheet.tsx'))
const DeleteSheet = lazy(() => import('./delete-sheet.tsx'))
const ReportSheet = lazy(() => import('../moderation/report-sheet.tsx'))

const shownCount = (count: number) => (count > 0 ? shortNumber(count) : undefined)

async function copyLink(url: string) {
  await navigator.clipboard.writeText(url)
  toast(posts.copied)
}

type SheetName = 'delete' | 'redraft' | 'policies' | 'report'

function menuOf(post: Post, open: (sheet: SheetName) => void): MenuItem[] {
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
    ...(isOwn ? [] : followItems(post, () => open('report'))),
    ...(isOwn
      ? [
          'line' as const,
          { label: posts.edit, icon: 'pen' as const, run: () => openComposer({ edit: post }) },
          ...(post.visibility === 'direct'
            ? []
            : [{ label: posts.policies, icon: 'people' as const, run: () => open('policies') }]),
          { label: posts.redraft, icon: 'reply' as const, run: () => open('redraft') },
          { label: posts.delete, icon: 'trash' as const, isDangerous: true, run: () => open('delete') },
        ]
      : []),
  ]
}

/** Whoever is followed from here is followed because of this post. */
function followItems(post: Post, report: () => void): MenuItem[] {
  const { account } = post
  const name = account.display_name || account.username
  const isFollowed = relationships.get(account.id)?.following === true
  return [
    'line',
    {
      label: isFollowed ? posts.whyFollow(name) : posts.follow(name),
      icon: 'person',
      run: () => openFollowSheet(isFollowed ? { account } : { account, fromPost: post }),
    },
    { label: posts.report, icon: 'flag', isDangerous: true, run: report },
  ]
}

export function PostActions({ post }: { post: Post }) {
  const [sheet, setSheet] = useState<SheetName>()
  const close = () => setSheet(undefined)
  const { id, visibility, replies_count, reblogs_count, favourites_count } = post
  const mayReply = post.twoway.may_reply
  const mayBoost = visibility === 'public' || visibility === 'unlisted' || post.account.id === ownId
  return (
    <div className={styles.actions}>
      <IconButton
        icon="reply"
        data-key="r"
        lane="out"
        label={mayReply ? posts.replyCount(replies_count) : posts.mayNotReply}
        disabled={!mayReply}
        onClick={() => openComposer({ replyTo: post })}
      >
        {shownCount(replies_count)}
      </IconButton>
      <IconButton
        icon="boost"
        data-key="b"
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
        data-key="f"
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
      <Menu label={posts.more} items={menuOf(post, setSheet)} />
      <Suspense>
        {sheet === 'report' && <ReportSheet account={post.account} post={post} onClose={close} />}
        {sheet === 'policies' && <PolicySheet post={post} onClose={close} />}
        {(sheet === 'delete' || sheet === 'redraft') && (
          <DeleteSheet post={post} isRedraft={sheet === 'redraft'} onClose={close} />
        )}
      </Suspense>
    </div>
  )
}
