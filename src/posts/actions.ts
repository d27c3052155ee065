import { createHash } from 'node:crypto'
import { loadUser } from '../auth/queries.ts'
import type { QuotePolicy } from '../auth/quote-policy.ts'
import { attachMedia, keptUntil } from '../media/actions.ts'
import { detachMedia } from '../media/queries.ts'
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, forbidden, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { write } from '../platform/transaction.ts'
import { type HydratedPost, loadFacts, loadPosts, type Reader } from './hydrate.ts'
import { deletePin } from './pin-queries.ts'
import { checkPoll, type NewPoll } from './poll.ts'
import { insertPoll } from './poll-queries.ts'
import { countsForItsAuthor, countsUnderItsParent, quotePolicyFor, type ReplyPolicy, type Visibility } from './post.ts'
import {
  addToAuthor,
  countDown,
  countUp,
  deleteOldIdempotencyKeys,
  findThread,
  holdThreads,
  insertMentions,
  insertPost,
  insertTags,
  lockPost,
  markDeleted,
  type PostCount,
  type RemovedPost,
  takeFromAuthors,
  takeIdempotencyKey,
} from './queries.ts'
import { deleteBoost } from './reaction-queries.ts'
import { mayQuote, mayRead, mayReply, type PostFacts } from './visibility.ts'
import { checkWords, composeText, type Words } from './words.ts'

/** Undefined fields follow the author's preferences. */
export type Draft = {
  text: string
  spoilerText: string
  sensitive: boolean | undefined
  visibility: Visibility | undefined
  language: string | undefined
  inReplyToId: PostId | undefined
  quotedId?: PostId | undefined
  replyPolicy?: ReplyPolicy | undefined
  quotePolicy?: QuotePolicy | undefined
  poll?: NewPoll | undefined
  /** Pictures that were uploaded before; none with a poll. */
  mediaIds?: readonly Id[] | undefined
}

export type Writer = { accountId: AccountId; clientId: string | undefined }

const idempotencyKeyMs = dayMs
const oldKeysAtOnce = 100
const parentNotFound: Failure = {
  failure: 'not-found',
  message: 'The post you are trying to reply to does not appear to exist',
}
const quotedNotFound: Failure = {
  failure: 'not-found',
  message: 'The post you are trying to quote does not appear to exist',
}
const repliesLimited = forbidden('The author has limited who may reply here: favourite or boost the post instead')
export const pollWithPictures = invalid(
  'Validation failed: A post holds either pictures or a poll: leave one of them out',
)
const mayNotWrite = forbidden('Your account may not post at the moment')

/** Also the answer to anything that only some may do with a post they can read. */
export const notAllowed = forbidden('This action is not allowed')

/**
 * A post as an active person may read it, kept from being deleted until the transaction ends. A boost leads to what it
 * boosts.
 */
export async function lockReadable(tx: Reader, viewerId: AccountId, id: PostId): Promise<PostFacts | Failure> {
  if (!(await lockPost(tx.db, viewerId, id))) return notFound
  const [post] = await loadFacts(tx, viewerId, [id])
  if (!post || !mayRead(post, viewerId)) return notFound
  return post.boosted ?? post
}

export type CheckedDraft = { words: Words; poll: NewPoll | undefined; mediaIds: readonly Id[] }

/** What can be said of a draft without looking at anything else. */
export function checkDraft(draft: Draft): CheckedDraft | Failure {
  const { mediaIds = [] } = draft
  const words = checkWords(draft, mediaIds.length > 0)
  if (isFailure(words)) return words
  const poll = draft.poll && checkPoll(draft.poll)
  if (isFailure(poll)) return poll
  return poll && mediaIds.length > 0 ? pollWithPictures : { words, poll, mediaIds }
}

export type Surroundings = { parent: PostFacts | undefined; quoted: PostFacts | undefined }

/** What a draft answers and quotes, if its writer may, kept as it is until the transaction ends. */
export async function lockSurroundings(
  tx: Reader,
  writerId: AccountId,
  { inReplyToId, quotedId }: Pick<Draft, 'inReplyToId' | 'quotedId'>,
): Promise<Surroundings | Failure> {
  await holdThreads(
    tx.db,
    [inReplyToId, quotedId].filter((id) => id !== undefined),
  )
  const parent = inReplyToId === undefined ? undefined : await lockReadable(tx, writerId, inReplyToId)
  if (isFailure(parent)) return parentNotFound
  if (parent && !mayReply(parent, writerId)) return repliesLimited
  const quoted = quotedId === undefined ? undefined : await lockReadable(tx, writerId, quotedId)
  if (isFailure(quoted) || (quoted && !mayQuote(quoted, writerId))) return quotedNotFound
  return { parent, quoted }
}

/** What a post for followers quotes stays among followers. */
function visibilityWithQuote(wanted: Visibility, quoted: PostFacts | undefined): Visibility {
  return quoted?.visibility === 'private' && wanted !== 'direct' ? 'private' : wanted
}

/** In the order of ids, in which all rows of counts are locked. */
async function countUnder(
  tx: Db,
  change: typeof countUp,
  counts: readonly [id: PostId | null | undefined, count: PostCount][],
) {
  for (const [id, count] of counts.toSorted(([a], [b]) => (a ?? 0) - (b ?? 0))) if (id) await change(tx, id, count)
}

/**
 * Publishes a post. A repeated idempotency key gives the post that was made with it within the last day. `claim` goes
 * first in the same transaction: the post is written only if it answers with no failure.
 */
export async function createPost(
  ctx: Context,
  author: Writer,
  draft: Draft,
  idempotencyKey?: string,
  claim?: (tx: Db) => Promise<Failure | undefined>,
): Promise<PostId | Failure> {
  const checked = checkDraft(draft)
  if (isFailure(checked)) return checked
  const { words, poll, mediaIds } = checked
  const now = ctx.clock.now()
  const oldest = new Date(now.getTime() - idempotencyKeyMs)
  const id = ctx.newId<PostId>()

  return write<PostId>(ctx, async (tx, emit) => {
    const refusal = await claim?.(tx)
    if (refusal) return refusal
    if (idempotencyKey !== undefined) {
      const key = createHash('sha256').update(idempotencyKey).digest('hex')
      const holder = await takeIdempotencyKey(tx, { accountId: author.accountId, key, postId: id, now, oldest })
      if (holder !== id) return holder
      await deleteOldIdempotencyKeys(tx, oldest, oldKeysAtOnce)
    }
    const surroundings = await lockSurroundings({ ...ctx, db: tx }, author.accountId, draft)
    if (isFailure(surroundings)) return surroundings
    const { parent, quoted } = surroundings

    const preferences = await loadUser(tx, author.accountId)
    const wanted = draft.visibility ?? preferences?.default_visibility ?? 'public'
    const visibility = visibilityWithQuote(wanted, quoted)
    const threadId = parent && (await findThread(tx, parent.id))
    const { html, mentionedIds, tags } = await composeText(tx, ctx, words.text)
    const isWritten = await insertPost(tx, {
      id,
      author_id: author.accountId,
      text: words.text,
      html,
      spoiler_text: words.spoilerText,
      sensitive: (draft.sensitive ?? preferences?.default_sensitive ?? false) || words.spoilerText !== '',
      visibility,
      language: draft.language ?? preferences?.default_language ?? null,
      in_reply_to_id: parent?.id ?? null,
      in_reply_to_account_id: parent?.author.id ?? null,
      thread_id: threadId ?? id,
      boost_of: null,
      boost_of_author_id: null,
      reply_policy: draft.replyPolicy ?? 'everyone',
      quote_policy: quotePolicyFor(visibility, draft.quotePolicy ?? preferences?.default_quote_policy ?? 'everyone'),
      quote_of: quoted?.id ?? null,
      quote_state: quoted ? 'accepted' : null,
      client_id: author.clientId ?? null,
      created_at: now,
    })
    if (!isWritten) return mayNotWrite
    const unattachable =
      mediaIds.length > 0 && (await attachMedia(tx, { accountId: author.accountId, postId: id, mediaIds, now }))
    if (unattachable) return unattachable
    await insertMentions(tx, id, mentionedIds)
    await insertTags(tx, id, tags)
    if (poll) {
      const expiresAt = new Date(now.getTime() + poll.openSeconds * 1_000)
      await insertPoll(tx, id, poll, { expiresAt, now })
      await enqueueJob(tx, ctx, { kind: 'poll.end', post: id }, expiresAt)
    }
    if (countsUnderItsParent(visibility))
      await countUnder(tx, countUp, [
        [parent?.id, 'replies_count'],
        [quoted?.id, 'quotes_count'],
      ])
    if (countsForItsAuthor(visibility)) await addToAuthor(tx, author.accountId, now)
    emit({ type: 'post.created', post: id, author: author.accountId, origin: 'live' })
    return id
  })
}

/** Takes a post that has just been marked deleted out of the counts. */
export async function countOut(tx: Db, removed: RemovedPost) {
  const { boost_of: boosted, in_reply_to_id: parent } = removed
  if (boosted !== null) await deleteBoost(tx, removed.author_id, boosted)
  await deletePin(tx, removed.author_id, removed.id)
  if (countsUnderItsParent(removed.visibility))
    await countUnder(tx, countDown, [
      [boosted ?? parent, boosted === null ? 'replies_count' : 'boosts_count'],
      [removed.quote_state === 'accepted' ? removed.quote_of : null, 'quotes_count'],
    ])
  if (countsForItsAuthor(removed.visibility)) await takeFromAuthors(tx, new Map([[removed.author_id, 1]]))
}

/**
 * Deletes one of one's own posts or boosts: invisible at once, erased by a job. Returns it as it was. Its pictures can be
 * posted again for a day, unless they are to go at once.
 */
export async function deletePost(
  ctx: Context,
  viewerId: AccountId,
  id: PostId,
  { withMedia = false }: { withMedia?: boolean } = {},
): Promise<HydratedPost | Failure> {
  return write<HydratedPost>(ctx, async (tx, emit) => {
    const [post] = await loadPosts({ ...ctx, db: tx }, viewerId, [id])
    const now = ctx.clock.now()
    const removed = await markDeleted(tx, id, viewerId, now)
    if (!post || !removed) return notFound
    await detachMedia(tx, id, withMedia ? now : keptUntil(now))
    await countOut(tx, removed)
    const { author_id: author, boost_of, boost_of_author_id } = removed
    if (boost_of !== null && boost_of_author_id !== null)
      emit({
        type: 'boost.removed',
        boost: id,
        post: boost_of,
        booster: author,
        author: boost_of_author_id,
        origin: 'live',
      })
    else emit({ type: 'post.deleted', post: id, author, origin: 'live' })
    return post
  })
}
