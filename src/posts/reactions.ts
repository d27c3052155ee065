/** What people do with posts: favourite, boost, bookmark, mute the thread. Doing it twice is doing it once. */
import { loadUser } from '../auth/queries.ts'
import { batched } from '../platform/batch.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { type Failure, isFailure } from '../platform/failure.ts'
import type { AccountId, Id, PostId } from '../platform/ids.ts'
import { write } from '../platform/transaction.ts'
import { countOut, lockReadable, lockReadableForEach, notAllowed, type Writer } from './actions.ts'
import type { Look } from './hydrate.ts'
import { countsUnderItsParent, type Visibility } from './post.ts'
import { countDown, countFavourites, countUp, insertPosts, markDeleted, type NewPost, selectPosts } from './queries.ts'
import {
  deleteKept,
  findBoost,
  insertBookmark,
  insertFavourites,
  muteThread,
  takeBoost,
  unmuteThread,
} from './reaction-queries.ts'
import { mayBoost, mayFavourite, type PostFacts } from './visibility.ts'

type Favourite = { viewerId: AccountId; post: PostFacts; id: Id }

/** Each as it would be alone, and what they share is read and written once for all of them. */
async function favouriteAll(ctx: Context, looks: readonly Look[]): Promise<readonly (Failure | undefined)[]> {
  const outcome = await write<readonly (Failure | undefined)[]>(ctx, async (tx, emit) => {
    const posts = await lockReadableForEach({ ...ctx, db: tx }, looks)
    const favourites: Favourite[] = []
    const outcomes = looks.map(({ viewerId }, place) => {
      const post = posts[place]!
      if (isFailure(post)) return post
      if (!mayFavourite(post, viewerId)) return notAllowed
      favourites.push({ viewerId, post, id: ctx.newId() })
      return undefined
    })
    const kept = favourites.map(({ viewerId, post, id }) => ({ accountId: viewerId, postId: post.id, id }))
    const isNew = await insertFavourites(tx, kept, ctx.clock.now())
    const fresh = favourites.filter(({ id }) => isNew.has(id))
    await countFavourites(
      tx,
      fresh.map(({ post }) => post.id),
    )
    for (const { viewerId, post } of fresh)
      emit({ type: 'favourite.created', post: post.id, by: viewerId, author: post.author.id, origin: 'live' })
    return outcomes
  })
  return isFailure(outcome) ? looks.map(() => outcome) : outcome
}

const favouriteTogether = batched({ keyOf: ({ viewerId, id }: Look) => `${viewerId} ${id}`, write: favouriteAll })

export function favouritePost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return favouriteTogether(ctx, { viewerId, id })
}

/** Taking something back needs no right to read: it is one's own. A boost leads to what it boosts. */
async function findWords(db: Db, id: PostId): Promise<{ id: PostId; authorId: AccountId } | undefined> {
  const row = (await selectPosts(db, [id])).find((post) => post.id === id)
  return row && { id: row.boost_of ?? id, authorId: row.boost_of_author_id ?? row.author_id }
}

export async function unfavouritePost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx, emit) => {
    const post = await findWords(tx, id)
    if (!post || !(await deleteKept(tx, 'favourites', viewerId, post.id))) return undefined
    await countDown(tx, post.id, 'favourites_count')
    emit({ type: 'favourite.removed', post: post.id, by: viewerId, author: post.authorId, origin: 'live' })
  })
}

/** Returns the boost, also when it was there before. `visibility` follows the booster's preferences by default. */
export async function boostPost(
  ctx: Context,
  booster: Writer,
  id: PostId,
  visibility?: Exclude<Visibility, 'direct'>,
): Promise<PostId | Failure> {
  const boostId = ctx.newId<PostId>()
  const now = ctx.clock.now()
  return write<PostId>(ctx, async (tx, emit) => {
    const post = await lockReadable({ ...ctx, db: tx }, booster.accountId, id)
    if (isFailure(post)) return post
    if (!mayBoost(post, booster.accountId)) return notAllowed
    const holder = await takeBoost(tx, { accountId: booster.accountId, postId: post.id, boostId, now })
    if (holder !== boostId) return holder

    const usual = (await loadUser(tx, booster.accountId))?.default_visibility ?? 'public'
    const wanted = visibility ?? (usual === 'direct' ? 'private' : usual)
    const chosen = post.visibility === 'private' ? 'private' : wanted
    const boost: NewPost = {
      id: boostId,
      author_id: booster.accountId,
      text: '',
      html: '',
      spoiler_text: '',
      sensitive: false,
      visibility: chosen,
      language: null,
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      thread_id: boostId,
      boost_of: post.id,
      boost_of_author_id: post.author.id,
      reply_policy: 'everyone',
      quote_policy: 'everyone',
      quote_of: null,
      quote_state: null,
      client_id: booster.clientId ?? null,
      created_at: now,
    }
    if (countsUnderItsParent(chosen)) await countUp(tx, post.id, 'boosts_count')
    if ((await insertPosts(tx, [boost])).length === 0) return notAllowed
    emit({
      type: 'boost.created',
      boost: boostId,
      post: post.id,
      booster: booster.accountId,
      author: post.author.id,
      origin: 'live',
    })
    return boostId
  })
}

export async function unboostPost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx, emit) => {
    const post = await findWords(tx, id)
    const boostId = post && (await findBoost(tx, viewerId, post.id))
    const removed = boostId && (await markDeleted(tx, boostId, viewerId, ctx.clock.now()))
    if (!removed) return undefined
    await countOut(tx, removed)
    emit({
      type: 'boost.removed',
      boost: removed.id,
      post: post.id,
      booster: viewerId,
      author: post.authorId,
      origin: 'live',
    })
  })
}

export async function bookmarkPost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    const post = await lockReadable({ ...ctx, db: tx }, viewerId, id)
    if (isFailure(post)) return post
    await insertBookmark(tx, { accountId: viewerId, postId: post.id, id: ctx.newId() }, ctx.clock.now())
  })
}

export async function unbookmarkPost(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    const post = await findWords(tx, id)
    if (post) await deleteKept(tx, 'bookmarks', viewerId, post.id)
  })
}

/** No more notifications from this conversation. */
export async function muteThreadOf(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    const post = await lockReadable({ ...ctx, db: tx }, viewerId, id)
    if (isFailure(post)) return post
    await muteThread(tx, viewerId, post.id, ctx.clock.now())
  })
}

export async function unmuteThreadOf(ctx: Context, viewerId: AccountId, id: PostId): Promise<Failure | undefined> {
  return write<undefined>(ctx, async (tx) => {
    const post = await lockReadable({ ...ctx, db: tx }, viewerId, id)
    if (isFailure(post)) return post
    await unmuteThread(tx, viewerId, post.id)
  })
}
