/** A person: who they are, what is between you, what they write. */
import { useQuery } from '@tanstack/react-query'
import { people as words } from '#messages/people.ts'
import { ties as tieWords } from '#messages/ties.ts'
import { isApiError } from '../api/client.ts'
import type { Account } from '../api/entities.ts'
import { ownId } from '../api/queries.ts'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import { useRelationship } from '../follows/relationships.ts'
import type { PageProps } from '../pages.ts'
import { Beside, useHasRoomBeside } from '../shell/beside.tsx'
import { PageHead } from '../shell/page-head.tsx'
import { TieCard } from '../ties/tie-card.tsx'
import { YouAndThem } from '../ties/you-and-them.tsx'
import { namedAccountQuery, nameOf } from './account-queries.ts'
import { ProfileAbout } from './profile-about.tsx'
import { ProfileHead, ProfileHeadLoading } from './profile-head.tsx'
import { ProfileMenu } from './profile-menu.tsx'
import { ProfilePictures } from './profile-pictures.tsx'
import { ProfilePosts } from './profile-posts.tsx'
import { ProfileStanding } from './profile-standing.tsx'

export default function ProfilePage({ params }: PageProps) {
  const name = decodeURIComponent(params.name ?? '')
  const { data: account, error, isError, refetch } = useQuery(namedAccountQuery(name))
  if (account?.suspended) return <Gone title={words.suspendedTitle} text={words.suspendedText} />
  if (account) return <Profile account={account} tab={params.tab ?? ''} />
  if (isApiError(error) && error.status === 404) return <Gone title={words.noOne} text={words.noOneText} />
  return (
    <>
      <PageHead title={`@${name}`} back="/" />
      {isError ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : (
        <>
          <ProfileHeadLoading />
          <LoadingList count={3} />
        </>
      )}
    </>
  )
}

function Gone({ title, text }: { title: string; text: string }) {
  return (
    <>
      <PageHead title={title} back="/" />
      <Empty icon="person" title={title} text={text} />
    </>
  )
}

function Profile({ account, tab }: { account: Account; tab: string }) {
  const relationship = useRelationship(account.id)
  const at = `/@${account.acct}`
  const tabs = [
    { part: '', text: words.posts },
    { part: 'with_replies', text: words.withReplies },
    { part: 'media', text: words.media },
    { part: 'about', text: words.about },
  ]
  return (
    <>
      <PageHead title={nameOf(account)} back="/">
        {account.id !== ownId && <ProfileMenu account={account} relationship={relationship} />}
      </PageHead>
      <ProfileHead account={account} relationship={relationship} />
      <ProfileStanding account={account} relationship={relationship} />
      {account.id !== ownId && <Between account={account} />}
      <Tabs
        label={words.parts}
        tabs={tabs.map(({ part, text }) => ({ href: part ? `${at}/${part}` : at, text, isHere: part === tab }))}
      />
      <Part account={account} tab={tab} isClosed={relationship?.blocked_by ?? false} />
    </>
  )
}

/** Beside the column where there is room, in two lines above the posts elsewhere. */
function Between({ account }: { account: Account }) {
  const hasRoom = useHasRoomBeside()
  if (!hasRoom) return <TieCard account={account} />
  return (
    <Beside label={tieWords.youAnd(nameOf(account))}>
      <YouAndThem account={account} />
    </Beside>
  )
}

function Part({ account, tab, isClosed }: { account: Account; tab: string; isClosed: boolean }) {
  if (tab === 'about') return <ProfileAbout account={account} />
  if (isClosed) return <Empty icon="lock" title={words.blockedBy} />
  if (tab === 'media') return <ProfilePictures account={account} />
  return <ProfilePosts key={tab} account={account} withReplies={tab === 'with_replies'} />
}
