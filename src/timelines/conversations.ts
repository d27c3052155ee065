/**
 * Messages (direct posts) by thread, as each who takes part in them has them.
 * GET    /api/v1/conversations             showConversations
 * DELETE /api/v1/conversations/:id         dropConversation
 * POST   /api/v1/conversations/:id/read    readConversation
 * POST   /api/v1/conversations/:id/unread  unreadConversation
 */
import { z } from 'zod'
import { presentAccount, type WireAccount } from '../accounts/present.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { idSchema, type PostId } from '../platform/ids.ts'
import { fillPage, linkHeader, pageFields, pageOf } from '../platform/pagination.ts'
import { type HydratedPost, loadFacts } from '../posts/hydrate.ts'
import type { PostNews } from '../posts/news.ts'
import { presentPosts, type WirePost } from '../posts/present.ts'
import { loadAllowed, readsEnough } from '../posts/reading.ts'
import { mayRead } from '../posts/visibility.ts'
import {
  type Conversation,
  deleteConversation,
  findConversation,
  findConversationWith,
  listConversations,
  markConversation,
  raiseConversations,
} from './conversation-queries.ts'

/** Mastodon's Conversation entity. */
export interface WireConversation {
  id: string
  unread: boolean
  accounts: WireAccount[]
  last_status: WirePost | null
}

function present(ctx: Context, viewer: Viewer, { id, unread }: Conversation, post: HydratedPost): WireConversation {
  const people = new Map([post.author, ...post.mentioned].map((account) => [account.id, account]))
  people.delete(viewer.accountId)
  return {
    id: String(id),
    unread,
    accounts: [...people.values()].map((account) => presentAccount(ctx, account)),
    last_status: presentPosts(ctx, viewer, [post])[0]!,
  }
}

/** Those whose newest message the viewer may read, in the order they came in. */
async function presentAllowed(
  ctx: Context,
  viewer: Viewer,
  conversations: readonly Conversation[],
): Promise<{ cursor: PostId; entity: WireConversation }[]> {
  const ids = conversations.map(({ post_id }) => post_id)
  const posts = new Map((await loadAllowed(ctx, viewer.accountId, ids)).map((post) => [post.row.id, post]))
  return conversations.flatMap((conversation) => {
    const post = posts.get(conversation.post_id)
    return post ? [{ cursor: conversation.post_id, entity: present(ctx, viewer, conversation, post) }] : []
  })
}

const pageInput = z.object(pageFields(20, 40))

export const showConversations = endpoint<Viewer, z.ZodType, typeof pageInput>(
  { input: pageInput },
  async ({ ctx, viewer, input, url }) => {
    const { kept } = await fillPage(
      pageOf(input),
      (page) => listConversations(ctx.db, viewer.accountId, readsEnough(page)),
      ({ post_id }) => post_id,
      (rows) => presentAllowed(ctx, viewer, rows),
    )
    return json(
      kept.map(({ entity }) => entity),
      linkHeader(
        url,
        kept.map(({ cursor }) => cursor),
      ),
    )
  },
)

const conversationParams = z.object({ id: idSchema })

export const dropConversation = endpoint<Viewer, typeof conversationParams>(
  { params: conversationParams },
  async ({ ctx, viewer, params }) =>
    (await deleteConversation(ctx.db, viewer.accountId, params.id)) ? json({}) : notFound,
)

function mark(unread: boolean) {
  return endpoint<Viewer, typeof conversationParams>(
    { params: conversationParams },
    async ({ ctx, viewer, params }) => {
      const found = await findConversation(ctx.db, viewer.accountId, params.id)
      const [shown] = found ? await presentAllowed(ctx, viewer, [{ ...found, unread }]) : []
      if (!shown || !(await markConversation(ctx.db, viewer.accountId, params.id, unread))) return notFound
      return json(shown.entity)
    },
  )
}

export const readConversation = mark(false)
export const unreadConversation = mark(true)

/** The conversation that a message was the last to change, as the viewer has it. */
export async function presentConversationWith(
  ctx: Context,
  viewer: Viewer,
  post: PostId,
): Promise<WireConversation | undefined> {
  const found = await findConversationWith(ctx.db, viewer.accountId, post)
  return found && (await presentAllowed(ctx, viewer, [found]))[0]?.entity
}

/** What a new message changes: everybody who may read it has it in a conversation, unread but for its author. */
export async function noteMessage(tx: Db, ctx: Pick<Context, 'newId' | 'clock'>, { row: post, mentioned }: PostNews) {
  if (post.visibility !== 'direct') return
  const { id } = post
  // Whoever may not read it is not to be found out by the ids that follow.
  const conversation = ctx.newId()
  const participants = []
  for (const account of new Set([post.author_id, ...mentioned])) {
    const [facts] = await loadFacts({ db: tx, clock: ctx.clock }, account, [id])
    if (facts && mayRead(facts, account)) participants.push({ account, unread: account !== post.author_id })
  }
  await raiseConversations(tx, {
    id: conversation,
    post: id,
    thread: post.thread_id,
    participants,
    now: ctx.clock.now(),
  })
}
