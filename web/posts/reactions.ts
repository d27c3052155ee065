/** Favourite, boost, bookmark, pin, mute: shown at once, taken back when the server says no. */
import { api } from '../api/client.ts'
import type { Post } from '../api/entities.ts'
import { toastError } from '../design/toasts.tsx'
import { changePost, findPost, keepPosts } from './post-store.ts'

type Kind = 'favourite' | 'reblog' | 'bookmark' | 'pin' | 'mute'
type Mark = 'favourited' | 'reblogged' | 'bookmarked' | 'pinned' | 'muted'
const marks = {
  favourite: 'favourited',
  reblog: 'reblogged',
  bookmark: 'bookmarked',
  pin: 'pinned',
  mute: 'muted',
} as const satisfies Record<Kind, Mark>
const counts = { favourite: 'favourites_count', reblog: 'reblogs_count' } as const

/** What somebody wants by now, where it is still on its way. */
const wanted = new Map<string, boolean>()

function show(id: string, kind: Kind, isOn: boolean) {
  changePost(id, (post) => {
    if ((post[marks[kind]] ?? false) === isOn) return post
    const count = kind === 'favourite' || kind === 'reblog' ? counts[kind] : undefined
    return {
      ...post,
      [marks[kind]]: isOn,
      ...(count ? { [count]: Math.max(0, post[count] + (isOn ? 1 : -1)) } : {}),
    }
  })
}

/** Presses in quick succession end in what was wanted last, whatever order answers come in. */
export async function setReaction(id: string, kind: Kind, isOn: boolean) {
  const key = `${kind} ${id}`
  const isUnderway = wanted.has(key)
  wanted.set(key, isOn)
  show(id, kind, isOn)
  if (isUnderway) return
  let sent = isOn
  try {
    while (true) {
      sent = wanted.get(key) ?? sent
      const post = await api<Post>('POST', `/api/v1/statuses/${id}/${sent ? kind : `un${kind}`}`)
      if (wanted.get(key) !== sent) continue
      // A boost answers with itself, holding the post.
      keepPosts([post.reblog && kind === 'reblog' ? post.reblog : post])
      return
    }
  } catch (error) {
    show(id, kind, !sent)
    toastError(error)
  } finally {
    wanted.delete(key)
  }
}

export function toggleReaction(id: string, kind: Kind) {
  const post = findPost(id)
  if (post) void setReaction(id, kind, !post[marks[kind]])
}
