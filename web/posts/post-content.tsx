/** What a post says: behind its warning where it has one, then words, pictures, poll, the post it quotes. */
import { useId, useState } from 'react'
import { posts } from '#messages/posts.ts'
import type { Post } from '../api/entities.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { Html, withEmojis } from './html.tsx'
import { Pictures } from './pictures.tsx'
import { PollBox } from './poll-box.tsx'
import styles from './post-content.module.css'
import { postPath } from './post-row.tsx'
import { usePost } from './post-store.ts'

/** `isTalk`: it stands below what it answers, and need not name whom. */
type PostContentProps = { post: Post; isMain?: boolean; isQuoted?: boolean; isTalk?: boolean }

export function PostContent({ post, isMain = false, isQuoted = false, isTalk = false }: PostContentProps) {
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const { spoiler_text, language, emojis } = post
  const isHidden = spoiler_text !== '' && !isOpen
  return (
    <div
      className={`${styles.content} ${isMain ? styles.main : ''} ${isTalk ? styles.talk : ''}`}
      lang={language ?? undefined}
    >
      {spoiler_text !== '' && (
        <div className={styles.warning}>
          <p dir="auto">{withEmojis(spoiler_text, emojis)}</p>
          <Button kind="quiet" aria-expanded={isOpen} aria-controls={id} onClick={() => setIsOpen(!isOpen)}>
            {isOpen ? posts.hideContent : posts.showContent}
          </Button>
        </div>
      )}
      <div id={id} hidden={isHidden}>
        {!isHidden && <Inside post={post} isQuoted={isQuoted} isTalk={isTalk} isUnfolded={isOpen} />}
      </div>
    </div>
  )
}

type InsideProps = { post: Post; isQuoted: boolean; isTalk: boolean; isUnfolded: boolean }

function Inside({ post, isQuoted, isTalk, isUnfolded }: InsideProps) {
  const { content, emojis, media_attachments, sensitive, poll } = post
  return (
    <>
      {content !== '' && (
        <div className={styles.words} dir="auto">
          <Html html={content} emojis={emojis} withoutOpeningNames={isTalk} />
        </div>
      )}
      {media_attachments.length > 0 && <Pictures pictures={media_attachments} isSensitive={sensitive && !isUnfolded} />}
      {poll && <PollBox postId={post.id} poll={poll} />}
      {post.quote && !isQuoted && <QuotedPost quote={post.quote} />}
    </>
  )
}

function QuotedPost({ quote }: { quote: NonNullable<Post['quote']> }) {
  const given = 'quoted_status' in quote ? quote.quoted_status : undefined
  const post = usePost(given?.id ?? '') ?? given
  if (!post) return <p className={styles.gone}>{posts.quoteGone}</p>
  return (
    <blockquote className={styles.quote}>
      <a className={styles.quoted} href={postPath(post)}>
        <Avatar account={post.account} size="small" />
        <strong dir="auto">
          {withEmojis(post.account.display_name || post.account.username, post.account.emojis)}
        </strong>
        <span>
          <bdi>@{post.account.acct}</bdi>
        </span>
      </a>
      <PostContent post={post} isQuoted />
    </blockquote>
  )
}
