/** What I kept for myself, and what I liked. */
import { Empty } from '../design/states.tsx'
import { places } from '../messages/places.ts'
import { PageHead } from '../shell/page-head.tsx'
import { PostList } from './post-list.tsx'

export function BookmarksPage() {
  return (
    <>
      <PageHead title={places.bookmarks} />
      <PostList
        label={places.bookmarks}
        queryKey={['posts', 'bookmarks']}
        path="/api/v1/bookmarks"
        empty={<Empty icon="bookmark" title={places.bookmarksEmpty} text={places.bookmarksText} />}
      />
    </>
  )
}

export function FavouritesPage() {
  return (
    <>
      <PageHead title={places.favourites} />
      <PostList
        label={places.favourites}
        queryKey={['posts', 'favourites']}
        path="/api/v1/favourites"
        empty={<Empty icon="heart" title={places.favouritesEmpty} text={places.favouritesText} />}
      />
    </>
  )
}
