/** Public posts with a hashtag, and whether they come to my home. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { places } from '#messages/places.ts'
import { api } from '../api/client.ts'
import type { Tag } from '../api/entities.ts'
import { Button } from '../design/button.tsx'
import { Empty } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import type { PageProps } from '../pages.ts'
import { openComposer } from '../posts/composer-store.ts'
import { PostList } from '../posts/post-list.tsx'
import { PageHead } from '../shell/page-head.tsx'
import styles from './hashtag-page.module.css'

export default function HashtagPage({ params }: PageProps) {
  const name = decodeURIComponent(params.name ?? '')
  const path = encodeURIComponent(name)
  const queries = useQueryClient()
  const key = ['tags', name]
  const { data } = useQuery({ queryKey: key, queryFn: () => api<Tag>('GET', `/api/v1/tags/${path}`) })
  const write = () => openComposer({ text: `#${name} ` })

  async function setFollowing(following: boolean) {
    try {
      queries.setQueryData<Tag>(key, (before) => before && { ...before, following })
      queries.setQueryData(key, await api<Tag>('POST', `/api/v1/tags/${path}/${following ? 'follow' : 'unfollow'}`))
      toast(following ? places.followedHashtag(name) : places.unfollowedHashtag(name))
    } catch (error) {
      queries.setQueryData<Tag>(key, (before) => before && { ...before, following: !following })
      toastError(error)
    }
  }

  const posts = data?.history.reduce((sum, { uses }) => sum + Number(uses), 0) ?? 0
  return (
    <>
      <PageHead title={places.hashtag(data?.name ?? name)} back="/">
        {data && (
          <Button
            kind={data.following ? 'plain' : 'main'}
            icon={data.following ? 'check' : 'plus'}
            className={styles.follow}
            aria-pressed={data.following ?? false}
            onClick={() => void setFollowing(!data.following)}
          >
            {data.following ? places.followingHashtag : places.followHashtag}
          </Button>
        )}
      </PageHead>
      {posts > 0 && (
        <p className={styles.use}>
          {places.hashtagUse(posts)}
          <Button kind="quiet" icon="pen" onClick={write}>
            {places.writeWith(data?.name ?? name)}
          </Button>
        </p>
      )}
      <PostList
        label={places.hashtag(name)}
        queryKey={['timelines', 'hashtag', name]}
        path={`/api/v1/timelines/tag/${path}`}
        empty={
          <Empty icon="hash" title={places.hashtagEmpty} text={places.hashtagText}>
            <Button kind="main" icon="pen" onClick={write}>
              {places.writeWith(name)}
            </Button>
          </Empty>
        }
      />
    </>
  )
}
