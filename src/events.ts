import type { AccountId, Id, PostId } from './platform/ids.ts'

/** Where a fact came from: done here, delivered by another server, or loaded from an archive. */
export type Origin = 'live' | 'remote' | 'import'

type Fact =
  | { type: 'account.created'; account: AccountId }
  | { type: 'account.approved'; account: AccountId }
  | { type: 'account.updated'; account: AccountId }
  | { type: 'account.suspended'; account: AccountId }
  | { type: 'account.restored'; account: AccountId }
  | { type: 'account.deleted'; account: AccountId }
  /** A follow that had ended is there again, as it was: nobody is told anew. */
  | { type: 'follow.restored'; follower: AccountId; followee: AccountId }
  | { type: 'follow.requested'; follower: AccountId; followee: AccountId }
  | { type: 'follow.accepted'; follower: AccountId; followee: AccountId; requested: boolean }
  /** Its dials, bell, languages or reason: for the follower alone. */
  | { type: 'follow.changed'; follower: AccountId; followee: AccountId }
  | { type: 'follow.removed'; follower: AccountId; followee: AccountId }
  | { type: 'block.created'; blocker: AccountId; blocked: AccountId }
  | { type: 'block.removed'; blocker: AccountId; blocked: AccountId }
  | { type: 'mute.created'; muter: AccountId; muted: AccountId }
  | { type: 'mute.removed'; muter: AccountId; muted: AccountId }
  | { type: 'post.created'; post: PostId; author: AccountId }
  /** `mentioned`: whom the post did not mention before. */
  | { type: 'post.edited'; post: PostId; author: AccountId; mentioned: AccountId[] }
  | { type: 'quote.revoked'; post: PostId; quoted: PostId; author: AccountId }
  | { type: 'post.deleted'; post: PostId; author: AccountId }
  | { type: 'boost.created'; boost: PostId; post: PostId; booster: AccountId; author: AccountId }
  | { type: 'boost.removed'; boost: PostId; post: PostId; booster: AccountId; author: AccountId }
  | { type: 'favourite.created'; post: PostId; by: AccountId; author: AccountId }
  | { type: 'favourite.removed'; post: PostId; by: AccountId; author: AccountId }
  | { type: 'filters.changed'; account: AccountId }
  /** The custom emojis of this server. */
  | { type: 'emojis.changed' }
  /** Tokens of this person that open nothing any more. */
  | { type: 'access.revoked'; account: AccountId; tokens: Id[] | 'all' }
  | { type: 'report.created'; report: Id; reporter: AccountId; target: AccountId }
  | { type: 'posts.imported'; source: string; count: number }

/** One line per fact. What happens because of it stands in projections.ts and effects.ts. */
export type Event = Fact & { origin: Origin }
