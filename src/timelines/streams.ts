/**
 * Who gets what over open streams. Each batch of committed events is loaded once as a person would see it to whom none
 * of its people means anything; then every subscriber's stances are put in its place, and the rules of
 * `posts/visibility.ts` decide. Subscribers to whom a post looks the same share one rendering. Those with a part in it,
 * or with a mark or a filter of their own on it, get it through the same loader as by request.
 *
 * At most once: what could not be sent is not kept. Clients fetch what they missed.
 */
import type { Event } from '../events.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import type { AccountId, Id } from '../platform/ids.ts'
import { holdsScope } from '../platform/server.ts'
import { type Channels, type Frame, frameOf, type OpenStream, type StreamRequest } from '../platform/streaming.ts'
import { type Channel, channelOf, nameOf, scopeOf, unknownList } from './channels.ts'
import { presentConversationWith } from './conversations.ts'
import { findList } from './list-queries.ts'
import { findAudience, type PostNews } from './stream-audience.ts'
import { createStreamFollows } from './stream-follows.ts'
import { selectConversationsWith, selectFollowees } from './stream-queries.ts'

export type Subscription = { stream: OpenStream; channel: Channel; name: readonly string[]; key: string }

/** Where the other slices say what they have for a stream, as JSON. */
export type StreamSources = {
  /** Of these notifications those that the person is shown. */
  notifications: (viewer: OpenStream['grant']['viewer'], ids: readonly Id[]) => Promise<string[]>
}

export type Told = readonly { accountId: AccountId; id: Id }[]

export type Streams = {
  channels: Channels
  /** Notes down who is told of something while transactions are open, for whoever runs them one by one. */
  collect: () => { told: (told: Told) => void; take: () => Told }
  /** To be told of every follow as soon as it is committed, wherever that was. */
  noteFollow: (follower: AccountId, followee: AccountId) => void
  /** Sends what follows from these committed events, in their order, and what people were told. Never throws. */
  deliver: (events: readonly Event[], told: Told) => Promise<void>
}

const missingScope: Failure = { failure: 'unauthorized', message: 'Access token does not have the required scopes' }

/** What an event says about a post to those who may read it. */
function newsOf(event: Event): PostNews | undefined {
  if (event.origin === 'import') return undefined
  switch (event.type) {
    case 'post.created':
      return { event: 'update', post: event.post }
    case 'boost.created':
      return { event: 'update', post: event.boost }
    case 'post.edited':
    case 'quote.revoked':
      return { event: 'status.update', post: event.post }
    case 'post.deleted':
      return { event: 'delete', post: event.post }
    case 'boost.removed':
      return { event: 'delete', post: event.boost }
    default:
      return undefined
  }
}

const hasHome = ({ channel }: Subscription) => channel.kind === 'user' || channel.kind === 'list'

export function createStreams(ctx: Context, sources: StreamSources): Streams {
  const byStream = new Map<OpenStream, Map<string, Subscription>>()
  const byKind = new Map<Channel['kind'], Map<AccountId, Set<Subscription>>>()
  const follows = createStreamFollows((viewer) => selectFollowees(ctx.db, viewer), ctx.log)

  function subscriptionsOf(account: AccountId, ...kinds: Channel['kind'][]): Subscription[] {
    const found: Subscription[] = []
    for (const kind of kinds) {
      const ofAccount = byKind.get(kind)?.get(account)
      if (ofAccount) found.push(...ofAccount)
    }
    return found
  }
  const subscribersOf = (...kinds: Channel['kind'][]): AccountId[] => [
    ...new Set(kinds.flatMap((kind) => [...(byKind.get(kind)?.keys() ?? [])])),
  ]

  function add(subscription: Subscription) {
    const { stream, channel, key } = subscription
    const { accountId } = stream.grant.viewer
    byStream.set(stream, (byStream.get(stream) ?? new Map()).set(key, subscription))
    const ofKind = byKind.get(channel.kind) ?? new Map<AccountId, Set<Subscription>>()
    byKind.set(channel.kind, ofKind.set(accountId, (ofKind.get(accountId) ?? new Set()).add(subscription)))
    if (hasHome(subscription)) follows.watch(accountId)
  }

  function remove(subscription: Subscription) {
    const { accountId } = subscription.stream.grant.viewer
    const ofKind = byKind.get(subscription.channel.kind)
    const ofAccount = ofKind?.get(accountId)
    ofAccount?.delete(subscription)
    if (ofAccount?.size === 0) ofKind?.delete(accountId)
    if (hasHome(subscription) && subscriptionsOf(accountId, 'user', 'list').length === 0) follows.forget(accountId)
  }

  /** Twice the same is one subscription. */
  const keyOf = (request: StreamRequest, channel: Channel) => JSON.stringify(nameOf(request, channel))
  const gone = new WeakSet<OpenStream>()

  const channels: Channels = {
    async subscribe(stream, request) {
      const channel = channelOf(request)
      if (isFailure(channel)) return channel
      if (!holdsScope(stream.grant.scopes, scopeOf(channel))) return missingScope
      const { accountId } = stream.grant.viewer
      if (channel.kind === 'list' && !(await findList(ctx.db, accountId, channel.list))) return unknownList
      if (gone.has(stream)) return undefined
      const key = keyOf(request, channel)
      if (!byStream.get(stream)?.has(key)) add({ stream, channel, name: nameOf(request, channel), key })
      return undefined
    },
    unsubscribe(stream, request) {
      const channel = channelOf(request)
      const subscription = isFailure(channel) ? undefined : byStream.get(stream)?.get(keyOf(request, channel))
      if (!subscription) return
      byStream.get(stream)?.delete(subscription.key)
      remove(subscription)
    },
    countOf: (stream) => byStream.get(stream)?.size ?? 0,
    forget(stream) {
      gone.add(stream)
      for (const subscription of byStream.get(stream)?.values() ?? []) remove(subscription)
      byStream.delete(stream)
    },
  }

  async function sendPosts(news: readonly PostNews[]) {
    if (news.length === 0) return
    const deliveries = await findAudience(ctx, news, {
      homes: () => subscribersOf('user', 'list'),
      followersOf: follows.followersOf,
      homeOf: (account) => subscriptionsOf(account, 'user', 'list'),
      open: subscribersOf('public', 'hashtag').flatMap((account) => subscriptionsOf(account, 'public', 'hashtag')),
    })
    for (const [stream, some] of Map.groupBy(deliveries, ({ subscription }) => subscription.stream))
      stream.send(some.map(({ frame }) => frame))
  }

  async function sendConversations(news: readonly PostNews[]) {
    const posts = news.filter(({ event }) => event === 'update').map(({ post }) => post)
    const viewers = subscribersOf('direct')
    if (posts.length === 0 || viewers.length === 0) return
    for (const { viewer: account, post } of await selectConversationsWith(ctx.db, viewers, posts)) {
      const subscriptions = subscriptionsOf(account, 'direct')
      const viewer = subscriptions[0]?.stream.grant.viewer
      const conversation = viewer && (await presentConversationWith(ctx, viewer, post))
      if (conversation) sendTo(subscriptions, 'conversation', JSON.stringify(conversation))
    }
  }

  function sendTo(subscriptions: readonly Subscription[], event: string, payload: string | undefined) {
    const frames = new Map<string, Frame>()
    for (const { stream, name, key } of subscriptions) {
      const frame = frames.get(key) ?? frameOf({ stream: name, event, payload })
      frames.set(key, frame)
      stream.send([frame])
    }
  }

  async function sendNotifications(told: Told) {
    for (const [account, ofAccount] of Map.groupBy(told, ({ accountId }) => accountId)) {
      const subscriptions = subscriptionsOf(account, 'user', 'notifications').filter(({ stream }) =>
        holdsScope(stream.grant.scopes, 'read:notifications'),
      )
      const viewer = subscriptions[0]?.stream.grant.viewer
      if (!viewer) continue
      const payloads = await sources.notifications(
        viewer,
        ofAccount.map(({ id }) => id),
      )
      for (const payload of payloads) sendTo(subscriptions, 'notification', payload)
    }
  }

  function sendFilterChanges(events: readonly Event[]) {
    const accounts = new Set(events.flatMap((event) => (event.type === 'filters.changed' ? event.account : [])))
    for (const account of accounts) sendTo(subscriptionsOf(account, 'user'), 'filters_changed', undefined)
  }

  return {
    channels,
    collect() {
      let collected: { accountId: AccountId; id: Id }[] = []
      return {
        told(told) {
          for (const one of told)
            if (subscriptionsOf(one.accountId, 'user', 'notifications').length > 0) collected.push(one)
        },
        take() {
          const taken = collected
          collected = []
          return taken
        },
      }
    },
    noteFollow: follows.note,
    async deliver(events, told) {
      if (byStream.size === 0) return
      try {
        // Of what another process has committed this is the first that is heard here.
        for (const event of events)
          if (event.type === 'follow.accepted' || event.type === 'follow.restored')
            follows.note(event.follower, event.followee)
        const news = events.flatMap((event) => newsOf(event) ?? [])
        await sendPosts(news)
        await sendConversations(news)
        await sendNotifications(told)
        sendFilterChanges(events)
      } catch (error) {
        ctx.log.error({ err: error }, 'streams were not told of some events')
      }
    },
  }
}
