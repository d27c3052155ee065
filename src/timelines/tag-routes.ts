/**
 * GET  /api/v1/tags/:name             showTag
 * POST /api/v1/tags/:name/follow      followTag
 * POST /api/v1/tags/:name/unfollow    unfollowTag
 * GET  /api/v1/followed_tags          showFollowedTags
 */
import { z } from 'zod'
import { dayMs, utcDay } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, invalid } from '../platform/failure.ts'
import { endpoint, json, type Reply, type Viewer } from '../platform/http.ts'
import { type AccountId, firstIdAt } from '../platform/ids.ts'
import { linkHeader, pageFields, pageOf } from '../platform/pagination.ts'
import { normalizeHashtag, parseText } from '../platform/text.ts'
import { write } from '../platform/transaction.ts'
import { tagUrl } from '../posts/present.ts'
import {
  countTagUses,
  deleteFollowedTag,
  findTagName,
  insertFollowedTag,
  listFollowedTags,
  lockFollowedTags,
  selectFollowedTags,
} from './tag-queries.ts'

/** Mastodon's Tag entity. */
export interface WireTagWithHistory {
  id: string
  name: string
  url: string
  history: { day: string; uses: string; accounts: string }[]
  following?: boolean
  featuring?: boolean
}

type Named = { tag: string; name: string }

const historyDays = 7
const mostFollowedTags = 250

/** Each with how often it was used on each of the last seven days, today first. */
async function presentTags(
  ctx: Context,
  tags: readonly Named[],
  following: ((tag: string) => boolean) | undefined,
): Promise<WireTagWithHistory[]> {
  const today = ctx.clock.now().getTime()
  const days = Array.from({ length: historyDays }, (_, ago) => utcDay(new Date(today - ago * dayMs)))
  const since = new Date(`${days.at(-1)}T00:00:00Z`)
  const uses = await countTagUses(
    ctx.db,
    tags.map(({ tag }) => tag),
    firstIdAt(since),
  )
  const used = new Map(uses.map((use) => [`${use.day} ${use.tag}`, use]))
  return tags.map(({ tag, name }) => ({
    // A hashtag is known by its name alone.
    id: tag,
    name,
    url: tagUrl(ctx, tag),
    history: days.map((day) => ({
      day: String(Date.parse(`${day}T00:00:00Z`) / 1_000),
      uses: String(used.get(`${day} ${tag}`)?.uses ?? 0),
      accounts: String(used.get(`${day} ${tag}`)?.accounts ?? 0),
    })),
    ...(following ? { following: following(tag), featuring: false } : {}),
  }))
}

/** Whatever a post could hold as a hashtag, with or without the sign; anything else is "not found". */
const tagParams = z.object({
  name: z
    .string()
    .max(300)
    .transform((name, refinement) => {
      const [found] = parseText(`#${name.replace(/^[#＃]/, '')}`).hashtags
      if (found !== undefined && `#${found}`.length === `#${name.replace(/^[#＃]/, '')}`.length) return found
      refinement.addIssue('must be a hashtag')
      return z.NEVER
    }),
})

async function answerTag(ctx: Context, viewer: Viewer | undefined, written: string): Promise<Reply> {
  const tag = normalizeHashtag(written)
  const name = (await findTagName(ctx.db, tag)) ?? written
  const followed = viewer && (await selectFollowedTags(ctx.db, viewer.accountId))
  const [entity] = await presentTags(ctx, [{ tag, name }], followed && ((each) => followed.has(each)))
  return json(entity)
}

export const showTag = endpoint<Viewer | undefined, typeof tagParams>(
  { params: tagParams },
  async ({ ctx, viewer, params }) => answerTag(ctx, viewer, params.name),
)

function followHashtag(ctx: Context, viewerId: AccountId, name: string): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    await lockFollowedTags(tx, viewerId)
    const tag = normalizeHashtag(name)
    await insertFollowedTag(tx, viewerId, { id: ctx.newId(), tag, name, now: ctx.clock.now() })
    if ((await selectFollowedTags(tx, viewerId)).size > mostFollowedTags)
      return invalid(
        `Validation failed: You follow ${mostFollowedTags} hashtags, as many as one may: unfollow one first`,
      )
    return undefined
  })
}

export const followTag = endpoint<Viewer, typeof tagParams>(
  { params: tagParams },
  async ({ ctx, viewer, params }) =>
    (await followHashtag(ctx, viewer.accountId, params.name)) ?? answerTag(ctx, viewer, params.name),
)

export const unfollowTag = endpoint<Viewer, typeof tagParams>(
  { params: tagParams },
  async ({ ctx, viewer, params }) => {
    await deleteFollowedTag(ctx.db, viewer.accountId, normalizeHashtag(params.name))
    return answerTag(ctx, viewer, params.name)
  },
)

const pageInput = z.object(pageFields(100, 200))

export const showFollowedTags = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput },
  async ({ ctx, viewer, input, url }) => {
    const tags = await listFollowedTags(ctx.db, viewer.accountId, pageOf(input))
    return json(
      await presentTags(ctx, tags, () => true),
      linkHeader(
        url,
        tags.map(({ cursor }) => cursor),
      ),
    )
  },
)
