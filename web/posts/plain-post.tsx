/** A post remembered in a line or three: who, when, its first words. Leads to the post. */

import { fullTime, shortTime } from '#messages/grammar.ts'
import type { Post } from '../api/entities.ts'
import { Html, withEmojis } from './html.tsx'
import styles from './plain-post.module.css'
import { postPath } from './post-row.tsx'

/** Inside a link there are no links. */
export function PlainText({ post }: { post: Post }) {
  const text = post.content.replace(/<a\b[^>]*>|<\/a>/g, '')
  if (post.spoiler_text) return withEmojis(post.spoiler_text, post.emojis)
  return text ? <Html html={text} emojis={post.emojis} /> : (post.media_attachments[0]?.description ?? '')
}

export function PlainPost({ post }: { post: Post }) {
  const { account, created_at, language } = post
  const time = new Date(created_at)
  return (
    <a className={styles.post} href={postPath(post)}>
      <span className={styles.head}>
        <strong dir="auto">{withEmojis(account.display_name || account.username, account.emojis)}</strong>
        <time dateTime={created_at} title={fullTime(time)}>
          {shortTime(time)}
        </time>
      </span>
      <span className={styles.words} dir="auto" lang={language ?? undefined}>
        <PlainText post={post} />
      </span>
    </a>
  )
}
