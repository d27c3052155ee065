/**
 * POST   /api/v1/statuses               publishPost
 * GET    /api/v1/statuses               showPosts
 * GET    /api/v1/statuses/:id           showPost
 * DELETE /api/v1/statuses/:id           removePost
 * GET    /api/v1/statuses/:id/context   showContext
 * GET    /api/v1/statuses/:id/source    showSource
 * GET    /api/v1/statuses/:id/history   showHistory
 * POST   /api/v1/statuses/:id/…         favourite unfavourite reblog unreblog bookmark unbookmark pin unpin mute unmute
 */
import { z } from 'zod'
import { quotePolicyField } from '../auth/quote-policy.ts'
import type { Context } from '../platform/context.ts'
import { type Failure, isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, type Reply, type Viewer } from '../platform/http.ts'
import { type AccountId, idSchema, type PostId, postIdSchema } from '../platform/ids.ts'
import { deletePost } from './actions.ts'
import { readConversation, shortThread, wholeThread } from './conversation.ts'
import { selectVersions } from './edit-queries.ts'
import { languageField, replyPolicyField, textField, timeField, unlessEmpty } from './fields.ts'
import type { HydratedPost } from './hydrate.ts'
import { pinPost, unpinPost } from './pins.ts'
import { pollInput } from './poll-routes.ts'
import { visibilities } from './post.ts'
import { presentDeletedPost, presentHistory, presentPosts, presentSource } from './present.ts'
import { createPost, type Draft } from './publish.ts'
import {
  bookmarkPost,
  boostPost,
  favouritePost,
  muteThreadOf,
  unbookmarkPost,
  unboostPost,
  unfavouritePost,
  unmuteThreadOf,
} from './reactions.ts'
import { loadAllowed, loadReadable } from './reading.ts'
import { schedulePost } from './scheduled.ts'
import { presentScheduled } from './scheduled-present.ts'

export const postParams = z.object({ id: postIdSchema })

export async function answerPost(ctx: Context, viewer: Viewer | undefined, id: PostId): Promise<Reply | Failure> {
  const post = await loadReadable(ctx, viewer?.accountId, id)
  return post ? json(presentPosts(ctx, viewer, [post])[0]) : notFound
}

// ---- Writing

const publishInput = z.object({
  status: unlessEmpty(textField),
  spoiler_text: unlessEmpty(textField),
  sensitive: unlessEmpty(booleanField),
  visibility: unlessEmpty(z.enum(visibilities, 'must be public, unlisted, private or direct')),
  language: unlessEmpty(languageField),
  in_reply_to_id: unlessEmpty(postIdSchema),
  media_ids: unlessEmpty(listField(idSchema, 100)),
  poll: unlessEmpty(pollInput),
  scheduled_at: unlessEmpty(timeField),
  quoted_status_id: unlessEmpty(postIdSchema),
  quote_approval_policy: unlessEmpty(quotePolicyField),
  reply_policy: unlessEmpty(replyPolicyField),
})

export const publishPost = endpoint<Viewer, z.ZodType, typeof publishInput>(
  { input: publishInput },
  async ({ ctx, viewer, grant, input, headers }) => {
    const writer = { accountId: viewer.accountId, clientId: grant?.clientId }
    const draft: Draft = {
      text: input.status ?? '',
      spoilerText: input.spoiler_text ?? '',
      sensitive: input.sensitive,
      visibility: input.visibility,
      language: input.language,
      inReplyToId: input.in_reply_to_id,
      quotedId: input.quoted_status_id,
      replyPolicy: input.reply_policy,
      quotePolicy: input.quote_approval_policy,
      poll: input.poll,
      mediaIds: input.media_ids,
    }
    const idempotencyKey = headers.get('idempotency-key') || undefined
    if (input.scheduled_at) {
      const scheduled = await schedulePost(ctx, writer, draft, input.scheduled_at, idempotencyKey)
      return isFailure(scheduled) ? scheduled : json(await presentScheduled(ctx, scheduled))
    }
    const published = await createPost(ctx, writer, draft, idempotencyKey)
    if (isFailure(published)) return published
    const { id, written } = published
    return written ? json(presentPosts(ctx, viewer, [written])[0]) : answerPost(ctx, viewer, id)
  },
)

const removeInput = z.object({ delete_media: booleanField.default(false) })

export const removePost = endpoint<Viewer, typeof postParams, typeof removeInput>(
  { params: postParams, input: removeInput },
  async ({ ctx, viewer, params, input }) => {
    const post = await deletePost(ctx, viewer.accountId, params.id, { withMedia: input.delete_media })
    return isFailure(post) ? post : json(presentDeletedPost(ctx, viewer, post))
  },
)

// ---- Reading

export const showPost = endpoint<Viewer | undefined, typeof postParams>(
  { params: postParams },
  async ({ ctx, viewer, params }) => answerPost(ctx, viewer, params.id),
)

const manyInput = z.object({ id: listField(postIdSchema, 20).default([]) })

export const showPosts = endpoint<Viewer | undefined, z.ZodType, typeof manyInput>(
  { input: manyInput },
  async ({ ctx, viewer, input }) => {
    const posts = await loadAllowed(ctx, viewer?.accountId, [...new Set(input.id)])
    return json(presentPosts(ctx, viewer, posts))
  },
)

export const showSource = endpoint<Viewer, typeof postParams>(
  { params: postParams },
  async ({ ctx, viewer, params }) => {
    const post = await loadReadable(ctx, viewer.accountId, params.id)
    return post ? json(presentSource(post)) : notFound
  },
)

export const showHistory = endpoint<Viewer | undefined, typeof postParams>(
  { params: postParams },
  async ({ ctx, viewer, params }) => {
    const found = await loadReadable(ctx, viewer?.accountId, params.id)
    if (!found) return notFound
    const post = found.boosted ?? found
    return json(presentHistory(ctx, viewer, post, await selectVersions(ctx.db, post.row.id)))
  },
)

export const showContext = endpoint<Viewer | undefined, typeof postParams>(
  { params: postParams },
  async ({ ctx, viewer, params }) => {
    const post = await loadReadable(ctx, viewer?.accountId, params.id)
    if (!post) return notFound
    const { above, below } = await readConversation(ctx, viewer?.accountId, post, viewer ? wholeThread : shortThread)
    const answersItself = ({ row }: HydratedPost) => row.in_reply_to_account_id === row.author_id
    return json({
      ancestors: presentPosts(ctx, viewer, above),
      // Authors who go on talking come first, as in Mastodon.
      descendants: presentPosts(ctx, viewer, [
        ...below.filter(answersItself),
        ...below.filter((answer) => !answersItself(answer)),
      ]),
    })
  },
)

// ---- Reacting

function reactToPost(react: (ctx: Context, viewerId: AccountId, id: PostId) => Promise<Failure | undefined>) {
  return endpoint<Viewer, typeof postParams>({ params: postParams }, async ({ ctx, viewer, params }) => {
    const failure = await react(ctx, viewer.accountId, params.id)
    return failure ?? answerPost(ctx, viewer, params.id)
  })
}

export const favourite = reactToPost(favouritePost)
export const unfavourite = reactToPost(unfavouritePost)
export const unreblog = reactToPost(unboostPost)
export const bookmark = reactToPost(bookmarkPost)
export const unbookmark = reactToPost(unbookmarkPost)
export const pin = reactToPost(pinPost)
export const unpin = reactToPost(unpinPost)
export const muteThread = reactToPost(muteThreadOf)
export const unmuteThread = reactToPost(unmuteThreadOf)

const boostInput = z.object({
  visibility: unlessEmpty(z.enum(['public', 'unlisted', 'private'], 'must be public, unlisted or private')),
})

/** Answers with the boost, which holds the post. */
export const reblog = endpoint<Viewer, typeof postParams, typeof boostInput>(
  { params: postParams, input: boostInput },
  async ({ ctx, viewer, grant, params, input }) => {
    const booster = { accountId: viewer.accountId, clientId: grant?.clientId }
    const boostId = await boostPost(ctx, booster, params.id, input.visibility)
    return isFailure(boostId) ? boostId : answerPost(ctx, viewer, boostId)
  },
)
