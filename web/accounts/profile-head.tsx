/** Who somebody is, in a glance. */
import { useQuery } from '@tanstack/react-query'
import { shortNumber } from '#messages/grammar.ts'
import { people as words } from '#messages/people.ts'
import type { Account, Relationship } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Icon } from '../design/icon.tsx'
import { Skeleton } from '../design/states.tsx'
import { FollowButton } from '../follows/follow-button.tsx'
import { Html, withEmojis } from '../posts/html.tsx'
import { familiarQuery, nameOf } from './account-queries.ts'
import styles from './profile-head.module.css'

/** The server's picture for who has chosen none says nothing. */
const hasHeader = ({ header }: Account) => !header.endsWith('/assets/header.png')

export function ProfileHead({ account, relationship }: { account: Account; relationship: Relationship | undefined }) {
  const { acct, locked, bot, note, emojis, fields } = account
  const isOwn = account.id === ownId
  return (
    <section className={styles.head}>
      {hasHeader(account) && <img className={styles.header} src={account.header} alt="" />}
      <div className={styles.first}>
        <Avatar account={account} size="huge" />
        <div className={styles.names}>
          <h2 className={styles.name} dir="auto">
            {withEmojis(nameOf(account), emojis)}
          </h2>
          <p className={styles.handle}>
            <span>
              <bdi>@{acct}</bdi>
            </span>
            {locked && (
              <span className={styles.sign} title={words.locked}>
                <Icon name="lock" size={15} />
                <span className="for-readers">{words.locked}</span>
              </span>
            )}
            {relationship?.followed_by && <span className={styles.follows}>{words.followsYou}</span>}
            {bot && <span>{words.program}</span>}
          </p>
        </div>
        {isOwn ? (
          <a className={styles.edit} href="/settings/profile">
            <Icon name="pen" size={18} />
            {words.edit}
          </a>
        ) : (
          <FollowButton account={account} />
        )}
      </div>
      {note && (
        <div className={styles.note} dir="auto">
          <Html html={note} emojis={emojis} />
        </div>
      )}
      {fields.length > 0 && <Fields account={account} />}
      <Counts account={account} />
      {!isOwn && <Familiar account={account} />}
    </section>
  )
}

function Fields({ account: { fields, emojis } }: { account: Account }) {
  return (
    <dl className={styles.fields}>
      {fields.map(({ name, value }) => (
        <div key={name}>
          <dt dir="auto">{withEmojis(name, emojis)}</dt>
          <dd dir="auto">
            <Html html={value} emojis={emojis} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Counts({ account }: { account: Account }) {
  const { acct, statuses_count, following_count, followers_count } = account
  const parts = [
    { href: `/@${acct}`, count: statuses_count, text: words.postCount(statuses_count) },
    { href: `/@${acct}/following`, count: following_count, text: words.followingCount(following_count) },
    { href: `/@${acct}/followers`, count: followers_count, text: words.followerCount(followers_count) },
  ]
  return (
    <ul className={styles.counts}>
      {parts.map(({ href, count, text }) => (
        <li key={href}>
          <a href={href}>{withNumber(text, count)}</a>
        </li>
      ))}
    </ul>
  )
}

/** The number stands out of its sentence. */
function withNumber(text: string, count: number) {
  const [before = '', after = ''] = text.split(/[\d.,\s\u00a0\u202f]*\d[\d.,\u00a0\u202f]*/)
  return (
    <>
      {before && `${before} `}
      <strong>{shortNumber(count)}</strong>
      {after}
    </>
  )
}

const mostNamed = 2

function Familiar({ account }: { account: Account }) {
  const { data: known = [] } = useQuery(familiarQuery(account.id))
  if (known.length === 0) return null
  const names = known.slice(0, mostNamed).map(nameOf)
  return (
    <a className={styles.familiar} href={`/@${account.acct}/followers`}>
      <span className={styles.faces}>
        {known.slice(0, 3).map((one) => (
          <Avatar key={one.id} account={one} size="small" />
        ))}
      </span>
      <bdi>{words.familiar(names, known.length - names.length)}</bdi>
    </a>
  )
}

export function ProfileHeadLoading() {
  return (
    <div className={styles.loading}>
      <Skeleton lines={4} />
    </div>
  )
}
