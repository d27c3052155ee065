/** How what somebody wrote becomes a post. Posts that stand alone are written several at once. */
import { createHash } from 'node:crypto'
import { loadUsers } from '../auth/queries.ts'
import type { QuotePolicy } from '../auth/quote-policy.ts'
import type { User } from '../auth/user.ts'
import { attachMedia } from '../media/actions.ts'
import { batched } from '../platform/batch.ts'
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, failedValidation, failing, isFailure } from '../platform/failure.ts'
import type { Id, PostId } from '../platform/ids.ts'
import { enqueueJob } from '../platform/jobs.ts'
import { write } from '../platform/transaction.ts'
import { countUnder, lockReadable, type Writer } from './actions.ts'
import { type HydratedPost, hydrateWritten, type Reader } from './hydrate.ts'
import { checkPoll, type NewPoll } from './poll.ts'
import { insertPoll } from './poll-queries.ts'
import { countsUnderItsParent, quotePolicyFor, type ReplyPolicy, type StoredPost, type Visibility } from './post.ts'
import {
  countUp,
  deleteOldIdempotencyKeys,
  findThread,
  holdThreads,
  insertMentions,
  insertPosts,
  insertTags,
  type NewPost,
  takeIdempotencyKeys,
} from './queries.ts'
import { mayQuote, mayReply, type PostFacts } from './visibility.ts'
import { type ComposedText, checkWords, composeText, composeTexts, type Words } from './words.ts'

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

const idempotencyKeyMs = dayMs
const oldKeysAtOnce = 100
const parentNotFound = failing('not-found', (words) => words.parentGone)
const quotedNotFound = failing('not-found', (words) => words.quotedGone)
const repliesLimited = failing('forbidden', (words) => words.repliesLimited)
export const pollWithPictures = failedValidation((words) => words.pollWithPictures)
const mayNotWrite = failing('forbidden', (words) => words.mayNotWrite)

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
  writerId: Writer['accountId'],
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

/** A draft that has been checked, under the id it will have. */
type Publication = {
  id: PostId
  author: Writer
  draft: Draft
  checked: CheckedDraft
  now: Date
  /** Its idempotency key, as it is stored. */
  key: string | undefined
}

/** `written`: the post as its author sees it, where it has just been made and is nothing but words. */
export type Published = { id: PostId; written?: HydratedPost | undefined }

/** The post as it is stored. What it leaves open its author's preferences say. */
function newPost(
  { id, author, draft, checked: { words }, now }: Publication,
  { html }: ComposedText,
  preferences: User | undefined,
  { parent, quoted, threadId }: Partial<Surroundings> & { threadId: PostId },
): NewPost {
  const wanted = draft.visibility ?? preferences?.default_visibility ?? 'public'
  const visibility = visibilityWithQuote(wanted, quoted)
  return {
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
    thread_id: threadId,
    boost_of: null,
    boost_of_author_id: null,
    reply_policy: draft.replyPolicy ?? 'everyone',
    quote_policy: quotePolicyFor(visibility, draft.quotePolicy ?? preferences?.default_quote_policy ?? 'everyone'),
    quote_of: quoted?.id ?? null,
    quote_state: quoted ? 'accepted' : null,
    client_id: author.clientId ?? null,
    created_at: now,
  }
}

/** The posts that hold the keys, by the ids of those that have one: another's where a key has been used before. */
async function takeKeys(tx: Db, posts: readonly Publication[]): Promise<Map<PostId, PostId>> {
  const keyed = posts.flatMap(({ id, author, key, now }) =>
    key === undefined ? [] : { accountId: author.accountId, key, postId: id, now },
  )
  const [first] = keyed
  if (!first) return new Map()
  const oldest = new Date(first.now.getTime() - idempotencyKeyMs)
  const holders = await takeIdempotencyKeys(tx, keyed, oldest)
  await deleteOldIdempotencyKeys(tx, oldest, oldKeysAtOnce)
  return new Map(keyed.map(({ postId }, place) => [postId, holders[place]!]))
}

type Row = { row: NewPost; composed: ComposedText }

/** Writes posts with what they name, of those authors who may write at the moment. */
async function writePosts(tx: Db, rows: readonly Row[]): Promise<StoredPost[]> {
  const composed = new Map(rows.map((one) => [one.row.id, one.composed]))
  const stored = await insertPosts(
    tx,
    rows.map(({ row }) => row),
  )
  const written = stored.map((post) => {
    const { mentionedIds, tags } = composed.get(post.id)!
    return { ...post, mentioned_ids: mentionedIds, tags }
  })
  await insertMentions(
    tx,
    written.flatMap(({ id, mentioned_ids }) => mentioned_ids.map((account_id) => ({ post_id: id, account_id }))),
  )
  await insertTags(
    tx,
    written.flatMap(({ id, tags }) => tags.map((tag) => ({ post_id: id, ...tag }))),
  )
  return written
}

const created = ({ id, author }: Publication) =>
  ({ type: 'post.created', post: id, author: author.accountId, origin: 'live' }) as const

/**
 * Posts that stand alone, in one transaction. An author has one at a time in it, so that no idempotency key comes twice.
 * Should one be refused, nothing is written: then each is tried by itself.
 */
async function publishAll(ctx: Context, posts: readonly Publication[]): Promise<(Published | Failure)[]> {
  const outcome = await write<{ holders: Map<PostId, PostId>; written: StoredPost[] }>(ctx, async (tx, emit) => {
    const holders = await takeKeys(tx, posts)
    const fresh = posts.filter(({ id }) => (holders.get(id) ?? id) === id)
    const preferences = await loadUsers(
      tx,
      fresh.map(({ author }) => author.accountId),
    )
    const composed = await composeTexts(
      tx,
      ctx,
      fresh.map(({ checked }) => checked.words.text),
    )
    const rows = fresh.map((post, place) => ({
      row: newPost(post, composed[place]!, preferences.get(post.author.accountId), { threadId: post.id }),
      composed: composed[place]!,
    }))
    const written = await writePosts(tx, rows)
    if (written.length < rows.length) return mayNotWrite
    for (const post of fresh) emit(created(post))
    return { holders, written }
  })
  if (isFailure(outcome)) {
    if (posts.length > 1) throw new Error('One of the posts was refused')
    return [outcome]
  }
  const written = await hydrateWritten(ctx, outcome.written)
  return posts.map(({ id }) => ({ id: outcome.holders.get(id) ?? id, written: written.get(id) }))
}

const publishTogether = batched({ keyOf: ({ author }: Publication) => author.accountId, write: publishAll })

/** A post that answers, quotes or holds something, or waits for a claim, in a transaction of its own. */
function publishAlone(ctx: Context, post: Publication, claim: Claim | undefined): Promise<Published | Failure> {
  const { id, author, draft, checked, now } = post
  const { poll, mediaIds } = checked
  return write<Published>(ctx, async (tx, emit) => {
    const refusal = await claim?.(tx)
    if (refusal) return refusal
    const holder = (await takeKeys(tx, [post])).get(id) ?? id
    if (holder !== id) return { id: holder }
    const surroundings = await lockSurroundings({ ...ctx, db: tx }, author.accountId, draft)
    if (isFailure(surroundings)) return surroundings
    const { parent, quoted } = surroundings
    const threadId = parent && (await findThread(tx, parent.id))
    const preferences = (await loadUsers(tx, [author.accountId])).get(author.accountId)
    const composed = await composeText(tx, ctx, checked.words.text)
    const row = newPost(post, composed, preferences, { parent, quoted, threadId: threadId ?? id })
    if (countsUnderItsParent(row.visibility))
      await countUnder(tx, countUp, [
        [parent?.id, 'replies_count'],
        [quoted?.id, 'quotes_count'],
      ])
    const written = await writePosts(tx, [{ row, composed }])
    if (written.length === 0) return mayNotWrite
    const unattachable =
      mediaIds.length > 0 && (await attachMedia(tx, { accountId: author.accountId, postId: id, mediaIds, now }))
    if (unattachable) return unattachable
    if (poll) {
      const expiresAt = new Date(now.getTime() + poll.openSeconds * 1_000)
      await insertPoll(tx, id, poll, { expiresAt, now })
      await enqueueJob(tx, ctx, { kind: 'poll.end', post: id }, expiresAt)
    }
    emit(created(post))
    return { id }
  })
}

type Claim = (tx: Db) => Promise<Failure | undefined>

/**
 * Publishes a post. A repeated idempotency key gives the post that was made with it within the last day. `claim` goes
 * first in the same transaction: the post is written only if it answers with no failure.
 */
export async function createPost(
  ctx: Context,
  author: Writer,
  draft: Draft,
  idempotencyKey?: string,
  claim?: Claim,
): Promise<Published | Failure> {
  const checked = checkDraft(draft)
  if (isFailure(checked)) return checked
  const post: Publication = {
    id: ctx.newId<PostId>(),
    author,
    draft,
    checked,
    now: ctx.clock.now(),
    key: idempotencyKey && createHash('sha256').update(idempotencyKey).digest('hex'),
  }
  const standsAlone = draft.inReplyToId === undefined && draft.quotedId === undefined
  const isBare = checked.poll === undefined && checked.mediaIds.length === 0
  return standsAlone && isBare && !claim ? publishTogether(ctx, post) : publishAlone(ctx, post, claim)
}
