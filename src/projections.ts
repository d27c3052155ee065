/** What an event changes in memory. Applied in the commit callback, in commit order, before the answer is sent. */
import type { Event } from './events.ts'
import type { AccountId } from './platform/ids.ts'
import type { Streaming } from './platform/streaming.ts'
import type { Delivered } from './timelines/delivered.ts'
import type { Streams } from './timelines/streams.ts'

/** All that is held in memory between requests. It can be rebuilt from tables, or lost without harm. */
export type State = {
  delivered: Pick<Delivered, 'forget'>
  streaming: Pick<Streaming, 'closeTokens'>
  streams: Pick<Streams, 'noteFollow'>
}

export function applyProjections(state: State): (events: readonly Event[]) => void {
  return (events) => {
    for (const event of events) project(state, event)
  }
}

/** Whose access may have ended, also where another process has committed that. */
export function accountsLosingAccess(events: readonly Event[]): AccountId[] {
  const types: Event['type'][] = ['account.deleted', 'account.suspended', 'access.revoked']
  return events.flatMap((event) => ('account' in event && types.includes(event.type) ? event.account : []))
}

function project({ delivered, streaming, streams }: State, event: Event): void {
  switch (event.type) {
    case 'account.deleted':
      // Forgotten in memory at once. Should its rows outlive a failure here, the account's erasure takes them too.
      delivered.forget(event.account).catch(() => undefined)
      streaming.closeTokens(event.account, 'all')
      return
    case 'account.suspended':
      streaming.closeTokens(event.account, 'all')
      return
    case 'access.revoked':
      streaming.closeTokens(event.account, event.tokens)
      return
    case 'follow.accepted':
    case 'follow.restored':
      streams.noteFollow(event.follower, event.followee)
      return
    case 'account.created':
    case 'account.approved':
    case 'account.updated':
    case 'account.restored':
    case 'follow.requested':
    case 'follow.changed':
    case 'follow.removed':
    case 'block.created':
    case 'block.removed':
    case 'mute.created':
    case 'mute.removed':
    case 'post.created':
    case 'post.edited':
    case 'quote.revoked':
    case 'post.deleted':
    case 'boost.created':
    case 'boost.removed':
    case 'favourite.created':
    case 'favourite.removed':
    case 'report.created':
    case 'posts.imported':
    case 'filters.changed':
    // They change from the command line, in another process: main.ts reads them anew once the event has come round.
    case 'emojis.changed':
      return
    default:
      unknownEvent(event)
  }
}

function unknownEvent(event: never): never {
  throw new Error(`No projections are known for ${(event as Event).type}`)
}
