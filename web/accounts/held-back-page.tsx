/** What my volume keeps out of my channel, of one person. */
import { useQuery } from '@tanstack/react-query'
import { dials as words } from '#messages/dials.ts'
import type { Account } from '../api/entities.ts'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { heldBackKey } from '../follows/dials.ts'
import { useRelationship } from '../follows/relationships.ts'
import type { PageProps } from '../pages.ts'
import { PostList } from '../posts/post-list.tsx'
import { PageHead } from '../shell/page-head.tsx'
import { namedAccountQuery, nameOf } from './account-queries.ts'
import styles from './held-back-page.module.css'

export default function HeldBackPage({ params }: PageProps) {
  const name = decodeURIComponent(params.name ?? '')
  const { data: account, error, isError, refetch } = useQuery(namedAccountQuery(name))
  return (
    <>
      <PageHead title={words.heldBack} back={`/@${name}`} />
      {account ? (
        <HeldBack account={account} />
      ) : isError ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : (
        <LoadingList />
      )}
    </>
  )
}

function HeldBack({ account }: { account: Account }) {
  const relationship = useRelationship(account.id)
  const name = nameOf(account)
  if (!relationship) return <LoadingList />
  const story = relationship.following ? relationship.twoway : null
  if (!story) return <Empty icon="person" title={words.notFollowed(name)} text={words.notFollowedText} />
  return (
    <>
      <p className={styles.intro} dir="auto">
        {words.heldBackOf(name)} {words.standingOf(story.volume, story.best_per_day)}
      </p>
      <PostList
        label={words.heldBack}
        queryKey={heldBackKey(account.id)}
        path={`/api/twoway/v1/follows/${account.id}/held_back`}
        empty={
          <Empty
            icon="sound"
            title={words.nothingHeldBack}
            text={story.volume === 'everything' ? words.everythingComes(name) : words.nothingYet(name)}
          />
        }
      />
    </>
  )
}
