/**
 * POST   /api/v1/statuses               publishPost
 * GET    /api/v1/statuses               showPosts
 * GET    /api/v1/statuses/:id           showPost
 * DELETE /api/v1/statuses/:id           removePost
 * GET    /api/v1/statuses/:id/context   showContext
 * GET    /api/v1/statuses/:id/source    showSource
 * POST   /api/v1/statuses/:id/…         favourite unfavourite reblog unreblog bookmark unbookmark mute unmute
 */
import { z } from 'zod'
import type { Context } from '../platform/context.ts'
import { type Failure, invalid, isFailure, notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, listField, type Reply, type Viewer } from '../platform/http.ts'
import { type AccountId, type PostId, postIdSchema } from '../platform/ids.ts'
import { createPost, deletePost } from './actions.ts'
import { readConversation, shortThread, wholeThread } from './conversation.ts'
import type { HydratedPost } from './hydrate.ts'
import { visibilities } from './post.ts'
import { presentDeletedPost, presentPosts, presentSource } from './present.ts'
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

export const postParams = z.object({ id: postIdSchema })

async function answerPost(ctx: Context, viewer: Viewer | undefined, id: PostId): Promise<Reply | Failure> {
  const post = await loadReadable(ctx, viewer?.accountId, id)
  return post ? json(presentPosts(ctx, viewer, [post])[0]) : notFound
}

// ---- Writing

const isEmptyValue = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0)
const orAbsent = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (isEmptyValue(value) ? undefined : value), schema.optional())

const text = z.string('must be text')
const language = text.regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/, 'must be a language code such as en')

const publishInput = z.object({
  status: orAbsent(text),
  spoiler_text: orAbsent(text),
  sensitive: orAbsent(booleanField),
  visibility: orAbsent(z.enum(visibilities, 'must be public, unlisted, private or direct')),
  language: orAbsent(language),
  in_reply_to_id: orAbsent(z.coerce.string().pipe(postIdSchema)),
  media_ids: z.unknown().optional(),
  poll: z.unknown().optional(),
  scheduled_at: z.unknown().optional(),
  quoted_status_id: z.unknown().optional(),
})

const notYet = {
  media_ids: 'Posts cannot carry media on this server yet: post without them',
  poll: 'Posts cannot carry polls on this server yet: post without one',
  scheduled_at: 'Posts cannot be scheduled on this server yet: post when it is time',
  quoted_status_id: 'Posts cannot quote others on this server yet: put a link to the post into the text',
}

export const publishPost = endpoint<Viewer, z.ZodType, typeof publishInput>(
  { input: publishInput },
  async ({ ctx, viewer, grant, input, headers }) => {
    for (const [field, sentence] of Object.entries(notYet))
      if (!isEmptyValue(input[field as keyof typeof notYet])) return invalid(`Validation failed: ${sentence}`)
    const id = await createPost(
      ctx,
      { accountId: viewer.accountId, clientId: grant?.clientId },
      {
        text: input.status ?? '',
        spoilerText: input.spoiler_text ?? '',
        sensitive: input.sensitive,
        visibility: input.visibility,
        language: input.language,
        inReplyToId: input.in_reply_to_id,
      },
      headers.get('idempotency-key') || undefined,
    )
    return isFailure(id) ? id : answerPost(ctx, viewer, id)
  },
)

export const removePost = endpoint<Viewer, typeof postParams>(
  { params: postParams },
  async ({ ctx, viewer, params }) => {
    const post = await deletePost(ctx, viewer.accountId, params.id)
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
export const muteThread = reactToPost(muteThreadOf)
export const unmuteThread = reactToPost(unmuteThreadOf)

const boostInput = z.object({
  visibility: orAbsent(z.enum(['public', 'unlisted', 'private'], 'must be public, unlisted or private')),
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
