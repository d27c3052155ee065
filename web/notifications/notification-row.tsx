import { fullTime, shortTime } from '#messages/grammar.ts'
import { notifications as words } from '#messages/notifications.ts'
import type { Notification } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon, type IconName } from '../design/icon.tsx'
import { FollowRequest } from '../follows/follow-request.tsx'
import { withEmojis } from '../posts/html.tsx'
import { PlainText } from '../posts/plain-post.tsx'
import { PostRow, postPath } from '../posts/post-row.tsx'
import { usePost } from '../posts/post-store.ts'
import { LaneOf } from '../ties/lane.tsx'
import type { Group } from './groups.ts'
import styles from './notification-row.module.css'

type Sign = { icon: IconName; lane: 'out' | 'in' | 'heart' | 'soft' }

const signs: Record<Notification['type'], Sign> = {
  mention: { icon: 'reply', lane: 'in' },
  follow: { icon: 'person', lane: 'in' },
  follow_request: { icon: 'person', lane: 'out' },
  favourite: { icon: 'heart', lane: 'heart' },
  reblog: { icon: 'boost', lane: 'in' },
  status: { icon: 'bell', lane: 'in' },
  update: { icon: 'pen', lane: 'soft' },
  quoted_update: { icon: 'pen', lane: 'soft' },
  quote: { icon: 'quote', lane: 'in' },
  poll: { icon: 'poll', lane: 'in' },
  'admin.sign_up': { icon: 'people', lane: 'soft' },
  'admin.report': { icon: 'flag', lane: 'out' },
}

/** Whole posts are shown where somebody speaks to one; elsewhere its beginning reminds of it. */
const spoken: readonly Notification['type'][] = ['mention', 'quote', 'status']

export function NotificationRow({ group }: { group: Group }) {
  const { type, latest, accounts } = group
  const [first] = accounts
  if (spoken.includes(type) && latest.status)
    return (
      <>
        {type !== 'mention' && <Line group={group} />}
        <PostRow id={latest.status.id} />
      </>
    )
  return (
    <article className={styles.row}>
      <span className={`${styles.sign} ${styles[signs[type].lane]}`}>
        <Icon name={signs[type].icon} filled={type === 'favourite'} />
      </span>
      <div className={styles.body}>
        <div className={styles.faces}>
          {accounts.slice(0, 8).map((account) => (
            <a key={account.id} href={`/@${account.acct}`} aria-label={account.display_name || account.username}>
              <Avatar account={account} />
            </a>
          ))}
          {accounts.length === 1 && first && first.id !== ownId && (
            <span className={styles.lane}>
              <LaneOf id={first.id} size="face" />
            </span>
          )}
        </div>
        <Telling group={group} />
        {latest.status && <Reminder id={latest.status.id} />}
        {type === 'follow_request' && first && <FollowRequest accountId={first.id} />}
        {latest.report && (
          <a className={styles.report} href={`/moderation/reports/${latest.report.id}`}>
            {words.openReport}
          </a>
        )}
      </div>
    </article>
  )
}

function Telling({ group: { type, latest, accounts } }: { group: Group }) {
  const [first] = accounts
  if (!first) return null
  const isOwnPoll = type === 'poll' && first.id === ownId
  const time = new Date(latest.created_at)
  return (
    <p className={styles.telling}>
      {isOwnPoll ? (
        words.ownPollEnded
      ) : (
        <>
          <a href={`/@${first.acct}`} dir="auto">
            {withEmojis(first.display_name || first.username, first.emojis)}
          </a>{' '}
          {accounts.length > 1 && `${words.and(accounts.length - 1)} `}
          {words.told[type][accounts.length > 1 ? 'several' : 'one']}
        </>
      )}
      <time dateTime={latest.created_at} title={fullTime(time)}>
        {shortTime(time)}
      </time>
    </p>
  )
}

function Line({ group }: { group: Group }) {
  const { icon, lane } = signs[group.type]
  return (
    <div className={`${styles.line} ${styles[lane]}`}>
      <Icon name={icon} size={16} />
      <Telling group={group} />
    </div>
  )
}

function Reminder({ id }: { id: string }) {
  const post = usePost(id)
  if (!post) return null
  return (
    <a className={styles.reminder} href={postPath(post)} dir="auto">
      <PlainText post={post} />
    </a>
  )
}
