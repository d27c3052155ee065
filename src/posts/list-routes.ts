/**
 * GET /api/v1/statuses/:id/favourited_by   showFavouriters
 * GET /api/v1/statuses/:id/reblogged_by    showBoosters
 * GET /api/v1/favourites                   showFavourites
 * GET /api/v1/bookmarks                    showBookmarks
 * GET /api/v1/accounts/:id/statuses        showAccountPosts
 */
import { z } from 'zod'
import { presentAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { loadRelation, loadRelations } from '../follows/queries.ts'
import type { Context } from '../platform/context.ts'
import type { Db } from '../platform/db.ts'
import { notFound } from '../platform/failure.ts'
import { booleanField, endpoint, json, orAbsent, orDefault, type Reply, type Viewer } from '../platform/http.ts'
import { accountIdSchema, type PostId } from '../platform/ids.ts'
import { fillPage, linkHeader, type Page, pageFields, pageOf } from '../platform/pagination.ts'
import { normalizeHashtag } from '../platform/text.ts'
import { selectPins } from './pin-queries.ts'
import { presentPosts } from './present.ts'
import { selectByAuthor } from './queries.ts'
import { type Actor, selectBoosters, selectFavouriters, selectKept } from './reaction-queries.ts'
import { asEntries, loadReadable, type PostPage, readPostPage, readsEnough } from './reading.ts'
import { postParams } from './routes.ts'
import { belongsInProfile, mayBeNamed, mayRead, noStance } from './visibility.ts'

export function answerPage(ctx: Context, viewer: Viewer | undefined, url: string, { posts, cursors }: PostPage): Reply {
  return json(presentPosts(ctx, viewer, posts), linkHeader(url, cursors))
}

// ---- Who reacted

const peopleInput = z.object(pageFields(40, 80))

async function keepNameable(ctx: Context, viewer: Viewer | undefined, actors: Actor[]) {
  const ids = actors.map(({ accountId }) => accountId)
  const accounts = await loadAccounts(ctx.db, ids)
  const relations = viewer && (await loadRelations(ctx.db, viewer.accountId, ids, ctx.clock.now()))
  return actors.flatMap(({ cursor, accountId }) => {
    const account = accounts.get(accountId)
    if (!account) return []
    const stance = relations?.get(accountId) ?? noStance
    const isHidden = account.suspended_at !== null || account.deleted_at !== null
    const isSilenced = account.silenced_at !== null
    return mayBeNamed({ id: accountId, stance, isHidden, isSilenced }, viewer?.accountId) ? [{ cursor, account }] : []
  })
}

function showActors(select: (db: Db, id: PostId, page: Page) => Promise<Actor[]>) {
  return endpoint<Viewer | undefined, typeof postParams, typeof peopleInput>(
    { params: postParams, input: peopleInput },
    async ({ ctx, viewer, params, input, url }) => {
      const post = await loadReadable(ctx, viewer?.accountId, params.id)
      if (!post) return notFound
      const { kept } = await fillPage(
        pageOf(input),
        (page) => select(ctx.db, post.row.boost_of ?? post.row.id, readsEnough(page)),
        ({ cursor }) => cursor,
        (actors) => keepNameable(ctx, viewer, actors),
      )
      return json(
        kept.map(({ account }) => presentAccount(ctx, account)),
        linkHeader(
          url,
          kept.map(({ cursor }) => cursor),
        ),
      )
    },
  )
}

export const showFavouriters = showActors(selectFavouriters)
export const showBoosters = showActors(selectBoosters)

// ---- What I kept

const pageInput = z.object(pageFields(20, 40))

function showKept(kind: 'favourites' | 'bookmarks') {
  return endpoint<Viewer, z.ZodType, typeof pageInput>({ input: pageInput }, async ({ ctx, viewer, input, url }) => {
    const page = await readPostPage(
      ctx,
      viewer.accountId,
      pageOf(input),
      (next) => selectKept(ctx.db, kind, viewer.accountId, next),
      mayRead,
    )
    return answerPage(ctx, viewer, url, page)
  })
}

export const showFavourites = showKept('favourites')
export const showBookmarks = showKept('bookmarks')

// ---- Somebody's posts

const accountParams = z.object({ id: accountIdSchema })
const accountPostsInput = z.object({
  ...pageFields(20, 40),
  exclude_replies: orDefault(booleanField, false),
  exclude_reblogs: orDefault(booleanField, false),
  only_media: orDefault(booleanField, false),
  pinned: orDefault(booleanField, false),
  tagged: orAbsent(z.string('must be a hashtag')),
})

export const showAccountPosts = endpoint<Viewer | undefined, typeof accountParams, typeof accountPostsInput>(
  { params: accountParams, input: accountPostsInput },
  async ({ ctx, viewer, params, input, url }) => {
    const account = await findAccount(ctx.db, params.id)
    if (!account || account.deleted_at) return notFound
    const relation = viewer && (await loadRelation(ctx.db, viewer.accountId, account.id, ctx.clock.now()))
    const showsNothing = account.suspended_at !== null || relation?.blockedBy === true
    if (showsNothing) return json([])
    if (input.pinned) {
      const pins = (next: Page) => selectPins(ctx.db, account.id, next)
      return answerPage(ctx, viewer, url, await readPostPage(ctx, viewer?.accountId, pageOf(input), pins, mayRead))
    }
    const reader = {
      id: viewer?.accountId,
      readsPrivate: relation?.followState === 'accepted',
      readsAll: viewer?.accountId === account.id,
    }
    const filter = {
      withoutReplies: input.exclude_replies,
      withoutBoosts: input.exclude_reblogs,
      withMedia: input.only_media,
      tag: input.tagged === undefined ? undefined : normalizeHashtag(input.tagged),
    }
    const page = await readPostPage(
      ctx,
      viewer?.accountId,
      pageOf(input),
      async (next) => asEntries(await selectByAuthor(ctx.db, account.id, reader, filter, next)),
      belongsInProfile,
    )
    return answerPage(ctx, viewer, url, page)
  },
)
