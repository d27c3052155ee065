import { presentEmojisIn, type WireEmoji } from '../instance/emojis.ts'
import type { Context } from '../platform/context.ts'
import type { AccountId } from '../platform/ids.ts'
import { isOver, type Poll } from './poll.ts'

/** Mastodon's Poll entity. */
export interface WirePoll {
  id: string
  expires_at: string
  expired: boolean
  multiple: boolean
  votes_count: number
  voters_count: number
  options: { title: string; votes_count: number | null }[]
  emojis: WireEmoji[]
  voted?: boolean
  own_votes?: number[]
}

/** The author counts as somebody who has voted: there is nothing for them to choose. */
export function presentPoll(
  ctx: Pick<Context, 'origin' | 'emojis'>,
  poll: Poll,
  { viewerId, authorId, now }: { viewerId: AccountId | undefined; authorId: AccountId; now: Date },
): WirePoll {
  const expired = isOver(poll, now)
  const showsTotals = expired || !poll.hideTotals
  return {
    id: String(poll.postId),
    expires_at: poll.expiresAt.toISOString(),
    expired,
    multiple: poll.multiple,
    votes_count: poll.tallies.reduce((sum, tally) => sum + tally, 0),
    voters_count: poll.votersCount,
    options: poll.options.map((title, place) => ({
      title,
      votes_count: showsTotals ? (poll.tallies[place] ?? 0) : null,
    })),
    emojis: presentEmojisIn(ctx, poll.options),
    ...(viewerId === undefined
      ? {}
      : { voted: viewerId === authorId || poll.ownChoices !== undefined, own_votes: poll.ownChoices ?? [] }),
  }
}
