/** The post a page is about: larger, with its full date and what became of it. */
import type { Post } from '../api/entities.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import { posts, replyPolicyWords, visibilityWords } from '../messages/posts.ts'
import { fullTime } from '../messages/words.ts'
import { withEmojis } from './html.tsx'
import styles from './main-post.module.css'
import { PostActions } from './post-actions.tsx'
import { PostContent } from './post-content.tsx'

export function MainPost({ post, hasAbove }: { post: Post; hasAbove: boolean }) {
  const { account, created_at, edited_at, visibility, reblogs_count, favourites_count, quotes_count } = post
  const facts = [
    reblogs_count > 0 && posts.boosts(reblogs_count),
    quotes_count > 0 && posts.quotes(quotes_count),
    favourites_count > 0 && posts.favourites(favourites_count),
  ].filter(Boolean)
  const policy = post.twoway.reply_policy
  return (
    <article className={`${styles.post} ${hasAbove ? styles.joined : ''}`}>
      <a className={styles.author} href={`/@${account.acct}`}>
        <Avatar account={account} size="large" />
        <span>
          <strong dir="auto">{withEmojis(account.display_name || account.username, account.emojis)}</strong>
          <span>@{account.acct}</span>
        </span>
      </a>
      <PostContent post={post} isMain />
      <p className={styles.facts}>
        <time dateTime={created_at}>{fullTime(new Date(created_at))}</time>
        <span>{visibilityWords[visibility].name}</span>
        {policy !== 'everyone' && <span>{replyPolicyWords[policy]}</span>}
        {edited_at && <span>{posts.edited(fullTime(new Date(edited_at)))}</span>}
        {post.application && <span>{post.application.name}</span>}
      </p>
      {facts.length > 0 && (
        <p className={styles.facts}>
          {facts.map((fact) => (
            <span key={String(fact)}>{fact}</span>
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
    </article>
  )
}
