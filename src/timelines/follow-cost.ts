/**
 * GET /api/twoway/v1/people/:account_id/volume  showFollowCost
 * What somebody would bring into my channel, and what is in it already, from the last 28 days: the price of a follow,
 * said before it is made. Counted by the channel's own rules, and only from posts I may read.
 */

import { z } from 'zod'
import { openDials } from '../follows/dials.ts'
import type { Words } from '../messages/words.ts'
import { dayMs } from '../platform/clock.ts'
import { isFailure } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { type AccountId, firstIdAt, idTime, type PostId } from '../platform/ids.ts'
import { wireCount, wireId } from '../platform/wire.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { selectByAuthor } from '../posts/queries.ts'
import { belongsInHome, boostWindow, isRepeatedBoost, mayRead, type PostFacts } from '../posts/visibility.ts'
import { personalHeaders, tieParams } from '../ties/routes.ts'
import { findOther } from '../ties/tie.ts'
import { withoutTheRest } from './best.ts'
import { type Flow, flowOf, windowDays } from './flow.ts'
import { homeChoices } from './home.ts'
import { selectHome } from './queries.ts'

/** Newest entries that are looked at; who has more is judged by the days these cover. */
const mostEntries = 1_000

export type FollowCost = { theirs: Flow | undefined; channel: Flow | undefined }

/** As if I followed them with everything on. */
function followed(post: PostFacts): PostFacts {
  const stance = { ...post.author.stance, ...openDials, followState: 'accepted' as const }
  return { ...post, author: { ...post.author, stance } }
}

/** From when on everything has been counted: `since`, or later where there was more than is looked at. */
const countedFrom = (ids: readonly PostId[], since: Date | undefined) =>
  ids.length === mostEntries ? idTime(ids.at(-1)!) : since

const firstOf = (ids: readonly PostId[]) => (ids.length > 0 ? idTime(ids.at(-1)!) : undefined)
const earlier = (one: Date, other: Date | undefined) => (other && other < one ? other : one)

export async function loadFollowCost(
  reader: Reader,
  me: AccountId,
  other: { id: AccountId; created_at: Date },
): Promise<FollowCost> {
  const now = reader.clock.now()
  const page = { sinceId: firstIdAt(new Date(now.getTime() - windowDays * dayMs)) - 1, limit: mostEntries }
  const everything = { withoutReplies: false, withoutBoosts: false, withMedia: false, tag: undefined }
  const [choices, theirIds, homeIds] = await Promise.all([
    homeChoices(reader.db, me),
    selectByAuthor(reader.db, other.id, { id: me, readsPrivate: true, readsAll: false }, everything, page),
    selectHome(reader.db, me, page),
  ])
  const theirs = (await loadFacts(reader, me, theirIds)).filter(
    (post) => mayRead(post, me) && belongsInHome(followed(post), me, choices),
  )
  const belonging = (await loadFacts(reader, me, homeIds)).filter((post) => belongsInHome(post, me, choices))
  const entries = await withoutTheRest(reader, me, choices, belonging)
  const channel = entries.filter(
    (entry, index) => !isRepeatedBoost(entry, entries.slice(Math.max(0, index - boostWindow), index)),
  )
  return {
    theirs: flowOf(theirs.length, countedFrom(theirIds, earlier(other.created_at, firstOf(theirIds))), now),
    channel: flowOf(channel.length, countedFrom(homeIds, firstOf(homeIds)), now),
  }
}

const presentFlow = (flow: Flow | undefined) =>
  flow ? { posts: flow.posts, days: flow.days, per_day: flow.perDay } : null

const flowAnswer = z
  .strictObject({
    posts: wireCount,
    days: wireCount.describe('that were counted, 28 at most'),
    per_day: z.number().min(0),
  })
  .nullable()
  .describe('null: too new to tell')
const answer = z
  .strictObject({ account_id: wireId, theirs: flowAnswer, channel: flowAnswer, sentence: z.string() })
  .meta({ id: 'FollowCost' })

export const showFollowCost = endpoint<Viewer, typeof tieParams>(
  {
    params: tieParams,
    answer,
    about: 'How many posts a day somebody would bring into my channel, and how many it has, from the last 28 days.',
  },
  async ({ ctx, viewer, words, params }) => {
    const account = await findOther(ctx, viewer.accountId, params.account_id)
    if (isFailure(account)) return account
    const cost = await loadFollowCost(ctx, viewer.accountId, account)
    return json(presentFollowCost(words, account.id, cost), personalHeaders)
  },
)

export function presentFollowCost({ unfollowing }: Words, account: AccountId, { theirs, channel }: FollowCost) {
  return {
    account_id: String(account),
    theirs: presentFlow(theirs),
    channel: presentFlow(channel),
    sentence: unfollowing.costSentence({ theirs, channel }),
  }
}
export type WireFollowCost = ReturnType<typeof presentFollowCost>
