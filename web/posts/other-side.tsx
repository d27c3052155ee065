/** What a post answers, unfolded above it where one reads; whoever is new to me can be followed for it. */

import { posts as words } from '#messages/posts.ts'
import type { Post } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { useStore } from '../api/store.ts'
import { Button } from '../design/button.tsx'
import { Skeleton } from '../design/states.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { useRelationship } from '../follows/relationships.ts'
import styles from './other-side.module.css'
import { foldOtherSide, otherSides, unfoldOtherSide } from './other-sides.ts'
import { PostRow, postPath, ReplyLine } from './post-row.tsx'
import { usePost } from './post-store.ts'

export default function OtherSide({ row, post }: { row: string; post: Post }) {
  const way = useStore(otherSides).get(row)
  if (!way) return null
  const top = way.ids.at(-1)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of posts, not of fields
    <div role="group" className={styles.side} aria-label={words.otherSide}>
      <div className={styles.head}>
        <Button kind="quiet" icon="up" onClick={() => foldOtherSide(row)}>
          {words.fold}
        </Button>
        <a href={postPath(post)}>{words.wholeConversation}</a>
      </div>
      {way.state === 'loading' && (
        <div role="status">
          <span className="for-readers">{words.unfolding}</span>
          <Skeleton lines={2} />
        </div>
      )}
      {way.state === 'gone' && <p className={styles.gone}>{words.answeredGone}</p>}
      {way.state === 'open' && top !== undefined && <FurtherUp row={row} id={top} />}
      {way.ids.toReversed().map((id) => (
        <Answered key={id} id={id} />
      ))}
    </div>
  )
}

function FurtherUp({ row, id }: { row: string; id: string }) {
  const post = usePost(id)
  const answered = post?.in_reply_to_id
  if (!post || !answered) return null
  return (
    <div className={styles.further}>
      <ReplyLine post={post} isOpen={false} onOpen={() => void unfoldOtherSide(row, answered)} />
    </div>
  )
}

function Answered({ id }: { id: string }) {
  const post = usePost(id)
  if (!post) return null
  return (
    <div className={styles.answered}>
      <PostRow id={id} inThread={{ hasLineBelow: true }} />
      {post.account.id !== ownId && <NewToMe post={post} />}
    </div>
  )
}

function NewToMe({ post }: { post: Post }) {
  const relationship = useRelationship(post.account.id)
  if (!relationship || relationship.following || relationship.blocking) return null
  return (
    <div className={styles.new}>
      <span>{words.newToYou}</span>
      <FollowButton account={post.account} fromPost={post} reason="other_side" isSmall />
    </div>
  )
}
