/**
 * What effects call, in the transaction of the event: each looks at how things stand now, not at what the event said,
 * so that running late, or again, tells nobody of what has been taken back, and nobody twice.
 */
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { selectMentions, selectPosts } from '../posts/queries.ts'
import { isAnnounced, isTold, type NotificationType } from './notification.ts'
import {
  deleteNotifications,
  followersToTell,
  followStateOf,
  insertNotifications,
  loadListeners,
  staff,
  threadOfStandingAct,
} from './queries.ts'

type EffectContext = Pick<Context, 'newId' | 'clock'>
/** When the act was done. */
type At = { created_at: Date }
type News = { type: NotificationType; from: AccountId; post?: PostId; threadId?: PostId; report?: Id }

/** Tells those of `accounts` who are to hear of it. */
export async function notify(tx: Db, ctx: EffectContext, accounts: readonly AccountId[], news: News, at: At) {
  if (accounts.length === 0) return
  const { type, from, post = null, threadId = null, report = null } = news
  const listeners = await loadListeners(tx, accounts, from, threadId, ctx.clock.now())
  const to = listeners
    .filter((listener) => isTold(type, listener, from))
    .map(({ accountId }) => ({ accountId, id: ctx.newId() }))
  if (to.length > 0) await insertNotifications(tx, { to, type, from, post, report, createdAt: at.created_at })
}

/** Tells whom a post mentions, and the followers who asked to be told of every post. Whoever is both is told once. */
export async function notifyOfPost(tx: Db, ctx: EffectContext, id: PostId, at: At) {
  const post = (await selectPosts(tx, [id])).find((row) => row.id === id)
  if (!post || post.deleted_at) return
  const about = { from: post.author_id, post: id, threadId: post.thread_id }
  const mentioned = (await selectMentions(tx, [id])).map(({ account_id }) => account_id)
  await notify(tx, ctx, mentioned, { type: 'mention', ...about }, at)
  if (!isAnnounced(post)) return
  const followers = await followersToTell(tx, post.author_id)
  const others = new Set(followers).difference(new Set(mentioned))
  await notify(tx, ctx, [...others], { type: 'post', ...about }, at)
}

/** Who did what to whose post. */
export type Reaction = { type: 'favourite' | 'boost'; by: AccountId; post: PostId; author: AccountId }

export async function notifyOfReaction(tx: Db, ctx: EffectContext, { type, by, post, author }: Reaction, at: At) {
  const threadId = await threadOfStandingAct(tx, type === 'favourite' ? 'favourites' : 'boosts', by, post)
  if (threadId === undefined) return
  await notify(tx, ctx, [author], { type, from: by, post, threadId }, at)
}

export async function forgetReaction(tx: Db, { type, by, post, author }: Reaction) {
  await deleteNotifications(tx, { to: author, from: by, types: [type], post })
}

export type FollowOf = { follower: AccountId; followee: AccountId }

/** Tells the followed person of the follow or request there is. A follow takes the place of its request. */
export async function notifyOfFollow(tx: Db, ctx: EffectContext, { follower, followee }: FollowOf, at: At) {
  const state = await followStateOf(tx, follower, followee)
  if (state === undefined) return
  if (state === 'accepted') await deleteNotifications(tx, { to: followee, from: follower, types: ['follow_request'] })
  const type = state === 'accepted' ? 'follow' : 'follow_request'
  await notify(tx, ctx, [followee], { type, from: follower }, at)
}

export async function forgetFollow(tx: Db, { follower, followee }: FollowOf) {
  await deleteNotifications(tx, { to: followee, from: follower, types: ['follow', 'follow_request'] })
}

export async function notifyStaff(
  tx: Db,
  ctx: EffectContext,
  news: { type: 'sign_up' | 'report'; from: AccountId; report?: Id },
  at: At,
) {
  await notify(tx, ctx, await staff(tx), news, at)
}
