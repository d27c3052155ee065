/** One list: what its members write, and who they are. */
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearch } from 'wouter/use-browser-location'
import { lists as words } from '#messages/places.ts'
import { Button, IconButton } from '../design/button.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { Tabs } from '../design/tabs.tsx'
import type { PageProps } from '../pages.ts'
import { PostList } from '../posts/post-list.tsx'
import { go } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import { ListMembers } from './list-members.tsx'
import { listQuery } from './list-queries.ts'
import { ListSheet } from './list-sheet.tsx'

export default function ListPage({ params }: PageProps) {
  const { id = '' } = params
  const isMembers = new URLSearchParams(useSearch()).get('show') === 'members'
  const list = useQuery(listQuery(id))
  const [isEditing, setIsEditing] = useState(false)
  if (list.isError && !list.data)
    return (
      <>
        <PageHead title={words.title} back="/lists" />
        <Failed error={list.error} retry={() => void list.refetch()} />
      </>
    )
  if (!list.data)
    return (
      <>
        <PageHead title={words.title} back="/lists" />
        <LoadingList />
      </>
    )
  const members = `/lists/${id}?show=members`
  return (
    <>
      <PageHead title={list.data.title} back="/lists">
        <IconButton icon="gear" label={words.edit} onClick={() => setIsEditing(true)} />
      </PageHead>
      <Tabs
        label={list.data.title}
        tabs={[
          { href: `/lists/${id}`, text: words.posts, isHere: !isMembers },
          { href: members, text: words.members, isHere: isMembers },
        ]}
      />
      {isMembers ? (
        <ListMembers id={id} />
      ) : (
        <PostList
          label={list.data.title}
          queryKey={['lists', id, 'posts']}
          path={`/api/v1/timelines/list/${id}`}
          empty={
            <Empty icon="list" title={words.noPosts} text={words.noPostsText}>
              <Button kind="main" onClick={() => go(members)}>
                {words.addMembers}
              </Button>
            </Empty>
          }
        />
      )}
      {isEditing && <ListSheet list={list.data} onClose={() => setIsEditing(false)} />}
    </>
  )
}
