/** Pictures of a profile, three in a row; each leads to its post. */
import { useCallback } from 'react'
import { people as words } from '#messages/people.ts'
import { posts as postWords } from '#messages/posts.ts'
import type { Account, Media, Post } from '../api/entities.ts'
import { useList } from '../api/queries.ts'
import { EndlessList } from '../design/endless-list.tsx'
import { Icon } from '../design/icon.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { postPath } from '../posts/post-row.tsx'
import { keepPosts } from '../posts/post-store.ts'
import styles from './profile-pictures.module.css'

type Shown = { media: Media; post: Post }
const perRow = 3

export function ProfilePictures({ account }: { account: Account }) {
  const list = useList<Post>({
    key: ['posts', 'by', account.id, 'media'],
    path: `/api/v1/accounts/${account.id}/statuses`,
    params: { limit: 40, only_media: true, exclude_reblogs: true },
    keep: keepPosts,
  })
  const { items, fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  if (list.isPending) return <LoadingList count={2} />
  if (!items) return <Failed error={list.error} retry={() => void list.refetch()} />
  const shown = items.flatMap((post) => post.media_attachments.map((media): Shown => ({ media, post })))
  if (shown.length === 0) return <Empty icon="picture" title={words.noPictures} />
  const rows = Array.from({ length: Math.ceil(shown.length / perRow) }, (_, row) =>
    shown.slice(row * perRow, (row + 1) * perRow),
  )
  return (
    <EndlessList
      label={words.media}
      ids={rows.map(([first]) => first!.media.id)}
      estimate={200}
      hasOlder={list.hasNextPage}
      isLoadingOlder={list.isFetchingNextPage}
      failure={list.isFetchNextPageError}
      loadOlder={loadOlder}
      row={(_, index) => (
        <div className={styles.row}>
          {rows[index]?.map(({ media, post }) => (
            <Picture key={media.id} media={media} post={post} />
          ))}
        </div>
      )}
    />
  )
}

function Picture({ media, post }: Shown) {
  const isCovered = post.sensitive || post.spoiler_text !== ''
  return (
    <a className={styles.picture} href={postPath(post)}>
      {isCovered ? (
        <span className={styles.covered}>
          <Icon name="warning" />
          <span>{post.spoiler_text || postWords.sensitive}</span>
        </span>
      ) : (
        <img
          src={media.preview_url ?? media.url ?? ''}
          alt={media.description || postWords.noDescription}
          loading="lazy"
        />
      )}
    </a>
  )
}
