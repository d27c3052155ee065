/** One post with what led to it and what came of it. */
import { useQuery } from '@tanstack/react-query'
import { useLayoutEffect, useRef } from 'react'
import { posts } from '#messages/posts.ts'
import { api } from '../api/client.ts'
import type { Context, Post } from '../api/entities.ts'
import { ownId, useOwnAccount } from '../api/queries.ts'
import { Avatar } from '../design/avatar.tsx'
import { Failed, LoadingList } from '../design/states.tsx'
import type { PageProps } from '../pages.ts'
import { savedOffset } from '../shell/navigation.ts'
import { PageHead } from '../shell/page-head.tsx'
import { openComposer } from './composer-store.ts'
import { MainPost } from './main-post.tsx'
import { PostRow } from './post-row.tsx'
import { fetchPost, findPost, keepPosts, usePost } from './post-store.ts'
import { arrange } from './thread.ts'
import styles from './thread-page.module.css'

type Thread = { above: Post[]; below: Post[] }

async function fetchThread(id: string, signal: AbortSignal): Promise<Thread> {
  const [{ ancestors, descendants }] = await Promise.all([
    api<Context>('GET', `/api/v1/statuses/${id}/context`, { signal }),
    fetchPost(id, signal),
  ])
  keepPosts([...ancestors, ...descendants])
  return { above: ancestors, below: descendants }
}

export default function ThreadPage({ params }: PageProps) {
  const { id = '' } = params
  const thread = useQuery({ queryKey: ['posts', id, 'thread'], queryFn: ({ signal }) => fetchThread(id, signal) })
  const post = usePost(id)
  const isTalk = post?.in_reply_to_id || (thread.data && thread.data.below.length > 0)
  return (
    <>
      <PageHead title={isTalk ? posts.threadTitle : posts.postTitle} back="/" />
      {thread.isError && !thread.data && <Failed error={thread.error} retry={() => thread.refetch()} />}
      {!post && thread.isPending && <LoadingList count={3} />}
      {post && !thread.isError && <Conversation post={post} thread={thread.data} />}
    </>
  )
}

function Conversation({ post, thread }: { post: Post; thread: Thread | undefined }) {
  const main = useRef<HTMLLIElement>(null)
  const isReady = thread !== undefined
  // What is asked for stands at the top; what led to it is above, one scroll away.
  useLayoutEffect(() => {
    if (!isReady) return
    if (savedOffset() > 0) scrollTo(0, savedOffset())
    else if (findPost(post.id)?.in_reply_to_id) main.current?.scrollIntoView({ block: 'start' })
    else scrollTo(0, 0)
  }, [isReady, post.id])
  const above = thread?.above ?? []
  return (
    <ol className={styles.thread} aria-label={posts.threadTitle}>
      {above.map(({ id }) => (
        <li key={id}>
          <PostRow id={id} inThread={{ hasLineBelow: true }} />
        </li>
      ))}
      <li ref={main} aria-current="true">
        <MainPost post={post} hasAbove={above.length > 0} />
        {post.twoway.may_reply && <AnswerLine post={post} />}
      </li>
      {thread && <Answers post={post} thread={thread} />}
      {!thread && <LoadingList count={2} />}
    </ol>
  )
}

function Answers({ post, thread }: { post: Post; thread: Thread }) {
  const rows = arrange(post.id, thread.below)
  if (rows.length === 0) return <li className={styles.none}>{posts.noReplies}</li>
  return rows.map(({ id, depth, hasLineBelow }) => (
    <li key={id} className={styles[`depth${depth}`]}>
      <PostRow id={id} inThread={{ hasLineBelow }} />
    </li>
  ))
}

function AnswerLine({ post }: { post: Post }) {
  const own = useOwnAccount()
  return (
    <button type="button" className={styles.answer} onClick={() => openComposer({ replyTo: post })}>
      {own && <Avatar account={own} />}
      <span>
        {post.account.id === ownId ? posts.goOn : posts.answer(post.account.display_name || post.account.username)}
      </span>
    </button>
  )
}
