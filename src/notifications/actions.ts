/**
 * What effects call, in the transaction of the event: each looks at how things stand now, not at what the event said,
 * so that running late, or again, tells nobody of what has been taken back, and nobody twice.
 */
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import type { PostNews } from '../posts/news.ts'
import { lockPoll, markToldUpTo, selectVoters } from '../posts/poll-queries.ts'
import { isAnnounced, isTold, type NotificationType } from './notification.ts'
import {
  type Bells,
  boostersOf,
  deleteEditNotifications,
  deleteNotifications,
  followersToTell,
  followStateOf,
  forgetMentionsBeyond,
  insertNotifications,
  loadListeners,
  quotersOf,
  staff,
  threadOfStandingAct,
} from './queries.ts'

const votersAtOnce = 500

type EffectContext = Pick<Context, 'newId' | 'clock' | 'told'>
/** When the act was done. */
type At = { created_at: Date }
type News = { type: NotificationType; from: AccountId; post?: PostId; threadId?: PostId; report?: Id }

/**
 * Tells those of `accounts` who are to hear of it. One id whoever that is: by the ids that follow nobody can count who
 * was told, and find out by whom they are muted.
 */
export async function notify(tx: Db, ctx: EffectContext, accounts: readonly AccountId[], news: News, at: At) {
  const id = ctx.newId()
  if (accounts.length === 0) return
  const { type, from, post = null, threadId = null, report = null } = news
  const listeners = await loadListeners(tx, accounts, from, threadId, ctx.clock.now())
  const to = listeners.filter((listener) => isTold(type, listener, from)).map(({ accountId }) => accountId)
  ctx.told?.(to.map((accountId) => ({ accountId, id })))
  if (to.length > 0) await insertNotifications(tx, { id, to, type, from, post, report, createdAt: at.created_at })
}

/** Who asked to be told of every post, by the authors of these. */
export function loadBells(tx: Db, posts: Iterable<PostNews>): Promise<Bells> {
  return followersToTell(tx, [
    ...new Set([...posts].filter(({ row }) => isAnnounced(row)).map(({ row }) => row.author_id)),
  ])
}

/** Tells whom a post quotes or mentions, and the followers who asked to be told of every post. Whoever is more than one is told once. */
export async function notifyOfPost(tx: Db, ctx: EffectContext, news: PostNews, bells: Bells, at: At) {
  const { row, mentioned, quotedAuthor: quoted } = news
  const about = { from: row.author_id, post: row.id, threadId: row.thread_id }
  if (quoted !== undefined) await notify(tx, ctx, [quoted], { type: 'quote', ...about }, at)
  await notify(
    tx,
    ctx,
    mentioned.filter((account) => account !== quoted),
    { type: 'mention', ...about },
    at,
  )
  if (!isAnnounced(row)) return
  const followers = new Set(bells.get(row.author_id))
  const others = followers.difference(new Set([...mentioned, ...(quoted === undefined ? [] : [quoted])]))
  await notify(tx, ctx, [...others], { type: 'post', ...about }, at)
}

/** Tells whom a post newly mentions (`mentioned`), and who boosted or quotes it, in place of what they were told of an earlier edit. */
export async function notifyOfEdit(
  tx: Db,
  ctx: EffectContext,
  news: PostNews,
  { mentioned }: { mentioned: readonly AccountId[] },
  at: At,
) {
  const { row } = news
  const about = { from: row.author_id, post: row.id, threadId: row.thread_id }
  const standing = new Set(news.mentioned)
  await forgetMentionsBeyond(tx, row.id, [...standing])
  await notify(
    tx,
    ctx,
    mentioned.filter((account) => standing.has(account)),
    { type: 'mention', ...about },
    at,
  )
  await deleteEditNotifications(tx, row.id)
  const boosters = new Set(await boostersOf(tx, row.id)).difference(new Set(mentioned))
  await notify(tx, ctx, [...boosters], { type: 'edit', ...about }, at)
  const quoters = new Set(await quotersOf(tx, row.id)).difference(new Set([...mentioned, ...boosters]))
  await notify(tx, ctx, [...quoters], { type: 'quoted_edit', ...about }, at)
}

/** One batch of telling author and voters that a poll is over. Does nothing before it is, or when it is gone. */
export async function notifyOfPollEnd(tx: Db, ctx: EffectContext, id: PostId): Promise<'done' | 'more'> {
  const poll = await lockPoll(tx, id)
  const now = ctx.clock.now()
  if (!poll || poll.expires_at > now) return 'done'
  const voters = await selectVoters(tx, id, poll.told_up_to ?? 0, votersAtOnce)
  const accounts = poll.told_up_to === null ? [poll.author_id, ...voters] : voters
  const news = { type: 'poll', from: poll.author_id, post: id, threadId: poll.thread_id } as const
  await notify(tx, ctx, accounts, news, { created_at: now })
  await markToldUpTo(tx, id, voters.at(-1) ?? poll.told_up_to ?? 0)
  return voters.length < votersAtOnce ? 'done' : 'more'
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
