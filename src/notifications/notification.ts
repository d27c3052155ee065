/** What people are told of, who is told, and what they are shown of it later. Pure. */
import type { Relation } from '../follows/follow.ts'
import type { Role } from '../platform/http.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import type { StoredPost } from '../posts/post.ts'

export const notificationTypes = [
  'mention',
  'follow',
  'follow_request',
  'favourite',
  'boost',
  'post',
  'edit',
  'quoted_edit',
  'quote',
  'poll',
  'sign_up',
  'report',
] as const
export type NotificationType = (typeof notificationTypes)[number]

/** What only those hear who look after the server. It reaches them whomever they mute. */
const staffTypes: readonly NotificationType[] = ['sign_up', 'report']
/** What is about a post, and goes with it. */
const postTypes: readonly NotificationType[] = [
  'mention',
  'favourite',
  'boost',
  'post',
  'edit',
  'quoted_edit',
  'quote',
  'poll',
]

export type Notification = {
  account_id: AccountId
  id: Id
  type: NotificationType
  from_account_id: AccountId
  post_id: PostId | null
  report_id: Id | null
  created_at: Date
}

/** Somebody who may be told, and how they stand to the one who acted, at the moment of telling. */
export type Listener = {
  accountId: AccountId
  /** A person who can log in here. */
  hasLogin: boolean
  /** Suspended or deleted. */
  isHidden: boolean
  blocks: boolean
  isBlocked: boolean
  /** A mute that hides notifications and has not run out. */
  mutesNotifications: boolean
  mutesThread: boolean
}

/** Nobody hears of their own acts, but for the end of a poll of theirs, nor of those of somebody they block or mute, nor from a thread they muted. */
export function isTold(type: NotificationType, listener: Listener, from: AccountId): boolean {
  if (!listener.hasLogin || listener.isHidden) return false
  if (listener.accountId === from) return type === 'poll'
  if (staffTypes.includes(type)) return true
  return !listener.blocks && !listener.isBlocked && !listener.mutesNotifications && !listener.mutesThread
}

/** Followers who asked to be told of every post are not told of messages, boosts and answers to others. */
export function isAnnounced(
  post: Pick<StoredPost, 'visibility' | 'author_id' | 'in_reply_to_account_id' | 'boost_of'>,
): boolean {
  const answersOthers = post.in_reply_to_account_id !== null && post.in_reply_to_account_id !== post.author_id
  return post.visibility !== 'direct' && post.boost_of === null && !answersOthers
}

/** How things stand when a notification is read. */
export type ReadingFacts = {
  role: Role
  /** The one who acted is suspended or deleted. */
  senderIsHidden: boolean
  relation: Pick<Relation, 'blocking' | 'blockedBy' | 'mutingNotifications'>
  /** The post it is about is there and may be read. */
  hasReadablePost: boolean
}

export function isShown(type: NotificationType, facts: ReadingFacts): boolean {
  if (facts.senderIsHidden) return false
  if (staffTypes.includes(type)) return facts.role !== 'person'
  const { blocking, blockedBy, mutingNotifications } = facts.relation
  if (blocking || blockedBy || mutingNotifications) return false
  return facts.hasReadablePost || !postTypes.includes(type)
}
