import { presentAccount, type WireAccount } from '../accounts/present.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { presentPosts, type WirePost } from '../posts/present.ts'
import type { NotificationType } from './notification.ts'
import type { ShownNotification } from './reading.ts'

const wireTypes = {
  mention: 'mention',
  follow: 'follow',
  follow_request: 'follow_request',
  favourite: 'favourite',
  boost: 'reblog',
  post: 'status',
  edit: 'update',
  quoted_edit: 'quoted_update',
  quote: 'quote',
  poll: 'poll',
  sign_up: 'admin.sign_up',
  report: 'admin.report',
} as const satisfies Record<NotificationType, string>

export type WireNotificationType = (typeof wireTypes)[NotificationType]

/** Mastodon's Report entity. */
export interface WireReport {
  id: string
  action_taken: boolean
  action_taken_at: string | null
  category: 'spam' | 'legal' | 'violation' | 'other'
  comment: string
  forwarded: boolean
  created_at: string
  status_ids: string[] | null
  rule_ids: string[] | null
  target_account: WireAccount
}

/** Mastodon's Notification entity. */
export interface WireNotification {
  id: string
  type: WireNotificationType
  group_key: string
  created_at: string
  account: WireAccount
  status?: WirePost
  report?: WireReport
}

/** Our words for Mastodon's; types we do not have are left out. */
export function typesFromWire(names: readonly string[]): NotificationType[] {
  const types = Object.keys(wireTypes) as NotificationType[]
  return types.filter((type) => names.includes(wireTypes[type]))
}

export function presentNotification(
  ctx: Context,
  viewer: { accountId: AccountId },
  { notification, sender, post }: ShownNotification,
  reports: ReadonlyMap<Id, WireReport>,
): WireNotification {
  const { id, type, created_at, report_id } = notification
  const report = report_id === null ? undefined : reports.get(report_id)
  return {
    id: String(id),
    type: wireTypes[type],
    group_key: `ungrouped-${id}`,
    created_at: created_at.toISOString(),
    account: presentAccount(ctx, sender),
    ...(post ? { status: presentPosts(ctx, viewer, [post])[0]! } : {}),
    ...(report ? { report } : {}),
  }
}
