/**
 * Raw beside living beside engaged: a grey phone book from which the people step out who talked with me. Nothing is said of
 * anybody in it but what they did in public.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fullNumber, longDay, shortTime } from '#messages/grammar.ts'
import { followers as words } from '#messages/mirror.ts'
import { api } from '../api/client.ts'
import { useOwnAccount } from '../api/queries.ts'
import { listen } from '../api/stream.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import section from '../design/section.module.css'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { useSavedOffset } from '../shell/navigation.ts'
import { AuditFrame } from './audit-frame.tsx'
import styles from './followers-page.module.css'
import { MilestoneNotice } from './milestone-notice.tsx'
import type { FollowersPicture } from './types.ts'

const key = ['followers', 'picture']

export default function FollowersPage() {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<FollowersPicture>('GET', '/api/twoway/v1/followers', { signal }),
  })
  const picture = query.data
  useSavedOffset(picture !== undefined)
  // Whoever talks with me steps out of the book while I look at it.
  useEffect(
    () =>
      listen((told) => {
        if (told.event === 'notification') void queries.invalidateQueries({ queryKey: key })
      }),
    [queries],
  )
  return (
    <AuditFrame at="/followers">
      {query.isPending && <LoadingList />}
      {query.isError && !picture && <Failed error={query.error} retry={() => query.refetch()} />}
      {picture?.audience.raw === 0 && (
        <Empty icon="people" title={words.emptyTitle} text={words.emptyText}>
          <Button kind="main" icon="pen" onClick={() => openComposer({})}>
            {words.say}
          </Button>
        </Empty>
      )}
      {picture && picture.audience.raw > 0 && (
        <div className={styles.page}>
          <MilestoneNotice />
          <Numbers picture={picture} />
          <Book picture={picture} />
          <Bursts bursts={picture.audience.bursts} />
        </div>
      )}
    </AuditFrame>
  )
}

function Numbers({ picture }: { picture: FollowersPicture }) {
  const { waiting } = picture
  const { raw, living, engaged, quiet, unobserved, within_days, exact, sampled, sentence } = picture.audience
  const rows = [
    { name: 'raw', count: raw, text: words.raw, range: undefined },
    { name: 'living', count: living?.count, text: words.living(within_days), range: living },
    { name: 'engaged', count: engaged?.count, text: words.engaged(within_days), range: engaged },
  ] as const
  return (
    <section className={section.section}>
      <p className={section.lead}>{sentence}</p>
      <ul className={styles.numbers}>
        {rows.map(({ name, count, text, range }) =>
          count === undefined ? null : (
            <li key={name}>
              <span className={`${styles.bar} ${styles[name]}`} style={{ inlineSize: `${(count / raw) * 100}%` }} />
              <strong>{fullNumber(count)}</strong>
              <span>
                {text}
                {range && !exact && <small> {words.between(range.low, range.high)}</small>}
              </span>
            </li>
          ),
        )}
      </ul>
      <p className={section.soft}>
        {living === null && words.tooFew}
        {quiet && quiet.count > 0 && `${words.quiet(quiet.count)} `}
        {unobserved && unobserved.count > 0 && `${words.unobserved(unobserved.count)} `}
        {!exact && words.estimated(sampled)}
      </p>
      {waiting > 0 && (
        <p>
          <a className={styles.link} href="/notifications?show=mentions">
            {words.waiting(waiting)}
          </a>
        </p>
      )}
    </section>
  )
}

/** First a book of names; then the names fade to dots, and those who talked step out. Either can be looked at as long as one likes. */
function Book({ picture: { book, audience } }: { picture: FollowersPicture }) {
  const own = useOwnAccount()
  const [areNamesShown, setAreNamesShown] = useState(!matchMedia('(prefers-reduced-motion: reduce)').matches)
  const [isChosen, setIsChosen] = useState(false)
  useEffect(() => {
    if (isChosen) return
    const timer = setTimeout(() => setAreNamesShown(false), 1_800)
    return () => clearTimeout(timer)
  }, [isChosen])
  const talked = book.filter(({ engaged }) => engaged)
  const rest = audience.raw - book.length
  return (
    <section className={section.section} aria-labelledby="book">
      <div className={styles.title}>
        <h2 id="book">{words.book}</h2>
        <Button
          kind="quiet"
          aria-pressed={areNamesShown}
          onClick={() => {
            setIsChosen(true)
            setAreNamesShown(!areNamesShown)
          }}
        >
          {words.showNames}
        </Button>
      </div>
      <p className={section.soft}>{talked.length > 0 ? words.bookText : words.bookNobody}</p>
      {areNamesShown ? (
        <ul className={styles.names}>
          {book.map(({ account_id, acct, name }) => (
            <li key={account_id}>
              <a href={`/@${acct}`} dir="auto">
                <span className={styles.name}>{name}</span>
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.people}>
          <ul className={styles.talked}>
            {talked.map(({ account_id, acct, name, avatar, engaged }) => (
              <li key={account_id}>
                <a
                  href={engaged?.post_id ? `/@${acct}/${engaged.post_id}` : `/@${acct}`}
                  aria-label={words.openExchange(name, shortTime(new Date(engaged!.at)))}
                >
                  <Avatar account={{ avatar }} />
                  <span dir="auto">{name}</span>
                </a>
              </li>
            ))}
          </ul>
          <div className={styles.dots} aria-hidden="true">
            {book.map(({ account_id, engaged }) => (engaged ? null : <i key={account_id} />))}
          </div>
        </div>
      )}
      <p className={section.soft}>
        {rest > 0 && `${words.bookMore(rest)} · `}
        {own && (
          <a className={styles.link} href={`/@${own.acct}/followers`}>
            {words.everybody}
          </a>
        )}
      </p>
    </section>
  )
}

function Bursts({ bursts }: { bursts: FollowersPicture['audience']['bursts'] }) {
  if (bursts.length === 0) return null
  return (
    <section className={section.section} aria-labelledby="bursts">
      <h2 id="bursts">{words.bursts}</h2>
      <p className={section.soft}>{words.burstsText}</p>
      <ul className={styles.bursts}>
        {bursts.map(({ from, sentence }) => (
          <li key={from}>
            <time dateTime={from}>{longDay(from)}</time>
            <span>{sentence}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
