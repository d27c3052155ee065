/** A page of notifications: rows → who and what they are about → rules, reading on until the page is full. */
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { loadAccounts } from '../accounts/queries.ts'
import { loadRelations } from '../follows/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Viewer } from '../platform/http.ts'
import { fillPage, type Page } from '../platform/pagination.ts'
import type { HydratedPost } from '../posts/hydrate.ts'
import { loadAllowed, readsEnough } from '../posts/reading.ts'
import { mayBeAnnounced } from '../posts/visibility.ts'
import { isShown, type Notification } from './notification.ts'
import { type NotificationFilter, selectNotifications } from './queries.ts'

/** A notification with what is shown of it. */
export type ShownNotification = { notification: Notification; sender: Account; post: HydratedPost | undefined }

/** Those that may be shown, in the order they came in. */
export async function showNotifications(
  ctx: Context,
  viewer: Viewer,
  notifications: readonly Notification[],
): Promise<ShownNotification[]> {
  const senderIds = notifications.map(({ from_account_id }) => from_account_id)
  const senders = await loadAccounts(ctx.db, senderIds)
  const relations = await loadRelations(ctx.db, viewer.accountId, [...new Set(senderIds)], ctx.clock.now())
  const postIds = new Set(notifications.flatMap(({ post_id }) => post_id ?? []))
  const posts = new Map(
    (await loadAllowed(ctx, viewer.accountId, [...postIds], mayBeAnnounced)).map(
      (post) => [post.row.id, post] as const,
    ),
  )
  return notifications.flatMap((notification) => {
    const sender = senders.get(notification.from_account_id)
    const relation = relations.get(notification.from_account_id)
    if (!sender || !relation) return []
    const post = notification.post_id === null ? undefined : posts.get(notification.post_id)
    const isAllowed = isShown(notification.type, {
      role: viewer.role,
      senderIsHidden: isHiddenFromAll(sender),
      relation,
      hasReadablePost: post !== undefined,
    })
    return isAllowed ? [{ notification, sender, post }] : []
  })
}

export async function readNotifications(
  ctx: Context,
  viewer: Viewer,
  filter: NotificationFilter,
  page: Page,
): Promise<ShownNotification[]> {
  const { kept } = await fillPage(
    page,
    (next) => selectNotifications(ctx.db, viewer.accountId, filter, readsEnough(next)),
    ({ id }) => id,
    (rows) => showNotifications(ctx, viewer, rows),
  )
  return kept
}
