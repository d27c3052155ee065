/**
 * What my volumes keep out of home, for me to read all the same.
 * GET /api/twoway/v1/follows                        listTurned
 * GET /api/twoway/v1/follows/:account_id/held_back  showHeldBack
 */
import { z } from 'zod'
import { isHiddenFromAll } from '../accounts/account.ts'
import { presentAccount } from '../accounts/present.ts'
import { findAccount, loadAccounts } from '../accounts/queries.ts'
import { selectTurned } from '../follows/list-queries.ts'
import { presentRelationship } from '../follows/present.ts'
import { loadRelations } from '../follows/queries.ts'
import { dayMs } from '../platform/clock.ts'
import { notFound } from '../platform/failure.ts'
import { endpoint, json, type Viewer } from '../platform/http.ts'
import { type AccountId, accountIdSchema, firstIdAt, type Id, type PostId } from '../platform/ids.ts'
import { fillPage, inPageOrder, linkHeader, type Page, pageFields, pageOf } from '../platform/pagination.ts'
import { mastodonEntity } from '../platform/wire.ts'
import { loadFacts, type Reader } from '../posts/hydrate.ts'
import { answerPage } from '../posts/list-routes.ts'
import { loadAllowed, readsEnough } from '../posts/reading.ts'
import { belongsInHome, type HomeChoices, type PostFacts, reachesHome } from '../posts/visibility.ts'
import { turnedAnswer } from './act-answers.ts'
import { withoutTheRest } from './best.ts'
import { homeChoices } from './home.ts'
import { selectFrom } from './queries.ts'

const countedDays = 7
/** Of one person; more are not counted. */
const mostCounted = 100

/** Of these posts, what home would hold at full volume and does not. */
async function heldBackOf(
  reader: Reader,
  viewerId: AccountId,
  choices: HomeChoices,
  posts: readonly PostFacts[],
): Promise<PostFacts[]> {
  const reaching = posts.filter((post) => reachesHome(post, viewerId, choices))
  const belonging = reaching.filter((post) => belongsInHome(post, viewerId, choices))
  const heard = new Set(await withoutTheRest(reader, viewerId, choices, belonging))
  return reaching.filter((post) => !heard.has(post))
}

export async function readHeldBack(
  reader: Reader,
  viewerId: AccountId,
  author: AccountId,
  page: Page,
): Promise<PostId[]> {
  const choices = await homeChoices(reader.db, viewerId)
  const { kept } = await fillPage<PostId, PostId>(
    page,
    (next) => selectFrom(reader.db, viewerId, author, readsEnough(next)),
    (id) => id,
    async (ids) =>
      (await heldBackOf(reader, viewerId, choices, await loadFacts(reader, viewerId, ids))).map(({ id }) => id),
  )
  return kept
}

const followParams = z.object({ account_id: accountIdSchema })
const pageInput = z.object(pageFields(20, 40))

export const showHeldBack = endpoint<Viewer, typeof followParams, typeof pageInput>(
  {
    params: followParams,
    input: pageInput,
    answer: z.array(mastodonEntity('Status')),
    about: 'What my volume keeps out of home, of one person.',
  },
  async ({ ctx, viewer, params, input, url }) => {
    const author = await findAccount(ctx.db, params.account_id)
    if (!author || isHiddenFromAll(author)) return notFound
    const ids = await readHeldBack(ctx, viewer.accountId, author.id, pageOf(input))
    const posts = await loadAllowed(ctx, viewer.accountId, ids)
    return answerPage(ctx, viewer, url, { posts, cursors: ids })
  },
)

/** How much was held back of each since a moment, counted up to `mostCounted` of their posts. */
async function countHeldBack(
  reader: Reader,
  viewerId: AccountId,
  authors: readonly AccountId[],
  sinceId: Id,
): Promise<Map<AccountId, number>> {
  const page = { sinceId, limit: mostCounted }
  const ids = await Promise.all(authors.map((author) => selectFrom(reader.db, viewerId, author, page)))
  const choices = await homeChoices(reader.db, viewerId)
  const facts = await loadFacts(reader, viewerId, ids.flat())
  const held = await heldBackOf(reader, viewerId, choices, facts)
  const counts = new Map(authors.map((author) => [author, 0]))
  for (const { author } of held) counts.set(author.id, counts.get(author.id)! + 1)
  return counts
}

const turnedInput = z.object({
  ...pageFields(20, 40),
  only: z.enum(['turned_down', 'kept', 'with_role'], 'must be turned_down, kept or with_role').default('turned_down'),
})

/** Whom I hear less of, keep, or gave a role, with what my volume has held back in the last seven days. */
export const listTurned = endpoint<Viewer, z.ZodType, typeof turnedInput>(
  { input: turnedInput, answer: turnedAnswer, about: 'Whom I hear less of, keep, or gave a role.' },
  async ({ ctx, viewer, input, url }) => {
    const page = pageOf(input)
    const now = ctx.clock.now()
    const follows = inPageOrder(await selectTurned(ctx.db, viewer.accountId, input.only, page), page)
    const ids = follows.map(({ accountId }) => accountId)
    const since = firstIdAt(new Date(now.getTime() - countedDays * dayMs))
    const [accounts, relations, counts] = await Promise.all([
      loadAccounts(ctx.db, ids),
      loadRelations(ctx.db, viewer.accountId, ids, now),
      countHeldBack(ctx, viewer.accountId, ids, since),
    ])
    return json(
      ids.map((id) => ({
        account: presentAccount(ctx, accounts.get(id)!),
        relationship: presentRelationship(id, relations.get(id)!),
        held_back: { days: countedDays, posts: counts.get(id)!, counted_up_to: mostCounted },
      })),
      linkHeader(
        url,
        follows.map(({ cursor }) => cursor),
      ),
    )
  },
)
