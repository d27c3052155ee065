/** Notifications that say the same of one post, or of new followers, are one line. Pure. */
import type { Account, Notification } from '../api/entities.ts'

export type Group = { id: string; type: Notification['type']; latest: Notification; accounts: Account[] }

const joined: readonly Notification['type'][] = ['favourite', 'reblog', 'follow']
const groupHours = 48

/** Newest first, as they came. Only neighbours within two days of each other are joined; each person stands once. */
export function groupNotifications(notifications: readonly Notification[]): Group[] {
  const groups: Group[] = []
  const open = new Map<string, Group>()
  for (const one of notifications) {
    const key = `${one.type} ${one.status?.id ?? ''}`
    const group = joined.includes(one.type) ? open.get(key) : undefined
    const apartMs = group ? Date.parse(group.latest.created_at) - Date.parse(one.created_at) : 0
    if (group && apartMs < groupHours * 3_600_000) {
      if (!group.accounts.some(({ id }) => id === one.account.id)) group.accounts.push(one.account)
      continue
    }
    const fresh = { id: one.id, type: one.type, latest: one, accounts: [one.account] }
    groups.push(fresh)
    open.set(key, fresh)
  }
  return groups
}
