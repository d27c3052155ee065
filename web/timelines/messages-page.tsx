/** Posts that only mentioned people see, by thread: who is in it, and what was said last. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import { fullTime, joined, shortTime } from '#messages/grammar.ts'
import { messages as words } from '#messages/places.ts'
import { posts } from '#messages/posts.ts'
import { api } from '../api/client.ts'
import type { Conversation, Post } from '../api/entities.ts'
import { ownId, useList } from '../api/queries.ts'
import { listen } from '../api/stream.ts'
import { Avatar } from '../design/avatar.tsx'
import { Button } from '../design/button.tsx'
import { EndlessList } from '../design/endless-list.tsx'
import { Menu } from '../design/menu.tsx'
import { Empty, Failed, LoadingList } from '../design/states.tsx'
import { toast, toastError } from '../design/toasts.tsx'
import { openComposer } from '../posts/composer-store.ts'
import { Html } from '../posts/html.tsx'
import { postPath } from '../posts/post-row.tsx'
import { keepPosts } from '../posts/post-store.ts'
import { PageHead } from '../shell/page-head.tsx'
import styles from './messages-page.module.css'

const key = ['timelines', 'messages']
const keep = (items: Conversation[]) => keepPosts(items.flatMap(({ last_status }) => last_status ?? []))
const write = () => openComposer({ visibility: 'direct' })

export default function MessagesPage() {
  const queries = useQueryClient()
  const list = useList<Conversation>({ key, path: '/api/v1/conversations', keep })
  const { items, fetchNextPage } = list
  const loadOlder = useCallback(() => void fetchNextPage(), [fetchNextPage])
  const byId = useMemo(() => new Map(items?.map((one) => [one.id, one])), [items])
  useEffect(
    () =>
      listen((told) => {
        const isMessage = told.event === 'notification' && told.payload.status?.visibility === 'direct'
        if (told.event === 'open' || isMessage) void queries.invalidateQueries({ queryKey: key })
      }),
    [queries],
  )
  return (
    <>
      <PageHead title={words.title}>
        <Button kind="quiet" icon="pen" onClick={write}>
          {words.write}
        </Button>
      </PageHead>
      {list.isPending && <LoadingList />}
      {list.isError && !items && <Failed error={list.error} retry={() => void list.refetch()} />}
      {items?.length === 0 && (
        <Empty icon="mail" title={words.empty} text={words.emptyText}>
          <Button kind="main" icon="pen" onClick={write}>
            {words.write}
          </Button>
        </Empty>
      )}
      {items && items.length > 0 && (
        <EndlessList
          label={words.title}
          ids={[...byId.keys()]}
          estimate={88}
          hasOlder={list.hasNextPage}
          isLoadingOlder={list.isFetchingNextPage}
          failure={list.isFetchNextPageError}
          loadOlder={loadOlder}
          row={(id) => {
            const conversation = byId.get(id)
            return conversation?.last_status && <Row conversation={conversation} post={conversation.last_status} />
          }}
        />
      )}
    </>
  )
}

function Row({ conversation, post }: { conversation: Conversation; post: Post }) {
  const { id, accounts, unread } = conversation
  const queries = useQueryClient()
  const names = accounts.length > 0 ? joined(accounts.map((one) => one.display_name || one.username)) : words.you
  async function change(method: 'POST' | 'DELETE', path: string, said?: string) {
    try {
      await api(method, path)
      if (said) toast(said)
      await queries.invalidateQueries({ queryKey: key })
    } catch (error) {
      toastError(error)
    }
  }
  const time = new Date(post.created_at)
  return (
    <article className={`${styles.row} ${unread ? styles.unread : ''}`}>
      <a
        className={styles.talk}
        href={postPath(post)}
        onClick={() => unread && void change('POST', `/api/v1/conversations/${id}/read`)}
      >
        <span className={styles.faces}>
          {(accounts.length > 0 ? accounts : [post.account]).slice(0, 2).map((account) => (
            <Avatar key={account.id} account={account} />
          ))}
        </span>
        <span className={styles.text}>
          <span className={styles.head}>
            <bdi>{names}</bdi>
            {unread && <span className={styles.sign}>{words.unread}</span>}
            <time dateTime={post.created_at} title={fullTime(time)}>
              {shortTime(time)}
            </time>
          </span>
          <span className={styles.words} dir="auto">
            {post.account.id === ownId && `${words.you}: `}
            {post.spoiler_text || (
              <Html html={post.content.replace(/<a\b[^>]*>|<\/a>|<\/?p>/g, ' ')} emojis={post.emojis} />
            )}
          </span>
        </span>
      </a>
      <Menu
        label={posts.more}
        items={[
          {
            label: words.remove,
            icon: 'close',
            run: () => void change('DELETE', `/api/v1/conversations/${id}`, words.removed),
          },
        ]}
      />
    </article>
  )
}
