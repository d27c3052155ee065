/** A post as one row of a list. Pressing it anywhere that does nothing else opens the conversation. */
import { lazy, type MouseEvent, memo, Suspense } from 'react'
import { fullTime, shortTime } from '#messages/grammar.ts'
import { posts, visibilityWords } from '#messages/posts.ts'
import type { Post } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { useStore } from '../api/store.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import names from '../design/names.module.css'
import { AuthorReason } from '../follows/author-reason.tsx'
import { go } from '../shell/navigation.ts'
import { FilterCurtain } from './filter-curtain.tsx'
import { withEmojis } from './html.tsx'
import { otherSides, unfoldOtherSide } from './other-sides.ts'
import { PostActions } from './post-actions.tsx'
import { PostContent } from './post-content.tsx'
import styles from './post-row.module.css'
import { usePost } from './post-store.ts'

const OtherSide = lazy(() => import('./other-side.tsx'))

/** The address within the app. */
export const postPath = (post: Pick<Post, 'id' | 'account'>) => `/@${post.account.acct}/${post.id}`

const signs: Partial<Record<Post['visibility'], IconName>> = { unlisted: 'moon', private: 'lock', direct: 'mail' }

export function AuthorLine({ post }: { post: Post }) {
  const { account, created_at, edited_at, visibility } = post
  const time = new Date(created_at)
  const sign = signs[visibility]
  return (
    <div className={styles.author}>
      <a href={`/@${account.acct}`} className={names.name} dir="auto">
        {withEmojis(account.display_name || account.username, account.emojis)}
      </a>
      <span className={`${names.handle} ${styles.handle}`}>
        <bdi>@{account.acct}</bdi>
      </span>
      {sign && (
        <span className={styles.sign} title={visibilityWords[visibility].name}>
          <Icon name={sign} size={15} />
          <span className="for-readers">{visibilityWords[visibility].name}</span>
        </span>
      )}
      <a href={postPath(post)} className={styles.time} data-key="l">
        <time dateTime={created_at} title={fullTime(time)}>
          {shortTime(time)}
          {edited_at && '*'}
        </time>
      </a>
    </div>
  )
}

/** Opens the conversation unless something else was meant: a link, a button, marking text. */
function openFromRow(event: MouseEvent<HTMLElement>, post: Post) {
  const inside = (event.target as Element).closest('a, button, input, label, dialog, [popover], video, summary')
  if (inside || event.defaultPrevented || String(getSelection()) !== '') return
  go(postPath(post))
}

/** `inThread`: whether a line joins it to the post below. */
type PostRowProps = { id: string; inThread?: { hasLineBelow: boolean } }

/** A list that scrolls draws the rows that come, and leaves those that stay alone. */
export const PostRow = memo(function PostRow({ id, inThread }: PostRowProps) {
  const entry = usePost(id)
  const post = usePost(entry?.reblog?.id ?? id)
  const isUnfolded = useStore(otherSides).has(id)
  if (!entry || !post) return null
  const answered = post.in_reply_to_id
  const row = (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time is a link to the same place
    <article
      className={`${styles.post} ${inThread?.hasLineBelow ? styles.lineBelow : ''} ${post.account.id === ownId ? styles.own : ''}`}
      aria-label={post.account.display_name || post.account.username}
      onClick={(event) => openFromRow(event, post)}
    >
      {entry.reblog && (
        <a className={styles.boosted} href={`/@${entry.account.acct}`}>
          <Icon name="boost" size={16} />
          <span>
            <bdi>{withEmojis(entry.account.display_name || entry.account.username, entry.account.emojis)}</bdi>{' '}
            {posts.boosted}
          </span>
        </a>
      )}
      {answered && !inThread && !isUnfolded && (
        <ReplyLine post={post} isOpen={false} onOpen={() => void unfoldOtherSide(id, answered)} />
      )}
      {/* biome-ignore lint/a11y/useAnchorContent: for pointers only, the name beside it is the same link */}
      <a className={styles.face} href={`/@${post.account.acct}`} tabIndex={-1} aria-hidden="true">
        <Avatar account={post.account} />
      </a>
      <div className={styles.body}>
        <AuthorLine post={post} />
        {!inThread && !entry.reblog && <AuthorReason accountId={post.account.id} postId={post.id} />}
        <FilterCurtain post={post}>
          <PostContent post={post} />
          <PostActions post={post} />
        </FilterCurtain>
      </div>
    </article>
  )
  if (!isUnfolded || inThread) return row
  return (
    <>
      <Suspense>
        <OtherSide row={id} post={post} />
      </Suspense>
      {row}
    </>
  )
})

/** Whom a post answers; unfolds what it answers. */
export function ReplyLine({ post, isOpen, onOpen }: { post: Post; isOpen: boolean; onOpen: () => void }) {
  const answered = post.mentions.find(({ id }) => id === post.in_reply_to_account_id)
  const isOwnThread = post.in_reply_to_account_id === post.account.id
  return (
    <button type="button" className={styles.replies} aria-expanded={isOpen} onClick={onOpen}>
      <Icon name="reply" size={16} />
      <span>{answered && !isOwnThread ? `${posts.replyTo} @${answered.acct}` : posts.repliesToPost}</span>
      <Icon name="down" size={16} />
    </button>
  )
}
