import type { Selectable } from 'kysely'
import type { QuotePolicy } from '../auth/quote-policy.ts'
import type { AccountId } from '../platform/ids.ts'
import type { PostsTable } from '../platform/schema.ts'

export const visibilities = ['public', 'unlisted', 'private', 'direct'] as const
export type Visibility = (typeof visibilities)[number]

/** Who may reply. followed: whom the author follows, and whom the post mentions. The author always may. */
export const replyPolicies = ['everyone', 'followed', 'mentioned', 'nobody'] as const
export type ReplyPolicy = (typeof replyPolicies)[number]

export function quotePolicyFor(visibility: Visibility, wanted: QuotePolicy): QuotePolicy {
  return visibility === 'public' || visibility === 'unlisted' ? wanted : 'nobody'
}

/** Whether the author of a quoted post agrees to that quote. */
export type Consent = 'pending' | 'accepted' | 'rejected' | 'revoked'

/** A hashtag as it is compared, and as this post spells it. */
export type PostTag = { tag: string; name: string }

/** A post with its counts, whom and what it names, the app it was written with, and the state of its author. */
export type StoredPost = Omit<
  Selectable<PostsTable>,
  'visibility' | 'reply_policy' | 'quote_policy' | 'quote_state'
> & {
  visibility: Visibility
  reply_policy: ReplyPolicy
  quote_policy: QuotePolicy
  quote_state: Consent | null
  /** Of the first post of the thread, where it is another one and has not been deleted. */
  root_author_id: AccountId | null
  root_reply_policy: ReplyPolicy | null
  replies_count: number
  boosts_count: number
  favourites_count: number
  quotes_count: number
  app_name: string | null
  app_website: string | null
  /** In the order of their ids. */
  mentioned_ids: AccountId[]
  tags: PostTag[]
  has_poll: boolean
  has_media: boolean
  author_is_hidden: boolean
  author_is_silenced: boolean
}

/** Characters of text and content warning together, as `countCharacters` counts them. */
export const maxPostCharacters = 500

/** Only replies and boosts that anyone may find count towards the numbers under a post. */
export function countsUnderItsParent(visibility: Visibility): boolean {
  return visibility === 'public' || visibility === 'unlisted'
}

/** A direct post is a message: it does not count towards how much somebody posts. */
export function countsForItsAuthor(visibility: Visibility): boolean {
  return visibility !== 'direct'
}
