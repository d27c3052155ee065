/** What an event changes in memory. Applied in the commit callback, in commit order, before the answer is sent. */
import type { Event } from './events.ts'
import type { Delivered } from './timelines/delivered.ts'

/** All that is held in memory between requests. It can be rebuilt from tables, or lost without harm. */
export type State = { delivered: Pick<Delivered, 'forget'> }

export function applyProjections(state: State): (events: readonly Event[]) => void {
  return (events) => {
    for (const event of events) project(state, event)
  }
}

function project({ delivered }: State, event: Event): void {
  switch (event.type) {
    case 'account.deleted':
      // Forgotten in memory at once. Should its rows outlive a failure here, the account's erasure takes them too.
      delivered.forget(event.account).catch(() => undefined)
      return
    case 'account.created':
    case 'account.approved':
    case 'account.updated':
    case 'account.suspended':
    case 'account.restored':
    case 'follow.requested':
    case 'follow.accepted':
    case 'follow.removed':
    case 'block.created':
    case 'block.removed':
    case 'mute.created':
    case 'mute.removed':
    case 'post.created':
    case 'post.deleted':
    case 'boost.created':
    case 'boost.removed':
    case 'favourite.created':
    case 'favourite.removed':
    case 'report.created':
    case 'posts.imported':
      return
    default:
      unknownEvent(event)
  }
}

function unknownEvent(event: never): never {
  throw new Error(`No projections are known for ${(event as Event).type}`)
}
