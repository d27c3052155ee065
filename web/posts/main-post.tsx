/** The post a page is about: larger, with its full date and what became of it. */
import { lazy, Suspense, useState } from 'react'
import { fullTime } from '#messages/grammar.ts'
import { posts, replyPolicyWords, visibilityWords } from '#messages/posts.ts'
import type { Post } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { ReasonLine } from '../follows/reason-line.tsx'
import { useRelationship } from '../follows/relationships.ts'
import { LaneOf } from '../ties/lane.tsx'
import { useTie } from '../ties/tie-store.ts'
import { withEmojis } from './html.tsx'
import styles from './main-post.module.css'
import type { Reaction } from './people-sheet.tsx'
import { PostActions } from './post-actions.tsx'
import { PostContent } from './post-content.tsx'

const PeopleSheet = lazy(() => import('./people-sheet.tsx'))
const HistorySheet = lazy(() => import('./history-sheet.tsx'))

export function MainPost({ post, hasAbove }: { post: Post; hasAbove: boolean }) {
  const { account, created_at, edited_at, visibility, reblogs_count, favourites_count, quotes_count } = post
  const [sheet, setSheet] = useState<Reaction | 'history'>()
  const facts: [Reaction, number, string][] = [
    ['reblogged_by', reblogs_count, posts.boosts(reblogs_count)],
    ['quotes', quotes_count, posts.quotes(quotes_count)],
    ['favourited_by', favourites_count, posts.favourites(favourites_count)],
  ]
  const shownFacts = facts.filter(([, count]) => count > 0)
  const policy = post.twoway.reply_policy
  return (
    <article className={`${styles.post} ${hasAbove ? styles.joined : ''}`}>
      <div className={styles.head}>
        <a className={styles.author} href={`/@${account.acct}`}>
          <Avatar account={account} size="large" />
          <span>
            <strong dir="auto">{withEmojis(account.display_name || account.username, account.emojis)}</strong>
            <span>
              <bdi>@{account.acct}</bdi>
            </span>
          </span>
        </a>
        {account.id !== ownId && <Between post={post} />}
      </div>
      <PostContent post={post} isMain />
      <p className={styles.facts}>
        <time dateTime={created_at}>{fullTime(new Date(created_at))}</time>
        <span>{visibilityWords[visibility].name}</span>
        {policy !== 'everyone' && <span>{replyPolicyWords[policy]}</span>}
        {edited_at && (
          <button type="button" onClick={() => setSheet('history')}>
            {posts.edited(fullTime(new Date(edited_at)))}
          </button>
        )}
        {post.application && <span>{post.application.name}</span>}
      </p>
      {shownFacts.length > 0 && (
        <p className={styles.facts}>
          {shownFacts.map(([what, , text]) => (
            <button key={what} type="button" onClick={() => setSheet(what)}>
              {text}
            </button>
          ))}
        </p>
      )}
      {!post.twoway.may_reply && (
        <p className={styles.closed}>
          <Icon name="lock" size={16} />
          {posts.mayNotReply}
        </p>
      )}
      <PostActions post={post} />
      <Suspense>
        {sheet === 'history' && <HistorySheet post={post} onClose={() => setSheet(undefined)} />}
        {sheet && sheet !== 'history' && <PeopleSheet id={post.id} what={sheet} onClose={() => setSheet(undefined)} />}
      </Suspense>
    </article>
  )
}

/** How I stand to the author; whoever follows them from here keeps this post with the follow. */
function Between({ post }: { post: Post }) {
  const { account } = post
  const relationship = useRelationship(account.id)
  const tie = useTie(account.id)
  return (
    <>
      <LaneOf id={account.id} />
      {relationship && !relationship.following && <FollowButton account={account} fromPost={post} isSmall />}
      {relationship && tie && (
        <div className={styles.reason}>
          <ReasonLine relationship={relationship} tie={tie} />
        </div>
      )}
    </>
  )
}
