/**
 * Every post the app has met, once: whatever changes one changes it in every list at the same time. Lists hold ids.
 */
import { useSyncExternalStore } from 'react'
import { api } from '../api/client.ts'
import type { Post } from '../api/entities.ts'

const posts = new Map<string, Post>()
const listeners = new Map<string, Set<() => void>>()

function put(id: string, post: Post | undefined) {
  if (post) posts.set(id, post)
  else posts.delete(id)
  for (const listener of listeners.get(id) ?? []) listener()
}

function keepPost(post: Post) {
  if (post.reblog) keepPost(post.reblog)
  if (post.quote && 'quoted_status' in post.quote && post.quote.quoted_status) keepPost(post.quote.quoted_status)
  put(post.id, post)
}

export function keepPosts(news: readonly Post[]) {
  for (const post of news) keepPost(post)
}

export const findPost = (id: string): Post | undefined => posts.get(id)

export function changePost(id: string, change: (post: Post) => Post) {
  const post = posts.get(id)
  if (post) put(id, change(post))
}

/** It is gone: components that show it show nothing. */
export function forgetPost(id: string) {
  put(id, undefined)
}

export function usePost(id: string): Post | undefined {
  return useSyncExternalStore(
    (listener) => {
      const ofPost = listeners.get(id) ?? new Set()
      listeners.set(id, ofPost.add(listener))
      return () => {
        ofPost.delete(listener)
        if (ofPost.size === 0) listeners.delete(id)
      }
    },
    () => posts.get(id),
  )
}

const askedAtOnce = 20

/** Fetches those that have not been met yet; what one may not read stays unknown. */
export async function loadPosts(ids: readonly string[], signal?: AbortSignal): Promise<void> {
  const missing = [...new Set(ids)].filter((id) => !posts.has(id))
  for (let from = 0; from < missing.length; from += askedAtOnce) {
    const id = missing.slice(from, from + askedAtOnce)
    keepPosts(await api<Post[]>('GET', '/api/v1/statuses', { params: { id }, signal }))
  }
}

export async function fetchPost(id: string, signal?: AbortSignal): Promise<Post> {
  const post = await api<Post>('GET', `/api/v1/statuses/${id}`, { signal })
  keepPost(post)
  return post
}
