import { createHash } from 'node:crypto'
import { type Account, isHiddenFromAll } from '../accounts/account.ts'
import { accountUrl } from '../accounts/present.ts'
import { findAccountsByHandles } from '../accounts/queries.ts'
import { loadUser } from '../auth/queries.ts'
import { dayMs } from '../platform/clock.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, forbidden, invalid, isFailure, notFound } from '../platform/failure.ts'
import type { AccountId, PostId } from '../platform/ids.ts'
import {
  cleanText,
  countCharacters,
  normalizeHashtag,
  type ParsedText,
  parseText,
  renderHtml,
} from '../platform/text.ts'
import { write } from '../platform/transaction.ts'
import { type HydratedPost, loadFacts, loadPosts, type Reader } from './hydrate.ts'
import { countsForItsAuthor, countsUnderItsParent, maxPostCharacters, type Visibility } from './post.ts'
import { tagUrl } from './present.ts'
import {
  addToAuthor,
  countDown,
  countUp,
  deleteOldIdempotencyKeys,
  findThread,
  insertMentions,
  insertPost,
  insertTags,
  lockPost,
  markDeleted,
  type RemovedPost,
  takeFromAuthors,
  takeIdempotencyKey,
} from './queries.ts'
import { deleteBoost } from './reaction-queries.ts'
import { mayRead, type PostFacts } from './visibility.ts'

/** Undefined fields follow the author's preferences. */
export type Draft = {
  text: string
  spoilerText: string
  sensitive: boolean | undefined
  visibility: Visibility | undefined
  language: string | undefined
  inReplyToId: PostId | undefined
}

export type Writer = { accountId: AccountId; clientId: string | undefined }

const idempotencyKeyMs = dayMs
const oldKeysAtOnce = 100
/** One character of what people see may hold any number of bytes. */
const maxTextBytes = 65_536

const parentNotFound: Failure = {
  failure: 'not-found',
  message: 'The post you are trying to reply to does not appear to exist',
}
const mayNotWrite = forbidden('Your account may not post at the moment')

/** Also the answer to anything that only some may do with a post they can read. */
export const notAllowed = forbidden('This action is not allowed')

type Words = { text: string; spoilerText: string }

function checkWords(draft: Words): Words | Failure {
  const text = cleanText(draft.text)
  if (!text.ok) return invalid(`Validation failed: ${text.reason}`)
  const spoilerText = cleanText(draft.spoilerText)
  if (!spoilerText.ok) return invalid(`Validation failed: ${spoilerText.reason}`)
  // A warning about nothing is the post.
  const words =
    text.text === '' ? { text: spoilerText.text, spoilerText: '' } : { text: text.text, spoilerText: spoilerText.text }
  if (words.text === '') return invalid("Validation failed: Text can't be blank")
  const isHuge = Buffer.byteLength(words.text) + Buffer.byteLength(words.spoilerText) > maxTextBytes
  if (isHuge || countCharacters(words.text) + countCharacters(words.spoilerText) > maxPostCharacters)
    return invalid(`Validation failed: Text character limit of ${maxPostCharacters} exceeded`)
  return words
}

/** Local people under the handles they were typed with. Only they can be reached so far. */
async function findMentioned(tx: Db, ctx: Context, { mentions }: ParsedText): Promise<Map<string, Account>> {
  const isLocal = (domain: string) => domain === '' || domain.toLowerCase() === ctx.domain
  const local = mentions.filter(({ domain }) => isLocal(domain))
  const found = await findAccountsByHandles(
    tx,
    local.map(({ username }) => ({ username, domain: '' })),
  )
  const byName = new Map(
    found.filter((account) => !isHiddenFromAll(account)).map((account) => [account.username.toLowerCase(), account]),
  )
  const byHandle = new Map<string, Account>()
  for (const { username, text } of local) {
    const account = byName.get(username.toLowerCase())
    if (account) byHandle.set(text.toLowerCase(), account)
  }
  return byHandle
}

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

/** Publishes a post. A repeated idempotency key gives the post that was made with it within the last day. */
export async function createPost(
  ctx: Context,
  author: Writer,
  draft: Draft,
  idempotencyKey?: string,
): Promise<PostId | Failure> {
  const words = checkWords(draft)
  if (isFailure(words)) return words
  const now = ctx.clock.now()
  const oldest = new Date(now.getTime() - idempotencyKeyMs)
  const id = ctx.newId<PostId>()

  return write<PostId>(ctx, async (tx, emit) => {
    if (idempotencyKey !== undefined) {
      const key = createHash('sha256').update(idempotencyKey).digest('hex')
      const holder = await takeIdempotencyKey(tx, { accountId: author.accountId, key, postId: id, now, oldest })
      if (holder !== id) return holder
      await deleteOldIdempotencyKeys(tx, oldest, oldKeysAtOnce)
    }
    const reader = { ...ctx, db: tx }
    const parent =
      draft.inReplyToId === undefined ? undefined : await lockReadable(reader, author.accountId, draft.inReplyToId)
    if (isFailure(parent)) return parentNotFound

    const preferences = await loadUser(tx, author.accountId)
    const visibility = draft.visibility ?? preferences?.default_visibility ?? 'public'
    const threadId = parent && (await findThread(tx, parent.id))
    const parsed = parseText(words.text)
    const mentioned = await findMentioned(tx, ctx, parsed)
    const html = renderHtml(parsed, {
      mention({ text }) {
        const account = mentioned.get(text.toLowerCase())
        return account && { url: accountUrl(ctx, account), username: account.username }
      },
      hashtagUrl: (name) => tagUrl(ctx, name),
    })
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
      client_id: author.clientId ?? null,
      created_at: now,
    })
    if (!isWritten) return mayNotWrite
    await insertMentions(tx, id, [...new Set(mentioned.values().map((account) => account.id))])
    await insertTags(
      tx,
      id,
      parsed.hashtags.map((name) => ({ tag: normalizeHashtag(name), name })),
    )
    if (parent && countsUnderItsParent(visibility)) await countUp(tx, parent.id, 'replies_count')
    if (countsForItsAuthor(visibility)) await addToAuthor(tx, author.accountId, now)
    emit({ type: 'post.created', post: id, author: author.accountId, origin: 'live' })
    return id
  })
}

/** Takes a post that has just been marked deleted out of the counts. */
export async function countOut(tx: Db, removed: RemovedPost) {
  const parentId = removed.boost_of ?? removed.in_reply_to_id
  if (removed.boost_of !== null) await deleteBoost(tx, removed.author_id, removed.boost_of)
  if (parentId !== null && countsUnderItsParent(removed.visibility))
    await countDown(tx, parentId, removed.boost_of === null ? 'replies_count' : 'boosts_count')
  if (countsForItsAuthor(removed.visibility)) await takeFromAuthors(tx, new Map([[removed.author_id, 1]]))
}

/** Deletes one of one's own posts or boosts: invisible at once, erased by a job. Returns it as it was. */
export async function deletePost(ctx: Context, viewerId: AccountId, id: PostId): Promise<HydratedPost | Failure> {
  return write<HydratedPost>(ctx, async (tx, emit) => {
    const [post] = await loadPosts({ ...ctx, db: tx }, viewerId, [id])
    const removed = await markDeleted(tx, id, viewerId, ctx.clock.now())
    if (!post || !removed) return notFound
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
