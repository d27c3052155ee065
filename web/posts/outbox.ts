/** What has been posted waits a few seconds before it is sent, so that it can be taken back. Leaving sends it at once. */

import { common } from '#messages/common.ts'
import { composer as words } from '#messages/composer.ts'
import { fullTime } from '#messages/grammar.ts'
import { api } from '../api/client.ts'
import type { Post, ScheduledPost } from '../api/entities.ts'
import { queryClient } from '../api/queries.ts'
import { toast, toastError } from '../design/toasts.tsx'
import { go } from '../shell/navigation.ts'
import { addOwnPost } from '../timelines/home-channel.ts'
import { type ComposerStart, openComposer } from './composer-store.ts'
import { type Draft, dropDraft } from './draft.ts'
import { changePost, keepPosts } from './post-store.ts'

const undoSeconds = 5

type Held = { draft: Draft; start: ComposerStart; timer: number }
const held = new Set<Held>()

function bodyOf(draft: Draft, { replyTo, quote }: ComposerStart) {
  const { poll } = draft
  return {
    status: draft.text,
    spoiler_text: draft.warning ?? '',
    sensitive: draft.sensitive,
    visibility: draft.visibility,
    reply_policy: draft.replyPolicy,
    language: draft.language,
    media_ids: draft.media.map(({ id }) => id),
    ...(replyTo ? { in_reply_to_id: replyTo.id } : {}),
    ...(quote ? { quoted_status_id: quote.id } : {}),
    ...(draft.scheduledAt ? { scheduled_at: new Date(draft.scheduledAt).toISOString() } : {}),
    ...(poll
      ? {
          poll: {
            options: poll.options.filter((one) => one.trim()),
            multiple: poll.multiple,
            expires_in: poll.seconds,
          },
        }
      : {}),
  }
}

function tellScheduled({ scheduled_at }: ScheduledPost) {
  void queryClient.invalidateQueries({ queryKey: ['posts', 'scheduled'] })
  toast(words.scheduledFor(fullTime(new Date(scheduled_at))), {
    action: { label: words.show, run: () => go('/scheduled') },
  })
}

async function send({ draft, start }: Held, isLeaving: boolean) {
  const request = { body: bodyOf(draft, start), idempotencyKey: draft.key, keepalive: isLeaving }
  try {
    const answer = await api<Post | ScheduledPost>('POST', '/api/v1/statuses', request)
    dropDraft(start)
    if ('scheduled_at' in answer) return tellScheduled(answer)
    const post = answer
    addOwnPost(post)
    if (start.replyTo) {
      changePost(start.replyTo.id, (before) => ({ ...before, replies_count: before.replies_count + 1 }))
      await queryClient.invalidateQueries({
        queryKey: ['posts'],
        predicate: ({ queryKey }) => queryKey[2] === 'thread',
      })
    }
    toast(words.posted, {
      action: { label: words.show, run: () => go(`/@${post.account.acct}/${post.id}`) },
      seconds: 5,
    })
  } catch (error) {
    toastError(error)
    openComposer(start)
  }
}

/** The draft stays in the browser until the server has the post. */
export function post(draft: Draft, start: ComposerStart) {
  const dismiss = toast(words.posting, {
    seconds: undoSeconds + 1,
    action: {
      label: common.undo,
      run() {
        clearTimeout(one.timer)
        held.delete(one)
        openComposer(start)
      },
    },
  })
  const timer = window.setTimeout(() => {
    dismiss()
    held.delete(one)
    void send(one, false)
  }, undoSeconds * 1_000)
  const one: Held = { draft, start, timer }
  held.add(one)
}

/** Edits are sent at once: what it said before is kept, and one may edit again. */
export async function saveEdit(draft: Draft, edited: Post): Promise<void> {
  const { status, spoiler_text, sensitive, language, media_ids } = bodyOf(draft, {})
  const media_attributes = draft.media.map(({ id, description }) => ({ id, description: description ?? '' }))
  const body = { status, spoiler_text, sensitive, language, media_ids, media_attributes }
  keepPosts([await api<Post>('PUT', `/api/v1/statuses/${edited.id}`, { body })])
  toast(words.saved)
}

addEventListener('pagehide', () => {
  for (const one of held) {
    clearTimeout(one.timer)
    void send(one, true)
  }
  held.clear()
})
