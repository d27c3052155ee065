/** What I kept for myself, and what I liked. */

import { places } from '#messages/places.ts'
import type { IconName } from '../design/icon.tsx'
import { Empty } from '../design/states.tsx'
import type { PageProps } from '../pages.ts'
import { PageHead } from '../shell/page-head.tsx'
import { PostList } from './post-list.tsx'

type Kind = 'bookmarks' | 'favourites'
const words: Record<Kind, { icon: IconName; title: string; empty: string; text: string }> = {
  bookmarks: {
    icon: 'bookmark',
    title: places.bookmarks,
    empty: places.bookmarksEmpty,
    text: places.bookmarksText,
  },
  favourites: {
    icon: 'heart',
    title: places.favourites,
    empty: places.favouritesEmpty,
    text: places.favouritesText,
  },
}

export default function KeptPage({ params }: PageProps) {
  const kind: Kind = params.kind === 'bookmarks' ? 'bookmarks' : 'favourites'
  const { icon, title, empty, text } = words[kind]
  return (
    <>
      <PageHead title={title} />
      <PostList
        label={title}
        queryKey={['posts', kind]}
        path={`/api/v1/${kind}`}
        empty={<Empty icon={icon} title={empty} text={text} />}
      />
    </>
  )
}
