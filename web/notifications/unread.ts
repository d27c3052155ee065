/** How many notifications are newer than the last one seen. */
import { api } from '../api/client.ts'
import { createStore } from '../api/store.ts'
import { listen } from '../api/stream.ts'

export const unreadNotifications = createStore(0)

async function count() {
  const answer = await api<{ count: number }>('GET', '/api/v1/notifications/unread_count')
  unreadNotifications.set(answer.count)
}

/** Keeps the number up to date until the answer is called. */
export function followUnread(): () => void {
  void count().catch(() => undefined)
  return listen(({ event }) => {
    if (event === 'notification') unreadNotifications.set((before) => before + 1)
  })
}

/** Everything up to this notification has been seen. */
export async function markSeen(id: string) {
  unreadNotifications.set(0)
  await api('POST', '/api/v1/markers', { body: { notifications: { last_read_id: id } } }).catch(() => undefined)
}
