/** One exchange, as a talk: the one who began on the one side, whoever answers on the other, oneself always on one's own. */
import type { MouseEvent } from 'react'
import { fullTime, joined, shortTime } from '#messages/grammar.ts'
import { timelines } from '#messages/timelines.ts'
import type { Exchange, Post } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import { FilterCurtain } from '../posts/filter-curtain.tsx'
import { withEmojis } from '../posts/html.tsx'
import { PostActions } from '../posts/post-actions.tsx'
import { PostContent } from '../posts/post-content.tsx'
import { postPath } from '../posts/post-row.tsx'
import { usePost } from '../posts/post-store.ts'
import { go } from '../shell/navigation.ts'
import styles from './exchange-row.module.css'

const nameOf = ({ display_name, username }: { display_name: string; username: string }) => display_name || username

/** On which side each speaks: mine is the far one, and of the others every second. */
function sidesOf(posts: readonly Post[]): Map<string, 'near' | 'far'> {
  const sides = new Map<string, 'near' | 'far'>()
  const hasMe = posts.some(({ account }) => account.id === ownId)
  for (const { account } of posts) {
    if (sides.has(account.id)) continue
    const isFar = hasMe ? account.id === ownId : sides.size % 2 === 1
    sides.set(account.id, isFar ? 'far' : 'near')
  }
  return sides
}

export function ExchangeRow({ exchange }: { exchange: Exchange }) {
  const { accounts, statuses, omitted_count } = exchange
  const newest = statuses.at(-1)
  if (!newest) return null
  const sides = sidesOf(statuses)
  const others = accounts.filter(({ id }) => id !== ownId)
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of posts, not of fields
    <div role="group" className={styles.exchange} aria-label={timelines.exchangeBetween(joined(accounts.map(nameOf)))}>
      <a className={styles.head} href={postPath(newest)}>
        <span className={styles.faces}>
          {others.slice(0, 4).map((account) => (
            <Avatar key={account.id} account={account} size="small" />
          ))}
        </span>
        <bdi className={styles.names}>{joined(others.map(nameOf))}</bdi>
        <time dateTime={newest.created_at} title={fullTime(new Date(newest.created_at))}>
          {shortTime(new Date(newest.created_at))}
        </time>
        <Icon name="open" size={18} />
      </a>
      <ol className={styles.turns}>
        {statuses.map(({ id, account }, at) => (
          <li key={id} className={sides.get(account.id) === 'far' ? styles.far : undefined}>
            {at === 1 && omitted_count > 0 && (
              <a className={styles.omitted} href={postPath(newest)}>
                {timelines.omitted(omitted_count)}
              </a>
            )}
            <TurnOfTalk id={id} isContinued={at > 0 && statuses[at - 1]?.account.id === account.id} isAnswer={at > 0} />
          </li>
        ))}
      </ol>
      <div className={styles.actions}>
        <LastActions id={newest.id} />
      </div>
    </div>
  )
}

function open(event: MouseEvent<HTMLElement>, post: Post) {
  const inside = (event.target as Element).closest('a, button, input, label, dialog, [popover]')
  if (inside || event.defaultPrevented || String(getSelection()) !== '') return
  go(postPath(post))
}

function TurnOfTalk({ id, isContinued, isAnswer }: { id: string; isContinued: boolean; isAnswer: boolean }) {
  const post = usePost(id)
  if (!post) return null
  const { account, created_at } = post
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the time is a link to the same place
    <article
      className={`${styles.turn} ${account.id === ownId ? styles.own : ''}`}
      aria-label={nameOf(account)}
      onClick={(event) => open(event, post)}
    >
      {/* biome-ignore lint/a11y/useAnchorContent: for pointers only, the name beside it is the same link */}
      <a className={styles.face} href={`/@${account.acct}`} tabIndex={-1} aria-hidden="true" hidden={isContinued}>
        <Avatar account={account} size="small" />
      </a>
      <div className={styles.words}>
        <div className={styles.author}>
          <a href={`/@${account.acct}`} dir="auto">
            {withEmojis(nameOf(account), account.emojis)}
          </a>
          <a href={postPath(post)} className={styles.time}>
            <time dateTime={created_at} title={fullTime(new Date(created_at))}>
              {shortTime(new Date(created_at))}
            </time>
          </a>
        </div>
        <FilterCurtain post={post}>
          <PostContent post={post} isTalk={isAnswer} />
        </FilterCurtain>
      </div>
    </article>
  )
}

function LastActions({ id }: { id: string }) {
  const post = usePost(id)
  return post ? <PostActions post={post} /> : null
}
